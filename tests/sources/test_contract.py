"""What every source keeps to: a new one is tested by being in the table."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote, unquote, urlencode

import pytest

from synth.domain.answers import Answer, Pairs, Request, Search
from synth.domain.records import Kind, Record
from synth.errors import SourceChanged
from synth.sources import SOURCES, Source
from synth.sources.judging import Outcome
from synth.sources.reading import Unread
from tests.sources.whole import whole

BODIES = Path(__file__).parent / "bodies"
UNTIL = date(2026, 11, 1)
SECRET = "s3cr3t-k3y"
# The name that a changed API would call otherwise.
LIST = {
    "openalex": "results",
    "crossref": "items",
    "pubmed": "idlist",
    "europepmc": "result",
    "eric": "docs",
}
# A field of the second record: what is said of it, how it stands there, and as no reader knows it.
ODD = {
    "openalex": ("results[1].type", b'"type": "paratext"', b'"type": ["paratext"]'),
    "crossref": ("items[1].title", b'"title": []', b'"title": {}'),
    "pubmed": ("without PMID", b'<PMID Version="1">90000002</PMID>', b"<Number>90000002</Number>"),
    "europepmc": ("result[1].pubYear", b'"pubYear": "2020"', b'"pubYear": "about 2020"'),
    "eric": ("docs[1].publicationdateyear", b'"publicationdateyear": 2020', b'"publicationdateyear": []'),
}
SHAPELESS = [
    b"",
    b"[]",
    b"{}",
    b"null",
    b'"text"',
    b"<html><body>Sorry.</body></html>",
    b"<a/>",
    b"\xff\xfe\x00",
]

pytestmark = pytest.mark.parametrize("name", SOURCES)


def searched(name: str, *, since: date | None = None) -> Request:
    text = '("fitting in" OR belonging) AND nurs*'
    return SOURCES[name].search(Search(source=name, name="belonging", text=text), since=since, until=UNTIL)


def said(request: Request, body: bytes, *, status: int = 200, headers: Pairs = ()) -> Answer:
    at = datetime(2026, 11, 2, tzinfo=UTC)
    return Answer(request=request, at=at, status=status, headers=headers, body=body)


def kept(name: str, which: str) -> bytes:
    return next(BODIES.glob(f"{name}_{which}.*")).read_bytes()


def searching(name: str) -> Answer:
    """Give the first answer to a search, which holds two hits."""
    return said(searched(name), kept(name, "search" if name == "pubmed" else "page"))


def bearing(name: str) -> Answer:
    """Give the answer that bears the two records of that search."""
    if name != "pubmed":
        return searching(name)
    (owed,) = SOURCES[name].follow(searching(name)).owed
    return said(owed, kept(name, "records"))


def read(source: Source, answer: Answer) -> list[Record]:
    return whole(source.parse(answer))


def test_a_source_says_who_it_is(name: str) -> None:
    source = SOURCES[name]
    assert source.NAME == name
    assert source.BASE.startswith("https://") and not source.BASE.endswith("/")
    assert 0 < source.KEYED_PACE <= source.PACE


def test_the_text_of_a_search_is_asked_whole_and_the_same_each_time(name: str) -> None:
    request = searched(name)
    assert request == searched(name)
    assert request.source == name and request.path.startswith("/")
    assert any(
        '("fitting in" OR belonging) AND nurs*' in value for _, value in request.parameters + request.form
    )


def test_all_hits_of_a_page_become_records_with_all_that_a_reviewer_reads(name: str) -> None:
    source, answer = SOURCES[name], bearing(name)
    assert source.judge(answer).outcome is Outcome.ANSWERED
    first, second = read(source, answer)
    assert first.title and first.abstract and first.venue and first.source_type
    assert first.type is Kind.ARTICLE
    assert first.ids[0] == "doi:10.5555/made.2021.1"
    assert first.year is not None and (first.date or "").startswith(str(first.year))
    assert first.authors[0].name.startswith("Ada")
    assert set(first.issn) == {"0000-0019", "0000-0027"}
    assert first.key != second.key


def test_one_odd_field_costs_its_record_and_no_other(name: str) -> None:
    source, answer = SOURCES[name], bearing(name)
    words, known, odd = ODD[name]
    assert answer.body.count(known) == 1
    spoilt = said(answer.request, answer.body.replace(known, odd))
    first, second = source.parse(spoilt)
    assert first == read(source, answer)[0]
    assert isinstance(second, Unread)
    assert words in str(second.error)
    assert source.follow(spoilt).owed == ()  # and the walk goes on


def test_reading_is_repeatable(name: str) -> None:
    assert read(SOURCES[name], bearing(name)) == read(SOURCES[name], bearing(name))


def test_the_last_page_owes_nothing(name: str) -> None:
    assert SOURCES[name].follow(bearing(name)).owed == ()
    assert SOURCES[name].follow(searching(name)).hits == 2


def test_no_hit_is_no_error_and_no_record(name: str) -> None:
    source = SOURCES[name]
    answer = said(searched(name), kept(name, "search_empty" if name == "pubmed" else "empty"))
    assert source.judge(answer).outcome is Outcome.ANSWERED
    page = source.follow(answer)
    assert (page.hits, page.owed) == (0, ())
    assert read(source, answer) == []


@pytest.mark.parametrize(
    ("status", "headers", "outcome"),
    [
        (429, (("retry-after", "54000"),), Outcome.SPENT),
        (429, (("retry-after", "2"),), Outcome.WAIT),
        (429, (), Outcome.WAIT),
        (503, (), Outcome.WAIT),
        (500, (), Outcome.WAIT),
        (401, (), Outcome.DENIED),
        (403, (), Outcome.DENIED),
        (404, (), Outcome.MISSING),
        (400, (), Outcome.WRONG),
    ],
)
@pytest.mark.parametrize(
    "body", [b"", b"Too many.", b"<html>No.</html>", b'{"error": "No.", "message": "No."}']
)
def test_a_refusal_is_a_refusal_and_never_an_empty_answer(
    name: str, body: bytes, status: int, headers: Pairs, outcome: Outcome
) -> None:
    source = SOURCES[name]
    answer = said(searched(name), body, status=status, headers=headers)
    judgement = source.judge(answer)
    assert judgement.outcome is outcome
    assert str(status) in judgement.words
    with pytest.raises(SourceChanged):
        read(source, answer)
    with pytest.raises(SourceChanged):
        source.follow(answer)


@pytest.mark.parametrize("part", [0.05, 0.3, 0.6, 0.9, 0.99])
def test_a_body_cut_off_is_not_taken_for_a_whole_one(name: str, part: float) -> None:
    source = SOURCES[name]
    for answer in (searching(name), bearing(name)):
        cut = said(answer.request, answer.body[: int(len(answer.body) * part)])
        with pytest.raises(SourceChanged, match=f"^{name}: "):
            read(source, cut)
        with pytest.raises(SourceChanged, match=f"^{name}: "):
            source.follow(cut)


@pytest.mark.parametrize("body", SHAPELESS)
def test_a_body_of_no_known_shape_is_said_to_be_one(name: str, body: bytes) -> None:
    source = SOURCES[name]
    for request in (searching(name).request, bearing(name).request):
        with pytest.raises(SourceChanged, match=f"correct synth/sources/{name}.py"):
            read(source, said(request, body))
        with pytest.raises(SourceChanged):
            source.follow(said(request, body))


def test_a_list_under_another_name_is_a_changed_api_and_no_empty_one(name: str) -> None:
    source, answer = SOURCES[name], searching(name)
    renamed = answer.body.replace(f'"{LIST[name]}":'.encode(), b'"entries":')
    assert renamed != answer.body
    with pytest.raises(SourceChanged, match=LIST[name]):
        read(source, said(answer.request, renamed))
    with pytest.raises(SourceChanged, match=LIST[name]):
        source.follow(said(answer.request, renamed))


def test_every_doi_is_asked_for_once_in_lines_that_are_not_too_long(name: str) -> None:
    dois = [f"10.5555/made.{number:04}.{'long' * (number % 9)}" for number in range(230)]
    dois += [
        "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2",
        "10.5555/a,b",
        "10.5555/a|c",
    ]
    requests = SOURCES[name].fetch([*dois, dois[0]])
    if not requests:
        assert name == "eric"
        return
    texts = [unquote(request.path) for request in requests]
    texts += [value for request in requests for _, value in request.parameters + request.form]
    for doi in dois:
        assert sum(text.count(doi) for text in texts) == 1
    for request in requests:
        assert request.path == quote(request.path, safe="/:;()%.")
        assert len(request.path) + len(urlencode(request.parameters)) < 4000
    assert len(requests) < 12


def test_nothing_is_asked_where_no_doi_is_given(name: str) -> None:
    assert SOURCES[name].fetch([]) == []


def test_a_key_travels_in_a_header_or_in_the_body_only(name: str) -> None:
    source = SOURCES[name]
    headers, fields = source.authorise(SECRET)
    carried = [value for value in (*headers.values(), *fields.values()) if SECRET in value]
    assert len(carried) == (1 if source.KEY else 0)
    assert not any(SECRET in str(request) for request in [searched(name), *source.fetch(["10.5555/made.1"])])


def test_who_asks_is_named_only_where_somebody_is_to_be_written_to(name: str) -> None:
    source = SOURCES[name]
    assert "" not in source.introduce("").values()
    wants_it = name == "pubmed"
    assert ("keeper@example.org" in source.introduce("keeper@example.org").values()) is wants_it
    assert "keeper@example.org" not in str([searched(name), *source.fetch(["10.5555/made.1"])])


def test_a_key_that_an_error_repeats_does_not_reach_the_log(name: str) -> None:
    body = f'{{"error": "API key invalid", "message": "API key not found", "api-key": "{SECRET}"}}'.encode()
    if not SOURCES[name].KEY:
        return
    for status in (400, 401, 429):
        assert SECRET not in SOURCES[name].judge(said(searched(name), body, status=status)).words
