"""Crossref: ranked pages, cursors, DOIs, and what an update says of a work."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from synth.domain.answers import Answer, Request, Search
from synth.domain.records import Kind, Record, RelationKind, Status
from synth.errors import SourceChanged, UserError
from synth.sources import crossref
from synth.sources.judging import Outcome
from tests.sources.whole import whole

UNTIL = date(2026, 11, 1)
PAGE = (Path(__file__).parent / "bodies" / "crossref_page.json").read_bytes()


def asked(most: int | None, *, since: date | None = None) -> Request:
    search = Search(source="crossref", name="belonging", text="belonging nursing", most=most)
    return crossref.search(search, since=since, until=UNTIL)


def said(body: bytes, request: Request, *, status: int = 200) -> Answer:
    return Answer(request=request, at=datetime(2026, 11, 2, tzinfo=UTC), status=status, headers=(), body=body)


def listed(count: int, request: Request, *, hits: int, **message: object) -> Answer:
    items = [{"DOI": f"10.5555/made.{number}"} for number in range(count)]
    body = {
        "status": "ok",
        "message-type": "work-list",
        "message": {"total-results": hits, "items": items, **message},
    }
    return said(json.dumps(body).encode(), request)


def walked(most: int, *, hits: int) -> list[tuple[int, int]]:
    """Give the (offset, rows) of each page asked for in a walk."""
    owed, places = [asked(most)], list[tuple[int, int]]()
    while owed:
        assert len(places) < 20
        request = owed.pop()
        rows, offset = int(request.parameter("rows") or 0), int(request.parameter("offset") or 0)
        places.append((offset, rows))
        came = max(0, min(rows, hits - offset))
        owed += crossref.follow(listed(came, request, hits=hits)).owed
    return places


def work(**fields: object) -> Record:
    body = {
        "status": "ok",
        "message-type": "work",
        "message": {"DOI": "10.5555/made.1", "indexed": {}, **fields},
    }
    request = Request(source="crossref", path="/works/10.5555%2Fmade.1")
    (record,) = whole(crossref.parse(said(json.dumps(body).encode(), request)))
    return record


def test_the_best_hits_are_asked_for_in_one_page() -> None:
    assert asked(300).parameters == (("query.bibliographic", "belonging nursing"), ("rows", "300"))
    assert asked(None).parameter("rows") == "1000"


def test_a_later_period_asks_for_the_same_best_hits() -> None:
    assert asked(300, since=date(2026, 10, 1)) == asked(300)


@pytest.mark.parametrize(
    ("most", "hits", "places"),
    [
        (300, 5_000_000, [(0, 300)]),
        (1000, 5_000_000, [(0, 1000)]),
        (2500, 5_000_000, [(2000, 500), (1000, 1000), (0, 1000)]),
        (2000, 5_000_000, [(1000, 1000), (0, 1000)]),
        (10_000, 1500, [(9000, 1000), (1000, 1000), (0, 1000)]),
        (2500, 0, [(2000, 500)]),
        (2500, 2000, [(2000, 500), (1000, 1000), (0, 1000)]),
        (2500, 1, [(2000, 500), (0, 1000)]),
    ],
)
def test_more_than_a_page_is_walked_from_the_end_and_each_place_asked_once(
    most: int, hits: int, places: list[tuple[int, int]]
) -> None:
    assert walked(most, hits=hits) == places


def test_more_than_the_ranking_reaches_is_refused_in_words() -> None:
    with pytest.raises(UserError, match="belonging: Crossref ranks at most 10000 hits, not 10001"):
        asked(10_001)


def test_a_page_without_items_that_counts_some_is_an_error() -> None:
    with pytest.raises(SourceChanged, match="no items though it counts 7"):
        crossref.follow(listed(0, asked(300), hits=7))


@pytest.mark.parametrize(("count", "owes"), [(20, True), (19, False), (0, False)])
def test_a_cursor_ends_with_a_page_that_is_not_full_though_it_gives_another(count: int, owes: bool) -> None:
    request = Request(source="crossref", path="/works", parameters=(("rows", "20"), ("cursor", "*")))
    answer = listed(count, request, hits=400, **{"next-cursor": "abc", "items-per-page": 20})
    assert [owed.parameter("cursor") for owed in crossref.follow(answer).owed] == (["abc"] if owes else [])


def test_a_doi_with_a_comma_is_asked_for_by_itself() -> None:
    batch, single = crossref.fetch(["10.5555/a", "10.5555/b(1):2;<3>", "10.5555/c,d"])
    assert batch.parameter("filter") == "doi:10.5555/a,doi:10.5555/b(1):2;<3>"
    assert batch.parameter("rows") == "2"
    assert single.path == "/works/10.5555%2Fc%2Cd"


def test_a_doi_nobody_knows_is_missing_and_a_dead_cursor_is_not() -> None:
    single = crossref.fetch(["10.5555/c,d"])[0]
    assert crossref.judge(said(b"Resource not found.", single, status=404)).outcome is Outcome.MISSING
    dead = b'{"status":"failed","message":[{"type":"cursor-invalid"}]}'
    assert crossref.judge(said(dead, asked(1), status=404)).outcome is Outcome.WRONG


def test_what_was_done_to_a_work_is_its_status_and_its_links() -> None:
    first, notice = whole(crossref.parse(said(PAGE, asked(300))))
    assert first.status is Status.RETRACTED
    assert [(link.kind, link.target, link.date) for link in first.relations[:2]] == [
        (RelationKind.HAS_ERRATUM, "doi:10.5555/note.1", "2021-09-01"),
        (RelationKind.RETRACTED_BY, "doi:10.5555/note.2", "2022-05-06"),
    ]
    assert (RelationKind.HAS_PREPRINT, "doi:10.5555/pre.1") in [
        (link.kind, link.target) for link in first.relations
    ]
    assert (notice.type, notice.status) == (Kind.RETRACTION, Status.CLEAN)
    assert notice.relations[0].kind is RelationKind.RETRACTION_OF


def test_names_title_abstract_and_licence_are_put_together() -> None:
    first = whole(crossref.parse(said(PAGE, asked(300))))[0]
    assert [author.name for author in first.authors] == ["Ada Example", "Ben Sample", "Placement Study Group"]
    assert first.title == "Fitting in on placement: A survey of UK students"
    assert first.abstract == "Aims: To ask <40 students.\nResults: Most felt CO2."
    assert (first.pages, first.licence, first.language) == ("101-109", "cc-by-nc", "en")
    assert (first.reference_count, first.references) == (2, ("doi:10.5555/made.2020.7",))


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"updated-by": [{"DOI": "10.5555/n", "type": "expression_of_concern"}]}, Status.CONCERN),
        ({"updated-by": [{"DOI": "10.5555/n", "type": "withdrawal"}]}, Status.RETRACTED),
        ({"updated-by": [{"DOI": "10.5555/n", "type": "new_version"}]}, Status.CLEAN),
        ({"update-to": [{"DOI": "10.5555/MADE.1", "type": "retraction"}]}, Status.RETRACTED),  # in place
        ({"update-to": [{"DOI": "10.5555/other", "type": "retraction"}]}, Status.CLEAN),  # the notice
        ({}, Status.CLEAN),
    ],
)
def test_the_gravest_update_is_the_status(fields: dict[str, object], status: Status) -> None:
    assert work(**fields).status is status


def test_a_work_retracted_in_place_is_no_notice_and_not_linked_to_itself() -> None:
    record = work(
        **{"type": "journal-article", "update-to": [{"DOI": "10.5555/made.1", "type": "retraction"}]}
    )
    assert record.type is Kind.ARTICLE
    assert record.relations == ()


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"type": "posted-content", "subtype": "preprint"}, Kind.PREPRINT),
        ({"type": "posted-content", "subtype": "other"}, Kind.OTHER),
        ({"type": "proceedings-article"}, Kind.CONFERENCE),
        ({"type": "book-chapter"}, Kind.CHAPTER),
        ({"type": "edited-book"}, Kind.BOOK),
        ({"type": "report"}, Kind.REPORT),
        ({"type": "peer-review"}, Kind.PEER_REVIEW),
        ({"type": "dissertation"}, Kind.DISSERTATION),
        ({"type": "dataset"}, Kind.DATASET),
        ({"type": "something-new"}, Kind.OTHER),
        ({}, Kind.OTHER),
    ],
)
def test_a_type_is_read_into_its_kind(fields: dict[str, object], kind: Kind) -> None:
    assert work(**fields).type is kind


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"title": ["A title"], "subtitle": ["a title"]}, "A title"),
        ({"title": ["Where next?"], "subtitle": ["A study"]}, "Where next? A study"),
        ({"title": [], "subtitle": ["A study"]}, "A study"),
        ({"title": [""]}, ""),
        ({"title": None}, ""),
    ],
)
def test_a_subtitle_is_part_of_the_title(fields: dict[str, object], title: str) -> None:
    assert work(**fields).title == title


def test_an_unknown_day_is_no_day_and_the_next_best_is_taken() -> None:
    assert work(issued={"date-parts": [[None]]}).date is None
    found = work(**{"issued": {"date-parts": [[None]]}, "published-online": {"date-parts": [[2020, 2, 31]]}})
    assert (found.date, found.year) == ("2020-02", 2020)
