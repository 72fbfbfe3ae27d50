"""Nothing is lost between a recorded answer and its records: counted by small readers of their own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.dom import minidom

import pytest

from synth.domain.identifiers import WorkId
from synth.domain.records import Record
from tests.sources import recorded

pytestmark = recorded.needed


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a reader that shares no code with the parsers sees of one publication."""

    doi: str
    year: int | None
    authors: int
    abstract: bool
    title: bool
    cited_by: int | None = None
    references: int | None = None


def bare(doi: str | None) -> str:
    return (doi or "").lower().replace("https://doi.org/", "")


def openalex(body: bytes) -> list[Seen]:
    answer = json.loads(body)
    return [
        Seen(
            doi=bare(work.get("doi") or work["ids"].get("doi")),
            year=work.get("publication_year"),
            authors=len(work.get("authorships", [])),
            abstract=bool(work.get("abstract_inverted_index")),
            title=bool(work.get("title")),
            cited_by=work.get("cited_by_count"),
            references=work.get("referenced_works_count"),
        )
        for work in answer.get("results", [answer])
    ]


def crossref(body: bytes) -> list[Seen]:
    message = json.loads(body)["message"]
    return [
        Seen(
            doi=item["DOI"].lower(),
            year=first_year(item),
            authors=sum("family" in author or "name" in author for author in item.get("author", [])),
            abstract=bool(re.sub(r"<[^>]*>|\s", "", item.get("abstract", ""))),
            title=any(item.get("title", [])),
            cited_by=item.get("is-referenced-by-count"),
            references=item.get("reference-count"),
        )
        for item in message.get("items", [message])
    ]


def first_year(item: dict[str, Any]) -> int | None:
    years = [item[name]["date-parts"][0][0] for name in ("issued", "approved") if name in item]
    return next((year for year in years if year), None)


def pubmed(body: bytes) -> list[Seen]:
    tree = minidom.parseString(body)
    articles = [
        *tree.getElementsByTagName("PubmedArticle"),
        *tree.getElementsByTagName("PubmedBookArticle"),
    ]
    return [
        Seen(
            doi=own_doi(article),
            year=pubmed_year(article),
            authors=sum(author.getAttribute("ValidYN") != "N" for author in pubmed_authors(article)),
            abstract=bool(article.getElementsByTagName("AbstractText")),
            title=bool(article.getElementsByTagName("ArticleTitle")),
            references=len(article.getElementsByTagName("Reference")) or None,
        )
        for article in articles
    ]


def own_doi(article: minidom.Element) -> str:
    entries = [
        entry
        for name in ("ArticleId", "ELocationID")
        for entry in article.getElementsByTagName(name)
        if "doi" in (entry.getAttribute("IdType"), entry.getAttribute("EIdType"))
        and not any(parent == "Reference" for parent in parents(entry))
    ]
    return words(entries[0]).strip().lower() if entries else ""


def parents(node: Any) -> list[str]:
    return [] if node is None else [node.nodeName, *parents(node.parentNode)]


def words(node: Any) -> str:
    return node.data if node.nodeType == node.TEXT_NODE else "".join(map(words, node.childNodes))


def pubmed_year(article: minidom.Element) -> int:
    days = [*article.getElementsByTagName("ContributionDate"), *article.getElementsByTagName("PubDate")]
    found = re.search(r"\d{4}", words(days[0]))
    assert found
    return int(found[0])


def pubmed_authors(article: minidom.Element) -> list[minidom.Element]:
    return [
        author
        for listed in article.getElementsByTagName("AuthorList")
        if listed.getAttribute("Type") != "editors"
        for author in listed.getElementsByTagName("Author")
    ]


def europepmc(body: bytes) -> list[Seen]:
    return [
        Seen(
            doi=result.get("doi", ""),
            year=int(result["pubYear"]) if "pubYear" in result else None,
            authors=len(result["authorList"]["author"])
            if "authorList" in result
            else len(re.findall(r"[^,]+", result.get("authorString", ""))),
            abstract="abstractText" in result,
            title="title" in result,
            cited_by=result.get("citedByCount"),
        )
        for result in json.loads(body)["resultList"]["result"]
    ]


def eric(body: bytes) -> list[Seen]:
    return [
        Seen(
            doi="",
            year=document["publicationdateyear"],
            authors=len(set(document.get("author", [])) - {"And Others"}),
            abstract="description" in document,
            title="title" in document,
        )
        for document in json.loads(body)["response"]["docs"]
    ]


READERS: dict[str, Callable[[bytes], list[Seen]]] = {
    "openalex": openalex,
    "crossref": crossref,
    "pubmed": pubmed,
    "europepmc": europepmc,
    "eric": eric,
}
# An abstract that stands beside the article, not in it, is read only where the article has none.
BEARING = [
    name
    for name in recorded.names()
    if not re.search(r"error|agency|group_by|idconv|esearch|\.xml$", name.replace("efetch", ""))
    or "efetch" in name
]


def of(record: Record, kind: str) -> list[WorkId]:
    return [identifier for identifier in record.ids if identifier.startswith(f"{kind}:")]


@pytest.mark.parametrize("name", BEARING)
def test_number_order_doi_year_authors_abstract_and_counts_are_those_of_the_raw_answer(name: str) -> None:
    found = recorded.records(name)
    seen = READERS[name.split("/")[0]](recorded.answer(name).body)
    assert len(found) == len(seen)
    for record, raw in zip(found, seen, strict=True):
        where = record.key
        assert [identifier.removeprefix("doi:") for identifier in of(record, "doi")] == (
            [raw.doi] if raw.doi else []
        ), where
        assert record.year == raw.year, where
        assert record.date is None or record.date.startswith(str(record.year)), where
        assert len(record.authors) == raw.authors, where
        assert all(author.name for author in record.authors), where
        assert (record.abstract is not None) == raw.abstract, where
        assert bool(record.title) == raw.title, where
        assert record.cited_by_count == raw.cited_by, where
        if raw.references is not None and not name.startswith("pubmed/efetch_old"):
            assert record.reference_count == raw.references, where


@pytest.mark.parametrize("name", BEARING)
def test_no_tag_entity_or_run_of_blanks_is_left_in_any_text(name: str) -> None:
    for record in recorded.records(name):
        texts = [
            record.title,
            record.original_title or "",
            record.venue or "",
            *record.keywords,
            *record.subjects,
        ]
        texts += [author.name for author in record.authors]
        texts += [place for author in record.authors for place in author.affiliations]
        texts += (record.abstract or "").split("\n")
        for text in texts:
            assert not re.search(r"</?[a-zA-Z:]{1,20}[^<>]*>|&[a-z]{2,6};|&#\d+;|\s\s|^\s|\s$", text), text


@pytest.mark.parametrize("name", BEARING)
def test_spellings_are_the_one_spelling(name: str) -> None:
    for record in recorded.records(name):
        assert all(re.fullmatch(r"\d{4}-\d{3}[\dX]", number) for number in record.issn)
        assert all(
            author.orcid is None or re.fullmatch(r"(\d{4}-){3}\d{3}[\dX]", author.orcid)
            for author in record.authors
        )
        assert record.language is None or re.fullmatch(r"[a-z]{2}", record.language)
        assert record.date is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", record.date)
        assert len(set(record.references)) == len(record.references)


@pytest.mark.parametrize("name", [name for name in BEARING if name.startswith("openalex")])
def test_every_word_of_an_inverted_abstract_is_read(name: str) -> None:
    answer = json.loads(recorded.answer(name).body)
    for record, work in zip(recorded.records(name), answer.get("results", [answer]), strict=True):
        index = work.get("abstract_inverted_index") or {}
        if record.abstract is not None and not any("<" in word or "&" in word for word in index):
            assert len(record.abstract.split()) == sum(
                len(word.split()) * len(places) for word, places in index.items()
            )
