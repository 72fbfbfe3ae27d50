"""Logs of what people decide: one file a person, one line a decision, lines are only added."""

from __future__ import annotations

import fcntl
import json
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

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
    with writing(file_of(folder, made.by)) as file:
        append_line(file, line(made, kind))


def file_of(folder: Path, by: str) -> Path:
    """Give the file of a person; raises UserError where the name could be no file's."""
    if not _NAME.fullmatch(by):
        raise UserError(f"{by!r} is no reviewer's name: lower-case letters, digits, and .-_ after the first")
    return folder / f"{by}.jsonl"


@contextmanager
def writing(file: Path) -> Iterator[Path]:
    """
    Keep every other writer of a log, in this process or another, waiting; the file is there from now on.

    A file that is new is in its folder, and that in its own, also after a power cut.
    """
    _make(file.parent)
    while True:
        with file.open("ab") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            if not _is(stream, file):  # another was put in its place while this one waited
                continue
            if not os.fstat(stream.fileno()).st_size:  # new, or a kill came before it was kept
                _keep_names(file.parent)
            yield file
            return


def _is(stream: BinaryIO, file: Path) -> bool:
    return file.exists() and os.path.samestat(os.fstat(stream.fileno()), file.stat())


def _make(folder: Path) -> None:
    if not folder.exists():
        _make(folder.parent)
        folder.mkdir(exist_ok=True)
        _keep_names(folder.parent)


def _keep_names(folder: Path) -> None:
    """Have on disk which files a folder holds."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read(folder: Path, kind: TypeAdapter[Kind]) -> Iterator[Kind]:
    """
    Give every decision in a folder, file by file in name order, line by line.

    A delivery that came twice (the same ``key`` of the same reviewer) is one decision. A line that is
    no decision (torn by a kill, or edited by hand) is named in the log with file, line and field, and
    the others count.
    """
    seen: set[tuple[str, str]] = set()
    for file in sorted(folder.glob("*.jsonl")):
        for made in parsed(file.read_bytes(), kind, file=file):
            if made.key and (made.by, made.key) in seen:
                continue
            seen.add((made.by, made.key))
            yield made


def parsed(text: bytes, kind: TypeAdapter[Kind], *, file: Path, first: int = 1) -> Iterator[Kind]:
    """Give the decisions in part of a file that begins with this line; name in the log what is none."""
    for number, written in enumerate(text.split(b"\n"), start=first):
        try:
            made = parse(written, kind, place=f"{file.parent.name}/{file.name}:{number}")
        except UserError as error:
            log.error("%s: this line does not count; correct it or delete it", error)
            continue
        if made:
            yield made


def parse(written: bytes, kind: TypeAdapter[Kind], *, place: str) -> Kind | None:
    """Give the decision of one line, None of an empty one; raises UserError where it is none."""
    bare = written.removeprefix(b"\xef\xbb\xbf")  # what some editors put before the first line
    if not bare.strip():
        return None
    try:
        made = kind.validate_json(bare)
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
