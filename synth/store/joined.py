"""What the warehouse knows of two records: what joined or parted them, what waits, what they say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from synth.domain import identifiers
from synth.domain.identifiers import WorkId
from synth.domain.pairs import Names
from synth.errors import UserError
from synth.store import warehouse

Row = dict[str, Any]

# What a work's story tells of its records: what joined and parted them, which gave what, where they differ,
# and to which other works they lead. One statement each, about the work $id.
PARTS = {
    "merges": """
        select record, other, rule, value, score, reasons, decided_by
        from merges
        where work = $id
        order by record, other
    """,
    "apart": """
        select record, other, work, other_work, outcome, verdict, decided_by, refused, reasons
        from pairs
        where $id in (work, other_work)
          and (refused is not null or verdict in ('different', 'related')
               or (outcome = 'doubtful' and verdict is null and work <> other_work))
        order by record, other
    """,
    "relations": """
        select kind, coalesce(target, other_work) as target, other_work as target_work,
               nullif(works.title, '') as title, told_by
        from (
            select kind, null as target, other_work, array_to_string(told_by, ', ') as told_by
            from related
            where work = $id
            union all
            select distinct kind, target, null, origin || ': ' || told_by
            from relations
            where work = $id and target_work is null
        )
        left join works on works.work = other_work
        order by kind, target, told_by
    """,
    "lineage": """
        with reasons as (
            select record, why, string_agg(field, ', ' order by field) as fields
            from lineage
            where work = $id
            group by record, why
        )
        select record, string_agg(fields || ' (' || why || ')', '; ' order by why) as fields
        from reasons
        group by record
        order by record
    """,
    "origins": "select field, record, why from lineage where work = $id order by field, record",
    "standings": """
        with grave (kind, notice, word, place) as (
            values ('retracted_by', 'retraction_of', 'retracted', 1),
                   ('has_concern', 'concern_about', 'concern', 2),
                   ('has_erratum', 'erratum_of', 'corrected', 3)
        ),
        told as (
            select *, if(origin = 'matched', 'found by matching', told_by) as teller,
                   coalesce(target, target_work) as notice
            from relations
        ),
        said as (
            select word, place, "date", teller, told.notice as target, target_work
            from told
            join grave using (kind)
            where work = $id
            union
            select word, place, "date", teller, work, work
            from told
            join grave on grave.notice = told.kind
            where target_work = $id and work <> $id
            union
            select word, place, null, source, null, null
            from records
            join grave on grave.word = records.status
            where work = $id
        )
        select word as kind, max("date") as "date",
               string_agg(distinct teller, ', ' order by teller) as told_by, target, target_work
        from said
        group by word, place, target, target_work
        order by place, "date" nulls last, target nulls last
    """,
    "disagreements": """
        select field, record, value, differs
        from disagreements
        where work = $id
        order by field, differs, record
    """,
}
# The records that hang together with two, by pairs that look the same or were said to be.
_TOGETHER = """
    with recursive edges as (
        select record, other from pairs where outcome = 'same' or verdict = 'same'
        union all
        select other, record from pairs where outcome = 'same' or verdict = 'same'
    ),
    reached (record) as (
        select unnest($names::varchar[])
        union
        select edges.other from reached join edges on edges.record = reached.record
    )
    select record from reached order by record
"""
# The other records of a record's work, and whether a pair joined the two.
_HELD = """
    with edges as (
        select record, other, score from merges
        union all
        select other, record, score from merges
    )
    select two.record as other, edges.record is not null as joined
    from records as one
    join records as two on two.work = one.work and two.record <> one.record
    left join edges on edges.record = one.record and edges.other = two.record
    where one.record = $record
    order by edges.score desc nulls last, two.first_at nulls last, two.record
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A record that a person named, by itself or by an identifier of its work."""

    record: str
    work: WorkId


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Two works that may be the same: the two records that tell most, and how matching sees them."""

    record: str
    other: str
    work: WorkId
    other_work: WorkId
    score: float | None
    rule: str
    value: str | None
    reasons: tuple[str, ...]
    pairs: int


def named(path: Path, text: str) -> Named:
    """
    Find a record by its name (``openalex/W1``), or the first record of a work by any identifier of it.

    Raises UserError where nothing here has that name.
    """
    identifier = identifiers.recognise(text)
    rows = _ask(
        path,
        """
        select record, work
        from records
        where record = $text
           or (work in (select work from identifiers where identifier = $identifier)
               and not exists (select 1 from records where record = $text))
        order by first_at nulls last, record
        limit 1
        """,
        text=text,
        identifier=identifier or "",
    )
    if not rows:
        raise UserError(
            f"{text!r} is no record and no identifier of this warehouse: `synth trace` shows a work's records"
        )
    return Named(record=rows[0]["record"], work=rows[0]["work"])


def doubts(path: Path, *, decided: Collection[Names] = ()) -> list[Doubt]:
    """
    Give the works in doubt, the most telling first, without those that somebody has decided on by now.

    ``decided`` are the pairs of records that a person's verdict stands on today; a verdict on any two
    records of two works settles both works.
    """
    works = {row["record"]: row["work"] for row in _works_of(path, decided)}
    settled = {frozenset((works.get(one), works.get(other))) for one, other in decided}
    return [
        Doubt(**{**row, "reasons": tuple(row["reasons"])})
        for row in _ask(path, "select * from doubtful")
        if frozenset((row["work"], row["other_work"])) not in settled
    ]


def _works_of(path: Path, pairs: Iterable[Names]) -> list[Row]:
    names = sorted({name for pair in pairs for name in pair})
    return _ask(path, "select record, work from records where record in (select unnest($names))", names=names)


def accounts(path: Path, records: Collection[str]) -> dict[str, Row]:
    """Give what the sources say of these records, as rows of records by their names."""
    statement = "select * from records where record in (select unnest($names::varchar[]))"
    return {row["record"]: row for row in _ask(path, statement, names=sorted(records))}


def together(path: Path, records: Sequence[str]) -> list[Row]:
    """Give the rows of all records that hang together with these."""
    names = [row["record"] for row in _ask(path, _TOGETHER, names=list(records))]
    return list(accounts(path, names).values())


def held(path: Path, record: str) -> list[str]:
    """
    Give the records that this one was joined with, the nearest first.

    Where only a relation makes it one work with others (a preprint), the first of these.
    """
    rows = _ask(path, _HELD, record=record)
    return [row["other"] for row in rows if row["joined"]] or [row["other"] for row in rows[:1]]


def _ask(path: Path, statement: str, **values: Any) -> list[Row]:
    with warehouse.locked(path) as connection, warehouse.understood(path):
        return _rows(connection.execute(statement, values or None))


def _rows(cursor: duckdb.DuckDBPyConnection) -> list[Row]:
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def told_of_merges(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Give the lines of a story on why the records are one work."""
    for row in rows:
        score = "" if row["score"] is None else f" ({row['rule']}, score {row['score']:.2f})"
        by = f"; {row['decided_by']} says so" if row["decided_by"] else ""
        yield f"{row['record']} and {row['other']}{score}{by}"
        reasons = [*row["reasons"]] or [row["value"]]
        yield from (f"    {reason}" for reason in reasons if reason)


def told_of_apart(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Give the lines of a story on what was not joined: by a person, by a conflict, or not yet."""
    for row in rows:
        both = f"{row['record']} and {row['other']}"
        if row["verdict"] in ("different", "related"):
            yield f"{both}: {row['decided_by']} says that they are {row['verdict']}"
        elif row["refused"]:
            yield f"{both}: not joined, {row['refused']}"
        else:
            yield f"{both}: in doubt, `synth duplicates` asks a person"
        yield from (f"    {reason}" for reason in row["reasons"])


def told_of_relations(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Give the lines of a story on the publications it belongs together with."""
    for row in rows:
        here = ", a work here" if row["target_work"] else ""
        yield f"{row['kind'].replace('_', ' ')} {row['target'] or '(not named)'}{here} ({row['told_by']})"


def told_of_disagreements(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Give the lines of a story on what the records say differently."""
    for row in rows:
        mark = "but " if row["differs"] else ""
        value = row["value"] if len(row["value"]) <= 80 else f"{row['value'][:79]}…"
        yield f"{row['field']}: {mark}{row['record']} says «{value}»"
