from __future__ import annotations

import json
import logging
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from synth.domain.codings import CodeVerdict, Coding, Value
from synth.domain.identifiers import WorkId
from synth.errors import UserError
from synth.store import codings, journal
from synth.store.raw import append_line

MADE = Coding(
    at="2026-11-20T10:02:11+00:00",
    by="ada",
    work=WorkId("doi:10.5555/a"),
    verdict=CodeVerdict.PRESENT,
    code="practice.mentoring",
    quote="«each student had a mentor»\n\u2028",
    shown_by="phrase",
    codebook=1,
    key="k1",
)


def answered(value: Value) -> Coding:
    return replace(MADE, verdict=CodeVerdict.ANSWER, code="quality", value=value, key="")


@pytest.mark.parametrize("value", ["strong", 12.5, 0.0, ("one", "two"), ()])
def test_a_word_comes_back_as_it_was_made_whatever_its_value(tmp_path: Path, value: Value) -> None:
    codings.follow(tmp_path).append(answered(value))
    assert list(codings.read(tmp_path)) == [answered(value)]


def test_one_key_is_one_line_whatever_it_says_and_the_line_that_stands_is_given(tmp_path: Path) -> None:
    assert codings.follow(tmp_path).append(MADE) is MADE
    other = replace(MADE, at="2026-11-20T11:00:00+00:00", note="again")
    assert codings.follow(tmp_path).append(other) == MADE
    assert codings.follow(tmp_path).append(replace(other, by="ben")).by == "ben"
    assert len((tmp_path / "ada.jsonl").read_text().splitlines()) == 1
    assert len(list(codings.read(tmp_path))) == 2


def test_words_without_a_key_are_all_kept(tmp_path: Path) -> None:
    for _ in range(2):
        codings.follow(tmp_path).append(replace(MADE, key=""))
    assert len(list(codings.read(tmp_path))) == 2


def test_of_many_deliveries_at_once_one_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slowly(file: Path, line: str) -> None:
        time.sleep(0.05)  # all have looked what is there by now, were they let
        append_line(file, line)

    monkeypatch.setattr(journal, "append_line", slowly)
    made = [replace(MADE, note=str(number)) for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda one: codings.follow(tmp_path).append(one), made))
    assert len(set(given)) == 1
    assert list(codings.read(tmp_path)) == given[:1]


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_never_written(tmp_path: Path, value: float) -> None:
    with pytest.raises(UserError, match="value is no number"):
        codings.follow(tmp_path).append(answered(value))
    assert not (tmp_path / "ada.jsonl").exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"verdict": "perhaps"}, r"codes/ada\.jsonl:2: verdict: Input should be"),
        ({"at": "yesterday"}, r"codes/ada\.jsonl:2: at: 'yesterday' is no moment"),
        ({"value": "strong"}, r"codes/ada\.jsonl:2: .*a value is given where a field is answered"),
        (
            {"verdict": "finished", "code": "", "codebook": 0},
            r"codes/ada\.jsonl:2: .*version of the codebook",
        ),
        ({"code": ""}, r"codes/ada\.jsonl:2: .*which code or field is meant"),
    ],
)
def test_a_line_that_is_none_is_named_with_file_line_and_field_and_the_others_count(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, changes: dict[str, object], words: str
) -> None:
    folder = tmp_path / "codes"
    codings.follow(folder).append(MADE)
    written = json.loads((folder / "ada.jsonl").read_text())
    append_line(folder / "ada.jsonl", json.dumps({**written, "key": "k2", **changes}))
    codings.follow(folder).append(replace(MADE, key="k3"))
    with caplog.at_level(logging.ERROR):
        assert [one.key for one in codings.read(folder)] == ["k1", "k3"]
    assert len(set(caplog.messages)) == 1
    assert re.search(words, caplog.messages[0])


def test_a_server_that_follows_a_folder_gives_what_others_add(tmp_path: Path) -> None:
    codings.follow(tmp_path).append(MADE)
    journal = codings.follow(tmp_path)
    assert journal.lines() == (MADE,)
    codings.follow(tmp_path).append(replace(MADE, key="k2", by="ben"))
    assert journal.follow() == (replace(MADE, key="k2", by="ben"),)
    assert journal.extend([MADE, replace(MADE, key="k3")]) == [MADE, replace(MADE, key="k3")]
    assert [one.key for one in journal.lines()] == ["k1", "k3", "k2"]


def test_a_synthetic_coder_is_written_anew(tmp_path: Path) -> None:
    codings.write(tmp_path, "ada", [MADE, replace(MADE, key="k2")])
    codings.write(tmp_path, "ada", [replace(MADE, key="k3")])
    assert [one.key for one in codings.read(tmp_path)] == ["k3"]
