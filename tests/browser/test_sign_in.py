"""Letting people in: the one-time link, the password, and being shut out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from benchmarks.serving import Served
from tests.browser import axe, reading
from tests.browser.room import PASSWORD, Room, Written

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def site(room: Room) -> Iterator[Served]:
    with room.serve() as served:
        yield served


def test_a_link_lets_somebody_in_once_and_the_password_from_then_on(
    written: Written, room: Room, site: Served, page: Page
) -> None:
    welcome = room.invite("ada", role="lead")
    page.goto(f"{site.address}/history")
    page.get_by_role("heading", name="Sign in").wait_for()

    page.goto(site.address + welcome)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("The same again").fill(PASSWORD + "!")
    page.get_by_role("button", name="sign in").click()
    assert "differ" in page.get_by_role("alert").inner_text()
    reading.enter(page, site.address, welcome)
    assert "ada" in page.get_by_role("banner").inner_text()
    reading.press(_open(page, f"{site.address}/screen"), "r")
    assert [line["by"] for line in written("ada")] == ["ada"]

    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in").wait_for()
    page.goto(site.address + welcome)
    page.get_by_role("heading", name="This link is no longer good").wait_for()

    page.goto(f"{site.address}/history")
    _sign_in(page, "ada", "not the password")
    assert "do not go together" in page.get_by_role("alert").inner_text()
    _sign_in(page, "ada", PASSWORD)
    page.wait_for_url(f"{site.address}/history")


def test_who_is_removed_is_out_at_once_and_her_decisions_stay(
    written: Written, room: Room, site: Served, page: Page
) -> None:
    room.invite("cora", role="lead")
    reading.enter(page, site.address, room.invite("ada"))
    reading.press(_open(page, f"{site.address}/screen"), "r")
    room.run("synth", "reviewer", "remove", "ada")
    page.goto(f"{site.address}/screen")
    page.get_by_role("heading", name="Sign in").wait_for()
    assert len(written("ada")) == 1


@pytest.mark.skipif(bool(axe.MISSING), reason=axe.MISSING)
def test_the_pages_before_the_door_are_for_everybody(room: Room, site: Served, page: Page) -> None:
    welcome = room.invite("eve", role="lead")
    for path in ("/sign-in", welcome):
        page.set_viewport_size({"width": 360, "height": 740})
        page.goto(site.address + path)
        assert axe.severe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _open(page: Page, address: str) -> Page:
    page.goto(address)
    return page


def _sign_in(page: Page, name: str, password: str) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
