"""A project of one's own: the people's files of this one, in a folder that a test may spoil."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb

from synth import paths
from synth.paths import Places
from synth.stages import build, citations, code, harvest, merge, parse, period, rank, topics

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
# Every stage in the order of dvc.yaml; what lies after the works is made of them alone.
STAGES = (period, harvest, parse, merge, rank, code, topics, citations, build)
PEOPLES = ("dvc.yaml", ".dvcignore", ".gitignore", ".dvc/config", ".dvc/plots", "queries", "warehouse/schema")
KEPT = (
    "imports",
    *(
        f"warehouse/{folder}/{kind}"
        for folder in ("decisions", "trial")
        for kind in ("codes", "pairs", "screening")
    ),
)


class Project:
    """
    A fresh project; ``works`` bounds the demonstration so that a test is quick.

    ``code``: with a copy of the program too, so that DVC sees it and a test may change it.
    """

    def __init__(self, folder: Path, *, profile: str = "demo", works: int = 300, code: bool = False) -> None:
        self.folder = folder
        if code:
            shutil.copytree(ROOT / "synth", folder / "synth", ignore=shutil.ignore_patterns("__pycache__"))
            subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
        for name in PEOPLES:
            source, target = ROOT / name, folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target)
            else:
                shutil.copy(source, target)
        for name in KEPT:
            (folder / name).mkdir(parents=True)
        self.set(f'profile = "{profile}"')
        self.set(f"works = {works}")

    @property
    def places(self) -> Places:
        """Where its files lie."""
        return paths.places(self.folder)

    def set(self, line: str) -> None:
        """Put a setting, as ``name = value``, in the place of the one that stands in review.toml."""
        review = self.folder / "queries" / "review.toml"
        name = line.partition(" =")[0]
        text, count = re.subn(rf"(?m)^{name} = .*$", line.replace("\\", r"\\"), review.read_text())
        assert count == 1, f"{name} stands {count} times in review.toml"
        review.write_text(text)

    def run(self, *words: str, check: bool = True, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run ``synth`` or ``dvc`` in the project, with this tree's program."""
        programs = {"synth": "synth.cli.main", "dvc": "dvc"}
        done = subprocess.run(
            [sys.executable, "-m", programs[words[0]], *words[1:]],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
            env={
                **os.environ,
                "PYTHONPATH": str(self.folder if (self.folder / "synth").is_dir() else ROOT),
                "PYTHONDONTWRITEBYTECODE": "1",
                "DVC_NO_ANALYTICS": "1",
                "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
                **environment,
            },
        )
        assert not check or done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        return done

    def sql(self, statement: str) -> list[tuple[Any, ...]]:
        """Ask the built warehouse."""
        with duckdb.connect(str(self.places.evidence), read_only=True) as connection:
            return connection.execute(statement).fetchall()

    def metrics(self, stage: str) -> dict[str, Any]:
        """Read a stage's numbers."""
        numbers: dict[str, Any] = json.loads((self.places.metrics / f"{stage}.json").read_text())
        return numbers
