"""Rows as a person or another program reads them."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
import textwrap
from collections.abc import Sequence
from typing import Any

import click

WHOLE = ("work", "record", "identifier", "answer")  # to be copied into the next command
NARROWEST = 12  # characters that a column keeps where a terminal is too small for the table


def table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """
    Give rows as an aligned table, numbers to the right.

    On a terminal the widest texts are cut until a line fits; files and pipes get all.
    """
    texts = [[_cell(value) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(columns, *texts, strict=True)]
    right = [
        any(row[place] is not None for row in rows)
        and all(isinstance(row[place], int | float) or row[place] is None for row in rows)
        for place in range(len(columns))
    ]
    if sys.stdout.isatty():
        texts_only = [not (right[place] or name in WHOLE) for place, name in enumerate(columns)]
        widths = _fitting(widths, texts_only, room=shutil.get_terminal_size().columns)
    lines = [_line(columns, widths, right), "  ".join("-" * width for width in widths)]
    return "\n".join([*lines, *(_line(row, widths, right) for row in texts)])


def _fitting(widths: Sequence[int], may_be_cut: Sequence[bool], *, room: int) -> list[int]:
    """Narrow the widest columns that may be cut until all fit into ``room``, or none can be narrowed."""
    most = max(room, NARROWEST)
    fitting = [min(width, most) if cut else width for width, cut in zip(widths, may_be_cut, strict=True)]
    while sum(fitting) + 2 * (len(fitting) - 1) > room:
        long = [place for place, cut in enumerate(may_be_cut) if cut and fitting[place] > NARROWEST]
        if not long:
            break
        fitting[max(long, key=fitting.__getitem__)] -= 1
    return fitting


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = (
        cell.rjust(width) if to_right else _cut(cell, width).ljust(width)
        for cell, width, to_right in zip(cells, widths, right, strict=True)
    )
    return "  ".join(padded).rstrip()


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}"
    return as_json(value) if isinstance(value, list | dict) else " ".join(str(value).split())


def as_json(value: Any) -> str:
    """Give a value as JSON; dates and times as ISO 8601."""
    return json.dumps(value, ensure_ascii=False, default=str)


def as_csv(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Give rows as CSV with a header; lists as JSON in their cell."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([as_json(value) if isinstance(value, list | dict) else value for value in row])
    return stream.getvalue().rstrip("\n")


def as_records(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Give rows as a JSON array of objects, one a line."""
    lines = (as_json(dict(zip(columns, row, strict=True))) for row in rows)
    return "[\n" + ",\n".join(lines) + "\n]" if rows else "[]"


FORMATS = {"table": table, "csv": as_csv, "json": as_records}


def likely(share: float) -> str:
    """Give a probability in percent; no model is certain, whatever rounding says."""
    return "over 99%" if share > 0.99 else "under 1%" if share < 0.01 else f"{share:.0%}"


def paragraph(text: str, *, indent: str = "") -> str:
    """Give a text folded to the terminal's width."""
    width = min(100, shutil.get_terminal_size((100, 24)).columns)
    return textwrap.fill(" ".join(text.split()), width=width, initial_indent=indent, subsequent_indent=indent)


def heading(text: str) -> None:
    """Print a heading."""
    click.secho(text, bold=True)
