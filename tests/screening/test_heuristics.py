import pytest

from synth.screening.heuristics import FAILED, Irrelevant, knee, safe
from synth.screening.reading import Reading
from synth.screening.stopping import STOPPERS


def reading(finds: int, irrelevant: int, *, total: int = 1000) -> Reading:
    return Reading(total=total, relevant=[True] * finds + [False] * irrelevant)


def test_so_many_irrelevant_works_in_a_row_stop_and_one_fewer_do_not() -> None:
    rule = Irrelevant(name="50 irrelevant", count=50)
    assert rule(reading(10, 50)).stop and not rule(reading(10, 49)).stop
    broken = Reading(total=1000, relevant=[False] * 49 + [True] + [False] * 49)
    assert not rule(broken).stop


def test_one_work_is_told_in_the_singular() -> None:
    told = Irrelevant(name="10 % irrelevant", share=0.1)(reading(1, 1, total=5)).words
    assert "«1 irrelevant work in a row»" in told


def test_a_share_of_the_list_is_rounded_up() -> None:
    rule = Irrelevant(name="10 % irrelevant", share=0.1)
    assert rule(reading(10, 31, total=301)).stop and not rule(reading(10, 30, total=301)).stop


@pytest.mark.parametrize(
    ("finds", "irrelevant", "stop"), [(10, 90, True), (10, 49, False), (10, 60, False), (90, 60, False)]
)
def test_safe_wants_a_tenth_of_the_list_twice_the_finds_and_fifty_in_a_row(
    finds: int, irrelevant: int, stop: bool
) -> None:
    assert safe(reading(finds, irrelevant)).stop is stop


def test_a_knee_wants_a_sharp_bend_when_little_is_found_and_a_soft_one_when_much_is() -> None:
    assert not knee(reading(20, 130)).stop  # all before the bend, at most 1 in 130 behind it: 136 is asked
    assert knee(reading(20, 140)).stop
    assert knee(reading(150, 10)).stop and not knee(reading(150, 5)).stop  # 6 is asked
    assert not knee(reading(0, 300)).stop


@pytest.mark.parametrize("name", FAILED)
def test_every_rule_of_thumb_says_how_often_it_failed_and_nothing_of_recall(name: str) -> None:
    statement = STOPPERS[name](reading(10, 60))
    assert f"{FAILED[name]:.0%} of all readings" in statement.words
    assert statement.recall_at_least is None and statement.left is None


def test_a_list_read_to_its_end_is_enough_for_every_rule_of_thumb() -> None:
    for rule in (safe, knee, Irrelevant(name="SAFE", count=50)):
        assert rule(reading(3, 0, total=3)).stop
