"""Records on their way to works, and works on their way to disk; what has not changed is not made anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO

import duckdb

from synth.domain.identifiers import WorkId
from synth.domain.records import Work
from synth.store import tables
from synth.store.columns import Table

Row = dict[str, Any]

# What is kept of each work for the next run: its account, all that is told of it, and what it rests on.
ACCOUNTS = Table(
    name="accounts",
    columns={
        **tables.WORKS.columns,
        "lineage": "struct(field varchar, record varchar, why varchar)[]",
        "disagreements": "struct(field varchar, record varchar, value varchar, differs boolean)[]",
        "print": "varchar",
    },
    order=("work",),
)
_PLACES = Table(
    name="places",
    columns={
        "number": "integer",
        "work": "varchar",
        "print": "varchar",
        "record": "varchar",
        "place": "integer",
    },
    order=("number", "place"),
)

# The works of which every record is there, and in no group.
_REST = """
    select work
    from (select work, unnest(records) as record from kept)
    group by work
    having bool_and(record not in (select record from places) and record in (select record from records))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The records that a work is made of; ``print`` stands for all else that its account rests on."""

    work: WorkId
    records: tuple[str, ...]
    print: str


class Accounts:
    """
    The works to be made anew, and those made on their way to disk.

    ``changed`` are the numbers of the groups whose account was not known before.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, stream: TextIO) -> None:
        self._connection = connection
        self._stream = stream
        found = connection.execute("select number, print from changed order by number").fetchall()
        self._prints = dict(found)
        self.changed = [number for number, _ in found]

    def rows(self) -> Iterator[tuple[int, Row]]:
        """
        Give the rows of records of the changed groups with their numbers, in the order in the group.

        DuckDB sorts them, on disk where they are many: the memory needed does not grow with them.
        """
        cursor = self._connection.execute(
            """
            select places.number, records.*
            from records
            join places on places.record = records.record
            join changed on changed.number = places.number
            order by places.number, places.place
            """
        )
        names = [column[0] for column in cursor.description or ()][1:]
        while rows := cursor.fetchmany(1000):
            for number, *values in rows:
                yield number, dict(zip(names, values, strict=True))

    def add(self, number: int, work: Work) -> None:
        """Write the work of a group; nothing of it is held in memory."""
        lineage = [{"field": one.field, "record": one.record, "why": one.why} for one in work.lineage]
        told = [
            {"field": one.field, "record": one.record, "value": one.value, "differs": one.differs}
            for one in work.disagreements
        ]
        more = {"lineage": lineage, "disagreements": told, "print": self._prints[number]}
        tables.write_line(self._stream, {**row_of(work), **more})


@contextmanager
def collect(*, records: Path, groups: Iterable[Group], kept: Path, rest: bool = False) -> Iterator[Accounts]:
    """
    Take works, and write ``works``, ``lineage`` and ``disagreements`` beside ``records`` when all are in.

    ``kept`` has the works of the last run: those whose group and records are the same as then are
    taken from there, and need not be added. What is there afterwards is this run's.
    ``rest``: the groups are not all; kept works of other records stand.
    """
    kept.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".works-", dir=records.parent) as name:
        folder = Path(name)
        tables.write(folder / "places.parquet", _PLACES, _places(groups))
        lines = folder / "works.jsonl"
        with tables.connect(folder) as connection:
            _compare(connection, records=records, places=folder / "places.parquet", kept=kept)
            with lines.open("w", encoding="utf-8") as stream:
                yield Accounts(connection, stream)
            _publish(connection, lines, kept=kept, folder=folder, build=records.parent, rest=rest)


def _places(groups: Iterable[Group]) -> Iterator[Row]:
    for number, group in enumerate(groups):
        for place, record in enumerate(group.records):
            named = {"number": number, "work": group.work, "print": group.print}
            yield {**named, "record": record, "place": place}


def _compare(connection: duckdb.DuckDBPyConnection, *, records: Path, places: Path, kept: Path) -> None:
    """
    Say which groups have changed: their ``print`` and the hashes of their records are other than kept.

    DuckDB's hashes hold for one version of it; with another one every work is made anew.
    """
    connection.execute(f"create view records as from read_parquet({tables.quoted(records)})")
    connection.execute(f"create table places as from read_parquet({tables.quoted(places)})")
    connection.execute(f"create view kept as {_kept(kept)}")
    connection.execute(
        """
        create table changed as
        with hashed as (
            select record, hash(records)::varchar as print
            from records
            where record in (select record from places)
        ),
        known as (
            select places.number, places.work,
                   places.print || ' ' || string_agg(hashed.print, ' ' order by places.place) as print
            from places
            left join hashed on hashed.record = places.record
            group by places.number, places.work, places.print
        )
        select known.number, known.work, known.print
        from known
        left join kept on kept.work = known.work and kept.print = known.print
        where kept.work is null
        """
    )


def _kept(path: Path) -> str:
    """Give the statement for the works of the last run; what cannot be read is as if it were not there."""
    columns = ", ".join(f'"{name}"' for name in ACCOUNTS.columns)
    statement = f"select {columns} from read_parquet({tables.quoted(path)})"
    nothing = ", ".join(f'null::{kind} as "{name}"' for name, kind in ACCOUNTS.columns.items())
    try:
        with duckdb.connect() as connection:
            connection.execute(f"select max(hash(kept)) from ({statement}) as kept")  # every page is read
    except duckdb.Error:
        return f"select {nothing} where false"
    return statement


def _publish(
    connection: duckdb.DuckDBPyConnection,
    lines: Path,
    *,
    kept: Path,
    folder: Path,
    build: Path,
    rest: bool,
) -> None:
    """Write what is kept for the next run, and from it the tables of this one."""
    names = ", ".join(f'"{name}"' for name in ACCOUNTS.columns)
    standing = f"""
        select {names} from ({tables.from_lines(lines, ACCOUNTS)})
        union all
        select {names} from kept
        where (work in (select work from places) and work not in (select work from changed))
        {f"or work in ({_REST})" if rest else ""}
    """
    tables.publish(connection, standing, table=ACCOUNTS, path=kept, folder=folder)
    told = f"from read_parquet({tables.quoted(kept)})"
    for table, statement in (
        (tables.WORKS, f"select * {told}"),
        (tables.LINEAGE, f"select work, unnest(lineage, recursive := true) {told}"),
        (tables.DISAGREEMENTS, f"select work, unnest(disagreements, recursive := true) {told}"),
    ):
        path = build / f"{table.name}.parquet"
        tables.publish(connection, statement, table=table, path=path, folder=folder)


def row_of(work: Work) -> Row:
    """Give a work as a row of works."""
    return {
        "work": work.id,
        "aliases": work.aliases,
        "records": work.records,
        "first_at": work.first_at,
        **work.account,
    }
