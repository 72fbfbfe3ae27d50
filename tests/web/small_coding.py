"""A review of seven works and a codebook of four codes, and people who code: what the pages are tried on."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from httpx2 import Response
from starlette.testclient import TestClient

from synth.domain.people import Person, Role
from synth.store import tables
from synth.web import app
from synth.web.site import Site
from tests.pipeline.project import Project
from tests.store import small_warehouse
from tests.web import small_site

A, B, C, FOUR = "doi:10.5555/a", "doi:10.5555/b", "doi:10.5555/c", "pubmed:4"
CODEBOOK = """\
version: {version}
facets:
- id: population
  label: Who
  codes:
  - id: pop.nursing
    label: Nursing students
    definition: Those who learn to nurse.
    phrases: [nursing student, student nurse]
    profession: nursing
    level: student
  - id: pop.resident
    label: Residents
    definition: Doctors in training.
    phrases: [medical resident]
- id: method
  label: How it was studied
  codes:
  - id: met.interview
    label: Interviews
    definition: People were asked at length.
    phrases: [interview]
    design: qualitative
{more}fields:
- id: quality
  label: How far can one trust it?
  kind: choice
  options: [high, low]
- id: places
  label: Where was it?
  kind: many
  options: [ward, campus, online]
- id: participants
  label: How many took part?
  kind: number
- id: finding
  label: What did it find?
  kind: text
- id: definition
  label: How does it define belonging?
  kind: quote
- id: saturation
  label: Was it saturated?
  kind: text
  design: qualitative
"""
LATER = """\
  - id: met.survey
    label: Surveys
    definition: People filled in a form.
    phrases: [survey]
    since: 2
"""


class Coding:
    """A project that people code in; the works are those of the small warehouse."""

    def __init__(self, folder: Path, evidence: Path, *, votes: int = 1, blind: bool = True) -> None:
        self.project = Project(folder)
        self.project.set(f"votes = {votes}")
        self.project.set(f"blind = {str(blind).lower()}")
        if votes > 1:
            self.project.set('reviewers = ["ada", "ben"]')
        self.project.places.build.parent.mkdir(parents=True)
        self.project.places.build.symlink_to(evidence)
        self.change()

    def change(self, *, version: int = 1) -> None:
        """Write the codebook; from version 2 on it has one more code."""
        text = CODEBOOK.format(version=version, more=LATER if version > 1 else "")
        self.project.places.codebook.write_text(text, encoding="utf-8")

    def visit(self, name: str, role: Role = Role.REVIEWER) -> TestClient:
        """Give the browser of somebody who sits at the machine."""
        return small_site.visitor(app.create(Site(self.project.places, alone=Person(name=name, role=role))))

    def lines(self, by: str) -> list[dict[str, Any]]:
        """Give what stands in a coder's file."""
        file = self.project.places.decisions / "codes" / f"{by}.jsonl"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def said(self, by: str) -> list[tuple[str, str]]:
        """Give what a coder's lines say, in short."""
        return [(line["code"], line["verdict"]) for line in self.lines(by)]


def evidence(folder: Path) -> Path:
    """Build the small warehouse, with proposals for the codes of the small codebook."""
    small_warehouse.build(folder)
    empty = dict.fromkeys(tables.TABLES["codes"].columns)
    proposal = {"work": B, "code": "met.interview", "origin": "proposal", "probability": 0.73}
    tables.write(folder / "codes.parquet", tables.TABLES["codes"], [{**empty, **proposal}])
    return folder


def words(page: str) -> str:
    """Give what a page says, without marks and with single blanks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def form(browser: TestClient, work: str = A) -> dict[str, Any]:
    """Open the coding form of a work, and give what it would send as it stands."""
    page = browser.get(f"/coding/{work}").text
    whole = page.partition('id="coding-form"')[2].partition("</form>")[0]
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<(?:input|textarea)\b[^>]*>(?:[^<]*</textarea>)?", whole):
        named = re.search(r'name="([^"]+)"', tag)
        if not named or (
            'type="' in tag and re.search(r'type="(radio|checkbox)"', tag) and " checked" not in tag
        ):
            continue
        value = re.search(r'value="([^"]*)"', tag)
        text = html.unescape(value[1] if value else re.sub(r"<[^>]+>", "", tag))
        if 'type="checkbox"' in tag:
            sent.setdefault(named[1], []).append(text)
        else:
            sent[named[1]] = text
    return sent


def save(
    browser: TestClient, fields: Mapping[str, Any], act: str = "save", *, scope: str = "all"
) -> Response:
    """Send a coding form."""
    return browser.post(f"/code?scope={scope}", data={**fields, "act": act})


def code(browser: TestClient, work: str, changed: Mapping[str, Any], act: str = "save") -> Response:
    """Open the form of a work, change it and send it."""
    return save(browser, {**form(browser, work), **changed}, act)


def press(
    browser: TestClient, work: str, name: str, verdict: str, *, script: bool = False, **more: str
) -> Response:
    """Say one word on the page of a work, by its form alone or by a ``script``."""
    given = {"token": small_site.token(browser, "/team"), "work": work, "code": name, "verdict": verdict}
    headers = {"HX-Request": "true"} if script else {}
    return browser.post("/code/word", data={**given, **more}, headers=headers)


def rows(page: str, label: str) -> Sequence[str]:
    """Give what the rows of a table say."""
    body = page.partition(f'aria-label="{label}"')[2].partition("</table>")[0].partition("<tbody>")[2]
    return [words(row) for row in re.findall(r"(?s)<tr>.*?</tr>", body)]
