from pathlib import Path
from typing import Any

import duckdb
import pytest

from synth.errors import WarehouseError
from synth.store import tables, warehouse
from tests.store import small_warehouse

Rows = list[tuple[Any, ...]]
# Tables that are called otherwise in the warehouse than between the stages.
NAMES = {"codes": "code_evidence"}
NOT_IN_IT = {"scoped"}  # between two stages alone


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_warehouse.build(tmp_path_factory.mktemp("evidence"))


def ask(path: Path, statement: str) -> Rows:
    with warehouse.locked(path) as connection:
        return connection.execute(statement).fetchall()


def test_every_table_of_the_pipeline_is_in_the_warehouse_whole(evidence: Path) -> None:
    rows = {name: content for name, content in small_warehouse.rows().items() if name not in NOT_IN_IT}
    for name, content in rows.items():
        assert ask(evidence, f"select count(*) from {NAMES.get(name, name)}") == [(len(content),)]
    assert set(small_warehouse.rows()) <= set(tables.TABLES)


def test_every_table_view_and_column_is_described(evidence: Path) -> None:
    undescribed = ask(
        evidence,
        """
        select table_name, '' from duckdb_tables() where coalesce(comment, '') = ''
        union all
        select view_name, '' from duckdb_views() where not internal and coalesce(comment, '') = ''
        union all
        select table_name, column_name from duckdb_columns() where not internal and coalesce(comment, '') = ''
        """,
    )
    assert undescribed == []


def test_no_temporary_table_is_left_in_it(evidence: Path) -> None:
    assert ask(evidence, "select count(*) from duckdb_tables() where temporary") == [(0,)]
    assert ask(evidence, "select table_name from duckdb_tables() where table_name like '%spellings'") == []


def test_one_venue_under_two_spellings_is_one_venue(evidence: Path) -> None:
    assert ask(evidence, "select venue, issn, spellings from venues") == [
        ("Nurse Education Today", ["0260-6917"], ["Nurse Education Today", "nurse education today"])
    ]
    assert ask(evidence, "select count(*) from works where venue = 'Nurse Education Today'") == [(2,)]


def test_a_year_that_cannot_be_is_empty_in_works_and_kept_in_records(evidence: Path) -> None:
    assert ask(evidence, "select year from works where work = 'pubmed:4'") == [(None,)]
    assert ask(evidence, "select year from records where record = 'pubmed/4'") == [(20190,)]


def test_a_name_without_orcid_is_the_person_whose_orcid_is_known(evidence: Path) -> None:
    found = ask(evidence, "select work from authorships where author = 'orcid:0000-0001' order by work")
    assert found == [("doi:10.5555/a",), ("doi:10.5555/b",)]
    assert ask(evidence, "select name from authors where author = 'name:haddad r'") == [("Haddad R",)]


def test_authors_of_a_work_stand_in_their_order_also_as_text(evidence: Path) -> None:
    assert ask(evidence, "select authors from works where work = 'doi:10.5555/a'") == [
        ("Ngozi Okafor; Eva Lindqvist",)
    ]
    names = ask(evidence, "select name from authorships where work = 'doi:10.5555/a' order by position")
    assert names == [("Ngozi Okafor",), ("Eva Lindqvist",)]


def test_a_citation_is_counted_once_whatever_identifier_names_it_and_never_of_itself(evidence: Path) -> None:
    assert ask(evidence, "from citations order by all") == [
        ("doi:10.5555/b", "doi:10.5555/a"),
        ("doi:10.5555/b", "doi:10.5555/c"),
        ("doi:10.5555/c", "doi:10.5555/a"),
        ("pubmed:4", "doi:10.5555/a"),
    ]
    outside = [("doi:10.5555/a", "doi:10.5555/outside"), ("doi:10.5555/c", "doi:10.5555/outside")]
    assert ask(evidence, "from outside_references order by all") == outside


def test_keywords_that_differ_in_case_or_blanks_are_one(evidence: Path) -> None:
    assert ask(evidence, "from keywords") == [("doi:10.5555/a", "belonging")]


def test_outcomes_follow_from_standing_decisions_the_full_text_above_the_abstract(evidence: Path) -> None:
    assert ask(
        evidence, "select work, stage, includes, excludes, maybes, outcome from outcomes order by work"
    ) == [
        ("doi:10.5555/a", "full text", 1, 0, 0, "included"),
        ("doi:10.5555/b", "abstract", 1, 0, 0, "included"),
        ("doi:10.5555/f", "abstract", 1, 1, 0, "conflict"),
        ("doi:10.5555/g", "abstract", 0, 0, 1, "maybe"),
        ("eric:EJ5", "abstract", 0, 1, 0, "excluded"),
    ]


def test_included_is_the_part_of_evidence_that_is_in(evidence: Path) -> None:
    assert ask(evidence, "select work from included order by work") == [
        ("doi:10.5555/a",),
        ("doi:10.5555/b",),
    ]
    assert ask(evidence, "select count(*), count(distinct work) from evidence") == [(7, 7)]
    assert ask(evidence, "select outcome from evidence where work = 'pubmed:4'") == [("undecided",)]


def test_a_decision_on_a_work_that_is_gone_is_kept_without_a_work(evidence: Path) -> None:
    assert ask(evidence, "select decided from decisions where work is null") == [("doi:10.5555/gone",)]


def test_the_audit_counts_what_is_missing(evidence: Path) -> None:
    found = ask(evidence, "select scope, missing, works from missing where field = 'abstract' order by scope")
    assert found == [("all", 2, 7), ("included", 0, 2)]
    assert ask(evidence, "select missing from missing where field = 'doi' and scope = 'all'") == [(2,)]
    assert ask(
        evidence, "select missing, share from missing where field = 'licence' and scope = 'included'"
    ) == [(1, 0.5)]


def test_sources_say_what_each_brought_alone(evidence: Path) -> None:
    found = ask(evidence, "select source, records, works, only_here from sources order by source")
    assert found == [("crossref", 3, 3, 2), ("eric", 1, 1, 1), ("openalex", 2, 2, 1), ("pubmed", 2, 2, 2)]


def test_duplicates_show_both_titles(evidence: Path) -> None:
    title = "Belonging of nursing students on placement"
    found = ask(evidence, "select record, title, other, other_title, rule from duplicates")
    assert found == [("openalex/W1", title, "crossref/10.5555/a", title, "doi")]


def test_about_says_what_this_warehouse_is(evidence: Path) -> None:
    assert ("synthetic", "true") in ask(evidence, "from about")


def test_text_is_looked_through_by_the_beginnings_of_words(evidence: Path) -> None:
    assert ask(evidence, "select work from texts where contains(words, ' antibod')") == [("eric:EJ5",)]


def test_an_empty_pipeline_makes_an_empty_warehouse(tmp_path: Path) -> None:
    path = small_warehouse.build(tmp_path, **{name: [] for name in small_warehouse.rows()})
    assert ask(path, "select count(*) from evidence") == [(0,)]


def test_a_build_that_breaks_leaves_the_old_warehouse_and_nothing_else(tmp_path: Path) -> None:
    path = small_warehouse.build(tmp_path)
    before = path.read_bytes()
    twice = [*small_warehouse.WORKS, small_warehouse.WORKS[0]]
    with pytest.raises(WarehouseError, match=r"^warehouse/schema/20_works\.sql: .*[Dd]uplicate key"):
        small_warehouse.build(tmp_path, works=twice)
    assert path.read_bytes() == before
    assert {file.suffix for file in tmp_path.iterdir()} == {".duckdb", ".parquet"}


def test_a_missing_table_is_told_before_anything_is_built(tmp_path: Path) -> None:
    parquet = small_warehouse.write(tmp_path)
    parquet["ranking"].unlink()
    with pytest.raises(WarehouseError, match=r"ranking has not been built yet .* `dvc repro`"):
        warehouse.build(
            parquet=parquet, schema=small_warehouse.SCHEMA, target=tmp_path / "e.duckdb", about={}
        )
    assert not (tmp_path / "e.duckdb").exists()


def test_a_reader_of_the_old_warehouse_is_not_disturbed(tmp_path: Path) -> None:
    path = small_warehouse.build(tmp_path)
    with duckdb.connect(path, read_only=True) as reader:
        small_warehouse.build(tmp_path, **{name: [] for name in small_warehouse.rows()})
        assert reader.execute("select count(*) from works").fetchall() == [(7,)]
    assert ask(path, "select count(*) from works") == [(0,)]


def test_a_folder_with_a_quote_in_its_name_is_no_statement(tmp_path: Path) -> None:
    folder = tmp_path / "o'clock; drop"
    folder.mkdir()
    assert ask(small_warehouse.build(folder), "select count(*) from works") == [(7,)]


def test_the_form_on_disk_is_one_that_older_tools_read(evidence: Path) -> None:
    ((tags,),) = ask(evidence, "select tags from duckdb_databases() where not internal")
    assert tags["storage_version"].startswith(warehouse.STORAGE)


def test_a_missing_warehouse_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match=r"evidence\.duckdb has not been built yet: run `dvc repro`"):
        warehouse.locked(tmp_path / "evidence.duckdb")


def test_a_file_that_is_no_warehouse_says_what_to_run(tmp_path: Path) -> None:
    path = tmp_path / "evidence.duckdb"
    path.write_bytes(b"this is no database at all" * 1000)
    with pytest.raises(WarehouseError, match=r"evidence\.duckdb cannot be opened .* run `dvc repro`"):
        warehouse.locked(path)


@pytest.mark.parametrize(
    "statement",
    [
        "insert into about values ('a', 'b')",
        "copy works to 'stolen.csv'",
        "select * from read_text('/etc/hostname')",
        "attach 'other.duckdb'",
        "set memory_limit = '8GB'",
        "set enable_external_access = true",
        "install httpfs",
    ],
)
def test_a_locked_warehouse_is_read_and_nothing_else(
    evidence: Path, statement: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with warehouse.locked(evidence) as connection, pytest.raises(duckdb.Error):
        connection.execute(statement)
    assert list(tmp_path.iterdir()) == []


def test_a_python_variable_is_no_table(evidence: Path) -> None:
    secrets = duckdb.query("select 1 as secret")
    assert secrets is not None
    assert duckdb.execute("select * from secrets").fetchall() == [(1,)]
    with warehouse.locked(evidence) as connection, pytest.raises(duckdb.CatalogException, match="secrets"):
        connection.execute("select * from secrets")


def test_what_joined_records_is_a_view_of_the_pairs(evidence: Path) -> None:
    assert ask(evidence, "select work, record, other, rule from merges") == [
        ("doi:10.5555/a", "openalex/W1", "crossref/10.5555/a", "doi")
    ]
    assert ask(evidence, "select title, other_title from duplicates") == [
        ("Belonging of nursing students on placement",) * 2
    ]


def test_what_waits_for_a_person_is_one_pair_for_two_works_and_nothing_decided(evidence: Path) -> None:
    assert ask(evidence, "select record, other, pairs from doubtful") == [
        ("openalex/W1", "pubmed/4", 2),
        ("openalex/W2", "pubmed/3", 1),
    ]


def test_relations_are_seen_from_either_side_with_all_who_say_so(evidence: Path) -> None:
    assert ask(evidence, "select work, kind, other_work, told_by from related order by work") == [
        ("doi:10.5555/a", "has_preprint", "doi:10.5555/b", ["person: ada", "source: openalex"]),
        ("doi:10.5555/b", "preprint_of", "doi:10.5555/a", ["person: ada", "source: openalex"]),
    ]
    outside = "select work, kind, target, target_work from relations where target_work is null"
    assert ask(evidence, outside) == [("doi:10.5555/c", "retracted_by", "doi:10.5555/notice", None)]


def test_a_disagreement_names_the_source(evidence: Path) -> None:
    assert ask(evidence, "select source, value from disagreements where differs") == [("openalex", "2014")]
