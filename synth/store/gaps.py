"""The gap map: works counted by two axes against each other, split by study design."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import duckdb

from synth.errors import UserError
from synth.store import selecting, warehouse
from synth.store.selected import Condition, Row, ask, conditions
from synth.store.selections import Selection
from synth.store.statements import Statement

DEFAULTS = ("population", "practice")
USUAL = Selection(outcome="not excluded")  # whose works count where nobody says; questions count the same
SEVERAL, NOT_KNOWN = "several designs", "no design known"

# Where each work stands on the two axes; {origin} says whose word its codes must be.
PLACED = """\
on_rows as (
    select axis_works.work, axis_works."value" as row_value
    from axis_works
    join selected on selected.work = axis_works.work
    where axis_works.axis = $rows{origin}
),
on_columns as (
    select axis_works.work, axis_works."value" as column_value
    from axis_works
    join selected on selected.work = axis_works.work
    where axis_works.axis = $columns{origin}
),
"""
ORIGIN = "\n        and coalesce(axis_works.origin, $origin) = $origin"
# Works of a cell by design, then the different works of each row, of each column, and of all.
COUNTED = """\
described as (
    select works.work, works.status = 'retracted' as retracted,
           coalesce(one_design.design, 'no design known') as design
    from works
    left join one_design on one_design.work = works.work
    where works.work in (select work from on_rows) and works.work in (select work from on_columns)
),
counted as (
    select row_value, column_value, design, count(*) as works, count(*) filter (where retracted) as retracted
    from described
    join on_rows on on_rows.work = described.work
    join on_columns on on_columns.work = described.work
    group by row_value, column_value, design
    union all
    select row_value, null, null, count(*), count(*) filter (where retracted)
    from described
    join on_rows on on_rows.work = described.work
    group by row_value
    union all
    select null, column_value, null, count(*), count(*) filter (where retracted)
    from described
    join on_columns on on_columns.work = described.work
    group by column_value
    union all
    select null, null, null, count(*), count(*) filter (where retracted)
    from described
)
select row_value, column_value, design, works, retracted
from counted
order by row_value nulls last, column_value nulls last, design nulls last"""
# How many works were looked at, and how many of them stand on each axis.
COVERED = """\
covered as (
    select (select count(*) from selected) as works,
           (select count(distinct work) from on_rows) as in_rows,
           (select count(distinct work) from on_columns) as in_columns
)
select works, in_rows, in_columns
from covered"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """What works can be laid out by."""

    axis: str
    label: str

    @property
    def named(self) -> str:
        """The label and, where it is another word, the name that SQL and addresses know it by."""
        return self.label if self.label.casefold() == self.axis else f"{self.label} ({self.axis})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A row or a column: its value, what it is called, and how many different works stand in it."""

    value: str
    label: str
    works: int = 0
    retracted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The works of a row and a column, by design as they are called, and how many of them were retracted."""

    works: int = 0
    retracted: int = 0
    designs: Mapping[str, int] = field(default_factory=dict)


NOTHING = Cell()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """
    A gap map. ``designs`` are those there are, with what they are called, in the order of the codebook.

    ``works`` were looked at, ``in_rows`` and ``in_columns`` of them stand on each axis, ``both`` on both:
    the different works of all cells. A work may stand in several cells.
    """

    rows: Sequence[Head]
    columns: Sequence[Head]
    cells: Mapping[tuple[str, str], Cell]
    designs: Mapping[str, str]
    row_axis: Axis
    column_axis: Axis
    works: int
    in_rows: int
    in_columns: int
    both: int
    retracted: int
    statement: Statement
    conditions: Sequence[Condition]

    def cell(self, row: Head, column: Head) -> Cell:
        """Give a cell, also where nothing is in it."""
        return self.cells.get((row.value, column.value), NOTHING)

    @property
    def entries(self) -> int:
        """How many times a work stands in a cell."""
        return sum(cell.works for cell in self.cells.values())

    @property
    def empty(self) -> int:
        """How many cells that are shown hold nothing."""
        return sum(not self.cell(row, column).works for row in self.rows for column in self.columns)

    @property
    def largest(self) -> int:
        """How many works the fullest cell has."""
        return max((cell.works for cell in self.cells.values()), default=0)

    def ordered(self, order: Literal["book", "size"], *, hide: bool = False) -> Gaps:
        """Give the map with heads as in the codebook or the fullest first; ``hide``: without empty ones."""
        return replace(
            self, rows=_ordered(self.rows, order, hide), columns=_ordered(self.columns, order, hide)
        )

    def cut(self, rows: int, columns: int) -> Gaps:
        """Give the map with so many rows and columns at most, the fullest ones, in the order they are in."""
        return replace(self, rows=_fullest(self.rows, rows), columns=_fullest(self.columns, columns))


def _ordered(heads: Sequence[Head], order: str, hide: bool) -> list[Head]:
    kept = [head for head in heads if head.works or not hide]
    return sorted(kept, key=lambda head: -head.works) if order == "size" else kept


def _fullest(heads: Sequence[Head], most: int) -> list[Head]:
    chosen = {head.value for head in sorted(heads, key=lambda head: -head.works)[:most]}
    return [head for head in heads if head.value in chosen]


def axes(connection: duckdb.DuckDBPyConnection) -> dict[str, Axis]:
    """Give the axes there are, in their order."""
    rows = connection.execute("select axis, label from axes order by place").fetchall()
    return {axis: Axis(axis=axis, label=label) for axis, label in rows}


def values(connection: duckdb.DuckDBPyConnection, axis: str) -> list[Head]:
    """Give the values of an axis in their order, with no works counted yet."""
    rows = connection.execute(
        'select "value", label from axis_values where axis = $axis order by place', {"axis": axis}
    ).fetchall()
    return [Head(value=value, label=label) for value, label in rows]


def chosen(known: Mapping[str, Axis], rows: str, columns: str) -> tuple[Axis, Axis]:
    """Give the two axes; raises UserError where there is no such axis, or both are one."""
    for name, axis in (("rows", rows), ("columns", columns)):
        if axis not in known:
            raise UserError(f"{name}: {axis[:60]!r} is none of {', '.join(known)}: take one of these")
    if rows == columns:
        raise UserError(f"rows, columns: both are {rows}: take another for one of them")
    return known[rows], known[columns]


def read(path: Path, selection: Selection, *, rows: str, columns: str) -> Gaps:
    """Count the works of a selection by two axes. Raises UserError as ``chosen`` does."""
    with warehouse.locked(path) as connection, warehouse.understood(path):
        row_axis, column_axis = chosen(axes(connection), rows, columns)
        statement = counting(selection, rows=rows, columns=columns)
        (covered,) = ask(connection, _placed(selection, COVERED, rows=rows, columns=columns))
        counted = ask(connection, statement)
        called = {head.value: head.label for head in values(connection, "design")}
        designs = {**called, SEVERAL: "Several designs", NOT_KNOWN: "No design known"}
        there = {row["design"] for row in counted}
        whole = next((row for row in counted if _of(row) == (None, None)), {"works": 0, "retracted": 0})
        return Gaps(
            rows=_heads(values(connection, rows), counted, place=0),
            columns=_heads(values(connection, columns), counted, place=1),
            cells=_cells(counted),
            designs={design: label for design, label in designs.items() if design in there},
            row_axis=row_axis,
            column_axis=column_axis,
            works=covered["works"],
            in_rows=covered["in_rows"],
            in_columns=covered["in_columns"],
            both=whole["works"],
            retracted=whole["retracted"],
            statement=statement,
            conditions=conditions(connection, selection),
        )


def counting(selection: Selection, *, rows: str, columns: str) -> Statement:
    """Give the statement that counts the cells."""
    return _placed(selection, COUNTED, rows=rows, columns=columns)


def _placed(selection: Selection, rest: str, *, rows: str, columns: str) -> Statement:
    placed = PLACED.format(origin=ORIGIN if selection.origin else "")
    given: dict[str, Any] = {"rows": rows, "columns": columns}
    if selection.origin:
        given["origin"] = selection.origin
    return selecting.whole(selection, placed + rest, **given)


def _of(row: Row) -> tuple[str | None, str | None]:
    return row["row_value"], row["column_value"]


def _heads(heads: list[Head], counted: list[Row], *, place: int) -> list[Head]:
    """Give the heads with their works: those of rows at place 0, of columns at 1."""
    totals = {_of(row)[place]: row for row in counted if _of(row)[1 - place] is None}
    return [
        replace(head, works=totals[head.value]["works"], retracted=totals[head.value]["retracted"])
        if head.value in totals
        else head
        for head in heads
    ]


def _cells(counted: list[Row]) -> dict[tuple[str, str], Cell]:
    cells: dict[tuple[str, str], Cell] = {}
    for row in counted:
        if row["design"] is None:
            continue
        key = (row["row_value"], row["column_value"])
        cell = cells.get(key, NOTHING)
        cells[key] = Cell(
            works=cell.works + row["works"],
            retracted=cell.retracted + row["retracted"],
            designs={**cell.designs, row["design"]: row["works"]},
        )
    return cells
