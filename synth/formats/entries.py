"""What a bibliography file holds: entries that were read, and faults."""

from __future__ import annotations

from dataclasses import dataclass

from synth.domain.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    One publication of a file.

    ``line`` is where it begins, counted from 1; ``name`` is what the file itself calls it (the
    column ``record_id`` or ``id``, the RIS tag ``ID``), empty where it has no name.
    """

    line: int
    record: Record
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """
    What is wrong at a line, in words.

    ``skipped``: an entry was lost by it; else the entry follows without the part that was wrong.
    """

    line: int
    words: str
    skipped: bool = True
