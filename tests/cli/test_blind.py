"""The command ``blind``: two people, two laptops, a branch each, and what a merge would show."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from synth.cli import blind
from synth.errors import UserError
from tests.pipeline.project import Project
from tests.store import small_warehouse

WORKS = [one["work"] for one in small_warehouse.WORKS]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Give ada's clone: ada and ben screen everything, two votes a work."""
    project = Project(tmp_path, profile="files")
    project.set('reviewers = ["ada", "ben"]')
    project.set("votes = 2")
    project.places.build.mkdir(parents=True)
    small_warehouse.write(project.places.build)
    monkeypatch.chdir(project.folder)
    git(project, "init", "--quiet", "--initial-branch=main")
    commit(project, "begin")
    return project


def git(project: Project, *words: str) -> str:
    settings = ("-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *settings, *words],
        cwd=project.folder,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
    )
    return done.stdout


def commit(project: Project, words: str) -> None:
    git(project, "add", "--force", "queries", "warehouse/decisions")
    git(project, "commit", "--quiet", "--allow-empty", "--message", words)


def votes(project: Project, by: str, works: list[str], verdict: str = "include", **more: str) -> None:
    """Add lines to a reviewer's file."""
    file = project.places.decisions / "screening" / f"{by}.jsonl"
    file.parent.mkdir(exist_ok=True)  # git keeps no empty folder
    with file.open("a") as stream:
        for work in works:
            made = {"at": "2026-11-20T10:00:00+00:00", "by": by, "work": work, "verdict": verdict, **more}
            stream.write(json.dumps(made) + "\n")


def on_bens_branch(project: Project, works: list[str], **more: str) -> None:
    """Commit ben's lines on his branch, and come back to ada's."""
    commit(project, "settings")
    git(project, "switch", "--quiet", "--create", "screening-ben")
    votes(project, "ben", works, **more)
    commit(project, "ben")
    git(project, "switch", "--quiet", "main")


def asked(*words: str) -> Result:
    return CliRunner().invoke(blind.blind, ["screening-ben", "--as", "ada", *words], catch_exceptions=False)


def test_votes_on_works_one_still_owes_are_not_to_be_merged(project: Project) -> None:
    on_bens_branch(project, WORKS[:3])
    votes(project, "ada", WORKS[:1])
    done = asked()
    assert done.exit_code == 1
    assert "Not yet: merging screening-ben would show you votes on 2 works" in done.stdout
    assert f"{WORKS[1]} (abstract)" in done.stdout
    assert WORKS[0] not in done.stdout
    assert "Abstracts still to read: ada 6, ben 4." in done.stdout


def test_when_both_are_done_nothing_is_unblinded(project: Project) -> None:
    on_bens_branch(project, WORKS)
    votes(project, "ada", WORKS)
    done = asked()
    assert done.exit_code == 0
    assert done.stdout.startswith("All are done: merge screening-ben, nothing is unblinded.")


def test_votes_on_works_one_has_voted_on_unblind_nothing_though_others_wait(project: Project) -> None:
    on_bens_branch(project, WORKS[:2])
    votes(project, "ada", WORKS[:4])
    done = asked()
    assert done.exit_code == 0
    assert "would unblind nothing" in done.stdout
    assert "ada 3, ben 5" in done.stdout


def test_a_vote_under_another_identifier_of_the_work_is_a_vote_on_it(project: Project) -> None:
    on_bens_branch(project, ["openalex:W1"])
    assert json.loads(asked("--json").stdout)["shown"] == [["doi:10.5555/a", "abstract"]]
    votes(project, "ada", ["https://doi.org/10.5555/A"])
    assert asked().exit_code == 0


def test_a_vote_taken_back_would_be_seen_too_and_ones_own_withdrawn_vote_is_none(project: Project) -> None:
    on_bens_branch(project, WORKS[:1])
    votes(project, "ada", WORKS[:1])
    votes(project, "ada", WORKS[:1], "withdraw")
    assert asked().exit_code == 1


def test_what_was_withdrawn_where_nothing_is_new_but_the_withdrawal_shows_nothing(project: Project) -> None:
    votes(project, "ben", WORKS[:1])
    on_bens_branch(project, WORKS[:1], verdict="withdraw")
    done = asked("--json")
    assert json.loads(done.stdout)["shown"] == []
    assert json.loads(done.stdout)["lines"] == 1


def test_where_one_vote_is_enough_nobody_owes_what_another_has_read(project: Project) -> None:
    project.set("votes = 1")
    on_bens_branch(project, WORKS[:3])
    assert asked().exit_code == 0


def test_of_a_share_only_ones_own_part_is_owed(project: Project) -> None:
    project.set('reviewers = ["ada", "ben", "eve"]')
    project.set('assignment = "share"')
    on_bens_branch(project, WORKS)
    found = json.loads(asked("--json").stdout)
    assert 0 < len(found["shown"]) < len(WORKS)
    assert found["owed"] == len(found["shown"])


def test_a_review_that_is_not_blind_has_nothing_to_hide(project: Project) -> None:
    project.set("blind = false")
    on_bens_branch(project, WORKS)
    done = asked()
    assert done.exit_code == 0
    assert "is not blind" in done.stdout


def test_what_was_merged_before_is_not_new_and_is_said(project: Project) -> None:
    on_bens_branch(project, WORKS[:3])
    git(project, "merge", "--quiet", "screening-ben")
    done = asked()
    assert done.exit_code == 0
    assert "holds no decision that is not here already" in done.stdout
    assert "votes of others on 3 works that you still owe" in done.stdout


def test_nothing_of_the_repository_is_changed(project: Project) -> None:
    on_bens_branch(project, WORKS[:3])
    votes(project, "ada", WORKS[:1])
    folder = project.folder
    before = {file: file.stat().st_mtime_ns for file in folder.rglob("*") if file.is_file()}
    asked()
    assert {file: file.stat().st_mtime_ns for file in folder.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize("branch", ["nobody", "--all", "", "main:queries", "screening-ben^5"])
def test_what_is_no_branch_is_refused(project: Project, branch: str) -> None:
    with pytest.raises(UserError, match="is no branch here"):
        CliRunner().invoke(blind.blind, ["--as", "ada", "--", branch], catch_exceptions=False)


def test_a_branch_whose_name_begins_like_an_option_is_a_branch(project: Project) -> None:
    on_bens_branch(project, WORKS[:1])
    git(project, "update-ref", "refs/heads/-ben", "screening-ben")
    done = CliRunner().invoke(blind.blind, ["--json", "--as", "ada", "--", "-ben"], catch_exceptions=False)
    assert json.loads(done.stdout)["people"] == ["ben"]


def test_the_demonstrations_decisions_are_on_no_branch(project: Project) -> None:
    project.set('profile = "demo"')
    with pytest.raises(UserError, match="not committed"):
        asked()


def test_without_a_repository_it_is_said(project: Project) -> None:
    (project.folder / ".git").rename(project.folder / "gone")
    with pytest.raises(UserError, match="no git repository"):
        asked()


def test_a_name_that_is_none_of_the_team_is_no_green_light(project: Project) -> None:
    git(project, "switch", "--quiet", "--create", "screening-ben")
    votes(project, "ben", WORKS[:1])
    commit(project, "ben screens")
    git(project, "switch", "--quiet", "main")
    with pytest.raises(UserError, match="'adda' is none of those who screen: ada, ben"):
        CliRunner().invoke(
            blind.blind, ["screening-ben", "--as", "adda"], catch_exceptions=False, standalone_mode=False
        )
