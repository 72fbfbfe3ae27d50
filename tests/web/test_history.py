from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest

from synth.paths import Places
from synth.web import history
from tests.web.small_card import HTMX, Reviewer, reviewer
from tests.web.small_desk import (
    ADA,
    BEN,
    EXCLUDE,
    INCLUDE,
    MAYBE,
    WITHDRAW,
    desk,
    name,
    project,
    row,
    say,
)

TITLES = ("Zugehörigkeit im Team", "Belonging <b>of</b> nurses", "Knee pain", "A ward", "Another ward")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Give five works, decided on by Ada and one of them by Ben."""
    made = project(
        tmp_path,
        works=[row(place, title=title) for place, title in enumerate(TITLES)],
        team="votes = 2\nreviewers = ['ada', 'ben']\n",
    )
    at = desk(made)
    say(at, ADA, name(0), INCLUDE, note="Ask the señora", labels=("team",))
    say(at, ADA, name(1), EXCLUDE, reason="off-topic")
    say(at, ADA, name(2), MAYBE)
    say(at, ADA, name(3), INCLUDE)
    say(at, ADA, name(3), WITHDRAW)
    say(at, ADA, name(4), INCLUDE, labels=("team", "ward"))
    say(at, BEN, name(4), INCLUDE)
    say(at, ADA, name(4), INCLUDE, stage="full text")
    say(at, BEN, name(1), INCLUDE)
    return made


@pytest.fixture
def ada(places: Places) -> Reviewer:
    """Give Ada's browser."""
    return reviewer(places)


def listed(ada: Reviewer, **filters: str) -> list[int]:
    """Give the works listed, in order."""
    ada.open(f"/history?{urlencode(filters)}")
    return [TITLES.index(one["words"]) for one in ada.page.links if one["words"] in TITLES]


def test_what_stands_is_listed_newest_first(ada: Reviewer) -> None:
    assert listed(ada) == [4, 4, 2, 1, 0]
    assert "5 of 5 decisions" in ada.page.words
    assert "2026-11-20, 10:" in ada.page.words and "UTC" in ada.page.words


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"words": "zugehorigkeit"}, [0]),
        ({"words": "SENORA ask"}, [0]),
        ({"words": "ask belonging"}, []),
        ({"verdict": "maybe"}, [2]),
        ({"verdict": "include", "stage": "abstract"}, [4, 0]),
        ({"stage": "full text"}, [4]),
        ({"reason": "off-topic"}, [1]),
        ({"label": "team"}, [4, 0]),
        ({"note": "yes"}, [0]),
        ({"conflict": "yes"}, [1]),
        ({"conflict": "yes", "verdict": "include"}, []),
    ],
)
def test_the_list_is_searched_and_filtered(ada: Reviewer, filters: dict[str, str], found: list[int]) -> None:
    assert listed(ada, **filters) == found


def test_a_row_opens_the_card_again_at_its_stage_and_a_change_of_mind_stands(ada: Reviewer) -> None:
    listed(ada, stage="full text")
    page = ada.open(ada.page.link("Another ward"))
    assert page.title == "Another ward" and page.card["data-stage"] == "full text"
    ada.press("1 Off topic")
    assert listed(ada, stage="full text", verdict="exclude") == [4]


def test_a_work_that_awaits_votes_is_in_no_conflict_for_her(places: Places) -> None:
    ben = reviewer(places, BEN)
    assert listed(ben, conflict="yes") == [1]
    assert listed(ben) == [1, 4]


def test_titles_and_notes_are_text(ada: Reviewer) -> None:
    text = ada.browser.get("/history").text
    assert "<b>of</b>" not in text and "&lt;b&gt;of" in text


def test_a_script_is_given_the_list_alone(ada: Reviewer) -> None:
    text = ada.browser.get("/history?verdict=maybe", headers=HTMX).text
    assert text.count("<section") == 1 and "<html" not in text and "1 of 5 decisions" in text


def test_a_long_list_is_paged_and_keeps_what_was_asked_for(
    ada: Reviewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "ON_A_PAGE", 1)
    assert listed(ada, label="team", page="2") == [0]
    assert "Page 2 of 2" in ada.page.words
    assert ada.page.link("Previous") == "/history?label=team&page=1"
    assert listed(ada, label="team", page="99") == [0]
    assert listed(ada, label="team", page="x") == [4]


def test_nothing_found_and_nothing_decided_are_said(ada: Reviewer, tmp_path: Path) -> None:
    listed(ada, words="nowhere")
    assert "Nothing of that." in ada.page.words
    new = reviewer(project(tmp_path / "other"))
    assert re.search("You have decided nothing yet", new.open("/history").words)
