import numpy
import pytest

from synth.screening.doubt import contradictions, doubts
from synth.screening.texts import Text

FILLER = [Text(title=f"imaging of trauma in department {number}") for number in range(40)]
LONG = (
    "Clinical placements shape how nursing students come to belong. We interviewed forty students in three "
    "hospitals about mentors, rosters and the words used at handover, and coded the transcripts twice."
)


def test_the_most_surprising_comes_first_and_agreement_is_no_doubt() -> None:
    lessons = {3: 0.0, 5: 1.0, 6: 1.0, 8: 0.0}
    found = doubts(lessons, numpy.array([0.875, 0.25, 0.9, 0.1]))
    assert [(one.place, one.share, round(one.surprise, 6)) for one in found] == [(3, 0.0, 3), (5, 1.0, 2)]


def test_each_kind_has_its_bound() -> None:
    lessons = {place: float(place % 2) for place in range(200)}
    probabilities = numpy.array([0.9 if place % 2 == 0 else 0.001 for place in range(200)])
    found = doubts(lessons, probabilities, most=7)
    assert [one.share for one in found] == [1.0] * 7 + [0.0] * 7
    assert [one.place for one in found[:3]] == [1, 3, 5]


def test_a_work_people_disagree_about_is_no_doubt_of_the_model() -> None:
    assert doubts({0: 0.5}, numpy.array([0.999])) == []


def test_certainty_is_a_large_surprise_and_no_infinite_one() -> None:
    (one,) = doubts({0: 1.0}, numpy.array([0.0]))
    assert one.surprise == pytest.approx(39.86, abs=0.01)


def found(*texts: Text, shares: dict[int, float]) -> list[tuple[int, int, bool]]:
    return [(one.included, one.excluded, one.same_title) for one in contradictions([*texts, *FILLER], shares)]


def test_one_study_reported_twice_and_decided_differently_is_found() -> None:
    first = Text(title="Belonging on placement", abstract=LONG)
    second = Text(title="Belonging on clinical placement: a study", abstract=LONG.replace("forty", "40"))
    assert found(first, second, shares={0: 1.0, 1: 0.0, 7: 0.0}) == [(0, 1, False)]
    assert found(first, second, shares={0: 0.0, 1: 1.0, 7: 1.0}) == [(1, 0, False)]


def test_near_identical_works_decided_alike_are_no_contradiction() -> None:
    twice = [Text(title="Belonging on placement", abstract=LONG)] * 2
    for share in (0.0, 1.0):
        assert found(*twice, shares={0: share, 1: share, 5: 1 - share}) == []


def test_an_undecided_or_a_contested_twin_is_no_contradiction() -> None:
    twice = [Text(title="Belonging on placement", abstract=LONG)] * 2
    assert found(*twice, shares={0: 1.0, 1: 0.5, 5: 0.0}) == []
    assert found(*twice, shares={0: 1.0, 5: 0.0}) == []


def test_works_of_one_topic_are_not_near_identical() -> None:
    one = Text(title="Belonging on placement", abstract=LONG)
    other = Text(title="Belonging of nursing students", abstract="Students of nursing want to belong.")
    assert found(one, other, shares={0: 1.0, 1: 0.0}) == []


def test_an_equal_title_counts_whatever_the_abstracts_say() -> None:
    one = Text(title="The need to belong: a review", abstract=LONG)
    other = Text(
        title="The need to belong – a Review", abstract="Something else altogether was written here."
    )
    assert found(one, other, shares={0: 1.0, 1: 0.0}) == [(0, 1, True)]


@pytest.mark.parametrize("title", ["", "Editorial", "Book review"])
def test_a_title_that_says_nothing_makes_no_pair(title: str) -> None:
    one = Text(title=title, abstract="Belonging of nurses.")
    other = Text(title=title, abstract="Fractures of the wrist.")
    assert found(one, other, shares={0: 1.0, 1: 0.0}) == []


def test_of_nothing_decided_there_is_no_contradiction() -> None:
    assert found(shares={}) == []
    assert contradictions([], {}) == []


def test_works_without_words_break_nothing() -> None:
    assert contradictions([Text(), Text(title="?")], {0: 1.0, 1: 0.0}) == []
