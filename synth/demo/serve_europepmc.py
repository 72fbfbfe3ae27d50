"""Europe PMC's ``/search``: fielded queries, cursor marks, three sizes of result."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from urllib.parse import quote
from xml.sax.saxutils import escape

import numpy as np

from synth.demo import render_europepmc
from synth.demo.accounts import Account
from synth.demo.calls import Call, Json, Reply, as_json, as_text, whole
from synth.demo.queries import Dialect, Everything, Node, Range, Term, parse
from synth.demo.shelves import Shelf
from synth.demo.texts import Mask, plain
from synth.errors import UserError

_VERSION = "6.9"
_MOST = 1000
_BASE = "https://www.ebi.ac.uk/europepmc/webservices/rest"
_WORDS = {
    "": "all",
    "TITLE": "title",
    "ABSTRACT": "abstract",
    "TITLE_ABS": "title and abstract",
    "AUTH": "author",
    "JOURNAL": "journal",
    "KW": "keyword",
    "MESH": "mesh",
}
_DATES = {
    "FIRST_IDATE": "indexed",
    "CREATION_DATE": "indexed",
    "UPDATE_DATE": "updated",
    "FIRST_PDATE": "published",
    "E_PDATE": "published",
}
_VALUES: dict[str, Callable[[Account], tuple[str, ...]]] = {
    "PUB_TYPE": lambda account: tuple(name.lower() for name in render_europepmc.types_of(account)),
    "LANG": lambda account: (account.publication.language.marc, account.publication.language.code),
    "HAS_ABSTRACT": lambda account: ("y" if account.sections else "n",),
    "OPEN_ACCESS": lambda account: ("y" if account.open else "n",),
    "IN_EPMC": lambda account: ("y" if account.pmcid else "n",),
    "PMCID": lambda account: (account.pmcid.lower(),),
}


def _meaning(shelf: Shelf, term: Term | Range) -> Mask:
    name = term.field.upper()
    if name in _DATES:
        column = shelf.days(_DATES[name])
        low, high = (term.low, term.high) if isinstance(term, Range) else (term.text, term.text)
        return (column >= _day(low, 0)) & (column <= _day(high, datetime.date.max.toordinal()))
    if name == "PUB_YEAR":
        column = shelf.column("year", lambda account: account.year)
        low, high = (term.low, term.high) if isinstance(term, Range) else (term.text, term.text)
        return (column >= _year(low, 0)) & (column <= _year(high, 9999))
    if isinstance(term, Range):
        raise UserError(f"{name} has no ranges")
    if name == "DOI":
        return shelf.mask(shelf.by_doi().get(term.text.lower(), ()))
    if name in ("SRC", "EXT_ID"):
        return _named(shelf, term.text.upper(), part=0 if name == "SRC" else 2)
    if name in _VALUES:
        return shelf.saying(name, _VALUES[name], term.text)
    if name not in _WORDS:
        # An unknown field is read as words, and finds what it finds.
        return shelf.field("all").phrase(plain(f"{term.field} {term.text}", stars=True))
    field = shelf.field(_WORDS[name])
    text = plain(term.text, stars=True)
    return field.near(text, term.slop) if term.slop is not None else field.phrase(text)


def _named(shelf: Shelf, text: str, *, part: int) -> Mask:
    """Give the records of a collection (part 0 of the key), or with an id in any of them (part 2)."""
    named = [places for key, places in shelf.by_native().items() if key.partition("/")[part] == text]
    return shelf.mask([place for places in named for place in places])


def _day(text: str, otherwise: int) -> int:
    if text == "*":
        return otherwise
    try:
        return datetime.date.fromisoformat(text).toordinal()
    except ValueError:
        raise UserError(f"Invalid date {text}") from None


def _year(text: str, otherwise: int) -> int:
    if text == "*":
        return otherwise
    if not text.isdigit():
        raise UserError(f"Invalid year {text}")
    return int(text)


class Desk:
    """Answers requests."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def answer(self, call: Call) -> Reply:
        """Answer one request."""
        if call.path != "/search":
            return as_text("<html><body><h1>Not Found</h1></body></html>", status=404, kind="text/html")
        try:
            body = self._searched(call)
        except UserError as error:
            body = {"version": _VERSION, "errCode": 400, "errMsg": f"Invalid request: {error}"}
        if call.value("format") == "json":
            return as_json(body, kind="application/json;charset=UTF-8")
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        text = f"{head}<responseWrapper>{_xml(body)}</responseWrapper>"
        return as_text(text, status=200, kind="application/xml;charset=UTF-8")

    def _searched(self, call: Call) -> Json:
        text = call.value("query") or ""
        kind = call.value("resultType") or "lite"
        size = whole(call.value("pageSize"), 25)
        if kind not in ("idlist", "lite", "core"):
            raise UserError(f"resultType {kind} is none of idlist, lite, core")
        if size is None or not 1 <= size <= _MOST:
            raise UserError(f"pageSize must be a number between 1 and {_MOST}")
        if not text.strip():
            raise UserError("the query is empty")
        mark = call.value("cursorMark")
        start = _start(mark) if mark is not None else ((whole(call.value("page"), 1) or 1) - 1) * size
        found = self._shelf.kept(text, lambda: np.flatnonzero(self._shelf.evaluate(_parsed(text), _meaning)))
        shown = found[start : start + size]
        body: Json = {"version": _VERSION, "hitCount": len(found)}
        if len(found) > 1:
            following = _mark(start + len(shown)) if len(shown) else mark or "*"
            body |= {"nextCursorMark": following, "nextPageUrl": _next(text, following, kind, size)}
        body["request"] = {
            "queryString": text,
            "resultType": kind,
            "cursorMark": mark or "*",
            "pageSize": size,
            "sort": call.value("sort") or "",
            "synonym": (call.value("synonym") or "").lower() == "true",
        }
        return body | {"resultList": {"result": [self._result(int(place), kind) for place in shown]}}

    def _result(self, place: int, kind: str) -> Json:
        account = self._shelf.account(place)
        if kind == "core":
            return render_europepmc.core(self._shelf.literature, account)
        return render_europepmc.lite(account) if kind == "lite" else render_europepmc.idlist(account)


def _parsed(text: str) -> Node:
    return Everything() if text.strip() in ("*", "*:*") else parse(text, Dialect())


def _mark(start: int) -> str:
    return f"AoIIQSynth{start:09d}=="


def _start(mark: str) -> int:
    if mark in ("*", "%2A"):
        return 0
    digits = mark.removeprefix("AoIIQSynth").removesuffix("==")
    if mark != f"AoIIQSynth{digits}==" or not digits.isdigit():
        raise UserError("cursorMark is not valid")
    return int(digits)


def _next(text: str, mark: str, kind: str, size: int) -> str:
    return (
        f"{_BASE}/search?query={quote(text)}&cursorMark={mark}&resultType={kind}&pageSize={size}&format=json"
    )


def _xml(value: object) -> str:
    """Write JSON as the XML that is sent when no format is asked for."""
    if isinstance(value, dict):
        parts = []
        for name, entry in value.items():
            for one in entry if isinstance(entry, list) else [entry]:
                parts.append(f"<{name}>{_xml(one)}</{name}>")
        return "".join(parts)
    return escape(str(value).lower() if isinstance(value, bool) else str(value))
