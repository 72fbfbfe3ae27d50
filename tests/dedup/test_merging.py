from datetime import datetime
from typing import Any

import pytest

from synth.dedup import merging
from synth.dedup.candidates import DATABASES
from synth.dedup.grouping import Group
from synth.dedup.merging import TOGETHER, TRUST, UNITED, WITH
from synth.dedup.merits import MERITS
from synth.domain.identifiers import WorkId
from synth.domain.records import Why, Work
from synth.errors import WarehouseError
from synth.store import tables, works


def row(name: str, *ids: str, **fields: Any) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(tables.ACCOUNT)
    source, native = name.split("/", 1)
    known = {"source": source, "native": native, "ids": list(ids), "first_ids": list(ids)}
    moments = {"first_at": datetime(2026, 1, 1), "retrieved_at": datetime(2026, 1, 1), "answer": "a"}
    return {**empty, "record": name, **known, **moments, "title": "A title", "type": "article", **fields}


def group(*rows: dict[str, Any], beside: tuple[str, ...] = ()) -> Group:
    names = tuple(one["record"] for one in rows)
    work = WorkId("doi:10.5555/a")
    return Group(work=work, aliases=(work,), records=names, beside=frozenset(beside))


def one_work(*rows: dict[str, Any], beside: tuple[str, ...] = ()) -> Work:
    """Merge rows, given in the order of their retrieval, as one work."""
    return merging.merge(group(*rows, beside=beside), reversed(rows))


def merged(*rows: dict[str, Any]) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Merge rows as one work; give its account and, for each field, the records it came from."""
    result = one_work(*rows)
    lineage: dict[str, list[str]] = {}
    for line in result.lineage:
        lineage.setdefault(line.field, []).append(line.record)
    return works.row_of(result), lineage


def why(field: str, *rows: dict[str, Any], beside: tuple[str, ...] = ()) -> list[tuple[str, Why]]:
    """Merge rows as one work; give which records a field came from, and why from these."""
    lines = one_work(*rows, beside=beside).lineage
    return [(line.record, line.why) for line in lines if line.field == field]


def test_every_field_of_an_account_has_its_order_of_trust() -> None:
    assert set(TRUST) == set(tables.ACCOUNT)
    assert all(set(order) == set(DATABASES) for order in TRUST.values())
    assert set(UNITED) | set(TOGETHER) | set(MERITS) <= set(TRUST)
    assert set(WITH) == set(TOGETHER)


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
    run_together = labelled.replace("\n", "")
    far_longer = "x" * (len(labelled) * 2)
    work, _ = merged(row("openalex/W1", abstract=longer), row("pubmed/7", abstract=labelled))
    assert work["abstract"] == labelled
    work, _ = merged(row("openalex/W1", abstract=longer), row("eric/EJ100", abstract=run_together))
    assert work["abstract"] == run_together
    work, lineage = merged(row("openalex/W1", abstract=far_longer), row("pubmed/7", abstract=labelled))
    assert work["abstract"] == far_longer
    assert lineage["abstract"] == ["openalex/W1"]


def test_an_abstract_that_is_hardly_longer_is_not_fuller() -> None:
    text = "We asked students how they fit in. " * 20
    rows = row("eric/EJ100", abstract=text + "(Author)"), row("pubmed/7", abstract=text)
    assert why("abstract", *rows) == [("pubmed/7", Why.TRUSTED)]


def test_the_whole_title_stands_before_one_that_was_cut_off() -> None:
    whole, cut = "Fitting in on the ward: a review", "Fitting in on the ward"
    rows = row("pubmed/7", title=cut), row("eric/EJ100", title=whole.title())
    assert why("title", *rows) == [("eric/EJ100", Why.WHOLE)]
    rows = row("pubmed/7", title=whole.upper()), row("eric/EJ100", title=whole)
    assert why("title", *rows) == [("eric/EJ100", Why.QUIET)]


def test_the_year_that_more_sources_give_stands_and_europe_pmc_repeats_pubmed() -> None:
    crossref, openalex = row("crossref/10.5555/a", year=2020), row("openalex/W1", year=2019)
    pubmed, europepmc = row("pubmed/7", year=2019), row("europepmc/MED/7", year=2019)
    assert why("year", crossref, openalex, pubmed) == [("pubmed/7", Why.COMMON)]
    assert why("year", crossref, pubmed, europepmc) == [("crossref/10.5555/a", Why.TRUSTED)]


def test_of_lists_of_one_length_the_common_order_stands_then_given_names_in_full() -> None:
    one, two = {"name": "Ada Okafor", "family": "Okafor"}, {"name": "Eva Haddad", "family": "Haddad"}
    turned = row("crossref/10.5555/a", authors=[two, one])
    rows = turned, row("openalex/W1", authors=[one, two]), row("eric/EJ100", authors=[one, two])
    assert merged(*rows)[0]["authors"] == [one, two]
    short = row("crossref/10.5555/a", authors=[{**one, "given": "A."}])
    full = row("openalex/W1", authors=[{**one, "given": "Ada"}])
    assert why("authors", short, full) == [("openalex/W1", Why.NAMED)]


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


def test_each_field_says_why_it_was_taken_from_this_record() -> None:
    crossref = row("crossref/10.5555/a", year=2020, date="2020-02", authors=[{"name": "Okafor N"}])
    openalex = row("openalex/W1", year=2019, date="2020", authors=[{"name": "Okafor N"}] * 2)
    assert why("year", openalex, crossref) == [("crossref/10.5555/a", Why.TRUSTED)]
    assert why("date", openalex, crossref) == [("crossref/10.5555/a", Why.WITH_YEAR)]
    assert why("authors", openalex, crossref) == [("openalex/W1", Why.LONGER)]
    assert why("year", crossref) == [("crossref/10.5555/a", Why.ONLY)]
    short, long = row("pubmed/7", abstract="x" * 50), row("openalex/W1", abstract="x" * 60)
    assert why("abstract", short, long) == [("openalex/W1", Why.FULLER)]
    assert why("title", row("imports/1"), row("imports/2")) == [("imports/1", Why.FIRST)]
    retracted, clean = row("pubmed/7", status="retracted"), row("europepmc/MED/7", status="clean")
    assert why("status", clean, retracted) == [("pubmed/7", Why.GRAVEST)]
    kinds = row("pubmed/7", type="other"), row("eric/EJ100", type="review", source_type="Reports")
    assert why("type", *kinds) == [("eric/EJ100", Why.TELLING)]


def test_lists_say_that_records_add_to_them() -> None:
    one, two = row("openalex/W1", keywords=["a"]), row("pubmed/7", keywords=["b"])
    assert why("keywords", one, two) == [("pubmed/7", Why.ADDS), ("openalex/W1", Why.ADDS)]
    assert why("keywords", one) == [("openalex/W1", Why.ONLY)]


def test_a_preprint_that_counts_as_the_work_speaks_only_where_the_article_is_silent() -> None:
    preprint = row("openalex/W1", abstract="x" * 200, year=2019, type="preprint", keywords=["a"])
    article = row("crossref/10.5555/a", abstract="x" * 20, year=2020)
    work = one_work(preprint, article, beside=("openalex/W1",))
    assert (work.account["year"], work.account["type"], len(work.account["abstract"])) == (
        2020,
        "article",
        20,
    )
    assert work.account["keywords"] == ["a"]
    known = why("year", preprint, article, beside=("openalex/W1",))
    assert known == [("crossref/10.5555/a", Why.PUBLICATION)]
    assert work.disagreements == ()  # what a preprint says otherwise is no disagreement of sources


def test_what_sources_say_differently_is_kept_beside_what_was_chosen() -> None:
    work = one_work(
        row("openalex/W1", year=2019), row("crossref/10.5555/a", year=2020), row("pubmed/7", year=2020)
    )
    assert [(one.record, one.value, one.differs) for one in work.disagreements] == [
        ("openalex/W1", "2019", True),
        ("crossref/10.5555/a", "2020", False),
        ("pubmed/7", "2020", False),
    ]


def test_rows_come_group_by_group_and_each_work_comes_once() -> None:
    one, two, three = (row(name) for name in ("openalex/W1", "openalex/W2", "pubmed/7"))
    groups = [group(one, three), group(two)]
    found = list(merging.merge_rows(dict(enumerate(groups)), [(0, three), (0, one), (1, two)]))
    assert [work.records for _, work in found] == [("openalex/W1", "pubmed/7"), ("openalex/W2",)]


@pytest.mark.parametrize("numbered", [[(0, 0)], [(0, 0), (1, 2)], [(0, 0), (0, 1)]])
def test_a_record_that_does_not_come_is_an_error_and_no_lost_work(numbered: list[tuple[int, int]]) -> None:
    rows = [row("openalex/W1"), row("pubmed/7"), row("openalex/W2")]
    groups = [group(*rows[:2]), group(rows[2])]
    with pytest.raises(WarehouseError, match="changed while it was merged"):
        list(
            merging.merge_rows(dict(enumerate(groups)), [(number, rows[place]) for number, place in numbered])
        )
