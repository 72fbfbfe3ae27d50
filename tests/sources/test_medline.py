"""PubMed's XML: titles, dates, people and links as they come."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from synth.domain.answers import Answer, Request
from synth.domain.records import Kind, Record, RelationKind, Status
from synth.errors import SourceChanged
from synth.sources import medline
from tests.sources.whole import whole

BODY = (Path(__file__).parent / "bodies" / "pubmed_records.xml").read_bytes()


def said(body: bytes) -> Answer:
    request = Request(source="pubmed", path="/efetch.fcgi", form=(("id", "1"),))
    return Answer(request=request, at=datetime(2026, 11, 2, tzinfo=UTC), status=200, headers=(), body=body)


def article(inside: str, *, beside: str = "") -> Record:
    body = (
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID>"
        f"<Article>{inside}</Article>{beside}</MedlineCitation></PubmedArticle></PubmedArticleSet>"
    )
    (record,) = whole(medline.records(said(body.encode())))
    return record


def dated(day: str, online: str = "") -> str | None:
    journal = f"<Journal><JournalIssue><PubDate>{day}</PubDate></JournalIssue></Journal>"
    return article(f"{journal}<ArticleDate>{online}</ArticleDate>").date


@pytest.mark.parametrize(
    ("title", "vernacular", "expected"),
    [
        ("A title.", "", ("A title", None)),
        ("A title?", "", ("A title?", None)),
        ("Life in the U.S.", "", ("Life in the U.S.", None)),
        ("Wait...", "", ("Wait...", None)),
        ("[A translated title].", "Ein Titel.", ("A translated title", "Ein Titel")),
        ("[A] and [B].", "", ("[A] and [B]", None)),
        ("[Not Available].", "Un titolo.", ("Un titolo", "Un titolo")),
        ("[Not Available].", "", ("", None)),
        ("<i>In vitro</i> and H<sub>2</sub>O.", "", ("In vitro and H2O", None)),
        ("", "", ("", None)),
    ],
)
def test_a_title_is_freed_of_points_brackets_and_tags(
    title: str, vernacular: str, expected: tuple[str, str | None]
) -> None:
    record = article(f"<ArticleTitle>{title}</ArticleTitle><VernacularTitle>{vernacular}</VernacularTitle>")
    assert (record.title, record.original_title) == expected


@pytest.mark.parametrize(
    ("day", "online", "date"),
    [
        ("<Year>2021</Year><Month>Mar</Month><Day>4</Day>", "", "2021-03-04"),
        ("<Year>2021</Year><Month>03</Month>", "<Year>2021</Year><Month>01</Month><Day>02</Day>", "2021-03"),
        ("<Year>2021</Year>", "<Year>2021</Year><Month>01</Month><Day>02</Day>", "2021-01-02"),
        ("<Year>2021</Year>", "<Year>2020</Year><Month>12</Month><Day>30</Day>", "2021"),
        ("<Year>2021</Year><Season>Spring</Season>", "", "2021"),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "", "1998-12"),
        ("<MedlineDate>1947-1948</MedlineDate>", "", "1947"),
        ("<MedlineDate>Winter 2003</MedlineDate>", "", "2003"),
        ("<Year>2021</Year><Month>Feb</Month><Day>31</Day>", "", "2021-02"),
        ("", "<Year>2020</Year><Month>12</Month><Day>30</Day>", "2020-12-30"),
        ("", "", None),
    ],
)
def test_the_date_is_that_of_the_issue_and_finer_where_the_year_agrees(
    day: str, online: str, date: str | None
) -> None:
    assert dated(day, online) == date


def test_all_parts_of_an_article_are_read() -> None:
    first, preprint = whole(medline.records(said(BODY)))
    assert first.title == "[Fitting in] on placement, H2O and the U.S."
    assert first.original_title == "Dazugehören im Praktikum"
    assert first.ids == ("doi:10.5555/made.2021.1", "pubmed:90000001")  # the wrong DOI is marked as such
    assert first.abstract == "AIM: To ask n < 40 students.\nMost felt welcome."
    assert [author.name for author in first.authors] == ["Ada B Example Jr", "Placement Study Group"]
    assert first.authors[0].orcid == "0000-0000-0000-001X"
    assert first.subjects == ("Students, Nursing", "Humans")  # major by its qualifier
    assert first.references == ("doi:10.5555/made.2020.7", "pubmed:80000001")
    assert (first.status, first.language) == (Status.RETRACTED, "de")
    assert (first.relations[0].kind, first.relations[0].target) == (
        RelationKind.RETRACTED_BY,
        "doi:10.5555/note.2",  # the notice's PMID is empty
    )
    assert (preprint.type, preprint.status, preprint.date) == (Kind.PREPRINT, Status.CONCERN, "2022-05-31")
    assert preprint.relations[0].kind is RelationKind.PREPRINT_OF
    assert preprint.abstract == "We asked."  # the English one of those beside it


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ("<MedlinePgn>113-25</MedlinePgn>", "113-125"),
        ("<StartPage>113</StartPage><EndPage>125</EndPage><MedlinePgn>113-25</MedlinePgn>", "113-125"),
        ("<StartPage>e5</StartPage><MedlinePgn>e5</MedlinePgn>", "e5"),
        ("<MedlinePgn>1475-6; author reply 1475-6</MedlinePgn>", "1475-6; author reply 1475-6"),
        ("", None),
    ],
)
def test_pages_are_written_out(pages: str, expected: str | None) -> None:
    assert article(f"<Pagination>{pages}</Pagination>").pages == expected


@pytest.mark.parametrize(
    ("types", "kind", "status"),
    [
        (["Journal Article", "Retracted Publication"], Kind.ARTICLE, Status.RETRACTED),
        (["Retraction Notice"], Kind.RETRACTION, Status.CLEAN),
        (["Retraction of Publication"], Kind.RETRACTION, Status.CLEAN),
        (["Published Erratum"], Kind.ERRATUM, Status.CLEAN),
        (["Journal Article", "Systematic Review"], Kind.REVIEW, Status.CLEAN),
        (["Letter", "Comment"], Kind.COMMENTARY, Status.CLEAN),
        (["Journal Article", "Research Support, Non-U.S. Gov't"], Kind.ARTICLE, Status.CLEAN),
    ],
)
def test_a_notice_is_not_taken_for_what_it_retracts(types: list[str], kind: Kind, status: Status) -> None:
    listed = "".join(f"<PublicationType>{word}</PublicationType>" for word in types)
    record = article(f"<PublicationTypeList>{listed}</PublicationTypeList>")
    assert (record.type, record.status) == (kind, status)


def test_a_book_chapter_has_its_authors_not_the_editors() -> None:
    body = (
        b"<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID>7</PMID>"
        b"<ArticleIdList><ArticleId IdType='bookaccession'>NBK1</ArticleId></ArticleIdList>"
        b"<Book><Publisher><PublisherName>Example Press</PublisherName></Publisher>"
        b"<BookTitle>A book</BookTitle>"
        b"<PubDate><Year>1993</Year></PubDate>"
        b"<AuthorList Type='editors'><Author><LastName>Editor</LastName></Author></AuthorList></Book>"
        b"<ArticleTitle>A chapter</ArticleTitle><Language>eng</Language>"
        b"<AuthorList Type='authors'><Author><LastName>Example</LastName></Author></AuthorList>"
        b"</BookDocument></PubmedBookArticle></PubmedArticleSet>"
    )
    (record,) = whole(medline.records(said(body)))
    assert [author.name for author in record.authors] == ["Example"]
    assert (record.type, record.venue, record.publisher) == (Kind.CHAPTER, "A book", "Example Press")
    assert (record.year, record.ids) == (1993, ("pubmed:7",))


def test_a_book_without_a_chapter_is_the_book() -> None:
    body = (
        b"<PubmedBookArticle><BookDocument><PMID>7</PMID><Book><BookTitle>A book</BookTitle></Book>"
        b"</BookDocument></PubmedBookArticle>"
    )
    (record,) = whole(medline.records(said(body)))
    assert (record.title, record.type) == ("A book", Kind.BOOK)


@pytest.mark.parametrize(
    "inside",
    [
        "<PubmedArticle/>",
        "<PubmedArticle><MedlineCitation><Article/></MedlineCitation></PubmedArticle>",
        "<PubmedArticle><MedlineCitation><PMID>1</PMID></MedlineCitation></PubmedArticle>",
        "<PubmedBookArticle/>",
        "<PubmedThing/>",
    ],
)
def test_a_member_of_another_shape_is_a_changed_api(inside: str) -> None:
    with pytest.raises(SourceChanged):
        whole(medline.records(said(f"<PubmedArticleSet>{inside}</PubmedArticleSet>".encode())))


def test_a_deleted_record_in_a_set_is_no_record_and_no_error() -> None:
    body = b"<PubmedArticleSet><DeleteCitation><PMID>1</PMID></DeleteCitation></PubmedArticleSet>"
    assert whole(medline.records(said(body))) == []
