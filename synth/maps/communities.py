"""
Communities: works that cite each other more than others, by the Leiden algorithm.

A citation counts the more, the more both works cite the same and are cited by the same; on literatures
with known communities this finds them better, and more steadily, than citations that all count one. How
fine the division is, is not chosen by hand: it is the finest that comes out nearly the same when a tenth
of the citations is missing (Lambiotte 2010 compares divisions so; Traag, Waltman and van Eck 2019,
doi:10.1038/s41598-019-41695-z, is the algorithm).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import graspologic_native
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.metrics import adjusted_mutual_info_score

from synth.maps.centrality import undirected
from synth.maps.coupling import alike
from synth.maps.references import Numbers, References

# Resolutions of modularity that are tried, each finer than the one before by the root of two.
RESOLUTIONS = tuple(round(2 ** (step / 2), 3) for step in range(-2, 17))
RUNS = 5  # divisions compared at each resolution
MISSING = 0.1  # the share of the citations that each of them does without
# The finest may fall short of 1 by half as much again as the steadiest does, and a hundredth.
NEARLY, CHANCE = 1.5, 0.01
HOPELESS = 0.2  # by so much less steady, finer ones are not tried
KEPT = 1.5  # by so much less steady may that of the last refresh be
WORSE = 0.01  # and of so much less modularity
TRIALS = 10  # of so many divisions at the resolution chosen the one of highest modularity is taken
CYCLES = 2  # of Leiden's steps; more change little
LEAST = 5  # works; fewer are no community

Watched = Callable[[Sequence[float]], Iterable[float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A resolution, how many communities it makes, and how steady they are, up to 1."""

    resolution: float
    communities: float
    stability: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Before:
    """The division of the last refresh: its resolution, and each work's group, (n_works,); -1: none."""

    resolution: float
    of: Numbers


@dataclass(frozen=True, kw_only=True, eq=False)
class Communities:
    """
    The community of each work, from 0 for the largest; -1: it has none; (n_works,).

    ``small`` counts works in groups of fewer than ``LEAST``; ``chosen`` is None where nothing cites.
    """

    of: Numbers
    modularity: float
    small: int
    tried: Sequence[Tried]
    chosen: Tried | None


def weighted(references: References) -> csr_array:
    """
    Give the graph of citations, each weighing 1 and how coupled and how co-cited both works are.

    Shape (n_works, n_works), symmetric; weights lie from 1 to 3.
    """
    graph = undirected(references.cites)
    one, other = _ends(graph)
    coupled, cocited = alike(references, one, other)
    return _symmetric(one, other, 1 + coupled + cocited, count=graph.shape[0])


def find(
    references: References, *, seed: int, before: Before | None = None, watched: Watched = iter
) -> Communities:
    """
    Divide the works into communities, at the resolution that stability chooses.

    ``before`` is how they were divided at the last refresh: that resolution, and a division that begins
    with it, are kept as long as they are nearly as good as the best. ``watched`` may count the resolutions
    while they are tried.
    """
    graph = weighted(references)
    linked = np.diff(graph.indptr) > 0
    if not linked.any():
        none = np.full(graph.shape[0], -1)
        return Communities(of=none, modularity=0.0, small=0, tried=(), chosen=None)
    tried = list(_tried(graph, linked, seed=seed, watched=watched))
    chosen = choose(tried, before=before.resolution if before else None)
    divided = leiden(graph, resolution=chosen.resolution, seed=seed, trials=TRIALS)
    if before:
        divided = _kept(graph, divided, before, resolution=chosen.resolution, seed=seed)
    of, small = _by_size(divided, linked)
    return Communities(of=of, modularity=modularity(graph, divided), small=small, tried=tried, chosen=chosen)


def choose(tried: Sequence[Tried], *, before: float | None = None) -> Tried:
    """Give the finest division that is nearly as steady as the steadiest; of before, one not much less so."""
    unsteady = 1 - max(one.stability for one in tried)
    finest = max(
        (one for one in tried if 1 - one.stability <= NEARLY * unsteady + CHANCE),
        key=lambda one: one.resolution,
    )
    return next(
        (
            one
            for one in tried
            if one.resolution == before and 1 - one.stability <= KEPT * (NEARLY * unsteady + CHANCE)
        ),
        finest,
    )


def _kept(graph: csr_array, divided: Numbers, before: Before, *, resolution: float, seed: int) -> Numbers:
    """Divide again from the last refresh's division on; give that where it is nearly as good."""
    again = onwards(graph, before.of, resolution=resolution, seed=seed)
    best, now = (modularity(graph, one, resolution=resolution) for one in (divided, again))
    return again if now >= best - WORSE * abs(best) else divided


def onwards(graph: csr_array, of: Numbers, *, resolution: float = 1.0, seed: int) -> Numbers:
    """
    Divide a symmetric graph by the Leiden algorithm, beginning with a division, (n_nodes,); -1: a node alone.
    """
    count = graph.shape[0]
    one, other = _ends(graph)
    weights = np.asarray(graph[one, other]).reshape(-1)
    edges = list(zip(map(str, one.tolist()), map(str, other.tolist()), weights.tolist(), strict=True))
    start = np.where(of >= 0, of, int(of.max(initial=-1)) + 1 + np.arange(count))
    linked = np.flatnonzero(np.diff(graph.indptr))
    _, numbers = np.unique(start[linked], return_inverse=True)
    _, found = graspologic_native.leiden(
        edges,
        starting_communities=dict(zip(map(str, linked.tolist()), numbers.tolist(), strict=True)),
        resolution=resolution,
        iterations=CYCLES,
        seed=seed,
    )
    alone = len(found)
    return np.array([found.get(str(node), alone + node) for node in range(count)], dtype=np.int64)


def leiden(graph: csr_array, *, resolution: float = 1.0, seed: int, trials: int = 1) -> Numbers:
    """
    Divide a symmetric graph by the Leiden algorithm for modularity; gives a number for each node, (n_nodes,).

    Nodes without an edge are alone.
    """
    _, found = graspologic_native.leiden_csr(
        graph.indptr.astype(np.int64),
        graph.indices.astype(np.int32),
        graph.data.astype(np.float64),
        graph.shape[0],
        resolution=resolution,
        iterations=CYCLES,
        seed=seed,
        trials=trials,
    )
    return np.array([found[node] for node in range(graph.shape[0])], dtype=np.int64)


def modularity(graph: csr_array, communities: Numbers, *, resolution: float = 1.0) -> float:
    """Give Newman's modularity of a division of a symmetric graph."""
    whole = float(graph.sum())
    rows = np.repeat(np.arange(graph.shape[0]), np.diff(graph.indptr))
    inside = float(graph.data[communities[rows] == communities[graph.indices]].sum())
    degrees = np.bincount(communities, weights=np.asarray(graph.sum(axis=1)))
    return inside / whole - resolution * float(((degrees / whole) ** 2).sum())


def _tried(graph: csr_array, linked: NDArray[np.bool_], *, seed: int, watched: Watched) -> Iterator[Tried]:
    """Try one resolution after the other, until they are hopeless."""
    thinned = list(_thinned(graph, seed=seed))
    steadiest = -1.0
    for resolution in watched(RESOLUTIONS):
        divisions = [
            leiden(graph, resolution=resolution, seed=seed + run)[linked] for run, graph in enumerate(thinned)
        ]
        yield (one := _compared(resolution, divisions))
        steadiest = max(steadiest, one.stability)
        if one.stability < steadiest - HOPELESS:
            break


def _compared(resolution: float, divisions: Sequence[Numbers]) -> Tried:
    agreed = [adjusted_mutual_info_score(one, other) for one, other in combinations(divisions, 2)]
    sizes = [int((np.bincount(division) >= LEAST).sum()) for division in divisions]
    return Tried(
        resolution=resolution, communities=float(np.mean(sizes)), stability=round(float(np.mean(agreed)), 6)
    )


def _thinned(graph: csr_array, *, seed: int) -> Iterator[csr_array]:
    """Give the graph some times, each time without other edges drawn by chance."""
    one, other = _ends(graph)
    weights = np.asarray(graph[one, other]).reshape(-1)
    rng = np.random.default_rng(seed)
    for _ in range(RUNS):
        kept = rng.random(len(one)) >= MISSING
        yield _symmetric(one[kept], other[kept], weights[kept], count=graph.shape[0])


def _ends(graph: csr_array) -> tuple[Numbers, Numbers]:
    """Give both ends of each edge, the first before the second."""
    one = np.repeat(np.arange(graph.shape[0]), np.diff(graph.indptr))
    other = graph.indices.astype(np.int64)
    return one[one < other], other[one < other]


def _symmetric(one: Numbers, other: Numbers, weights: NDArray[np.float64], *, count: int) -> csr_array:
    places = (np.concatenate([one, other]), np.concatenate([other, one]))
    return csr_array((np.concatenate([weights, weights]), places), shape=(count, count))


def _by_size(divided: Numbers, linked: NDArray[np.bool_]) -> tuple[Numbers, int]:
    """Give communities numbers by size, of equals the first work's first; count the works in small ones."""
    names, first, counts = np.unique(divided[linked], return_index=True, return_counts=True)
    large = counts >= LEAST
    order = np.lexsort((first[large], -counts[large]))
    number = dict(zip(names[large][order].tolist(), range(len(order)), strict=True))
    of = [
        number.get(name, -1) if there else -1
        for name, there in zip(divided.tolist(), linked.tolist(), strict=True)
    ]
    return np.array(of, dtype=np.int64), int(counts[~large].sum())
