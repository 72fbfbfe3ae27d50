"""The log of what people say of a work's codes and fields: one file a coder, one line a word."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, TypeAdapter

from synth.domain.codings import Coding
from synth.store import logs
from synth.store.journal import Journal
from synth.store.raw import append_line, write_whole


def _comparable(coding: Coding) -> Coding:
    """Refuse what JSON's relatives call a number and nothing can be compared with."""
    if isinstance(coding.value, float) and not math.isfinite(coding.value):
        raise ValueError("value is no number")
    return coding


# How a word is written as a line, and read.
CODING: TypeAdapter[Coding] = TypeAdapter(Annotated[Coding, AfterValidator(_comparable)])


def append(folder: Path, coding: Coding) -> Coding:
    """
    Add a word to the file of the coder whose it is, and have it on disk.

    Exactly once for each key: gives the line that stands in the file, be it this one or the one that came
    under the same key before. Raises UserError where it could not be read again.
    """
    file, line = logs.file_of(folder, coding.by), logs.line(coding, CODING)
    logs.parse(line.encode(), CODING, place=f"{folder.name}/{file.name}")
    with logs.writing(file):
        before = (made for made in read(folder) if made.by == coding.by and made.key == coding.key)
        standing = next(before, None) if coding.key else None
        if standing is None:
            append_line(file, line)
        return standing or coding


def write(folder: Path, by: str, made: Iterable[Coding]) -> None:
    """Put a synthetic coder's whole file in place of the one there is; a person's is never rewritten."""
    lines = (logs.line(coding, CODING) + "\n" for coding in made)
    write_whole(folder / f"{by}.jsonl", "".join(lines).encode())


def read(folder: Path) -> Iterator[Coding]:
    """Give every word in a folder, as ``logs.read`` does."""
    yield from logs.read(folder, CODING)


def follow(folder: Path) -> Journal[Coding]:
    """Read a folder once, and hold it as a server does: what is added is read, the rest is not read again."""
    return Journal(folder, CODING)
