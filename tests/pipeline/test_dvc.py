"""What `dvc repro` runs after which change, on a small demonstration, with the real DVC."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from synth.store import raw
from tests.pipeline.project import Project

ALL = ["period", "harvest", "parse", "merge", "rank", "code", "topics", "citations", "build"]


def repro(project: Project) -> list[str]:
    """Run the pipeline and give the stages that ran."""
    done = project.run("dvc", "repro")
    return re.findall(r"Running stage '(\w+)'", done.stdout)


def answers(project: Project) -> set[str]:
    return {str(file) for file in project.places.raw.glob("*/*/*/*.gz")}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("dvc"), works=120, code=True)
    assert repro(project) == ALL
    return project


def test_a_second_run_does_nothing_but_look_at_the_period(project: Project) -> None:
    assert repro(project) == ["period"]


def test_the_numbers_are_shown_by_dvc(project: Project) -> None:
    shown = json.loads(project.run("dvc", "metrics", "show", "--json").stdout)
    files = shown[""]["data"]
    (merge,) = (one["data"] for name, one in files.items() if name.endswith("merge.json"))
    assert 0 < merge["truth"]["pair_sensitivity"] <= 1


def test_a_deleted_build_is_rebuilt_without_asking(project: Project) -> None:
    before = answers(project)
    works = project.sql("select work from works order by work")
    shutil.rmtree(project.folder / "warehouse" / "build")
    ran = repro(project)
    assert "harvest" not in ran
    assert answers(project) == before
    assert project.sql("select work from works order by work") == works


def test_a_changed_parser_does_not_harvest(project: Project) -> None:
    parser = project.folder / "synth" / "sources" / "eric.py"
    parser.write_text(parser.read_text() + "\n# A comment changes no record.\n")
    ran = repro(project)
    assert ran == ["period", "parse"]


def test_a_decision_reruns_only_the_ranking_and_what_follows(project: Project) -> None:
    (work,) = project.sql("select work from works order by work limit 1")[0]
    line = {"at": "2026-11-20T10:00:00+00:00", "by": "ada", "work": work, "verdict": "include"}
    log = project.folder / "warehouse" / "trial" / "screening" / "ada.jsonl"
    log.write_text(json.dumps(line) + "\n")
    assert repro(project) == ["period", "rank", "build"]
    assert project.sql("select count(*) from decisions where not synthetic") == [(1,)]


def test_a_code_that_somebody_confirms_reruns_only_the_coding_and_what_follows(project: Project) -> None:
    (work,) = project.sql("select work from works order by work limit 1")[0]
    line = {"at": "2026-11-20T10:00:00+00:00", "by": "ada", "work": work, "verdict": "present"}
    log = project.folder / "warehouse" / "trial" / "codes" / "ada.jsonl"
    log.write_text(json.dumps({**line, "code": "out.burnout"}) + "\n")
    assert repro(project) == ["period", "code", "build"]
    counted = (
        "select code, origin from work_codes where work = (select min(work) from works) and origin = 'person'"
    )
    assert project.sql(counted) == [("out.burnout", "person")]


def test_a_decision_on_two_records_reruns_the_merging_and_what_follows(project: Project) -> None:
    one, other = project.sql("select min(record), max(record) from records")[0]
    at = {"at": "2026-11-20T10:00:00+00:00", "by": "ada"}
    line = {**at, "record": one, "other": other, "verdict": "same"}
    log = project.folder / "warehouse" / "trial" / "pairs" / "ada.jsonl"
    log.write_text(json.dumps(line) + "\n")
    assert repro(project)[:2] == ["period", "merge"]
    assert project.sql("select decided_by from merges where decided_by is not null") == [("ada",)]


def test_a_changed_search_harvests_only_what_changed(project: Project) -> None:
    before = answers(project)
    search = project.folder / "queries" / "search.yaml"
    search.write_text(
        search.read_text().replace("text: workplace belonging nurses", "text: nurses who belong")
    )
    assert repro(project)[:3] == ["period", "harvest", "parse"]
    assert before < answers(project)
    assert len(answers(project) - before) == 1
    search.write_text(
        search.read_text().replace("text: nurses who belong", "text: workplace belonging nurses")
    )
    assert repro(project)[:2] == ["period", "harvest"]
    assert len(answers(project) - before) == 1  # what was kept for either wording is there


def test_a_deleted_answer_is_noticed_and_is_there_again(project: Project) -> None:
    whole = answers(project)
    gone = max((Path(name) for name in whole), key=lambda file: file.stat().st_size)
    body = raw.load(gone).answer.body
    gone.unlink()
    assert "harvest" in repro(project)
    assert answers(project) == whole
    assert raw.load(gone).answer.body == body
    assert repro(project) == ["period"]


def test_a_clone_without_a_remote_builds_from_nothing(project: Project, tmp_path: Path) -> None:
    other = Project(tmp_path, works=120, code=True)
    shutil.copy(project.folder / "dvc.lock", other.folder / "dvc.lock")
    assert repro(other)[:2] == ["period", "harvest"]
    assert other.sql("select count(*) > 0 from works") == [(True,)]


def test_the_status_names_what_is_stale_and_what_to_do(project: Project) -> None:
    review = project.folder / "queries" / "review.toml"
    text = review.read_text()
    try:
        project.set('model = "naive-bayes"')
        said = project.run("synth", "status").stdout
    finally:
        review.write_text(text)
    assert re.search(r"stale: .*rank", said)
    assert "dvc repro" in said
    assert "Synthetic demonstration data" in said
