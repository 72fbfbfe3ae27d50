"""What the demonstration's generator knows lies beside its answers, and is written anew where it is gone."""

from __future__ import annotations

import shutil
from collections import defaultdict
from pathlib import Path

import duckdb
import pytest

from synth.demo import recovering, recovery
from synth.demo.reviewers import NAMES
from synth.stages import harvest, merge, parse, period
from synth.store import codings, tables
from tests.pipeline.project import Project

WRITTEN = (
    "truth.parquet",
    "truth_codes.parquet",
    "truth_citations.parquet",
    *(f"{folder}/{name}.jsonl" for folder in ("coders", "reviewers") for name in NAMES),
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("demo"))
    for stage in (period, harvest, parse, merge):
        stage.run(project.places)
    return project


@pytest.fixture
def copy(built: Project, tmp_path: Path) -> Project:
    """Give a copy of the built project that a test may spoil."""
    shutil.copytree(built.folder, tmp_path / "copy")
    project = Project.__new__(Project)
    project.folder = tmp_path / "copy"
    return project


def contents(project: Project) -> dict[str, bytes]:
    return {name: (project.places.raw / name).read_bytes() for name in WRITTEN}


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_missing_is_written_again_and_nothing_is_asked(
    copy: Project, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, ledger = contents(copy), (copy.places.raw / "plan.json").read_bytes()
    answers = sorted(copy.places.raw.glob("*/*/*/*.gz"))
    (copy.places.raw / name).unlink()
    harvest.run(copy.places)
    assert contents(copy) == before
    assert (copy.places.raw / "plan.json").read_bytes() == ledger
    assert sorted(copy.places.raw.glob("*/*/*/*.gz")) == answers


def test_another_profile_has_the_folders_and_nothing_in_them(tmp_path: Path) -> None:
    project = Project(tmp_path, profile="files")
    for stage in (period, harvest):
        stage.run(project.places)
    assert list(project.places.synthetic_codings.iterdir()) == []
    assert list(project.places.synthetic_decisions.iterdir()) == []


def test_truth_knows_the_codes_of_all_works_but_the_real_ones(built: Project) -> None:
    codes = recovering.read_codes(built.places.true_codes)
    facts = recovery.read(built.places.truth)
    assert {record for record, fact in facts.items() if not fact.real} == set(codes)
    whole: dict[str, set[str]] = defaultdict(set)
    for record, carried in codes.items():
        whole[facts[record].work] |= carried
    assert sum(carried < whole[facts[record].work] for record, carried in codes.items()) > 50


def test_every_harvested_citation_is_told_of_but_for_what_a_wrong_doi_makes(built: Project) -> None:
    rows = list(tables.read(built.places.table("works"), tables.WORKS))
    records = {record for row in rows for record in row["records"]}
    told = recovering.read_citations(built.places.true_citations, records)
    facts = recovery.read(built.places.truth)
    # A DOI means the work that is registered under it, whoever else shows it.
    work_of = {alias: row["work"] for row in rows for alias in row["aliases"]}
    work_of |= {
        record.replace("crossref/", "doi:", 1): row["work"]
        for row in rows
        for record in row["records"]
        if record.startswith("crossref/")
    }
    publication = {row["work"]: facts[row["records"][0]].work for row in rows}
    cited = {
        (publication[work_of[identifier]], publication[row["work"]])
        for row in rows
        for identifier in row["references"]
        if identifier in work_of
    }
    cited = {(one, other) for one, other in cited if one != other}
    assert len(told) > 200
    assert len(cited - told) <= 0.002 * len(cited)
    assert len(told - cited) <= 0.002 * len(told)


def test_codings_are_about_works_that_are_here_mostly(built: Project) -> None:
    rows = tables.read(built.places.table("works"), tables.WORKS, columns=("aliases",))
    here = {alias for row in rows for alias in row["aliases"]}
    coded = {coding.work for coding in codings.read(built.places.synthetic_codings)}
    assert len(coded) > 10
    assert len(coded & here) > 0.8 * len(coded)


def test_the_told_citations_say_who_tells_of_them(built: Project) -> None:
    with duckdb.connect() as connection:
        rows = connection.execute(
            "select bool_and(told = (len(tellers) > 0)), avg(told::int) from read_parquet($path)",
            {"path": str(built.places.true_citations)},
        ).fetchall()
    assert rows[0][0]
    assert 0.5 < rows[0][1] < 0.98
