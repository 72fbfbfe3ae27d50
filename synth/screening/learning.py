"""From decisions to a score of each work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from synth.screening import classifiers, prior
from synth.screening.classifiers import Classifier
from synth.screening.features import Features, Numbers
from synth.screening.nearness import Nearness

# What the likeness to the nearest relevant work and to the question count beside the model, each in
# standard deviations among the unread; the question's fades as relevant works are found. In a coarse grid
# around them, with prior._HALVED and HANDICAP (benchmarks/leave_one_out.py, 18 sets), all lie within 2 % of
# the summed mean loss of each other, little more than the noise: the question's 1.4 would be chosen on most
# 17 of the sets, for a gain on three of them. Chosen on 17 and measured on the one left out, in turn, the
# mean loss is 8.5 % below ASReview's warm and 17.2 % cold.
NEAREST, ASKED = 0.5, 1.0
# The share of the difference between their mean scores that works without an abstract are given.
HANDICAP = 0.3
_FEWEST = 5  # unread works of both kinds that a mean is taken of
_LEAST = 1e-9  # a spread below this is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What was decided about a text: the share of yes, 0 to 1, and how much it counts."""

    relevant: float
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """
    The score of each work, and what it is made of.

    ``scores`` (n_works,) is ``features @ terms`` + ``nearest`` x likeness to the nearest of ``relevant``
    + ``asked`` x likeness to the question, up to a constant for works with an abstract and another for
    those without. ``taught``: whether a model was fitted.
    """

    scores: Numbers
    terms: Numbers
    relevant: Mapping[int, float]
    nearest: float
    asked: float
    taught: bool


class Learner:
    """
    What is learnt from, made ready once: texts, the question and the works known beforehand.

    The first rows of the features are the works, the last is the question, those between are known
    beforehand. ``bare`` (n_works,) says which works have no abstract.
    """

    def __init__(
        self,
        features: Features,
        *,
        bare: NDArray[numpy.bool_],
        known: Mapping[int, Label],
        model: Classifier,
    ) -> None:
        self._features, self._bare, self._known, self._model = features, bare, known, model
        self._works = works = len(bare)
        self._row = features.matrix.shape[0] - 1
        self.question = prior.Question(features, row=self._row, works=works)
        self._nearness = Nearness(features.matrix)

    def learn(self, decided: Mapping[int, Label], *, seed: int) -> Learnt:
        """
        Score every work by what is decided, from scratch.

        The model takes the question for one more relevant work (Cormack and Grossman 2015,
        arXiv:1504.06868), so it needs an irrelevant work and either a relevant one or a question.
        """
        labels = {**{row: decided[row] for row in sorted(decided)}, **self._known}
        relevant = {row: label.relevant for row, label in labels.items() if label.relevant > 0}
        unread = numpy.ones(self._works, dtype=bool)
        unread[list(decided)] = len(decided) == self._works
        fitted = self._fitted(labels, seed=seed)
        terms = numpy.zeros(self._features.matrix.shape[1]) if fitted is None else fitted
        parts = (
            (1.0, (self._features.matrix @ terms.astype(numpy.float32))[: self._works]),
            (NEAREST, self._nearness.to(relevant)[: self._works]),
            (ASKED * prior.weight(sum(relevant.values())), self.question.likeness),
        )
        scales = [share * _scale(values[unread]) for share, values in parts]
        scores: Numbers = sum(
            (scale * values for scale, (_, values) in zip(scales, parts, strict=True)),
            start=numpy.zeros(self._works),
        )
        scores += self._handicap(scores, unread)
        return Learnt(
            scores=scores - (scores[unread].mean() if self._works else 0.0),
            terms=terms * scales[0],
            relevant=relevant,
            nearest=scales[1],
            asked=scales[2],
            taught=fitted is not None,
        )

    def _handicap(self, scores: Numbers, unread: NDArray[numpy.bool_]) -> Numbers:
        """Give works without an abstract part of what they score below the others for having few words."""
        bare, whole = scores[unread & self._bare], scores[unread & ~self._bare]
        if min(len(bare), len(whole)) < _FEWEST:
            return numpy.zeros(self._works)
        return numpy.where(self._bare, HANDICAP * (whole.mean() - bare.mean()), 0.0)

    def _fitted(self, labels: Mapping[int, Label], *, seed: int) -> Numbers | None:
        """Fit the model and give its weights (n_terms,); None where it lacks one of the two labels."""
        # A work that people disagree about stands on both sides, for the share of each.
        sides = [
            (row, side, share * label.weight)
            for row, label in labels.items()
            for side, share in ((1, label.relevant), (0, 1 - label.relevant))
        ]
        if self.question.asks:
            known = sum(weight for _, side, weight in sides if side)
            sides.append((self._row, 1, prior.weight(known)))
        sides = [one for one in sides if one[2] > 0]
        given = numpy.array([side for _, side, _ in sides], dtype=numpy.int64)
        if len(set(given.tolist())) < 2 or not self._features.matrix.shape[1]:
            return None
        weights = classifiers.balanced(
            given, numpy.array([weight for *_, weight in sides]), ratio=self._model.ratio
        )
        estimator = self._model.make(seed)
        estimator.fit(self._features.matrix[[row for row, *_ in sides]], given, sample_weight=weights)
        return numpy.asarray(estimator.coef_, dtype=numpy.float64).ravel()


def _scale(values: Numbers) -> float:
    """Give what makes the values' standard deviation 1; 0 where they do not differ."""
    spread = float(values.std()) if len(values) else 0.0
    return 1 / spread if spread > _LEAST else 0.0
