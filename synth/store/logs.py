"""Logs of what people decide: one file a person, one line a decision, lines are only added."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic import TypeAdapter, ValidationError

from synth.errors import UserError
from synth.store.raw import append_line

log = logging.getLogger(__name__)

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


class Made(Protocol):
    """What every decision says of itself, whatever it is about."""

    @property
    def at(self) -> str:
        """The moment, ISO 8601 with offset."""

    @property
    def by(self) -> str:
        """The person's name, which is the file's."""

    @property
    def key(self) -> str:
        """Makes one decision of two deliveries of the same key press; may be empty."""


Kind = TypeVar("Kind", bound=Made)


def line(made: Kind, kind: TypeAdapter[Kind]) -> str:
    """Give a decision as one line of JSON, as it stands in a log."""
    return json.dumps(kind.dump_python(made, mode="json"))


def append(folder: Path, made: Kind, kind: TypeAdapter[Kind]) -> None:
    """Add a decision to the file of the person who made it, and have it on disk."""
    if not _NAME.fullmatch(made.by):
        raise UserError(
            f"{made.by!r} is no reviewer's name: lower-case letters, digits, and .-_ after the first"
        )
    append_line(folder / f"{made.by}.jsonl", line(made, kind))


def read(folder: Path, kind: TypeAdapter[Kind]) -> Iterator[Kind]:
    """
    Give every decision in a folder, file by file in name order, line by line.

    A delivery that came twice (the same ``key`` of the same reviewer) is one decision. A line that is
    no decision (torn by a kill, or edited by hand) is named in the log with file, line and field, and
    the others count.
    """
    seen: set[tuple[str, str]] = set()
    for file in sorted(folder.glob("*.jsonl")):
        for number, text in enumerate(file.read_bytes().split(b"\n"), start=1):
            written = text.removeprefix(b"\xef\xbb\xbf")  # what some editors put before the first line
            if not written.strip():
                continue
            try:
                made = _parse(written, kind, place=f"{folder.name}/{file.name}:{number}")
            except UserError as error:
                log.error("%s: this line does not count; correct it or delete it", error)
                continue
            if made.key and (made.by, made.key) in seen:
                continue
            seen.add((made.by, made.key))
            yield made


def _parse(written: bytes, kind: TypeAdapter[Kind], *, place: str) -> Kind:
    try:
        made = kind.validate_json(written)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "line"
        raise UserError(f"{place}: {field}: {first['msg']}") from error
    try:
        moment = datetime.fromisoformat(made.at)
        known = moment.tzinfo is not None and bool(moment.astimezone(UTC))
    except (ValueError, OverflowError):
        known = False
    if not known:
        raise UserError(f"{place}: at: {made.at!r} is no moment with an offset (2026-11-20T10:02:11+00:00)")
    return made
