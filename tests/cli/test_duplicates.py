"""The command ``duplicates``: what a person sees, and what her word is written as."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from synth.cli import duplicates
from synth.domain.records import SAYABLE
from synth.errors import UserError
from tests.pipeline.project import Project
from tests.store import small_warehouse


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_warehouse.build(tmp_path_factory.mktemp("evidence"))


@pytest.fixture
def project(evidence: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Give a project whose warehouse is the small one made by hand."""
    project = Project(tmp_path)
    project.places.build.mkdir(parents=True)
    shutil.copy(evidence, project.places.evidence)
    monkeypatch.chdir(project.folder)
    monkeypatch.setenv("COLUMNS", "80")
    return project


def said(*words: str) -> Result:
    return CliRunner().invoke(duplicates.duplicates, words, catch_exceptions=False)


def lines(project: Project, by: str = "ada") -> list[dict[str, object]]:
    file = project.places.decisions / "pairs" / f"{by}.jsonl"
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_pairs_are_laid_side_by_side_within_80_columns(project: Project) -> None:
    text = said().stdout
    assert max(map(len, text.splitlines())) <= 80
    assert "1. score 0.80, by title+year" in text
    assert "the titles are alike" in text
    (head,) = (line for line in text.splitlines() if "openalex/W1 " in line)
    assert head.split() == ["openalex/W1", "pubmed/4"]
    assert "≠ title" in text
    assert "2 pairs of records of these two works are in doubt" in text
    assert text.splitlines()[-1].startswith("2 pairs need a person: synth duplicates --as NAME")


def test_a_long_list_is_cut_and_says_so(project: Project) -> None:
    text = said("--most", "1").stdout
    assert "2 pairs need a person (--most 2 shows all)" in text
    assert "openalex/W2" not in text


def test_a_program_gets_everything(project: Project) -> None:
    first, second = json.loads(said("--json").stdout)
    assert (first["record"], first["other"], first["score"]) == ("openalex/W1", "pubmed/4", 0.8)
    assert {"field": "year", "one": "2015", "other": "20190", "mark": "≠"} in first["lines"]
    assert second["said"] == []


def test_a_decision_is_one_line_and_says_what_follows(project: Project) -> None:
    done = said("--as", "ada", "10.5555/a", "same", "pubmed:4", "--note", "a talk and its paper")
    (line,) = lines(project)
    assert (line["record"], line["verdict"], line["other"]) == ("crossref/10.5555/a", "same", "pubmed/4")
    assert (line["work"], line["note"]) == ("doi:10.5555/a", "a talk and its paper")
    assert "At the next `dvc repro` these records are:" in done.stdout
    assert "openalex/W1, crossref/10.5555/a, pubmed/4" in done.stdout
    assert "1 pair needs a person" in said().stdout


def test_a_merge_is_undone_and_taken_back(project: Project) -> None:
    undone = said("--as", "ada", "openalex/W1", "different", "crossref/10.5555/a", "--json")
    works = json.loads(undone.stdout)["works"]
    assert sorted(records for _, records in works) == [["crossref/10.5555/a"], ["openalex/W1"]]
    back = json.loads(said("--as", "ada", "openalex/W1", "withdraw", "crossref/10.5555/a", "--json").stdout)
    assert [sorted(records) for _, records in back["works"]] == [["crossref/10.5555/a", "openalex/W1"]]


@pytest.mark.parametrize("words", ["preprint of", "preprint-of"])
def test_a_relation_is_read_between_the_two_names(project: Project, words: str) -> None:
    said("--as", "ada", "openalex/W2", words, "pubmed/3")
    (line,) = lines(project)
    assert (line["verdict"], line["relation"]) == ("related", "preprint_of")
    text = said("--decided").stdout
    assert "ada: openalex/W2 preprint of pubmed/3" in text


def test_who_disagrees_is_asked_again_and_told_so(project: Project) -> None:
    said("--as", "ben", "openalex/W2", "same", "pubmed/3")
    done = said("--as", "ada", "openalex/W2", "different", "pubmed/3")
    assert "ben says same; the latest word holds until you agree" in done.stderr
    text = said().stdout
    assert "1. People disagree" in text
    assert "ben: openalex/W2 same pubmed/3" in text
    listed = json.loads(said("--decided", "--json").stdout)
    assert [one["decision"]["by"] for one in listed["decided"]] == ["ada"]
    assert [one["by"] for one in listed["decided"][0]["against"]] == ["ben"]


def test_contradictions_are_listed(project: Project) -> None:
    said("--as", "ada", "openalex/W2", "same", "pubmed/3")
    said("--as", "ada", "pubmed/3", "same", "eric/EJ5")
    done = said("--as", "ada", "eric/EJ5", "different", "openalex/W2")
    assert "but together they are one" in done.stderr
    assert "contradiction: ada says that eric/EJ5 is different from openalex/W2" in said("--decided").stdout
    assert "contradiction: ada says that eric/EJ5 is different" in said().stdout


def test_nothing_decided_and_nothing_to_decide_are_said(project: Project) -> None:
    assert said("--decided").stdout == "Nobody has decided on a pair yet.\n"
    small_warehouse.build(project.places.build, pairs=[])
    assert said().stdout == "No pair needs a person.\n"
    assert json.loads(said("--json").stdout) == []


@pytest.mark.parametrize(
    "words",
    [
        ("openalex/W1", "same"),
        ("openalex/W1", "same", "pubmed/4"),
        ("--as", "ada", "openalex/W1"),
        ("--as", "", "openalex/W1", "same", "pubmed/4"),
        ("--as", "ada", "", "same", "pubmed/4"),
        ("--as", "ada", "openalex/W1", "", "pubmed/4"),
        ("--as", "ada", "openalex/W1", "same", ""),
        ("--as", ""),
    ],
)
def test_a_decision_that_is_not_whole_is_wrong_usage(project: Project, words: tuple[str, ...]) -> None:
    done = said(*words)
    assert done.exit_code == 2
    assert "--as NAME RECORD VERDICT OTHER" in done.stderr
    assert not (project.places.decisions / "pairs" / "ada.jsonl").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("--as", "ada", "openalex/W1", "alike", "pubmed/4"),
        ("--as", "ada", "openalex/W9", "same", "pubmed/4"),
        ("--as", "Ada Lovelace", "openalex/W1", "same", "pubmed/4"),
        ("--as", "ada", "10.5555/a", "same", "openalex:W1"),
    ],
)
def test_what_cannot_be_followed_is_refused(project: Project, words: tuple[str, ...]) -> None:
    with pytest.raises(UserError):
        said(*words)
    assert not list((project.places.decisions / "pairs").glob("*.jsonl"))


def test_the_manual_names_every_relation_that_can_be_said() -> None:
    text = " ".join(said("--help").stdout.split())
    assert all(f'"{kind.replace("_", " ")}"' in text for kind in SAYABLE)
