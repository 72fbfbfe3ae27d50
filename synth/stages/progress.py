"""How far long work is: bars on a terminal, one line an event elsewhere."""

from __future__ import annotations

import logging
import sys
import textwrap
from collections.abc import Iterable, Iterator
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from tqdm import tqdm
from tqdm.contrib.logging import logging_redirect_tqdm

from synth.domain.ledger import Entry, State

if TYPE_CHECKING:  # the network's libraries take longer to load than a small bibliography to compare
    from synth.sources.harvesting import Progress

log = logging.getLogger(__name__)
Item = TypeVar("Item")
LONGEST_REMARK = 160  # characters; the ledger has it whole


def counted(items: Iterable[Item], *, what: str, total: int | None = None) -> Iterator[Item]:
    """Give the items, showing how many of how many and how long yet while someone watches."""
    yield from tqdm(items, desc=what, total=total, unit="", disable=not sys.stderr.isatty(), leave=False)


class Bars:
    """One bar for each source: records that came, of how many the source says there are."""

    def __init__(self) -> None:
        self._bars: dict[str, tqdm[Any]] = {}
        self._counted: dict[tuple[str, str], tuple[int, int]] = {}
        self._lock = Lock()
        self._lines = logging_redirect_tqdm()  # a line of the log goes above the bars

    def __enter__(self) -> Self:
        self._lines.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for bar in self._bars.values():
            bar.close()
        self._lines.__exit__(kind, error, trace)

    def tell(self, progress: Progress) -> None:
        """Move a source's bar to where its walk is."""
        if not sys.stderr.isatty():
            return
        with self._lock:
            if progress.source not in self._bars:
                self._bars[progress.source] = tqdm(
                    desc=progress.source.ljust(10), unit=" records", total=0, position=len(self._bars)
                )
            bar = self._bars[progress.source]
            place = (progress.source, progress.search)
            records, hits = self._counted.get(place, (0, 0))
            now_hits = max(min(progress.hits or 0, progress.most or sys.maxsize), progress.records)
            self._counted[place] = (progress.records, now_hits)
            bar.total = (bar.total or 0) + now_hits - hits
            bar.update(progress.records - records)

    def ended(self, entry: Entry) -> None:
        """Say in one line how a walk ended."""
        watched = sys.stderr.isatty()  # then the bar tells of what went well
        level = logging.INFO if entry.state is State.COMPLETE else logging.WARNING
        said = "" if entry.hits is None else f" of {entry.hits} the source counts"
        told = "complete" if entry.state is State.COMPLETE else f"GAP, {entry.reason}"
        with self._lock:
            log.log(
                logging.DEBUG if watched and level == logging.INFO else level,
                "harvest: %s, %s: %d records%s, %d requests: %s",
                entry.source,
                entry.search,
                entry.records,
                said,
                entry.requests,
                told,
            )
            for remark in entry.remarks:
                words = textwrap.shorten(remark, LONGEST_REMARK, placeholder=" …")
                log.warning("harvest: %s, %s: %s", entry.source, entry.search, words)
            if entry.missing:
                log.info("harvest: %s does not have %s", entry.source, ", ".join(entry.missing))
