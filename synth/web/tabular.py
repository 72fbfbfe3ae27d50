"""Rows as files to take along: CSV and JSON, and pictures by their kind."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from starlette.responses import Response

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "png": "image/png",
}


def as_csv(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """Answer rows as CSV, to be saved under a name."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return file(f"{name}.csv", text.getvalue().encode("utf-8", "replace"))


def as_json(name: str, told: Mapping[str, Any]) -> Response:
    """Answer what is told as JSON, to be saved under a name."""
    text = json.dumps(told, ensure_ascii=False, indent=1)
    return file(f"{name}.json", text.encode("utf-8", "replace"))


def file(name: str, content: bytes) -> Response:
    """Answer a file to be saved; the kind follows from its name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=KINDS[name.rpartition(".")[2]], headers=headers)
