"""
Topics as factors: each text a sum of topics, each topic a sum of terms, nothing below 0.

Nonnegative matrix factorisation (Lee and Seung 1999; coordinate descent of Cichocki and Phan 2009, by
scikit-learn), begun at the singular vectors (NNDSVDa, Boutsidis and Gallopoulos 2008) or at the topics of the
last run.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from sklearn.decomposition import non_negative_factorization
from sklearn.exceptions import ConvergenceWarning
from sklearn.preprocessing import normalize
from sklearn.utils.extmath import randomized_svd

from synth.maps.counting import Matrix

Numbers = NDArray[numpy.float64]

ROUNDS, CLOSE = 200, 1e-4  # at most so many rounds; ends when one changes the fit by less than this
SMALLEST = 1e-9  # a weight below it is nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Factors:
    """``shares`` (n_texts, n_topics) and ``topics`` (n_topics, n_terms): their product is near the texts."""

    shares: Numbers
    topics: Numbers

    def strengths(self) -> Numbers:
        """Give how much of each text is of each topic, (n_texts, n_topics): rows that add up to 1, or 0."""
        weights = self.shares * numpy.linalg.norm(self.topics, axis=1)
        weights[weights < SMALLEST] = 0
        strengths: Numbers = normalize(weights, norm="l1")
        return strengths


@dataclass(frozen=True, slots=True, kw_only=True)
class Axes:
    """The strongest singular vectors of texts, where a factorisation begins; enough for any number tried."""

    left: Numbers  # (n_texts, most)
    values: Numbers  # (most,)
    right: Numbers  # (most, n_terms)
    mean: float


def axes(matrix: Matrix, *, most: int, seed: int) -> Axes:
    """Give the strongest singular vectors; not more than there are."""
    many = max(1, min(most, *(size - 1 for size in matrix.shape)))
    left, values, right = randomized_svd(matrix, many, random_state=seed)
    return Axes(left=left, values=values, right=right, mean=float(matrix.mean()))


def fit(matrix: Matrix, topics: int, *, begun: Axes, rounds: int = ROUNDS, close: float = CLOSE) -> Factors:
    """Factorise texts anew."""
    shares, weights = _begin(begun, min(topics, len(begun.values)))
    return _solve(matrix, shares, weights, rounds=rounds, close=close)


def refit(matrix: Matrix, topics: Numbers, *, rounds: int) -> Factors:
    """
    Let topics that are known follow the texts of today for a few rounds.

    Each text is first read by the topics as they are. In the first two rounds nearly all of the way to the
    nearest optimum is gone; what more rounds change is not in the texts (``benchmarks/refresh.py``).
    """
    read = _solve(matrix, None, topics.copy(), rounds=ROUNDS, close=CLOSE)
    return _solve(matrix, read.shares, read.topics.copy(), rounds=rounds, close=0) if rounds else read


def extend(topics: Numbers, fresh: Numbers, *, to: int) -> Numbers:
    """
    Give ``to`` topics out of the known ones: with those of a fresh fit that none resembles, or without
    those that nothing in it resembles.
    """
    alike = normalize(topics) @ normalize(fresh).T
    known, found = linear_sum_assignment(-alike)
    if to < len(topics):
        best = numpy.argsort(-alike[known, found], kind="stable")[:to]
        kept: Numbers = topics[numpy.sort(known[best])]
        return kept
    added = [place for place in range(len(fresh)) if place not in set(found.tolist())]
    more: Numbers = numpy.vstack([topics, fresh[added[: to - len(topics)]]])
    return more


def _solve(matrix: Matrix, shares: Numbers | None, topics: Numbers, *, rounds: int, close: float) -> Factors:
    """Solve for shares and topics, or without shares to begin with for these alone."""
    kind = matrix.dtype
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # to stop after so many rounds is meant
        found, weights, _ = non_negative_factorization(
            matrix,
            W=None if shares is None else shares.astype(kind),
            H=topics.astype(kind),
            n_components=len(topics),
            init="custom",
            update_H=shares is not None,
            tol=close,
            max_iter=rounds,
        )
    return Factors(shares=found, topics=weights)


def _begin(begun: Axes, topics: int) -> tuple[Numbers, Numbers]:
    """Give where the factorisation begins: of each singular vector the heavier of its two signs."""
    shares = numpy.zeros((len(begun.left), topics))
    weights = numpy.zeros((topics, begun.right.shape[1]))
    for place in range(topics):
        left, right = begun.left[:, place], begun.right[place]
        sides = [(numpy.maximum(left, 0), numpy.maximum(right, 0))]
        sides.append((numpy.maximum(-left, 0), numpy.maximum(-right, 0)))
        sizes = [float(numpy.linalg.norm(one) * numpy.linalg.norm(other)) for one, other in sides]
        (one, other), size = max(zip(sides, sizes, strict=True), key=lambda side: side[1])
        if size:
            scale = numpy.sqrt(begun.values[place] * size)
            shares[:, place] = scale * one / numpy.linalg.norm(one)
            weights[place] = scale * other / numpy.linalg.norm(other)
    shares[shares < SMALLEST] = begun.mean
    weights[weights < SMALLEST] = begun.mean
    return shares, weights
