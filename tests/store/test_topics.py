"""What is kept of topics between runs: a run on the same input begins where the last one on it began."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from synth.errors import WarehouseError
from synth.store import topics
from synth.store.topics import Kept


def keep(folder: Path, made_from: str, topic: str) -> None:
    topics.write(
        folder,
        made_from=made_from,
        topics=[{"topic": topic, "place": 0, "label": topic, "since": "2026-11-01"}],
        terms=[{"term": "ward", "place": 0}, {"term": "study", "place": None}],
        weights=[{"topic": 0, "term": 0, "weight": 0.1}],
        works=[{"work": "w1", "topic": topic, "x": 0.25, "y": -0.5}],
    )


def names(kept: Kept) -> list[Any]:
    return [row["topic"] for row in kept.topics]


def test_nothing_is_known_the_first_time(tmp_path: Path) -> None:
    assert topics.read(tmp_path / "topics", made_from="one") == Kept()


def test_what_was_kept_comes_back_as_it_was(tmp_path: Path) -> None:
    keep(tmp_path, "one", "t001")
    found = topics.read(tmp_path, made_from="two")
    assert found.works == ({"work": "w1", "topic": "t001", "x": 0.25, "y": -0.5},)
    assert found.weights == ({"topic": 0, "term": 0, "weight": 0.1},)
    assert names(found) == ["t001"]


def test_a_run_on_the_same_input_begins_with_what_the_last_one_on_it_began_with(tmp_path: Path) -> None:
    keep(tmp_path, "one", "t001")
    assert names(topics.read(tmp_path, made_from="one")) == []
    assert list(topics.read(tmp_path, made_from="one").since) == ["t001"]
    keep(tmp_path, "two", "t002")
    keep(tmp_path, "two", "t003")
    assert names(topics.read(tmp_path, made_from="two")) == ["t001"]
    assert names(topics.read(tmp_path, made_from="three")) == ["t003"]


def test_a_run_cut_short_between_its_two_renames_loses_nothing(tmp_path: Path) -> None:
    keep(tmp_path, "one", "t001")
    (tmp_path / "now").rename(tmp_path / "before")
    assert names(topics.read(tmp_path, made_from="two")) == ["t001"]
    (tmp_path / ".new-left").mkdir()
    keep(tmp_path, "two", "t002")
    assert names(topics.read(tmp_path, made_from="two")) == ["t001"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["before", "now"]


@pytest.mark.parametrize("table", ["topics", "terms", "weights", "works"])
def test_what_is_damaged_is_named_and_gives_no_old_id_to_another_topic(tmp_path: Path, table: str) -> None:
    keep(tmp_path / "topics", "one", "t001")
    (tmp_path / "topics" / "now" / f"kept_{table}.parquet").write_bytes(b"torn")
    with pytest.raises(WarehouseError, match=r"topics/now .* is damaged: delete topics there"):
        topics.read(tmp_path / "topics", made_from="two")


def test_what_no_run_has_finished_counts_as_missing(tmp_path: Path) -> None:
    keep(tmp_path, "one", "t001")
    (tmp_path / "now" / "made_from.json").write_text("{")
    assert topics.read(tmp_path, made_from="two") == Kept()


def test_what_was_kept_is_taken_away_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path, "one", "t001")
    keep(tmp_path, "two", "t002")

    def killed(folder: Path, **how: Any) -> None:
        (folder / "now" / "kept_works.parquet").unlink(missing_ok=True)
        (folder / "kept_works.parquet").unlink(missing_ok=True)
        raise KeyboardInterrupt

    monkeypatch.setattr(topics, "shutil", SimpleNamespace(rmtree=killed))
    with pytest.raises(KeyboardInterrupt):
        keep(tmp_path, "two", "t003")
    assert names(topics.read(tmp_path, made_from="two")) == ["t001"]
    assert names(topics.read(tmp_path, made_from="three")) == ["t003"]
