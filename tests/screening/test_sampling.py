import numpy
import pytest

from synth.screening.sampling import SAMPLERS

ORDER = numpy.array([4, 2, 0, 1, 3])


@pytest.mark.parametrize("name", SAMPLERS)
def test_only_unread_works_are_given_each_once_and_no_more_than_there_are(name: str) -> None:
    chance = numpy.random.default_rng(1)

    assert sorted(SAMPLERS[name](ORDER, {2, 3}, 10, chance)) == [0, 1, 4]
    assert len(SAMPLERS[name](ORDER, {2, 3}, 2, chance)) == 2
    assert SAMPLERS[name](ORDER, set(range(5)), 1, chance) == []


@pytest.mark.parametrize("name", SAMPLERS)
def test_the_same_seed_gives_the_same_works(name: str) -> None:
    first, second = (SAMPLERS[name](ORDER, {0}, 3, numpy.random.default_rng(7)) for _ in range(2))

    assert first == second


def test_the_most_relevant_come_in_their_order() -> None:
    assert SAMPLERS["most relevant"](ORDER, {2}, 2, numpy.random.default_rng(1)) == [4, 0]


def test_chance_gives_every_unread_work_as_often() -> None:
    chance = numpy.random.default_rng(1)
    drawn = [SAMPLERS["random"](ORDER, {2}, 1, chance)[0] for _ in range(4000)]

    assert all(0.22 < drawn.count(place) / 4000 < 0.28 for place in (0, 1, 3, 4))
