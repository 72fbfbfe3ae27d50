"""What the stage keeps between runs counts only where it is this code's."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import ModuleType

import pytest
import rapidfuzz

from synth import dedup, domain, store
from synth.stages import merge


@pytest.mark.parametrize("room", [dedup, domain, store], ids=lambda room: room.__name__)
def test_another_line_in_any_room_that_matching_and_merging_go_by_makes_all_new(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, room: ModuleType
) -> None:
    shutil.copytree(
        next(iter(room.__path__)), tmp_path / "room", ignore=shutil.ignore_patterns("__pycache__")
    )
    module = sorted((tmp_path / "room").glob("*.py"))[-1]
    monkeypatch.setattr(room, "__path__", [str(tmp_path / "room")])
    before = merge._code()
    module.write_text(module.read_text() + "# another line\n")
    assert merge._code() != before


def test_another_version_of_what_compares_texts_makes_all_new(monkeypatch: pytest.MonkeyPatch) -> None:
    before = merge._code()
    monkeypatch.setattr(rapidfuzz, "__version__", "0.0.0")
    assert merge._code() != before
