"""Text to a score: the features works are read by, and the models that learn from decisions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB

Numbers = NDArray[numpy.float64]
Matrix = Any  # scipy.sparse.csr_matrix, shape (n_works, n_terms); scipy ships no types


class Classifier(Protocol):
    """A model as scikit-learn makes them: fitted on rows with labels and weights, gives probabilities."""

    def fit(self, features: Matrix, labels: NDArray[numpy.int64], sample_weight: Numbers) -> object:
        """Learn from rows whose labels are 0 and 1, both present."""

    def predict_proba(self, features: Matrix) -> Numbers:
        """Give the probabilities of label 0 and of label 1, shape (n_works, 2)."""


def _logistic(seed: int) -> Classifier:
    model: Classifier = LogisticRegression(C=1.0, max_iter=1000, random_state=seed)
    return model


def _naive_bayes(seed: int) -> Classifier:
    """Complement naive Bayes (Rennie et al., ICML 2003); nothing in it is random."""
    model: Classifier = ComplementNB(alpha=2.0)
    return model


CLASSIFIERS: dict[str, Callable[[int], Classifier]] = {
    "logistic": _logistic,
    "naive-bayes": _naive_bayes,
}


def features(texts: Sequence[str]) -> Matrix | None:
    """
    Give one row of TF-IDF for each text: single words and pairs of words, rows of length 1.

    A term must stand in at least two texts where there are a hundred or more, in more where there
    are many thousands, so that the vocabulary stays in bounds. None where no text has any term.
    """
    tokens = TfidfVectorizer(
        ngram_range=(1, 2),
        sublinear_tf=True,
        min_df=1 if len(texts) < 100 else 2 + len(texts) // 10_000,
        strip_accents="unicode",
        dtype=numpy.float64,
    )
    try:
        return tokens.fit_transform(texts)
    except ValueError:  # an empty vocabulary: no term at all, or none in enough texts
        return None


def balanced(labels: NDArray[numpy.int64], weights: Numbers) -> Numbers:
    """Scale weights so that both labels weigh the same, and one label on average 1."""
    scaled = weights.copy()
    for label in (0, 1):
        chosen = labels == label
        scaled[chosen] *= len(labels) / 2 / weights[chosen].sum()
    return scaled
