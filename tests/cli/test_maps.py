"""What ``synth map`` writes, says and refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from synth.cli.maps import draw
from synth.drawing.maps import DRAWN
from synth.errors import UserError
from synth.maps.exports import EXPORTS
from tests.pipeline.project import Project
from tests.store import small_warehouse


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("maps"))
    project.places.build.mkdir(parents=True)
    small_warehouse.build(project.places.build)
    return project


def write(project: Project, file: Path, monkeypatch: pytest.MonkeyPatch, which: str = "citations") -> Result:
    monkeypatch.chdir(project.folder)
    return CliRunner().invoke(draw, [which, str(file)], catch_exceptions=False)


@pytest.mark.parametrize("suffix", [*DRAWN, *EXPORTS])
def test_the_suffix_says_what_is_written(
    suffix: str, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / f"map{suffix.upper()}"
    told = write(project, file, monkeypatch)
    assert told.exit_code == 0 and told.stdout == ""
    assert file.stat().st_size > 300
    assert f"wrote {file}: " in told.stderr and "synthetic demonstration data" in told.stderr


def test_links_stand_beside_the_works_in_csv(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert write(project, tmp_path / "map.csv", monkeypatch).exit_code == 0
    assert (tmp_path / "map.csv").read_text().startswith("work,title,")
    assert (tmp_path / "map.links.csv").read_text().startswith("kind,one,other,")


def test_what_cannot_be_written_is_refused_before_the_warehouse_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = Project(tmp_path)
    with pytest.raises(UserError, match=r"map\.pdf: a map is written as \.svg, .*: name the file so"):
        write(nowhere, tmp_path / "map.pdf", monkeypatch)
    with pytest.raises(UserError, match=r"there is no folder .*none: make it, or name another"):
        write(nowhere, tmp_path / "none" / "map.svg", monkeypatch)
