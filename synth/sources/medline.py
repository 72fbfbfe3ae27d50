"""An article or a book chapter as PubMed describes it in XML, read into a record."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from synth.domain import identifiers
from synth.domain.answers import Answer
from synth.domain.identifiers import WorkId
from synth.domain.records import Author, Kind, Record, Relation
from synth.sources import corrections, dates, kinds, languages, markup, spellings
from synth.sources.nodes import changed
from synth.sources.reading import Unread, each

_SOURCE = "pubmed"
_DOI_IN_REFERENCE = re.compile(r"\b10\.\d{4,9}/\S+")
_NUMBERS = ("MedlineCitation/PMID", "BookDocument/PMID")
_ID_KINDS = {"doi": "doi", "pubmed": "pubmed", "pmc": "pmc", "pmcid": "pmc"}


def root(answer: Answer) -> ET.Element:
    """Read the body as XML; raise SourceChanged where it is none or is cut off."""
    try:
        return ET.fromstring(answer.body)
    except ET.ParseError as error:
        raise changed(_SOURCE, f"no whole XML ({error})", answer=answer) from error


def records(answer: Answer) -> Iterator[Record | Unread]:
    """Read each member of a set, or the one article that is the whole body."""
    return each(_members(answer), lambda member: _record(member, answer))


def numbers(answer: Answer) -> set[str]:
    """Give the PMIDs of the members, also of those that cannot be read."""
    found = (member.findtext(path) for member in _members(answer) for path in _NUMBERS)
    return {number.strip() for number in found if number}


def _members(answer: Answer) -> list[ET.Element]:
    top = root(answer)
    if top.tag not in ("PubmedArticleSet", "PubmedArticle", "PubmedBookArticle"):
        raise changed(_SOURCE, f"a {top.tag} and no PubmedArticleSet", answer=answer)
    members = top if top.tag == "PubmedArticleSet" else [top]
    return [member for member in members if member.tag != "DeleteCitation"]


def _record(member: ET.Element, answer: Answer) -> Record:
    if member.tag == "PubmedArticle":
        return _article(member, answer)
    if member.tag == "PubmedBookArticle":
        return _chapter(member, answer)
    raise changed(_SOURCE, f"a {member.tag} among the articles", answer=answer)


def _article(member: ET.Element, answer: Answer) -> Record:
    citation, article = member.find("MedlineCitation"), member.find("MedlineCitation/Article")
    number = member.findtext("MedlineCitation/PMID")
    if citation is None or article is None or not number:
        raise changed(_SOURCE, "a PubmedArticle without PMID or Article", answer=answer)
    title, original = _titles(article)
    issue, types = article.find("Journal/JournalIssue"), _types(article)
    ids = _ids(member, number)
    date = _date(article)
    return Record(
        source=_SOURCE,
        native=identifiers.pubmed(number) or number.strip(),
        ids=ids,
        title=title,
        original_title=original,
        abstract=_abstract(article) or _other_abstract(citation),
        authors=_authors(article.find("AuthorList")),
        year=dates.year_of(date),
        date=date,
        venue=_flat(article.find("Journal/Title")) or _flat(citation.find("MedlineJournalInfo/MedlineTA")),
        issn=spellings.issns([article.findtext("Journal/ISSN"), _linking(citation)]),
        volume=_text(issue, "Volume"),
        issue=_text(issue, "Issue"),
        pages=_pages(article),
        type=kinds.kind(types),
        source_type="; ".join(types) or None,
        language=_language(article),
        keywords=_keywords(citation),
        subjects=_headings(citation),
        references=_references(member, citation),
        reference_count=_reference_count(member, citation),
        status=corrections.status([link.get("RefType", "") for link in _links(citation)], types),
        relations=_relations(citation, types, ids),
    )


def _chapter(member: ET.Element, answer: Answer) -> Record:
    document = member.find("BookDocument")
    number = member.findtext("BookDocument/PMID")
    if document is None or not number:
        raise changed(_SOURCE, "a PubmedBookArticle without PMID", answer=answer)
    book, types = document.find("Book"), _types(document)
    title, whole = _flat(document.find("ArticleTitle")), _flat(document.find("Book/BookTitle"))
    date = _day(document.find("ContributionDate")) or _day(document.find("Book/PubDate"))
    return Record(
        source=_SOURCE,
        native=identifiers.pubmed(number) or number.strip(),
        ids=_ids(member, number),
        title=markup.without_point(title or whole or ""),
        abstract=_abstract(document),
        authors=_authors(_written(document)) or _authors(_written(book)),
        year=dates.year_of(date),
        date=date,
        venue=whole,
        publisher=_flat(document.find("Book/Publisher/PublisherName")),
        volume=_text(book, "Volume"),
        pages=_pages(document),
        type=Kind.CHAPTER if title else Kind.BOOK,
        source_type="; ".join(types) or None,
        language=_language(document),
        keywords=_keywords(document),
        references=_references(member, document),
        reference_count=_reference_count(member, document),
        status=corrections.status([], types),
    )


def _flat(element: ET.Element | None) -> str | None:
    """Give all words inside an element: titles hold italics, indices and formulas."""
    return markup.plain("".join(element.itertext())) or None if element is not None else None


def _text(element: ET.Element | None, path: str) -> str | None:
    return _flat(element.find(path)) if element is not None else None


def _ids(member: ET.Element, number: str) -> tuple[WorkId, ...]:
    """Give the record's own identifiers; lists of references hold some of other works."""
    lists = ("PubmedData/ArticleIdList", "PubmedBookData/ArticleIdList", "BookDocument/ArticleIdList")
    own = [entry for path in lists for entry in member.iterfind(f"{path}/ArticleId")]
    places = [
        place
        for path in ("MedlineCitation/Article/ELocationID", "BookDocument/ELocationID")
        for place in member.iterfind(path)
        if place.get("EIdType") == "doi" and place.get("ValidYN") != "N"
    ]
    found = [identifiers.work_id("pubmed", number), *(_id(entry) for entry in own)]
    found += [identifiers.work_id("doi", place.text) for place in places]
    return identifiers.best_first(found) or (identifiers.hashed([_SOURCE, number]),)


def _id(entry: ET.Element) -> WorkId | None:
    kind = _ID_KINDS.get(entry.get("IdType", ""))
    return identifiers.work_id(kind, entry.text) if kind else None


def _titles(article: ET.Element) -> tuple[str, str | None]:
    """
    Give the English title and the original one.

    ``[A title].`` is a translation; ``[Not Available].`` says that there is none.
    """
    title = _flat(article.find("ArticleTitle")) or ""
    title = title[:-1] if title.endswith("].") else markup.without_point(title)
    original = markup.without_point(_flat(article.find("VernacularTitle")) or "") or None
    bare = title[1:-1].strip() if title.startswith("[") and _closes_last(title) else title
    bare = markup.without_point(bare)
    if bare.lower() == "not available":
        return original or "", original
    return bare, original


def _closes_last(title: str) -> bool:
    """Say whether the bracket a title begins with is closed by its last sign."""
    depth = 0
    for place, sign in enumerate(title):
        depth += (sign == "[") - (sign == "]")
        if depth == 0:
            return place == len(title) - 1
    return False


def _abstract(parent: ET.Element) -> str | None:
    """Give the parts of an abstract as lines, each behind its label."""
    lines = [_part(part) for part in parent.iterfind("Abstract/AbstractText")]
    return "\n".join(line for line in lines if line) or None


def _part(part: ET.Element) -> str:
    label, text = (part.get("Label") or "").strip().rstrip(":"), _flat(part) or ""
    return f"{label}: {text}" if label and text and label.upper() != "UNLABELLED" else text


def _other_abstract(citation: ET.Element) -> str | None:
    """Give an abstract from beside the article, the English one if there is a choice."""
    others = sorted(citation.iterfind("OtherAbstract"), key=lambda other: other.get("Language") != "eng")
    for other in others:
        if text := "\n".join(line for part in other.iterfind("AbstractText") if (line := _part(part))):
            return text
    return None


def _authors(listed: ET.Element | None) -> tuple[Author, ...]:
    """Give the authors without the misprinted names that stand beside their corrections."""
    if listed is None:
        return ()
    valid = (author for author in listed.iterfind("Author") if author.get("ValidYN") != "N")
    return tuple(author for author in map(_author, valid) if author.name)


def _written(parent: ET.Element | None) -> ET.Element | None:
    """Give the list of authors, not that of editors."""
    lists = parent.iterfind("AuthorList") if parent is not None else ()
    return next((listed for listed in lists if listed.get("Type") != "editors"), None)


def _author(author: ET.Element) -> Author:
    family, given = _text(author, "LastName"), _text(author, "ForeName") or _text(author, "Initials")
    spoken = " ".join(part for part in (given, family, _text(author, "Suffix")) if part)
    orcids = (named.text for named in author.iterfind("Identifier") if named.get("Source") == "ORCID")
    places = (_flat(place) or "" for place in author.iterfind("AffiliationInfo/Affiliation"))
    return Author(
        name=spoken or _text(author, "CollectiveName") or "",
        family=family,
        given=given,
        orcid=next((found for text in orcids if (found := spellings.orcid(text))), None),
        affiliations=spellings.each_once(places),
    )


def _date(article: ET.Element) -> str | None:
    printed, online = article.find("Journal/JournalIssue/PubDate"), article.find("ArticleDate")
    return dates.finest(_day(printed), _day(online))


def _day(element: ET.Element | None) -> str | None:
    if element is None:
        return None
    year = element.findtext("Year") or ""
    if not year.strip().isdecimal():
        return dates.words(element.findtext("MedlineDate"))
    day = (element.findtext("Day") or "").strip()
    return dates.joined(
        int(year), dates.month(element.findtext("Month")), int(day) if day.isdecimal() else None
    )


def _linking(citation: ET.Element) -> str | None:
    return citation.findtext("MedlineJournalInfo/ISSNLinking")


def _pages(parent: ET.Element) -> str | None:
    pages = parent.find("Pagination")
    if pages is None:
        return None
    whole, first = _text(pages, "MedlinePgn"), _text(pages, "StartPage")
    last = _text(pages, "EndPage")
    return spellings.pages(first, last) if first and last else spellings.pages(whole or first)


def _types(parent: ET.Element) -> tuple[str, ...]:
    return spellings.each_once(_flat(kind) or "" for kind in parent.iter("PublicationType"))


def _language(parent: ET.Element) -> str | None:
    return next((languages.language(language.text) for language in parent.iterfind("Language")), None)


def _keywords(parent: ET.Element) -> tuple[str, ...]:
    return spellings.each_once(_flat(word) or "" for word in parent.iterfind("KeywordList/Keyword"))


def _headings(citation: ET.Element) -> tuple[str, ...]:
    """MeSH headings, the major ones first: the heading itself may be major, or one of its qualifiers."""
    headings = sorted(citation.iterfind("MeshHeadingList/MeshHeading"), key=_is_minor)
    return spellings.each_once(_text(heading, "DescriptorName") or "" for heading in headings)


def _is_minor(heading: ET.Element) -> bool:
    return not any(part.get("MajorTopicYN") == "Y" for part in heading)


def _links(citation: ET.Element) -> list[ET.Element]:
    return citation.findall("CommentsCorrectionsList/CommentsCorrections")


def _listed(member: ET.Element) -> list[ET.Element]:
    """Give the references, wherever their lists stand and however deep."""
    return list(member.iter("Reference"))


def _references(member: ET.Element, citation: ET.Element) -> tuple[WorkId, ...]:
    """Give the best identifier of each reference; old records have them among the corrections."""
    cites = [link.findtext("PMID") for link in _links(citation) if link.get("RefType") == "Cites"]
    best = [
        next(iter(identifiers.best_first(_id(entry) for entry in reference.iter("ArticleId"))), None)
        for reference in _listed(member)
    ]
    return identifiers.best_first([*best, *(identifiers.work_id("pubmed", number) for number in cites)])


def _reference_count(member: ET.Element, citation: ET.Element) -> int | None:
    said = (citation.findtext("NumberOfReferences") or "").strip()
    cites = sum(link.get("RefType") == "Cites" for link in _links(citation))
    return (int(said) if said.isdecimal() else 0) or len(_listed(member)) or cites or None


def _relations(citation: ET.Element, types: tuple[str, ...], own: tuple[WorkId, ...]) -> tuple[Relation, ...]:
    return tuple(
        Relation(
            kind=corrections.kind(
                link.get("RefType", ""),
                of_preprint=corrections.names_preprint(link.findtext("RefSource")),
                by_preprint="Preprint" in types,
            ),
            target=_target(link, own),
        )
        for link in _links(citation)
        if link.get("RefType") != "Cites"
    )


def _target(link: ET.Element, own: tuple[WorkId, ...]) -> WorkId | None:
    """Give the linked publication: by its PMID, else by the DOI in the printed reference."""
    target = identifiers.work_id("pubmed", link.findtext("PMID"))
    if target is None and (found := _DOI_IN_REFERENCE.search(link.findtext("RefSource") or "")):
        target = identifiers.work_id("doi", found[0])
    return target if target not in own else None
