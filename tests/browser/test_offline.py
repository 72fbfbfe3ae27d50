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


def waits_offline(page: Page, context: BrowserContext) -> None:
    """Press a key without a connection."""
    context.set_offline(True)
    reading.press(page, "r")
    assert "One decision waits" in waiting(page)


def test_a_browser_that_is_full_sends_what_is_refused_once(
    written: Written, site: Served, context: BrowserContext
) -> None:
    page = open_card(context, site)
    waits_offline(page, context)
    sendings = []
    page.on("request", lambda request: sendings.append(request.url) if request.method == "POST" else None)
    page.route("**/decide", lambda route: route.fulfill(status=400, body="<p class=error>No.</p>"))
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('full'); }; }")
    context.set_offline(False)
    page.locator("#refused li").wait_for()
    page.wait_for_timeout(500)
    assert len(sendings) == 1
    assert page.locator("#refused li").count() == 1
    assert written("ada") == []


def test_to_undo_comes_after_what_was_pressed_before(
    written: Written, site: Served, context: BrowserContext
) -> None:
    page = open_card(context, site)
    reading.press(page, "e")
    page.close()
    page = open_card(context, site)
    page.evaluate("() => { window.setTimeout = () => 0; }")  # nothing is tried again by itself
    waits_offline(page, context)
    page.keyboard.press("z")
    page.locator("#said").filter(has_text="has to wait").wait_for()
    page.route("**/decide", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        context.set_offline(False)
    page.unroute("**/decide")
    page.keyboard.press("z")
    page.locator("#said").filter(has_text="Taken back").wait_for()
    lines = written("ada")
    assert [line["verdict"] for line in lines] == ["exclude", "include", "withdraw"]
    assert lines[2]["undoes"] == lines[1]["key"]
    assert waiting(page) == ""


def test_what_waits_for_one_project_is_not_sent_to_another_at_the_same_address(
    written: Written, room: Room, site: Served, context: BrowserContext
) -> None:
    page = open_card(context, site)
    waits_offline(page, context)
    secret = room.places.private / "secret"
    ours = secret.read_text(encoding="ascii")
    page.close()
    context.set_offline(False)
    site.kill()
    try:
        secret.write_text("another project's secret, of the same length", encoding="ascii")
        site.start()
        page = open_card(context, site)
        page.wait_for_timeout(500)
        assert waiting(page) == "" and written("ada") == []
        page.close()
    finally:
        site.kill()
        secret.write_text(ours, encoding="ascii")
        site.start()
    page = context.new_page()
    page.goto(f"{site.address}/screen")
    sent(page, 1)
    assert [line["verdict"] for line in written("ada")] == ["include"]
