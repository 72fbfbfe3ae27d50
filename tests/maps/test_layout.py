from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import numpy
import pytest
from numpy.typing import NDArray
from scipy import sparse

from synth.maps import layout
from synth.maps.descent import Graph, Places

Vectors = NDArray[numpy.float64]


def _vectors(works: int, *, groups: int = 6, seed: int = 1) -> tuple[Vectors, NDArray[numpy.int64]]:
    """Give works about so many subjects, each near its own, and whose they are."""
    chance = numpy.random.default_rng(seed)
    subjects = chance.normal(size=(groups, 20))
    of = numpy.arange(works) % groups
    return subjects[of] + 0.6 * chance.normal(size=(works, 20)), of


def _unknown(works: int) -> Places:
    return numpy.full((works, 2), numpy.nan)


def _fresh(vectors: Vectors) -> Places:
    return layout.place(layout.neighbours(vectors), before=_unknown(len(vectors)), seed=1)


def _kept(vectors: Vectors, places: Places, *, most: int = 10) -> float:
    """Give the share of each work's nearest works that are among the nearest on the map."""
    unit = vectors / numpy.linalg.norm(vectors, axis=1, keepdims=True)
    alike = unit @ unit.T
    away = ((places[:, None] - places[None]) ** 2).sum(axis=2)
    numpy.fill_diagonal(alike, -2)
    numpy.fill_diagonal(away, 9)
    near, seen = numpy.argsort(-alike)[:, :most], numpy.argsort(away)[:, :most]
    shared = [len(set(one) & set(other)) for one, other in zip(near.tolist(), seen.tolist(), strict=True)]
    return sum(shared) / (most * len(places))


def _moved(places: Places, before: Places) -> NDArray[numpy.float64]:
    off = places[: len(before)] - before
    return numpy.hypot(off[:, 0], off[:, 1]) / layout.WIDTH


def _chain(works: int) -> Graph:
    ones = numpy.ones(works - 1)
    return sparse.csr_array(sparse.diags_array([ones, ones], offsets=[-1, 1], shape=(works, works)))


def test_neighbours_are_the_works_of_the_greatest_cosine_both_ways() -> None:
    vectors, _ = _vectors(60)
    unit = vectors / numpy.linalg.norm(vectors, axis=1, keepdims=True)
    alike = unit @ unit.T
    numpy.fill_diagonal(alike, -2)
    expected = numpy.zeros((60, 60))
    for one, others in enumerate(numpy.argsort(-alike)[:, :4]):
        for other in others:
            expected[one, other] = expected[other, one] = alike[one, other]
    assert layout.neighbours(vectors, most=4).toarray() == pytest.approx(expected, abs=1e-6)


def test_sparse_vectors_have_the_neighbours_of_dense_ones() -> None:
    vectors = numpy.maximum(_vectors(80)[0], 0)
    dense = layout.neighbours(vectors).toarray()
    assert layout.neighbours(sparse.csr_array(vectors)).toarray() == pytest.approx(dense, abs=1e-6)


def test_a_work_that_says_nothing_has_no_neighbours_and_is_none() -> None:
    vectors, _ = _vectors(30)
    vectors[7] = 0
    graph = layout.neighbours(vectors).toarray()
    assert not graph[7].any() and not graph[:, 7].any()
    assert not numpy.diag(graph).any()


@pytest.mark.parametrize("works", range(6))
def test_the_fewest_works_have_places(works: int) -> None:
    vectors, _ = _vectors(works, groups=1)
    places = _fresh(vectors)
    assert places.shape == (works, 2)
    assert numpy.isfinite(places).all() and (abs(places) <= 1).all()
    assert len(numpy.unique(places, axis=0)) == works


def test_works_of_one_subject_lie_together() -> None:
    vectors, of = _vectors(200)
    places = _fresh(vectors)
    away = ((places[:, None] - places[None]) ** 2).sum(axis=2)
    numpy.fill_diagonal(away, 9)
    nearest = away.argmin(axis=1)
    assert (of[nearest] == of).mean() > 0.97
    assert _kept(vectors, places) > 0.4


def test_the_first_layout_leaves_room() -> None:
    places = _fresh(_vectors(200)[0])
    assert numpy.hypot(places[:, 0], places[:, 1]).max() == pytest.approx(layout.FIRST, abs=1e-5)


def test_where_nothing_is_new_nothing_moves() -> None:
    vectors, _ = _vectors(150)
    before = _fresh(vectors)
    other = layout.neighbours(vectors + numpy.random.default_rng(3).normal(size=vectors.shape) / 10)
    assert numpy.array_equal(layout.place(other, before=before, seed=9), before)


def test_earlier_works_give_way_by_little_and_a_new_one_lies_by_its_neighbours() -> None:
    vectors, of = _vectors(210)
    before = _fresh(vectors[:200])
    places = layout.place(layout.neighbours(vectors), before=numpy.vstack([before, _unknown(10)]), seed=1)
    moved = _moved(places, before)
    assert 0 < moved.max() < layout.FARTHEST
    assert numpy.median(moved) < 0.01
    away = ((places[200:, None] - places[None, :200]) ** 2).sum(axis=2)
    assert (of[away.argmin(axis=1)] == of[200:]).mean() > 0.9


def test_ten_refreshes_keep_what_a_layout_from_nothing_would() -> None:
    vectors, _ = _vectors(160)
    vectors = vectors[numpy.random.default_rng(2).permutation(160)]
    sizes = [round(160 / 1.05**turn) for turn in range(10, -1, -1)]
    places = _fresh(vectors[: sizes[0]])
    for size in sizes[1:]:
        before = numpy.vstack([places, _unknown(size - len(places))])
        places = layout.place(layout.neighbours(vectors[:size]), before=before, seed=1)
    assert (numpy.hypot(places[:, 0], places[:, 1]) <= 1).all()
    assert _kept(vectors, places) > 0.93 * _kept(vectors, _fresh(vectors))


def test_a_map_of_mostly_new_works_is_laid_out_anew_and_turned_to_the_earlier_ones() -> None:
    vectors, _ = _vectors(160, groups=8)
    fresh = _fresh(vectors)
    turn = numpy.array([[0.6, 0.8], [0.8, -0.6]])  # turned, and over
    before = numpy.vstack([fresh[:40] @ turn, _unknown(120)])
    places = layout.place(layout.neighbours(vectors), before=before, seed=1)
    assert places == pytest.approx(fresh @ turn, abs=1e-4)


def test_works_without_neighbours_lie_on_the_rim_and_stay_there() -> None:
    vectors, _ = _vectors(60)
    vectors[50:] = 0
    places = _fresh(vectors)
    away = numpy.hypot(places[:, 0], places[:, 1])
    assert (away[50:] > layout.RIM[0] - 1e-5).all() and (away[50:] < layout.RIM[1] + 1e-5).all()
    assert (away[:50] < layout.CLOUD).all()
    more = numpy.vstack([vectors, numpy.zeros((5, 20))])
    later = layout.place(layout.neighbours(more), before=numpy.vstack([places, _unknown(5)]), seed=1)
    assert numpy.array_equal(later[:60], places)
    assert len(numpy.unique(later, axis=0)) == 65


def test_a_work_on_the_rim_comes_in_when_it_gets_neighbours() -> None:
    vectors, of = _vectors(80)
    known = vectors.copy()
    known[79] = 0
    before = _fresh(known)
    later = layout.place(layout.neighbours(vectors), before=before, seed=1)
    assert numpy.hypot(*before[79]) > layout.CLOUD > numpy.hypot(*later[79])
    away = numpy.hypot(*(later[:79] - later[79]).T)
    assert of[away.argmin()] == of[79]


def test_a_work_that_loses_its_neighbours_stays_where_it_was() -> None:
    vectors, _ = _vectors(80)
    before = _fresh(vectors)
    vectors[3] = 0
    assert numpy.array_equal(layout.place(layout.neighbours(vectors), before=before, seed=1), before)


def test_where_no_work_has_neighbours_all_lie_on_the_rim() -> None:
    places = layout.place(sparse.csr_array((40, 40)), before=_unknown(40), seed=1)
    assert len(numpy.unique(places, axis=0)) == 40
    assert (numpy.hypot(places[:, 0], places[:, 1]) > layout.CLOUD).all()


def test_several_components_lie_apart_and_within_the_frame() -> None:
    parts = [_chain(40), _chain(5), _chain(2), _chain(7)]
    graph = sparse.csr_array(sparse.block_diag(parts))
    of = numpy.repeat(range(4), [40, 5, 2, 7])
    places = layout.place(graph, before=_unknown(54), seed=1)
    assert (numpy.hypot(places[:, 0], places[:, 1]) <= layout.CLOUD).all()
    away = ((places[:, None] - places[None]) ** 2).sum(axis=2)
    numpy.fill_diagonal(away, 9)
    assert (of[away.argmin(axis=1)] == of).all()


def test_a_new_component_finds_a_place_in_an_old_map() -> None:
    before = layout.place(_chain(40), before=_unknown(40), seed=1)
    graph = sparse.csr_array(sparse.block_diag([_chain(40), _chain(4)]))
    places = layout.place(graph, before=numpy.vstack([before, _unknown(4)]), seed=1)
    assert numpy.isfinite(places).all() and (abs(places) <= 1).all()
    assert _moved(places, before).max() <= layout.FARTHEST


def test_copies_of_one_work_lie_apart() -> None:
    vectors, _ = _vectors(40)
    copies = numpy.vstack([vectors, numpy.repeat(vectors[:1], 60, axis=0)])
    places = _fresh(copies)
    assert len(numpy.unique(places, axis=0)) == 100
    again = layout.place(layout.neighbours(copies), before=places, seed=1)
    assert numpy.array_equal(again, places)


def test_new_works_on_the_very_spot_of_others_are_moved_a_little() -> None:
    places = numpy.zeros((4, 2))
    held = numpy.array([False, True, False, False])
    apart = layout._apart(places, held)
    assert numpy.array_equal(apart[1], [0, 0])
    assert len(numpy.unique(apart, axis=0)) == 4
    assert abs(apart).max() < 0.01


def test_another_seed_is_another_map() -> None:
    graph = layout.neighbours(_vectors(100)[0])
    one, other = (layout.place(graph, before=_unknown(100), seed=seed) for seed in (1, 2))
    assert not numpy.array_equal(one, other)


def test_the_same_works_have_the_same_places_to_the_byte_at_any_number_of_threads() -> None:
    program = (
        "import numpy, hashlib\n"
        "from synth.maps import layout\n"
        "vectors = numpy.random.default_rng(4).normal(size=(260, 30)) ** 3\n"
        "places = layout.place(layout.neighbours(vectors), before=numpy.full((260, 2), numpy.nan), seed=1)\n"
        "print(hashlib.sha256(places.tobytes()).hexdigest())\n"
    )
    told = set()
    for threads in ("1", "2"):
        names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
        environment = {**os.environ, **dict.fromkeys(names, threads)}
        run = subprocess.run(
            [sys.executable, "-c", program], env=environment, check=True, capture_output=True, text=True
        )
        told.add(run.stdout)
    assert len(told) == 1 and len(told.pop().strip()) == hashlib.sha256().digest_size * 2
