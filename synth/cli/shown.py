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
WIDEST = 60  # characters of one column on a terminal; files and pipes get all


def table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Give rows as an aligned table, numbers to the right; long texts are cut only on a terminal."""
    cut = WIDEST if sys.stdout.isatty() else None
    cuts = [None if name in WHOLE else cut for name in columns]
    texts = [[_cell(value, most) for value, most in zip(row, cuts, strict=True)] for row in rows]
    widths = [max(map(len, column)) for column in zip(columns, *texts, strict=True)]
    right = [
        any(row[place] is not None for row in rows)
        and all(isinstance(row[place], int | float) or row[place] is None for row in rows)
        for place in range(len(columns))
    ]
    lines = [_line(columns, widths, right), "  ".join("-" * width for width in widths)]
    return "\n".join([*lines, *(_line(row, widths, right) for row in texts)])


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = (
        cell.rjust(width) if to_right else cell.ljust(width)
        for cell, width, to_right in zip(cells, widths, right, strict=True)
    )
    return "  ".join(padded).rstrip()


def _cell(value: Any, cut: int | None) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}"
    text = as_json(value) if isinstance(value, list | dict) else " ".join(str(value).split())
    return text if cut is None or len(text) <= cut else text[: cut - 1] + "…"


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


def paragraph(text: str, *, indent: str = "") -> str:
    """Give a text folded to the terminal's width."""
    width = min(100, shutil.get_terminal_size((100, 24)).columns)
    return textwrap.fill(" ".join(text.split()), width=width, initial_indent=indent, subsequent_indent=indent)


def heading(text: str) -> None:
    """Print a heading."""
    click.secho(text, bold=True)
