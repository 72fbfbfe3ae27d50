"""The views on the growth of topics, against counts made by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.store import small_topics, small_warehouse
from tests.store.small_warehouse import NOTHING

TOPIC = {**small_topics.TOPICS[0], "central": [], "terms": [], "weights": []}


def built(folder: Path, years: dict[str, dict[int, int]]) -> Any:
    """Build a warehouse, of 2026-11-01, with so many works of each topic in each year, and open it."""
    names = [
        (f"doi:10.5555/{topic}-{year}-{number}", topic, year)
        for topic, counts in years.items()
        for year, count in counts.items()
        for number in range(count)
    ]
    topics = [{**TOPIC, "topic": topic, "place": place} for place, topic in enumerate(years, start=1)]
    empty: dict[str, list[dict[str, Any]]] = {name: [] for name in small_warehouse.rows()}
    path = small_warehouse.build(
        folder,
        **{
            **empty,
            "works": [
                {**NOTHING, "work": name, "aliases": [name], "records": [], "year": year, "title": "A"}
                for name, _, year in names
            ],
            "topics": topics,
            "work_topics": [
                {"work": name, "topic": topic, "weight": 1.0, "main": True} for name, topic, _ in names
            ],
            "topic_places": [{"work": name, "x": 0.0, "y": 0.0} for name, _, _ in names],
        },
    )
    return duckdb.connect(str(path), read_only=True)


def test_a_topic_has_a_share_of_each_year_and_the_year_that_runs_is_not_complete(tmp_path: Path) -> None:
    with built(tmp_path, {"t001": {2020: 1, 2026: 2}, "t002": {2020: 3}}) as connection:
        rows = connection.execute(
            "select topic, year, works, share, of_works, complete from topic_growth order by all"
        ).fetchall()
    assert rows == [
        ("t001", 2020, 1, 0.25, 4, True),
        ("t001", 2026, 2, 1.0, 2, False),
        ("t002", 2020, 3, 0.75, 4, True),
        ("t002", 2026, 0, 0.0, 2, False),
    ]


def test_what_rises_is_told_from_what_falls_and_from_what_stays(tmp_path: Path) -> None:
    span = range(2016, 2026)
    rising = {year: 2 if year < 2021 else 12 for year in span}
    falling = {year: 12 if year < 2021 else 2 for year in span}
    steady = {2026: 90, **dict.fromkeys(span, 6)}  # a year that is not over counts for nothing
    with built(tmp_path, {"t001": rising, "t002": falling, "t003": steady}) as connection:
        rows = connection.execute(
            "select topic, trend, recent, before, growth, low, high, slope, last_year from rising_topics"
        ).fetchall()
    told = {row[0]: row for row in rows}
    assert [row[0] for row in rows] == ["t001", "t003", "t002"]
    assert {topic: row[1] for topic, row in told.items()} == {
        "t001": "rising",
        "t002": "falling",
        "t003": "steady",
    }
    assert told["t001"][2:5] == pytest.approx((0.6, 0.1, 6.0))
    assert told["t003"][4] == pytest.approx(1.0)
    assert all(row[5] < row[4] < row[6] for row in rows)
    assert told["t001"][7] == pytest.approx(-told["t002"][7])
    assert told["t003"][7] == pytest.approx(0)
    assert {row[8] for row in rows} == {2025}


def test_a_topic_that_was_not_there_before_has_no_growth_and_yet_rises(tmp_path: Path) -> None:
    span = range(2016, 2026)
    fresh = {year: 10 for year in span if year > 2020}
    with built(tmp_path, {"t001": fresh, "t002": dict.fromkeys(span, 10)}) as connection:
        row = connection.execute(
            "select growth, trend, recent_works, before_works from rising_topics where topic = 't001'"
        ).fetchone()
    assert row == (None, "rising", 50, 0)


def test_of_a_span_without_works_nothing_is_said(tmp_path: Path) -> None:
    with built(tmp_path, {"t001": {2024: 3, 2025: 4}}) as connection:
        assert connection.execute("select * from rising_topics").fetchall() == []
