"""The thesaurus: words that say the same are counted as one term on the maps, and others as none."""

from __future__ import annotations

from dataclasses import dataclass, field

Fault = tuple[int, str]  # the line, and what is wrong with it


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A term that is counted and shown as another; where ``counts_as`` is empty, as none at all."""

    term: str
    counts_as: str
    note: str = field(default="", compare=False, repr=False)
    line: int = field(default=0, compare=False, repr=False)
