"""Which pages are still owed, and the walk through them."""

from __future__ import annotations

import logging
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Protocol
from urllib.parse import unquote

from synth.domain import identifiers, ledger
from synth.domain.answers import Answer, Page, Request, Search
from synth.domain.ledger import Entry, State
from synth.domain.records import Record
from synth.errors import (
    SourceBusy,
    SourceChanged,
    SourceError,
    SourceMissing,
    SourceRefused,
    SourceUnreachable,
)
from synth.sources import Source
from synth.sources.reading import Unread

log = logging.getLogger(__name__)

DOIS = "dois"
FEW, FEW_SHARE = 2, 0.02  # records a source may count and not send (withdrawn between two pages)
OVERLAP = timedelta(days=7)  # indexes fill late: what is new is asked for from a week before


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """One search of one source up to one day, or a list of DOIs, and the requests it begins with."""

    search: Search
    key: str
    as_of: date
    since: date | None
    first: tuple[Request, ...]
    dois: tuple[str, ...] = ()


class Shelf(Protocol):
    """Where the answers of one walk lie."""

    def stored(self, request: Request) -> Answer | None:
        """Give the answer kept for a request, if there is one."""

    def keep(self, answer: Answer) -> None:
        """Put an answer on disk, whole, before anything is done with it."""

    def renew(self) -> None:
        """Begin a new folder: the pages kept so far cannot be continued."""

    def holds(self) -> tuple[str, int]:
        """Give the folder's name and how many answers lie in it."""


@dataclass(slots=True)
class Progress:
    """How far a walk is, told after each answer; of ``hits`` no more than ``most`` are asked for."""

    source: str
    search: str
    most: int | None = None
    hits: int | None = None
    records: int = 0
    requests: int = 0
    owed: int = 0
    unread: int = 0
    remarks: list[str] = field(default_factory=list)
    found: set[str] = field(default_factory=set)

    def forget(self) -> None:
        """Begin to count anew."""
        self.hits, self.records, self.requests, self.owed, self.unread = None, 0, 0, 0, 0
        self.remarks.clear()
        self.found.clear()


Tell = Callable[[Progress], None]


def plan(
    source: Source, *, searches: Sequence[Search], dois: Sequence[str], entries: Sequence[Entry], as_of: date
) -> list[Walk]:
    """
    Give the walks a source still owes for a period: none where everything is complete.

    A search completed for an earlier day is asked only for what is new since then, where the source
    can tell; DOIs are asked for once a period.
    """
    walks = []
    for search in searches:
        last = ledger.last_complete(entries, source=source.NAME, key=search.key)
        if last and last.as_of >= as_of:
            continue
        # A day pinned ahead of its time is not complete: what counts is when it was asked.
        since = min(last.as_of, last.at.date()) - OVERLAP if last else None
        first = source.search(search, since=since, until=as_of)
        walks.append(Walk(search=search, key=search.key, as_of=as_of, since=since, first=(first,)))
    asked = ledger.asked_dois(entries, source=source.NAME, as_of=as_of)
    new = tuple(doi for doi in dois if doi not in asked)
    if new and (requests := source.fetch(new)):
        search = Search(source=source.NAME, name=DOIS, text=f"{len(new)} DOIs of queries/dois.csv")
        walks.append(Walk(search=search, key=DOIS, as_of=as_of, since=None, first=tuple(requests), dois=new))
    return walks


def walk_all(
    walks: Sequence[Walk],
    *,
    source: Source,
    ask: Callable[[Request], Answer],
    shelf: Callable[[Walk], Shelf],
    clock: Callable[[], datetime],
    tell: Tell,
) -> Iterator[Entry]:
    """
    Walk one source's searches, one after the other, and give how each ended.

    A search that was asked wrongly or answered strangely leaves a gap and the next goes on; a source
    that refuses or cannot be reached is left alone, and all that is not yet asked becomes a gap.
    """
    stopped: SourceError | None = None
    busy = 0
    for walk in walks:
        progress = Progress(source=source.NAME, search=walk.search.name, most=walk.search.most)
        answers, trouble = shelf(walk), stopped
        if stopped is None:
            try:
                _Walker(walk=walk, source=source, ask=ask, shelf=answers, tell=tell, progress=progress).run()
            except (SourceRefused, SourceUnreachable) as error:
                stopped = trouble = error
            except SourceError as error:
                trouble = error
            # One search may be too much for a source; two in a row, and it is the source.
            busy = busy + 1 if isinstance(trouble, SourceBusy) else 0
            stopped = trouble if busy > 1 else stopped
        entry = _entry(walk, progress=progress, trouble=trouble, at=clock())
        folder, count = answers.holds()
        yield replace(entry, folder=folder, answers=count) if entry.state is State.COMPLETE else entry


class _Stale(SourceError):
    """A walk was continued and the source no longer knows the place (a cursor lives minutes)."""


@dataclass(slots=True, kw_only=True)
class _Walker:
    """One walk on its way."""

    walk: Walk
    source: Source
    ask: Callable[[Request], Answer]
    shelf: Shelf
    tell: Tell
    progress: Progress

    def run(self) -> None:
        """Walk the search's pages, those on the shelf first; begin anew where they cannot be continued."""
        try:
            self._pages()
        except _Stale:
            name, search = self.source.NAME, self.walk.search.name
            log.warning("%s: the pages kept of %s cannot be continued; asking anew", name, search)
            self.shelf.renew()
            self.progress.forget()
            self._pages()

    def _pages(self) -> None:
        owed = deque(self.walk.first)
        seen: set[str] = set()
        continued = False
        failed: SourceError | None = None
        while owed and not self._complete():
            request = owed.popleft()
            if request.key in seen:
                words = "its paging came back to a page it had already sent"
                raise SourceChanged(words, source=self.source.NAME)
            seen.add(request.key)
            answer = self.shelf.stored(request)
            if answer:
                continued = True
                page = self.source.follow(answer)
            else:
                try:
                    answer, page = self._asked(request)
                except SourceError as error:
                    failed = self._told(error, request, continued=continued) or failed
                    continue
            owed.extend(page.owed)
            self._note(page, answer)
            self.progress.owed = len(owed)
            self.tell(self.progress)
        if failed:
            raise failed
        self._check()

    def _complete(self) -> bool:
        """Say whether all a search has is there: the page behind the last would be empty."""
        progress = self.progress
        return bool(not self.walk.dois and progress.hits and progress.records >= progress.hits)

    def _asked(self, request: Request) -> tuple[Answer, Page]:
        """Ask, make sure the answer is one, and keep it."""
        answer = self.ask(request)
        page = self.source.follow(answer)
        self.shelf.keep(answer)
        self.progress.requests += 1
        return answer, page

    def _told(self, error: SourceError, request: Request, *, continued: bool) -> SourceError | None:
        """
        Say what a failed request means: go on (None: the one DOI it names is not there; an error: a batch
        of DOIs that leaves a gap, the other batches go on), or raise.
        """
        if isinstance(error, SourceRefused | SourceUnreachable | SourceChanged | SourceBusy):
            raise error
        if self.walk.dois:
            # A request whose path names a DOI asks for that one alone; a 404 to a batch is a moved address.
            alone = any(doi in unquote(request.path).lower() for doi in self.walk.dois)
            return None if alone and isinstance(error, SourceMissing) else error
        if continued and not self.progress.requests:
            raise _Stale(str(error), source=self.source.NAME) from error
        raise error

    def _check(self) -> None:
        """
        Hold what came against what the source counted: a few missing are said, more are a gap.

        Where all pages were on the shelf already, they are what is wrong, and the walk is begun anew.
        """
        progress = self.progress
        wanted = min(progress.hits or 0, progress.most or sys.maxsize)
        if self.walk.dois or progress.records >= wanted or progress.unread:
            return
        words = f"{progress.records} came of {wanted} that it counts"
        if wanted - progress.records <= max(FEW, wanted * FEW_SHARE):
            progress.remarks.append(words)
        elif progress.requests:
            raise SourceChanged(words, source=self.source.NAME)
        else:
            raise _Stale(words, source=self.source.NAME)

    def _note(self, page: Page, answer: Answer) -> None:
        """Count what came; an answer that cannot be read is kept all the same, a better parser may."""
        progress = self.progress
        if progress.hits is None:
            progress.hits = page.hits
        progress.remarks += [remark for remark in page.remarks if remark not in progress.remarks]
        try:
            came = list(self.source.parse(answer))
        except SourceChanged as error:
            progress.unread += 1
            progress.remarks.append(f"an answer was kept but cannot be read yet: {error}")
            return
        progress.records += len(came)
        if odd := [one.error for one in came if isinstance(one, Unread)]:
            progress.remarks.append(f"{len(odd)} of its records kept but not read yet: {odd[0]}")
        if self.walk.dois:
            progress.found.update(found for one in came if isinstance(one, Record) for found in one.ids)


def _entry(walk: Walk, *, progress: Progress, trouble: SourceError | None, at: datetime) -> Entry:
    complete = trouble is None
    wait = getattr(trouble, "wait", None)
    missing = tuple(doi for doi in walk.dois if identifiers.work_id("doi", doi) not in progress.found)
    return Entry(
        state=State.COMPLETE if complete else State.GAP,
        source=walk.search.source,
        search=walk.search.name,
        key=walk.key,
        text=walk.search.text,
        as_of=walk.as_of,
        at=at,
        since=walk.since,
        hits=progress.hits if not walk.dois else None,
        records=progress.records,
        requests=progress.requests,
        dois=walk.dois if complete else (),
        missing=missing if complete else (),
        remarks=tuple(progress.remarks),
        reason=str(trouble) if trouble else "",
        due=at + timedelta(seconds=wait) if wait else None,
    )
