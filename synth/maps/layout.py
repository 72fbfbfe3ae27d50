"""
Places of works on a map: what is alike lies together, and stays where it was from build to build.

The map is a disc: works with neighbours inside, those without on a rim around them. The first layout leaves
room; later works find their place among the earlier ones, which give way by little and never go far.
"""

from __future__ import annotations

from typing import Any

import numpy
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph
from scipy.sparse.linalg import eigsh
from sklearn.decomposition import TruncatedSVD
from sklearn.neighbors import NearestNeighbors
from threadpoolctl import threadpool_limits

from synth.maps import descent
from synth.maps.descent import Graph, Phase, Places, Pull, Push

Numbers = NDArray[numpy.float64]
Flags = NDArray[numpy.bool_]

FIRST = 0.86  # the radius that the first layout fills
CLOUD = 0.92  # the radius that works with neighbours may come to fill
RIM = (0.95, 0.995)  # radii between which works without neighbours lie
WIDTH = 2.0
# By how much of the map's width an earlier work may move in one build: a fifth of the share of new works,
# so that nothing moves where nothing is new. With a hundredth for each 5 in 100, ten such refreshes keep
# what a layout from nothing would (benchmarks/layouts.py).
GIVING, FARTHEST = 0.2, 0.02
FEW = 1 / 3  # where fewer works than this share were there before, the map is laid out anew

_FRESH = (Phase(steps=150, pull=12.0, momentum=0.5), Phase(steps=350))
_LATER = (Phase(steps=100),)
_SPARSE = 4000  # of more sparse vectors, neighbours are sought in so many dimensions:
_DIMENSIONS = 100
_DIGITS = 6
_GOLDEN = numpy.pi * (3 - numpy.sqrt(5))  # no two turns by this angle come near each other (Vogel 1979)
_APART = 0.001  # between works that would else lie on one spot


def neighbours(vectors: Any, *, most: int = 15) -> Graph:
    """
    Give the cosine of each work with the ``most`` works nearest to it, (n_works, n_works), symmetric.

    ``vectors`` (n_works, n_features), dense or sparse. A work is its own neighbour nowhere; one whose
    vector is nothing has none. Exact, but for more than 4,000 sparse vectors: these are brought to 100
    dimensions first (latent semantic analysis), where comparing all with all is quicker.
    """
    count = vectors.shape[0]
    with threadpool_limits(limits=1):  # two threads add up in another order
        unit, some = _unit(vectors)
        if len(some) < 2:
            return sparse.csr_array((count, count), dtype=numpy.float64)
        near, apart = _nearest(unit, min(most + 1, len(some)))
    owners = numpy.repeat(some, near.shape[1])
    alike, others = (1 - apart**2 / 2).ravel(), some[near.ravel()]
    kept = (owners != others) & (alike > 1e-6)
    graph = sparse.csr_array((alike[kept], (owners[kept], others[kept])), shape=(count, count))
    both = sparse.csr_array(graph.maximum(graph.T))
    both.sort_indices()
    return both


def _unit(vectors: Any) -> tuple[Any, NDArray[numpy.int64]]:
    """Give the rows that are something, of length 1, and which they are; many sparse ones made short."""
    if sparse.issparse(vectors):
        vectors = sparse.csr_matrix(vectors, dtype=numpy.float64)
        if vectors.shape[0] <= _SPARSE or vectors.shape[1] <= _DIMENSIONS:
            lengths = numpy.sqrt(numpy.asarray(vectors.multiply(vectors).sum(axis=1)).ravel())
            some = numpy.flatnonzero(lengths > 0)
            return sparse.csr_matrix(sparse.diags_array(1 / lengths[some]) @ vectors[some]), some
        vectors = TruncatedSVD(_DIMENSIONS, n_iter=4, random_state=0).fit_transform(vectors)
    lengths = numpy.linalg.norm(vectors, axis=1)
    some = numpy.flatnonzero(lengths > 1e-12)
    return vectors[some] / lengths[some, None], some


def _nearest(unit: Any, count: int) -> tuple[NDArray[numpy.int64], Numbers]:
    near, apart = NearestNeighbors(n_neighbors=count, algorithm="brute").fit(unit).kneighbors(unit)[::-1]
    return near, apart


def place(near: Graph, *, before: Places, seed: int) -> Places:
    """
    Give each work its place, (n_works, 2), each axis from -1 to 1.

    ``near`` (n_works, n_works) says how like two works are, symmetric, 0 for not; ``before`` (n_works, 2)
    holds the places of the last build, nan where a work is new. Where none is new, all stay where they
    are; else no earlier one moves by more than FARTHEST of the map's width, but for works from the rim
    that have neighbours now. Where fewer than a third were there before, all are laid out anew, and the
    map is turned so that these lie as near to where they were as they can.
    """
    count = near.shape[0]
    if not count:
        return numpy.zeros((0, 2))
    graph = sparse.csr_array(near, dtype=numpy.float64)
    linked = numpy.diff(graph.indptr) > 0
    known = ~numpy.isnan(before).any(axis=1)
    held = known & ~(linked & (numpy.hypot(before[:, 0], before[:, 1]) > (CLOUD + RIM[0]) / 2))
    places = numpy.where(held[:, None], before, 0.0)
    if (linked & ~held).any():
        inside = sparse.csr_array(graph[linked][:, linked])
        places[linked] = _placed(inside, places[linked], held[linked], seed=seed)
    alone = ~linked & ~held
    places[alone] = _on_the_rim(int(alone.sum()), taken=places[held])
    return _apart(_rounded(places), held)


def _rounded(places: Places) -> Places:
    rounded: Places = numpy.round(places, _DIGITS)
    return rounded


def _placed(near: Graph, places: Places, held: Flags, *, seed: int) -> Places:
    """Give places to works that all have neighbours, to the earlier ones about those they had."""
    chance = numpy.random.default_rng(seed)
    pulls = descent.affinities(near)
    if held.mean() < FEW:
        return _turned(_framed(descent.descend(_begun(pulls, chance), Pull(pulls), _FRESH)), places, held)
    scale = _scale(near, places, held)
    home = _among(pulls, places * scale, held, chance)
    leash = numpy.where(held, min(FARTHEST, GIVING * float((~held).mean())) * WIDTH * scale, numpy.inf)
    found = descent.descend(home, Pull(pulls), _LATER, home=home, leash=leash) / scale
    far = numpy.hypot(found[:, 0], found[:, 1])
    return found * numpy.minimum(1, CLOUD / numpy.maximum(far, CLOUD))[:, None]


def _begun(pulls: Graph, chance: numpy.random.Generator) -> Places:
    """
    Give places to begin with: the largest component by its graph's two smoothest waves, others by chance.

    Of a wave only the order counts, else a few works at the end of a chain press all others together.
    """
    places = chance.normal(size=(pulls.shape[0], 2))
    parts = csgraph.connected_components(pulls, directed=False)[1]
    largest = parts == numpy.bincount(parts).argmax()
    if int(largest.sum()) > 5:
        inside = sparse.csr_array(pulls[largest][:, largest])
        roots = sparse.diags_array(1 / numpy.sqrt(inside.sum(axis=1)))
        guess = chance.normal(size=inside.shape[0])
        with threadpool_limits(limits=1):
            sizes, waves = eigsh(roots @ inside @ roots, k=3, which="LA", v0=guess, tol=1e-3)
        smooth = roots @ waves[:, numpy.argsort(-sizes)[1:]]
        order = smooth.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
        places[largest] = order / len(order) * 3.4 - 1.7 + places[largest] / 100
    begun: Places = places / 100
    return begun


def _framed(places: Places) -> Places:
    """Bring a first layout into the frame."""
    middle = (places.max(axis=0) + places.min(axis=0)) / 2
    off = places - middle
    framed: Places = off * (FIRST / max(float(numpy.hypot(off[:, 0], off[:, 1]).max()), 1e-12))
    return framed


def _turned(places: Places, before: Places, held: Flags) -> Places:
    """Turn a map, over too if need be, to where the earlier works were (orthogonal Procrustes problem)."""
    if not held.any():
        return places
    with threadpool_limits(limits=1):
        left, _, right = numpy.linalg.svd(places[held].T @ before[held])
    turned: Places = places @ (left @ right)
    return turned


def _scale(near: Graph, places: Places, held: Flags) -> float:
    """Give by how much the map is to be enlarged so that the earlier works pull and push the least."""
    inside = sparse.csr_array(near[held][:, held])
    pull, push = Pull(descent.affinities(inside)), Push()
    low, high, part = 0.0, 7.0, (numpy.sqrt(5) - 1) / 2  # golden section (Kiefer 1953) of the logarithm

    def cost(size: float) -> float:
        return descent.divergence(pull, push, places[held] * numpy.exp(size))

    left, right = high - part * (high - low), low + part * (high - low)
    at_left, at_right = cost(left), cost(right)
    while high - low > 0.01:
        if at_left < at_right:
            high, right, at_right = right, left, at_left
            left = high - part * (high - low)
            at_left = cost(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + part * (high - low)
            at_right = cost(right)
    return float(numpy.exp((low + high) / 2))


def _among(pulls: Graph, places: Places, held: Flags, chance: numpy.random.Generator) -> Places:
    """Put new works between their neighbours, then theirs; those that hang on none at the cloud's edge."""
    begun, there = places.copy(), held.copy()
    noise = chance.normal(size=places.shape) / 2
    while not there.all():
        weights = pulls @ there.astype(numpy.float64)
        now = ~there & (weights > 0)
        if not now.any():
            now = _first_of_a_part(pulls, there)
            begun[now] = _at_the_edge(places[held], int(now.sum()))
        else:
            sums = pulls @ (begun * there[:, None])
            begun[now] = sums[now] / weights[now, None] + noise[now]
        there |= now
    return begun


def _first_of_a_part(pulls: Graph, there: Flags) -> Flags:
    """Give the first work of each component that has no place yet."""
    parts = csgraph.connected_components(pulls, directed=False)[1]
    first = numpy.zeros(len(there), dtype=bool)
    first[numpy.unique(numpy.where(there, -1, parts), return_index=True)[1]] = True
    return first & ~there


def _at_the_edge(places: Places, count: int) -> Places:
    radius = float(numpy.hypot(places[:, 0], places[:, 1]).max()) if len(places) else 1.0
    turns = _GOLDEN * numpy.arange(count)
    return radius * numpy.stack([numpy.cos(turns), numpy.sin(turns)], axis=1)


def _on_the_rim(count: int, *, taken: Places) -> Places:
    """Give so many places on the rim, none of them taken."""
    turns = numpy.arange(count + len(taken))
    radii = RIM[0] + (RIM[1] - RIM[0]) * ((turns * (numpy.sqrt(2) - 1)) % 1)
    angles = _GOLDEN * turns
    spots = _rounded(numpy.stack([radii * numpy.cos(angles), radii * numpy.sin(angles)], axis=1))
    used = set(map(tuple, taken.tolist()))
    free = [spot for spot in spots.tolist() if tuple(spot) not in used]
    return numpy.array(free[:count]).reshape(count, 2)


def _apart(places: Places, held: Flags) -> Places:
    """Move works that lie on another's spot a little, round and round it; earlier works stay."""
    order = numpy.lexsort((~held, places[:, 1], places[:, 0]))
    ordered = places[order]
    again = numpy.zeros(len(places), dtype=bool)
    again[1:] = (ordered[1:] == ordered[:-1]).all(axis=1) & ~held[order][1:]
    if not again.any():
        return places
    runs = numpy.arange(len(places)) - numpy.maximum.accumulate(
        numpy.where(again, 0, numpy.arange(len(places)))
    )
    radii, angles = _APART * numpy.sqrt(runs), _GOLDEN * runs
    shifts = numpy.stack([radii * numpy.cos(angles), radii * numpy.sin(angles)], axis=1)
    moved = places.copy()
    moved[order] = numpy.where(again[:, None], _rounded(ordered + shifts), ordered)
    return numpy.clip(moved, -1, 1)
