from __future__ import annotations

import fcntl
import os
import stat
from pathlib import Path
from threading import Thread

import pytest

from synth.domain.decisions import Decision, Verdict
from synth.domain.identifiers import WorkId
from synth.store import decisions

MADE = Decision(at="2026-11-20T10:02:11+00:00", by="ada", work=WorkId("doi:10.1/a"), verdict=Verdict.EXCLUDE)


def test_the_folder_is_on_disk_too_when_a_file_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []

    def fsync(descriptor: int) -> None:
        kept.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")

    monkeypatch.setattr(os, "fsync", fsync)
    for _ in range(2):
        decisions.append(tmp_path / "new", MADE)
    assert kept == ["folder", "file", "file"]


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
