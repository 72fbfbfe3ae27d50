"""ERIC's one address: a Solr-like search, paged by ``start`` and ``rows``."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

import numpy as np

from synth.demo import render_eric
from synth.demo.accounts import Account
from synth.demo.calls import Call, Json, Reply, as_json, as_text, whole
from synth.demo.queries import Dialect, Everything, Node, Range, Term, parse
from synth.demo.shelves import Shelf
from synth.demo.texts import Mask, plain
from synth.errors import UserError

_MOST = 2000
_WORDS = {
    "": "eric",
    "title": "title",
    "description": "abstract",
    "subject": "subject",
    "author": "author",
    "source": "journal",
}


def _meaning(shelf: Shelf, term: Term | Range) -> Mask:
    if term.field == "publicationdateyear":
        column = shelf.column("year", lambda account: account.year)
        low, high = (term.low, term.high) if isinstance(term, Range) else (term.text, term.text)
        return (column >= _year(low, 0)) & (column <= _year(high, 9999))
    if isinstance(term, Range):
        raise UserError(f"field {term.field} has no ranges")
    if term.field == "*" and term.text == "*":
        return np.ones(len(shelf), dtype=bool)
    if term.field == "id":
        return shelf.mask(shelf.by_native().get(term.text.upper(), ()))
    if term.field in ("peerreviewed", "publicationtype", "language", "issn"):
        return _exactly(shelf, term.field, term.text)
    if term.field not in _WORDS:
        raise UserError(f"undefined field {term.field}")
    field = shelf.field(_WORDS[term.field])
    text = plain(term.text, stars=True)
    return field.near(text, term.slop) if term.slop is not None else field.phrase(text)


def _year(text: str, otherwise: int) -> int:
    if text == "*":
        return otherwise
    if not text.isdigit():
        raise UserError(f"Invalid Number: {text}")
    return int(text)


def _exactly(shelf: Shelf, name: str, text: str) -> Mask:
    def values(account: Account) -> list[str]:
        value = render_eric.document(account).get(name, [])
        return [value] if isinstance(value, str) else list(value)

    return shelf.saying(name, values, text)


class Desk:
    """Answers requests."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def answer(self, call: Call) -> Reply:
        """Answer one request."""
        if call.path not in ("", "/"):
            return as_text("<html><body><h1>Not Found</h1></body></html>", status=404, kind="text/html")
        text = call.value("search") or ""
        start, rows = whole(call.value("start"), 0), whole(call.value("rows"), 20)
        try:
            if start is None or rows is None:
                raise UserError("For input string: start and rows must be whole numbers")
            found = self._shelf.kept(
                text, lambda: np.flatnonzero(self._shelf.evaluate(_parsed(text), _meaning))
            )
        except UserError as error:
            message = f"org.apache.solr.search.SyntaxError: {error}"
            return as_json({"error": {"metadata": [], "msg": message, "code": 400}}, status=400)
        asked = call.value("fields") or ""
        fields = (
            render_eric.FIELDS
            if "*" in asked
            else tuple(filter(None, asked.split(","))) or render_eric.DEFAULT
        )
        # The newest come first, as Solr sorts equal scores here.
        docs = [self._document(int(place), fields) for place in found[::-1][start : start + min(rows, _MOST)]]
        if call.value("format") == "xml":
            return as_text(_xml(len(found), start, docs), status=200, kind="application/xml")
        response = {"numFound": len(found), "start": start, "numFoundExact": True, "docs": docs}
        return as_json({"response": response})

    def _document(self, place: int, fields: tuple[str, ...]) -> Json:
        document = render_eric.document(self._shelf.account(place))
        return {name: value for name, value in document.items() if name in fields}


def _parsed(text: str) -> Node:
    return Everything() if text.strip() == "*:*" else parse(text, Dialect())


def _xml(found: int, start: int, docs: list[Json]) -> str:
    parts = ['<?xml version="1.0" encoding="UTF-8"?>\n<response>\n']
    parts.append(f'<result name="response" numFound="{found}" start="{start}" numFoundExact="true">')
    for document in docs:
        parts.append("<doc>")
        parts += [_element(name, value) for name, value in document.items()]
        parts.append("</doc>")
    return "".join(parts) + "</result>\n</response>\n"


def _element(name: str, value: object) -> str:
    if isinstance(value, list):
        return (
            f"<arr name={quoteattr(name)}>"
            + "".join(f"<str>{escape(str(entry))}</str>" for entry in value)
            + "</arr>"
        )
    tag = "int" if isinstance(value, int) else "str"
    return f"<{tag} name={quoteattr(name)}>{escape(str(value))}</{tag}>"
