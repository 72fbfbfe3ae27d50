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
from functools import partial
from pathlib import Path
from typing import Any, TextIO

import duckdb

from synth.errors import WarehouseError
from synth.store.coded import CODED
from synth.store.columns import ACCOUNT as ACCOUNT
from synth.store.columns import Table as Table
from synth.store.mapped import CITED, MAPPED, SCOPED
from synth.store.merged import DISAGREEMENTS as DISAGREEMENTS
from synth.store.merged import LINEAGE as LINEAGE
from synth.store.merged import PAIRS as PAIRS
from synth.store.merged import RELATIONS as RELATIONS
from synth.store.merged import WORKS as WORKS
from synth.store.ranked import CALIBRATION as CALIBRATION
from synth.store.ranked import CONTRADICTIONS as CONTRADICTIONS
from synth.store.ranked import DECISIONS as DECISIONS
from synth.store.ranked import DOUBTS as DOUBTS
from synth.store.ranked import EXCLUSION_REASONS as EXCLUSION_REASONS
from synth.store.ranked import NEIGHBOURS as NEIGHBOURS
from synth.store.ranked import RANKED
from synth.store.ranked import RANKING as RANKING
from synth.store.ranked import READING as READING
from synth.store.ranked import REASONS as REASONS
from synth.store.ranked import STATEMENTS as STATEMENTS

Row = Mapping[str, Any]
LARGEST_ROW = 16 * 1024 * 1024  # bytes of JSON; the longest author lists come to one or two MB

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
        "unread": "integer",
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

TABLES = {
    table.name: table
    for table in (
        *(RECORDS, FOUND, ANSWERS, SEARCHES, WORKS, LINEAGE, DISAGREEMENTS, PAIRS, RELATIONS),
        *(*RANKED, SCOPED, *CODED, *MAPPED, *CITED),
    )
}


def connect(folder: Path) -> duckdb.DuckDBPyConnection:
    """Open an empty database in ``folder`` that keeps to a bounded memory and spills the rest there."""
    connection = duckdb.connect(str(folder / "work.duckdb"))
    connection.execute("set preserve_insertion_order = true")
    connection.execute("set memory_limit = '1GB'")  # half of it sorts 200,000 records
    connection.execute("set threads = 1")  # a second one holds more and is no faster
    connection.execute("set timezone = 'UTC'")
    connection.execute(f"set temp_directory = {quoted(folder)}")
    return connection


def quoted(path: Path) -> str:
    """Write a path as a text in SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def from_lines(lines: Path, table: Table) -> str:
    """Give the statement that reads a table's rows from JSON lines."""
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in table.columns.items())
    return (
        f"select * from read_json({quoted(lines)}, format = 'newline_delimited',"
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
        f" to {quoted(whole)} (format parquet, compression zstd, row_group_size 8192)"
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
            cursor = connection.execute(f"select {chosen} from read_parquet({quoted(path)})")
        except duckdb.Error as error:
            raise WarehouseError(
                f"{path.name} is not the table this version writes ({error}): run `dvc repro --force`"
            ) from error
        names = [column[0] for column in cursor.description or ()]
        while rows := cursor.fetchmany(1000):
            for row in rows:
                yield dict(zip(names, row, strict=True))
