"""Lost connections, two windows and a killed server: no decision is lost, and none is made twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from benchmarks.serving import Served
from tests.browser import reading
from tests.browser.room import Room, Written

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page


@pytest.fixture(scope="module")
def site(room: Room) -> Iterator[Served]:
    with room.serve("--as", "ada") as served:
        yield served


def open_card(context: BrowserContext, site: Served) -> Page:
    page = context.new_page()
    with page.expect_response("**/screen/reserve*"):  # the cards for times offline
        page.goto(f"{site.address}/screen")
    page.wait_for_load_state("networkidle")
    return page


def waiting(page: Page) -> str:
    return page.locator("#waiting").inner_text() if page.locator("#waiting").is_visible() else ""


def sent(page: Page, count: int) -> None:
    """Wait until the page says that so many kept decisions were sent."""
    words = "one kept decision is saved" if count == 1 else f"{count} kept decisions are saved"
    page.locator("#said").filter(has_text=words).wait_for(timeout=30_000)
    assert waiting(page) == ""


def test_what_is_pressed_offline_waits_and_is_sent_once_when_the_connection_is_back(
    written: Written, room: Room, site: Served, context: BrowserContext
) -> None:
    page = open_card(context, site)
    reading.press(page, "r")
    page.wait_for_load_state("networkidle")
    context.set_offline(True)
    titles = []
    for key in "eru":
        titles.append(reading.title(page))
        reading.press(page, key)
    assert "3 decisions wait" in waiting(page)
    assert len(written("ada")) == 1
    context.set_offline(False)
    sent(page, 3)
    lines = written("ada")
    named = {work["work"]: work["title"] for work in room.works()}
    assert [line["verdict"] for line in lines] == ["include", "exclude", "include", "maybe"]
    assert [named[line["work"]] for line in lines[1:]] == titles
    assert len({line["key"] for line in lines}) == 4
    reading.press(page, "r")
    assert len(written("ada")) == 5


def test_what_waits_outlives_the_window(written: Written, site: Served, context: BrowserContext) -> None:
    page = open_card(context, site)
    context.set_offline(True)
    reading.press(page, "e")
    assert "One decision waits" in waiting(page)
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(f"{site.address}/screen")
    sent(page, 1)
    assert [line["verdict"] for line in written("ada")] == ["exclude"]


def test_a_server_that_comes_back_gets_what_was_pressed_meanwhile(
    written: Written, site: Served, context: BrowserContext
) -> None:
    page = open_card(context, site)
    reading.press(page, "r")
    page.wait_for_load_state("networkidle")
    site.kill()
    reading.press(page, "e")
    reading.press(page, "e")
    assert "2 decisions wait" in waiting(page)
    site.start()
    sent(page, 2)
    assert [line["verdict"] for line in written("ada")] == ["include", "exclude", "exclude"]


def test_two_windows_make_one_decision_of_the_same_press(
    written: Written, site: Served, context: BrowserContext
) -> None:
    one, other = open_card(context, site), open_card(context, site)
    assert reading.title(one) == reading.title(other)
    reading.press(one, "r")
    reading.press(other, "r")
    assert [line["verdict"] for line in written("ada")] == ["include"]


def test_another_window_that_says_otherwise_is_told_what_stands(
    written: Written, site: Served, context: BrowserContext
) -> None:
    one, other = open_card(context, site), open_card(context, site)
    reading.press(one, "r")
    other.keyboard.press("e")
    other.get_by_role("alert").filter(has_text="Not saved").wait_for()
    assert "relevant" in other.get_by_role("alert").inner_text()
    assert [line["verdict"] for line in written("ada")] == ["include"]
    reading.press(other, "e")  # now she means it
    assert [line["verdict"] for line in written("ada")] == ["include", "exclude"]
