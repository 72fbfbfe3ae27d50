"""The site where no script runs: everything is a form or a link."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from benchmarks.serving import Served
from tests.browser import reading
from tests.browser.conftest import PATIENCE
from tests.browser.room import Room, Written

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def site(room: Room) -> Iterator[Served]:
    with room.serve("--as", "ada") as served:
        yield served


@pytest.fixture
def page(browser: Browser, site: Served) -> Iterator[Page]:
    with browser.new_context(java_script_enabled=False) as context:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(site.address)
        yield page


def test_a_reviewer_screens_without_script(written: Written, page: Page) -> None:
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Screen").click()
    first = reading.title(page)
    page.get_by_label("Note").fill("Read on the train.")
    reading.decide(page, "Relevant")
    assert reading.said(page).startswith("Saved: relevant. 1 read, ")
    reading.decide(page, "Maybe")
    page.get_by_role("button", name="Not about belonging").click()
    assert reading.said(page).startswith("Saved: not relevant. 3 read, ")

    for _ in range(3):
        page.get_by_role("button", name="Undo").click()
    assert reading.title(page) == first
    page.get_by_role("button", name="Redo").click()
    page.get_by_role("link", name="Next").click()
    assert reading.title(page) != first

    lines = written("ada")
    assert [line["verdict"] for line in lines] == [
        *("include", "maybe", "exclude"),
        *(["withdraw"] * 3),
        "include",
    ]
    assert [line["reason"] for line in lines[:3]] == ["", "", "wrong-concept"]
    assert lines[0]["note"] == lines[-1]["note"] == "Read on the train."


def test_history_and_settings_work_without_script(written: Written, page: Page) -> None:
    page.get_by_role("link", name="Screen").click()
    title = reading.title(page)
    reading.decide(page, "Not relevant")
    page.get_by_role("link", name="History").click()
    page.get_by_role("link", name=title).click()
    reading.decide(page, "Relevant")  # a change of mind
    assert [line["verdict"] for line in written("ada")] == ["exclude", "include"]
    assert len({line["work"] for line in written("ada")}) == 1

    page.get_by_role("link", name="Settings").click()
    page.get_by_label("Rayyan").first.check()
    page.get_by_role("button", name="Save").first.click()
    assert "Rayyan" in page.get_by_role("contentinfo").inner_text()
