"""What complete readings teach of the curve by which relevant works come up: a prior for the next."""

from __future__ import annotations

from collections.abc import Sequence

import numpy
from numpy.typing import NDArray
from scipy.special import logsumexp, ndtr, ndtri
from scipy.stats import beta

from synth.screening.curve import HASTE, Prior, intervals

Numbers = NDArray[numpy.float64]

_MEANS, _WIDTHS, _SHARES = numpy.meshgrid(
    numpy.linspace(-3, 0.5, 36), numpy.linspace(-1.8, 0.5, 24), numpy.linspace(0, 0.5, 26), indexing="ij"
)
_ROUNDS = 40


def likelihood(relevant: Sequence[bool], *, haste: float = HASTE) -> Numbers:
    """Give the logarithm of the chance of a complete reading under each curve of the grid."""
    ends, finds = intervals(numpy.array(relevant, dtype=bool))
    share = numpy.minimum((ends + 0.5) / (ends[-1] + 1), 1 - 1e-9)
    weight = numpy.zeros(_MEANS.shape)
    before = numpy.zeros(_MEANS.shape)
    for here, count in zip([*share[:-1], 1.0], finds, strict=True):
        usual = ndtr((ndtri(here) - _MEANS) / numpy.exp(_WIDTHS))
        upto = (1 - _SHARES) * usual + _SHARES * (1 - (1 - here) ** haste)
        weight += count * numpy.log(upto - before + 1e-12)
        before = upto
    return weight


def learnt(reviews: Sequence[Numbers]) -> tuple[Prior, float]:
    """
    Give the prior under which the reviews, one likelihood each, are most likely, and the logarithm of that.

    Expectation and maximisation; the share of odd works by its mean and variance.
    """
    prior = Prior(mean=-1.5, mean_spread=0.5, width=-0.5, width_spread=0.35, odd=(0.5, 5.0))
    for _ in range(_ROUNDS):
        expected = _logarithm(prior)
        evidence = [float(logsumexp(review + expected)) for review in reviews]
        weight = sum(
            (numpy.exp(review + expected - one) for review, one in zip(reviews, evidence, strict=True)),
            start=numpy.zeros(_MEANS.shape),
        ) / len(reviews)
        mean, mean_spread = _moments(weight, _MEANS)
        width, width_spread = _moments(weight, _WIDTHS)
        odd, odd_spread = _moments(weight, _SHARES)
        size = odd * (1 - odd) / odd_spread**2 - 1
        prior = Prior(
            mean=mean,
            mean_spread=mean_spread,
            width=width,
            width_spread=width_spread,
            odd=(odd * size, (1 - odd) * size),
        )
    return prior, sum(evidence)


def _logarithm(prior: Prior) -> Numbers:
    """Give the logarithm of the prior of each curve of the grid."""
    edges = numpy.linspace(0, 0.5, 26) + 0.01
    odd = numpy.diff(beta.cdf(edges, *prior.odd), prepend=0.0)
    weight = (
        numpy.log(odd + 1e-300)[None, None, :]
        - (
            ((_MEANS - prior.mean) / prior.mean_spread) ** 2
            + ((_WIDTHS - prior.width) / prior.width_spread) ** 2
        )
        / 2
    )
    logarithm: Numbers = weight - logsumexp(weight)
    return logarithm


def _moments(weight: Numbers, values: Numbers) -> tuple[float, float]:
    mean = float((weight * values).sum())
    return mean, float(numpy.sqrt((weight * (values - mean) ** 2).sum()))
