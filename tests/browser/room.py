"""A project of one's own with a site to serve, and what its reviewers wrote into the log."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from benchmarks import serving
from benchmarks.serving import Served
from synth.store import tables
from tests.pipeline.project import Project

PASSWORD = "correct horse battery"
Line = Mapping[str, Any]
Written = Callable[[str], list[Line]]  # what a reviewer's file holds since the test began


class Room(Project):
    """A copy of a built project that a test may spoil; nobody has decided anything in it yet."""

    def __init__(self, folder: Path, *, like: Path) -> None:
        self.folder = shutil.copytree(like, folder)
        for synthetic in self.places.synthetic_decisions.glob("*.jsonl"):
            synthetic.unlink()

    def serve(self, *words: str) -> Served:
        """Give the site, to be entered with ``with``."""
        return serving.synth(self.folder, *words)

    def invite(self, name: str, *, role: str = "reviewer") -> str:
        """Make an account, and give the path of its one-time link."""
        told = self.run("synth", "reviewer", "add", name, "--role", role).stdout
        found = re.search(r"/welcome/\S+", told)
        assert found, told
        return found[0]

    @property
    def log(self) -> Path:
        """The folder of the reviewers' files."""
        return self.places.decisions / "screening"

    def lines(self, by: str) -> list[Line]:
        """Give what one reviewer's file holds; every line must parse."""
        file = self.log / f"{by}.jsonl"
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        return [json.loads(line) for line in text.splitlines()]

    def write(self, by: str, lines: Iterable[Line]) -> None:
        """Let somebody have decided before; what a line does not say is as it is for most."""
        with (self.log / f"{by}.jsonl").open("a", encoding="utf-8") as stream:
            for place, line in enumerate(lines):
                usual = {"at": f"2026-11-02T09:{place:02}:00+00:00", "by": by, "key": f"{by}-{place}"}
                stream.write(json.dumps({**usual, **line}) + "\n")

    def code(self, by: str, lines: Iterable[Line]) -> None:
        """Let somebody have coded before; what a line does not say is as it is for most."""
        folder = self.places.decisions / "codes"
        folder.mkdir(exist_ok=True)
        with (folder / f"{by}.jsonl").open("a", encoding="utf-8") as stream:
            for place, line in enumerate(lines):
                usual = {"at": f"2026-11-03T09:{place:02}:00+00:00", "by": by, "key": f"{by}-{place}"}
                stream.write(json.dumps({**usual, "codebook": 1, **line}) + "\n")

    def works(self) -> list[dict[str, Any]]:
        """Give the rows of all works."""
        return list(tables.read(self.places.table("works"), tables.WORKS))

    def rewrite(self, works: Iterable[Mapping[str, Any]]) -> None:
        """Let the works be these."""
        tables.write(self.places.table("works"), tables.WORKS, works)
