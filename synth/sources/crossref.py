"""Crossref: what publishers register; asked for DOIs in batches, and by words it ranks but cannot combine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import quote

from synth.domain.answers import Answer, Page, Request, Search
from synth.domain.records import Record
from synth.errors import UserError
from synth.sources import judging, registered
from synth.sources.batches import batches
from synth.sources.judging import Judgement, Outcome
from synth.sources.nodes import Node, changed, decoded
from synth.sources.reading import Unread, each

NAME = "crossref"
BASE = "https://api.crossref.org"
PACE = 0.34  # lists: three a second for those who say who they are
KEY = ""
KEYED_PACE = PACE

ROWS, REACH = 1000, 10_000  # most items of a page, and how far its ranked pages go
MOST_DOIS, LONGEST = 50, 3300


def search(search: Search, *, since: date | None, until: date) -> Request:
    """
    Give the last page of the best ``most`` hits; the pages before it are owed by what it answers.

    The walk goes backwards because a page's place in it then follows from its request alone, and by
    ``offset`` because a cursor has no order of relevance. Without ``most`` the best thousand are taken.
    ``since`` would bring the best of what was indexed anew, works that never ranked among the best: the
    same pages are asked whole.
    """
    most = search.most or ROWS
    if not 1 <= most <= REACH:
        raise UserError(
            f"queries/search.yaml: {search.name}: Crossref ranks at most {REACH} hits, not {most}"
        )
    offset = (most - 1) // ROWS * ROWS
    parameters = [("query.bibliographic", search.text)]
    parameters.append(("rows", str(most - offset)))
    if offset:
        parameters.append(("offset", str(offset)))
    return Request(source=NAME, path="/works", parameters=tuple(parameters))


def fetch(dois: Sequence[str]) -> list[Request]:
    """Ask for fifty DOIs at once; those with a comma, which ends a filter, one by one."""
    alone = [doi for doi in dict.fromkeys(dois) if "," in doi]
    others = [doi for doi in dois if "," not in doi]
    singles = [Request(source=NAME, path=f"/works/{quote(doi, safe='')}") for doi in alone]
    return [_batch(batch) for batch in batches(others, most=MOST_DOIS, longest=LONGEST)] + singles


def _batch(dois: Sequence[str]) -> Request:
    wanted = ",".join(f"doi:{doi}" for doi in dois)
    return Request(source=NAME, path="/works", parameters=(("filter", wanted), ("rows", str(len(dois)))))


def authorise(key: str) -> tuple[dict[str, str], dict[str, str]]:
    """Carry nothing: who asks is said in the User-Agent."""
    return {}, {}


def introduce(contact: str) -> dict[str, str]:
    """Give nothing: who asks is said in the User-Agent."""
    return {}


def judge(answer: Answer) -> Judgement:
    """Judge an answer; a 404 may also be about a cursor that lived too long."""
    judgement = judging.judge(answer)
    if answer.status == 404 and b"cursor-invalid" in answer.body:
        return Judgement(outcome=Outcome.WRONG, words=judgement.words)
    return judgement


def follow(answer: Answer) -> Page:
    """
    Owe the page before this one, or the next of a cursor.

    A cursor is given on the last page too: the walk ends where fewer items come than were asked for.
    """
    message = _message(answer)
    if not message.has("items"):
        return Page(hits=1)
    hits, items = message.number("total-results"), message.nodes("items")
    if hits is None:
        raise changed(NAME, "no message.total-results", answer=answer)
    if answer.request.parameter("cursor") is not None:
        return Page(hits=hits, owed=_onwards(answer.request, message))
    offset = min(int(answer.request.parameter("offset") or 0), -(-hits // ROWS) * ROWS)
    if not items and hits > int(answer.request.parameter("offset") or 0):
        raise changed(NAME, f"no items though it counts {hits}", answer=answer)
    return Page(hits=hits, owed=(_before(answer.request, offset),) if offset else ())


def _before(request: Request, offset: int) -> Request:
    kept = tuple(pair for pair in request.parameters if pair[0] not in ("rows", "offset"))
    place = (("offset", str(offset - ROWS)),) if offset > ROWS else ()
    return Request(source=NAME, path=request.path, parameters=(*kept, ("rows", str(ROWS)), *place))


def _onwards(request: Request, message: Node) -> tuple[Request, ...]:
    rows = message.number("items-per-page") or int(request.parameter("rows") or 20)
    cursor = message.text("next-cursor")
    if cursor is None or len(message.nodes("items")) < rows:
        return ()
    kept = tuple(pair for pair in request.parameters if pair[0] != "cursor")
    return (Request(source=NAME, path=request.path, parameters=(*kept, ("cursor", cursor))),)


def parse(answer: Answer) -> Iterator[Record | Unread]:
    """Read each item of a list, or the one work asked for."""
    message = _message(answer)
    items = message.nodes("items") if message.has("items") else [message]
    return each(items, registered.record)


def _message(answer: Answer) -> Node:
    """Give a list of works, or one work; anything else Crossref answers holds none."""
    body = decoded(NAME, answer)
    kind, message = body.text("message-type"), body.fields.get("message")
    holds = {"work-list": "items", "work": "DOI"}.get(kind or "")
    if body.text("status") != "ok" or holds is None or not isinstance(message, dict):
        raise changed(NAME, f"a message of type {kind} and no works", answer=answer)
    found = body.node("message")
    found.need(holds)
    return found
