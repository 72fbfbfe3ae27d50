from datetime import datetime
from typing import Any

import pytest

from synth.dedup import grouping, matching, merging
from synth.dedup.merging import BETTER, TOGETHER, TRUST, UNITED
from synth.errors import WarehouseError
from synth.store import records, tables


def row(name: str, *ids: str, **fields: Any) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(tables.ACCOUNT)
    source, native = name.split("/", 1)
    known = {"source": source, "native": native, "ids": list(ids), "first_ids": list(ids)}
    moments = {"first_at": datetime(2026, 1, 1), "retrieved_at": datetime(2026, 1, 1), "answer": "a"}
    return {**empty, "record": name, **known, **moments, "title": "A title", "type": "article", **fields}


def merged(*rows: dict[str, Any]) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Merge rows as one work; give its account and, for each field, the records it came from."""
    ids = [{**one, "ids": [*one["ids"], "doi:10.5555/a"]} for one in rows]
    candidates = [matching.candidate(one) for one in ids]
    (group,) = grouping.group(candidates, matching.match(candidates))
    result = merging.merge(group, ids)
    lineage: dict[str, list[str]] = {}
    for line in result.lineage:
        lineage.setdefault(line.field, []).append(line.record)
    return records.row_of_work(result), lineage


def test_every_field_of_an_account_has_its_order_of_trust() -> None:
    assert set(TRUST) == set(tables.ACCOUNT)
    assert all(set(order) == set(matching.DATABASES) for order in TRUST.values())
    assert set(UNITED) | set(TOGETHER) | set(BETTER) <= set(TRUST)


def test_a_merged_row_has_the_columns_of_works() -> None:
    work, _ = merged(row("openalex/W1", "openalex:W1"))
    assert set(work) == set(tables.WORKS.columns)


def test_the_year_of_crossref_stands_before_that_of_openalex_and_its_date_with_it() -> None:
    work, lineage = merged(
        row("openalex/W1", year=2019, date="2019-12-30"), row("crossref/10.5555/a", year=2020, date="2020-02")
    )
    assert (work["year"], work["date"]) == (2020, "2020-02")
    assert lineage["year"] == lineage["date"] == ["crossref/10.5555/a"]


def test_a_date_of_another_year_is_not_taken() -> None:
    work, lineage = merged(
        row("openalex/W1", year=2019, date="2019-12-30"), row("crossref/10.5555/a", year=2020)
    )
    assert (work["year"], work["date"]) == (2020, None)
    assert "date" not in lineage


def test_the_longer_author_list_is_taken_and_trust_decides_between_equals() -> None:
    one, two = {"name": "Okafor N"}, {"name": "Ngozi Okafor"}
    work, _ = merged(row("crossref/10.5555/a", authors=[two]), row("openalex/W1", authors=[one, one]))
    assert work["authors"] == [one, one]
    work, lineage = merged(row("openalex/W1", authors=[one]), row("crossref/10.5555/a", authors=[two]))
    assert work["authors"] == [two]
    assert lineage["authors"] == ["crossref/10.5555/a"]


def test_a_structured_abstract_loses_only_to_a_far_longer_one() -> None:
    labelled = "Background: we asked. \nMethods: we listened. \nResults: they belong."
    longer = "x" * (len(labelled) + 5)
    far_longer = "x" * (len(labelled) * 2)
    work, _ = merged(row("openalex/W1", abstract=longer), row("pubmed/7", abstract=labelled))
    assert work["abstract"] == labelled
    work, lineage = merged(row("openalex/W1", abstract=far_longer), row("pubmed/7", abstract=labelled))
    assert work["abstract"] == far_longer
    assert lineage["abstract"] == ["openalex/W1"]


def test_the_gravest_status_of_any_source_stands() -> None:
    order = ["retracted", "concern", "corrected", "clean", "unknown"]
    for place, graver in enumerate(order):
        for milder in order[place:]:
            work, _ = merged(row("pubmed/7", status=milder), row("eric/EJ100", status=graver))
            assert work["status"] == graver


def test_openalex_counts_citations_and_a_zero_is_a_count() -> None:
    work, lineage = merged(row("openalex/W1", cited_by_count=0), row("crossref/10.5555/a", cited_by_count=4))
    assert work["cited_by_count"] == 0
    assert lineage["cited_by_count"] == ["openalex/W1"]


def test_a_kind_that_says_something_stands_before_other() -> None:
    work, lineage = merged(
        row("pubmed/7", type="other", source_type="Journal Article"),
        row("eric/EJ100", type="review", source_type="Reports"),
    )
    assert (work["type"], work["source_type"]) == ("review", "Reports")
    assert lineage["source_type"] == ["eric/EJ100"]


def test_lists_are_united_and_name_every_record_that_added_something() -> None:
    work, lineage = merged(
        row("openalex/W1", keywords=["Belonging", "nursing"]),
        row("pubmed/7", keywords=["belonging", "students"]),
        row("eric/EJ100", keywords=["students"]),
    )
    assert work["keywords"] == ["belonging", "students", "nursing"]
    assert lineage["keywords"] == ["pubmed/7", "openalex/W1"]


def test_relations_are_united_without_doubles() -> None:
    erratum = {"kind": "has_erratum", "target": "doi:10.5555/e", "date": None}
    comment = {"kind": "has_comment", "target": None, "date": "2021"}
    work, _ = merged(row("openalex/W1", relations=[erratum]), row("pubmed/7", relations=[erratum, comment]))
    assert work["relations"] == [erratum, comment]


def test_what_no_source_knows_stays_empty_and_has_no_lineage() -> None:
    work, lineage = merged(row("imports/1", abstract=""), row("imports/2"))
    assert work["abstract"] is None
    assert (work["status"], work["keywords"], work["authors"]) == ("unknown", [], [])
    assert "abstract" not in lineage
    assert "keywords" not in lineage


def test_rows_are_merged_in_any_order_and_each_work_comes_once() -> None:
    rows = [
        row("openalex/W1", "doi:10.5555/a"),
        row("openalex/W2", "doi:10.5555/b"),
        row("pubmed/7", "doi:10.5555/a"),
    ]
    candidates = [matching.candidate(one) for one in rows]
    pairs = matching.match(candidates)
    groups = grouping.group(candidates, pairs)
    forwards = {one.id: one for one in merging.merge_rows(groups, rows)}
    backwards = {one.id: one for one in merging.merge_rows(groups, reversed(rows))}
    assert forwards == backwards
    assert list(forwards) == ["doi:10.5555/b", "doi:10.5555/a"]
    assert list(merging.merges(groups, pairs)) == [
        {
            "work": "doi:10.5555/a",
            "record": "openalex/W1",
            "other": "pubmed/7",
            "rule": "doi",
            "value": "doi:10.5555/a",
        }
    ]


def test_a_record_that_does_not_come_is_an_error_and_no_lost_work() -> None:
    rows = [row("openalex/W1", "doi:10.5555/a"), row("pubmed/7", "doi:10.5555/a")]
    candidates = [matching.candidate(one) for one in rows]
    groups = grouping.group(candidates, matching.match(candidates))
    with pytest.raises(WarehouseError, match="changed while it was merged"):
        list(merging.merge_rows(groups, rows[:1]))
