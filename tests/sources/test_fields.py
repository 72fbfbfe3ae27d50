"""Dates, kinds, languages, spellings, batches and JSON fields: the small readers all sources share."""

from __future__ import annotations

from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.domain.records import Kind, RelationKind, Status
from synth.errors import SourceChanged
from synth.sources import corrections, dates, kinds, languages, spellings
from synth.sources.batches import batches
from synth.sources.nodes import Node


def node(**fields: object) -> Node:
    return Node(source="eric", where="answer", fields=fields)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025", "2025"),
        ("2025-1", "2025-01"),
        ("2025-01-31", "2025-01-31"),
        ("2025-01-31T10:00:00Z", "2025-01-31"),
        ("2025-02-31", "2025-02"),
        ("2025-13-01", "2025"),
        ("0000-01-01", None),
        ("20250131", None),
        ("soon", None),
        (None, None),
    ],
)
def test_a_day_is_read_as_far_as_it_is_possible(text: str | None, date: str | None) -> None:
    assert dates.iso(text) == date


@given(st.integers(-5, 4000), st.integers(-2, 15) | st.none(), st.integers(-2, 40) | st.none())
def test_any_three_numbers_give_a_date_or_none(year: int, month: int | None, day: int | None) -> None:
    date = dates.joined(year, month, day)
    assert date is None or dates.iso(date) == date


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("eng", "en"),
        ("English", "en"),
        ("en-GB", "en"),
        ("zh-cn", "zh"),
        ("ger", "de"),
        ("Spanish; Castilian", "es"),
        ("fil", "fil"),
        ("und", None),
        ("English (Old)", "en"),
        ("Klingon", None),
        ("", None),
        (None, None),
    ],
)
def test_a_language_has_one_code(text: str | None, code: str | None) -> None:
    assert languages.language(text) == code


@pytest.mark.parametrize(
    ("text", "orcid"),
    [
        ("https://orcid.org/0000-0001-2345-678x", "0000-0001-2345-678X"),
        ("0000000123456789", "0000-0001-2345-6789"),
        ("0000-0001-2345", None),
        (None, None),
    ],
)
def test_an_orcid_is_bare(text: str | None, orcid: str | None) -> None:
    assert spellings.orcid(text) == orcid


def test_an_issn_is_found_in_whatever_stands_around_it() -> None:
    found = spellings.issns(
        ["EISSN-2618-6586", "1234567x", "0140-6736; 1474-547x; ", None, "2618-6586", "12345678901"]
    )
    assert found == ("2618-6586", "1234-567X", "0140-6736", "1474-547X")


@pytest.mark.parametrize(
    ("first", "last", "pages"),
    [
        ("79", "93", "79-93"),
        ("179-93", None, "179-193"),
        ("79\u201393", None, "79-93"),
        ("1-1", None, "1"),
        ("5", "5", "5"),
        ("e5", None, "e5"),
        (None, "7", "7"),
        ("S12", "S19", "S12-S19"),
        (None, None, None),
    ],
)
def test_pages_have_one_form(first: str | None, last: str | None, pages: str | None) -> None:
    assert spellings.pages(first, last) == pages


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("http://creativecommons.org/licenses/by-nc-nd/4.0/", "cc-by-nc-nd"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "cc0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "public-domain"),
        ("cc by-nc", "cc-by-nc"),
        ("CC BY 4.0", "cc-by"),
        ("cc0", "cc0"),
        ("publisher-specific-oa", "publisher-specific-oa"),
        ("", None),
    ],
)
def test_a_licence_has_one_name(text: str, licence: str | None) -> None:
    assert spellings.licence(text) == licence


def test_the_first_of_several_kinds_is_that_which_says_most() -> None:
    assert kinds.kind(["Journal Article", "Review"]) is Kind.REVIEW
    assert kinds.kind(["journal-article"]) is Kind.ARTICLE
    assert kinds.kind(["Retraction of Publication", "Journal Article"]) is Kind.RETRACTION
    assert kinds.kind([]) is kinds.kind(["unheard of"]) is Kind.OTHER


def test_pubmed_and_europe_pmc_mean_the_same_by_their_links() -> None:
    for one, other in (
        ("RetractionIn", "Retraction in"),
        ("ErratumFor", "Erratum for"),
        ("UpdateOf", "Update of"),
    ):
        assert corrections.kind(one) is corrections.kind(other) is not RelationKind.OTHER
    assert corrections.kind("SummaryForPatientsIn") is RelationKind.OTHER
    assert corrections.status(["ErratumIn", "RetractionIn"], []) is Status.RETRACTED
    assert corrections.status(["RetractionOf"], ["Retraction Notice"]) is Status.CLEAN


@given(st.lists(st.text("abc/.()<>;:", min_size=1, max_size=40)), st.integers(1, 7), st.integers(10, 200))
def test_batches_hold_each_doi_once_in_order_and_keep_to_their_bounds(
    dois: list[str], most: int, longest: int
) -> None:
    cut = list(batches(dois, most=most, longest=longest))
    assert [doi for batch in cut for doi in batch] == list(dict.fromkeys(dois))
    for batch in cut:
        assert 1 <= len(batch) <= most
        assert len(batch) == 1 or sum(len(quote_plus(doi)) + 10 for doi in batch) <= longest


def test_a_field_that_is_missing_null_or_blank_is_none_or_empty() -> None:
    empty = node(nothing=None, blank=" ")
    for name in ("nothing", "absent"):
        for read in (empty.text, empty.number, empty.flag):
            assert read(name) is None
        for gather in (empty.texts, empty.nodes, empty.values):
            assert gather(name) == []
        assert not empty.node(name)
    assert empty.text("blank") is None


def test_numbers_and_truths_are_read_as_apis_write_them() -> None:
    found = node(count="26498", year=2020, yes="Y", no="F", one=1, ok=True, volume=12)
    assert (found.number("count"), found.number("year"), found.text("volume")) == (26498, 2020, "12")
    assert [found.flag(name) for name in ("yes", "no", "one", "ok")] == [True, False, True, True]


@pytest.mark.parametrize(
    ("read", "fields"),
    [
        ("text", {"x": []}),
        ("text", {"x": True}),
        ("number", {"x": "about 5"}),
        ("number", {"x": True}),
        ("flag", {"x": "perhaps"}),
        ("texts", {"x": [1]}),
        ("texts", {"x": {}}),
        ("values", {"x": "text"}),
        ("node", {"x": []}),
        ("nodes", {"x": ["text"]}),
    ],
)
def test_a_field_of_another_type_is_named(read: str, fields: dict[str, object]) -> None:
    with pytest.raises(SourceChanged, match=r"eric: answer\.x"):
        getattr(node(**fields), read)("x")
