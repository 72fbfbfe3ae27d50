"""The decision log: one file a reviewer, one line a decision, lines are only added."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, TypeAdapter

from synth.domain.decisions import Decision
from synth.store import logs
from synth.store.raw import write_whole


def _comparable(decision: Decision) -> Decision:
    """Refuse what JSON's relatives call a number and nothing can be compared with."""
    if decision.score is not None and not math.isfinite(decision.score):
        raise ValueError("score is no number")
    return decision


# How a decision is written as a line, and read.
DECISION: TypeAdapter[Decision] = TypeAdapter(Annotated[Decision, AfterValidator(_comparable)])


def append(folder: Path, decision: Decision) -> None:
    """Add a decision to its reviewer's file and have it on disk."""
    logs.append(folder, decision, DECISION)


def write(folder: Path, by: str, made: Iterable[Decision]) -> None:
    """Put a synthetic reviewer's whole file in place of the one there is; a person's is never rewritten."""
    lines = (logs.line(decision, DECISION) + "\n" for decision in made)
    write_whole(folder / f"{by}.jsonl", "".join(lines).encode())


def read(folder: Path) -> Iterator[Decision]:
    """Give every decision in a folder, as ``logs.read`` does."""
    yield from logs.read(folder, DECISION)
