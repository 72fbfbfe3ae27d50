"""A reviewer's hands: what she reads on the card, and how she answers it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.browser.room import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Page


def title(page: Page) -> str:
    """Give the title on the card."""
    text: str = page.get_by_role("heading", level=1).inner_text()
    return text


def ticket(page: Page) -> str:
    """Give what makes one decision of all answers to the card at hand."""
    value: str = page.locator("input[name=ticket]").first.input_value()
    return value


def press(page: Page, key: str) -> None:
    """Press a key that brings another card, and wait until it is there."""
    before = ticket(page)
    page.keyboard.press(key)
    _moved(page, before)


def decide(page: Page, verdict: str) -> None:
    """Click one of the three buttons, and wait for what comes then: another card, or that all is read."""
    before = ticket(page)
    page.get_by_role("group", name="Your verdict").get_by_role("button", name=verdict, exact=True).click()
    _moved(page, before)


def _moved(page: Page, before: str) -> None:
    page.locator(f'input[name=ticket][value="{before}"]').wait_for(state="detached")


def left(page: Page) -> int:
    """Give how many works the page says are left."""
    found = re.search(r"([\d,]+) left", page.locator("#progress").inner_text())
    assert found
    return int(found[1].replace(",", ""))


def said(page: Page) -> str:
    """Give what the live region says."""
    text: str = page.locator("#said").inner_text()
    return text


def enter(page: Page, address: str, welcome: str) -> None:
    """Come by a one-time link, choose a password and be in."""
    page.goto(address + welcome)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("The same again").fill(PASSWORD)
    page.get_by_role("button", name="sign in").click()
    page.wait_for_url(f"{address}/")
