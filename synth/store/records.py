"""Accounts of publications, as they were read, into the tables of records and where each was found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO

import duckdb

from synth.domain.records import Record
from synth.store import tables

ACCOUNTS = tables.Table(
    name="accounts",
    columns={
        **{name: kind for name, kind in tables.RECORDS.columns.items() if not name.startswith("first_")},
        "place": "integer",
        "counts": "boolean",
    },
    order=("record", "retrieved_at", "answer", "place"),
)


def row_of(record: Record) -> dict[str, Any]:
    """Give a record as a row: its account and its names, lists and structs as JSON has them."""
    row: dict[str, Any] = {name: getattr(record, name) for name in tables.ACCOUNT}
    row["authors"] = [
        {name: getattr(author, name) for name in ("name", "family", "given", "orcid", "affiliations")}
        for author in record.authors
    ]
    row["relations"] = [
        {"kind": relation.kind, "target": relation.target, "date": relation.date}
        for relation in record.relations
    ]
    return {
        "record": record.key,
        "source": record.source,
        "native": record.native,
        "ids": record.ids,
        **row,
    }


class Accounts:
    """Accounts on their way to disk; nothing is held in memory."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def add(
        self, record: Record, *, answer: str, place: int, at: datetime | None, counts: bool = True
    ) -> None:
        """
        Note that ``answer`` held this record at ``place`` (counted from 1; in a file the line).

        One that does not count, of a search that was dropped, only tells when the record was retrieved
        and what it was called then.
        """
        row = row_of(record) if counts else {"record": record.key, "ids": record.ids}
        moment = at.isoformat() if at else None
        where = {"answer": answer, "place": place, "retrieved_at": moment, "counts": counts}
        tables.write_line(self._stream, {**row, **where})


@contextmanager
def collect(*, records: Path, found: Path) -> Iterator[Accounts]:
    """
    Take accounts, and write ``records`` and ``found`` when all are in.

    A record's row is its latest account that counts; its first account, whether that counts or not, gives
    ``first_ids`` and ``first_at``. So what is searched for now moves no work's id.
    An account without a moment (a file put into imports by hand) counts as later than all others.
    """
    records.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".records-", dir=records.parent) as name:
        folder = Path(name)
        lines = folder / "accounts.jsonl"
        with lines.open("w", encoding="utf-8") as stream:
            yield Accounts(stream)
        with tables.connect(folder) as connection:
            connection.execute(f"create table accounts as {tables.from_lines(lines, ACCOUNTS)}")
            connection.execute(
                """
                create table standing as
                with moments as (
                    select record, answer, place, ids, retrieved_at, counts, rowid as line,
                           coalesce(retrieved_at, 'infinity'::timestamp) as moment
                    from accounts
                )
                select record,
                       arg_min(ids, (moment, answer, place)) as first_ids,
                       min(retrieved_at) as first_at,
                       arg_max(line, (moment, answer, place)) filter (counts) as line
                from moments
                group by record
                having bool_or(counts)
                """
            )
            tables.publish(
                connection,
                """
                select accounts.*, standing.first_ids, standing.first_at
                from accounts join standing on accounts.rowid = standing.line
                """,
                table=tables.RECORDS,
                path=records,
                folder=folder,
            )
            tables.publish(
                connection,
                "select distinct record, answer, place from accounts where counts",
                table=tables.FOUND,
                path=found,
                folder=folder,
            )


def linked(path: Path) -> Iterator[dict[str, Any]]:
    """Give, of the records that link to another publication or by kind or status imply one, what says so."""
    with duckdb.connect() as connection:
        cursor = connection.execute(
            """
            select record, source, type, status, relations
            from read_parquet($path)
            where len(relations) > 0 or type in ('erratum', 'retraction')
               or status in ('retracted', 'concern', 'corrected')
            """,
            {"path": str(path)},
        )
        names = [column[0] for column in cursor.description or ()]
        while rows := cursor.fetchmany(1000):
            for row in rows:
                yield dict(zip(names, row, strict=True))
