"""The decision log: one file a reviewer, one line a decision, lines are only added."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from synth.domain.decisions import Decision
from synth.errors import UserError
from synth.store.raw import append_line, write_whole

log = logging.getLogger(__name__)

_DECISION = TypeAdapter(Decision)
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


def append(folder: Path, decision: Decision) -> None:
    """Add a decision to its reviewer's file and have it on disk."""
    if not _NAME.fullmatch(decision.by):
        raise UserError(
            f"{decision.by!r} is no reviewer's name: lower-case letters, digits, and .-_ after the first"
        )
    append_line(folder / f"{decision.by}.jsonl", json.dumps(_DECISION.dump_python(decision, mode="json")))


def write(folder: Path, by: str, made: Iterable[Decision]) -> None:
    """Put a synthetic reviewer's whole file in place of the one there is; a person's is never rewritten."""
    lines = (json.dumps(_DECISION.dump_python(decision, mode="json")) + "\n" for decision in made)
    write_whole(folder / f"{by}.jsonl", "".join(lines).encode())


def read(folder: Path) -> Iterator[Decision]:
    """
    Give every decision in a folder, file by file in name order, line by line.

    A delivery that came twice (the same ``key`` of the same reviewer) is one decision. A line that is
    no decision (torn by a kill, or edited by hand) is named in the log with file, line and field, and
    the others count.
    """
    seen: set[tuple[str, str]] = set()
    for file in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(file.read_bytes().split(b"\n"), start=1):
            line = line.removeprefix(b"\xef\xbb\xbf")  # what some editors put before the first line
            if not line.strip():
                continue
            try:
                decision = _parse(line, place=f"{folder.name}/{file.name}:{number}")
            except UserError as error:
                log.error("%s: this line does not count; correct it or delete it", error)
                continue
            if decision.key and (decision.by, decision.key) in seen:
                continue
            seen.add((decision.by, decision.key))
            yield decision


def _parse(line: bytes, *, place: str) -> Decision:
    try:
        decision = _DECISION.validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "line"
        raise UserError(f"{place}: {field}: {first['msg']}") from error
    try:
        moment = datetime.fromisoformat(decision.at)
        known = moment.tzinfo is not None and bool(moment.astimezone(UTC))
    except (ValueError, OverflowError):
        known = False
    if not known:
        raise UserError(
            f"{place}: at: {decision.at!r} is no moment with an offset (2026-11-20T10:02:11+00:00)"
        )
    return decision
