"""Screening by keyboard alone: what is pressed is what the log holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from benchmarks.serving import Served
from tests.browser import reading
from tests.browser.room import Line, Room, Written

if TYPE_CHECKING:
    from playwright.sync_api import Page

VERDICTS = {"r": "include", "e": "exclude", "u": "maybe"}


@pytest.fixture(scope="module")
def site(room: Room) -> Iterator[Served]:
    with room.serve("--as", "ada") as served:
        yield served


@pytest.fixture
def card(page: Page, site: Served) -> Page:
    page.goto(f"{site.address}/screen")
    return page


def verdicts(lines: list[Line]) -> list[str]:
    return [line["verdict"] for line in lines]


def test_thirty_works_are_screened_without_a_mouse(
    written: Written, room: Room, site: Served, page: Page
) -> None:
    page.goto(site.address)
    while page.evaluate("document.activeElement.textContent.trim()") != "Screen":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/screen")
    keys = [("r", "e", "u", "e", "2")[place % 5] for place in range(30)]
    titles = []
    for key in keys:
        titles.append(reading.title(page))
        reading.press(page, key)
    lines = written("ada")
    assert verdicts(lines) == [VERDICTS.get(key, "exclude") for key in keys]
    assert [line["reason"] for line in lines] == ["wrong-concept" if key == "2" else "" for key in keys]
    assert len({line["work"] for line in lines}) == len({line["key"] for line in lines}) == 30
    assert {line["shown_by"] for line in lines} == {"most relevant"}
    named = {work["work"]: work["title"] for work in room.works()}
    assert [" ".join(named[line["work"]].split()) for line in lines] == [
        " ".join(one.split()) for one in titles
    ]
    assert f"{len(room.lines('ada'))} read" in reading.said(page)


def test_a_decision_is_announced_and_the_next_title_has_the_focus(card: Page) -> None:
    assert card.locator("#said").get_attribute("aria-live") == "polite"
    reading.press(card, "r")
    assert re.fullmatch(r"Saved: relevant\. \d+ read, \d+ left\.", reading.said(card))
    assert card.evaluate("document.activeElement.textContent.trim()") == reading.title(card)


def test_undo_and_redo_go_back_and_forth_as_far_as_there_is_something(written: Written, card: Page) -> None:
    first = reading.title(card)
    for key in ("r", "e", "u"):
        reading.press(card, key)
    for _ in range(3):
        reading.press(card, "z")
    assert reading.title(card) == first
    for _ in range(3):
        reading.press(card, "Shift+Z")
    lines = written("ada")
    last = {line["work"]: line["verdict"] for line in lines}
    assert verdicts(lines[:6]) == ["include", "exclude", "maybe", *["withdraw"] * 3]
    assert list(last.values()) == ["include", "exclude", "maybe"]
    assert len(lines) == 9
    assert all(line["undoes"] for line in lines[3:])


def test_keys_do_nothing_while_a_note_is_typed(written: Written, card: Page) -> None:
    card.keyboard.press("n")
    card.keyboard.type("rrr, 1 or 2? use e")
    assert card.get_by_label("Note").input_value() == "rrr, 1 or 2? use e"
    assert written("ada") == []
    card.keyboard.press("Escape")
    reading.press(card, "r")
    (line,) = written("ada")
    assert (line["verdict"], line["note"]) == ("include", "rrr, 1 or 2? use e")


def test_a_key_that_is_held_down_decides_once(written: Written, card: Page) -> None:
    before = reading.ticket(card)
    for _ in range(5):
        card.keyboard.down("e")
    card.keyboard.up("e")
    card.wait_for_timeout(300)
    assert reading.ticket(card) != before
    assert verdicts(written("ada")) == ["exclude"]


def test_previous_and_next_turn_the_pages_without_a_vote(written: Written, card: Page) -> None:
    first = reading.title(card)
    reading.press(card, "j")
    assert reading.title(card) != first
    reading.press(card, "k")
    assert reading.title(card) == first
    assert written("ada") == []


@pytest.mark.parametrize(
    ("profile", "keys"), [("neutral", "re"), ("ASReview", "ri"), ("Rayyan", "ie")], ids=lambda one: str(one)
)
def test_each_profile_has_its_keys(
    written: Written, page: Page, site: Served, profile: str, keys: str
) -> None:
    page.goto(f"{site.address}/settings")
    page.get_by_label(profile, exact=False).first.check()
    page.get_by_role("button", name="Save").first.click()
    page.goto(f"{site.address}/screen")
    assert profile in page.get_by_role("contentinfo").inner_text()
    for key in keys:
        reading.press(page, key)
    assert verdicts(written("ada")) == ["include", "exclude"]


def test_a_bare_i_decides_nothing_in_the_neutral_profile(written: Written, card: Page) -> None:
    card.keyboard.press("i")
    card.wait_for_function("document.querySelector('#said').textContent.includes('ASReview')")
    assert "Rayyan" in reading.said(card)
    assert written("ada") == []


def test_the_question_mark_lists_the_keys_and_escape_closes_the_list(card: Page) -> None:
    card.keyboard.press("?")
    card.get_by_role("dialog").wait_for()
    card.keyboard.press("Escape")
    card.get_by_role("dialog").wait_for(state="hidden")
