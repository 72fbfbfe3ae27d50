from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from synth.domain.identifiers import WorkId
from synth.domain.records import Author, Kind, Record, Relation, RelationKind, Status
from synth.errors import WarehouseError
from synth.store import records, tables

OLD, NEW = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)


def record(
    title: str = "Belonging", *, ids: tuple[str, ...] = ("openalex:W1",), native: str = "W1"
) -> Record:
    return Record(source="openalex", native=native, ids=tuple(map(WorkId, ids)), title=title)


def collected(path: Path, *accounts: tuple[Record, str, int, datetime | None]) -> list[dict[str, object]]:
    with records.collect(records=path / "records.parquet", found=path / "found.parquet") as collecting:
        for account, answer, place, at in accounts:
            collecting.add(account, answer=answer, place=place, at=at)
    return list(tables.read(path / "records.parquet", tables.RECORDS))


def test_every_field_survives_the_way_to_disk(tmp_path: Path) -> None:
    full = Record(
        source="pubmed",
        native="12",
        ids=(WorkId("doi:10.1002/(a)1<x>;2,3"), WorkId("pubmed:12")),
        title='Zugehörigkeit — «quoted", \n two lines \U0001f469\u200d\u2695',
        original_title="归属感",
        abstract="Background: a\nMethods: b",
        authors=(
            Author(name="O'Neill A", family="O'Neill", orcid="0000-0001-2345-6789", affiliations=("X", "Y")),
        ),
        year=2024,
        date="2024-05",
        issn=("1234-567X",),
        type=Kind.ARTICLE,
        keywords=("a", "b"),
        references=(WorkId("doi:10.1/z"),),
        cited_by_count=0,
        status=Status.RETRACTED,
        relations=(Relation(kind=RelationKind.RETRACTED_BY, target=WorkId("pubmed:13")),),
    )
    (row,) = collected(tmp_path, (full, "pubmed/a", 1, OLD))
    expected = records.row_of(full)
    for name, value in expected.items():
        wanted = list(value) if isinstance(value, tuple) else value
        if name == "authors":
            wanted = [{**author, "affiliations": list(author["affiliations"])} for author in value]
        assert row[name] == wanted, name
    assert row["first_ids"] == list(full.ids)
    assert row["retrieved_at"] == OLD.replace(tzinfo=None)


def test_the_latest_account_counts_and_the_first_names(tmp_path: Path) -> None:
    first = record("Old title")
    later = record("New title", ids=("doi:10.1/a", "openalex:W1"))
    (row,) = collected(tmp_path, (later, "b", 1, NEW), (first, "a", 1, OLD))
    assert (row["title"], row["answer"]) == ("New title", "b")
    assert row["first_ids"] == ["openalex:W1"]
    assert row["first_at"] == OLD.replace(tzinfo=None)


def test_an_answer_that_no_longer_counts_tells_only_when_and_under_which_name(tmp_path: Path) -> None:
    first, later = record("Old title"), record("New title", ids=("doi:10.1/a", "openalex:W1"))
    gone = record("Gone", native="W2")
    with records.collect(records=tmp_path / "records.parquet", found=tmp_path / "found.parquet") as adding:
        adding.add(first, answer="dropped", place=1, at=OLD, counts=False)
        adding.add(gone, answer="dropped", place=2, at=OLD, counts=False)
        adding.add(later, answer="current", place=1, at=NEW)
        adding.add(first, answer="dropped later", place=1, at=datetime(2027, 1, 1, tzinfo=UTC), counts=False)
    (row,) = tables.read(tmp_path / "records.parquet", tables.RECORDS)
    assert (row["title"], row["answer"], row["ids"]) == ("New title", "current", list(later.ids))
    assert (row["first_ids"], row["first_at"]) == (["openalex:W1"], OLD.replace(tzinfo=None))
    (found,) = tables.read(tmp_path / "found.parquet", tables.FOUND)
    assert found["answer"] == "current"


def test_a_record_is_listed_wherever_it_was_found(tmp_path: Path) -> None:
    collected(tmp_path, (record(), "a", 3, OLD), (record(), "b", 1, OLD), (record(), "b", 1, OLD))
    found = [tuple(row.values()) for row in tables.read(tmp_path / "found.parquet", tables.FOUND)]
    assert found == [("openalex/W1", "a", 3), ("openalex/W1", "b", 1)]


def test_an_account_without_a_moment_is_the_latest(tmp_path: Path) -> None:
    (row,) = collected(tmp_path, (record("by hand"), "imports/x", 1, None), (record("asked"), "a", 1, NEW))
    assert row["title"] == "by hand"
    assert row["first_at"] == NEW.replace(tzinfo=None)


def test_the_same_accounts_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    accounts = [(record(f"T{n}", native=f"W{n % 7}"), f"a{n}", 1, OLD) for n in range(40)]
    collected(tmp_path / "one", *accounts)
    collected(tmp_path / "two", *reversed(accounts))
    for name in ("records.parquet", "found.parquet"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_text_that_no_file_can_hold_loses_that_character_only(tmp_path: Path) -> None:
    (row,) = collected(tmp_path, (record("a\ud83db"), "a", 1, OLD))
    assert row["title"] == "a?b"


def test_no_record_at_all_is_an_empty_table(tmp_path: Path) -> None:
    assert collected(tmp_path) == []


def test_a_missing_table_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="dvc repro"):
        list(tables.read(tmp_path / "works.parquet", tables.WORKS))


def test_a_table_of_another_version_says_what_to_run(tmp_path: Path) -> None:
    tables.write(tmp_path / "x.parquet", tables.FOUND, [{"record": "a", "answer": "b", "place": 1}])
    with pytest.raises(WarehouseError, match="dvc repro"):
        list(tables.read(tmp_path / "x.parquet", tables.WORKS))


@pytest.mark.parametrize("table", tables.TABLES.values(), ids=lambda table: str(table.name))
def test_a_table_is_sorted_by_columns_it_has(table: tables.Table) -> None:
    assert set(table.order) <= set(table.columns)
