"""The account of a work as its page lays it out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from synth.stages import account
from synth.store import story
from synth.store.story import Story
from tests.store import small_warehouse


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return story.tell(small_warehouse.build(tmp_path_factory.mktemp("evidence")), "10.5555/a")


def test_each_field_that_says_something_has_its_records_and_who_differs(told: Story) -> None:
    values = {value.field: value for value in account.values(told)}
    assert "volume" not in values
    assert [(one.record, one.why) for one in values["keywords"].origins] == [
        ("crossref/10.5555/a", "adds to the list"),
        ("openalex/W1", "adds to the list"),
    ]
    assert values["keywords"].text == "belonging"  # however often and however spelt
    assert (values["year"].text, values["year"].differ) == ("2015", 1)


def laid(**fields: list[Any]) -> Story:
    """Give the story of a work and two records: of each field what the account says, then they."""
    columns = {**dict.fromkeys(account.FIELDS), "publisher": None, "issn": None, "ids": None}
    rows = [
        {**columns, "record": name, **{field: said[place] for field, said in fields.items()}}
        for place, name in enumerate(("account", "a", "b"))
    ]
    differs = [{"field": "year", "record": "b", "differs": True}]
    parts = {"account": rows[:1], "accounts": rows[1:], "disagreements": differs}
    return Story(id="doi:10.1/a", parts=parts, synthetic=False)


@pytest.mark.parametrize(
    ("field", "said", "marks"),
    [
        ("year", [2015, 2015, 2016], ["", "≠"]),
        ("title", ["Fitting in", "Fitting in", "Fitting In."], ["", "~"]),
        ("volume", ["7", None, "7"], ["-", ""]),
        ("cited_by_count", [14, 10, 14], ["", ""]),  # each source counts for itself
    ],
)
def test_records_are_held_against_the_account(field: str, said: list[Any], marks: list[str]) -> None:
    (row,) = account.across(laid(**{field: said}))
    assert (row.field, [cell.mark for cell in row.cells]) == (field, marks)


def test_what_none_of_them_has_is_left_out() -> None:
    assert account.across(laid(volume=["7", None, None])) == []


def test_what_is_known_against_a_publication_names_who_says_so_and_the_notice(tmp_path: Path) -> None:
    works = [{**one} for one in small_warehouse.WORKS]
    works[2]["status"] = "retracted"
    relations = [
        *small_warehouse.RELATIONS,
        {
            "record": "eric/EJ5",
            "kind": "retraction_of",
            "other": "pubmed/3",
            "origin": "matched",
            "told_by": "x",
        },
        {
            "record": "pubmed/3",
            "kind": "has_erratum",
            "date": "2017",
            "origin": "source",
            "told_by": "pubmed",
        },
    ]
    evidence = small_warehouse.build(tmp_path, works=works, relations=relations)
    known = account.standings(story.tell(evidence, "10.5555/c"))
    assert [(one.kind, one.date, one.told_by, one.target, one.target_work) for one in known] == [
        ("retracted", "2019", "pubmed", "doi:10.5555/notice", ""),
        ("retracted", "", "found by matching", "eric:EJ5", "eric:EJ5"),
        ("retracted", "", "pubmed", "", ""),
        ("corrected", "2017", "pubmed", "", ""),
    ]
