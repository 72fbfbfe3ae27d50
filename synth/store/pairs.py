"""The log of what people decided about two records: one file a person, one line a decision."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import TypeAdapter

from synth.domain.pairs import PairDecision
from synth.store import logs
from synth.store.raw import append_line

_DECISION = TypeAdapter(PairDecision)


def append(folder: Path, decision: PairDecision) -> PairDecision:
    """
    Add a decision to the file of the person who made it, and have it on disk.

    Exactly once for each key: gives the line that stands in the file, be it this one or the one that came
    under the same key before.
    """
    with logs.writing(logs.file_of(folder, decision.by)) as file:
        before = (made for made in read(folder) if made.by == decision.by and made.key == decision.key)
        standing = next(before, None) if decision.key else None
        if standing is None:
            append_line(file, logs.line(decision, _DECISION))
        return standing or decision


def read(folder: Path) -> Iterator[PairDecision]:
    """Give every decision in a folder, as ``logs.read`` does."""
    yield from logs.read(folder, _DECISION)
