"""The citation maps in the warehouse: coverage, suggestions, and what makes each link."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from synth.domain.reviews import Citations
from synth.maps import coupling
from synth.maps.references import Listed, resolve
from synth.stages import citations, cited
from synth.store import tables, warehouse
from tests.maps import twelve
from tests.stages.test_citations import TWELVE, planted
from tests.store import small_citations, small_warehouse

SCHEMA = small_warehouse.SCHEMA


def built(folder: Path, rows: list[dict[str, Any]], **more: list[dict[str, Any]]) -> Path:
    """Build a warehouse of these works and of what the stage citations says of them."""
    found = citations.measure(rows, Citations(links=50), day=date(2026, 11, 1))
    measured = {name: [dict(row) for row in give(found)] for name, give in cited.TABLES.items()}
    told: dict[str, list[dict[str, Any]]] = {"works": rows, **measured, **more}
    parquet = {name: folder / f"{name}.parquet" for name in tables.TABLES}
    for name, path in parquet.items():
        empty = dict.fromkeys(tables.TABLES[name].columns)
        tables.write(path, tables.TABLES[name], [{**empty, **row} for row in told.get(name, [])])
    warehouse.build(parquet=parquet, schema=SCHEMA, target=folder / "evidence.duckdb", about={"votes": "1"})
    return folder / "evidence.duckdb"


@pytest.fixture(scope="module")
def of_twelve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    decisions = [small_warehouse.decision(name, "include", "ada") for name in ("a", "i", "l")]
    path = built(tmp_path_factory.mktemp("twelve"), TWELVE, decisions=decisions)
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def test_coverage_says_how_much_is_known(of_twelve: duckdb.DuckDBPyConnection) -> None:
    rows = of_twelve.execute("select * from citation_coverage").fetchall()
    # 12 citations here; outside: x, y, x again, b again twice each, z. Of those included only i cites.
    assert rows == [("all", 12, 9, 9 / 12, 21, 12, 12 / 21), ("included", 3, 1, 1 / 3, 4, 1, 1 / 4)]


def test_coverage_has_a_row_also_where_nothing_is_included_or_known(tmp_path: Path) -> None:
    path = built(tmp_path, [small_warehouse.work("a", title="Belonging")])
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.execute("select * from citation_coverage").fetchall()
    assert rows == [("all", 1, 0, 0.0, 0, 0, None), ("included", 0, 0, None, 0, 0, None)]


def test_what_several_cite_and_is_not_here_is_suggested(of_twelve: duckdb.DuckDBPyConnection) -> None:
    rows = of_twelve.execute("select * from suggestions").fetchall()
    assert rows == [
        (twelve.X, 2, 1, 2 / 9),
        (twelve.Y, 2, 1, 2 / 9),
        (twelve.X_AGAIN, 2, 1, 2 / 9),
        (twelve.B_AGAIN, 2, 0, 2 / 9),
    ]


def makes(connection: duckdb.DuckDBPyConnection, kind: str, one: str, other: str) -> list[tuple[Any, Any]]:
    return connection.execute(
        "select work, identifier from link_works(?, ?, ?)", [kind, one, other]
    ).fetchall()


def test_a_co_citation_is_made_by_the_works_that_cite_both(of_twelve: duckdb.DuckDBPyConnection) -> None:
    assert makes(of_twelve, "co-citation", "a", "b") == [("c", None), ("d", None)]


def test_a_coupling_is_made_by_works_here_and_by_what_is_outside(
    of_twelve: duckdb.DuckDBPyConnection,
) -> None:
    assert makes(of_twelve, "coupling", "c", "d") == [("a", None), ("b", None)]
    assert makes(of_twelve, "coupling", "i", "k") == [(None, twelve.Y)]


def test_a_publication_outside_with_two_names_makes_a_coupling_once(
    of_twelve: duckdb.DuckDBPyConnection,
) -> None:
    assert makes(of_twelve, "coupling", "i", "j") == [(None, twelve.X)]


def test_a_citation_is_made_by_the_two_whichever_comes_first(of_twelve: duckdb.DuckDBPyConnection) -> None:
    assert makes(of_twelve, "direct", "c", "a") == makes(of_twelve, "direct", "a", "c") != []
    assert makes(of_twelve, "direct", "a", "c") == [("a", None), ("c", None)]
    assert makes(of_twelve, "direct", "a", "b") == makes(of_twelve, "direct", "a", "l") == []


@pytest.mark.parametrize("corpus", ["twelve", "planted"])
def test_every_link_is_made_by_as_many_as_it_says(tmp_path: Path, corpus: str) -> None:
    rows = TWELVE if corpus == "twelve" else planted(80)
    if corpus == "planted":  # with references outside, under two kinds of names
        for number, row in enumerate(rows):
            row["aliases"] = [row["work"], f"doi:{row['work']}", f"openalex:{row['work']}"]
            row["references"] = [*row["references"], f"doi:out{number % 9}", f"openalex:out{number % 7}"]
    with duckdb.connect(str(built(tmp_path, rows)), read_only=True) as connection:
        links = connection.execute("select kind, one, other, shared from links").fetchall()
        assert {kind for kind, *_ in links} == {"co-citation", "coupling"}
        for kind, one, other, shared in links:
            assert len(makes(connection, kind, one, other)) == shared, (kind, one, other)


def test_identifiers_that_may_name_works_here_are_listed_but_not_counted(tmp_path: Path) -> None:
    # Both cite b, which has no OpenAlex number here, and two OpenAlex numbers: one of these may be b.
    cites = ["b", "openalex:W8", "openalex:W9"]
    rows = [
        small_warehouse.work("a", title="One", references=cites),
        small_warehouse.work("b", title="Two"),
        small_warehouse.work("c", title="Three", references=cites),
    ]
    with duckdb.connect(str(built(tmp_path, rows)), read_only=True) as connection:
        assert connection.execute("select kind, one, other, shared from links").fetchall() == [
            ("coupling", "a", "c", 2)
        ]
        assert makes(connection, "coupling", "a", "c") == [
            ("b", None),
            (None, "openalex:W8"),
            (None, "openalex:W9"),
        ]


def test_the_small_warehouse_says_what_its_works_cite() -> None:
    works = [
        Listed(work=row["work"], aliases=row["aliases"], references=row["references"], year=row["year"])
        for row in small_warehouse.WORKS
    ]
    references = resolve(works)
    found = {
        (kind, references.works[one], references.works[other]): shared
        for kind, links in (
            ("co-citation", coupling.cocitation(references, most=9)),
            ("coupling", coupling.coupling(references, most=9)),
        )
        for one, other, shared in zip(
            links.one.tolist(), links.other.tolist(), links.shared.tolist(), strict=True
        )
    }
    assert found == {(row["kind"], row["one"], row["other"]): row["shared"] for row in small_citations.LINKS}
    measures = {row["work"]: row for row in small_citations.CITATION_MEASURES}
    for work, here, cited_here in zip(
        references.works, references.here.tolist(), references.cited.tolist(), strict=True
    ):
        assert (measures[work]["references_here"], measures[work]["cited_here"]) == (here, cited_here)
