from __future__ import annotations

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.screening import sampling
from synth.screening.sampling import SAMPLERS, Pool

SCORES = numpy.array([0.2, 0.1, 0.5, -3.0, 0.9])


def pool(*read: int, boundary: float | None = 0.15) -> Pool:
    unread = numpy.ones(len(SCORES), dtype=bool)
    unread[list(read)] = False
    return Pool(
        unread=unread,
        order=numpy.argsort(-SCORES),
        oldest=numpy.array([3, 0, 4, 1, 2]),
        scores=SCORES,
        boundary=boundary,
    )


def given_by(name: str, pool: Pool, count: int, *, seed: int = 1) -> list[int]:
    return SAMPLERS[name](pool, count, numpy.random.default_rng(seed))


@pytest.mark.parametrize("name", SAMPLERS)
def test_only_unread_works_are_given_each_once_and_no_more_than_there_are(name: str) -> None:
    assert sorted(given_by(name, pool(2, 3), 10)) == [0, 1, 4]
    assert len(given_by(name, pool(2, 3), 2)) == 2
    assert given_by(name, pool(*range(5)), 1) == []
    assert given_by(name, pool(), 0) == []


@pytest.mark.parametrize("name", SAMPLERS)
def test_the_same_seed_gives_the_same_works(name: str) -> None:
    assert given_by(name, pool(0), 3, seed=7) == given_by(name, pool(0), 3, seed=7)


@pytest.mark.parametrize("name", SAMPLERS)
def test_the_first_of_many_is_the_one_that_is_given_alone(name: str) -> None:
    for seed in range(20):
        many = given_by(name, pool(1), 4, seed=seed)
        assert [given_by(name, pool(1), count, seed=seed) for count in (1, 2, 3)] == [
            many[:1],
            many[:2],
            many[:3],
        ]


def test_the_most_relevant_come_in_their_order() -> None:
    assert given_by("most relevant", pool(2), 2) == [4, 0]


def test_the_oldest_come_in_the_order_in_which_the_works_came() -> None:
    assert given_by("oldest first", pool(0), 3) == [3, 4, 1]


def test_the_most_uncertain_lie_nearest_to_the_boundary_on_either_side() -> None:
    assert given_by("most uncertain", pool(boundary=0.52), 3) == [2, 0, 4]
    assert given_by("most uncertain", pool(boundary=-2.0), 2) == [3, 1]


def test_without_a_boundary_the_most_relevant_stand_in_for_the_most_uncertain() -> None:
    assert given_by("most uncertain", pool(boundary=None), 3) == [4, 2, 0]


def test_chance_gives_every_unread_work_as_often() -> None:
    chance = numpy.random.default_rng(1)
    drawn = [SAMPLERS["random"](pool(2), 1, chance)[0] for _ in range(4000)]

    assert all(0.22 < drawn.count(place) / 4000 < 0.28 for place in (0, 1, 3, 4))


def test_a_draw_holds_when_somebody_reads_another_work() -> None:
    for seed in range(20):
        (drawn,) = given_by("random", pool(), 1, seed=seed)
        for other in set(range(5)) - {drawn}:
            assert given_by("random", pool(other), 1, seed=seed) == [drawn]


def test_the_boundary_parts_decided_works_that_can_be_parted_in_the_middle() -> None:
    scores = numpy.array([3.0, 1.0, -1.0, -4.0, 9.0])

    assert sampling.boundary(scores, {0: 1.0, 2: 0.0, 3: 0.0}) == 1.0
    assert sampling.boundary(scores, {0: 1.0, 1: 1.0, 2: 0.0}) == 0.0


def test_there_is_no_boundary_where_one_kind_is_missing() -> None:
    assert sampling.boundary(SCORES, {}) is None
    assert sampling.boundary(SCORES, {0: 1.0}) is None
    assert sampling.boundary(SCORES, {0: 1.0, 1: 1.0}) is None
    assert sampling.boundary(SCORES, {0: 0.0, 1: 0.0}) is None
    assert sampling.boundary(SCORES, {0: 0.5}) is None


@given(st.lists(st.tuples(st.integers(-5, 5), st.sampled_from([0.0, 0.5, 1.0])), min_size=2, max_size=12))
def test_no_other_cut_errs_less_than_the_boundary(decided: list[tuple[int, float]]) -> None:
    # Scores all differ, as a model's do.
    scores = numpy.array([score + place / 100 for place, (score, _) in enumerate(decided)])
    shares = numpy.array([share for _, share in decided])
    found = sampling.boundary(scores, dict(enumerate(shares.tolist())))
    if not 0 < shares.sum() < len(shares):
        assert found is None
        return

    def errors(cut: float) -> float:
        missed = shares[scores < cut].sum() / shares.sum()
        return float(missed + (1 - shares)[scores > cut].sum() / (1 - shares).sum())

    ordered = numpy.sort(scores)
    assert found is not None
    assert errors(found) == pytest.approx(min(map(errors, (ordered[1:] + ordered[:-1]) / 2)))
