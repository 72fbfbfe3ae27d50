"""Records laid side by side, field by field, with marks where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from synth.dedup.disagreements import AGREE

Row = Mapping[str, Any]

# What two records are laid side by side by, in this order.
FIELDS = (
    "title",
    "authors",
    "year",
    "venue",
    "volume",
    "issue",
    "pages",
    "type",
    "language",
    "ids",
    "abstract",
)
DIFFERS, SPELT, MISSING, EQUAL = "≠", "~", "-", ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    One field of two records.

    ``mark`` is ``≠`` where they disagree, ``~`` where only the spelling differs, ``-`` where one has
    nothing, and empty where they are equal.
    """

    field: str
    one: str
    other: str
    mark: str


def side_by_side(row: Row, other: Row) -> Iterator[Line]:
    """Lay two records side by side, field by field; what neither has is left out."""
    for field in FIELDS:
        one, another = shown(row[field]), shown(other[field])
        if one or another:
            yield Line(field=field, one=one, other=another, mark=_mark(field, row, other))


def _mark(field: str, row: Row, other: Row) -> str:
    if shown(row[field]) == shown(other[field]):
        return EQUAL
    if not row[field] or not other[field]:
        return MISSING
    if field == "ids":
        return DIFFERS if set(row["ids"]).isdisjoint(other["ids"]) else SPELT
    return SPELT if AGREE[field](row[field], other[field]) else DIFFERS


def shown(value: Any) -> str:
    """Give a value as a person reads it; a list with semicolons between, of authors the names."""
    if isinstance(value, list):
        names = (one["name"] if isinstance(one, dict) else one for one in value)
        return "; ".join(str(name) for name in names if name)
    return "" if value is None else str(value)
