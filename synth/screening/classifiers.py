"""The models that learn from decisions which works are relevant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import MultinomialNB
from sklearn.svm import LinearSVC

from synth.errors import UserError

Numbers = NDArray[numpy.float64]
Labels = NDArray[numpy.int64]
Matrix = Any  # scipy.sparse.csr_matrix, shape (n_works, n_terms); scipy ships no types


# How exactly a fit is solved: a hundredth of the usual exactness orders works as well, for half the time.
_EXACT = 1e-2


class Estimator(Protocol):
    """A linear model as scikit-learn makes them: fitted on rows with labels and weights."""

    coef_: Numbers  # (1, n_terms): what one unit of a term adds to the score

    def fit(self, features: Matrix, labels: Labels, sample_weight: Numbers) -> object:
        """Learn from rows whose labels are 0 and 1, both present."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classifier:
    """
    A model, and how it is used.

    ``make`` gives it for a seed. ``pairs``: whether it reads pairs of neighbouring words too. ``ratio``:
    how many times as much all relevant works weigh as all irrelevant ones. ``growth``: a refit is worth
    it when this share more is decided.
    """

    make: Callable[[int], Estimator]
    pairs: bool = True
    ratio: float
    growth: float


class NaiveBayes(MultinomialNB):  # type: ignore[misc]  # scikit-learn ships no types
    """Multinomial naive Bayes that says what each term adds to the odds."""

    @property
    def coef_(self) -> Numbers:
        """The logarithm of how much likelier a term is in relevant works, (1, n_terms)."""
        said: Numbers = self.feature_log_prob_[1:] - self.feature_log_prob_[:1]
        return said


def _svm(seed: int) -> Estimator:
    """
    Make the linear support vector machine of ASReview's default model, ELAS u4.

    Loss, C and ratio are those its authors found on the SYNERGY reviews with a thousand trials
    (asreview 3.0.8, models/models.py); other values tried here did no better.
    """
    model: Estimator = LinearSVC(loss="squared_hinge", C=0.11, tol=_EXACT, random_state=seed)
    return model


def _logistic(seed: int) -> Estimator:
    """Make logistic regression: as good an order as the default's for half as much time again."""
    model: Estimator = LogisticRegression(C=1.0, solver="liblinear", tol=_EXACT, random_state=seed)
    return model


def _naive_bayes(seed: int) -> Estimator:
    """Make the naive Bayes of ASReview's ELAS u3 (same file): quick, and the poorest order of all here."""
    model: Estimator = NaiveBayes(alpha=3.822)
    return model


# Mean loss on the 18 sets of benchmarks/screening.py against ASReview's default model, with two works known
# beforehand and with none, and how many times less processor time all readings take:
# svm          -9 % and -18 %, 23 times; no set more than 0.02 worse (in one run with ASReview; the others
#              beside readings of ASReview kept from an earlier run)
# svm-words    -6 % and -14 %, 39 times; cold, two small sets of drug trials are 0.04 worse
# logistic     -8 % and -18 %, 13 times; no set more than 0.02 worse
# naive-bayes  -3 % and -12 %, 30 times; cold, three sets are 0.02 to 0.03 worse
CLASSIFIERS: dict[str, Classifier] = {
    "svm": Classifier(make=_svm, ratio=9.8, growth=0.05),
    "svm-words": Classifier(make=_svm, ratio=9.8, growth=0.2, pairs=False),
    "logistic": Classifier(make=_logistic, ratio=9.8, growth=0.05),
    "naive-bayes": Classifier(make=_naive_bayes, ratio=1.2, growth=0.1, pairs=False),
}
DEFAULT = "svm"


def named(name: str) -> Classifier:
    """Give the model of this name; raise UserError where there is none."""
    if name not in CLASSIFIERS:
        raise UserError(f"queries/review.toml: screening.model: {name!r} is none of {', '.join(CLASSIFIERS)}")
    return CLASSIFIERS[name]


def balanced(labels: Labels, weights: Numbers, *, ratio: float) -> Numbers:
    """Let all relevant works weigh ``ratio`` times all irrelevant ones, and one work on average 1."""
    scaled = weights.copy()
    scaled[labels == 0] *= weights[labels == 1].sum() / weights[labels == 0].sum() / ratio
    scaled *= len(scaled) / scaled.sum()
    return scaled
