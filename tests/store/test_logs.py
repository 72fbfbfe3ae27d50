from __future__ import annotations

import fcntl
import os
from pathlib import Path
from threading import Thread

import pytest

from synth.domain.decisions import Decision, Verdict
from synth.domain.identifiers import WorkId
from synth.store import decisions

MADE = Decision(at="2026-11-20T10:02:11+00:00", by="ada", work=WorkId("doi:10.1/a"), verdict=Verdict.EXCLUDE)


@pytest.fixture
def synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give what is put on disk from now on, in that order."""
    kept: list[str] = []
    inodes = {}

    def fsync(descriptor: int) -> None:
        state = os.fstat(descriptor)
        inodes.update({file.stat().st_ino: file for file in (tmp_path, *tmp_path.rglob("*"))})
        kept.append(inodes[state.st_ino].relative_to(tmp_path).as_posix())

    monkeypatch.setattr(os, "fsync", fsync)
    return kept


def test_the_folders_are_on_disk_too_when_they_and_the_file_are_new(
    tmp_path: Path, synced: list[str]
) -> None:
    for _ in range(2):
        decisions.append(tmp_path / "new" / "log", MADE)
    assert synced == [".", "new", "new/log", "new/log/ada.jsonl", "new/log/ada.jsonl"]


def test_the_folder_is_put_on_disk_where_a_kill_came_after_the_file_was_made(
    tmp_path: Path, synced: list[str]
) -> None:
    (tmp_path / "ada.jsonl").touch()
    decisions.append(tmp_path, MADE)
    assert synced == [".", "ada.jsonl"]


def test_who_waits_while_a_file_is_replaced_writes_into_the_new_one(tmp_path: Path) -> None:
    decisions.append(tmp_path, MADE)
    file = tmp_path / "ada.jsonl"
    with file.open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        waiting = Thread(target=decisions.append, args=(tmp_path, MADE))
        waiting.start()
        waiting.join(timeout=0.2)
        assert waiting.is_alive()
        (tmp_path / "beside").write_bytes(file.read_bytes())
        (tmp_path / "beside").replace(file)
    waiting.join()
    assert list(decisions.read(tmp_path)) == [MADE, MADE]


def test_who_waits_while_a_file_is_replaced_waits_for_who_writes_the_new_one_too(tmp_path: Path) -> None:
    decisions.append(tmp_path, MADE)
    file, beside = tmp_path / "ada.jsonl", tmp_path / "beside"
    beside.write_bytes(file.read_bytes())
    with beside.open("ab") as new:
        fcntl.flock(new, fcntl.LOCK_EX)
        with file.open("ab") as old:
            fcntl.flock(old, fcntl.LOCK_EX)
            waiting = Thread(target=decisions.append, args=(tmp_path, MADE))
            waiting.start()
            waiting.join(timeout=0.2)
            beside.replace(file)
        waiting.join(timeout=0.2)
        assert waiting.is_alive()
        assert list(decisions.read(tmp_path)) == [MADE]
    waiting.join()
    assert list(decisions.read(tmp_path)) == [MADE, MADE]
