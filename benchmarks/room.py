"""A room of any size: its project, and reviewers who screen in it over plain HTTP as the page's forms do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import requests

from benchmarks import serving
from synth.screening.texts import Text
from synth.store import tables
from tests.pipeline.project import Project
from tests.store.small_warehouse import work

PASSWORD = "correct horse battery staple"


def project(folder: Path, texts: Iterable[Text], *, question: str) -> Project:
    """Make a project in a folder that holds these works, already merged; their ids tell their places."""
    made = Project(folder, profile="files")
    made.set(f'question = "{re.sub(r"[^ -~]+", " ", question).replace(chr(34), "")}"')
    made.set("votes = 1")
    tables.write(made.places.table("works"), tables.WORKS, _rows(texts))
    return made


def _rows(texts: Iterable[Text]) -> Iterator[Mapping[str, Any]]:
    for place, text in enumerate(texts):
        yield work(name(place), f"imports/{place:06}", title=text.title, abstract=text.abstract, year=2020)


def decide(made: Project, labels: Sequence[bool]) -> None:
    """Let somebody have decided on the first works, by their labels."""
    with (made.places.decisions / "screening" / "earlier.jsonl").open("w", encoding="utf-8") as stream:
        for place, relevant in enumerate(labels):
            verdict = "include" if relevant else "exclude"
            line = {
                "at": "2026-11-01T00:00:00+00:00",
                "by": "earlier",
                "work": name(place),
                "verdict": verdict,
            }
            stream.write(json.dumps({**line, "shown_by": "most relevant"}) + "\n")


def name(place: int) -> str:
    """Give the id of the work at a place."""
    return f"doi:10.5555/w{place:06}"


def invite(made: Project, person: str, *, role: str = "reviewer") -> str:
    """Make an account, and give the path of its one-time link."""
    told = made.run("synth", "reviewer", "add", person, "--role", role).stdout
    found = re.search(r"/welcome/\S+", told)
    assert found, told
    return found[0]


class Reviewer:
    """Somebody at the card; ``labels`` say of the work at each place whether it is relevant."""

    def __init__(self, address: str, *, welcome: str, labels: Sequence[bool]) -> None:
        self._address = address
        self._labels = labels
        self._session = requests.Session()
        # What a browser says of itself when a page of the site sends a form.
        self._session.headers.update({"Origin": address, "Sec-Fetch-Site": "same-origin"})
        token = _hidden(self._ask("get", welcome))["token"]
        self._ask("post", welcome, data={"token": token, "password": PASSWORD, "again": PASSWORD})
        self._see(self._ask("get", "/screen"))

    def press(self) -> None:
        """Decide on the card at hand, and have the next one."""
        verdict = "include" if self._labels[self._place] else "exclude"
        said = {**self._fields, "verdict": verdict}
        self._see(self._ask("post", "/decide", data=said, headers={"HX-Request": "true"}))

    def _see(self, page: str) -> None:
        self._fields = _hidden(page)
        shown = re.search(r'data-work="doi:10\.5555/w(\d+)"', page)
        assert shown, page[:2000]
        self._place = int(shown[1])

    def _ask(self, method: str, path: str, **how: Any) -> str:
        answer = self._session.request(method, self._address + path, timeout=serving.PATIENCE, **how)
        answer.raise_for_status()
        return answer.text


class _Hidden(HTMLParser):
    """What the forms of a page send unseen."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "input" and said.get("type") == "hidden":
            self.fields[said["name"]] = said.get("value", "")


def _hidden(page: str) -> dict[str, str]:
    read = _Hidden()
    read.feed(page)
    return read.fields
