"""Which pages are still owed, and the walk through them."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from synth.domain import identifiers, ledger
from synth.domain.answers import Answer, Page, Request, Search
from synth.domain.ledger import Entry, State
from synth.errors import (
    SourceChanged,
    SourceError,
    SourceMissing,
    SourceRefused,
    SourceUnreachable,
)
from synth.sources import Source

log = logging.getLogger(__name__)

DOIS = "dois"
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
    remarks: list[str] = field(default_factory=list)
    found: set[str] = field(default_factory=set)


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
        since = last.as_of - OVERLAP if last else None
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
    for walk in walks:
        progress = Progress(source=source.NAME, search=walk.search.name, most=walk.search.most)
        trouble = stopped
        if stopped is None:
            try:
                _Walker(
                    walk=walk, source=source, ask=ask, shelf=shelf(walk), tell=tell, progress=progress
                ).run()
            except (SourceRefused, SourceUnreachable) as error:
                stopped = trouble = error
            except SourceError as error:
                trouble = error
        yield _entry(walk, progress=progress, trouble=trouble, at=clock())


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
            self.progress.records = self.progress.requests = 0
            self._pages()

    def _pages(self) -> None:
        owed = deque(self.walk.first)
        seen: set[str] = set()
        continued = False
        while owed:
            request = owed.popleft()
            if request.key in seen:
                words = "its paging came back to a page it had already sent"
                raise SourceChanged(words, source=self.source.NAME)
            seen.add(request.key)
            answer = self.shelf.stored(request)
            continued = continued or answer is not None
            answer = answer or self._asked(request, continued=continued)
            if answer:
                page = self.source.follow(answer)
                owed.extend(page.owed)
                self._note(page, answer)
            self.progress.owed = len(owed)
            self.tell(self.progress)

    def _asked(self, request: Request, *, continued: bool) -> Answer | None:
        """Ask, make sure the answer is one, and keep it; None for a DOI that is not there."""
        try:
            answer = self.ask(request)
            self.source.follow(answer)
        except (SourceRefused, SourceUnreachable, SourceChanged):
            raise
        except SourceError as error:
            if self.walk.dois and isinstance(error, SourceMissing):
                return None  # one DOI asked for by itself; it is listed as missing
            if continued and not self.progress.requests:
                raise _Stale(str(error), source=self.source.NAME) from error
            raise
        self.shelf.keep(answer)
        self.progress.requests += 1
        return answer

    def _note(self, page: Page, answer: Answer) -> None:
        """Count what came; an answer that cannot be read is kept all the same, a better parser may."""
        progress = self.progress
        if progress.hits is None:
            progress.hits = page.hits
        progress.remarks += [remark for remark in page.remarks if remark not in progress.remarks]
        try:
            for record in self.source.parse(answer):
                progress.records += 1
                progress.found.update(record.ids)
        except SourceChanged as error:
            progress.remarks.append(f"an answer was kept but cannot be read yet: {error}")


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
