"""Topics: found, their number, the same from refresh to refresh, and what changes where works do."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy
import pytest

from synth.maps import stability, topics
from synth.maps.counting import Text
from synth.maps.identity import Change
from synth.maps.topics import Found, Kept
from tests.maps.small_corpus import corpus, shares, sizes

Corpus = tuple[list[str], list[Text], list[str]]


def find(
    works: Sequence[str], texts: Sequence[Text], *, before: Kept | None = None, least: int = 2, most: int = 10
) -> Found:
    return topics.find(works, texts, least=least, most=most, seed=1, before=before)


@cache
def whole() -> tuple[Corpus, Found]:
    made = corpus(sizes())
    return made, find(*made[:2])


def main(found: Found) -> dict[str, str]:
    return {
        work: found.topics[place]
        for work, place in zip(found.works, found.main.tolist(), strict=True)
        if place >= 0
    }


def changes(found: Found) -> dict[Change, list[str]]:
    told: dict[Change, list[str]] = {}
    for one in found.drift:
        told.setdefault(one.change, []).append(one.group)
    return told


def together(one: Corpus, other: Corpus) -> Corpus:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def test_the_topics_are_the_subjects_and_so_is_their_number() -> None:
    (_, _, subjects), found = whole()
    assert found.number == 6
    assert shares(found.main.tolist(), subjects) > 0.98
    assert found.topics == tuple(f"t{number:03d}" for number in range(1, 7))
    assert min(found.stability) > 0.9
    assert found.drift == ()


def test_the_same_works_give_the_same_topics() -> None:
    (works, texts, _), found = whole()
    again = find(works, texts)
    assert (again.strengths == found.strengths).all()
    assert (again.kept.weights == found.kept.weights).all()


def test_with_a_few_more_works_all_topics_and_nearly_all_works_stay() -> None:
    made, found = whole()
    more = together(made, corpus(sizes(each=2), seed=9, prefix="x"))
    later = find(*more[:2], before=found.kept)
    assert changes(later) == {Change.KEPT: list(found.topics)}
    before, now = main(found), main(later)
    assert sum(before[work] == now.get(work) for work in before) >= 0.99 * len(before)


def test_a_subject_that_comes_new_is_a_new_topic_and_the_others_stay() -> None:
    names = ("placement", "surgery", "school", "suicide")
    made = corpus(sizes(*names))
    found = find(*made[:2])
    assert found.number == 4
    more = together(made, corpus(sizes("identity", each=30), seed=9, prefix="x"))
    later = find(*more[:2], before=found.kept)
    assert changes(later) == {Change.KEPT: list(found.topics), Change.NEW: ["t005"]}
    fresh = [work for work, topic in main(later).items() if topic == "t005"]
    assert numpy.mean([work.startswith("x") for work in fresh]) > 0.9
    before, now = main(found), main(later)
    assert numpy.mean([before[work] == now.get(work) for work in before]) > 0.95


def test_a_topic_of_new_works_is_made_though_its_number_is_not_surely_better(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stability, "SURER", math.inf)
    made = corpus(sizes("placement", "surgery", "school", "suicide", each=60))
    found = find(*made[:2])
    few = together(made, corpus(sizes("identity", each=16), seed=9, prefix="x"))
    assert changes(find(*few[:2], before=found.kept))[Change.NEW] == ["t005"]
    monkeypatch.setattr(topics, "QUIET", -1.0)
    assert find(*few[:2], before=found.kept).number == 4


def test_a_number_that_would_move_many_works_must_be_surely_better(monkeypatch: pytest.MonkeyPatch) -> None:
    made = corpus(sizes("placement", "surgery", "school", "suicide", each=60))
    made = together(made, corpus(sizes("identity", each=40), seed=5, prefix="v"))
    found = find(*made[:2], most=4)
    more = together(made, corpus(sizes("identity", each=6), seed=9, prefix="x"))
    assert (found.number, find(*more[:2], before=found.kept).number) == (4, 5)
    monkeypatch.setattr(stability, "SURER", math.inf)
    assert find(*more[:2], before=found.kept).number == 4


def test_a_subject_whose_works_leave_is_a_topic_that_vanishes_and_its_id_is_not_given_again() -> None:
    (works, texts, subjects), found = whole()
    left = [place for place, subject in enumerate(subjects) if subject != "online"]
    fewer = find([works[place] for place in left], [texts[place] for place in left], before=found.kept)
    gone = changes(fewer).get(Change.VANISHED, [])
    assert len(gone) == 1
    assert len(changes(fewer)[Change.KEPT]) == 5
    again = find(works, texts, before=fewer.kept)
    assert not set(gone) & set(again.topics)


def test_a_work_of_two_subjects_belongs_to_both() -> None:
    (works, texts, _), _ = whole()
    words = "nursing. ward. mentor. placement. webcam. lecture. forum. remote"
    found = find([*works, "x"], [*texts, Text(title=words, abstract=words)])
    assert found.belongs()[-1].sum() == 2
    assert found.belongs().sum(axis=1).max() <= 5
    assert found.strengths[-1].sum() == pytest.approx(1)


def test_a_work_with_a_title_alone_has_a_topic_and_one_without_known_words_has_none() -> None:
    (works, texts, subjects), _ = whole()
    found = find([*works, "x", "y"], [*texts, Text(title="Nursing, ward, mentor"), Text(title="Zzyzx")])
    there = main(found)
    nearest = {there[work] for work, subject in zip(works, subjects, strict=True) if subject == "placement"}
    assert there["x"] in nearest
    assert "y" not in there
    assert not found.belongs()[-1].any()


@pytest.mark.parametrize("count", [0, 1, 3])
def test_few_works_are_no_reason_to_fail(count: int) -> None:
    works = [f"w{number}" for number in range(count)]
    found = find(works, [Text(title="Belonging of nursing students on the ward")] * count)
    assert len(found.topics) == (1 if count > 1 else 0)
    assert found.main.tolist() == [0 if count > 1 else -1] * count
    assert len(found.tried) == (1 if count > 1 else 0)


def test_works_without_any_text_have_no_topics_and_those_there_were_have_vanished() -> None:
    (works, _, _), found = whole()
    empty = find(works, [Text()] * len(works), before=found.kept)
    assert empty.topics == ()
    assert changes(empty) == {Change.VANISHED: list(found.topics)}
    assert empty.kept.used == found.kept.used
