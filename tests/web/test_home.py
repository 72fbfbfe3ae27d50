from __future__ import annotations

import re
from pathlib import Path

from starlette.testclient import TestClient

from synth.domain.people import Person
from synth.paths import Places
from synth.web import app
from synth.web.site import Site
from tests.web import small_desk
from tests.web.small_desk import ADA, BEN, EXCLUDE, INCLUDE, LEA, MAYBE, RUE, name
from tests.web.small_site import visitor


def home(places: Places, person: Person) -> TestClient:
    return visitor(app.create(Site(places, alone=person)))


def waits(page: str) -> dict[str, int]:
    """Give what is shown as waiting: what it is, and how many."""
    shown = re.findall(r'<span class="figure">([\d,]+)</span>\s*<strong>([^<]+)</strong>', page)
    return {words: int(count.replace(",", "")) for count, words in shown}


def test_it_counts_what_waits_for_who_asks(tmp_path: Path) -> None:
    places = small_desk.project(tmp_path, team="votes = 2\n")
    desk = small_desk.desk(places, ADA, BEN)
    for person, verdicts in ((ADA, (INCLUDE, INCLUDE, EXCLUDE)), (BEN, (INCLUDE, EXCLUDE))):
        for place, verdict in enumerate(verdicts):
            small_desk.say(desk, person, name(place), verdict)
    browser = home(places, LEA)
    assert waits(browser.get("/").text)["works to settle"] == 1
    assert "1 conflict." in browser.get("/").text
    conflict = desk.conflicts(LEA, "abstract")[0]
    small_desk.say(desk, LEA, conflict.work, INCLUDE, settles=True)
    assert waits(browser.get("/").text)["works to settle"] == 0, "what is settled waits no longer"
    # A party to a conflict does not settle it.
    assert waits(home(places, ADA).get("/").text)["works to settle"] == 0


def test_conflicts_and_maybes_are_told_apart(tmp_path: Path) -> None:
    places = small_desk.project(tmp_path, team="votes = 2\n")
    desk = small_desk.desk(places, ADA, BEN)
    for person, verdicts in ((ADA, (INCLUDE, INCLUDE, MAYBE)), (BEN, (EXCLUDE, EXCLUDE, INCLUDE))):
        for place, verdict in enumerate(verdicts):
            small_desk.say(desk, person, name(place), verdict)
    page = home(places, LEA).get("/").text
    assert waits(page)["works to settle"] == 3
    assert "2 conflicts and 1 maybe." in page


def test_a_reader_sees_how_things_stand_and_no_task(tmp_path: Path) -> None:
    page = home(small_desk.project(tmp_path), RUE).get("/").text
    assert waits(page) == {}
    assert "as far as you may know" in page
    assert "12 works" in page


def test_another_vote_on_a_work_that_waits_for_mine_changes_nothing_i_see(tmp_path: Path) -> None:
    places = small_desk.project(tmp_path, team='votes = 2\nreviewers = ["ada", "ben"]\n')
    browser = home(places, ADA)
    token = re.compile(r'(?<=name="token" content=")[^"]+')
    before = token.sub("", browser.get("/").text)
    small_desk.say(small_desk.desk(places, ADA, BEN), BEN, name(0), INCLUDE)
    assert token.sub("", browser.get("/").text) == before
