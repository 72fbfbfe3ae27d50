"""OpenAlex: the widest coverage, asked with Boolean searches and with DOIs a hundred at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from pyalex import Works, invert_abstract

from synth.domain import identifiers
from synth.domain.answers import Answer, Page, Pairs, Request, Search
from synth.domain.identifiers import WorkId
from synth.domain.records import Author, Record, Status
from synth.sources import dates, judging, kinds, languages, markup, spellings
from synth.sources.batches import batches
from synth.sources.judging import Judgement, Outcome
from synth.sources.nodes import Node, changed, decoded
from synth.sources.reading import Unread, each

NAME = "openalex"
BASE = "https://api.openalex.org"
PACE = 1.0  # a search with more than five operators: one a second without a key, five with one
KEY = "OPENALEX_API_KEY"
KEYED_PACE = 0.2

PER_PAGE = 100
MOST_DOIS, LONGEST = 100, 3300  # with `select` and the rest the request line stays below 4,000 bytes
_NAMED = re.compile(r"(?:^|,)(title|title_and_abstract)\.search:")
FIELDS = (
    "id",
    "ids",
    "doi",
    "display_name",
    "abstract_inverted_index",
    "authorships",
    "publication_year",
    "publication_date",
    "primary_location",
    "best_oa_location",
    "open_access",
    "biblio",
    "type",
    "language",
    "keywords",
    "topics",
    "mesh",
    "referenced_works",
    "referenced_works_count",
    "cited_by_count",
    "is_retracted",
)


def search(search: Search, *, since: date | None, until: date) -> Request:
    """
    Give the first page of a search in titles and abstracts, or of one whose text names its filters:
    ``title.search:…,title_and_abstract.search:…``, which must both be met.

    ``since`` is left alone: the filters on dates of creation and change are not in a free plan, so
    everything is asked for again. A comma would end the filter; a search means the same without it.
    """
    plain, *named = _NAMED.split(search.text)
    fields = dict(zip(named[::2], named[1::2], strict=True)) or {"title_and_abstract": plain}
    texts = {name: " ".join(text.replace(",", " ").split()) for name, text in fields.items()}
    return _listed(Works().search_filter(**texts))


def fetch(dois: Sequence[str]) -> list[Request]:
    """
    Ask for a hundred DOIs at once; those with a sign that filters read otherwise one by one, for free.
    """
    alone = [doi for doi in dict.fromkeys(dois) if set(doi) & set(',|"+')]
    others = [doi for doi in dois if doi not in alone]
    lists = [
        _listed(Works().filter(doi="|".join(batch)))
        for batch in batches(others, most=MOST_DOIS, longest=LONGEST)
    ]
    return lists + [_single(doi) for doi in alone]


def _listed(works: Works) -> Request:
    """Take a query of pyalex apart: it builds addresses, our client sends them."""
    parts = urlsplit(works.select(list(FIELDS)).url)
    paging = (("per_page", str(PER_PAGE)), ("cursor", "*"))
    return Request(source=NAME, path=parts.path, parameters=(*parse_qsl(parts.query), *paging))


def _single(doi: str) -> Request:
    # The prefix stays unencoded: in the encoded form a single work is charged for.
    path = f"/works/doi:{quote(doi, safe='/:;()')}"
    return Request(source=NAME, path=path, parameters=(("select", ",".join(FIELDS)),))


def authorise(key: str) -> tuple[dict[str, str], dict[str, str]]:
    """Carry the key in a header."""
    return {"Authorization": f"Bearer {key}"}, {}


def introduce(contact: str) -> dict[str, str]:
    """Give nothing: who asks is said in the User-Agent."""
    return {}


def judge(answer: Answer) -> Judgement:
    """Judge an answer; a 429 means four different things, which the body tells apart."""
    judgement = judging.judge(answer)
    if judgement.outcome is Outcome.ANSWERED:
        return judgement
    body = _refusal(answer)
    error, message = str(body.get("error") or ""), str(body.get("message") or "")
    # The error's own words alone: what stands around them may repeat a key.
    words = f"status {answer.status}: {message or error}"[:300] if message or error else judgement.words
    return _limited(answer, body, words) if answer.status == 429 else replace(judgement, words=words)


def _limited(answer: Answer, body: Mapping[str, Any], words: str) -> Judgement:
    """Judge a 429: a plan without this feature, a budget spent, a search too broad, or plain haste."""
    wait, said = _wait(answer, body), f"{body.get('error')} {body.get('message')}".lower()
    if "plan upgrade" in said:
        return Judgement(outcome=Outcome.DENIED, words=words)
    if "insufficient budget" in said:
        return Judgement(outcome=Outcome.SPENT, wait=wait or _reset(answer), words=words)
    if body.get("reason") == "broad_boolean_query":
        return Judgement(outcome=Outcome.WAIT, wait=max(wait or 0.0, 1.0), words=words)
    outcome = Outcome.SPENT if (wait or 0.0) > judging.LONGEST_WAIT else Outcome.WAIT
    return Judgement(outcome=outcome, wait=wait, words=words)


def _refusal(answer: Answer) -> Mapping[str, Any]:
    try:
        body = json.loads(answer.body)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _wait(answer: Answer, body: Mapping[str, Any]) -> float | None:
    wait, said = judging.retry_after(answer), body.get("retryAfter")
    return float(said) if wait is None and isinstance(said, (int, float)) else wait


def _reset(answer: Answer) -> float | None:
    """Seconds until the budget is new; the header counts them, it is no point in time."""
    seconds = answer.header("x-ratelimit-reset") or ""
    return float(seconds) if seconds.isdigit() else None


def follow(answer: Answer) -> Page:
    """
    Owe the next page of a cursor.

    The last page carries a cursor too, and one page does not tell how many came before it: who walks
    counts, and leaves the page behind the last unasked. An empty page ends the walk.
    """
    body = decoded(NAME, answer)
    if not body.has("results"):
        _works(body, answer)
        return Page(hits=1)
    meta, works = body.node("meta"), _works(body, answer)
    hits, sent = meta.number("count"), answer.request.parameter("cursor")
    following = meta.text("next_cursor")
    if hits is None:
        raise changed(NAME, "no meta.count", answer=answer)
    if not works and hits and sent == "*":
        raise changed(NAME, f"no results though it counts {hits}", answer=answer)
    if following is None or not works or (sent == "*" and hits <= len(works)):
        return Page(hits=hits)
    if following == sent:
        raise changed(NAME, "the cursor for the next page is that of this page", answer=answer)
    return Page(hits=hits, owed=(_turned(answer.request, cursor=following),))


def _turned(request: Request, *, cursor: str) -> Request:
    kept: Pairs = tuple(pair for pair in request.parameters if pair[0] != "cursor")
    return Request(source=NAME, path=request.path, parameters=(*kept, ("cursor", cursor)))


def parse(answer: Answer) -> Iterator[Record | Unread]:
    """Read each work of a list, or the one work asked for."""
    chosen = answer.request.parameter("select")
    named = chosen is None or "display_name" in chosen or "title" in chosen
    read = _named_record if named else _record
    return each(_works(decoded(NAME, answer), answer), read)


def _named_record(work: Node) -> Record:
    work.need("display_name", "title")
    return _record(work)


def _works(body: Node, answer: Answer) -> list[Node]:
    if body.has("results"):
        if not body.has("meta") or body.values("group_by"):
            raise changed(NAME, "no list of works", answer=answer)
        return body.nodes("results")
    if not (body.has("id") and body.has("ids")):
        raise changed(NAME, "no results", answer=answer)
    return [body]


def _record(work: Node) -> Record:
    title = markup.plain(work.text("title") or work.text("display_name"))
    ids, authors, year = _ids(work), _authors(work), dates.year(work.number("publication_year"))
    native = identifiers.openalex(work.text("id") or work.node("ids").text("openalex") or "")
    if not ids:
        ids = (identifiers.hashed([NAME, title, str(year), *(author.name for author in authors)]),)
    location = work.node("primary_location")
    source, biblio = location.node("source"), work.node("biblio")
    access, best, said = work.node("open_access"), work.node("best_oa_location"), work.text("type")
    references = work.texts("referenced_works")
    counted = work.number("referenced_works_count")
    return Record(
        source=NAME,
        native=native or ids[0],
        ids=ids,
        title=title,
        abstract=_abstract(work),
        authors=authors,
        year=year,
        date=dates.iso(work.text("publication_date")),
        venue=markup.plain(source.text("display_name") or location.text("raw_source_name")) or None,
        publisher=source.text("host_organization_name"),
        issn=spellings.issns([*source.texts("issn"), source.text("issn_l")]),
        volume=biblio.text("volume"),
        issue=biblio.text("issue"),
        pages=spellings.pages(biblio.text("first_page"), biblio.text("last_page")),
        type=kinds.kind([said or ""]),
        source_type=said,
        language=languages.language(work.text("language")),
        keywords=_names(work.nodes("keywords"), "display_name"),
        subjects=_subjects(work),
        references=identifiers.best_first(identifiers.work_id("openalex", cited) for cited in references),
        reference_count=counted
        if counted is not None or not work.has("referenced_works")
        else len(references),
        cited_by_count=work.number("cited_by_count"),
        oa_url=access.text("oa_url") or best.text("pdf_url") or best.text("landing_page_url"),
        oa_status=access.text("oa_status"),
        licence=spellings.licence(best.text("license") or location.text("license")),
        status=_status(work),
    )


def _ids(work: Node) -> tuple[WorkId, ...]:
    more = work.node("ids")
    return identifiers.best_first(
        [
            identifiers.work_id("doi", work.text("doi") or more.text("doi")),
            identifiers.work_id("pubmed", more.text("pmid")),
            identifiers.work_id("pmc", more.text("pmcid")),
            identifiers.work_id("openalex", work.text("id") or more.text("openalex")),
        ]
    )


def _abstract(work: Node) -> str | None:
    index = work.node("abstract_inverted_index").fields
    for word, places in index.items():
        if not isinstance(places, list) or not all(isinstance(place, int) for place in places):
            raise changed(NAME, f"{work.where}.abstract_inverted_index has no places for {word!r}")
    return markup.paragraphs(invert_abstract(index)) if index else None


def _authors(work: Node) -> tuple[Author, ...]:
    return tuple(author for author in map(_author, work.nodes("authorships")) if author.name)


def _author(authorship: Node) -> Author:
    author = authorship.node("author")
    raw = authorship.texts("raw_affiliation_strings")
    named = [place.text("display_name") or "" for place in authorship.nodes("institutions")]
    return Author(
        name=markup.plain(author.text("display_name") or authorship.text("raw_author_name")),
        orcid=spellings.orcid(author.text("orcid") or authorship.text("raw_orcid")),
        affiliations=spellings.each_once(markup.plain(place) for place in raw or named),
    )


def _names(nodes: Sequence[Node], name: str) -> tuple[str, ...]:
    return spellings.each_once(markup.plain(node.text(name)) for node in nodes)


def _subjects(work: Node) -> tuple[str, ...]:
    """Topics, then MeSH headings with the major ones first."""
    headings = sorted(work.nodes("mesh"), key=lambda heading: not heading.flag("is_major_topic"))
    topics = _names(work.nodes("topics"), "display_name")
    return spellings.each_once([*topics, *_names(headings, "descriptor_name")])


def _status(work: Node) -> Status:
    retracted = work.flag("is_retracted")
    if retracted is None:
        return Status.UNKNOWN
    return Status.RETRACTED if retracted else Status.CLEAN
