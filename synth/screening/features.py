"""Texts as rows of weighted terms: single words and pairs of neighbouring words, by TF-IDF."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy
from numpy.typing import NDArray
from scipy import sparse

from synth.screening import texts

_COMMON = 0.95  # a term in more than this share of the texts says nothing
_SHELVES = 22  # pairs of words are first counted on 2 ** 22 shelves
_ROWS = 10_000  # so many texts are weighed at once

Matrix = Any  # scipy.sparse.csr_matrix; scipy ships no types
Numbers = NDArray[numpy.float64]
Codes = NDArray[numpy.int64]
Rows = NDArray[numpy.int32]  # which text each word or pair belongs to


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """
    Rows of unit length, one for each text.

    ``matrix`` has shape (n_texts, n_terms), float32; it holds only terms that stand in at least two
    texts: one of a single text brings no other nearer and moves none away, though it belongs to the
    length of its own.
    """

    matrix: Matrix
    rarity: Numbers  # (n_terms,): inverse document frequency
    lengths: Numbers  # (n_texts,): of the rows before they were given the length 1
    sizes: Numbers  # (n_texts,): how many words and pairs each text has
    words: tuple[str, ...]
    codes: Codes  # (n_terms,): the place of a word, or for a pair: see _paired

    def term(self, column: int) -> str:
        """Give a column's term, in lower case."""
        code, count = int(self.codes[column]), len(self.words)
        if code < count:
            return self.words[code]
        return f"{self.words[code // count - 1]} {self.words[code % count]}"

    def frequencies(self, first: int, last: int) -> Numbers:
        """Give how often each term stands in these texts, in the order of the matrix' data."""
        owners, columns, values = self.entries(first, last)
        counts: Numbers = numpy.exp(values * self.lengths[owners] / self.rarity[columns] - 1)
        return counts

    def entries(self, first: int, last: int) -> tuple[Codes, Codes, Numbers]:
        """Give text, column and value of each entry of these texts' rows, without a copy of the latter."""
        ends = self.matrix.indptr[first : last + 1]
        inside = slice(ends[0], ends[-1])
        owners = numpy.repeat(numpy.arange(first, last), numpy.diff(ends))
        return owners, self.matrix.indices[inside], self.matrix.data[inside]


def extract(written: Sequence[str], *, pairs: bool = True) -> Features:
    """
    Give the features of texts: sublinear term frequency times inverse document frequency.

    The weights are those of scikit-learn's TfidfVectorizer with ``ngram_range=(1, 2)``,
    ``sublinear_tf`` and ``max_df=0.95``, as ASReview's default model reads; without ``pairs`` single
    words alone.
    """
    places: defaultdict[str, int] = defaultdict()
    places.default_factory = places.__len__
    spoken, owners = _spoken(written, places)
    parts = [_counted(spoken.copy(), owners, shape=(len(written), len(places)))]
    codes = numpy.arange(len(places))
    alone = numpy.zeros(len(written))
    sizes = numpy.bincount(owners, minlength=len(written)).astype(numpy.float64)
    if pairs:
        paired, of = _paired(spoken, owners, words=len(places))
        sizes += numpy.bincount(of, minlength=len(written))
        repeated = _repeated(paired)
        alone += numpy.bincount(of[~repeated], minlength=len(written))
        del spoken, owners  # hundreds of megabytes where there are many texts
        paired, of = paired[repeated], of[repeated]
        known, columns = _distinct(paired)
        codes = numpy.concatenate([codes, known])
        parts.append(_counted(columns, of, shape=(len(written), len(known))))
        del paired, of, repeated, columns
    matrix, kept, lengths, rarity = _weighted(parts, alone)
    return Features(
        matrix=matrix,
        rarity=rarity[kept],
        lengths=lengths,
        sizes=sizes,
        words=tuple(places),
        codes=codes[kept],
    )


def _spoken(written: Sequence[str], places: dict[str, int]) -> tuple[NDArray[numpy.int32], Rows]:
    """Give the place of each word of all texts, one text after the other, and the text each is of."""
    spoken, lengths = array("i"), []
    for text in written:
        words = texts.words(text)
        spoken.extend(map(places.__getitem__, words))
        lengths.append(len(words))
    owners = numpy.repeat(numpy.arange(len(lengths), dtype=numpy.int32), lengths)
    return numpy.array(spoken, dtype=numpy.int32), owners


def _distinct(codes: Codes) -> tuple[Codes, NDArray[numpy.int32]]:
    """Give the distinct codes in order, and where each code stands among them."""
    # As numpy.unique with return_inverse, in half the memory.
    order = numpy.argsort(codes)
    ordered = codes[order]
    new = numpy.ones(len(codes), dtype=bool)
    new[1:] = ordered[1:] != ordered[:-1]
    places = numpy.empty(len(codes), dtype=numpy.int32)
    places[order] = numpy.cumsum(new, dtype=numpy.int32) - 1
    return ordered[new], places


def _paired(spoken: NDArray[numpy.int32], owners: Rows, *, words: int) -> tuple[Codes, Rows]:
    """Give a number to each pair of neighbours in one text, above those of single words, and its text."""
    beside = owners[1:] == owners[:-1]
    codes = (spoken[:-1][beside].astype(numpy.int64) + 1) * words + spoken[1:][beside]
    return codes, owners[1:][beside]


def _repeated(codes: Codes) -> NDArray[numpy.bool_]:
    """Say which codes may stand more than once; those that do not need no sorting."""
    # Multiplicative hashing (Knuth, The Art of Computer Programming 3, 6.4) with the golden ratio.
    shelves = (codes.view(numpy.uint64) * numpy.uint64(0x9E3779B97F4A7C15)) >> numpy.uint64(64 - _SHELVES)
    shelved = shelves.view(numpy.int64)
    repeated: NDArray[numpy.bool_] = (numpy.bincount(shelved, minlength=1 << _SHELVES) > 1)[shelved]
    return repeated


def _counted(columns: NDArray[numpy.int32], rows: Rows, *, shape: tuple[int, int]) -> Matrix:
    """Count each column in each row; the columns are put in order in place."""
    ones = numpy.ones(len(columns), dtype=numpy.float32)
    ends = numpy.concatenate([[0], numpy.cumsum(numpy.bincount(rows, minlength=shape[0]))])
    counts = sparse.csr_matrix((ones, columns, ends), shape=shape)
    counts.sum_duplicates()
    return counts


def _weighted(parts: list[Matrix], alone: Numbers) -> tuple[Matrix, NDArray[numpy.bool_], Numbers, Numbers]:
    """
    Weigh the counts, leave out what stands in one text only, and give rows the length 1.

    ``parts`` are the counts of words and of pairs, side by side; ``alone`` counts the terms of each text
    that are known to stand in no other and are not among them. Gives the rows, which terms were kept,
    the lengths, and the rarity of all terms.
    """
    total = len(alone)
    found = numpy.concatenate([numpy.bincount(part.indices, minlength=part.shape[1]) for part in parts])
    rarity = numpy.log((1 + total) / (1 + found)) + 1
    common = found > _COMMON * total
    kept = (found > 1) & ~common
    factors = numpy.where(common, 0, rarity).astype(numpy.float32)
    columns = numpy.where(kept, numpy.cumsum(kept) - 1, -1).astype(numpy.int32)
    lengths = numpy.ones(total)
    blocks = []
    for first in range(0, total, _ROWS):
        counts = sparse.hstack([part[first : first + _ROWS] for part in parts], format="csr")
        owners = numpy.repeat(numpy.arange(counts.shape[0]), numpy.diff(counts.indptr))
        values = (1 + numpy.log(counts.data)) * factors[counts.indices]
        squares = numpy.bincount(owners, values.astype(numpy.float64) ** 2, minlength=counts.shape[0])
        squares = squares + alone[first : first + _ROWS] * (numpy.log((1 + total) / 2) + 1) ** 2
        block = lengths[first : first + _ROWS]
        block[squares > 0] = numpy.sqrt(squares[squares > 0])
        values /= block.astype(numpy.float32)[owners]
        held = columns[counts.indices] >= 0
        ends = numpy.concatenate([[0], numpy.cumsum(numpy.bincount(owners[held], minlength=len(block)))])
        blocks.append(
            sparse.csr_matrix(
                (values[held], columns[counts.indices[held]], ends), shape=(len(block), int(kept.sum()))
            )
        )
    rows = sparse.vstack(blocks, format="csr") if blocks else sparse.csr_matrix((0, 0), dtype=numpy.float32)
    return rows, kept, lengths, rarity
