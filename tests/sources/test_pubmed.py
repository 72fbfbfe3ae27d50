"""PubMed: numbers first, then records; too many hits; errors that look like answers."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from synth.domain.answers import Answer, Pairs, Request, Search
from synth.errors import SourceChanged
from synth.sources import pubmed
from synth.sources.judging import Outcome

UNTIL = date(2026, 11, 1)
SEARCH = Search(source="pubmed", name="belonging", text='"fitting in"[tiab] OR belong*[tiab]')


def said(body: bytes, request: Request, *, status: int = 200, headers: Pairs = ()) -> Answer:
    return Answer(
        request=request, at=datetime(2026, 11, 2, tzinfo=UTC), status=status, headers=headers, body=body
    )


def first(*, since: date | None = None) -> Request:
    return pubmed.search(SEARCH, since=since, until=UNTIL)


def found(hits: int, request: Request, *, numbers: int | None = None, **more: object) -> Answer:
    given = hits if numbers is None else numbers
    result = {"count": str(hits), "idlist": [str(number) for number in range(1, given + 1)], **more}
    return said(json.dumps({"header": {}, "esearchresult": result}).encode(), request)


def days(request: Request) -> tuple[str | None, str | None, str | None]:
    return request.parameter("datetype"), request.parameter("mindate"), request.parameter("maxdate")


def test_a_search_travels_in_the_body_and_asks_for_all_numbers_it_can() -> None:
    request = first()
    assert (request.method, request.path, request.parameters) == ("POST", "/esearch.fcgi", ())
    assert request.parameter("term") == SEARCH.text
    assert request.parameter("retmax") == "9999"
    assert days(request) == (None, None, None)


def test_what_is_new_or_changed_is_asked_for_by_day_of_change() -> None:
    assert days(first(since=date(2026, 10, 1))) == ("mdat", "2026/10/01", "3000/01/01")


@pytest.mark.parametrize(("hits", "batches"), [(0, []), (1, [1]), (200, [200]), (450, [200, 200, 50])])
def test_the_numbers_found_are_owed_as_records_two_hundred_at_once(hits: int, batches: list[int]) -> None:
    page = pubmed.follow(found(hits, first()))
    assert page.hits == hits
    assert [len((owed.parameter("id") or "").split(",")) for owed in page.owed] == batches
    assert all((owed.path, owed.method) == ("/efetch.fcgi", "POST") for owed in page.owed)


def test_more_hits_than_a_search_reaches_are_halved_by_day_of_entry() -> None:
    page = pubmed.follow(found(20_000, first(), numbers=9999))
    assert page.hits == 20_000
    older, newer = page.owed
    assert days(older)[:2] == ("edat", "1900/01/01")
    assert days(newer)[::2] == ("edat", "2026/11/03")  # a day ahead: it is later elsewhere
    assert older.parameter("term") == newer.parameter("term") == SEARCH.text


def test_halves_meet_without_gap_or_overlap_down_to_a_day() -> None:
    owed, covered = [first(since=date(2026, 10, 1))], list[str | None]()
    while owed:
        assert len(covered) < 40 and len(owed) < 40
        request = owed.pop()
        kind, start, end = days(request)
        assert kind == "mdat"
        page = pubmed.follow(found(99_999 if start != end else 1, request, numbers=1))
        if start == end:
            covered.append(start)
        else:
            owed += page.owed
    assert sorted(covered, key=str) == [f"2026/10/{day:02}" for day in range(1, 32)] + [
        f"2026/11/{day:02}" for day in (1, 2, 3)
    ]


def test_a_single_day_with_more_hits_than_a_search_reaches_is_an_error_in_words() -> None:
    request = first(since=date(2026, 11, 3))
    with pytest.raises(SourceChanged, match="20000 hits on 2026-11-03, more than the 9999"):
        pubmed.follow(found(20_000, request, numbers=9999))


def test_fewer_numbers_than_it_counts_are_an_error() -> None:
    with pytest.raises(SourceChanged, match="2 numbers though it counts 5"):
        pubmed.follow(found(5, first(), numbers=2))


def test_what_pubmed_does_not_know_or_turned_into_something_else_is_told() -> None:
    page = pubmed.follow(
        found(
            0,
            first(),
            querytranslation="belong*[Title/Abstract]",
            errorlist={"phrasesnotfound": ["fitting in"], "fieldsnotfound": []},
            warninglist={"quotedphrasesnotfound": ['"fitting in"'], "outputmessages": ["No items found."]},
        )
    )
    assert page.remarks == (
        "phrasesnotfound: fitting in",
        'quotedphrasesnotfound: "fitting in"',
        "outputmessages: No items found.",
        "searched as: belong*[Title/Abstract]",
    )


def test_a_search_understood_as_written_needs_no_remark() -> None:
    translation = (
        '("fitting in"[Title/Abstract] OR "belong*"[Title/Abstract]) AND 2026/10/01:2026/11/01[Date - Entry]'
    )
    assert pubmed.follow(found(0, first(), querytranslation=translation)).remarks == ()


def test_an_answer_in_xml_is_followed_too() -> None:
    body = (
        b"<eSearchResult><Count>2</Count><IdList><Id>11</Id><Id>12</Id></IdList>"
        b"<WarningList><PhraseIgnored>the</PhraseIgnored></WarningList></eSearchResult>"
    )
    page = pubmed.follow(said(body, first()))
    assert [owed.parameter("id") for owed in page.owed] == ["11,12"]
    assert page.remarks == ("phraseignored: the",)


def test_a_number_that_was_asked_for_and_did_not_come_is_told() -> None:
    (owed,) = pubmed.follow(found(2, first())).owed
    page = pubmed.follow(said(b"<PubmedArticleSet></PubmedArticleSet>", owed))
    assert page.remarks == ("asked for and not given: PMID 1, 2",)
    assert page.owed == ()


def test_dois_are_asked_for_as_phrases_and_then_walked_like_a_search() -> None:
    (request,) = pubmed.fetch(["10.5555/a(1)", "10.5555/b"])
    assert request.parameter("term") == '"10.5555/a(1)"[aid] OR "10.5555/b"[aid]'
    assert len(pubmed.follow(found(2, request)).owed) == 1


@pytest.mark.parametrize(
    ("body", "status", "headers", "outcome", "wait"),
    [
        (
            b'{"error":"API rate limit exceeded","api-key":"1.2.3.4","count":"4","limit":"3"}',
            429,
            (("retry-after", "2"),),
            Outcome.WAIT,
            2.0,
        ),
        (b'{"error":"API rate limit exceeded","count":"4"}', 200, (), Outcome.WAIT, 2.0),
        (b'{"error":"API rate limit exceeded"}', 429, (("retry-after", "9000"),), Outcome.SPENT, 9000.0),
        (b'{"error":"API key invalid","api-key":"abc"}', 400, (), Outcome.DENIED, None),
        (b'{"esearchresult":{"ERROR":"Search Backend failed: timeout"}}', 200, (), Outcome.WAIT, None),
        (
            b'{"esearchresult":{"ERROR":"Search Backend failed: out of acceptable range [9999,9998]"}}',
            200,
            (),
            Outcome.WRONG,
            None,
        ),
        (b"<eFetchResult><ERROR>Cannot retrieve</ERROR></eFetchResult>", 200, (), Outcome.WAIT, None),
        (b"<ERROR>ID list is empty! Possibly it has no correct IDs.</ERROR>", 400, (), Outcome.WRONG, None),
        (b'{"esearchresult":{"count":"0","idlist":[],"errorlist":{}}}', 200, (), Outcome.ANSWERED, None),
        (b'{"error', 200, (), Outcome.ANSWERED, None),  # cut off; reading it says so
    ],
)
def test_an_error_is_known_by_its_body_whatever_the_status(
    body: bytes, status: int, headers: Pairs, outcome: Outcome, wait: float | None
) -> None:
    judgement = pubmed.judge(said(body, first(), status=status, headers=headers))
    assert (judgement.outcome, judgement.wait) == (outcome, wait)
