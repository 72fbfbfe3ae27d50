"""Whether the words of a topic belong together: how often they stand in the same works."""

from __future__ import annotations

from collections.abc import Sequence

import numpy
from numpy.typing import NDArray

from synth.maps.counting import Matrix

Numbers = NDArray[numpy.float64]

WORDS = 10  # so many of a topic's strongest words are asked


def strongest(topics: Numbers) -> list[list[int]]:
    """Give the columns of each topic's strongest words; (n_topics, n_words)."""
    order = numpy.argsort(-topics, axis=1, kind="stable")[:, :WORDS]
    return [
        [column for column in columns if row[column] > 0]
        for row, columns in zip(topics, order.tolist(), strict=True)
    ]


def npmi(counts: Matrix, topics: Sequence[Sequence[int]]) -> list[float]:
    """
    Give each topic's coherence: the mean normalised pointwise mutual information of its pairs of words.

    ``counts`` has shape (n_works, n_terms); ``topics`` are columns of it, strongest first. From -1, no two
    words ever stand in one work, over 0, as often as by chance, to 1, only together (Bouma 2009; Röder,
    Both and Hinneburg 2015, where it is C_NPMI, here with whole works as windows). A topic of fewer than two
    words has 0.
    """
    return [_mean_of_pairs(_associations(counts, words)) for words in topics]


def cv(counts: Matrix, topics: Sequence[Sequence[int]]) -> list[float]:
    """
    Give each topic's C_V of Röder, Both and Hinneburg (2015), from 0 to 1, with whole works as windows.

    Each word is compared with all words of its topic by the cosine of their NPMI with each of these.
    """
    values = []
    for words in topics:
        told = _associations(counts, words)
        whole = told.sum(axis=0)
        lengths = numpy.linalg.norm(told, axis=1) * numpy.linalg.norm(whole)
        cosines = told @ whole / numpy.where(lengths > 0, lengths, 1)
        values.append(float(cosines.mean()) if len(words) else 0.0)
    return values


def _associations(counts: Matrix, words: Sequence[int]) -> Numbers:
    """Give the NPMI of each two words, (n_words, n_words); 1 on the diagonal."""
    works = max(1, counts.shape[0])
    stands = counts[:, list(words)].astype(bool).astype(numpy.float64)
    both = numpy.asarray((stands.T @ stands).todense()) / works
    each = numpy.diag(both)
    with numpy.errstate(divide="ignore", invalid="ignore"):
        told = numpy.log(both / numpy.outer(each, each)) / -numpy.log(both)
    told[both == 0] = -1
    told[both == 1] = 1
    numpy.fill_diagonal(told, 1)
    associations: Numbers = told
    return associations


def _mean_of_pairs(told: Numbers) -> float:
    pairs = told[numpy.triu_indices(len(told), 1)]
    return float(pairs.mean()) if len(pairs) else 0.0
