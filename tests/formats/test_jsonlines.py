from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.domain.records import Author, Kind, Status
from synth.formats import jsonlines
from synth.formats.entries import Entry, Fault


def read(*lines: str) -> tuple[list[Entry], list[Fault]]:
    items = list(jsonlines.read("\n".join(lines)))
    entries = [item for item in items if isinstance(item, Entry)]
    return entries, [item for item in items if isinstance(item, Fault)]


def entry_of(**values: Any) -> Entry:
    (entry,), faults = read(json.dumps(values))
    assert not faults
    return entry


def test_the_names_of_a_table_are_read() -> None:
    entry = entry_of(
        id="b-1",
        doi="10.1000/X",
        pmid=12,
        pmcid=None,
        title="T",
        authors=["Doe, Jane", "Roe K"],
        year=2001,
        journal="J",
        keywords=["a", "b"],
        references=["10.1000/Y", "https://doi.org/10.1000/z"],
        unknown={"a": 1},
    )
    assert entry.name == "b-1"
    assert entry.record.ids == ("doi:10.1000/x", "pubmed:12")
    assert [author.family for author in entry.record.authors] == ["Doe", "Roe"]
    assert (entry.record.year, entry.record.venue, entry.record.keywords) == (2001, "J", ("a", "b"))
    assert entry.record.references == ("doi:10.1000/y", "doi:10.1000/z")


def test_the_names_of_a_record_are_read() -> None:
    record = entry_of(
        ids=["pubmed:12", "doi:10.1000/x", "file:0123456789abcdef"],
        title="T",
        original_title="O",
        abstract="One\nTwo",
        authors=[
            {
                "name": "Jane Doe",
                "family": "Doe",
                "given": "Jane",
                "orcid": "https://orcid.org/0000-0001-2345-678X",
            },
            {"family": "Roe", "given": "K", "affiliations": ["A", "B"]},
            {"orcid": "0"},
        ],
        date="2001-02-03",
        venue="V",
        publisher="P",
        issn=["0260-6917"],
        issue="2",
        type="review",
        language="en",
        subjects=["S"],
        reference_count=3,
        cited_by_count=4.0,
        oa_url="https://example.org",
        oa_status="gold",
        licence="cc-by",
        status="retracted",
    ).record
    assert record.ids == ("doi:10.1000/x", "pubmed:12")
    assert record.authors == (
        Author(name="Jane Doe", family="Doe", given="Jane", orcid="0000-0001-2345-678X"),
        Author(name="K Roe", family="Roe", given="K", affiliations=("A", "B")),
    )
    assert (record.original_title, record.abstract, record.venue) == ("O", "One\nTwo", "V")
    assert (record.year, record.date, record.issue, record.issn) == (2001, "2001-02-03", "2", ("0260-6917",))
    assert (record.type, record.language, record.subjects) == (Kind.REVIEW, "en", ("S",))
    assert (record.reference_count, record.cited_by_count, record.status) == (3, 4, Status.RETRACTED)
    assert (record.publisher, record.oa_url, record.oa_status) == ("P", "https://example.org", "gold")
    assert record.licence == "cc-by"


def test_a_line_of_authors_is_read_like_that_of_a_table() -> None:
    assert [author.name for author in entry_of(title="T", authors="Doe J; Roe K").record.authors] == [
        "Doe J",
        "Roe K",
    ]
    assert entry_of(title="T", authors=[None, 3, "Doe J"]).record.authors[0].name == "Doe J"
    assert entry_of(title="T", authors={"name": "x"}).record.authors == ()


@pytest.mark.parametrize("title", [None, "", "  ", True, float("nan"), [], {}])
def test_a_title_that_says_nothing_is_no_title(title: object) -> None:
    entries, faults = read(json.dumps({"title": title, "year": 2001}))
    assert not entries
    assert [fault.words for fault in faults] == ["the entry has neither a title nor an identifier"]


def test_an_entry_without_a_title_is_kept_where_it_has_an_identifier() -> None:
    record = entry_of(title=None, doi="10.1000/x").record
    assert (record.title, record.ids) == ("", ("doi:10.1000/x",))


def test_bad_lines_are_reported_with_their_numbers_and_the_rest_is_kept() -> None:
    deep = "[" * 100_000
    entries, faults = read('{"title": "A"}', "", "{", "[1]", "{}", "null", deep, '{"title": "B"}')
    assert [(entry.line, entry.record.title) for entry in entries] == [(1, "A"), (8, "B")]
    assert [(fault.line, fault.words.partition(":")[0]) for fault in faults] == [
        (3, "not readable as JSON"),
        (4, "a JSON object is expected, not a list"),
        (5, "the entry is empty"),
        (6, "a JSON object is expected, not a NoneType"),
        (7, "not readable as JSON"),
    ]


def test_counts_and_references_that_are_none_are_reported_and_the_entry_kept() -> None:
    entries, faults = read(
        '{"title": "A", "cited_by_count": "many", "references": ["Doe 2001"], "ids": ["x"]}'
    )
    assert [entry.record.cited_by_count for entry in entries] == [None]
    assert [fault.words for fault in faults] == [
        "'x' is no identifier: left out",
        "reference 'Doe 2001' is no identifier: left out",
        "cited_by_count: 'many' is no number: left out",
    ]


def test_half_a_character_can_be_written_again() -> None:
    (entry,), _ = read('{"title": "A \\ud83d", "doi": "10.1000/\\ud800", "authors": ["\\udfff"]}')
    assert repr(entry.record).encode()
    assert entry.record.title.encode()
    assert "\n".join(entry.record.ids).encode()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NAMES = [
    "title",
    "authors",
    "year",
    "doi",
    "ids",
    "keywords",
    "references",
    "abstract",
    "pmid",
    "issn",
    "status",
]


@settings(deadline=None)  # two cores are shared; time is no part of what is tested
@given(st.dictionaries(st.sampled_from(NAMES), JSON))
def test_values_of_any_shape_are_read_or_reported(written: dict[str, object]) -> None:
    entries, faults = read(json.dumps(written))
    assert len(entries) + sum(fault.skipped for fault in faults) == 1
    for entry in entries:
        assert entry.record.ids
        assert entry.record.title.encode() is not None
