"""The number of topics: what is tried, what is chosen, and when the last number is given up."""

from __future__ import annotations

import numpy
import pytest

from synth.maps import stability
from synth.maps.stability import Tried


def tried(topics: int, value: float, *, coherence: float = 0.2, spread: float = 0.01) -> Tried:
    agreements = tuple(value + spread * (-1) ** part for part in range(8))
    return Tried(topics=topics, agreements=agreements, coherence=coherence)


def test_small_numbers_are_tried_one_by_one_and_large_ones_in_steps() -> None:
    assert stability.numbers(4, 30, works=2000) == [4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 18, 21, 24, 28, 30]
    assert stability.numbers(4, 30, works=70) == [4, 5, 6, 7]
    assert stability.numbers(4, 30, works=12) == [1]
    assert stability.numbers(4, 30, works=0) == [1]


def test_beside_the_best_number_its_neighbours_are_tried_too() -> None:
    asked: list[int] = []

    def try_number(number: int) -> Tried:
        asked.append(number)
        return tried(number, 1 - abs(number - 13) / 20)

    found = stability.scan(try_number, [4, 8, 12, 14, 16])
    assert sorted(asked) == [one.topics for one in found]
    assert stability.choose(found, before=None) == 13
    assert len(asked) == len(set(asked))


def test_the_number_is_where_topics_are_stable_and_coherent() -> None:
    found = [tried(4, 0.9, coherence=0.1), tried(6, 0.88, coherence=0.3), tried(9, 0.6, coherence=0.35)]
    assert stability.choose(found, before=None) == 6


def test_the_last_number_stays_unless_another_is_clearly_better() -> None:
    near = [tried(6, 0.90), tried(7, 0.895)]
    noisy = [tried(6, 0.90, spread=0.3), Tried(topics=7, agreements=(0.9,) * 7 + (0.1,), coherence=0.2)]
    clear = [tried(6, 0.95), tried(7, 0.85)]
    assert stability.choose(near, before=7) == 7
    assert stability.choose(noisy, before=7) == 7
    assert stability.choose(clear, before=7) == 6
    assert stability.choose(clear, before=40) == 6


def test_where_few_works_have_changed_another_number_must_be_surer() -> None:
    better = [tried(6, 0.95, spread=0.06), tried(7, 0.90, spread=0.0)]
    assert stability.choose(better, before=7, surer=False) == 6
    assert stability.choose(better, before=7, surer=True) == 7
    clear = [tried(6, 0.95, spread=0.01), tried(7, 0.90, spread=0.0)]
    assert stability.choose(clear, before=7, surer=True) == 6


def test_of_equals_the_smaller_number_is_chosen() -> None:
    assert stability.choose([tried(5, 0.9), tried(6, 0.9)], before=None) == 5


def test_which_works_are_drawn_hangs_on_their_names_alone() -> None:
    works = [f"w{number}" for number in range(500)]
    drawn = stability.drawn(works, share=0.8, seed=1, part=1)
    more = stability.drawn([*works, "x1", "x2"], share=0.8, seed=1, part=1)
    assert (more[:500] == drawn).all()
    assert 0.7 < drawn.mean() < 0.9
    assert (stability.drawn(works, share=0.8, seed=1, part=2) != drawn).any()
    assert stability.drawn(works, share=1.0, seed=1, part=0).all()


def test_a_topic_is_as_stable_as_it_is_found_again() -> None:
    groups = numpy.array([0, 0, 0, 0, 1, 1, 1, 1])
    part = numpy.arange(8)
    same = numpy.array([5, 5, 5, 5, 2, 2, 2, 2])
    other = numpy.array([5, 5, 5, 5, 2, 2, 1, 1])
    assert stability.steadiness(groups, [(part, same)], topics=2) == [1.0, 1.0]
    assert stability.steadiness(groups, [(part, same), (part, other)], topics=2) == [1.0, 0.75]
    assert stability.steadiness(groups, [], topics=2) == [0.0, 0.0]


def test_two_divisions_agree_wholly_or_by_chance() -> None:
    one = numpy.repeat([0, 1, 2], 30)
    assert stability.agreement(one, (one + 1) % 3) == pytest.approx(1)
    assert abs(stability.agreement(one, numpy.tile([0, 1, 2], 30))) < 0.05
