from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from synth.domain.decisions import Decision, Verdict, settlements, standing
from synth.domain.identifiers import WorkId
from synth.domain.undoing import redo, undo

Stage = Literal["abstract", "full text"]
LATER = "2026-11-20T12:00:00+00:00"


def decision(work: str, verdict: str = "include", *, at: str = "10:00", **fields: Any) -> Decision:
    made = Decision(
        at=f"2026-11-20T{at}:00+00:00", by="ada", work=WorkId(work), verdict=Verdict(verdict), key=work + at
    )
    return replace(made, **fields)


def said(lines: list[Decision]) -> dict[Any, str]:
    """Give what stands, votes and settlements, in a word each."""
    stand = [*standing(lines).values(), *settlements(lines).values()]
    return {(one.work, one.stage, one.settles): f"{one.verdict} {one.note}" for one in stand}


def press(lines: list[Decision], which: str, *, at: str = LATER) -> list[Decision]:
    made = {"undo": undo, "redo": redo}[which](lines, at=at, key=f"{which} {len(lines)}")
    return lines if made is None else [*lines, made]


WALK = some.lists(
    some.one_of(
        some.sampled_from(["undo", "redo"]),
        some.tuples(
            some.sampled_from(["a", "b"]),
            some.sampled_from(["include", "exclude", "maybe", "withdraw"]),
            some.sampled_from(["abstract", "full text"]),
            some.booleans(),
        ),
    ),
    max_size=30,
)


@settings(deadline=None)
@given(WALK)
def test_any_walk_of_deciding_undoing_and_redoing_is_that_of_two_stacks(walk: list[Any]) -> None:
    lines: list[Decision] = []
    done: list[dict[Any, str]] = [{}]  # what stood, before and after each decision not taken back
    undone: list[dict[Any, str]] = []
    for number, step in enumerate(walk):
        if step == "undo":
            lines = press(lines, "undo")
            if len(done) > 1:
                undone.append(done.pop())
        elif step == "redo":
            lines = press(lines, "redo")
            if undone:
                done.append(undone.pop())
        else:
            work, verdict, stage, settles = step
            made = decision(work, verdict, at="11:00", stage=stage, settles=settles, note=str(number))
            lines = [*lines, replace(made, at=LATER, key=str(number))]
            after = {place: word for place, word in done[-1].items() if place != (work, stage, settles)}
            if verdict != "withdraw":
                after[work, stage, settles] = f"{verdict} {number}"
            done.append(after)
            undone = []
        assert said(lines) == done[-1]


def test_undo_names_the_line_and_says_again_all_of_what_stood_before() -> None:
    first = decision("a", "exclude", reason="wrong-type", note="a table", labels=("x",), shown_by="random")
    second = decision("a", at="10:01")
    made = undo([first, second], at=LATER, key="k")
    assert made == replace(first, at=LATER, key="k", undoes=second.key)


def test_undoing_the_first_word_on_a_work_withdraws_it() -> None:
    made = undo([decision("a", "exclude", reason="wrong-type", note="a table")], at=LATER, key="k")
    assert made is not None
    assert (made.verdict, made.reason, made.note, made.undoes) == (Verdict.WITHDRAW, "", "", "a10:00")


def test_there_is_nothing_to_take_back_before_the_first_decision_and_after_the_last_undo() -> None:
    assert undo([], at=LATER, key="k") is None
    assert redo([decision("a")], at=LATER, key="k") is None
    assert undo(press([decision("a")], "undo"), at=LATER, key="k") is None


def test_undo_of_a_settlement_gives_the_word_back_to_whom_it_was_taken_from() -> None:
    lines = [decision("a", "exclude"), decision("a", "include", at="10:01", settles=True)]
    assert said(press(lines, "undo")) == {("a", "abstract", False): "exclude "}
    assert said(press(press(lines, "undo"), "redo")) == said(lines)


def test_a_decision_made_on_another_device_after_an_undo_is_the_one_to_take_back() -> None:
    lines = press([decision("a"), decision("b")], "undo")
    lines = [*lines, decision("c", at="13:00")]
    assert redo(lines, at=LATER, key="k") is None
    assert list(said(press(lines, "undo"))) == [("a", "abstract", False)]


def test_two_devices_that_take_back_the_same_line_took_it_back() -> None:
    lines = [decision("a"), decision("b", at="10:01")]
    both = [undo(lines, at=LATER, key=key) for key in ("one", "other")]
    twice = [*lines, *(made for made in both if made)]
    assert list(said(twice)) == [("a", "abstract", False)]
    assert list(said(press(press(twice, "undo"), "undo"))) == []


def test_a_line_that_takes_back_what_nobody_knows_is_a_decision_like_any_other() -> None:
    lines = [decision("a"), decision("a", "exclude", at="10:01", undoes="gone")]
    assert said(press(lines, "undo")) == {("a", "abstract", False): "include "}


def test_lines_written_by_hand_without_a_key_can_be_taken_back() -> None:
    lines = [decision("a", key=""), decision("b", key=""), decision("a", "exclude", at="10:01", key="")]
    assert said(press(lines, "undo")) == {
        ("a", "abstract", False): "include ",
        ("b", "abstract", False): "include ",
    }
    assert list(said(press(press(lines, "undo"), "undo"))) == [("a", "abstract", False)]
    assert said(press(press(press(lines, "undo"), "undo"), "redo")) == said(press(lines, "undo"))
    assert said(press(press(press(lines, "undo"), "undo"), "undo")) == {}


@pytest.mark.parametrize("which", ["undo", "redo"])
def test_a_clock_that_was_set_back_does_not_keep_a_line_from_counting(which: str) -> None:
    lines = [decision("a", at="10:00"), decision("a", "exclude", at="15:00")]
    lines = press(lines, "undo", at="2026-11-20T09:00:00+00:00")
    assert said(lines) == {("a", "abstract", False): "include "}
    if which == "redo":
        lines = press(lines, "redo", at="2026-11-20T08:00:00+00:00")
        assert said(lines) == {("a", "abstract", False): "exclude "}
