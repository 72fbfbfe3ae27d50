"""How many relevant works may be left when the last ones read are taken for a random draw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy
from numpy.typing import NDArray
from scipy.special import gammaln

Numbers = NDArray[numpy.float64]
Counts = NDArray[numpy.int64]
Flags = NDArray[numpy.bool_]

_PROBES = 33  # numbers tried at once, between the least and the most that may be left
# A chance that is the one asked for but for rounding refuses nothing; what weighs less is not added to one.
_ROUNDING, _TINY = 1e-8, 1e-12


def most_left(relevant: Flags, *, total: int, confidence: float) -> int:
    """
    Give the largest number of relevant works that may be left of a list of ``total``.

    ``relevant`` are the labels in the order read, (n_read,). The last works read, from any place on, are
    taken for a random draw from what was unread before them, and the place that leaves least is kept, as
    in Callaghan and Müller-Hansen 2020, doi:10.1186/s13643-020-01521-4: a number is refused when so few
    finds, or fewer, come in less than ``1 - confidence`` of such draws. Works read by rank are richer than
    a random draw, which keeps the bound on the safe side although the place is chosen afterwards.
    """
    # The best place to begin is right after a find, or the beginning: every irrelevant work more helps.
    begins = numpy.append(0, numpy.flatnonzero(relevant) + 1)
    begins = begins[begins < len(relevant)]
    found = int(relevant.sum()) - numpy.append(0, numpy.cumsum(relevant))[begins]
    draws = Draws(unread=total - begins, drawn=len(relevant) - begins, found=found)
    high = total - len(relevant)
    while high:  # what a place does not refuse now it will not refuse when fewer are left
        chances = draws.at_most(numpy.array([high]))
        refuses = chances < (1 - confidence) * (1 - _ROUNDING)
        if not refuses.any():
            break
        high = _most(draws.of(numpy.array([chances.argmin()])), below=high, confidence=confidence)
        draws = draws.of(refuses)
    return high


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """Random draws, (n,) each: works ``drawn``, from how many ``unread``, and relevant ones ``found``."""

    unread: Counts
    drawn: Counts
    found: Counts

    def of(self, chosen: Flags | NDArray[numpy.intp]) -> Draws:
        """Give some of them."""
        return Draws(unread=self.unread[chosen], drawn=self.drawn[chosen], found=self.found[chosen])

    def at_most(self, left: Counts) -> Numbers:
        """
        Give the chances of so many finds or fewer when so many relevant works are left after the draw.

        ``left`` (n,), or one for all. Counted is the tail away from the mean, which is soon at its end:
        that of too many finds is that of too few among the works not drawn.
        """
        relevant = self.found + left
        many = self.found * self.unread >= relevant * self.drawn
        finds = numpy.where(many, left - 1, self.found)
        drawn = numpy.where(many, self.unread - self.drawn, self.drawn)
        tail = _tail(finds, relevant=relevant, drawn=drawn, unread=self.unread)
        return numpy.where(many, 1 - tail, tail)


def _tail(finds: Counts, *, relevant: Counts, drawn: Counts, unread: Counts) -> Numbers:
    """Give the hypergeometric chance of so many finds or fewer, from the last by the ratio to one fewer."""
    ways = _ways(relevant, finds) + _ways(unread - relevant, drawn - finds) - _ways(unread, drawn)
    terms = numpy.exp(ways)
    tail, irrelevant = terms.copy(), unread - relevant - drawn
    while (terms > _TINY * tail).any():
        terms *= finds * (irrelevant + finds) / ((relevant - finds + 1) * (drawn - finds + 1))
        finds = finds - 1
        tail += terms
    return tail


def _most(draw: Draws, *, below: int, confidence: float) -> int:
    """Give the largest number that one draw does not refuse, of those below one that it does."""
    low, high = 0, below  # not refused, refused: with none left, all that there were are found
    while high - low > 1:
        probes = numpy.unique(numpy.linspace(low, high, _PROBES).astype(numpy.int64))
        refused = draw.at_most(probes) < (1 - confidence) * (1 - _ROUNDING)
        first = int(refused.argmax())
        low, high = int(probes[first - 1]), int(probes[first])
    return low


def _ways(works: Counts, chosen: Counts) -> Numbers:
    """Give the logarithm of the number of ways to choose some of the works."""
    ways: Numbers = gammaln(works + 1) - gammaln(chosen + 1) - gammaln(works - chosen + 1)
    return ways
