"""The log of what people decided about two records: one file a person, one line a decision."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import TypeAdapter

from synth.domain.pairs import PairDecision
from synth.store import logs

_DECISION = TypeAdapter(PairDecision)


def append(folder: Path, decision: PairDecision) -> None:
    """Add a decision to the file of the person who made it, and have it on disk."""
    logs.append(folder, decision, _DECISION)


def read(folder: Path) -> Iterator[PairDecision]:
    """Give every decision in a folder, as ``logs.read`` does."""
    yield from logs.read(folder, _DECISION)
