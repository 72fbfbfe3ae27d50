"""ERIC: pages by number, fields asked for by name, and what hides in its texts."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from synth.domain.answers import Answer, Request, Search
from synth.domain.records import Kind, Record, Status
from synth.errors import SourceChanged
from synth.sources import eric
from synth.sources.judging import Outcome
from tests.sources.whole import whole

SEARCH = Search(source="eric", name="belonging", text='subject:"Sense of Belonging"')
PAGE = (Path(__file__).parent / "bodies" / "eric_page.json").read_bytes()


def first() -> Request:
    return eric.search(SEARCH, since=date(2026, 10, 1), until=date(2026, 11, 1))


def said(body: bytes) -> Answer:
    return Answer(request=first(), at=datetime(2026, 11, 2, tzinfo=UTC), status=200, headers=(), body=body)


def paged(count: int, *, start: int, hits: int) -> Answer:
    docs = [{"id": f"EJ{number}"} for number in range(1000000, 1000000 + count)]
    return said(json.dumps({"response": {"numFound": hits, "start": start, "docs": docs}}).encode())


def read(**fields: object) -> Record:
    body = {"response": {"numFound": 1, "start": 0, "docs": [{"id": "EJ1000001", **fields}]}}
    (record,) = whole(eric.parse(said(json.dumps(body).encode())))
    return record


def test_the_fields_that_eric_leaves_out_by_itself_are_asked_for() -> None:
    request = first()
    assert request.parameter("search") == SEARCH.text
    assert {"source", "url", "e_yearadded"} < set((request.parameter("fields") or "").split(","))
    assert (request.parameter("start"), request.parameter("rows")) == ("0", "200")


def test_the_next_page_begins_behind_what_came() -> None:
    (owed,) = eric.follow(paged(200, start=200, hits=450)).owed
    assert owed == Request(
        source="eric",
        path="/",
        parameters=tuple((name, "400" if name == "start" else value) for name, value in first().parameters),
    )


@pytest.mark.parametrize(("count", "start", "hits"), [(200, 200, 400), (7, 0, 7), (0, 0, 0), (0, 400, 400)])
def test_a_walk_ends_where_all_was_given(count: int, start: int, hits: int) -> None:
    assert eric.follow(paged(count, start=start, hits=hits)).owed == ()


def test_an_empty_page_before_the_end_is_an_error() -> None:
    with pytest.raises(SourceChanged, match="no docs from 200 on though it counts 450"):
        eric.follow(paged(0, start=200, hits=450))


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (b'{"error":{"msg":"undefined field","code":400}}', Outcome.WRONG),
        (b'{"error":{"msg":"no server","code":503}}', Outcome.WAIT),
        (b'{"error":"text"}', Outcome.ANSWERED),  # no shape of theirs: reading it says so
        (PAGE, Outcome.ANSWERED),
    ],
)
def test_an_error_with_status_200_is_an_error(body: bytes, outcome: Outcome) -> None:
    assert eric.judge(said(body)).outcome is outcome


def test_doi_journal_volume_and_pages_are_found_where_they_hide() -> None:
    article, thesis = whole(eric.parse(said(PAGE)))
    assert article.ids == ("doi:10.5555/made.2021.1", "eric:EJ9000001")
    assert (article.venue, article.volume, article.issue, article.pages) == (
        "Journal of Examples",
        "12",
        "3",
        "101-109",
    )
    assert article.publisher == "Example Press"
    assert article.title == 'Fitting In: "Who Belongs?"'
    assert [author.name for author in article.authors] == ["Ada Example", "Placement Study Group"]
    assert article.subjects == ("Nursing Students", "Sense of Belonging", "Higher Education")
    assert thesis.oa_url == "https://files.eric.ed.gov/fulltext/ED900002.pdf"
    assert (thesis.type, thesis.status) == (Kind.DISSERTATION, Status.UNKNOWN)


@pytest.mark.parametrize(
    ("types", "kind"),
    [
        (["Journal Articles", "Reports - Research"], Kind.ARTICLE),
        (["Journal Articles", "Information Analyses"], Kind.REVIEW),
        (["Journal Articles", "Opinion Papers"], Kind.COMMENTARY),
        (["Journal Articles", "Numerical/Quantitative Data"], Kind.ARTICLE),
        (["Reports - Evaluative"], Kind.REPORT),
        (["Dissertations/Theses - Masters Theses"], Kind.DISSERTATION),
        (["Collected Works - Proceedings"], Kind.CONFERENCE),
        (["Books"], Kind.BOOK),
        ([], Kind.ARTICLE),  # its number says EJ
    ],
)
def test_the_types_of_a_document_give_one_kind(types: list[str], kind: Kind) -> None:
    assert read(publicationtype=types).type is kind


def test_a_single_value_in_place_of_a_list_is_read_too() -> None:
    record = read(author="Example, Ada", language="English", title=None)
    assert (record.authors[0].family, record.language, record.title) == ("Example", "en", "")


def test_a_document_without_a_number_of_its_own_is_named_by_its_fields() -> None:
    record = read(id="?")
    assert record.native == record.ids[0]
    assert record.native.startswith("file:")
