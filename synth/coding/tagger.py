"""
A tagger that learns from coders: for each code the probability that a person would say it is there.

One logistic regression a code (one against the rest) over the words of title, abstract and keywords by
TF-IDF. Works with the code and without it weigh the same while it learns; a sigmoid (Platt 1999), fitted on
works that the model did not see, then makes probabilities of its scores that are right for how common the
code is: where its phrases are found, and apart from these where they are not. (Zadrozny and Elkan 2002,
doi:10.1145/775047.775151, compare it with steps, which need more examples than coders make.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

import numpy
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

Numbers = NDArray[numpy.float64]
Flags = NDArray[numpy.bool_]
Places = NDArray[numpy.int64]
Matrix = Any  # scipy.sparse.csr_matrix; scipy ships no types

FOLDS = 5
LEAST = 2  # of each kind, without which nothing can be learnt and tried on others
_STRENGTH = 10.0  # of what the words may say: the inverse of the penalty
_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """
    What coders say of one code: places of the works that have it, and of those that do not.

    ``found`` are the places of works, whichever, where its phrases were found; ``said`` those of works on
    which some person has said something of the code, whatever it was.
    """

    present: Sequence[int]
    absent: Sequence[int]
    found: Set[int] = frozenset()
    said: Set[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Works whose probability lies in one range: how many, what was predicted of them, what people say."""

    low: float
    high: float
    works: int
    predicted: float  # their mean probability
    observed: float  # the share of them that has the code


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """
    What the tagger knows of one code.

    ``proposals`` are probabilities by place, of works where no phrase found the code and no person said
    anything. Precision, recall and the Brier score are of coded works that the model did not see; None:
    nothing to measure, or nothing learnt, and then ``missing`` says why. Of the works where phrases did not
    find the code, ``missed`` have it by people's word, ``recovered`` of these would be proposed, and
    ``wrong`` others. ``tried`` are the probability and the truth of each work tried, (n_tried, 2).
    """

    present: int
    absent: int
    missing: str = ""
    precision: float | None = None
    recall: float | None = None
    brier: float | None = None
    missed: int | None = None
    recovered: int | None = None
    wrong: int | None = None
    proposals: Mapping[int, float] = field(default_factory=dict)
    tried: Numbers = field(default_factory=lambda: numpy.empty((0, 2)))


class Tagger:
    """
    Reads works once, and learns one code after the other.

    ``texts`` are title, abstract and keywords of each work; ``coded`` the places of the works that some
    coder judged: the words that count are theirs.
    """

    def __init__(self, texts: Sequence[str], *, coded: Sequence[int], seed: int) -> None:
        self._seed = seed
        self._rows = _features(texts, coded=coded)

    def learn(self, lessons: Lessons, *, examples: int, sure: float) -> Learnt:
        """
        Learn a code where ``examples`` works have it and as many do not; propose it from ``sure`` on.

        Same works and words, same probabilities.
        """
        least = max(examples, LEAST)
        counts = {"with": len(lessons.present), "without": len(lessons.absent)}
        lacking = [f"{count} of {least} works {name} it" for name, count in counts.items() if count < least]
        if lacking or self._rows is None:
            words = f"people have coded {' and '.join(lacking)}" if lacking else "the works hold no words"
            return Learnt(present=len(lessons.present), absent=len(lessons.absent), missing=words)
        places = numpy.array([*lessons.present, *lessons.absent])
        truth = numpy.arange(len(places)) < len(lessons.present)
        order = numpy.argsort(places)  # the order of the works, whoever coded them first
        return self._learnt(self._rows, lessons, places[order], truth[order], sure=sure)

    def _learnt(
        self, works: Matrix, lessons: Lessons, places: Places, truth: Flags, *, sure: float
    ) -> Learnt:
        rows = works[places]
        dealt = _folds(truth, seed=self._seed)
        found = numpy.array([place in lessons.found for place in places])
        scores = numpy.empty(len(places))
        for fold in range(int(dealt.max()) + 1):
            unseen = dealt == fold
            scores[unseen] = self._fit(rows[~unseen], truth[~unseen]).decision_function(rows[unseen])
        tried = _cross_fitted(scores, found, truth, dealt)
        given = tried >= sure
        return Learnt(
            present=int(truth.sum()),
            absent=int((~truth).sum()),
            precision=_share(given & truth, given),
            recall=_share(given & truth, truth),
            brier=round(float(numpy.mean((tried - truth) ** 2)), _DIGITS),
            missed=int((truth & ~found).sum()),
            recovered=int((truth & ~found & given).sum()),
            wrong=int((~truth & ~found & given).sum()),
            proposals=self._proposals(works, lessons, places, truth, fit(scores, found, truth), sure=sure),
            tried=numpy.column_stack([tried, truth]),
        )

    def _proposals(
        self, works: Matrix, lessons: Lessons, places: Places, truth: Flags, curve: Curve, *, sure: float
    ) -> dict[int, float]:
        taken = [*lessons.found, *lessons.said, *map(int, places)]
        others = numpy.setdiff1d(numpy.arange(works.shape[0]), taken)
        if not len(others):
            return {}
        scores = self._fit(works[places], truth).decision_function(works[others])
        chances = curve.probability(scores, numpy.zeros(len(others), dtype=bool))
        return {
            int(place): round(float(chance), _DIGITS)
            for place, chance in zip(others, chances, strict=True)
            if chance >= sure
        }

    def _fit(self, rows: Matrix, truth: Flags) -> LogisticRegression:
        model = LogisticRegression(
            C=_STRENGTH, class_weight="balanced", solver="liblinear", random_state=self._seed
        )
        return model.fit(rows, truth)


def reliability(tried: Sequence[Numbers], *, bins: int = 10) -> list[Bin]:
    """Hold what the tagger predicts against what people say, range by range of its probability."""
    pairs = numpy.concatenate([numpy.empty((0, 2)), *tried])
    edges = numpy.linspace(0, 1, bins + 1)
    where = numpy.clip(numpy.digitize(pairs[:, 0], edges) - 1, 0, bins - 1)
    return [
        Bin(
            low=round(float(edges[number]), _DIGITS),
            high=round(float(edges[number + 1]), _DIGITS),
            works=int((where == number).sum()),
            predicted=round(float(pairs[where == number, 0].mean()), _DIGITS),
            observed=round(float(pairs[where == number, 1].mean()), _DIGITS),
        )
        for number in range(bins)
        if (where == number).any()
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """
    A sigmoid from scores to probabilities; where phrases ``found`` the code it lies higher, or lower.

    For a proposal what counts is how common the code is where phrases do not find it, which is less.
    """

    slope: float  # never below 0
    intercept: float
    found: float

    def probability(self, scores: Numbers, found: Flags) -> Numbers:
        """Give probabilities, 0 to 1, (n_works,)."""
        odds = self.slope * scores + self.intercept + self.found * found
        chances: Numbers = 1 / (1 + numpy.exp(-numpy.clip(odds, -500, 500)))
        return chances


def fit(scores: Numbers, found: Flags, truth: Flags) -> Curve:
    """
    Fit a curve to scores by a model that has not seen the truth (Platt 1999).

    The targets are his, of the works with a phrase and without apart: not 1 and 0 but what one would expect
    having seen so many of each, so that few examples make no certainty.
    """
    targets = numpy.empty(len(truth))
    for group in (found, ~found):
        yes, no = int((group & truth).sum()), int((group & ~truth).sum())
        targets[group] = numpy.where(truth[group], (yes + 1) / (yes + 2), 1 / (no + 2))
    spread = float(scores.std()) or 1.0
    apart = found[:, None].astype(numpy.float64)
    intercept, slope, higher = _weights(numpy.column_stack([scores / spread, apart]), targets)
    if slope < 0:  # what was learnt says nothing of what was not seen: all of a kind are as likely as any
        slope, (intercept, higher) = 0.0, _weights(apart, targets)
    return Curve(slope=float(slope) / spread, intercept=float(intercept), found=float(higher))


def _weights(inputs: Numbers, targets: Numbers) -> Numbers:
    """Give intercept and weights of a logistic regression on targets between 0 and 1: each row as both."""
    regression = LogisticRegression(C=numpy.inf, tol=1e-10, max_iter=1000)
    regression.fit(
        numpy.vstack([inputs, inputs]),
        numpy.repeat([1, 0], len(targets)),
        sample_weight=numpy.concatenate([targets, 1 - targets]),
    )
    return numpy.append(regression.intercept_, regression.coef_[0])


def _cross_fitted(scores: Numbers, found: Flags, truth: Flags, dealt: Places) -> Numbers:
    """Give the probability of each work by a curve that was not fitted to it either."""
    tried = numpy.empty(len(scores))
    for fold in range(int(dealt.max()) + 1):
        unseen = dealt == fold
        curve = fit(scores[~unseen], found[~unseen], truth[~unseen])
        tried[unseen] = curve.probability(scores[unseen], found[unseen])
    return tried


def _folds(truth: Flags, *, seed: int) -> Places:
    """Deal the works to folds by chance, those with the code and those without apart: each has of both."""
    dice = numpy.random.default_rng(seed)
    dealt = numpy.empty(len(truth), dtype=numpy.int64)
    folds = min(FOLDS, int(truth.sum()), int((~truth).sum()))
    for kind in (truth, ~truth):
        places = dice.permutation(numpy.flatnonzero(kind))
        dealt[places] = numpy.arange(len(places)) % folds
    return dealt


def _share(part: Flags, whole: Flags) -> float | None:
    return round(float(part.sum() / whole.sum()), _DIGITS) if whole.any() else None


def _features(texts: Sequence[str], *, coded: Sequence[int]) -> Matrix | None:
    """
    Give works as rows of weighted terms, (n_works, n_terms); None: there are none.

    The terms are words and pairs of words of at least two coded works. Which other codes phrases find in a
    work is not among them: on the demonstration, whose truth is known, it made proposals fewer and worse.
    """
    words = r"(?u)\b[^\W\d_]{2,}\b"
    terms = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=2, token_pattern=words)
    try:
        terms.fit([texts[place] for place in coded])
    except ValueError:  # no word stands in two of the works
        return None
    return terms.transform(texts)
