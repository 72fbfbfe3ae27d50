"""
The way of knowledge: arcs from the cited to the citing work, without the cycles that real data has.

Works that cite each other (two parts in press, a preprint that is one work with its article) would make
paths without end. A cycle is opened the same way each time, and what is dropped is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from synth.maps.references import References

Arc = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arcs:
    """
    Arcs from cited to citing works, by their places, without a cycle.

    ``after[i]`` are the works that cite work i, ``before[i]`` those it cites, both ascending; ``order`` has
    each work after all it cites, the first of those free to come first. ``dropped`` is what was left out.
    """

    after: Sequence[Sequence[int]]
    before: Sequence[Sequence[int]]
    order: Sequence[int]
    dropped: Sequence[Arc]

    @property
    def sources(self) -> list[int]:
        """The works that are cited and cite nothing here."""
        return [work for work, after in enumerate(self.after) if after and not self.before[work]]

    @property
    def sinks(self) -> list[int]:
        """The works that cite and nothing here cites."""
        return [work for work, before in enumerate(self.before) if before and not self.after[work]]


def arcs(references: References) -> Arcs:
    """Give the arcs of a corpus; cycles are opened by year, and by id where that does not do."""
    citing = np.repeat(np.arange(len(references.works)), references.here)
    pairs = np.column_stack([references.cites.indices.astype(np.int64), citing])
    years = np.array([np.nan if year is None else year for year in references.years])
    kept, dropped = opened(pairs, years)
    return ordered(kept, count=len(references.works), dropped=[(int(a), int(b)) for a, b in dropped])


def opened(
    pairs: NDArray[np.int64], years: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """
    Give the arcs that are kept and those dropped, both (n_arcs, 2) as cited and citing.

    Within each set of works that cite each other in circles, arcs against the year go first (the cited work
    is younger); where circles remain, those against the order of ids. An unknown year is ``nan``: it is
    against none.
    """
    by_year = _circling(pairs, len(years)) & (years[pairs[:, 0]] > years[pairs[:, 1]])
    rest = pairs[~by_year]
    by_id = _circling(rest, len(years)) & (rest[:, 0] > rest[:, 1])
    dropped = np.concatenate([pairs[by_year], rest[by_id]])
    return rest[~by_id], dropped[np.lexsort((dropped[:, 1], dropped[:, 0]))]


def _circling(pairs: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    """Say which arcs lie on a cycle: both ends are in one strongly connected component."""
    graph = csr_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    _, component = connected_components(graph, directed=True, connection="strong")
    circling: NDArray[np.bool_] = component[pairs[:, 0]] == component[pairs[:, 1]]
    return circling


def ordered(pairs: Iterable[Sequence[int]], *, count: int, dropped: Sequence[Arc] = ()) -> Arcs:
    """Put works in an order in which each comes after all it cites (Kahn 1962); there is no cycle."""
    after: list[list[int]] = [[] for _ in range(count)]
    before: list[list[int]] = [[] for _ in range(count)]
    for cited, citing in sorted((int(cited), int(citing)) for cited, citing in pairs):
        after[cited].append(citing)
        before[citing].append(cited)
    missing = [len(works) for works in before]
    order = [work for work in range(count) if not missing[work]]
    for work in order:  # grows while it is walked
        for citing in after[work]:
            missing[citing] -= 1
            if not missing[citing]:
                order.append(citing)
    return Arcs(after=after, before=[sorted(works) for works in before], order=order, dropped=dropped)
