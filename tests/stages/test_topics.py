"""The stage topics: its tables, the same bytes again, and what a refresh leaves as it was."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from synth.errors import UserError
from synth.paths import Places
from synth.stages import topics
from synth.store import tables
from tests.maps.small_corpus import corpus, sizes

ROOT = Path(__file__).resolve().parents[2]
MADE = ("topics", "work_topics", "topic_drift", "topic_numbers", "topic_places")
Rows = list[dict[str, Any]]


def works(counts: Mapping[str, int], *, seed: int = 1, prefix: str = "w") -> Rows:
    names, texts, _ = corpus(dict(counts), seed=seed, prefix=prefix)
    return [
        {
            "work": name,
            "records": [f"openalex/{name}"],
            "title": text.title,
            "abstract": text.abstract,
            "keywords": [],
            "year": 2010 + place % 12,
        }
        for place, (name, text) in enumerate(zip(names, texts, strict=True))
    ]


@pytest.fixture
def places(tmp_path: Path) -> Places:
    (tmp_path / "queries").mkdir()
    review = (ROOT / "queries" / "review.toml").read_text(encoding="utf-8")
    assert "\nleast = 4\n" in review
    assert "\nmost = 30\n" in review
    small = review.replace("\nmost = 30\n", "\nmost = 8\n").replace("\nleast = 4\n", "\nleast = 2\n")
    (tmp_path / "queries" / "review.toml").write_text(small, encoding="utf-8")
    (tmp_path / "queries" / "thesaurus.csv").write_text("term,counts_as,note\n", encoding="utf-8")
    return Places(tmp_path, "demo")


def run(places: Places, rows: Rows, *, inside: Sequence[str] = (), as_of: str = "2026-11-01") -> None:
    names = tables.WORKS.columns
    tables.write(places.table("works"), tables.WORKS, ({**dict.fromkeys(names), **row} for row in rows))
    tables.write(places.table("scoped"), tables.TABLES["scoped"], ({"work": work} for work in inside))
    places.period.write_text(json.dumps({"as_of": as_of, "gaps": []}), encoding="utf-8")
    topics.run(places)


def table(places: Places, name: str) -> Rows:
    return list(tables.read(places.table(name), tables.TABLES[name]))


def made(places: Places) -> dict[str, bytes]:
    return {name: places.table(name).read_bytes() for name in MADE}


THREE = works(sizes("placement", "surgery", "school", each=30))


def test_each_topic_is_named_described_and_placed(places: Places) -> None:
    run(places, THREE)
    found = table(places, "topics")
    assert [row["topic"] for row in found] == ["t001", "t002", "t003"]
    assert [row["place"] for row in found] == [1, 2, 3]
    assert sum(row["works"] for row in found) == 90
    main = {row["work"]: row["topic"] for row in table(places, "work_topics") if row["main"]}
    titles = {row["work"]: row["title"] for row in THREE}
    for row in found:
        assert row["label"] and row["label"].split(", ")[0] in row["terms"]
        assert row["description"].startswith(f"{row['works']} works, mostly on ")
        assert all(main[work] == row["topic"] for work in row["central"])
        assert titles[row["central"][0]] in row["description"]
        assert str(row["since"]) == "2026-11-01"
    assert {row["work"] for row in table(places, "topic_places")} == set(titles)
    numbers = table(places, "topic_numbers")
    assert [row["topics"] for row in numbers if row["chosen"]] == [3]
    assert table(places, "topic_drift") == []


def test_the_weights_of_a_work_add_up_to_one_at_most_and_one_of_its_topics_is_the_main_one(
    places: Places,
) -> None:
    run(places, THREE)
    with duckdb.connect() as connection:
        most, mains = connection.execute(
            "select max(total), count(*) filter (where mains <> 1)"
            " from (select sum(weight) as total, sum(main::int) as mains"
            f" from read_parquet('{places.table('work_topics')}') group by work)"
        ).fetchall()[0]
    assert most <= 1.000002
    assert mains == 0


def test_run_again_on_the_same_works_it_gives_the_same_bytes(places: Places) -> None:
    run(places, THREE)
    first = made(places)
    run(places, THREE)
    assert made(places) == first
    more = [*THREE, *works(sizes("placement", "school", each=3), seed=5, prefix="x")]
    run(places, more)
    second = made(places)
    run(places, more)
    assert made(places) == second
    assert second != first


def test_the_thesaurus_says_what_a_topic_is_called_in_and_old_works_keep_their_topic(places: Places) -> None:
    run(places, THREE)
    before = {row["work"]: row["topic"] for row in table(places, "work_topics") if row["main"]}
    first, _, _ = table(places, "topics")
    lead, second = first["terms"][:2]
    places.thesaurus.write_text(
        f"term,counts_as,note\n{lead},heliotropes,as people here say\n{second},,\n", encoding="utf-8"
    )
    run(places, THREE)
    renamed = table(places, "topics")[0]
    assert "heliotropes" in renamed["label"]
    assert not {lead, second} & set(renamed["terms"])
    assert {row["work"]: row["topic"] for row in table(places, "work_topics") if row["main"]} == before


def test_a_line_of_the_thesaurus_that_cannot_be_followed_stops_the_stage(places: Places) -> None:
    run(places, THREE)
    first = made(places)
    places.thesaurus.write_text("term,counts_as,note\nnurses,nurse,\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"^queries/thesaurus.csv: line 2: counts_as: 'nurse' and 'nurses'"):
        run(places, THREE)
    assert made(places) == first


def test_a_refresh_keeps_topics_places_and_since_and_says_what_changed(places: Places) -> None:
    run(places, THREE)
    before = {row["work"]: row["topic"] for row in table(places, "work_topics") if row["main"]}
    more = [*THREE, *works(sizes("suicide", each=30), seed=5, prefix="x")]
    run(places, more, as_of="2026-12-01")
    changed = {row["topic"]: row["change"] for row in table(places, "topic_drift")}
    assert changed == {"t001": "kept", "t002": "kept", "t003": "kept", "t004": "new"}
    since = {row["topic"]: str(row["since"]) for row in table(places, "topics")}
    assert since["t001"] == "2026-11-01"
    assert since["t004"] == "2026-12-01"
    now = {row["work"]: row["topic"] for row in table(places, "work_topics") if row["main"]}
    assert sum(now[work] == topic for work, topic in before.items()) >= 0.95 * len(before)
    moved = {row["work"]: row["moved"] for row in table(places, "topic_places")}
    assert all(moved[row["work"]] is not None for row in THREE)
    assert all(far is None for work, far in moved.items() if work.startswith("x"))
    numbers = json.loads((places.metrics / "topics.json").read_text(encoding="utf-8"))
    assert numbers["changes"]["kept"] == 3
    assert numbers["topics"] == 4


def test_a_later_day_alone_makes_no_topic_younger(places: Places) -> None:
    run(places, THREE)
    run(places, THREE, as_of="2026-12-01")
    assert {str(row["since"]) for row in table(places, "topics")} == {"2026-11-01"}
    assert table(places, "topic_drift") == []


def test_topics_may_be_made_of_the_included_works_alone(places: Places) -> None:
    review = places.review.read_text(encoding="utf-8")
    assert '\nscope = "all"\n' in review
    places.review.write_text(review.replace('\nscope = "all"\n', '\nscope = "included"\n'), encoding="utf-8")
    inside = [row["work"] for row in THREE[:40]]
    run(places, THREE, inside=inside)
    assert sorted(row["work"] for row in table(places, "topic_places")) == sorted(inside)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_few_works_are_no_reason_to_fail(places: Places, count: int) -> None:
    run(places, THREE[:count])
    assert len(table(places, "topic_places")) == count
    assert len(table(places, "topics")) <= 1


def test_all_works_may_leave(places: Places) -> None:
    run(places, THREE)
    run(places, [])
    assert {row["change"] for row in table(places, "topic_drift")} == {"vanished"}
    run(places, THREE)
    assert [row["topic"] for row in table(places, "topics")] == ["t004", "t005", "t006"]
