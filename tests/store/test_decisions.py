from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from synth.domain.decisions import Decision, Verdict
from synth.domain.identifiers import WorkId
from synth.errors import UserError
from synth.store import decisions

MADE = Decision(
    at="2026-11-20T10:02:11+00:00",
    by="ada",
    work=WorkId("doi:10.1/a"),
    verdict=Verdict.EXCLUDE,
    reason="wrong-concept",
    note="«belonging to» – \u2028 grammar",
    labels=("ask Ben",),
    key="k1",
    shown_by="random",
    score=0.25,
    shown=("authors", "highlights"),
    settles=True,
    undoes="k0",
)


def test_a_decision_comes_back_as_it_was_made(tmp_path: Path) -> None:
    decisions.append(tmp_path, MADE)
    assert list(decisions.read(tmp_path)) == [MADE]


def test_a_line_of_before_there_were_samplers_scores_and_a_page_is_a_decision(tmp_path: Path) -> None:
    (tmp_path / "ada.jsonl").write_text(
        '{"at": "2026-11-20T10:02:11+00:00", "by": "ada", "work": "doi:10.1/a", "verdict": "include"}\n'
    )
    (made,) = decisions.read(tmp_path)
    assert (made.shown_by, made.score) == ("", None)
    assert (made.shown, made.settles, made.undoes) == ((), False, "")


def test_a_score_that_is_no_number_is_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    line = '{"at": "2026-11-20T10:02:11+00:00", "by": "ada", "work": "doi:10.1/a", "verdict": "include", '
    (tmp_path / "ada.jsonl").write_text(line + '"score": NaN}\n' + line + '"score": 0.5}\n')
    with caplog.at_level(logging.ERROR):
        assert [made.score for made in decisions.read(tmp_path)] == [0.5]
    assert "ada.jsonl:1: line: Value error, score is no number" in caplog.text


def test_a_key_press_delivered_twice_is_one_decision(tmp_path: Path) -> None:
    for made in (MADE, MADE, replace(MADE, key="k2")):
        decisions.append(tmp_path, made)
    assert [made.key for made in decisions.read(tmp_path)] == ["k1", "k2"]


def test_a_line_torn_by_a_kill_is_named_and_the_others_count(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    decisions.append(tmp_path, MADE)
    file = tmp_path / "ada.jsonl"
    file.write_bytes(file.read_bytes() + b'{"at": "2026-11')
    decisions.append(tmp_path, replace(MADE, key="k2"))
    with caplog.at_level(logging.ERROR):
        assert [made.key for made in decisions.read(tmp_path)] == ["k1", "k2"]
    assert "ada.jsonl:2" in caplog.text


def test_a_verdict_that_is_none_is_named_with_its_field(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "ada.jsonl").write_text(
        '{"at": "2026-11-20T10:00:00+00:00", "by": "ada", "work": "doi:10.1/a", "verdict": "yes"}\n'
    )
    with caplog.at_level(logging.ERROR):
        assert list(decisions.read(tmp_path)) == []
    assert "ada.jsonl:1: verdict:" in caplog.text


@pytest.mark.parametrize("at", ["yesterday", "2026-11-20", "2026-11-20T10:00:00"])
def test_a_moment_without_an_offset_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, at: str
) -> None:
    decisions.append(tmp_path, replace(MADE, at=at))
    with caplog.at_level(logging.ERROR):
        assert list(decisions.read(tmp_path)) == []
    assert "ada.jsonl:1: at:" in caplog.text


@pytest.mark.parametrize("name", ["", "../ada", "Ada", "a/b", ".ada", "a" * 65])
def test_a_name_that_could_leave_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="reviewer's name"):
        decisions.append(tmp_path, replace(MADE, by=name))
    assert list(tmp_path.iterdir()) == []
