"""ERIC: the literature of education, reports and dissertations included; it has no field for a DOI."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import unquote

from synth.domain import identifiers
from synth.domain.answers import Answer, Page, Request, Search
from synth.domain.identifiers import WorkId
from synth.domain.records import Author, Kind, Record
from synth.errors import SourceChanged
from synth.sources import dates, judging, kinds, languages, markup, spellings
from synth.sources.judging import Judgement, Outcome
from synth.sources.nodes import Node, changed, decoded
from synth.sources.reading import Unread, each

NAME = "eric"
BASE = "https://api.ies.ed.gov/eric"
PACE = 1.0  # no limit is published
KEY = ""
KEYED_PACE = PACE

ROWS = 200
# Asked for by name: by itself ERIC leaves out source, url and dates.
FIELDS = (
    "id,title,author,source,publicationdateyear,description,subject,peerreviewed,url,issn,publisher,"
    "publicationtype,language,educationlevel,sourceid,institution,e_datemodified,e_yearadded,e_fulltextauth"
)
_DOI_IN_URL = re.compile(r"10\.\d{4,9}/[^\s?#&]+")


def search(search: Search, *, since: date | None, until: date) -> Request:
    """Give the first page; ``since`` is left alone, as only the year of addition can be asked for."""
    return _asked(search.text, 0)


def _asked(text: str, start: int) -> Request:
    return Request(
        source=NAME,
        path="/",
        parameters=(
            ("search", text),
            ("format", "json"),
            ("fields", FIELDS),
            ("start", str(start)),
            ("rows", str(ROWS)),
        ),
    )


def fetch(dois: Sequence[str]) -> list[Request]:
    """Give nothing: ERIC cannot be asked for a DOI."""
    return []


def authorise(key: str) -> tuple[dict[str, str], dict[str, str]]:
    """Carry nothing: no key is known."""
    return {}, {}


def introduce(contact: str) -> dict[str, str]:
    """Give nothing: who asks is said in the User-Agent."""
    return {}


def judge(answer: Answer) -> Judgement:
    """Judge an answer; the search engine behind it may report an error with status 200."""
    judgement = judging.judge(answer)
    if judgement.outcome is not Outcome.ANSWERED or b'"error"' not in answer.body[:2000]:
        return judgement
    try:
        body = decoded(NAME, answer)
        error, answered = body.node("error"), body.has("response")
        message, code = error.text("msg") or "error", error.number("code") or 0
    except SourceChanged:
        return judgement
    if answered or not error:
        return judgement
    outcome = Outcome.WAIT if code >= 500 else Outcome.WRONG
    return Judgement(outcome=outcome, words=f"error {code} with status {answer.status}: {message}"[:300])


def follow(answer: Answer) -> Page:
    """Owe the page that begins behind this one."""
    response = _response(answer)
    hits, start = response.number("numFound"), response.number("start")
    if hits is None or start is None:
        raise changed(NAME, "no response.numFound or response.start", answer=answer)
    if (count := len(response.nodes("docs"))) == 0 and start < hits:
        raise changed(NAME, f"no docs from {start} on though it counts {hits}", answer=answer)
    if start + count >= hits:
        return Page(hits=hits)
    return Page(hits=hits, owed=(_asked(answer.request.parameter("search") or "", start + count),))


def parse(answer: Answer) -> Iterator[Record | Unread]:
    """Read each document."""
    return each(_response(answer).nodes("docs"), _record)


def _response(answer: Answer) -> Node:
    body = decoded(NAME, answer)
    body.need("response")
    response = body.node("response")
    response.need("docs")
    return response


def _record(document: Node) -> Record:
    document.need("id")
    ids, title = _ids(document), markup.without_point(markup.plain(document.text("title")))
    authors, year = _authors(document), dates.year(document.number("publicationdateyear"))
    number = identifiers.eric(document.text("id") or "")
    if not ids:
        ids = (identifiers.hashed([NAME, title, str(year), *(author.name for author in authors)]),)
    types = document.texts("publicationtype")
    free = document.flag("e_fulltextauth") if number else None
    return Record(
        source=NAME,
        native=number or ids[0],
        ids=ids,
        title=title,
        abstract=markup.paragraphs(document.text("description")),
        authors=authors,
        year=year,
        date=dates.joined(year),
        venue=_venue(document),
        publisher=_publisher(document),
        issn=spellings.issns(document.texts("issn")),
        volume=_in_source(document, r"\bv(\d[\w-]*)"),
        issue=_in_source(document, r"\bn(\d[\w-]*)"),
        pages=spellings.pages(_in_source(document, r"\bp(\d[\w-]*)")),
        type=_kind(types, number),
        source_type="; ".join(types) or None,
        language=_language(document),
        subjects=spellings.each_once([*_texts(document, "subject"), *_texts(document, "educationlevel")]),
        oa_url=f"https://files.eric.ed.gov/fulltext/{number}.pdf" if free else None,
        oa_status="open" if free else None,
    )


def _ids(document: Node) -> tuple[WorkId, ...]:
    found = _DOI_IN_URL.search(unquote(_line(document, "url")))
    return identifiers.best_first(
        [
            identifiers.work_id("eric", document.text("id")),
            identifiers.work_id("doi", found[0]) if found else None,
        ]
    )


def _authors(document: Node) -> tuple[Author, ...]:
    """Give the authors; «And Others» is nobody's name."""
    names = (markup.plain(name) for name in document.texts("author"))
    return tuple(_author(name) for name in names if name.lower() != "and others")


def _author(name: str) -> Author:
    """Read ``Last, First``; a name without a comma is a group's or stands as it is."""
    family, comma, given = (part.strip() for part in name.partition(","))
    if not comma or not given:
        return Author(name=family if comma else name)
    return Author(name=f"{given} {family}", family=family, given=given)


def _texts(document: Node, name: str) -> tuple[str, ...]:
    return spellings.each_once(markup.plain(text) for text in document.texts(name))


def _line(document: Node, name: str) -> str:
    """Give a text that the search engine may also send as a list of one."""
    return markup.plain("; ".join(document.texts(name)))


def _venue(document: Node) -> str | None:
    """Give the journal of ``Journal of Nursing Education, v50 n3 p135-144 Mar 2011``."""
    source = _line(document, "source")
    return re.split(r",\s+(?=[vnp]\d)", source)[0] or None


def _in_source(document: Node, pattern: str) -> str | None:
    found = re.search(pattern, _line(document, "source"))
    return found[1] if found else None


def _publisher(document: Node) -> str | None:
    """Give the publisher without the postal address behind it."""
    first = re.split(r"(?<=\w{3})\.\s", _line(document, "publisher"), maxsplit=1)[0]
    return first.rstrip(".") or None


def _kind(types: Sequence[str], number: str | None) -> Kind:
    """Give the kind; where none is said an EJ number is that of a journal article."""
    kind = kinds.kind(types)
    return Kind.ARTICLE if kind is Kind.OTHER and (number or "").startswith("EJ") else kind


def _language(document: Node) -> str | None:
    return next((languages.language(name) for name in document.texts("language")), None)
