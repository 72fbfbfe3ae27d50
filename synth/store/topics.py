"""
What is kept of topics from run to run: in a folder `now`, and in `before` what that run began with.

A run with the input of `now` begins with `before` again: so it comes to the same, however often it is run.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from synth.errors import WarehouseError
from synth.store import raw, tables
from synth.store.columns import Table

Row = Mapping[str, Any]

# One row a topic ever made: `place` orders those of that run, and is empty where a topic is no more.
TOPICS = Table(
    name="kept_topics",
    columns={"topic": "varchar", "place": "integer", "label": "varchar", "since": "date"},
    order=("topic",),
)
# One row a term that topics were made of (`place`), or that was too common for it (no place).
TERMS = Table(name="kept_terms", columns={"term": "varchar", "place": "integer"}, order=("term",))
# How much each term weighs in each topic, where it does; by their places.
WEIGHTS = Table(
    name="kept_weights",
    columns={"topic": "integer", "term": "integer", "weight": "double"},
    order=("topic", "term"),
)
# Where each work lay on the map, and its topic.
WORKS = Table(
    name="kept_works",
    columns={"work": "varchar", "topic": "varchar", "x": "double", "y": "double"},
    order=("work",),
)
_TABLES = (TOPICS, TERMS, WEIGHTS, WORKS)
_PRINT = "made_from.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The rows that one run left for the next, by table; none where there was no run."""

    topics: tuple[Row, ...] = ()
    terms: tuple[Row, ...] = ()
    weights: tuple[Row, ...] = ()
    works: tuple[Row, ...] = ()
    since: Mapping[str, Any] = field(default_factory=dict)  # of topics of a run on the very same input


def read(folder: Path, *, made_from: str) -> Kept:
    """
    Give what a run on the input ``made_from`` begins with.

    Raises WarehouseError where it is damaged: to begin anew would give old ids to other topics, unsaid.
    """
    now = _made_from(folder / "now")
    if now is None:
        return _rows(folder / "before")
    if now != made_from:
        return _rows(folder / "now")
    last = _rows(folder / "now")
    begun = _rows(folder / "before")
    since = {row["topic"]: row["since"] for row in last.topics}
    return Kept(topics=begun.topics, terms=begun.terms, weights=begun.weights, works=begun.works, since=since)


def write(
    folder: Path,
    *,
    made_from: str,
    topics: Iterable[Row],
    terms: Iterable[Row],
    weights: Iterable[Row],
    works: Iterable[Row],
) -> None:
    """Keep what a run on the input ``made_from`` found; what it began with stays in `before`."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = Path(mkdtemp(prefix=".new-", dir=folder))
    for table, rows in zip(_TABLES, (topics, terms, weights, works), strict=True):
        tables.write(fresh / f"{table.name}.parquet", table, rows)
    raw.write_whole(fresh / _PRINT, (json.dumps({"made_from": made_from}) + "\n").encode())
    now, before = folder / "now", folder / "before"
    if _made_from(now) in (made_from, None):
        _put_aside(now)
    else:
        _put_aside(before)
        now.rename(before)
    fresh.chmod(0o755)
    fresh.rename(now)
    for left in folder.glob(".new-*"):  # put aside, or of runs that were cut short
        shutil.rmtree(left)


def _put_aside(folder: Path) -> None:
    """Take a folder away whole: deleted file by file, a kill would leave half of it."""
    if folder.exists():
        folder.rename(Path(mkdtemp(prefix=".new-", dir=folder.parent)) / folder.name)


def _made_from(folder: Path) -> str | None:
    try:
        return str(json.loads((folder / _PRINT).read_text(encoding="utf-8"))["made_from"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _rows(folder: Path) -> Kept:
    if _made_from(folder) is None:
        return Kept()
    try:
        topics, terms, weights, works = (
            tuple(tables.read(folder / f"{table.name}.parquet", table)) for table in _TABLES
        )
    except WarehouseError as error:
        raise WarehouseError(
            f"{folder.parent.name}/{folder.name} in the folder of the state is damaged: delete"
            f" {folder.parent.name} there, and topics are named and placed anew"
        ) from error
    return Kept(topics=topics, terms=terms, weights=weights, works=works)
