"""What the stage keeps between runs counts only where it is this code's."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import rapidfuzz

from synth import dedup, domain, store
from synth.dedup.candidates import Candidate
from synth.domain.identifiers import WorkId
from synth.domain.reviews import Point
from synth.stages import merge
from synth.store import state


def record(name: str, *ids: str) -> Candidate:
    known = tuple(map(WorkId, ids))
    return Candidate(
        record=name,
        source=name.partition("/")[0],
        ids=known,
        first_ids=known,
        first_at=None,
        title="Belonging of nursing students on clinical placement",
    )


TWO = [record("openalex/W1", "doi:10.1/a"), record("pubmed/7", "doi:10.1/a")]


def kept(folder: Path) -> tuple[dict[str, str], list[Mapping[str, Any]]]:
    found = state.read(folder)
    assert found
    return found


def test_kept_pairs_with_an_outcome_that_this_code_does_not_know_are_found_anew(tmp_path: Path) -> None:
    first = merge._matched(tmp_path, TWO, point=Point.BALANCED)
    prints, pairs = kept(tmp_path)
    state.write(tmp_path, prints=prints, pairs=[{**pair, "outcome": "perhaps"} for pair in pairs])
    assert merge._matched(tmp_path, TWO, point=Point.BALANCED) == first
    assert kept(tmp_path)[1] == pairs


def test_kept_pairs_stand_while_nothing_they_rest_on_has_changed(tmp_path: Path) -> None:
    merge._matched(tmp_path, TWO, point=Point.BALANCED)
    prints, pairs = kept(tmp_path)
    told = [{**pair, "reasons": ["kept"]} for pair in pairs]
    state.write(tmp_path, prints=prints, pairs=told)
    (pair,) = merge._matched(tmp_path, TWO, point=Point.BALANCED)
    assert pair.reasons == ("kept",)


@pytest.mark.parametrize("room", [dedup, domain, store], ids=lambda room: room.__name__)
def test_another_line_in_any_room_that_matching_and_merging_go_by_makes_all_new(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, room: ModuleType
) -> None:
    merge._matched(tmp_path / "state", TWO, point=Point.BALANCED)
    before = kept(tmp_path / "state")[0]
    shutil.copytree(
        next(iter(room.__path__)), tmp_path / "room", ignore=shutil.ignore_patterns("__pycache__")
    )
    module = sorted((tmp_path / "room").glob("*.py"))[-1]
    module.write_text(module.read_text() + "# another line\n")
    monkeypatch.setattr(room, "__path__", [str(tmp_path / "room")])
    merge._matched(tmp_path / "state", TWO, point=Point.BALANCED)
    after = kept(tmp_path / "state")[0]
    assert all(after[name] != before[name] for name in before)


def test_another_version_of_what_compares_texts_makes_all_new(monkeypatch: pytest.MonkeyPatch) -> None:
    before = merge._code()
    monkeypatch.setattr(rapidfuzz, "__version__", "0.0.0")
    assert merge._code() != before
