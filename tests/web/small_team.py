"""A review with a handful of works and people who vote on them: what the pages of the team are tried on."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from starlette.applications import Starlette
from starlette.testclient import TestClient

from synth.domain.decisions import Decision, Verdict
from synth.domain.people import Person, Role
from synth.store import tables
from synth.web import app
from synth.web.cards import Press, Stage
from synth.web.desk import Desk
from synth.web.site import Site
from tests.pipeline.project import Project
from tests.store import small_warehouse
from tests.web import small_site

BEGUN = datetime(2026, 11, 20, 9, tzinfo=UTC)
WORDS = {"+": Verdict.INCLUDE, "-": Verdict.EXCLUDE, "?": Verdict.MAYBE, "0": Verdict.WITHDRAW}
FIELDS = ("Belonging of student nurses", "Imaging of trauma", "Antibodies of a class")


class Team:
    """A project, its desk, and the moment at which it is used."""

    def __init__(
        self, folder: Path, *, works: int = 12, votes: int = 2, reviewers: Sequence[str] = ("ada", "ben")
    ) -> None:
        self.project = Project(folder)
        self.project.set(f"votes = {votes}")
        self.set_reviewers(*reviewers)
        rows = [
            small_warehouse.work(
                name(number),
                f"crossref/10.5555/{number:03d}",
                title=f"{FIELDS[number % 3]}, study {number}",
                abstract=f"Background: We looked at number {number}. Results: It was so.",
            )
            for number in range(works)
        ]
        self.project.places.build.mkdir(parents=True)
        tables.write(self.project.places.table("works"), tables.WORKS, rows)
        self.now = BEGUN
        self.site = Site(self.project.places, now=lambda: self.now)

    def set_reviewers(self, *names: str) -> None:
        """Say who screens."""
        self.project.set(f"reviewers = [{', '.join(map(repr, names))}]".replace("'", '"'))

    @property
    def desk(self) -> Desk:
        """The desk."""
        return self.site.desk

    def say(
        self,
        by: str,
        number: int,
        word: str,
        *,
        stage: Stage = "abstract",
        reason: str = "",
        note: str = "",
        shown_by: str = "most relevant",
        after: float = 10,
    ) -> Decision:
        """Have somebody say ``+``, ``-``, ``?`` or ``0`` (taken back) of a work, so many seconds later."""
        self.now += timedelta(seconds=after)
        who = Person(name=by, role=Role.REVIEWER)
        press = Press(
            work=name(number),
            stage=stage,
            verdict=WORDS[word],
            reason=reason,
            note=note,
            key=self.desk.dealt(who, name(number), stage=stage).key,
            shown_by=shown_by,
        )
        return self.desk.decide(who, press).decision

    def all_say(self, **words: str) -> None:
        """Have each person say a word of each work, in the order of the works; a blank: nothing."""
        for by, said in words.items():
            for number, word in enumerate(said):
                if word != " ":
                    self.say(by, number, word)

    def app(self, who: str, role: Role) -> Starlette:
        """Give the application as somebody has it who sits at the machine."""
        site = Site(self.project.places, alone=Person(name=who, role=role), now=lambda: self.now)
        return app.create(site)

    def visit(self, who: str, role: Role = Role.REVIEWER) -> TestClient:
        """Give somebody's browser."""
        return small_site.visitor(self.app(who, role))

    def lines(self, by: str) -> int:
        """Count the lines of somebody's file."""
        file = self.project.places.decisions / "screening" / f"{by}.jsonl"
        return len(file.read_text().splitlines()) if file.exists() else 0


def name(number: int) -> str:
    """Name a work."""
    return f"doi:10.5555/{number:03d}"


def text_of(page: str) -> str:
    """Give what a page says, without marks and with single blanks."""
    body = re.sub(r"(?s)<head>.*?</head>", " ", page)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def rows(page: str, label: str) -> list[list[str]]:
    """Give the cells of a table, known by its label, without its heading; nothing where it is not there."""
    tables_ = re.findall(rf'(?s)aria-label="{re.escape(label)}".*?</table>', page)
    body = "".join(table.partition("<tbody>")[2] for table in tables_)
    return [
        [text_of(cell) for cell in re.findall(r"(?s)<t[hd][ >].*?</t[hd]>", row)]
        for row in re.findall(r"(?s)<tr.*?</tr>", body)
    ]


def send(browser: TestClient, page: str, action: str, **fields: str) -> tuple[int, str]:
    """Send the form of a page with this goal, as the page made it; give status and the page it leads to."""
    form = next(one for one in re.findall(r"(?s)<form .*?</form>", page) if f'action="{action}' in one)
    goal = html.unescape(re.findall(r'action="([^"]*)"', form)[0])
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    sent = {key: html.unescape(value) for key, value in hidden.items()} | fields
    answer = browser.post(goal, data=sent)
    if answer.status_code != 303:
        return answer.status_code, answer.text
    return 303, browser.get(answer.headers["location"]).text
