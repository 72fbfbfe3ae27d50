import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from synth.errors import UserError, WarehouseError
from synth.store import sandbox, warehouse
from tests.store import small_warehouse

Files = dict[str, tuple[int, bytes]]


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_warehouse.build(tmp_path_factory.mktemp("a-secret-folder"))


def everything(folder: Path) -> Files:
    return {
        str(path): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_select_is_answered_with_columns_types_and_rows(evidence: Path) -> None:
    result = sandbox.run(
        evidence,
        "select work, year, date '2026-11-01' as day, [1.5] as list from works order by work limit 1",
    )
    assert result.columns == ("work", "year", "day", "list")
    assert result.types == ("VARCHAR", "INTEGER", "DATE", "DECIMAL(2,1)[]")
    assert result.rows == [("doi:10.5555/a", 2015, "2026-11-01", [1.5])]
    assert not result.more


@pytest.mark.parametrize(
    "statement",
    [
        "from works",
        "values (1)",
        "describe works",
        "summarize works",
        "show tables",
        "select column_name from duckdb_columns() where table_name = 'works'",
        "select * from information_schema.tables",
        "select unnest(range(3)), * from generate_series(1, 2)",
        "with recursive up as (select 1 as n union all select n + 1 from up where n < 5) select * from up",
        "select list_transform(sources, lambda source: upper(source)) from works;",
        "select 'a;b' -- ; a comment",
        "select * from gap_cells('population', 'practice')",
        "select * from main.link_works('direct', 'doi:10.5555/b', 'doi:10.5555/a')",
        "select inside(0, 0, [[-1, -1], [1, -1], [0, 1]])",
        "select 'pg_settings', 'current_setting' as \"duckdb_settings\"",
    ],
)
def test_whatever_only_reads_the_warehouse_is_answered(evidence: Path, statement: str) -> None:
    assert sandbox.run(evidence, statement).rows


def test_rows_beyond_the_cap_are_left_off_and_that_is_told(evidence: Path) -> None:
    result = sandbox.run(evidence, "select * from range(5) order by all", cap=3)
    assert (result.rows, result.more) == ([(0,), (1,), (2,)], True)
    assert not sandbox.run(evidence, "from range(3)", cap=3).more


def test_letters_of_every_script_come_through(evidence: Path) -> None:
    assert sandbox.run(evidence, "select '帰属意識 – é 🩺' as told").rows == [("帰属意識 – é 🩺",)]


ATTACKS = [
    "select * from read_text('/etc/hostname')",
    "select * from read_csv('evidence.duckdb')",
    "select * from read_blob('works.parquet')",
    "select * from read_parquet('works.parquet')",
    "select * from read_duckdb('evidence.duckdb')",
    "select * from parquet_metadata('works.parquet')",
    "select * from sniff_csv('works.parquet')",
    "select * from glob('*')",
    "select * from 'works.parquet'",
    "select * from 'https://example.org/x.csv'",
    "copy works to 'stolen.csv'",
    "copy (select 1) to '/tmp/stolen-by-a-test.csv'",
    "export database 'stolen'",
    "attach 'evidence.duckdb' as again",
    "attach ':memory:' as own",
    "install httpfs",
    "load httpfs",
    "set memory_limit = '64GB'",
    "reset memory_limit",
    "set lock_configuration = false",
    "set variable x = 1",
    "pragma database_list",
    "call enable_logging()",
    "checkpoint",
    "vacuum",
    "create table own (a integer)",
    "create temp table own as select 1",
    "create temp macro own() as 1",
    "insert into about values ('a', 'b')",
    "update works set title = ''",
    "delete from works",
    "drop table works",
    "with gone as (delete from about returning *) select * from gone",
    "with added as (insert into about values ('a', 'b') returning *) select * from added",
    "select 1; select 2",
    "select 1; drop table works",
    "select * from query('select path from duckdb_' || 'databases()')",
    "select * from query_table('works')",
    "select * from json_execute_serialized_sql(json_serialize_sql('select 1'))",
    "select path from duckdb_databases()",
    "from duckdb_databases",
    "select * from (select * from system.main.duckdb_databases)",
    "from duckdb_settings()",
    "from pragma_database_list",
    "from pg_catalog.pg_settings",
    "select current_setting('temp_directory')",
    "select Current_Setting('allowed_paths')",
    "select 'allowed_paths'.current_setting()",
    "select system.main.current_setting('secret_directory')",
    "select list_transform([1], lambda x: current_setting('temp_directory'))",
    "select * from works where exists (select current_setting('temp_directory'))",
    "from duckdb_extensions()",
    "from duckdb_secrets()",
    "select * from which_secret('a', 's3')",
    "select write_log('told')",
    "select * from pandas_scan(1)",
    "select * from arrow_scan(1, 2, 3)",
    "select * from no_such_table",
    "selec 1",
    "",
    "-- nothing",
    "select " + "(" * 5000 + "1" + ")" * 5000,
    "select '" + "x" * 200_000 + "'",
    "select getenv('HOME')",
    "prepare own as select 1",
    "explain analyze select 1",
]


@pytest.mark.parametrize("statement", ATTACKS)
def test_an_attack_is_refused_in_one_line_and_leaves_no_trace(
    evidence: Path, statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(evidence.parent)
    before = everything(evidence.parent)
    with pytest.raises(UserError) as raised:
        sandbox.answer(Path(evidence.name), statement, cap=10)
    told = str(raised.value)
    assert "\n" not in told
    assert "a-secret-folder" not in told
    assert everything(evidence.parent) == before
    assert not Path("/tmp/stolen-by-a-test.csv").exists()


@pytest.mark.parametrize("statement", ATTACKS[::8])
def test_an_attack_is_refused_through_the_process_too(evidence: Path, statement: str) -> None:
    before = everything(evidence.parent)
    with pytest.raises(UserError) as raised:
        sandbox.run(evidence, statement)
    assert "stopped" not in str(raised.value)
    assert "a-secret-folder" not in str(raised.value)
    assert everything(evidence.parent) == before


def test_what_is_refused_is_refused_before_it_runs(evidence: Path) -> None:
    with warehouse.locked(evidence) as connection:
        sandbox.allow(connection, "select title from works where work in (select cited from citations)")
        with pytest.raises(UserError, match="current_setting cannot be used here"):
            sandbox.allow(connection, "select (select max(current_setting('threads')) from works)")
        with pytest.raises(UserError, match="read_text cannot be used here"):
            sandbox.allow(connection, "select 1 from works where exists (from read_text('x'))")


@pytest.mark.parametrize(
    "statement",
    [
        "select list_sum(range(1000000000))",
        "select len(repeat('x', 2000000000))",
        "select repeat('x', 100000000) from range(10)",
        "select list_reduce(range(100000000), lambda a, b: a + b)",
        "select count(*) from range(1000000) a, range(1000000) b where a.range * b.range = 7",
        "select string_agg(repeat('x', 1000), '') from range(10000000)",
        "with recursive up as (select 1 as n union all select n + 1 from up) select max(n) from up",
        "select sleep_ms(60000)",
    ],
)
def test_a_statement_that_wants_too_much_ends_with_its_process(evidence: Path, statement: str) -> None:
    before = everything(evidence.parent)
    with pytest.raises(UserError) as raised:
        sandbox.run(evidence, statement, seconds=1.0)
    assert "\n" not in str(raised.value)
    assert everything(evidence.parent) == before


def test_a_result_too_large_to_hand_over_is_told(evidence: Path) -> None:
    with pytest.raises(UserError, match="more than 16 million characters: ask for less"):
        sandbox.run(evidence, "select repeat('x', 20000000)")


def test_a_deadline_is_told_in_seconds(evidence: Path) -> None:
    with pytest.raises(UserError, match=r"stopped after 0\.5 seconds: ask for less"):
        sandbox.run(evidence, "select count(*) from range(10000000) a, range(10000000) b", seconds=0.5)


def test_duckdbs_words_come_through_without_the_picture(evidence: Path) -> None:
    with pytest.raises(UserError) as raised:
        sandbox.run(evidence, "select titel from works")
    assert "titel" in str(raised.value)
    assert "title" in str(raised.value)
    assert "LINE" not in str(raised.value)


def test_the_child_knows_no_key_and_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENALEX_API_KEY", "secret")
    environment = sandbox._environment()
    assert "secret" not in json.dumps(environment)
    assert environment["HOME"] == os.devnull


def test_a_missing_warehouse_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match=r"evidence\.duckdb has not been built yet: run `dvc repro`"):
        sandbox.run(tmp_path / "evidence.duckdb", "select 1")


def test_a_broken_warehouse_says_what_to_run(tmp_path: Path) -> None:
    path = tmp_path / "evidence.duckdb"
    path.write_bytes(b"this is no database at all" * 1000)
    with pytest.raises(WarehouseError, match=r"cannot be opened .* run `dvc repro`"):
        sandbox.run(path, "select 1")


def test_a_warehouse_reached_by_a_link_is_asked(evidence: Path, tmp_path: Path) -> None:
    link = tmp_path / "other.duckdb"
    link.symlink_to(evidence)
    assert sandbox.run(link, "select count(*) from works").rows == [(7,)]


def test_a_crash_of_the_process_is_an_error_and_no_empty_result(
    evidence: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*arguments: object, **named: object) -> dict[str, str]:
        return {"PYTHONPATH": "/nowhere", "PYTHONHOME": "/nowhere"}

    broken: Callable[..., dict[str, str]] = crash
    monkeypatch.setattr(sandbox, "_environment", broken)
    with pytest.raises(UserError, match="the statement was stopped"):
        sandbox.run(evidence, "select 1")
