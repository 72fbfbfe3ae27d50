"""A random sample of the unread: what it proves by itself, and how large it must be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

Numbers = NDArray[numpy.float64]
Counts = NDArray[numpy.int64]
Flags = NDArray[numpy.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """
    The works of an audit in the order drawn, (n_draws,) each.

    ``unread``: how many works each was drawn from. ``later``: how many relevant works were found with it
    or after it, by rank or by lot. ``relevant``: whether it is one.
    """

    unread: Counts
    later: Counts
    relevant: Flags

    def likelihood(self, left: Counts) -> Numbers:
        """Give the logarithm of the chance of these draws for each number that may be left now, (n,)."""
        share = (left[:, None] + self.later) / self.unread
        chance = numpy.where(self.relevant, share, 1 - share)
        logarithms: Numbers = numpy.log(numpy.maximum(chance, 1e-300)).sum(axis=1)
        return logarithms


def drawn(relevant: Flags, audit: Flags, *, total: int) -> Draws:
    """Take the draws out of a reading of a list of ``total`` works: labels and audit flags, (n_read,)."""
    before = numpy.arange(len(relevant))
    later = numpy.cumsum(relevant[::-1], dtype=numpy.int64)[::-1]
    return Draws(unread=(total - before)[audit], later=later[audit], relevant=relevant[audit])


def most_left(draws: Draws, *, unread: int, confidence: float) -> int:
    """
    Give the largest number of relevant works that may be left, whatever the order of the other reading.

    It assumes only that each draw was random. It may be looked at after every draw: with the stated
    confidence it is right at all looks at once (Waudby-Smith and Ramdas 2020, arXiv:2006.04347, the
    ratio of prior to posterior). A number is refused when the draws are ``1 / (1 - confidence)`` times as
    likely under a prior fixed before the first draw, which thinks few are left.
    """
    if not len(draws.unread):
        return unread
    begun = int(draws.later[0])  # relevant works found since the first draw
    possible = _possible(int(draws.unread[0]))
    prior = 1 / (possible + 1) - 1 / (numpy.append(possible[1:], draws.unread[0] + 1) + 1)
    feasible = possible >= begun
    logarithms = draws.likelihood(possible[feasible] - begun) + numpy.log(prior[feasible])
    highest = logarithms.max()
    least = highest + numpy.log(numpy.exp(logarithms - highest).sum() * (1 - confidence))
    low, high = likeliest(draws, unread=unread), unread
    while low < high:  # beyond the likeliest number the likelihood only falls
        middle = (low + high + 1) // 2
        kept = draws.likelihood(numpy.array([middle]))[0] > least
        low, high = (middle, high) if kept else (low, middle - 1)
    return low


def likeliest(draws: Draws, *, unread: int) -> int:
    """Give about the number left that explains the draws best: 0 where none is relevant, or none there."""
    counts = _possible(unread)
    return int(counts[draws.likelihood(counts).argmax()])


def sample(*, found: int, unread: int, target: float, confidence: float) -> int:
    """Give how many works must be drawn, none of them relevant, to prove the target from now on."""
    allowed = int(found / target + 1e-9) - found
    low, high = 0, unread
    while low < high:
        middle = (low + high) // 2
        none = numpy.zeros(middle, dtype=bool)
        draws = drawn(none, ~none, total=unread)
        proved = most_left(draws, unread=unread - middle, confidence=confidence) <= allowed
        low, high = (low, middle) if proved else (middle + 1, high)
    return low


def _possible(unread: int) -> Counts:
    """Give what may have been left at the first draw: each number up to 40, then ever wider steps."""
    steps = numpy.geomspace(40, max(unread, 41), 60).astype(numpy.int64)
    return numpy.unique(numpy.append(numpy.arange(min(unread, 40) + 1), steps[steps <= unread]))
