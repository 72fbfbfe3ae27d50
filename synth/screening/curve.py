"""
The curve by which relevant works come up in a ranked reading, and how many are still to come.

Give each relevant work the share of irrelevant ones that were read before it, and that share its normal
score. Over a whole review these scores lie close to a normal curve (the binormal ROC curve: Dorfman and
Alf 1969, doi:10.1016/0022-2496(69)90019-4), but for some odd works that look like none of the others and
come up little sooner than by chance. A reading that is not at its end shows the curve cut off: what lies
behind the cut is what is left. Mean, width and the share of odd works are not known; they are weighed by
how well they explain the reading and by how other reviews read.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy
from numpy.typing import NDArray
from scipy.special import gammaln, logsumexp, ndtr, ndtri
from scipy.stats import beta

from synth.screening.auditing import Draws

Numbers = NDArray[numpy.float64]
Counts = NDArray[numpy.int64]
Flags = NDArray[numpy.bool_]

# The hazard of an odd work coming up next, against that of an irrelevant one. Of 0.7, 1, 1.5, 2, 2.5, 3 and
# 4 it explains the readings of the 18 reviews best (benchmarks/curves.py).
HASTE = 1.5
# The reading is cut into intervals, each ending at this share of the irrelevant works of the next one.
# The first holds all that was read while the engine had hardly learnt: so many irrelevant works at least.
# Of 10, 20 and 40 its bound is true all through the most readings (benchmarks/stopping.py).
_RATIO, _INTERVALS, _FIRST = 0.8, 16, 40
_SHARES: Numbers = numpy.array(  # of odd works
    [0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.14, 0.19, 0.25, 0.35, 0.5, 0.75]
)
# No more finds than these are believed about the shape of the curve, however many there are: no curve is
# exact, and finds come in families. Of 50, 100, 200 and no limit it foretells the 18 reviews best.
_TRUSTED = 100
_TINY = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """
    How other reviews read: what is to be expected of a curve before it is seen.

    Mean of the normal scores and logarithm of their width are normal, the share of odd works is beta.
    """

    mean: float
    mean_spread: float
    width: float
    width_spread: float
    odd: tuple[float, float]

    def wider(self, factor: float) -> Prior:
        """Trust the other reviews less: the spreads are this many times as wide."""
        return Prior(
            mean=self.mean,
            mean_spread=self.mean_spread * factor,
            width=self.width,
            width_spread=self.width_spread * factor,
            odd=self.odd,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """How probable it is that so many relevant works are unread: ``counts`` ascend, (n,) both."""

    counts: Counts
    probabilities: Numbers

    def within(self, share: float) -> int:
        """Give the smallest number that is not exceeded with this probability."""
        place = numpy.searchsorted(numpy.cumsum(self.probabilities), share - 1e-9)
        return int(self.counts[min(int(place), len(self.counts) - 1)])

    def beside(self, other: Left) -> Left:
        """Take two lists together, each with its own curve; numbers next to impossible are left out."""
        counts = numpy.add.outer(self.counts, other.counts).ravel()
        products = numpy.multiply.outer(self.probabilities, other.probabilities).ravel()
        probabilities = numpy.bincount(counts, products).astype(numpy.float64)
        likely = numpy.flatnonzero(probabilities > _TINY)
        return Left(counts=likely, probabilities=probabilities[likely])


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """
    A ranked reading cut off, and what may lie behind the cut.

    ``ends``, ``finds`` (n_intervals,): irrelevant works read at the end of each interval, and relevant
    works found in it. ``counts`` (n_counts,): how many relevant works may be left. ``found``, ``audited``:
    how many were found by rank and by lot, out of ``total`` works.
    """

    ends: Numbers
    finds: Numbers
    counts: Counts
    found: int
    audited: int
    total: int

    def weigh(self, counts: Counts, curves: Curves) -> Numbers:
        """Give the logarithm of the weight of each number left with each curve: (n, n_curves, n_shares)."""
        # How the finds lie within the reading changes little with the number left, so a few are enough. How
        # many lie before and behind the cut changes much: both are taken of each number itself.
        few = numpy.unique(numpy.append(counts[::8], counts[-1]))
        between = numpy.array([numpy.interp(counts, few, unit) for unit in numpy.eye(len(few))]).T
        usual, odd = curves.passed(self._shares(few))
        before = self.found * numpy.log(_mixed(usual[:, -1:], odd[:, -1:])[:, 0] + _TINY)
        some = self.finds > 0
        usual, odd = numpy.diff(usual, axis=1, prepend=0.0), numpy.diff(odd, prepend=0.0)
        chances = _mixed(usual[:, some], odd[:, some])
        explained = numpy.tensordot(self.finds[some], numpy.log(chances + _TINY), axes=(0, 1))
        explained = (explained - before) * min(1.0, _TRUSTED / max(self.found, 1))
        weight = numpy.tensordot(between, explained, axes=1)
        usual, odd = curves.passed(self._shares(counts)[:, -1:])
        weight += self.found * numpy.log(_mixed(usual, odd)[:, 0] + _TINY)
        # An audited work was behind the cut when it was drawn; that the cut was earlier then is on the safe
        # side.
        behind = counts + self.audited
        weight += behind[:, None, None] * numpy.log(_mixed(1 - usual, 1 - odd)[:, 0] + _TINY)
        # Ways to choose who is behind; any order of magnitude of all relevant works is as likely as another.
        every = self.found + behind
        ways = gammaln(every + 1) - gammaln(behind + 1) - numpy.log(every + 1.0)
        weight += ways[:, None, None] + curves.prior
        return weight

    def _shares(self, counts: Counts) -> Numbers:
        """Give the share of the irrelevant works read at the end of each interval: (n, n_intervals)."""
        irrelevant = self.total - self.found - self.audited - counts + 1.0
        shares: Numbers = numpy.minimum((self.ends + 0.5) / irrelevant[:, None], 1 - 1e-6)
        return shares


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves:
    """Curves to be weighed: means and widths (n_curves,), logarithms of the prior (n_curves, n_shares)."""

    means: Numbers
    widths: Numbers
    prior: Numbers

    def passed(self, shares: Numbers) -> tuple[Numbers, Numbers]:
        """Give the share of usual works that came up by then, (..., n_curves), and of odd ones, (...)."""
        return ndtr((ndtri(shares)[..., None] - self.means) / self.widths), 1 - (1 - shares) ** HASTE


def left(relevant: Flags, *, total: int, draws: Draws, prior: Prior) -> Left:
    """
    Weigh how many relevant works are left of a list of ``total``.

    ``relevant`` are the labels in the order read by rank, the audit's draws left out. The audit is taken
    exactly: each draw had the chance of what was then unread.
    """
    ends, finds = intervals(relevant)
    counts, sizes = _counts(total - len(relevant) - len(draws.relevant))
    cut = Cut(
        ends=ends,
        finds=finds,
        counts=counts,
        found=int(relevant.sum()),
        audited=int(draws.relevant.sum()),
        total=total,
    )
    weight = cut.weigh(counts, _near(cut, prior))
    logarithms = logsumexp(weight.reshape(len(counts), -1), axis=1) + numpy.log(sizes)
    logarithms += draws.likelihood(counts)
    return Left(counts=counts, probabilities=numpy.exp(logarithms - logsumexp(logarithms)))


def _near(cut: Cut, prior: Prior) -> Curves:
    """Give a fine grid of curves where a coarse one finds any weight."""
    # Far beyond what other reviews make likely, for a reading that is like none of them.
    coarse = numpy.linspace(-5, 5, 21), numpy.linspace(-5, 5, 15)
    weight = cut.weigh(cut.counts[::8], _curves(prior, *coarse)).max(axis=(0, 2)).reshape(21, 15)
    some = weight > weight.max() - 10
    spans = []
    for axis, steps in enumerate(coarse):
        kept = numpy.flatnonzero(some.any(axis=1 - axis))
        spans.append((steps[max(kept[0] - 1, 0)], steps[min(kept[-1] + 1, len(steps) - 1)]))
    return _curves(prior, numpy.linspace(*spans[0], 13), numpy.linspace(*spans[1], 9))


def _curves(prior: Prior, means: Numbers, widths: Numbers) -> Curves:
    """Give all pairs of means and widths, each in spreads of the prior, with all shares of odd works."""
    places, sizes = (grid.ravel() for grid in numpy.meshgrid(means, widths, indexing="ij"))
    return Curves(
        means=prior.mean + prior.mean_spread * places,
        widths=numpy.exp(prior.width + prior.width_spread * sizes),
        prior=-(places**2 + sizes**2)[:, None] / 2 + _odd(prior),
    )


@lru_cache(maxsize=64)
def _odd(prior: Prior) -> Numbers:
    edges = numpy.concatenate([[0], (_SHARES[1:] + _SHARES[:-1]) / 2, [1]])
    logarithms: Numbers = numpy.log(numpy.diff(beta.cdf(edges, *prior.odd)) + _TINY)
    return logarithms


def _mixed(usual: Numbers, odd: Numbers) -> Numbers:
    """Mix by each share of odd works: (n_counts, n_intervals, n_curves, n_shares)."""
    mixed: Numbers = usual[..., None] * (1 - _SHARES) + odd[..., None, None] * _SHARES
    return mixed


def intervals(relevant: Flags) -> tuple[Numbers, Numbers]:
    """Cut a reading into intervals: irrelevant works read at the end of each, and finds in it."""
    before = numpy.cumsum(~relevant)[relevant]
    read = len(relevant) - len(before)
    ends = numpy.unique(numpy.round(read * _RATIO ** numpy.arange(_INTERVALS)))
    ends = ends[(ends >= _FIRST) | (ends == read)]
    upto = numpy.searchsorted(before, ends, side="right")
    return ends, numpy.diff(upto, prepend=0).astype(numpy.float64)


def _counts(unread: int) -> tuple[Counts, Numbers]:
    """Give the numbers that may be left, each alone up to 40, then in cells, and the cells' sizes."""
    single = numpy.arange(min(unread, 40) + 1)
    cells = numpy.geomspace(40, max(unread, 41), 25).astype(numpy.int64)
    counts = numpy.unique(numpy.append(single, cells[cells <= unread]))
    return counts, numpy.diff(counts, prepend=-1).astype(numpy.float64)


# Nothing is left of a list without a work.
NONE = Left(counts=numpy.zeros(1, dtype=numpy.int64), probabilities=numpy.ones(1))

# Learnt from the 18 labelled reviews (benchmarks/stopping.py prints it), then trusted a little less: a new
# review may be like none of them.
MARGIN = 1.25
OTHER_REVIEWS = Prior(mean=-1.74, mean_spread=0.363, width=-0.52, width_spread=0.255, odd=(0.33, 3.82)).wider(
    MARGIN
)
