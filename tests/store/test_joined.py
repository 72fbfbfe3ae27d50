from pathlib import Path

import pytest

from synth.errors import UserError, WarehouseError
from synth.store import joined, questions, warehouse
from tests.store import small_warehouse


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_warehouse.build(tmp_path_factory.mktemp("evidence"))


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("openalex/W1", "openalex/W1"),
        ("crossref/10.5555/a", "crossref/10.5555/a"),
        ("https://doi.org/10.5555/B", "openalex/W2"),
        ("pubmed:4", "pubmed/4"),
        ("W1", "crossref/10.5555/a"),  # an identifier names the work: its first record stands for it
    ],
)
def test_a_record_is_found_by_its_name_and_by_any_identifier_of_its_work(
    evidence: Path, text: str, record: str
) -> None:
    assert joined.named(evidence, text).record == record


@pytest.mark.parametrize("text", ["openalex/W999", "10.5555/nobody", "belonging", ""])
def test_what_is_not_there_is_refused(evidence: Path, text: str) -> None:
    with pytest.raises(UserError, match="no record and no identifier"):
        joined.named(evidence, text)


def test_a_warehouse_that_is_not_built_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="run `dvc repro`"):
        joined.doubts(tmp_path / "evidence.duckdb")


def test_doubts_come_with_the_surest_first(evidence: Path) -> None:
    found = joined.doubts(evidence)
    assert [(one.record, one.other, one.score, one.pairs) for one in found] == [
        ("openalex/W1", "pubmed/4", 0.8, 2),
        ("openalex/W2", "pubmed/3", 0.75, 1),
    ]


def test_what_was_decided_since_the_build_is_no_doubt_any_more_whichever_records_were_named(
    evidence: Path,
) -> None:
    (left,) = joined.doubts(evidence, decided=[("crossref/10.5555/a", "pubmed/4")])
    assert left.record == "openalex/W2"
    assert len(joined.doubts(evidence, decided=[("imports/gone", "pubmed/4")])) == 2


def test_accounts_are_those_of_the_records(evidence: Path) -> None:
    assert joined.accounts(evidence, ["pubmed/4"])["pubmed/4"]["title"] == "Belonging of student nurses"
    assert joined.accounts(evidence, []) == {}


def test_what_hangs_together_is_reached_by_pairs_that_are_the_same_and_by_no_others(evidence: Path) -> None:
    rows = joined.together(evidence, ["openalex/W1", "pubmed/4"])
    assert sorted(row["record"] for row in rows) == ["crossref/10.5555/a", "openalex/W1", "pubmed/4"]


def told(evidence: Path, part: str, work: str) -> list[str]:
    tell = {
        "merges": joined.told_of_merges,
        "apart": joined.told_of_apart,
        "relations": joined.told_of_relations,
        "disagreements": joined.told_of_disagreements,
    }[part]
    with warehouse.locked(evidence) as connection:
        result = questions.fetch(connection, joined.PARTS[part], {"id": work})
    return list(tell([dict(zip(result.columns, row, strict=True)) for row in result.rows]))


def test_a_story_tells_why_records_are_one(evidence: Path) -> None:
    assert told(evidence, "merges", "doi:10.5555/a") == [
        "openalex/W1 and crossref/10.5555/a (doi, score 1.00)",
        "    the titles are alike",
    ]


def test_a_story_tells_what_was_parted_and_what_is_in_doubt(evidence: Path) -> None:
    assert told(evidence, "apart", "doi:10.5555/b") == [
        "openalex/W2 and eric/EJ5: ada says that they are different",
        "    the titles are alike",
        "openalex/W2 and pubmed/3: in doubt, `synth duplicates` asks a person",
        "    the titles are alike",
    ]


def test_a_story_tells_relations_to_works_here_and_elsewhere(evidence: Path) -> None:
    assert told(evidence, "relations", "doi:10.5555/a") == [
        "has preprint doi:10.5555/b, a work here (person: ada, source: openalex)"
    ]
    assert told(evidence, "relations", "doi:10.5555/c") == [
        "retracted by doi:10.5555/notice (source: pubmed)"
    ]


def test_a_story_tells_what_sources_say_differently(evidence: Path) -> None:
    assert told(evidence, "disagreements", "doi:10.5555/a") == [
        "year: crossref/10.5555/a says «2015»",
        "year: but openalex/W1 says «2014»",
    ]


def test_a_story_tells_what_each_record_gives_and_why(evidence: Path) -> None:
    with warehouse.locked(evidence) as connection:
        result = questions.fetch(connection, joined.PARTS["lineage"], {"id": "doi:10.5555/a"})
    assert result.rows == [
        ("crossref/10.5555/a", "keywords (adds to the list); title (trusted most for this field)"),
        ("openalex/W1", "keywords (adds to the list)"),
    ]


def test_a_record_is_held_by_those_it_was_joined_with_the_nearest_first(tmp_path: Path) -> None:
    works = [{**one} for one in small_warehouse.WORKS]
    works[0]["records"] = ("openalex/W1", "crossref/10.5555/a", "imports/third", "imports/preprint")
    records = [small_warehouse.record(name, one) for one in works for name in one["records"]]
    joins = [("openalex/W1", "imports/third", 0.8), ("crossref/10.5555/a", "openalex/W1", 0.9)]
    pairs = [
        small_warehouse.pair(one, other, "doi:10.5555/a", outcome="same", score=score, joined=True)
        for one, other, score in joins
    ]
    evidence = small_warehouse.build(tmp_path, works=works, records=records, pairs=pairs)
    assert joined.held(evidence, "openalex/W1") == ["crossref/10.5555/a", "imports/third"]
    assert joined.held(evidence, "imports/third") == ["openalex/W1"]
    assert joined.held(evidence, "imports/preprint") == ["crossref/10.5555/a"]  # by a relation, to the work
    assert joined.held(evidence, "eric/EJ5") == []
