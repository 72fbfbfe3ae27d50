"""What one source says of one publication on the day the literature is seen on."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from synth.demo import dirt, naming
from synth.demo.abstracts import Section
from synth.demo.languages import ENGLISH
from synth.demo.literature import Literature
from synth.demo.people import Person
from synth.demo.publications import Publication, Wording, publication
from synth.demo.records import BIT, CROSSREF, ERIC, EUROPEPMC, OPENALEX, PUBMED
from synth.demo.works import Kind

_LATE = 120  # days after which an abstract that came late is there
_INDEXING = 150  # days after which PubMed has given its headings


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something that was published about a work: ``work`` is the notice, ``day`` when the source knew."""

    kind: Kind
    work: int
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """
    One source's account of a publication, before it is put into the source's own shape.

    ``title`` is as the source shows it (``subtitle`` apart only where the source keeps it apart),
    ``original_title`` what it shows besides. ``sections`` is empty where there is no abstract.
    ``volume``, ``issue`` and pages are empty until the work is in an issue. Days are ordinals.
    """

    record: int
    source: int
    publication: Publication
    native: str
    title: str
    subtitle: str
    original_title: str
    sections: tuple[Section, ...]
    local_abstract: str
    authors: tuple[Person, ...]
    initials: bool
    year: int
    day: int
    printed: bool
    volume: str
    issue: str
    first_page: str
    last_page: str
    article_number: str
    doi: str
    pmid: str
    pmcid: str
    indexed: int
    updated: int
    headings: bool
    retracted: bool
    notices: tuple[Notice, ...]
    parent: int
    cited_by: int
    references: tuple[int, ...]
    open: bool


def lag(literature: Literature, record: int) -> int:
    """Give the days after which a source learns what became of a work."""
    return int(literature.records.salt[record] % 21)


def _blind(literature: Literature, record: int) -> bool:
    """Say whether a record never learns of retractions: all of ERIC, some of the rest."""
    return bool(literature.records.source[record] == ERIC or literature.records.salt[record] % 100 < 8)


def _notices(literature: Literature, record: int) -> Iterator[Notice]:
    works, records = literature.works, literature.records
    work, source = int(records.work[record]), int(records.source[record])
    if _blind(literature, record):
        return
    for child in literature.offspring.get(work, ()):
        kind = Kind(int(works.kind[child]))
        known = max(int(works.day[child]) + lag(literature, record), int(records.day[record]))
        if known <= literature.today and not (source == OPENALEX and kind is Kind.CONCERN):
            yield Notice(kind=kind, work=child, day=known)


def shown_title(literature: Literature, record: int, found: Wording) -> tuple[str, str]:
    """Give the title a record shows, and the original one where the work is not in English."""
    flags = int(literature.records.dirt[record])
    source = int(literature.records.source[record])
    if found.language is not ENGLISH:
        return _foreign_title(source, flags, found)
    title = found.title if flags & BIT["subtitle-dropped"] and source != CROSSREF else found.full_title
    if source == CROSSREF and flags & BIT["subtitle-dropped"]:
        title = found.title
    return _smudged(title, flags, source), ""


def _foreign_title(source: int, flags: int, found: Wording) -> tuple[str, str]:
    if source in (PUBMED, EUROPEPMC):
        hidden = len(found.vernacular) % 6 == 0
        return ("[Not Available]" if hidden else f"[{found.full_title}]"), found.vernacular
    if flags & BIT["original-title"]:
        return found.vernacular, found.full_title if source == CROSSREF and len(found.title) % 3 == 0 else ""
    return _smudged(found.full_title, flags, source), ""


def _smudged(title: str, flags: int, source: int) -> str:
    if flags & BIT["other-spelling"]:
        title = dirt.british(title)
    if flags & BIT["ampersand"]:
        title = title.replace(" and ", " & ")
    if flags & BIT["misspelt"]:
        title = dirt.misspelt(title)
    if flags & BIT["title-cut"]:
        title = dirt.cut(title)
    if flags & BIT["title-case"]:
        title = dirt.title_case(title)
    if flags & BIT["upper-case"]:
        title = title.upper()
    if flags & BIT["curly-quotes"]:
        title = dirt.curly(title)
    if flags & BIT["entities"]:
        title = dirt.entities(title)
    if flags & BIT["markup"]:
        title = dirt.broken(dirt.marked(title)) if source == CROSSREF else dirt.marked(title)
    return title


def shown_sections(literature: Literature, record: int, found: Wording) -> tuple[Section, ...]:
    """Give the abstract a record shows: none where the source has none, or none yet."""
    records = literature.records
    if records.dirt[record] & BIT["missing-abstract"]:
        return ()
    late = records.salt[record] % 25 == 0
    if late and records.day[record] + _LATE > literature.today:
        return ()
    foreign = found.language is not ENGLISH and records.dirt[record] & BIT["original-title"]
    if foreign and found.local_abstract and records.source[record] in (OPENALEX, CROSSREF):
        return (("", found.local_abstract),)
    return found.sections


def _authors(flags: int, salt: int, found: Publication) -> tuple[Person, ...]:
    if flags & BIT["missing-authors"]:
        return ()
    authors = found.authors
    if flags & BIT["author-order"] and len(authors) > 2:
        return (authors[0], *reversed(authors[1:])) if salt % 3 else tuple(reversed(authors))
    return authors


def _changes(literature: Literature, record: int, notices: tuple[Notice, ...]) -> int:
    """Give the last day on which the source changed its record."""
    works, records = literature.works, literature.records
    work, first = int(records.work[record]), int(records.day[record])
    if work >= literature.synthetic:
        return first
    days = [first, *(notice.day for notice in notices), *_links(literature, record, notices)]
    days.append(int(works.printed[work]) + lag(literature, record))
    if records.salt[record] % 25 == 0:
        days.append(first + _LATE)
    if records.source[record] in (PUBMED, EUROPEPMC):
        days.append(first + _INDEXING)
    return max(day for day in days if day <= literature.today or day == first)


def _links(literature: Literature, record: int, notices: tuple[Notice, ...]) -> Iterator[int]:
    """Give the days on which what a record links to got the id that it is linked by."""
    work = int(literature.records.work[record])
    others = [notice.work for notice in notices]
    if literature.works.parent[work] >= 0:
        others.append(int(literature.works.parent[work]))
    for other in others:
        for source in (CROSSREF, PUBMED):
            if (found := int(literature.entered[source, other])) >= 0:
                yield int(literature.records.day[found])


def _year(literature: Literature, record: int, found: Publication) -> int:
    if not literature.records.dirt[record] & BIT["year-off"]:
        return found.year
    # A year too late only where the source had it a year later: no record is dated in the future.
    late = date_of(int(literature.records.day[record])).year > found.year
    return found.year + (1 if late else -1)


def _prefixed(title: str, notices: tuple[Notice, ...], salt: int) -> str:
    """Mark the title of a retracted work as some publishers do."""
    if salt % 5 < 2 and any(notice.kind is Kind.RETRACTION for notice in notices):
        return ("RETRACTED: " if salt % 2 else "Retracted: ") + title
    return title


def account(literature: Literature, record: int) -> Account:
    """Give the account of one record, by its place among the records."""
    works, records = literature.works, literature.records
    work, source = int(records.work[record]), int(records.source[record])
    flags, salt = int(records.dirt[record]), int(records.salt[record])
    found = publication(literature, work)
    words = found.wording
    notices = tuple(_notices(literature, record))
    title, original = shown_title(literature, record, words)
    printed = int(works.printed[work]) + lag(literature, record) <= literature.today and not found.real
    pages = printed and not flags & BIT["missing-pages"]
    bare = found.real or bool(flags & BIT["twice"])  # without links to other works
    numbered = bool(flags & BIT["article-number"]) or not found.first_page
    return Account(
        record=record,
        source=source,
        publication=found,
        native=naming.native_of(literature, record),
        title=_prefixed(title, notices, salt),
        subtitle=words.subtitle if source == CROSSREF and flags & BIT["subtitle-dropped"] else "",
        original_title=original,
        sections=shown_sections(literature, record, words),
        local_abstract=words.local_abstract if salt % 10 < 4 else "",
        authors=_authors(flags, salt, found),
        initials=bool(flags & BIT["initials"]) or found.real,
        year=_year(literature, record, found),
        day=int(works.day[work]),
        printed=printed,
        volume=found.volume if printed else "",
        issue=found.issue if printed else "",
        first_page=found.first_page if pages and not numbered else "",
        last_page=found.last_page if pages and not numbered else "",
        article_number=found.article_number if pages and numbered else "",
        doi=naming.shown_doi(literature, record),
        pmid="" if flags & BIT["missing-pmid"] else naming.pmid_of(literature, work),
        pmcid="" if flags & BIT["missing-pmid"] else naming.pmcid_of(literature, work),
        indexed=int(records.day[record]),
        updated=_changes(literature, record, notices),
        headings=not found.real and int(records.day[record]) + _INDEXING <= literature.today and salt % 5 > 0,
        retracted=any(notice.kind is Kind.RETRACTION for notice in notices),
        notices=notices,
        parent=int(works.parent[work]),
        cited_by=0 if bare else int(literature.cited_by[source, work]),
        references=() if bare else tuple(int(place) for place in literature.citations.references(work)),
        open=not found.real and (found.journal.open or salt % 4 == 0),
    )


def updated(literature: Literature, record: int) -> int:
    """Give the day a record was last changed, without writing the rest of it."""
    return _changes(literature, record, tuple(_notices(literature, record)))


def date_of(day: int) -> datetime.date:
    """Give the calendar day of an ordinal."""
    return datetime.date.fromordinal(day)
