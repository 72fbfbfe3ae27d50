"""
Co-citation and bibliographic coupling: works that are cited together, works that cite the same.

Both are one product of a sparse matrix with itself (Kessler 1963, doi:10.1002/asi.5090140103; Small 1973,
doi:10.1002/asi.4630240406), made in blocks of rows so that memory stays bounded. How strong a link is, is
what both share over the geometric mean of what each has (Salton's cosine).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from synth.maps.references import Numbers, References

# What more works than this have in common (a handbook everybody cites, a bibliography that cites everything)
# is not searched for links: it makes a hundred thousand and more, and says little of any. The links that are
# found without it count it all the same.
CROWD = 500
# So many products are held at a time, each of 12 bytes and some more while they are put in order.
BLOCK = 1_000_000
PAIRS = 50_000  # so many pairs of works are compared at a time

Strengths = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Links:
    """
    Links between works by their places, ``one`` before ``other``; all of shape (n_links,).

    ``crowds`` counts what was not searched for links because too many works share it.
    """

    one: Numbers
    other: Numbers
    shared: Numbers
    strength: Strengths
    crowds: int = 0

    def __len__(self) -> int:
        return len(self.one)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Having:
    """
    What each work has: ``certain`` each counts, and of the ``alternatives`` the one that counts most.

    An alternative is what works have under one kind of names, and what of it they may have already; all are
    of shape (n_works, …) and hold ones. ``total`` is how much each has, (n_works,).
    """

    certain: csr_array
    alternatives: Sequence[tuple[csr_array, csr_array]]
    total: Numbers

    def only(self, crowd: int) -> tuple[_Having, int]:
        """Leave out what more than ``crowd`` works have, and say how many such things there are."""
        parts = [self.certain, *(outside for outside, _ in self.alternatives)]
        certain, *rest = (_without_crowds(part, crowd) for part in parts)
        pairs = zip(rest, (already for _, already in self.alternatives), strict=True)
        kept = [(outside, _without_crowds(already, crowd)) for outside, already in pairs]
        crowds = sum(_crowds(part, crowd) for part in parts)
        return _Having(certain=certain, alternatives=kept, total=self.total), crowds

    def block(self, rows: slice) -> csr_array:
        """Count what the works of some rows share with all works; (n_rows, n_works)."""
        shared = csr_array(self.certain[rows] @ self.certain.T)
        most = csr_array(shared.shape, dtype=np.int64)
        for outside, already in self.alternatives:
            more = csr_array(outside[rows] @ outside.T - already[rows] @ already.T)
            most = most.maximum(more)
        return csr_array(shared + most)

    def shared(self, one: Numbers, other: Numbers) -> Numbers:
        """Count what the works of each pair have in common, (n_pairs,)."""
        most = np.zeros(len(one), dtype=np.int64)
        for outside, already in self.alternatives:
            most = np.maximum(most, _overlap(outside, one, other) - _overlap(already, one, other))
        return _overlap(self.certain, one, other) + most

    def strength(self, one: Numbers, other: Numbers) -> Strengths:
        """Say how strongly the works of each pair are linked, (n_pairs,)."""
        return _strength(self.shared(one, other), self.total[one], self.total[other])


def cocitation(references: References, *, most: int, crowd: int = CROWD) -> Links:
    """Link works that the same works here cite: the ``most`` strongest of each, and those of the others."""
    return _strongest(_cited(references), most=most, crowd=crowd)


def coupling(references: References, *, most: int, crowd: int = CROWD) -> Links:
    """
    Link works that cite the same publications, here or outside: the ``most`` strongest of each.

    Publications outside cannot be matched: one that two sources name by other identifiers, or that is here
    without the identifier a list names it by, would count twice. So of those outside only the names of one
    kind count, and of these those that cannot be a work here which both cite: the kind that leaves most.
    """
    return _strongest(_citing(references), most=most, crowd=crowd)


def alike(references: References, one: Numbers, other: Numbers) -> tuple[Strengths, Strengths]:
    """Give how strongly the works of each pair are coupled, and co-cited; both (n_pairs,), 0 to 1."""
    return _citing(references).strength(one, other), _cited(references).strength(one, other)


def _cited(references: References) -> _Having:
    return _Having(certain=csr_array(references.cites.T), alternatives=(), total=references.cited)


def _citing(references: References) -> _Having:
    return _Having(
        certain=references.cites,
        alternatives=[(outside, references.doubtful(kind)) for kind, outside in references.outside.items()],
        total=references.here + references.beyond,
    )


def _strongest(having: _Having, *, most: int, crowd: int) -> Links:
    searched, crowds = having.only(crowd)
    found = [np.empty((0, 2), dtype=np.int64)]
    found += [_best(searched.block(rows), rows, having.total, most) for rows in _blocks(searched)]
    pairs = np.unique(np.sort(np.concatenate(found), axis=1), axis=0)
    one, other = pairs[:, 0], pairs[:, 1]
    return Links(
        one=one,
        other=other,
        shared=having.shared(one, other),
        strength=having.strength(one, other),
        crowds=crowds,
    )


def _strength(shared: Numbers, one: Numbers, other: Numbers) -> Strengths:
    strength: Strengths = shared / np.sqrt(np.maximum(one * other, 1))
    return strength


def _crowds(part: csr_array, crowd: int) -> int:
    return int((np.bincount(part.indices, minlength=part.shape[1]) > crowd).sum())


def _without_crowds(part: csr_array, crowd: int) -> csr_array:
    """Leave out the columns that more than ``crowd`` rows have."""
    keep = np.bincount(part.indices, minlength=part.shape[1]) <= crowd
    there = keep[part.indices]
    rows = np.repeat(np.arange(part.shape[0]), np.diff(part.indptr))
    return csr_array((part.data[there], (rows[there], part.indices[there])), shape=part.shape)


def _blocks(having: _Having) -> Iterator[slice]:
    """Cut the rows into blocks whose products stay within ``BLOCK``; one row alone may be more."""
    costs = np.zeros(len(having.total), dtype=np.int64)
    for part in (having.certain, *chain.from_iterable(having.alternatives)):
        sizes = np.bincount(part.indices, minlength=part.shape[1])
        costs += np.asarray(part @ sizes)
    first, cost = 0, 0
    for row, more in enumerate(costs.tolist()):
        if cost and cost + more > BLOCK:
            yield slice(first, row)
            first, cost = row, 0
        cost += more
    if cost:
        yield slice(first, len(costs))


def _best(counts: csr_array, rows: slice, total: Numbers, most: int) -> Numbers:
    """Give the pairs of each row with its strongest others, (n_pairs, 2); ties go to the first others."""
    one = np.repeat(np.arange(rows.start, rows.stop), np.diff(counts.indptr))
    other, shared = counts.indices.astype(np.int64), counts.data
    linked = (one != other) & (shared > 0)
    one, other, shared = one[linked], other[linked], shared[linked]
    order = np.lexsort((other, -shared, -_strength(shared, total[one], total[other]), one))
    one, other = one[order], other[order]
    begins = np.searchsorted(one, one)
    best: Numbers = np.column_stack([one, other])[np.arange(len(one)) - begins < most]
    return best


def _overlap(part: csr_array, one: Numbers, other: Numbers) -> Numbers:
    """Count the columns that both rows of each pair have, some pairs at a time."""
    counts = [np.empty(0, dtype=np.int64)]
    for some in _slices(len(one), PAIRS):
        both = part[one[some]].multiply(part[other[some]])
        counts.append(np.asarray(both.sum(axis=1), dtype=np.int64).reshape(-1))
    return np.concatenate(counts)


def _slices(length: int, size: int) -> Iterator[slice]:
    return (slice(start, start + size) for start in range(0, length, size))
