"""Completed walks whose kept answers somebody deleted: named, and owed again."""

from __future__ import annotations

from collections.abc import Sequence

from synth.domain import ledger
from synth.domain.ledger import Entry
from synth.paths import Places
from synth.sources import harvesting
from synth.store import raw


def losses(places: Places, entries: Sequence[Entry]) -> dict[Entry, str]:
    """Give the walks that count now, whose answers are gone, and that no later walk made good, with words."""
    plan = raw.read_plan(places.raw)
    sources = {source for source, _ in plan.searches}
    current = [
        entry
        for entry in entries
        if entry.walk in plan.searches or (entry.key == harvesting.DOIS and entry.source in sources)
    ]
    lost = {entry: names for entry in current if (names := raw.lost(places.raw, entry))}
    owed = ledger.owed_again(current, lost=lost, dois=plan.dois)
    return {entry: _told(entry, lost[entry]) for entry in owed}


def _told(entry: Entry, names: Sequence[str]) -> str:
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{entry.source}, {entry.search}: gone from what was kept: {names[0]}{more}"
