"""What was asked of each source, when, and up to which day: the ledger of the harvest as values."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
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
    A completed walk has its ``answers`` in ``folder``, numbered from 1 (0: from before they were counted).
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
    folder: str = ""
    answers: int = 0
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


def owed_again(entries: Sequence[Entry], *, lost: Collection[Entry], dois: Collection[str]) -> list[Entry]:
    """
    Give the completed walks among ``lost``, whose answers are gone, that no later walk has made good.

    A later one has if it asked from the same day on or from an earlier one; of DOIs, for all of them that
    still count.
    """
    return [
        entry
        for place, entry in enumerate(entries)
        if entry in lost
        and not (entry.dois and set(entry.dois).isdisjoint(dois))
        and not any(
            _makes_good(later, entry, dois=dois) for later in entries[place + 1 :] if later not in lost
        )
    ]


def _makes_good(later: Entry, entry: Entry, *, dois: Collection[str]) -> bool:
    if later.state is not State.COMPLETE or later.walk != entry.walk:
        return False
    if entry.dois:
        return set(entry.dois).intersection(dois) <= set(later.dois)
    return later.since is None or (entry.since is not None and later.since <= entry.since)


def without(entries: Iterable[Entry], owed: Collection[Entry]) -> list[Entry]:
    """Leave out the walks that are owed again, and of the same search what was completed on top of them."""
    left, undone = [], set()
    for entry in entries:
        if entry in owed:
            undone.add(entry.walk)
        elif entry.state is State.GAP or entry.dois or entry.walk not in undone:
            left.append(entry)
    return left


def open_gaps(entries: Sequence[Entry]) -> list[Entry]:
    """Give the gaps that nothing has closed since: the last of each search, unless completed after it."""
    last: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        last[entry.walk] = entry
    return [entry for entry in last.values() if entry.state is State.GAP]
