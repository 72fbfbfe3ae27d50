"""A source of numbers, a world that answers for it, and a shelf in memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime

from synth.domain.answers import Answer, Page, Request, Search
from synth.domain.identifiers import WorkId
from synth.domain.ledger import Entry
from synth.domain.records import Record
from synth.errors import (
    SourceChanged,
    SourceError,
)
from synth.sources import harvesting
from synth.sources.harvesting import Walk
from synth.sources.judging import ANSWERED, Judgement
from synth.sources.reading import Unread, each

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = date(2026, 11, 20)
NARROW = Search(source="toy", name="narrow", text="belonging")
WIDE = Search(source="toy", name="wide", text="mattering")


class Toy:
    """A source whose answers are lists of numbers, three a page; page n+1 is owed after page n."""

    NAME, BASE, PACE, KEY, KEYED_PACE = "toy", "http://127.0.0.1", 0.0, "", 0.0

    def search(self, search: Search, *, since: date | None, until: date) -> Request:
        asked = (("text", search.text), ("page", "1"), *((("since", str(since)),) if since else ()))
        return Request(source="toy", path="/", parameters=asked)

    def fetch(self, dois: Sequence[str]) -> list[Request]:
        return [Request(source="toy", path=f"/{doi}", parameters=(("doi", doi),)) for doi in dois]

    def authorise(self, key: str) -> tuple[dict[str, str], dict[str, str]]:
        return {}, {}

    def introduce(self, contact: str) -> dict[str, str]:
        return {}

    def judge(self, answer: Answer) -> Judgement:
        return ANSWERED

    def follow(self, answer: Answer) -> Page:
        body = json.loads(answer.body)
        if "numbers" not in body:
            raise SourceChanged("no numbers", source="toy")
        page = answer.request.parameter("page")
        if body.get("next") is None or page is None:
            return Page(hits=body.get("hits"))
        following = tuple(
            (name, str(body["next"]) if name == "page" else value)
            for name, value in answer.request.parameters
        )
        return Page(hits=body["hits"], owed=(Request(source="toy", path="/", parameters=following),))

    def parse(self, answer: Answer) -> Iterator[Record | Unread]:
        return each(json.loads(answer.body)["numbers"], numbered)


def numbered(number: object) -> Record:
    if number is None:
        raise SourceChanged("answer.numbers is of no known shape", source="toy")
    return Record(source="toy", native=str(number), ids=(WorkId(f"doi:10.1234/{number}"),), title="")


class Shelf:
    """A shelf in memory that counts how often it was begun anew."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.renewed = 0

    def stored(self, request: Request) -> Answer | None:
        return self.answers.get(request.key)

    def keep(self, answer: Answer) -> None:
        self.answers[answer.request.key] = answer

    def renew(self) -> None:
        self.renewed += 1
        self.answers = {}

    def holds(self) -> tuple[str, int]:
        return f"{DAY}.{self.renewed}", len(self.answers)


class World:
    """Nine numbers on three pages, and what was asked; ``trouble`` may raise before an answer."""

    def __init__(self, trouble: Callable[[Request], None] = lambda request: None) -> None:
        self.asked: list[Request] = []
        self.trouble = trouble

    def ask(self, request: Request) -> Answer:
        self.asked.append(request)
        self.trouble(request)
        if doi := request.parameter("doi"):
            return answer(request, numbers=[doi.rpartition("/")[2]])
        page = int(request.parameter("page") or 0)
        return answer(
            request, numbers=list(range(3 * page - 3, 3 * page)), hits=9, next=page + 1 if page < 3 else None
        )


def answer(request: Request, **body: object) -> Answer:
    return Answer(request=request, at=NOON, status=200, headers=(), body=json.dumps(body).encode())


def walks(*searches: Search, dois: Sequence[str] = (), entries: Sequence[Entry] = ()) -> list[Walk]:
    return harvesting.plan(Toy(), searches=searches, dois=dois, entries=entries, as_of=DAY)


def harvest(world: World, shelf: Shelf, planned: Sequence[Walk]) -> list[Entry]:
    return list(
        harvesting.walk_all(
            planned,
            source=Toy(),
            ask=world.ask,
            shelf=lambda walk: shelf,
            clock=lambda: NOON,
            tell=lambda progress: None,
        )
    )


def failing(error: SourceError, *, page: str, times: int = 1) -> Callable[[Request], None]:
    left = [times]

    def trouble(request: Request) -> None:
        if request.parameter("page") == page and left[0]:
            left[0] -= 1
            raise error

    return trouble
