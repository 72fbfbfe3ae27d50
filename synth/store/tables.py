"""
The Parquet files between stages: their columns, and how they are written and read.

Rows go to DuckDB as JSON lines on disk, so that memory stays flat however many there are; DuckDB
sorts them and writes Parquet, the same bytes for the same rows.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TextIO

import duckdb

from synth.errors import WarehouseError

Row = Mapping[str, Any]
LARGEST_ROW = 16 * 1024 * 1024  # bytes of JSON; the longest author lists come to one or two MB

AUTHORS = "struct(name varchar, family varchar, given varchar, orcid varchar, affiliations varchar[])[]"
RELATIONS = "struct(kind varchar, target varchar, date varchar)[]"

# What a source says of a publication: the columns that a record and a work's account share.
ACCOUNT = {
    "title": "varchar",
    "original_title": "varchar",
    "abstract": "varchar",
    "authors": AUTHORS,
    "year": "integer",
    "date": "varchar",
    "venue": "varchar",
    "publisher": "varchar",
    "issn": "varchar[]",
    "volume": "varchar",
    "issue": "varchar",
    "pages": "varchar",
    "type": "varchar",
    "source_type": "varchar",
    "language": "varchar",
    "keywords": "varchar[]",
    "subjects": "varchar[]",
    "references": "varchar[]",
    "reference_count": "integer",
    "cited_by_count": "integer",
    "oa_url": "varchar",
    "oa_status": "varchar",
    "licence": "varchar",
    "status": "varchar",
    "relations": RELATIONS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One kind of Parquet file: its columns with their DuckDB types, and what its rows are sorted by."""

    name: str
    columns: Mapping[str, str]
    order: tuple[str, ...]


# One row a record: its latest account. `first_at` is when it was first retrieved; `retrieved_at` and `answer`
# say which answer this account was read from (the file below the raw folder, or the imported file).
# `ids` are the identifiers given now, `first_ids` those of the first account: a work's id comes from these.
RECORDS = Table(
    name="records",
    columns={
        "record": "varchar",
        "source": "varchar",
        "native": "varchar",
        "ids": "varchar[]",
        "first_ids": "varchar[]",
        "first_at": "timestamp",
        "retrieved_at": "timestamp",
        "answer": "varchar",
        **ACCOUNT,
    },
    order=("record",),
)
# One row for each time a search's answer held a record.
FOUND = Table(
    name="found",
    columns={"record": "varchar", "answer": "varchar", "place": "integer"},
    order=("record", "answer", "place"),
)
# One row an answer that was parsed (imports: one a file).
ANSWERS = Table(
    name="answers",
    columns={
        "answer": "varchar",
        "source": "varchar",
        "search": "varchar",
        "request": "varchar",
        "retrieved_at": "timestamp",
        "status": "integer",
        "sha256": "varchar",
        "bytes": "bigint",
        "records": "integer",
    },
    order=("answer",),
)
# One row a search of a source: the runs of the harvest as the ledger has them.
SEARCHES = Table(
    name="searches",
    columns={
        "source": "varchar",
        "search": "varchar",
        "key": "varchar",
        "text": "varchar",
        "as_of": "date",
        "since": "date",
        "state": "varchar",  # complete, gap
        "hits": "integer",
        "requests": "integer",
        "asked_at": "timestamp",
        "reason": "varchar",
    },
    order=("source", "search", "key", "as_of", "asked_at", "state"),
)
# One row a work: its id, all its identifiers, its records, and the account chosen from them.
WORKS = Table(
    name="works",
    columns={
        "work": "varchar",
        "aliases": "varchar[]",
        "records": "varchar[]",
        "first_at": "timestamp",
        **ACCOUNT,
    },
    order=("work",),
)
# One row for each field of a work's account: the record it was taken from.
LINEAGE = Table(
    name="lineage",
    columns={"work": "varchar", "field": "varchar", "record": "varchar"},
    order=("work", "field", "record"),
)
# One row for each pair of records that was joined directly, and why.
MERGES = Table(
    name="merges",
    columns={
        "work": "varchar",
        "record": "varchar",
        "other": "varchar",
        "rule": "varchar",
        "value": "varchar",
    },
    order=("work", "record", "other", "rule", "value"),
)
# One row a decision line; `work` is the id of today's works, `decided` the identifier it was made on.
DECISIONS = Table(
    name="decisions",
    columns={
        "decided_at": "timestamp",
        "reviewer": "varchar",
        "stage": "varchar",
        "work": "varchar",
        "decided": "varchar",
        "record": "varchar",
        "verdict": "varchar",
        "reason": "varchar",
        "note": "varchar",
        "labels": "varchar[]",
        "key": "varchar",
        "standing": "boolean",
        "synthetic": "boolean",
    },
    order=("decided_at", "reviewer", "decided", "key"),
)
# One row a work, in the order to be read; `score` is the model's, higher is more likely relevant.
RANKING = Table(
    name="ranking",
    columns={
        "work": "varchar",
        "rank": "integer",
        "score": "double",
        "model": "varchar",
        "decided": "boolean",
    },
    order=("rank",),
)

TABLES = {
    table.name: table
    for table in (RECORDS, FOUND, ANSWERS, SEARCHES, WORKS, LINEAGE, MERGES, DECISIONS, RANKING)
}


def connect(folder: Path) -> duckdb.DuckDBPyConnection:
    """Open an empty database in ``folder`` that keeps to a bounded memory and spills the rest there."""
    connection = duckdb.connect(str(folder / "work.duckdb"))
    connection.execute("set preserve_insertion_order = true")
    connection.execute("set memory_limit = '256MB'")
    connection.execute("set threads = 1")  # a second one holds more and is no faster
    connection.execute("set timezone = 'UTC'")
    connection.execute(f"set temp_directory = {_quoted(folder)}")
    return connection


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def from_lines(lines: Path, table: Table) -> str:
    """Give the statement that reads a table's rows from JSON lines."""
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in table.columns.items())
    return (
        f"select * from read_json({_quoted(lines)}, format = 'newline_delimited',"
        f" columns = {{{columns}}}, maximum_object_size = {LARGEST_ROW})"
    )


def write_line(stream: TextIO, row: Row) -> None:
    """Write one row as one line of JSON; a lone surrogate, which no Parquet can hold, becomes ``?``."""
    line = json.dumps(row, ensure_ascii=False, default=str)
    stream.write(line.encode("utf-8", "replace").decode("utf-8"))
    stream.write("\n")


def write(path: Path, table: Table, rows: Iterable[Row]) -> None:
    """
    Write rows as Parquet, sorted, beside ``path`` and then renamed.
    """
    with writing(path, table) as add:
        for row in rows:
            add(row)


@contextmanager
def writing(path: Path, table: Table) -> Iterator[Callable[[Row], None]]:
    """Take rows one by one, and write them as ``write`` does when all are in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{table.name}-", dir=path.parent) as name:
        folder = Path(name)
        lines = folder / "rows.jsonl"
        with lines.open("w", encoding="utf-8") as stream:
            yield partial(write_line, stream)
        with connect(folder) as connection:
            publish(connection, from_lines(lines, table), table=table, path=path, folder=folder)


def publish(
    connection: duckdb.DuckDBPyConnection, statement: str, *, table: Table, path: Path, folder: Path
) -> None:
    """Write a statement's rows as this table's Parquet file: sorted, whole, by rename."""
    names = ", ".join(f'"{name}"' for name in table.columns)
    order = ", ".join(f'"{name}" nulls first' for name in table.order) or "1"
    whole = folder / "whole.parquet"
    connection.execute(
        f"copy (select {names} from ({statement}) order by {order})"
        f" to {_quoted(whole)} (format parquet, compression zstd, row_group_size 8192)"
    )
    whole.replace(path)


def read(path: Path, table: Table, *, columns: tuple[str, ...] = ()) -> Iterator[dict[str, Any]]:
    """
    Give the rows of a Parquet file in their order, as dictionaries, all columns or those named.

    Raises WarehouseError where the file is missing or has other columns.
    """
    if not path.exists():
        raise WarehouseError(f"{path.name} has not been built yet: run `dvc repro`")
    chosen = ", ".join(f'"{name}"' for name in columns or tuple(table.columns))
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        try:
            cursor = connection.execute(f"select {chosen} from read_parquet({_quoted(path)})")
        except duckdb.Error as error:
            raise WarehouseError(
                f"{path.name} is not the table this version writes ({error}): run `dvc repro --force`"
            ) from error
        names = [column[0] for column in cursor.description or ()]
        while rows := cursor.fetchmany(1000):
            for row in rows:
                yield dict(zip(names, row, strict=True))
