"""The review's own question as prior knowledge: how like it each work is, and for how much it counts."""

from __future__ import annotations

import re

import numpy

from synth.screening.features import Features, Numbers

# BM25's usual constants (Robertson and Zaragoza 2009, doi:10.1561/1500000019): how soon a term said again
# stops counting, and how far a long text is held to say more by its length alone.
_SATURATION, _LENGTH = 1.2, 0.75

# The question is learnt from as one relevant work, and counts half when so many real ones are known.
_HALVED = 10

_ROWS = 10_000  # so many works are asked at once


# What is excluded does not speak for a work that says it.
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+")
_EXCLUDED = re.compile(r"\bexclu(?:d|s)", re.IGNORECASE)
_HEADING = re.compile(r"\W*(in|ex)clusion\b[^.]{0,40}$", re.IGNORECASE)

# Nor does what the review calls itself, in its title or its question: other reviews say that, and they
# came first. The kinds are those of Grant and Booth 2009, doi:10.1111/j.1471-1842.2009.00848.x, and a few
# that came later. The plural stays: it names works that are wanted.
_KINDS = (
    "critical|integrative|literature|mapping|mixed.methods|narrative|qualitative|rapid|realist|scoping|"
    "state.of.the.art|systematic|umbrella"
)
_ITSELF = re.compile(rf"\b((?:{_KINDS})\W+)+review\b|\bmeta\W?(analysis|synthesis)\b", re.IGNORECASE)


def wanted(question: str) -> str:
    """
    Give a question without what does not speak for a work that says it.

    These are the name of the review's own kind, in the first line, and the sentences, and the parts under
    a heading, that say what is excluded.
    """
    kept, skips = [], False
    first, *others = question.split("\n", 1)
    for sentence in _SENTENCE.split("\n".join([_ITSELF.sub(" ", first), *others])):
        heading = _HEADING.match(sentence)
        skips = heading[1].lower() == "ex" if heading else skips
        if not skips and not _EXCLUDED.search(sentence):
            kept.append(sentence)
    return "\n".join(kept)


def weight(relevant: float) -> float:
    """Give how much the question counts as a relevant work beside so many real ones, 1 to 0."""
    return _HALVED / (_HALVED + relevant)


class Question:
    """
    The question in the row ``row`` of the features, asked of the first ``works`` rows.

    ``likeness`` (works,) is BM25: unlike the cosine it does not put a short text that says one word of
    the question first.
    """

    def __init__(self, features: Features, *, row: int, works: int) -> None:
        self._features = features
        self._size = max(1.0, float(features.sizes[:works].mean())) if works else 1.0
        ends = features.matrix.indptr
        found = numpy.bincount(features.matrix.indices[: ends[works]], minlength=len(features.rarity))
        asked = features.matrix[row]
        self.asks = bool(asked.nnz)
        self._weights = numpy.zeros(len(found))
        # The question's own terms count by their sublinear frequency, as in the rows.
        self._weights[asked.indices] = asked.data * features.lengths[row] / features.rarity[asked.indices]
        self._weights *= numpy.log1p((works - found + 0.5) / (found + 0.5))
        blocks = [self.added(first, min(first + _ROWS, works))[1] for first in range(0, works, _ROWS)]
        self.likeness: Numbers = numpy.concatenate([numpy.zeros(0), *blocks])

    def added(self, first: int, last: int) -> tuple[Numbers, Numbers]:
        """Give what each term of these rows adds to their likeness, in the matrix' order, and the sums."""
        counts = self._features.frequencies(first, last)
        owners, columns, _ = self._features.entries(first, last)
        floor = _SATURATION * (1 - _LENGTH + _LENGTH * self._features.sizes / self._size)
        added = self._weights[columns] * counts * (_SATURATION + 1) / (counts + floor[owners])
        return added, numpy.bincount(owners - first, added, minlength=last - first).astype(numpy.float64)
