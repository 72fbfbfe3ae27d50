"""What coders say, as the site holds it: files, the codebook of today, and what phrases find in a work."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from synth.coding.finding import Finder, Passage
from synth.coding.judging import Judgement, judge
from synth.coding.views import View, views
from synth.domain.codebook import Code, Codebook
from synth.domain.codings import Coding, settled
from synth.domain.identifiers import WorkId
from synth.domain.people import Person
from synth.errors import UserError
from synth.paths import Places
from synth.store import codebook, codings, tables
from synth.web import loading
from synth.web.blindness import Eyes
from synth.web.desk import Desk
from synth.web.sheets import Sheet

KEPT = 2000  # works whose passages are remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What is said of a work: each coder's view, and what was settled, by code or field."""

    views: Mapping[str, View]
    settled: Mapping[str, Coding]

    def judge(self, code: Code, *, found: bool) -> Judgement:
        """Gather what there is about a code."""
        return judge(code, self.views, found=found, settled=self.settled.get(code.id))


def visible(opinion: Opinion, eyes: Eyes) -> Opinion:
    """Give what a person may see of what is said of a work."""
    views = opinion.views
    return Opinion(
        views={name: view for name, view in views.items() if eyes.sees(name, views)},
        settled=opinion.settled if eyes.sees_settled(views) else {},
    )


NOTHING = Opinion(views={}, settled={})


class Coders:
    """
    The coders' files under the works of a desk. Thread-safe.

    Files are followed: what others add is read when somebody asks. Another build of the works, or another
    codebook, is noticed in the same way.
    """

    def __init__(self, places: Places, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._places, self._now = places, now
        self._lock = threading.RLock()  # of all that follows; held for moments
        self._hands: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._journal = codings.follow(places.decisions / "codes")
        self._synthetic: tuple[Coding, ...] = ()
        self._desk: Desk | None = None
        self._lines: dict[WorkId, list[Coding]] = {}
        self._opinions: dict[WorkId, Opinion] = {}
        self._read = ""
        self._book: Codebook | None = None
        self._finder: Finder | None = None
        self._found: dict[WorkId, list[Passage]] = {}
        self._proposed = ""
        self._proposals: dict[str, dict[str, float]] = {}

    def book(self) -> Codebook:
        """Give the codebook as it is now; raises UserError where it is missing or faulty."""
        with self._lock:
            now = loading.stamp(self._places.codebook)
            if self._book is None or now != self._read:
                self._book = codebook.read(self._places.codebook)
                self._finder, self._found, self._read = Finder(self._book), {}, now
            return self._book

    def passages(self, sheet: Sheet) -> Sequence[Passage]:
        """Give what the phrases of today's codebook find in a work."""
        with self._lock:
            self.book()
            if sheet.work not in self._found:
                if len(self._found) >= KEPT:
                    self._found.clear()
                assert self._finder is not None
                self._found[sheet.work] = self._finder.find(sheet.title, sheet.abstract, sheet.keywords)
            return self._found[sheet.work]

    def found(self, sheet: Sheet) -> frozenset[str]:
        """Give the codes whose phrases are found in a work."""
        return frozenset(passage.code for passage in self.passages(sheet))

    def proposals(self, work: str) -> Mapping[str, float]:
        """Give the codes that the last build proposes for a work, with their probability."""
        with self._lock:
            path = self._places.table("codes")
            now = loading.stamp(path)
            if now != self._proposed:
                self._proposed, self._proposals = now, defaultdict(dict)
                for row in _proposed(self._places) if now else ():
                    self._proposals[row["work"]][row["code"]] = row["probability"]
            return dict(self._proposals.get(work, {}))

    def opinion(self, engine: Desk, work: WorkId) -> Opinion:
        """Give what is said of a work."""
        with self._lock:
            self._follow(engine)
            return self._opinion(work)

    def opinions(self, engine: Desk) -> dict[WorkId, Opinion]:
        """Give what is said of each work of which something is said, in the order of their ids."""
        with self._lock:
            self._follow(engine)
            return {work: self._opinion(work) for work in sorted(self._lines)}

    def own(self, engine: Desk, person: Person, work: WorkId) -> list[Coding]:
        """Give a person's lines on a work, in the order of the file."""
        with self._lock:
            self._follow(engine)
            return [line for line in self._lines.get(work, ()) if line.by == person.name]

    def made_up(self) -> frozenset[str]:
        """Name the demonstration's synthetic coders."""
        with self._lock:
            return frozenset(line.by for line in self._synthetic)

    def say(
        self,
        engine: Desk,
        person: Person,
        work: WorkId,
        wanted: Callable[[Sequence[Coding]], Sequence[Coding]],
    ) -> list[Coding]:
        """
        Have on disk what a person says of a work; give the lines that are new.

        ``wanted`` is given her lines on the work as they are now, and gives those to add; their moment and
        name are put in here. No line of hers can come in between.
        """
        with self._lock:
            hand = self._hands[person.name]
        with hand:
            lines = wanted(self.own(engine, person, work))
            if not lines:
                return []
            at = self._moment(person)
            made = [replace(line, at=at, by=person.name, work=work) for line in lines]
            written = self._journal.extend(made)
            with self._lock:
                for line in written:
                    self._take(engine, line)
            return written

    def _moment(self, person: Person) -> str:
        """Give the moment, or that of her last line where a clock was set back since."""
        now = self._now().astimezone(UTC).isoformat(timespec="milliseconds")
        return max([*(line.at for line in self._journal.of(person.name)), now], key=datetime.fromisoformat)

    def _follow(self, engine: Desk) -> None:
        added = self._journal.follow()
        if added is None or engine is not self._desk:
            self._desk, self._lines, self._opinions, self._found = engine, {}, {}, {}
            self._synthetic = tuple(codings.read(self._places.synthetic_codings))
            added = (*self._synthetic, *self._journal.lines())
        for line in added:
            self._take(engine, line)

    def _take(self, engine: Desk, line: Coding) -> None:
        work = engine.work(line.work)
        if work:
            known = self._lines.setdefault(work, [])
            today = replace(line, work=work)
            if not line.key or today not in known:
                known.append(today)
            self._opinions.pop(work, None)

    def _opinion(self, work: WorkId) -> Opinion:
        if work not in self._opinions:
            lines = self._lines.get(work, [])
            self._opinions[work] = Opinion(
                views=views(lines).get(work, {}),
                settled={name: made for (_, name), made in settled(lines).items()},
            )
        return self._opinions[work]


def _proposed(places: Places) -> Iterator[Mapping[str, Any]]:
    columns = ("work", "code", "origin", "probability")
    for row in tables.read(places.table("codes"), tables.TABLES["codes"], columns=columns):
        if row["origin"] == "proposal":
            yield row


def sheet_of(engine: Desk, name: str) -> Sheet:
    """Give the sheet of a work; raises UserError where it is not here."""
    sheet = engine.sheet(name)
    if sheet is None:
        raise UserError(f"{name!r} is no work of this corpus: it may have left it with the last refresh")
    return sheet
