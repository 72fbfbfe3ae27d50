"""
How central works are: PageRank, and betweenness, from all works or from some drawn by chance.

Both equal networkx's and are faster than its loops in Python (``benchmarks/graphs.py`` says by how much):
the walks from many works at a time are products of the sparse graph with a block of columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from synth.maps.references import Numbers

Floats = NDArray[np.float64]
Watched = Callable[[Sequence[Numbers]], Iterable[Numbers]]

DAMPING = 0.85
CLOSE = 1e-12  # the sum of all changes at which PageRank stands still
ROUNDS = 500  # 0.85 to the power of 170 is below CLOSE already
ABREAST = 64  # so many walks at a time; more need more memory and are no faster


def pagerank(cites: csr_array) -> Floats:
    """
    Give how often a reader who follows references at random comes by each work; (n_works,), they add up to 1.

    Page, Brin, Motwani and Winograd 1999. From a work without references the reader goes anywhere.
    """
    count = cites.shape[0]
    if not count:
        return np.empty(0)
    out = np.diff(cites.indptr)
    ends = out == 0
    shares = np.divide(1.0, out, out=np.zeros(count), where=~ends)
    back = csr_array(cites.T.astype(np.float64))
    rank = np.full(count, 1 / count)
    for _ in range(ROUNDS):
        followed = back @ (rank * shares) + rank[ends].sum() / count
        after = DAMPING * followed + (1 - DAMPING) / count
        change = np.abs(after - rank).sum()
        rank = after
        if change < CLOSE:
            break
    whole: Floats = rank / rank.sum()
    return whole


def undirected(cites: csr_array) -> csr_array:
    """Give a one wherever either work cites the other; (n_works, n_works), symmetric."""
    both = csr_array(cites + cites.T)
    both.data = np.ones(len(both.data))
    both.sort_indices()
    return both


def drawn(count: int, *, pivots: int, seed: int) -> Numbers:
    """Give the works to measure from, in order: all, or as many as ``pivots`` drawn by chance."""
    if count <= pivots:
        return np.arange(count)
    rng = np.random.default_rng(seed)
    return np.sort(rng.choice(count, size=pivots, replace=False))


def betweenness(graph: csr_array, sources: Numbers, *, watched: Watched = iter) -> Floats:
    """
    Give the share of the shortest ways from the sources to all others that lead through each work.

    Shape (n_works,); ``graph`` is symmetric. Brandes 2001 (doi:10.1080/0022250X.2001.9990249); from some
    sources only, an estimate of the same number (Brandes and Pich 2007, doi:10.1142/S0218127407018403), in
    which a source is judged by the ways from the others. ``watched`` may count the blocks of sources.
    """
    count, asked = graph.shape[0], len(sources)
    if count < 3 or not asked:
        return np.zeros(count)
    total = np.zeros(count)
    for block in watched(_blocks(sources)):
        total += _dependencies(graph, block)
    judges = np.full(count, asked, dtype=np.float64)
    judges[sources] -= 1
    ways = judges * (count - 2)
    shares: Floats = np.divide(total, ways, out=np.zeros(count), where=ways > 0)
    return np.minimum(shares, 1)  # sums of floats may pass it by a hair


def _blocks(sources: Numbers) -> Sequence[Numbers]:
    return [sources[start : start + ABREAST] for start in range(0, len(sources), ABREAST)]


def _dependencies(graph: csr_array, sources: Numbers) -> Floats:
    """Add up over some sources what share of the ways from each to all others goes through each work."""
    ways, fronts = _walk(graph, sources)
    depends = np.zeros_like(ways)
    for front, before in _backwards(fronts):
        ahead = np.where(front, (1 + depends) / np.where(front, ways, 1), 0)
        depends += np.where(before, ways * (graph @ ahead), 0)
    depends[sources, np.arange(len(sources))] = 0
    total: Floats = depends.sum(axis=1)
    return total


def _walk(graph: csr_array, sources: Numbers) -> tuple[Floats, list[NDArray[np.bool_]]]:
    """
    Walk from each source, step by step, over all shortest ways.

    Gives how many ways lead to each work, and which works each step reaches first; columns are sources.
    """
    ways = np.zeros((graph.shape[0], len(sources)))
    ways[sources, np.arange(len(sources))] = 1
    front = ways > 0
    fronts = [front]
    while front.any():
        reached = graph @ np.where(front, ways, 0)
        front = (reached > 0) & (ways == 0)
        ways += np.where(front, reached, 0)
        fronts.append(front)
    return ways, fronts


def _backwards(
    fronts: list[NDArray[np.bool_]],
) -> Iterator[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    """Give each step and the one before it, the last first, down to the first after the sources."""
    return zip(fronts[:1:-1], fronts[-2:0:-1], strict=True)
