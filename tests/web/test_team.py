from __future__ import annotations

import re
from pathlib import Path

from synth.domain.people import Role
from synth.domain.reviews import Share, Team
from synth.store.accounts import Account, Accounts
from synth.web import app, team
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


VOTES = 'votes = {}\nreviewers = ["ada", "ben"]\n'
ACCOUNTS = (
    Account(name="ada", role=Role.LEAD),
    Account(name="ben", role=Role.REVIEWER),
    Account(name="rue", role=Role.READER),
)


def told(settings: Team, *accounts: Account) -> list[str]:
    return list(team.remarks(settings, accounts))


def test_what_can_work_has_no_remark() -> None:
    for settings in (
        Team(),
        Team(votes=2),
        Team(votes=2, reviewers=("ada", "ben")),
        Team(reviewers=("ben",)),
    ):
        assert told(settings, *ACCOUNTS) == []
    assert told(Team(votes=2, reviewers=("zoe", "yan"))) == [], "without accounts names are taken as they are"
    assert told(Team()) == []


def test_more_votes_than_people_are_remarked() -> None:
    asked = "team.votes: 9 are asked for on each work, and those who screen are {}"
    assert told(Team(votes=9), *ACCOUNTS) == [asked.format(2)]
    assert told(Team(votes=9, reviewers=("zoe", "yan"))) == [asked.format(2)]
    assert told(Team(votes=9, reviewers=("ada", "ben")), *ACCOUNTS) == [asked.format(2)]


def test_names_without_an_account_and_accounts_without_a_place_are_remarked() -> None:
    share = Share(label="pharmacy", words=("pharmac",), reviewers=("zoe", "rue"))
    missing = "nobody of this name has an account that may screen"
    assert told(Team(reviewers=("ada", "zoe"), shares=(share,)), *ACCOUNTS) == [
        f"team.reviewers: zoe: {missing}",
        f"team.shares: pharmacy: zoe: {missing}",
        f"team.shares: pharmacy: rue: {missing}",
        "team.reviewers: ben has a reviewer's account and is not named here",
    ]


def test_the_page_shows_the_remarks(tmp_path: Path) -> None:
    page = (
        visitor(app.create(Site(small_desk.project(tmp_path, team=VOTES.format(9)), alone=LEA)))
        .get("/team")
        .text
    )
    assert "<li>team.votes: 9 are asked for on each work, and those who screen are 2</li>" in page
    assert "synthetic reviewers of the demonstration" not in page


def test_in_the_demonstration_it_is_said_that_synthetic_votes_count(tmp_path: Path) -> None:
    def page(votes: int) -> str:
        places = small_desk.project(tmp_path / str(votes), team=VOTES.format(votes))
        places.review.write_text(places.review.read_text().replace('profile = "files"', 'profile = "demo"'))
        return visitor(app.create(Site(places, alone=LEA))).get("/team").text

    assert "their votes take places of the 2" in page(2)
    assert "their votes take places" not in page(1)
