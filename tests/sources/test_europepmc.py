"""Europe PMC: marks, errors with status 200, preprints and their articles."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from synth.domain.answers import Answer, Request, Search
from synth.domain.records import Kind, Record, RelationKind, Status
from synth.errors import SourceChanged
from synth.sources import europepmc
from synth.sources.judging import Outcome
from tests.sources.whole import whole

UNTIL = date(2026, 11, 1)
SEARCH = Search(source="europepmc", name="belonging", text="TITLE_ABS:belonging OR KW:nursing")
PAGE = (Path(__file__).parent / "bodies" / "europepmc_page.json").read_bytes()


def said(body: bytes, *, mark: str = "*") -> Answer:
    first = europepmc.search(SEARCH, since=None, until=UNTIL)
    kept = tuple(pair for pair in first.parameters if pair[0] != "cursorMark")
    request = Request(source="europepmc", path=first.path, parameters=(*kept, ("cursorMark", mark)))
    return Answer(request=request, at=datetime(2026, 11, 2, tzinfo=UTC), status=200, headers=(), body=body)


def paged(count: int, *, following: str | None, mark: str, hits: int, size: int = 100) -> Answer:
    body: dict[str, object] = {
        "hitCount": hits,
        "request": {"pageSize": size},
        "resultList": {"result": [{"id": str(number), "source": "MED"} for number in range(1, count + 1)]},
    }
    return said(json.dumps(body | ({"nextCursorMark": following} if following else {})).encode(), mark=mark)


def read(**fields: object) -> Record:
    result = {"id": "1", "source": "MED", "title": "A title", **fields}
    (record,) = whole(
        europepmc.parse(said(json.dumps({"hitCount": 1, "resultList": {"result": [result]}}).encode()))
    )
    return record


def test_whole_records_are_asked_for_a_hundred_at_a_time_without_synonyms() -> None:
    request = europepmc.search(SEARCH, since=None, until=UNTIL)
    assert dict(request.parameters) == {
        "query": SEARCH.text,
        "format": "json",
        "resultType": "core",
        "synonym": "false",
        "pageSize": "100",
        "cursorMark": "*",
    }


def test_what_is_new_or_changed_is_asked_for_by_day() -> None:
    request = europepmc.search(SEARCH, since=date(2026, 10, 1), until=UNTIL)
    assert request.parameter("query") == (
        f"({SEARCH.text}) AND (FIRST_IDATE:[2026-10-01 TO 2026-11-01]"
        " OR UPDATE_DATE:[2026-10-01 TO 2026-11-01])"
    )


def test_a_full_page_owes_the_next_and_the_mark_is_handed_on_as_it_came() -> None:
    (owed,) = europepmc.follow(paged(100, following="AoI=/+", mark="*", hits=250)).owed
    assert owed.parameter("cursorMark") == "AoI=/+"
    assert owed.parameter("query") == SEARCH.text


@pytest.mark.parametrize(
    ("count", "following", "mark", "hits"),
    [
        (100, "abc", "*", 100),
        (100, "xyz", "xyz", 900),
        (100, None, "xyz", 900),
        (0, "abc", "xyz", 100),
        (0, None, "*", 0),
    ],
)
def test_a_walk_ends(count: int, following: str | None, mark: str, hits: int) -> None:
    assert europepmc.follow(paged(count, following=following, mark=mark, hits=hits)).owed == ()


def test_a_short_page_with_another_mark_is_not_the_end() -> None:
    assert len(europepmc.follow(paged(40, following="abc", mark="xyz", hits=900)).owed) == 1


def test_a_page_is_short_only_by_the_size_the_source_says_it_gave() -> None:
    assert len(europepmc.follow(paged(25, following="abc", mark="*", hits=900, size=25)).owed) == 1


def test_a_first_page_without_results_that_counts_some_is_an_error() -> None:
    with pytest.raises(SourceChanged, match="no results though it counts 7"):
        europepmc.follow(paged(0, following="abc", mark="*", hits=7))


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (b'{"version":"6.9","errCode":404,"errMsg":"Invalid query"}', Outcome.WRONG),
        (b'{"version":"6.9","errCode":503,"errMsg":"Try later"}', Outcome.WAIT),
        (b'{"errMsg":"Something"}', Outcome.WRONG),
        (b'{"errMsg":null,"hitCount":0,"resultList":{"result":[]}}', Outcome.ANSWERED),
        (b'{"errMsg":"Someth', Outcome.ANSWERED),  # cut off; reading it says so
    ],
)
def test_an_error_with_status_200_is_an_error(body: bytes, outcome: Outcome) -> None:
    assert europepmc.judge(said(body)).outcome is outcome


def test_a_preprint_and_its_article_name_each_other() -> None:
    article, preprint = whole(europepmc.parse(said(PAGE)))
    assert (article.relations[0].kind, article.relations[0].target) == (
        RelationKind.HAS_PREPRINT,
        "europepmc:PPR/PPR9001",
    )
    assert (preprint.relations[0].kind, preprint.relations[0].target) == (
        RelationKind.PREPRINT_OF,
        "pubmed:90000001",
    )
    assert (preprint.type, preprint.venue, preprint.native) == (Kind.PREPRINT, "medRxiv", "PPR/PPR9001")
    assert (article.status, preprint.status) == (Status.CORRECTED, Status.CLEAN)


def test_text_names_subjects_and_the_open_page_are_read() -> None:
    article, preprint = whole(europepmc.parse(said(PAGE)))
    assert article.title == "Fitting in on placement, again"
    assert article.abstract == "Aim: To ask.\nResults: Most felt welcome."
    assert [author.name for author in article.authors] == ["Ada Example", "Placement Study Group"]
    assert [author.name for author in preprint.authors] == ["Example A", "Placement Study Group"]
    assert article.subjects == ("Students, Nursing", "Humans")
    assert (article.oa_url, article.oa_status, article.licence) == (
        "https://example.org/1",
        "open",
        "cc-by-nc",
    )
    assert article.date == "2021-03"  # the issue; online it was a year before


def test_a_standing_nobody_tells_is_unknown() -> None:
    assert read().status is Status.UNKNOWN
    assert read(pubType="journal article").status is Status.CLEAN
    assert read(pubTypeList={"pubType": ["Retracted Publication"]}).status is Status.RETRACTED


def test_an_update_of_a_preprint_is_its_article() -> None:
    link = {"type": "Update of", "source": "PPR", "id": "PPR1"}
    record = read(commentCorrectionList={"commentCorrection": [link]})
    assert record.relations[0].kind is RelationKind.HAS_PREPRINT


def test_a_result_without_an_identifier_is_named_by_its_fields() -> None:
    record = read(id=None, source=None)
    assert record.native == record.ids[0]
    assert record.native.startswith("file:")


def test_a_thing_with_quotes_in_its_doi_cannot_break_out_of_the_query() -> None:
    (request,) = europepmc.fetch(['10.5555/a"b', "10.5555/c"])
    assert request.parameter("query") == 'DOI:"10.5555/ab" OR DOI:"10.5555/c"'
