from __future__ import annotations

import json
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from synth.domain.identifiers import WorkId
from synth.domain.pairs import PairDecision, PairVerdict
from synth.domain.records import RelationKind
from synth.errors import UserError
from synth.store import pairs
from synth.store.raw import append_line

MADE = PairDecision(
    at="2026-11-20T10:02:11+00:00",
    by="ada",
    record="openalex/W1",
    other="crossref/10.5555/a",
    verdict=PairVerdict.RELATED,
    relation=RelationKind.PREPRINT_OF,
    work=WorkId("doi:10.5555/p"),
    other_work=WorkId("doi:10.5555/a"),
    note="«Vorabdruck»",
    key="k1",
)


def test_a_decision_comes_back_as_it_was_made_and_a_second_delivery_is_none(tmp_path: Path) -> None:
    for made in (MADE, MADE, replace(MADE, key="k2")):
        pairs.append(tmp_path, made)
    assert list(pairs.read(tmp_path)) == [MADE, replace(MADE, key="k2")]


def test_one_key_is_one_line_whatever_it_says_and_the_line_that_stands_is_given(tmp_path: Path) -> None:
    assert pairs.append(tmp_path, MADE) is MADE
    other = replace(MADE, at="2026-11-20T11:00:00+00:00", note="again")
    assert pairs.append(tmp_path, other) == MADE
    assert pairs.append(tmp_path, replace(other, by="ben")).by == "ben"  # another person, another key
    assert len(list(pairs.read(tmp_path))) == 2
    assert len((tmp_path / "ada.jsonl").read_text().splitlines()) == 1


def test_decisions_without_a_key_are_all_kept(tmp_path: Path) -> None:
    for _ in range(2):
        pairs.append(tmp_path, replace(MADE, key=""))
    assert len(list(pairs.read(tmp_path))) == 2


def test_of_many_deliveries_at_once_one_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slowly(file: Path, line: str) -> None:
        time.sleep(0.05)  # all have looked what is there by now, were they let
        append_line(file, line)

    monkeypatch.setattr(pairs, "append_line", slowly)
    made = [replace(MADE, note=str(number)) for number in range(8)]
    with ThreadPoolExecutor(8) as threads:
        given = list(threads.map(lambda one: pairs.append(tmp_path, one), made))
    assert given == [next(pairs.read(tmp_path))] * 8
    assert len((tmp_path / "ada.jsonl").read_text().splitlines()) == 1


def test_a_line_is_readable_json_with_the_names_of_the_fields(tmp_path: Path) -> None:
    pairs.append(tmp_path, MADE)
    written = json.loads((tmp_path / "ada.jsonl").read_text(encoding="utf-8"))
    assert written["verdict"] == "related"
    assert written["relation"] == "preprint_of"


@pytest.mark.parametrize(
    "line",
    [
        '{"at": "2026-11',
        '{"at": "2026-11-20T10:00:00+00:00", "by": "a", "record": "x", "other": "x", "verdict": "same"}',
        '{"at": "2026-11-20T10:00:00+00:00", "by": "a", "record": "x", "other": "y", "verdict": "alike"}',
        '{"at": "2026-11-20T10:00:00+00:00", "by": "a", "record": "x", "other": "y", "verdict": "related"}',
        '{"at": "yesterday", "by": "a", "record": "x", "other": "y", "verdict": "same"}',
    ],
)
def test_a_line_that_is_no_decision_is_named_and_the_others_count(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, line: str
) -> None:
    (tmp_path / "ada.jsonl").write_text(line + "\n")
    pairs.append(tmp_path, MADE)
    with caplog.at_level(logging.ERROR):
        assert list(pairs.read(tmp_path)) == [MADE]
    assert "ada.jsonl:1" in caplog.text


def test_a_name_that_could_leave_the_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="reviewer's name"):
        pairs.append(tmp_path, replace(MADE, by="../ada"))
    assert list(tmp_path.iterdir()) == []
