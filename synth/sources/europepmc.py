"""Europe PMC: PubMed, PubMed Central and preprints, with abstracts in JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from synth.domain import identifiers
from synth.domain.answers import Answer, Page, Request, Search
from synth.domain.identifiers import WorkId
from synth.domain.records import Author, Record, Relation, Status
from synth.errors import SourceChanged
from synth.sources import corrections, dates, judging, kinds, languages, markup, spellings
from synth.sources.batches import batches
from synth.sources.judging import Judgement, Outcome
from synth.sources.nodes import Node, changed, decoded
from synth.sources.reading import Unread, each

NAME = "europepmc"
BASE = "https://www.ebi.ac.uk/europepmc/webservices/rest"
PACE = 0.25  # no limit is published; about five a second is known to be let through
KEY = ""
KEYED_PACE = PACE

PAGE_SIZE = 100
MOST_DOIS, LONGEST = 50, 3300
_DOI_IN_REFERENCE = re.compile(r"10\.\d{4,9}/\S+")


def search(search: Search, *, since: date | None, until: date) -> Request:
    """Give the first page; with ``since`` only of what was first indexed or changed from that day on."""
    text = search.text
    if since:
        days = f"[{since.isoformat()} TO {until.isoformat()}]"
        text = f"({text}) AND (FIRST_IDATE:{days} OR UPDATE_DATE:{days})"
    return _asked(text)


def fetch(dois: Sequence[str]) -> list[Request]:
    """Ask for fifty DOIs at once."""
    return [
        _asked(" OR ".join(f'DOI:"{doi}"' for doi in batch))
        for batch in batches([doi.replace('"', "") for doi in dois], most=MOST_DOIS, longest=LONGEST)
    ]


def _asked(query: str) -> Request:
    return Request(
        source=NAME,
        path="/search",
        parameters=(
            ("query", query),
            ("format", "json"),
            ("resultType", "core"),
            ("synonym", "false"),
            ("pageSize", str(PAGE_SIZE)),
            ("cursorMark", "*"),
        ),
    )


def authorise(key: str) -> tuple[dict[str, str], dict[str, str]]:
    """Carry nothing: no key is known."""
    return {}, {}


def introduce(contact: str) -> dict[str, str]:
    """Give nothing: who asks is said in the User-Agent."""
    return {}


def judge(answer: Answer) -> Judgement:
    """Judge an answer; an error may come with status 200."""
    judgement = judging.judge(answer)
    if judgement.outcome is not Outcome.ANSWERED or b'"errMsg"' not in answer.body[:2000]:
        return judgement
    try:
        body = decoded(NAME, answer)
        message, code = body.text("errMsg"), body.number("errCode") or 0
    except SourceChanged:
        return judgement
    if message is None:
        return judgement
    outcome = Outcome.WAIT if code == 429 or code >= 500 else Outcome.WRONG
    return Judgement(outcome=outcome, words=f"error {code} with status {answer.status}: {message}"[:300])


def follow(answer: Answer) -> Page:
    """Owe the next page; the walk ends with an empty one, or where the mark is missing or comes again."""
    body, results = _results(answer)
    hits = body.number("hitCount")
    if hits is None:
        raise changed(NAME, "no hitCount", answer=answer)
    following, sent = body.text("nextCursorMark"), answer.request.parameter("cursorMark")
    if not results and hits and sent == "*":
        raise changed(NAME, f"no results though it counts {hits}", answer=answer)
    if following in (None, sent) or not results or (sent == "*" and hits <= len(results)):
        return Page(hits=hits)
    kept = tuple(pair for pair in answer.request.parameters if pair[0] != "cursorMark")
    owed = Request(source=NAME, path=answer.request.path, parameters=(*kept, ("cursorMark", following or "")))
    return Page(hits=hits, owed=(owed,))


def parse(answer: Answer) -> Iterator[Record | Unread]:
    """Read each result, whole (core) or in part (lite, idlist)."""
    return each(_results(answer)[1], _record)


def _results(answer: Answer) -> tuple[Node, list[Node]]:
    body = decoded(NAME, answer)
    if not (body.has("hitCount") and body.has("resultList")):
        raise changed(NAME, "no resultList", answer=answer)
    listed = body.node("resultList")
    listed.need("result")
    return body, listed.nodes("result")


def _record(result: Node) -> Record:
    result.need("id")
    key = f"{result.text('source') or ''}/{result.text('id') or ''}"
    ids, title = _ids(result, key), markup.without_point(markup.plain(result.text("title")))
    authors, year = _authors(result), dates.year(result.number("pubYear"))
    if not ids:
        ids = (identifiers.hashed([NAME, title, str(year), *(author.name for author in authors)]),)
    journal, types = result.node("journalInfo"), _types(result)
    issue = journal.node("journal")
    return Record(
        source=NAME,
        native=key if identifiers.europepmc(key) else ids[0],
        ids=ids,
        title=title,
        abstract=markup.paragraphs(result.text("abstractText")),
        authors=authors,
        year=year or dates.year_of(_date(result)),
        date=_date(result),
        venue=_venue(result),
        publisher=_publisher(result),
        issn=spellings.issns([issue.text("issn"), issue.text("essn"), result.text("journalIssn")]),
        volume=journal.text("volume") or result.text("journalVolume"),
        issue=journal.text("issue") or result.text("issue"),
        pages=spellings.pages(result.text("pageInfo")),
        type=kinds.kind(types),
        source_type="; ".join(types) or None,
        language=languages.language(result.text("language")),
        keywords=_listed(result.node("keywordList").texts("keyword")),
        subjects=_headings(result),
        cited_by_count=result.number("citedByCount"),
        oa_url=_open_url(result),
        oa_status="open" if result.flag("isOpenAccess") else None,
        licence=spellings.licence(result.text("license")),
        status=_status(result, types),
        relations=_relations(result, ids),
    )


def _ids(result: Node, key: str) -> tuple[WorkId, ...]:
    return identifiers.best_first(
        [
            identifiers.work_id("doi", result.text("doi")),
            identifiers.work_id("pubmed", result.text("pmid")),
            identifiers.work_id("pmc", result.text("pmcid")),
            identifiers.work_id("europepmc", key),
        ]
    )


def _authors(result: Node) -> tuple[Author, ...]:
    """Give the authors; ``lite`` has them in one line, ``Smith J, Group of the trial.``"""
    if authors := result.node("authorList").nodes("author"):
        return tuple(author for author in map(_author, authors) if author.name)
    names = (result.text("authorString") or "").removesuffix(".").split(", ")
    return tuple(Author(name=markup.plain(name)) for name in names if name.strip())


def _author(author: Node) -> Author:
    family, given = markup.plain(author.text("lastName")), markup.plain(author.text("firstName"))
    spoken = " ".join(part for part in (given, family) if part) if family and given else ""
    named = author.node("authorId")
    places = author.node("authorAffiliationDetailsList").nodes("authorAffiliation")
    whole = markup.plain(author.text("fullName") or author.text("collectiveName"))
    return Author(
        name=spoken or whole or family,
        family=family or None,
        given=given or None,
        orcid=spellings.orcid(named.text("value")) if named.text("type") in ("ORCID", None) else None,
        affiliations=_listed(
            [place.text("affiliation") or "" for place in places] or author.texts("affiliation")
        ),
    )


def _listed(texts: Sequence[str]) -> tuple[str, ...]:
    return spellings.each_once(markup.plain(text) for text in texts)


def _date(result: Node) -> str | None:
    issue = dates.words(result.node("journalInfo").text("dateOfPublication")) or result.text("pubYear")
    online = (result.text("electronicPublicationDate"), result.text("firstPublicationDate"))
    return dates.finest(issue, *(dates.iso(day) for day in online))


def _venue(result: Node) -> str | None:
    journal = result.node("journalInfo").node("journal").text("title") or result.text("journalTitle")
    book = result.node("bookOrReportDetails")
    return markup.plain(journal or book.text("comprisingTitle") or _publisher(result)) or None


def _publisher(result: Node) -> str | None:
    """Give the publisher of a book or report; for a preprint that is its server."""
    return markup.plain(result.node("bookOrReportDetails").text("publisher")) or None


def _types(result: Node) -> tuple[str, ...]:
    listed = result.node("pubTypeList").texts("pubType")
    return spellings.each_once(listed or (result.text("pubType") or "").split("; "))


def _headings(result: Node) -> tuple[str, ...]:
    """MeSH headings, the major ones first."""
    headings = result.node("meshHeadingList").nodes("meshHeading")
    return _listed([heading.text("descriptorName") or "" for heading in sorted(headings, key=_is_minor)])


def _is_minor(heading: Node) -> bool:
    qualifiers = heading.node("meshQualifierList").nodes("meshQualifier")
    return not any(node.flag("majorTopic_YN") for node in (heading, *qualifiers))


def _open_url(result: Node) -> str | None:
    """Give the free text's address: open before merely free, a page before a file."""
    urls = result.node("fullTextUrlList").nodes("fullTextUrl")
    free = [url for url in urls if url.text("availabilityCode") in ("OA", "F")]
    order = sorted(
        free, key=lambda url: (url.text("availabilityCode") != "OA", url.text("documentStyle") != "html")
    )
    return next((url.text("url") for url in order if url.text("url")), None)


def _status(result: Node, types: Sequence[str]) -> Status:
    if not types:
        return Status.UNKNOWN
    links = result.node("commentCorrectionList").nodes("commentCorrection")
    return corrections.status([link.text("type") or "" for link in links], types)


def _relations(result: Node, own: Sequence[WorkId]) -> tuple[Relation, ...]:
    preprint = result.text("source") == "PPR"
    return tuple(
        Relation(
            kind=corrections.kind(
                link.text("type") or "",
                of_preprint=link.text("source") == "PPR"
                or corrections.names_preprint(link.text("reference")),
                by_preprint=preprint,
            ),
            target=_target(link, own),
        )
        for link in result.node("commentCorrectionList").nodes("commentCorrection")
    )


def _target(link: Node, own: Sequence[WorkId]) -> WorkId | None:
    """Give the linked publication: by its key, else by the DOI in the printed reference."""
    key, source = link.text("id"), link.text("source") or ""
    target = identifiers.work_id("pubmed", key) if source == "MED" else None
    target = target or (identifiers.work_id("europepmc", f"{source}/{key}") if key else None)
    if target is None and (found := _DOI_IN_REFERENCE.search(link.text("reference") or "")):
        target = identifiers.work_id("doi", found[0])
    return target if target not in own else None
