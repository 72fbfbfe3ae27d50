"""
How good, quick and steady the maps' layout is: python -m benchmarks.layouts [WORKS …]

The demonstration's literature at each size, its texts as 50 dimensions (latent semantic analysis). For each
layout processor seconds, the share of a work's 15 nearest that are among the 15 nearest on the map, and
trustworthiness (Venna and Kaski 2001; of 2,000 works). Ours from nothing; openTSNE on the same neighbours,
where it is installed; the two strongest dimensions (PCA); then ten refreshes, each with 5 % more works,
against earlier works held wholly fast.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy
from numpy.typing import NDArray
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from threadpoolctl import threadpool_limits

from benchmarks import corpora
from synth.maps import descent, layout

Vectors = NDArray[numpy.float64]
NEAREST, SAMPLE, REFRESHES = 15, 2000, 10


def vectors(works: int) -> Vectors:
    """Give the texts of so many works as rows of length 1, in an order drawn by chance."""
    texts = [" ".join((one.title, one.abstract, *one.keywords)) for one in corpora.grown(works).texts]
    read = TfidfVectorizer(stop_words="english", min_df=3, max_df=0.5, sublinear_tf=True)
    made: Vectors = TruncatedSVD(50, random_state=1).fit_transform(read.fit_transform(texts))
    made = made[numpy.linalg.norm(made, axis=1) > 1e-9]
    made /= numpy.linalg.norm(made, axis=1, keepdims=True)
    return made[numpy.random.default_rng(5).permutation(len(made))]


def quality(points: Vectors, places: Vectors) -> tuple[float, float]:
    """Give the share of nearest works kept, and trustworthiness."""
    count = len(points)
    drawn = numpy.random.default_rng(0).choice(count, min(SAMPLE, count), replace=False)
    kept, strange = 0.0, 0.0
    for work in drawn.tolist():
        alike, away = points @ points[work], ((places - places[work]) ** 2).sum(axis=1)
        alike[work], away[work] = -2, numpy.inf
        near = numpy.argpartition(-alike, NEAREST)[:NEAREST]
        seen = numpy.argpartition(away, NEAREST)[:NEAREST]
        kept += len(numpy.intersect1d(near, seen)) / NEAREST
        ranks = (alike[None] > alike[seen][:, None]).sum(axis=1) + 1
        strange += float(numpy.maximum(ranks - NEAREST, 0).sum())
    worst = len(drawn) * NEAREST * (2 * count - 3 * NEAREST - 1) / 2
    return kept / len(drawn), 1 - strange / worst


def fresh(points: Vectors) -> Vectors:
    """Lay all works out from nothing."""
    return layout.place(layout.neighbours(points), before=_nowhere(len(points)), seed=1)


def _nowhere(count: int) -> Vectors:
    return numpy.full((count, 2), numpy.nan)


def opentsne(points: Vectors) -> Vectors | None:
    """Lay them out by openTSNE, with the same neighbours, steps and one thread."""
    try:
        theirs: Any = importlib.import_module("openTSNE")
        affinity: Any = importlib.import_module("openTSNE.affinity")
    except ImportError:
        return None
    pulls = affinity.PrecomputedAffinities(descent.affinities(layout.neighbours(points)))
    model = theirs.TSNE(
        n_jobs=1,
        random_state=1,
        negative_gradient_method="fft",
        early_exaggeration_iter=150,
        n_iter=350,
        initialization="spectral",
    )
    return numpy.asarray(model.fit(affinities=pulls))


def told(name: str, points: Vectors, lay: Callable[[Vectors], Vectors | None]) -> None:
    """Print the row of one layout."""
    begun = time.process_time()
    places = lay(points)
    took = time.process_time() - begun
    if places is not None:
        kept, trust = quality(points, places)
        print(f"| {len(points):,} | {name} | {took:.1f} | {kept:.3f} | {trust:.4f} | |", flush=True)


def refreshed(points: Vectors, *, giving: float) -> None:
    """Print the row of ten refreshes, with how far earlier works moved: in the worst one, and in all."""
    sizes = [round(len(points) / 1.05**turn) for turn in range(REFRESHES, -1, -1)]
    places = first = fresh(points[: sizes[0]])
    moves = []
    layout.GIVING = giving
    begun = time.process_time()
    for size in sizes[1:]:
        before = numpy.vstack([places, _nowhere(size - len(places))])
        now = layout.place(layout.neighbours(points[:size]), before=before, seed=1)
        moves.append(_moved(now, places))
        places = now
    took = (time.process_time() - begun) / REFRESHES
    kept, trust = quality(points, places)
    name = f"{REFRESHES} refreshes, " + ("earlier works give way" if giving else "earlier works held fast")
    moved = f"{max(moves):.4f}, in all {_moved(places, first):.3f}"
    print(f"| {len(points):,} | {name} | {took:.1f} each | {kept:.3f} | {trust:.4f} | {moved} |", flush=True)


def _moved(places: Vectors, before: Vectors) -> float:
    off = places[: len(before)] - before
    return float(numpy.median(numpy.hypot(off[:, 0], off[:, 1]))) / layout.WIDTH


def main(words: Sequence[str]) -> None:
    """Print one table."""
    print("| works | layout | CPU s | nearest kept | trustworthiness | median move, in widths |")
    print("|---|---|---|---|---|---|", flush=True)
    giving = layout.GIVING
    with threadpool_limits(limits=1):
        for size in [int(word) for word in words] or (2500, 10_000):
            points = vectors(size)
            told("ours, from nothing", points, fresh)
            told("openTSNE", points, opentsne)
            told("two strongest dimensions", points, lambda rows: rows[:, :2])
            refreshed(points, giving=giving)
            refreshed(points, giving=0.0)


if __name__ == "__main__":
    main(sys.argv[1:])
