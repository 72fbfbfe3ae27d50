"""`dvc plots show`, offline: its page brings its library along, and its templates fit what they draw."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from synth.drawing import pages
from tests.pipeline.project import ROOT, Project

PLOTS = {
    name: plot
    for one in yaml.safe_load((ROOT / "dvc.yaml").read_text())["plots"]
    for name, plot in one.items()
}
CURVES = {
    "recall": "read,found,chance,perfect\n0,0,0,0\n10,4,1,5\n50,5,5,5\n",
    "calibration": "model,predicted,observed,works\nsvm,0.1,0.12,40\nsvm,0.8,0.7,9\n",
    "progress": "date,screened,included\n2026-10-01,20,3\n2026-11-01,50,5\n",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("plots"), code=True)
    for name, curve in CURVES.items():
        file = project.places.metrics / "plots" / f"{name}.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(curve)
    page = project.folder / ".dvc" / template(project.folder)
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(pages.plots(), encoding="utf-8")
    return project


def template(folder: Path) -> str:
    """Give where DVC looks for its page, from the folder ``.dvc``."""
    (found,) = re.findall(r"html_template = (.+)", (folder / ".dvc" / "config").read_text())
    return str(found)


def test_dvc_draws_every_plot_on_a_page_that_needs_no_network(project: Project) -> None:
    project.run("dvc", "plots", "show")
    page = (project.folder / "warehouse" / "build" / "plots" / "index.html").read_text()
    assert page.count("var spec = {") == len(PLOTS) == 3
    assert "<script src" not in page
    assert "jsdelivr" not in page
    for plot in PLOTS.values():
        assert plot["title"].replace("${profile}", "demo") in page
        assert plot["x_label"] in page


@pytest.mark.parametrize("name", PLOTS)
def test_a_template_reads_the_columns_that_are_there(name: str) -> None:
    read = json.loads((ROOT / ".dvc" / "plots" / f"{name}.json").read_text())
    columns = CURVES[name].splitlines()[0].split(",")
    assert set(read["data"]["format"]["parse"]) <= set(columns)
    (field,) = PLOTS[name]["y"].values()
    assert {PLOTS[name]["x"], field} <= set(columns)
    assert PLOTS[name]["template"] == name
