from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from synth.domain.decisions import Decision, Verdict
from synth.domain.identifiers import WorkId
from synth.errors import UserError
from synth.store import decisions, logs
from synth.store import journal as journal_of
from synth.store.decisions import DECISION
from synth.store.journal import Journal
from synth.store.raw import append_line

ROOT = Path(__file__).resolve().parents[2]
MADE = Decision(
    at="2026-11-20T10:02:11+00:00",
    by="ada",
    work=WorkId("doi:10.1/a"),
    verdict=Verdict.EXCLUDE,
    note="«belonging to»\n\u2028",
    labels=("ask Ben",),
    shown=("authors",),
    key="k1",
)


def made(key: str, *, by: str = "ada", note: str = "") -> Decision:
    return replace(MADE, key=key, by=by, note=note)


def keys(lines: tuple[Decision, ...] | None) -> list[str] | None:
    return None if lines is None else [one.key for one in lines]


def test_what_is_appended_stands_in_the_file_and_in_the_journal(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "screening", DECISION)
    assert journal.append(MADE) == MADE
    assert journal.lines() == journal.of("ada") == (MADE,) == tuple(decisions.read(tmp_path / "screening"))
    assert journal.of("ben") == ()


def test_a_key_press_is_appended_once_and_answered_as_it_was_the_first_time(tmp_path: Path) -> None:
    journal = Journal(tmp_path, DECISION)
    journal.append(MADE)
    assert journal.append(replace(MADE, verdict=Verdict.INCLUDE)) == MADE
    assert Journal(tmp_path, DECISION).append(replace(MADE, at="2026-11-21T10:00:00+00:00")) == MADE
    assert len((tmp_path / "ada.jsonl").read_text().splitlines()) == 1


def test_a_key_is_of_one_reviewer_and_a_decision_without_one_is_always_new(tmp_path: Path) -> None:
    journal = Journal(tmp_path, DECISION)
    for one in (made("k"), made("k", by="ben"), made(""), made("")):
        assert journal.append(one) == one
    assert keys(journal.lines()) == ["k", "", "", "k"]


def test_lines_come_file_by_file_as_they_are_read(tmp_path: Path) -> None:
    journal = Journal(tmp_path, DECISION)
    for one in (made("1", by="zoe"), made("2"), made("3", by="zoe"), made("4", by="ben")):
        journal.append(one)
    assert journal.lines() == tuple(decisions.read(tmp_path))


def test_what_another_adds_is_given_once_and_what_is_added_here_is_not(tmp_path: Path) -> None:
    journal, other = Journal(tmp_path, DECISION), Journal(tmp_path, DECISION)
    assert journal.follow() == ()
    other.append(made("1", by="ben"))
    journal.append(made("2"))
    other.append(made("3"))
    assert keys(journal.follow()) == ["1", "3"]
    assert journal.follow() == ()
    assert keys(other.follow()) == ["2"]
    assert journal.lines() == other.lines()


def test_a_key_that_another_has_written_meanwhile_is_not_written_again(tmp_path: Path) -> None:
    journal, other = Journal(tmp_path, DECISION), Journal(tmp_path, DECISION)
    other.append(made("k", note="theirs"))
    assert journal.append(made("k", note="mine")).note == "theirs"
    assert keys(journal.follow()) == ["k"]


@pytest.mark.parametrize("beside", [False, True])
def test_a_file_with_another_past_is_read_anew(tmp_path: Path, beside: bool) -> None:
    journal = Journal(tmp_path, DECISION)
    for key in ("1", "2"):
        journal.append(made(key))
    file = tmp_path / "ada.jsonl"
    last = file.read_text().splitlines()[-1].replace('"2"', '"3"')
    text = file.read_text().replace('"exclude"', '"include"') + last + "\n"
    if beside:  # as git does: a new file in the place of the old
        (tmp_path / "new").write_text(text)
        (tmp_path / "new").replace(file)
    else:
        file.write_text(text)
    assert journal.follow() is None
    assert [one.verdict for one in journal.lines()] == [Verdict.INCLUDE, Verdict.INCLUDE, Verdict.EXCLUDE]
    assert journal.follow() == ()


def test_a_file_that_lost_its_last_lines_is_read_anew_before_anything_is_appended(tmp_path: Path) -> None:
    journal = Journal(tmp_path, DECISION)
    journal.append(made("1"))
    before = (tmp_path / "ada.jsonl").read_bytes()
    journal.append(made("2"))
    (tmp_path / "ada.jsonl").write_bytes(before)
    journal.append(made("2"))
    assert keys(journal.lines()) == ["1", "2"]
    assert len((tmp_path / "ada.jsonl").read_bytes().splitlines()) == 2
    assert journal.follow() is None


def test_what_is_written_into_a_file_put_in_its_place_meanwhile_is_read_with_all_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(tmp_path, DECISION)
    journal.append(made("1"))
    file = tmp_path / "ada.jsonl"

    def replaced(path: Path, line: str) -> None:
        """Let an editor, which heeds no lock, save the file the moment before the line is added."""
        beside = tmp_path / "beside"
        beside.write_text(logs.line(made("0", note="longer" * 20), DECISION) + "\n")
        beside.replace(file)
        append_line(path, line)

    with monkeypatch.context() as patched:
        patched.setattr(journal_of, "append_line", replaced)
        journal.append(made("2"))
    assert keys(journal.lines()) == ["0", "2"]
    assert journal.lines() == Journal(tmp_path, DECISION).lines()
    assert journal.follow() is None


def test_a_change_that_keeps_the_length_is_seen(tmp_path: Path) -> None:
    journal = Journal(tmp_path, DECISION)
    journal.append(made("1"))
    file = tmp_path / "ada.jsonl"
    moment = file.stat().st_mtime_ns
    file.write_text(file.read_text().replace("exclude", "include"))
    os.utime(file, ns=(moment + 10**9, moment + 10**9))
    assert journal.follow() is None
    assert [one.verdict for one in journal.of("ada")] == [Verdict.INCLUDE]


def test_a_file_that_went_took_its_lines_along(tmp_path: Path) -> None:
    journal = Journal(tmp_path, DECISION)
    journal.append(made("1"))
    journal.append(made("2", by="ben"))
    (tmp_path / "ada.jsonl").unlink()
    assert journal.follow() is None
    assert keys(journal.lines()) == ["2"]


def test_half_a_line_is_left_until_it_is_whole(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    line = (json.dumps({"at": MADE.at, "by": "ada", "work": "a", "verdict": "maybe"}) + "\n").encode()
    file = tmp_path / "ada.jsonl"
    file.write_bytes(line[:20])
    journal = Journal(tmp_path, DECISION)
    assert journal.lines() == ()
    file.write_bytes(line)
    assert len(journal.follow() or ()) == 1
    assert caplog.text == ""


def test_half_a_line_of_a_kill_is_closed_named_once_and_the_next_decision_stands(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Journal(tmp_path, DECISION).append(made("1"))
    file = tmp_path / "ada.jsonl"
    file.write_bytes(file.read_bytes() + b'{"at": "2026-11')
    journal = Journal(tmp_path, DECISION)
    with caplog.at_level(logging.ERROR):
        for key in ("2", "3"):
            journal.append(made(key))
            journal.follow()
    assert caplog.text.count("ada.jsonl:2") == 1
    assert keys(journal.lines()) == ["1", "2", "3"]
    assert journal.follow() == ()


def test_a_last_line_that_an_editor_left_without_its_end_counts(tmp_path: Path) -> None:
    Journal(tmp_path, DECISION).append(made("1"))
    file = tmp_path / "ada.jsonl"
    file.write_bytes(file.read_bytes().rstrip(b"\n"))
    journal = Journal(tmp_path, DECISION)
    assert keys(journal.lines()) == ["1"]
    journal.append(made("2"))
    assert keys(journal.lines()) == ["1", "2"]
    assert journal.lines() == tuple(decisions.read(tmp_path))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (replace(MADE, by="../ada"), "no reviewer's name"),
        (replace(MADE, at="2026-11-20"), "no moment with an offset"),
        (replace(MADE, score=float("nan")), "score is no number"),
        (replace(MADE, note="\ud800"), "screening/ada.jsonl: line:"),
    ],
)
def test_what_could_not_be_read_again_is_not_written(tmp_path: Path, wrong: Decision, says: str) -> None:
    journal = Journal(tmp_path / "screening", DECISION)
    with pytest.raises(UserError, match=says):
        journal.append(wrong)
    assert list(tmp_path.rglob("*.jsonl")) == []


def test_a_decision_that_the_disk_does_not_take_is_not_answered_and_can_be_sent_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(tmp_path, DECISION)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(UserError, match=r"ada\.jsonl: the decision is not saved: No space left"):
            journal.append(MADE)
    assert journal.append(MADE) == MADE
    assert list(decisions.read(tmp_path)) == [MADE]


def test_a_line_whose_writing_failed_is_not_there_and_can_be_sent_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Journal(tmp_path, DECISION).append(made("before"))
    journal = Journal(tmp_path, DECISION)

    def late(descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", late)
        with pytest.raises(UserError, match="Input/output error"):
            journal.append(made("k"))
    assert journal.follow() == ()
    journal.append(made("k"))
    assert keys(Journal(tmp_path, DECISION).lines()) == ["before", "k"]


def test_threads_that_press_the_same_keys_make_one_decision_of_each(tmp_path: Path) -> None:
    journals = [Journal(tmp_path, DECISION), Journal(tmp_path, DECISION)]
    presses = [made(f"k{number % 25}", note=str(number)) for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda one: journals[int(one.note) % 2].append(one), presses))
    written = {one.key: one for one in decisions.read(tmp_path)}
    assert len((tmp_path / "ada.jsonl").read_text().splitlines()) == len(written) == 25
    assert all(answer == written[answer.key] for answer in answers)
    for journal in journals:
        journal.follow()
        assert set(journal.lines()) == set(written.values())


PRESSES = """
import sys
from dataclasses import replace
from pathlib import Path
from synth.domain.decisions import Decision, Verdict
from synth.domain.identifiers import WorkId
from synth.store.decisions import DECISION
from synth.store.journal import Journal
from synth.store.raw import append_line

journal = Journal(Path(sys.argv[1]), DECISION)
one = Decision(at="2026-11-20T10:02:11+00:00", by="ada", work=WorkId("a"), verdict=Verdict.MAYBE)
for number in range(int(sys.argv[2]), int(sys.argv[3])):
    answer = journal.append(replace(one, key=f"k{number}", note=sys.argv[4] + "x" * (number % 900)))
    print(number, answer.note.rstrip("x"), flush=True)
"""


def pressing(folder: Path, first: int, end: int, who: str) -> subprocess.Popen[str]:
    """Let another process append decisions; it prints each when it is answered."""
    return subprocess.Popen(
        [sys.executable, "-c", PRESSES, str(folder), str(first), str(end), who],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def test_many_decisions_are_written_at_once_and_those_that_are_there_not_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[int] = []

    def counted(file: Path, line: str) -> None:
        turns.append(line.count("\n") + 1)
        append_line(file, line)

    monkeypatch.setattr(journal_of, "append_line", counted)
    journal = Journal(tmp_path, DECISION)
    assert journal.append(made("1")) == made("1")
    assert journal.extend([made("1", note="again"), made("2"), made("3")]) == [
        made("1"),
        made("2"),
        made("3"),
    ]
    assert journal.extend([made("3"), made("2")]) == [made("3"), made("2")]
    assert turns == [1, 2]
    assert list(decisions.read(tmp_path)) == list(journal.lines()) == [made("1"), made("2"), made("3")]
    assert journal.follow() == ()


def test_two_processes_that_press_the_same_keys_make_one_decision_of_each(tmp_path: Path) -> None:
    both = [pressing(tmp_path, 0, 120, who) for who in ("A", "B")]
    answers = [[line.split() for line in one.communicate()[0].splitlines()] for one in both]
    written = list(decisions.read(tmp_path))
    assert len((tmp_path / "ada.jsonl").read_text().splitlines()) == len(written) == 120
    stands = [
        [one.key[1:], one.note.rstrip("x")] for one in sorted(written, key=lambda one: int(one.key[1:]))
    ]
    assert answers == [stands, stands]


def killed(folder: Path) -> Iterator[int]:
    """Kill a process that appends, again and again at another moment; give what it had answered."""
    first = 0
    for most in (7, 23, 31, 44, 58, 71):
        with pressing(folder, first, first + 100_000, "A") as process:
            assert process.stdout
            answers = (int(line.split()[0]) for line in process.stdout if line.endswith("\n"))
            for count, number in enumerate(answers, start=1):
                yield number
                first = number + 1
                if count == most:
                    process.send_signal(signal.SIGKILL)


def test_a_kill_loses_nothing_that_was_answered_and_doubles_nothing(tmp_path: Path) -> None:
    answered = list(killed(tmp_path))
    journal = Journal(tmp_path, DECISION)
    journal.append(made("last"))
    found = keys(journal.lines()) or []
    assert len(answered) > 100
    assert len(found) == len(set(found))
    assert {f"k{number}" for number in answered} <= set(found)
    assert found[-1] == "last"
    assert tuple(decisions.read(tmp_path)) == journal.lines()
