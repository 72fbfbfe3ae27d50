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
from synth.store.raw import write_whole


def _comparable(coding: Coding) -> Coding:
    """Refuse what JSON's relatives call a number and nothing can be compared with."""
    if isinstance(coding.value, float) and not math.isfinite(coding.value):
        raise ValueError("value is no number")
    return coding


# How a word is written as a line, and read.
CODING: TypeAdapter[Coding] = TypeAdapter(Annotated[Coding, AfterValidator(_comparable)])


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
