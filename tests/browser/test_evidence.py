"""The evidence in a real browser: from the map to the works by keyboard, copied SQL, one word on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from benchmarks.serving import Served
from tests.browser.room import Room

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def site(room: Room) -> Iterator[Served]:
    with room.serve("--as", "cora") as served:
        yield served


def test_a_cell_is_reached_by_keyboard_and_leads_to_its_works(page: Page, site: Served) -> None:
    page.goto(f"{site.address}/evidence")
    page.get_by_role("link", name="Gap map").focus()
    page.keyboard.press("Enter")
    cell = page.get_by_role("region", name="Gap map, as a table").get_by_role("link").first
    cell.focus()
    said = re.match(r".+ × .+?: (\d+ works?)", cell.text_content() or "")
    assert said
    page.keyboard.press("Enter")
    page.wait_for_url("**/evidence/works?*")
    assert page.get_by_role("heading", level=1).inner_text().startswith(said[1])


def test_heads_of_rows_and_columns_stay_in_sight_and_hide_no_cell_in_focus(page: Page, site: Served) -> None:
    page.set_viewport_size({"width": 900, "height": 600})
    page.goto(f"{site.address}/evidence/gaps")
    table = page.get_by_role("region", name="Gap map, as a table")
    for cell in (table.locator("tbody tr").nth(8).locator("a").nth(9), table.locator("tbody a").first):
        cell.focus()
        shown = cell.evaluate(
            """one => {
                const box = one.getBoundingClientRect();
                const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
                return one.contains(top);
            }"""
        )
        assert shown
    table.evaluate("one => { one.scrollLeft = 400; one.scrollTop = 300; }")
    head, side = (
        table.locator("thead th").nth(9).bounding_box(),
        table.locator("tbody th").nth(9).bounding_box(),
    )
    frame = table.bounding_box()
    assert head and side and frame
    assert abs(head["y"] - frame["y"]) < 4
    assert abs(side["x"] - frame["x"]) < 4


def test_the_statement_is_copied_by_a_button(browser: Browser, site: Served) -> None:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(f"{site.address}/evidence/works?since=2015")
        page.get_by_role("button", name="Copy the statement").click()
        page.get_by_role("status").get_by_text("Copied.").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.locator("#statement").inner_text()
        assert "where year >= 2015" in copied


def test_without_script_the_way_through_the_site_and_the_map_are_there_on_a_phone(
    browser: Browser, site: Served
) -> None:
    with browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site.address}/evidence/gaps")
        ways = page.get_by_role("navigation", name="Site")
        assert ways.get_by_role("link").count() == 0
        assert (ways.bounding_box() or {"height": 99})["height"] < 48
        ways.get_by_text("Menu: Evidence").click()
        ways.get_by_role("link", name="Progress").click()
        page.wait_for_url("**/progress")
        page.goto(f"{site.address}/evidence/gaps")
        page.get_by_label("Columns", exact=True).select_option("outcome")
        page.get_by_role("button", name="Show").click()
        assert page.url.count("columns=outcome") == 1
        assert page.get_by_role("button", name="Copy").count() == 0
        assert page.locator("#statement").is_visible()


def test_the_charts_of_the_trends_are_drawn(page: Page, site: Served) -> None:
    page.goto(f"{site.address}/evidence/trends")
    images = page.locator("picture img")
    assert images.count() == 4
    for place in range(images.count()):
        images.nth(place).scroll_into_view_if_needed()
        page.wait_for_function(
            "one => one.complete && one.naturalWidth > 200", arg=images.nth(place).element_handle()
        )
