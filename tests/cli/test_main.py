"""The program as people run it: what it prints, what it ends with, and how it takes bad input."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from synth.sources import client
from synth.store import raw
from tests.pipeline.project import ROOT, STAGES, Project


def refused(project: Project, *words: str) -> str:
    """Run what should be refused; give the one line it says."""
    done = project.run("synth", *words, check=False)
    assert done.returncode == 1, done
    assert done.stdout == ""
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith("synth: ")
    return line


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("cli"), works=120)
    for stage in STAGES:
        stage.run(project.places)
    return project


@pytest.fixture
def fresh(tmp_path: Path) -> Project:
    return Project(tmp_path, works=120)


def records(project: Project) -> list[tuple[object, ...]]:
    """Give what every record says, whatever the moment and file it came in."""
    with duckdb.connect() as connection:
        return connection.execute(
            "select record, title, abstract, ids from read_parquet(?) order by record",
            [str(project.places.table("records"))],
        ).fetchall()


def test_outside_of_a_project_it_says_where_to_go(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "synth.cli.main", "status"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 1
    assert "dvc.yaml" in done.stderr


@pytest.mark.parametrize(
    "words", [["sql", "select 1"], ["ask", "most_cited"], ["trace", "10.1234/a"]], ids=lambda words: words[0]
)
def test_without_a_warehouse_it_says_what_to_run(fresh: Project, words: list[str]) -> None:
    assert "dvc repro" in refused(fresh, *words)


@pytest.mark.parametrize("stage", ["harvest", "parse", "merge", "rank", "build"])
def test_a_stage_without_what_it_reads_names_what_to_run(fresh: Project, stage: str) -> None:
    done = fresh.run("synth", stage, check=False)
    if stage == "parse":  # nothing harvested and nothing imported is an empty corpus
        assert done.returncode == 0
        return
    assert done.returncode == 1
    assert "dvc repro" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_setting_is_named_with_its_field(fresh: Project) -> None:
    fresh.set("refresh_every_days = 0")
    assert "queries/review.toml: harvest.refresh_every_days" in refused(fresh, "period")
    fresh.set('refresh_every_days = "weekly"')
    assert "queries/review.toml: harvest.refresh_every_days" in refused(fresh, "harvest")


def test_a_broken_file_of_settings_is_named_with_its_line(fresh: Project) -> None:
    fresh.places.review.write_text("profile = \n")
    line = refused_anywhere(fresh, "period")
    assert "queries/review.toml" in line and "line 1" in line


def refused_anywhere(project: Project, *words: str) -> str:
    done = project.run("synth", *words, check=False)
    assert done.returncode == 1
    return done.stderr


def test_a_broken_search_is_named_with_its_line_and_nothing_is_lost(built: Project) -> None:
    search = built.places.search
    text = search.read_text()
    kept = sorted(built.places.raw.glob("*/*/*/*.gz"))
    try:
        search.write_text(text + "\n- name: another\n  blocks:\n    - [a, {colour: red}]\n")
        line = refused(built, "harvest")
    finally:
        search.write_text(text)
    assert f"queries/search.yaml line {len(text.splitlines()) + 4}" in line
    assert sorted(built.places.raw.glob("*/*/*/*.gz")) == kept


def test_a_source_that_cannot_be_reached_leaves_a_gap_and_status_says_so(
    fresh: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "TRIES", 1)
    fresh.set('profile = "live"')
    fresh.set('sources = ["eric"]')
    fresh.set('bases = { eric = "http://127.0.0.1:9/eric" }')
    for stage in STAGES:
        stage.run(fresh.places)
    assert {entry.state.value for entry in raw.read_ledger(fresh.places.raw)} == {"gap"}
    said = fresh.run("synth", "status").stdout
    assert "gap: eric, " in said
    assert "`dvc repro` asks again" in said


def test_a_wrong_key_is_a_gap_that_names_the_variable(
    fresh: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    from synth.demo.literature import generate
    from synth.demo.server import Server
    from synth.domain.reviews import Demo

    monkeypatch.setenv("OPENALEX_API_KEY", "not-the-key")
    with Server(generate(Demo(works=60), [])) as server:
        fresh.set('profile = "live"')
        fresh.set('sources = ["openalex"]')
        fresh.set(f'bases = {{ openalex = "{server.address}/openalex" }}')
        for stage in STAGES[:2]:
            stage.run(fresh.places)
    ledger = (fresh.places.raw / "openalex" / "ledger.jsonl").read_text()
    assert "OPENALEX_API_KEY" in ledger
    assert "not-the-key" not in ledger
    assert len(server.requests) == 1


def test_a_full_disk_is_one_line_and_the_next_run_continues(built: Project, fresh: Project) -> None:
    fresh.run("synth", "period")
    limited = subprocess.run(
        ["bash", "-c", 'ulimit -f 16; exec "$0" -m synth.cli.main harvest', sys.executable],
        cwd=fresh.folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert limited.returncode == 1, limited
    assert limited.stderr.strip().splitlines()[-1].startswith("synth: ")
    assert "Traceback" not in limited.stderr
    for stage in STAGES:
        stage.run(fresh.places)
    assert records(fresh) == records(built)


def test_a_killed_harvest_continues_and_loses_nothing(built: Project, fresh: Project) -> None:
    fresh.set('faults = ["openalex:slow:after=3:seconds=20"]')
    fresh.run("synth", "period")
    running = subprocess.Popen(
        [sys.executable, "-m", "synth.cli.main", "harvest"],
        cwd=fresh.folder,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    deadline = time.monotonic() + 60
    while len(list(fresh.places.raw.glob("openalex/*/*/*.gz"))) < 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    kept = set(fresh.places.raw.glob("*/*/*/*.gz"))
    assert kept
    fresh.set("faults = []")
    for stage in STAGES:
        stage.run(fresh.places)
    assert kept <= set(fresh.places.raw.glob("*/*/*/*.gz"))
    assert records(fresh) == records(built)


def test_a_table_is_aligned_csv_has_a_header_and_json_is_json(built: Project, tmp_path: Path) -> None:
    statement = "select source, records from sources order by source"
    plain = built.run("synth", "sql", statement).stdout.splitlines()
    assert plain[0].split() == ["source", "records"]
    assert len(plain) == 7
    comma = built.run("synth", "sql", statement, "--format", "csv").stdout.splitlines()
    assert comma[0] == "source,records"
    objects = json.loads(built.run("synth", "sql", statement, "--format", "json").stdout)
    assert [one["source"] for one in objects] == ["crossref", "eric", "europepmc", "openalex", "pubmed"]
    target = tmp_path / "sources.parquet"
    built.run("synth", "sql", statement, "--format", "parquet", "--output", str(target))
    assert duckdb.read_parquet(str(target)).fetchall() == [(one["source"], one["records"]) for one in objects]


def test_a_statement_that_would_change_or_read_something_else_is_refused(built: Project) -> None:
    before = built.places.evidence.read_bytes()
    assert "SELECT" in refused(built, "sql", "delete from works")
    assert "read_text" in refused(built, "sql", "select * from read_text('/etc/passwd')")
    assert built.places.evidence.read_bytes() == before


def test_a_question_takes_its_parameters_as_options(built: Project) -> None:
    few = built.run("synth", "ask", "most_cited", "--most", "3", "--format", "csv").stdout.splitlines()
    assert len(few) == 4
    assert "synth ask most_cited" in built.run("synth", "ask").stdout
    assert "most_cited" in refused(built, "ask", "nonesuch")
    assert "has no parameter 'colour'" in refused(built, "ask", "most_cited", "--colour", "red")


def test_wrong_usage_ends_with_two(built: Project) -> None:
    assert built.run("synth", "sql", check=False).returncode == 2
    assert built.run("synth", "ask", "most_cited", "--most", check=False).returncode == 2
    assert built.run("synth", "nonesuch", check=False).returncode == 2


def test_a_trace_tells_the_story_for_a_person_and_for_a_program(built: Project) -> None:
    text = built.run("synth", "trace", "https://doi.org/10.1007/S40670-025-02461-1").stdout
    assert "Medical Students' Sense of Belonging" in text
    assert "Synthetic demonstration data" in text
    assert "warehouse/raw/demo/crossref/" in text
    told = json.loads(built.run("synth", "trace", "10.1007/s40670-025-02461-1", "--json").stdout)
    assert told["id"] == "doi:10.1007/s40670-025-02461-1"
    assert {row["record"] for row in told["found"]} == {row["record"] for row in told["records"]}
    assert "is not in this warehouse" in refused(built, "trace", "10.1234/nobody-has-this")
    assert "is no identifier" in refused(built, "trace", "belonging")


def test_the_strategy_is_printed_as_each_source_receives_it(built: Project) -> None:
    text = built.run("synth", "strategy").stdout
    for expected in ('"sense of belonging"[tiab]', 'TITLE_ABS:"sense of belonging"', "crossref · "):
        assert expected in text
    assert "[tiab]" not in built.run("synth", "strategy", "eric").stdout


def test_files_that_can_be_read_come_in_though_another_cannot(fresh: Project, tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text("title,year\nBelonging,2020\n")
    (tmp_path / "bad.ris").write_text("%PDF-1.4\n")
    done = fresh.run("synth", "add", str(tmp_path / "bad.ris"), str(tmp_path / "good.csv"), check=False)
    assert done.returncode == 1
    assert "good.csv: 1 records" in done.stdout
    assert "bad.ris" in done.stderr
    assert (fresh.places.imports / "good.csv").is_file()
