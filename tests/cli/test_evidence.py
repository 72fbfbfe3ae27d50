"""Where ``synth sql`` and ``synth ask`` write, and where they refuse to."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from synth.cli.evidence import sql
from synth.errors import UserError
from tests.pipeline.project import Project
from tests.store import small_warehouse


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("evidence"))
    project.places.build.mkdir(parents=True)
    small_warehouse.build(project.places.build)
    return project


def write(project: Project, output: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.chdir(project.folder)
    words = ["select 1 as one", "--format", form, "--output", str(output)]
    return CliRunner().invoke(sql, words, catch_exceptions=False)


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_folder_that_is_not_there_is_named_before_anything_is_asked(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = Project(tmp_path)  # without a warehouse, which a statement would miss first
    output = tmp_path / "none" / "rows"
    with pytest.raises(UserError, match=r"there is no folder .*none: make it, or name another"):
        write(nowhere, output, form, monkeypatch)
    assert not output.parent.exists()


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_link_stays_and_the_file_behind_it_is_written(
    form: str, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    link.symlink_to(target)
    assert write(project, link, form, monkeypatch).exit_code == 0
    assert link.is_symlink() and not target.is_symlink()
    rows = duckdb.read_parquet(str(target)) if form == "parquet" else duckdb.read_csv(str(target))
    assert rows.fetchall() == [(1,)]


def test_parquet_does_not_take_the_place_of_a_pipe(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(UserError, match="is no regular file"):
        write(project, pipe, "parquet", monkeypatch)
    assert pipe.is_fifo()
