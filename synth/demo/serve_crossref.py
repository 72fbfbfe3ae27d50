"""Crossref's ``/works``: ranked words, filters, cursors and its ways to refuse."""

from __future__ import annotations

import base64
import binascii
import datetime
import re
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from synth.demo import render_crossref
from synth.demo.accounts import Account
from synth.demo.calls import Call, Json, Reply, as_json, as_text, whole
from synth.demo.shelves import Shelf
from synth.demo.texts import Mask, plain
from synth.demo.works import NOTICES, Column
from synth.errors import UserError

_FIELDS = {
    "query": "bibliographic",
    "query.bibliographic": "bibliographic",
    "query.title": "title",
    "query.author": "author",
    "query.container-title": "journal",
}
_PARAMETERS = (
    *_FIELDS,
    "filter",
    "rows",
    "offset",
    "cursor",
    "select",
    "sort",
    "order",
    "sample",
    "facet",
    "mailto",
)
_STOP = {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}


class _Invalid(UserError):
    """A request Crossref refuses: one entry of its list of reasons."""

    def __init__(self, kind: str, value: str, message: str) -> None:
        super().__init__(message)
        self.entry = {"type": kind, "value": value, "message": message}


def _failed(entry: Json, *, status: int, kind: str) -> Reply:
    body = {"status": "failed", "message-type": kind, "message": [entry]}
    return as_json(body, status=status, kind="application/json;charset=utf-8")


def _envelope(kind: str, message: Json) -> Reply:
    return as_json({"status": "ok", "message-type": kind, "message-version": "1.0.0", "message": message})


class Desk:
    """Answers requests."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def answer(self, call: Call) -> Reply:
        """Answer one request."""
        try:
            reply = self._served(call)
        except _Invalid as error:
            cursor = error.entry["type"] == "cursor-invalid"
            reply = _failed(
                error.entry,
                status=404 if cursor else 400,
                kind="resource-failure" if cursor else "validation-failure",
            )
        return Reply(status=reply.status, kind=reply.kind, body=reply.body, headers=_pool(call))

    def _served(self, call: Call) -> Reply:
        if call.path == "/works":
            return self._list(call)
        doi = call.path.removeprefix("/works/").lower()
        places = self._shelf.by_doi().get(doi.removesuffix("/agency"), ())
        if not call.path.startswith("/works/") or not places:
            return as_text("Resource not found.", status=404, kind="text/plain")
        if doi.endswith("/agency"):
            return _envelope(
                "work-agency", {"DOI": doi[:-7], "agency": {"id": "crossref", "label": "Crossref"}}
            )
        if any(name.startswith("query") for name, _ in call.parameters):
            message = "This route does not support field query parameters"
            raise _Invalid("parameter-not-allowed", "query.*", message)
        return _envelope(
            "work", render_crossref.work(self._shelf.literature, self._shelf.account(places[0]), score=1)
        )

    def _list(self, call: Call) -> Reply:
        for name, _ in call.parameters:
            if name not in _PARAMETERS:
                raise _Invalid(
                    "parameter-not-allowed",
                    name,
                    f"Parameter {name} specified but not allowed for this route",
                )
        rows = _number(call, "rows", default=20, most=1000)
        offset = _number(call, "offset", default=0, most=10_000)
        sample = _number(call, "sample", default=0, most=100)
        cursor = call.value("cursor")
        ranks = self._ranks(call)
        found, scores = (ranks[0], ranks[1]) if cursor is None else _in_order(*ranks)
        start = offset if cursor is None else _start(cursor)
        size = sample or rows
        fields = [field for field in (call.value("select") or "").split(",") if field]
        items = [
            self._item(int(place), float(score), fields)
            for place, score in zip(found[start : start + size], scores[start : start + size], strict=True)
        ]
        message: Json = {"facets": {}}
        if cursor is not None:
            message["next-cursor"] = _cursor(start + len(items))
        message |= {"total-results": len(found), "items": items, "items-per-page": size}
        message["query"] = {"start-index": offset, "search-terms": call.value("query")}
        return _envelope("work-list", message)

    def _item(self, place: int, score: float, fields: list[str]) -> Json:
        item = render_crossref.work(self._shelf.literature, self._shelf.account(place), score=round(score, 6))
        return {name: value for name, value in item.items() if name in fields} if fields else item

    def _ranks(self, call: Call) -> tuple[Column, NDArray[np.float64]]:
        """Give the places found, best first, and their scores."""
        words = tuple((name, plain(value)) for name, value in call.parameters if name in _FIELDS)
        filters = tuple(call.values("filter"))
        scores = self._shelf.kept(("scores", words), lambda: self._scores(words))
        kept = self._shelf.kept(
            ("filter", filters), lambda: np.flatnonzero(_filtered(self._shelf, ",".join(filters)))
        )
        found = kept[scores[kept] > 0]
        best = np.argsort(-scores[found], kind="stable")
        return found[best], scores[found][best] / 1000

    def _scores(self, words: tuple[tuple[str, str], ...]) -> Column:
        """Rank by how rare the words are that a record holds: words are alternatives, nothing is required."""
        size = len(self._shelf)
        if not words:
            return np.ones(size, dtype=np.int64)
        scores = np.zeros(size)
        for name, text in words:
            for word in dict.fromkeys(text.split()):
                if word in _STOP:
                    continue
                holds = self._shelf.field(_FIELDS[name]).phrase(word)
                scores += holds * np.log1p(size / (1 + holds.sum()))
        return np.rint(scores * 1000).astype(np.int64)


def _in_order(found: Column, scores: NDArray[np.float64]) -> tuple[Column, NDArray[np.float64]]:
    """Put results into the order of a cursor walk, which is not that of relevance."""
    order = np.argsort(found, kind="stable")
    return found[order], scores[order]


def _number(call: Call, name: str, *, default: int, most: int) -> int:
    given = call.value(name)
    number = whole(given, default)
    if number is None or number > most:
        message = (
            f"Integer specified as {given} but must be a positive integer less than or equal to {most}. "
        )
        raise _Invalid("integer-not-valid", given or "", message)
    return number


def _pool(call: Call) -> dict[str, str]:
    polite = call.value("mailto") or "mailto:" in call.headers.get("user-agent", "")
    single = call.path != "/works"
    limits = {
        (True, True): ("10", "3"),
        (True, False): ("3", "3"),
        (False, True): ("5", "1"),
        (False, False): ("1", "1"),
    }
    limit, concurrency = limits[bool(polite), single]
    return {
        "x-api-pool": f"{'polite' if polite else 'public'}-{'single' if single else 'array'}",
        "x-rate-limit-limit": limit,
        "x-rate-limit-interval": "1s",
        "x-concurrency-limit": concurrency,
    }


def _cursor(start: int) -> str:
    return base64.b64encode(f"synthetic scroll {start:012d} of a fixed literature".encode()).decode()


def _start(cursor: str) -> int:
    if cursor == "*":
        return 0
    try:
        text = base64.b64decode(cursor, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        text = ""
    found = re.fullmatch(r"synthetic scroll (\d{12}) of a fixed literature", text)
    if found is None:
        raise _Invalid("cursor-invalid", cursor, "Cursor specified but it is invalid")
    return int(found[1])


def _day(value: str, *, until: bool) -> int:
    """Read a date that may lack month and day, or carry a time."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:T.*)?", value)
    if found is None:
        raise _Invalid(
            "date-not-valid",
            value,
            f"Date specified as {value} but must be of the form: yyyy, yyyy-MM or yyyy-MM-dd",
        )
    month = int(found[2] or (12 if until else 1))
    try:
        return datetime.date(int(found[1]), month, int(found[3] or (28 if until else 1))).toordinal()
    except ValueError:
        raise _Invalid("date-not-valid", value, f"Date specified as {value} is not a day") from None


_DATES = {
    "index-date": "updated",
    "update-date": "updated",
    "deposit-date": "updated",
    "created-date": "indexed",
    "pub-date": "published",
}


def _dated(shelf: Shelf, kind: str, value: str, *, until: bool) -> Mask:
    day, days = _day(value, until=until), shelf.days(_DATES[kind])
    return days <= day if until else days >= day


def _said(name: str, values_of: Callable[[Account], tuple[str, ...]]) -> Callable[[Shelf, str], Mask]:
    return lambda shelf, value: shelf.saying(name, values_of, value)


def _true(name: str, value_of: Callable[[Account], bool]) -> Callable[[Shelf, str], Mask]:
    return _said(name, lambda account: ("true", "t", "1") if value_of(account) else ("false", "f", "0"))


_FILTERS: dict[str, Callable[[Shelf, str], Mask]] = {
    "doi": lambda shelf, value: shelf.mask(shelf.by_doi().get(value.lower(), ())),
    "prefix": _said("prefix", lambda account: (account.native.split("/", 1)[0],)),
    "type": _said("type", lambda account: (render_crossref.kind_of(account),)),
    "issn": _said(
        "issn", lambda account: (account.publication.journal.issn, account.publication.journal.essn)
    ),
    "container-title": _said("container", lambda account: (account.publication.journal.title,)),
    "has-abstract": _true("has-abstract", lambda account: bool(account.sections)),
    "is-update": _true("is-update", lambda account: account.publication.kind in NOTICES),
}


def _filtered(shelf: Shelf, text: str) -> Mask:
    """Give the records a filter lets through: values of one name are alternatives, names must all hold."""
    chosen: dict[str, Mask] = {}
    for part in filter(None, text.split(",")):
        name, _, value = part.partition(":")
        mask = _one(shelf, name.strip(), value.strip())
        chosen[name] = chosen[name] | mask if name in chosen else mask
    return np.asarray(np.logical_and.reduce([np.ones(len(shelf), dtype=bool), *chosen.values()]))


def _one(shelf: Shelf, name: str, value: str) -> Mask:
    edge, _, date = name.partition("-")
    if edge in ("from", "until") and date in _DATES:
        return _dated(shelf, date, value, until=edge == "until")
    if name in _FILTERS:
        return _FILTERS[name](shelf, value)
    valid = ", ".join([*_FILTERS, *(f"{edge}-{date}" for date in _DATES for edge in ("from", "until"))])
    message = f"Filter {name} specified but there is no such filter for this route."
    message += f" Valid filters for this route are: {valid}"
    raise _Invalid("filter-not-available", name, message)
