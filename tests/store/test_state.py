from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from synth.store import state, tables

PAIR: dict[str, Any] = {
    "record": "openalex/W1",
    "other": "pubmed/7",
    "outcome": "same",
    "score": 0.9712,
    "rule": "title+year",
    "value": "«Belonging»",
    "reasons": ["title: the same", "year: 2020"],
    "relation": "",
}


def test_what_is_kept_comes_back_as_it_was(tmp_path: Path) -> None:
    state.write(tmp_path, prints={"openalex/W1": "ab", "pubmed/7": "cd"}, pairs=[PAIR])
    assert state.read(tmp_path) == ({"openalex/W1": "ab", "pubmed/7": "cd"}, [PAIR])


def test_the_same_state_has_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        state.write(tmp_path / name, prints={"b": "1", "a": "2"}, pairs=[PAIR])
    for file in ("prints.parquet", "pairs.parquet"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


@pytest.mark.parametrize("file", ["prints.parquet", "pairs.parquet"])
def test_what_is_missing_or_damaged_is_as_if_nothing_had_been_kept(tmp_path: Path, file: str) -> None:
    assert state.read(tmp_path) is None
    state.write(tmp_path, prints={"a": "1"}, pairs=[PAIR])
    (tmp_path / file).write_bytes(b"PAR1")
    assert state.read(tmp_path) is None
    (tmp_path / file).unlink()
    assert state.read(tmp_path) is None


def test_a_run_that_ends_between_pairs_and_prints_counts_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state.write(tmp_path, prints={"a": "1"}, pairs=[])
    original = tables.write

    def killed(path: Path, *rest: Any) -> None:
        original(path, *rest)
        raise KeyboardInterrupt

    monkeypatch.setattr(tables, "write", killed)
    with pytest.raises(KeyboardInterrupt):
        state.write(tmp_path, prints={"a": "2"}, pairs=[])
    assert state.read(tmp_path) is None
