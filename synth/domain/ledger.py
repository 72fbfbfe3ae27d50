"""What was asked of each source, when, and up to which day: the ledger of the harvest as values."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class State(StrEnum):
    """How a walk through one search's pages ended."""

    COMPLETE = "complete"
    GAP = "gap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    How one search of one source ended, up to one day.

    ``key`` is the search's key, or ``dois``; ``since`` the day from which changes were asked for
    (None: everything); ``hits`` what the source said there is; ``records`` how many came;
    ``dois`` what was asked for by DOI and ``missing`` those of them that the source does not have.
    A gap has a ``reason`` and, where the source said so, the moment it is ``due`` again.
    """

    state: State
    source: str
    search: str
    key: str
    text: str
    as_of: date
    at: datetime
    since: date | None = None
    hits: int | None = None
    records: int = 0
    requests: int = 0
    dois: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    reason: str = ""
    due: datetime | None = None

    @property
    def walk(self) -> tuple[str, str]:
        """The search this entry is about, whatever the day."""
        return self.source, self.key


def gap_id(entry: Entry, number: int) -> str:
    """Name a gap: the ``number``-th of its search and day."""
    text = f"{entry.source}\n{entry.key}\n{entry.as_of}\n{number}"
    return f"{entry.source}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def called_for(entries: Iterable[Entry], *, as_of: date, now: datetime) -> list[str]:
    """
    Name the gaps of this period that are due, those closed since included.

    A gap that was called for once stays named: the file that calls the harvest then has the same
    bytes after the gap was closed, and nothing runs again.
    """
    numbers: dict[tuple[str, str], int] = {}
    named = []
    for entry in entries:
        if entry.state is State.GAP and entry.as_of == as_of:
            number = numbers[entry.walk] = numbers.get(entry.walk, 0) + 1
            if entry.due is None or entry.due <= now:
                named.append(gap_id(entry, number))
    return sorted(named)


def last_complete(entries: Iterable[Entry], *, source: str, key: str) -> Entry | None:
    """Give the completed walk of a search that reaches the latest day."""
    done = [entry for entry in entries if entry.state is State.COMPLETE and entry.walk == (source, key)]
    return max(done, key=lambda entry: entry.as_of, default=None)


def asked_dois(entries: Iterable[Entry], *, source: str, as_of: date) -> set[str]:
    """Give the DOIs a source was asked for in this period."""
    return {
        doi
        for entry in entries
        if entry.state is State.COMPLETE and entry.source == source and entry.as_of >= as_of
        for doi in entry.dois
    }


def open_gaps(entries: Sequence[Entry]) -> list[Entry]:
    """Give the gaps that nothing has closed since: the last of each search, unless completed after it."""
    last: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        last[entry.walk] = entry
    return [entry for entry in last.values() if entry.state is State.GAP]
