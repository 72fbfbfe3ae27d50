"""A project whose warehouse is the small one with codes, topics and citations, and a browser on its site."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

from starlette.testclient import TestClient

from synth.domain.people import Person, Role
from synth.web import app
from synth.web.site import Site
from tests.pipeline.project import Project
from tests.store import small_evidence
from tests.web import small_site


def built(folder: Path) -> Path:
    """Build what the pipeline would have built, once for a module's tests."""
    small_evidence.build(folder)
    return folder


def project(evidence: Path, folder: Path) -> Project:
    """Give a project on it that a test may spoil."""
    made = Project(folder)
    shutil.copytree(evidence, made.places.build)
    return made


def visit(made: Project, name: str = "ada", role: Role = Role.LEAD) -> TestClient:
    """Give the browser of somebody who sits at the machine."""
    return small_site.visitor(app.create(Site(made.places, alone=Person(name=name, role=role))))


def text_of(page: str) -> str:
    """Give what a page says, without marks and with single blanks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def link(page: str, words: str) -> str:
    """Give where the first link leads that says these words, marks left out."""
    for found in re.finditer(r'(?s)<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', page):
        if words in text_of(re.sub(r"(?s)<svg.*?</svg>", " ", found[2])):
            return html.unescape(found[1])
    raise AssertionError(f"no link says {words!r}")
