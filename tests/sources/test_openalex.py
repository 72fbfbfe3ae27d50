"""OpenAlex: what is asked, what a 429 means, and when a walk ends."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from synth.domain.answers import Answer, Pairs, Request, Search
from synth.domain.records import Status
from synth.errors import SourceChanged
from synth.sources import openalex
from synth.sources.judging import Outcome
from tests.sources.whole import whole

PAGE = (Path(__file__).parent / "bodies" / "openalex_page.json").read_bytes()
SEARCH = Search(source="openalex", name="belonging", text='("fitting in" OR belong*) AND nurs*')


def first() -> Request:
    return openalex.search(SEARCH, since=None, until=date(2026, 11, 1))


def said(body: object, *, request: Request | None = None, status: int = 200, headers: Pairs = ()) -> Answer:
    return Answer(
        request=request or first(),
        at=datetime(2026, 11, 2, tzinfo=UTC),
        status=status,
        headers=headers,
        body=json.dumps(body).encode(),
    )


def paged(count: int, *, following: str | None, cursor: str, hits: int) -> Answer:
    works = [
        {"id": f"https://openalex.org/W{number}", "display_name": "A title"} for number in range(1, count + 1)
    ]
    kept = tuple(pair for pair in first().parameters if pair[0] != "cursor")
    request = Request(source="openalex", path="/works", parameters=(*kept, ("cursor", cursor)))
    meta = {"count": hits, "per_page": 100, "next_cursor": following}
    return said({"meta": meta, "results": works, "group_by": []}, request=request)


def test_a_search_asks_titles_and_abstracts_for_the_fields_that_are_read() -> None:
    request = first()
    assert request.path == "/works"
    assert request.parameter("filter") == f"title_and_abstract.search:{SEARCH.text}"
    assert (request.parameter("per_page"), request.parameter("cursor")) == ("100", "*")
    assert "abstract_inverted_index" in (request.parameter("select") or "").split(",")


def test_what_is_new_cannot_be_asked_for_so_everything_is() -> None:
    assert openalex.search(SEARCH, since=date(2026, 1, 1), until=date(2026, 11, 1)) == first()


def test_a_comma_in_a_search_does_not_end_the_filter() -> None:
    search = Search(source="openalex", name="x", text='"diversity, equity, inclusion" OR a:b')
    request = openalex.search(search, since=None, until=date(2026, 1, 1))
    assert request.parameter("filter") == 'title_and_abstract.search:"diversity equity inclusion" OR a:b'


def test_words_for_the_title_go_into_a_filter_of_their_own() -> None:
    text = 'title.search:(belonging OR "fitting, in"),title_and_abstract.search:(nurses) AND (placement)'
    asked = openalex.search(
        Search(source="openalex", name="x", text=text), since=None, until=date(2026, 1, 1)
    )
    assert asked.parameter("filter") == (
        'title.search:(belonging OR "fitting in"),title_and_abstract.search:(nurses) AND (placement)'
    )
    alone = Search(source="openalex", name="x", text="title.search:(belonging)")
    asked = openalex.search(alone, since=None, until=date(2026, 1, 1))
    assert asked.parameter("filter") == "title.search:(belonging)"


def test_a_doi_that_a_filter_would_split_is_asked_for_by_itself() -> None:
    lists, comma, pipe = openalex.fetch(["10.5555/a(1):2;<3>", "10.5555/a,b", "10.5555/a|b", "10.5555/c"])
    assert lists.parameter("filter") == "doi:10.5555/a(1):2;<3>|10.5555/c"
    assert comma.path == "/works/doi:10.5555/a%2Cb"
    assert pipe.path == "/works/doi:10.5555/a%7Cb"


def test_a_full_page_owes_the_next() -> None:
    page = openalex.follow(paged(100, following="abc", cursor="*", hits=250))
    (owed,) = page.owed
    assert owed.parameter("cursor") == "abc"
    assert owed.parameter("filter") == first().parameter("filter")
    assert page.hits == 250


@pytest.mark.parametrize(
    ("count", "following", "cursor"),
    [
        (100, "abc", "*"),  # all hundred hits fill the first page: no empty one is paid for
        (0, None, "xyz"),
        (100, None, "xyz"),
    ],
)
def test_the_last_page_is_known_without_asking_for_an_empty_one(
    count: int, following: str | None, cursor: str
) -> None:
    assert openalex.follow(paged(count, following=following, cursor=cursor, hits=100)).owed == ()


def test_a_short_page_with_another_cursor_is_not_the_end() -> None:
    assert len(openalex.follow(paged(37, following="abc", cursor="xyz", hits=5000)).owed) == 1


def test_a_full_page_that_may_be_the_last_owes_one_more_because_it_cannot_know() -> None:
    assert len(openalex.follow(paged(100, following="abc", cursor="xyz", hits=200)).owed) == 1


def test_a_cursor_that_comes_back_is_an_error_and_no_endless_walk() -> None:
    with pytest.raises(SourceChanged, match="cursor"):
        openalex.follow(paged(100, following="xyz", cursor="xyz", hits=900))


def test_a_page_of_works_without_the_field_title_is_a_changed_api() -> None:
    with pytest.raises(SourceChanged, match=r"no display_name or title in answer\.results\[0\]"):
        whole(openalex.parse(said({"meta": {"count": 1}, "results": [{"id": "https://openalex.org/W1"}]})))


@pytest.mark.parametrize(
    "field",
    [
        {"authorships": {}},
        {"publication_year": "about 2020"},
        {"abstract_inverted_index": {"word": 1}},
        {"primary_location": []},
        {"is_retracted": "perhaps"},
        {"display_name": {"en": "A title"}},
        {"keywords": ["a word"]},
    ],
)
def test_a_field_of_another_type_is_a_changed_api_and_no_empty_field(field: dict[str, object]) -> None:
    work = {"id": "https://openalex.org/W1", "display_name": "A title", **field}
    with pytest.raises(SourceChanged, match=next(iter(field))):
        whole(openalex.parse(said({"meta": {"count": 1}, "results": [work]})))


@pytest.mark.parametrize(
    ("body", "headers", "outcome", "wait"),
    [
        (
            {"error": "Rate limit exceeded", "message": "Insufficient budget. This request costs $0.001."},
            (("retry-after", "47052"),),
            Outcome.SPENT,
            47052.0,
        ),
        (
            {"error": "Rate limit exceeded", "message": "Insufficient budget.", "retryAfter": 100},
            (),
            Outcome.SPENT,
            100.0,
        ),
        (
            {"error": "Rate limit exceeded", "message": "Insufficient budget."},
            (("x-ratelimit-reset", "64147"),),
            Outcome.SPENT,
            64147.0,
        ),
        (
            {"error": "Rate limit exceeded", "message": "10 per second"},
            (("retry-after", "1"),),
            Outcome.WAIT,
            1.0,
        ),
        ({"error": "Rate limit exceeded", "reason": "broad_boolean_query"}, (), Outcome.WAIT, 1.0),
        ({"error": "Plan upgrade required", "message": "from_created_date"}, (), Outcome.DENIED, None),
        ({"error": "Rate limit exceeded"}, (("retry-after", "50000"),), Outcome.SPENT, 50000.0),
        (["no object"], (), Outcome.WAIT, None),
    ],
)
def test_the_four_meanings_of_429_are_told_apart(
    body: object, headers: Pairs, outcome: Outcome, wait: float | None
) -> None:
    judgement = openalex.judge(said(body, status=429, headers=headers))
    assert (judgement.outcome, judgement.wait) == (outcome, wait)


def test_an_empty_title_is_kept_and_a_retraction_told() -> None:
    request = first()
    answer = Answer(request=request, at=datetime(2026, 11, 2, tzinfo=UTC), status=200, headers=(), body=PAGE)
    retracted, nameless = whole(openalex.parse(answer))
    assert retracted.status is Status.RETRACTED
    assert retracted.title == "Fitting in on placement: a survey of nursing students & their mentors"
    assert retracted.abstract == "Students were asked. Most Students felt welcome."
    assert retracted.authors[0].affiliations == (
        "School of Examples",
    )  # the institution, where none is printed
    assert retracted.authors[1].affiliations == ("Hospital of Samples, Town",)
    assert retracted.subjects == ("Nursing Education", "Students, Nursing", "Humans")  # the major one first
    assert (retracted.reference_count, len(retracted.references)) == (7, 1)
    assert "pmc:PMC9000001" in retracted.ids
    assert (nameless.title, nameless.native, nameless.status) == ("", "W9000000002", Status.CLEAN)


def test_a_work_without_any_identifier_is_named_by_its_fields() -> None:
    answer = said({"meta": {"count": 1}, "results": [{"id": None, "display_name": "A title"}]})
    (record,) = whole(openalex.parse(answer))
    assert record.native == record.ids[0]
    assert record.native.startswith("file:")
