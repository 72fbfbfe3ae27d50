"""JSON lines: one JSON object a line, under the names of a table's columns or of a Record's fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from synth.domain.records import Author
from synth.formats import accounts, spelling
from synth.formats.entries import LABELS, Entry, Fault, Written
from synth.formats.table import COLUMNS

NAMES: tuple[str, ...] = (".jsonl", ".ndjson")
TITLE = "JSON lines"


def fits(text: str) -> bool:
    """Say whether the first line that is not empty begins an object and ends it."""
    first = next((line.strip() for line in _lines(text) if line.strip()), "")
    return first.startswith("{") and first.endswith("}")


def read(text: str) -> Iterator[Entry | Fault]:
    """Give each line's entry, or what is wrong with it."""
    return accounts.entries(cut(text))


def cut(text: str) -> Iterator[Written | Fault]:
    """Give each line's values, or what is wrong with it; wholly empty lines are no entries."""
    for number, line in enumerate(_lines(text), start=1):
        if not line.strip():
            continue
        try:
            written = json.loads(line)
        except (ValueError, RecursionError) as error:
            words = error.msg if isinstance(error, json.JSONDecodeError) else "too deep or too long"
            yield Fault(line=number, words=f"not readable as JSON: {words}")
            continue
        if not isinstance(written, dict):
            yield Fault(line=number, words=f"a JSON object is expected, not a {type(written).__name__}")
            continue
        yield Written(line=number, fields=_fields(written), authors=_authors(written))


def _lines(text: str) -> list[str]:
    # Not splitlines(): JSON leaves U+2028 and others as they are, in the middle of a text.
    return re.split(r"\r\n|\r|\n", text)


def _fields(written: Mapping[str, Any]) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for key, value in written.items():
        name = COLUMNS.get(key.lower())
        if name and name != "authors":
            label = isinstance(value, bool) and name in LABELS
            fields.setdefault(name, []).extend([str(value)] if label else _texts(value))
    return fields


def _texts(value: object) -> list[str]:
    """Give a value as texts: one, or those of a list; null and objects hold none."""
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    if isinstance(value, bool) or value is None or isinstance(value, dict) or value != value:  # NaN
        return []
    return [str(value)]


def _authors(written: Mapping[str, Any]) -> tuple[Author, ...]:
    value = next(
        (item for key, item in written.items() if COLUMNS.get(key.lower()) == "authors" and item), ()
    )
    if isinstance(value, str):
        return spelling.authors(value)
    if not isinstance(value, list):
        return ()
    return tuple(found for item in value if (found := _author(item)))


def _author(item: object) -> Author | None:
    """Read a name, or an object with ``name`` or ``family`` and ``given``."""
    if not isinstance(item, dict):
        return spelling.author(item) if isinstance(item, str) else None
    texts = {
        name: spelling.plain(value)
        for name, value in item.items()
        if isinstance(value, str) and value.strip()
    }
    family, given = texts.get("family"), texts.get("given")
    name = texts.get("name") or " ".join(part for part in (given, family) if part)
    orcid = re.search(r"(\d{4}-){3}\d{3}[\dXx]", texts.get("orcid", ""))
    if not name:
        return None
    return Author(
        name=name,
        family=family,
        given=given,
        orcid=orcid[0].upper() if orcid else None,
        affiliations=tuple(spelling.plain(text) for text in _texts(item.get("affiliations"))),
    )
