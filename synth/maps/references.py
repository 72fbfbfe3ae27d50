"""Who cites what: the works here that a work cites, and the publications outside, by identifier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Numbers = NDArray[np.int64]

YEARS = range(1500, 2101)  # the warehouse takes no other year for one


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A work as far as citations go: all its names, the identifiers it lists as references, and its year."""

    work: str
    aliases: Sequence[str]
    references: Sequence[str]
    year: int | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class References:
    """
    What the works of a corpus cite, in the order of their ids.

    ``cites`` has a one in row i and column j where work i cites work j; (n_works, n_works), none on the
    diagonal. ``outside`` has for each kind of identifier (``doi``, ``openalex``) which publications that
    are not here a work cites under one of that kind; (n_works, n_identifiers), the columns are ``names``.
    ``unnamed`` says for each such kind which works here have no identifier of it; (n_works,).
    """

    works: Sequence[str]
    years: Sequence[int | None]
    cites: csr_array
    outside: Mapping[str, csr_array]
    names: Mapping[str, Sequence[str]]
    unnamed: Mapping[str, NDArray[np.bool_]]

    @cached_property
    def here(self) -> Numbers:
        """How many works here each work cites; shape (n_works,)."""
        return _sizes(self.cites)

    @cached_property
    def cited(self) -> Numbers:
        """How many works here cite each work; shape (n_works,)."""
        return _sizes(self.cites.T.tocsr())

    @cached_property
    def beyond(self) -> Numbers:
        """
        How many publications outside each work cites at least; shape (n_works,).

        Sources name one publication by different identifiers, and what is not here cannot be matched. A
        publication has one identifier of a kind, so only the kind with most of them counts; and those that
        may be works cited here, which have no identifier of that kind, do not.
        """
        counts = [_sizes(self.outside[kind]) - _sizes(self.doubtful(kind)) for kind in self.outside]
        most: Numbers = np.max([np.zeros_like(self.here), *counts], axis=0)
        return most

    def doubtful(self, kind: str) -> csr_array:
        """
        Give the citations of works here that have no identifier of a kind; (n_works, n_works).

        A list of references may name them a second time, by an identifier of this kind that leads nowhere.
        """
        kept = self.unnamed[kind][self.cites.indices]
        rows = np.repeat(np.arange(len(self.works)), np.diff(self.cites.indptr))
        places = (rows[kept], self.cites.indices[kept])
        return csr_array((self.cites.data[kept], places), shape=self.cites.shape)

    @cached_property
    def identifiers(self) -> Numbers:
        """How many identifiers of publications outside each work lists, of whatever kind; (n_works,)."""
        return sum(map(_sizes, self.outside.values()), np.zeros_like(self.here))

    @property
    def listing(self) -> NDArray[np.bool_]:
        """Which works have any reference; shape (n_works,)."""
        listing: NDArray[np.bool_] = (self.here + self.identifiers) > 0
        return listing


def _sizes(matrix: csr_array) -> Numbers:
    sizes: Numbers = np.diff(matrix.indptr).astype(np.int64)
    return sizes


def resolve(works: Iterable[Listed]) -> References:
    """
    Look each reference up among the names of all works, as the warehouse does.

    A reference that a work lists under several of another's names is one citation; one that leads to the
    work itself is none.
    """
    listed = sorted(works, key=lambda one: one.work)
    place_of = {alias: place for place, one in enumerate(listed) for alias in one.aliases}
    inside: set[tuple[int, int]] = set()
    beyond: defaultdict[str, set[tuple[int, str]]] = defaultdict(set)
    for place, one in enumerate(listed):
        for identifier in one.references:
            cited = place_of.get(identifier)
            if cited is None:
                beyond[identifier.partition(":")[0]].add((place, identifier))
            elif cited != place:
                inside.add((place, cited))
    names = {kind: sorted({name for _, name in pairs}) for kind, pairs in sorted(beyond.items())}
    return References(
        works=[one.work for one in listed],
        years=[one.year if one.year in YEARS else None for one in listed],
        cites=matrix(inside, shape=(len(listed), len(listed))),
        outside={kind: _numbered(beyond[kind], names[kind], rows=len(listed)) for kind in names},
        names=names,
        unnamed={kind: _without(kind, listed) for kind in names},
    )


def _without(kind: str, listed: Sequence[Listed]) -> NDArray[np.bool_]:
    named = (any(alias.partition(":")[0] == kind for alias in one.aliases) for one in listed)
    return ~np.fromiter(named, dtype=bool, count=len(listed))


def _numbered(pairs: Iterable[tuple[int, str]], names: Sequence[str], *, rows: int) -> csr_array:
    column_of = {name: column for column, name in enumerate(names)}
    return matrix(((row, column_of[name]) for row, name in pairs), shape=(rows, len(names)))


def matrix(pairs: Iterable[tuple[int, int]], *, shape: tuple[int, int]) -> csr_array:
    """Make a matrix of ones at these distinct places, in order of row and column."""
    places = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    ones = np.ones(len(places), dtype=np.int64)
    return csr_array((ones, (places[:, 0], places[:, 1])), shape=shape)
