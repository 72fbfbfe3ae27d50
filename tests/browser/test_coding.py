"""Coding in a real browser: by keyboard alone, with words selected in the text, and without script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.serving import Served
from tests.browser.conftest import PATIENCE
from tests.browser.room import Room

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

SELECT = """words => {
  const text = document.querySelector("#text .abstract");
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const place = node.data.indexOf(words);
    if (place < 0) continue;
    const range = document.createRange();
    range.setStart(node, place);
    range.setEnd(node, place + words.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return true;
  }
  return false;
}"""


@pytest.fixture(scope="module")
def site(room: Room) -> Iterator[Served]:
    with room.serve("--as", "ada") as served:
        yield served


@pytest.fixture
def work(room: Room, site: Served) -> Iterator[str]:
    """Give the address of a work's form, of which nobody has said anything, and where students are found."""
    found = next(
        row["work"]
        for row in room.works()
        if "nursing students" in (row["title"] or "") and " the " in (row["abstract"] or "")
    )
    file = room.places.decisions / "codes" / "ada.jsonl"
    yield f"{site.address}/coding/{found}"
    file.unlink(missing_ok=True)


def lines(room: Room) -> list[dict[str, Any]]:
    file: Path = room.places.decisions / "codes" / "ada.jsonl"
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def tab_to(page: Page, words: str) -> None:
    """Press Tab until something is in focus whose name, or text, is this."""
    named = "[document.activeElement.name, document.activeElement.textContent.trim()]"
    for _ in range(400):
        page.keyboard.press("Tab")
        if words in page.evaluate(named):
            return
    raise AssertionError(f"the keyboard does not reach {words}")


def test_a_work_is_coded_by_keyboard_alone(room: Room, page: Page, work: str) -> None:
    page.goto(work)
    tab_to(page, "code:pop.nursing_student")
    page.keyboard.press("ArrowLeft")  # from what stands to absent
    page.keyboard.press("ArrowLeft")
    assert page.locator("#unsaved").inner_text() == "1 change is not saved yet."
    tab_to(page, "field:participants")
    page.keyboard.type("412")
    page.keyboard.press("Enter")
    page.get_by_text("Saved: 2 changes.").wait_for()
    assert [(line["code"], line["verdict"], line["value"]) for line in lines(room)] == [
        ("pop.nursing_student", "present", None),
        ("participants", "answer", 412),
    ]
    assert page.locator("#unsaved").is_hidden()
    tab_to(page, "Save, I am through with it")
    before = page.url
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)
    assert lines(room)[-1]["verdict"] == "finished"


def test_selected_words_go_into_the_quote(room: Room, page: Page, work: str) -> None:
    page.goto(work)
    box = page.locator('[id="quote-pop.nursing_student"]')
    code = page.get_by_role("group", name="Nursing students").first
    code.get_by_text("Meaning and quote").click()
    take = code.get_by_role("button", name="Take the selected words")
    take.click()
    assert "Select words in the text first" in page.locator("#said").inner_text()
    assert page.evaluate(SELECT, " the ")
    take.click()
    assert box.input_value() == "the"
    code.get_by_role("radio", name="Present").check()
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.get_by_text("Saved: 1 change.").wait_for()
    assert [(line["code"], line["quote"]) for line in lines(room)] == [("pop.nursing_student", "the")]


def test_who_leaves_with_changes_is_asked_first(page: Page, work: str) -> None:
    page.goto(work)
    page.get_by_role("group", name="Nursing students").first.get_by_role("radio", name="Absent").check()
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.get_by_role("link", name="All works to be coded").click()
    page.wait_for_url("**/coding?*")
    assert asked == ["beforeunload"]


def test_a_word_on_the_page_of_a_work_changes_the_section_in_place(room: Room, page: Page, work: str) -> None:
    page.goto(work.replace("/coding/", "/works/"))
    page.get_by_role("button", name=re.compile("^Reject ?: Nursing students")).click()
    page.get_by_role("button", name=re.compile("^Take back ?: Nursing students")).wait_for()
    assert page.locator("#said").inner_text() == "Saved: 1 change."
    assert [(line["code"], line["verdict"]) for line in lines(room)] == [("pop.nursing_student", "absent")]


def test_all_of_it_works_without_script(browser: Browser, room: Room, work: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(work)
        assert page.get_by_role("button", name="Take the selected words").count() == 0
        page.get_by_role("group", name="Nursing students").first.get_by_role("radio", name="Present").check()
        page.get_by_role("textbox", name="In which countries?", exact=True).fill("Ghana")
        page.get_by_role("button", name="Save", exact=True).last.click()
        assert "Saved: 2 changes." in page.locator("#said").inner_text()
        page.get_by_role("button", name=re.compile("^Take back ?: Nursing students")).click()
        assert "Saved: 1 change." in page.locator("#said").inner_text()
        page.get_by_role("link", name="The record").click()
        page.get_by_role("button", name=re.compile("^Confirm ?: Nursing students")).click()
        assert page.url.endswith("#codes")
    assert [line["verdict"] for line in lines(room)] == ["present", "answer", "withdraw", "present"]
