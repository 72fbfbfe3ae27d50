from __future__ import annotations

import re
from pathlib import Path

from synth.domain.people import Role
from synth.store.accounts import Accounts
from synth.web import app
from synth.web.site import Site
from tests.web import small_desk
from tests.web.small_desk import ADA, EXCLUDE, INCLUDE, LEA, name
from tests.web.small_site import PASSWORD, Clock, sign_in, visitor


def rows(page: str) -> list[list[str]]:
    """Give the table as texts."""
    found = re.findall(r"<tr><th scope=\"row\">.*?</tr>", page, re.DOTALL)
    return [
        [
            re.sub(r"<[^>]+>", "", cell).strip()
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        for row in found
    ]


def test_who_sits_here_alone_is_the_team(tmp_path: Path) -> None:
    browser = visitor(app.create(Site(small_desk.project(tmp_path), alone=LEA)))
    assert rows(browser.get("/team").text) == [["lea", "lead", "sits at this machine", "0", "–"]]


def test_everybody_is_shown_with_what_she_decided_also_who_is_gone(tmp_path: Path) -> None:
    places = small_desk.project(tmp_path)
    desk = small_desk.desk(places, ADA, LEA)
    small_desk.say(desk, ADA, name(0), INCLUDE)
    small_desk.say(desk, ADA, name(1), EXCLUDE)
    small_desk.say(desk, ADA, name(1), INCLUDE)
    accounts = Accounts(places.private, now=Clock())
    accounts.accept(accounts.invite("lea", Role.LEAD), PASSWORD)
    accounts.invite("cem", Role.READER)
    browser = visitor(app.create(Site(places)))
    sign_in(browser, "lea")
    shown = rows(browser.get("/team").text)
    assert [row[:4] for row in shown] == [
        ["ada", "–", "no account", "2"],
        ["cem", "reader", "invited", "0"],
        ["lea", "lead", "has an account", "0"],
    ]
    assert [bool(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", row[4])) for row in shown] == [True, False, True]
