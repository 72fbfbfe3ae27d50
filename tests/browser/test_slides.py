"""The page of a map for a slide: from disk, by mouse and by keys, light and dark, on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from synth.drawing import slides
from tests.browser import axe
from tests.small_pictures import CITATIONS, HOSTILE, PICTURES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Opened = tuple["Page", list[str]]


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """Open the citation map from disk, and note what it asks for and what fails."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    noted: list[str] = []
    page.on("request", lambda request: noted.append(request.url))
    page.on("pageerror", lambda error: noted.append(str(error)))
    page.on("console", lambda message: noted.append(message.text))
    file = tmp_path / "slide.html"
    file.write_bytes(slides.write(CITATIONS))
    page.goto(file.as_uri())
    yield page, noted
    page.close()


def _titles(page: Page) -> list[str]:
    return page.locator("#rows th").all_inner_texts()


def _pixels(page: Page) -> str:
    """Give what is drawn."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return str(page.evaluate("document.getElementById('canvas').toDataURL()"))


def test_it_asks_nobody_and_nothing_fails(opened: Opened) -> None:
    page, noted = opened
    assert page.locator("#drawn").is_visible()
    assert noted == [page.url]


def test_the_table_says_what_is_drawn(opened: Opened) -> None:
    page, _ = opened
    assert _titles(page) == [one.label for one in CITATIONS.points]
    assert "retracted" in page.locator("#rows tr", has_text="doi:10.5555/b").inner_text()
    assert page.locator("script").count() == 2  # the title that looks like one is none
    assert HOSTILE in _titles(page)


def test_words_find_works_in_drawing_and_table(opened: Opened) -> None:
    page, _ = opened
    whole = _pixels(page)
    page.get_by_label("Search titles").fill("FITTING é")
    assert len(_titles(page)) == 1
    assert page.locator("#said").inner_text() == "1 of 4 works are shown."
    assert _pixels(page) != whole
    page.get_by_label("Search titles").fill("")
    assert len(_titles(page)) == 4 and _pixels(page) == whole


def test_a_row_of_the_legend_shows_its_works_alone_and_again_all(opened: Opened) -> None:
    page, _ = opened
    row = page.get_by_role("button", name="2 belonging <of> residents & others")
    row.press("Enter")
    assert len(_titles(page)) == 2
    assert row.get_attribute("aria-pressed") == "true"
    assert row.evaluate("(one) => one === document.activeElement")
    row.press("Enter")
    assert len(_titles(page)) == 4
    page.get_by_role("button", name="retracted, whatever the colour").press("Space")
    assert _titles(page) == ["Belonging of doi:10.5555/b"]


@pytest.mark.parametrize("way", ["year", "outcome"])
def test_colours_change_with_the_legend(opened: Opened, way: str) -> None:
    page, _ = opened
    before, legend = _pixels(page), page.locator("#legend").inner_text()
    page.locator("#colour").select_option(way)
    assert _pixels(page) != before and page.locator("#legend").inner_text() != legend
    assert page.locator("#legend").inner_text().count("\n") >= 2


def test_keys_move_the_map_and_bring_it_back(opened: Opened) -> None:
    page, _ = opened
    whole = _pixels(page)
    page.locator("#canvas").focus()
    for key in ("+", "ArrowLeft", "ArrowUp"):
        before = _pixels(page)
        page.keyboard.press(key)
        assert _pixels(page) != before
    page.keyboard.press("0")
    assert _pixels(page) == whole


def test_a_work_below_the_pointer_is_told(opened: Opened) -> None:
    page, _ = opened
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    data = page.evaluate("JSON.parse(document.getElementById('map').textContent)")
    half = min(box["width"], box["height"]) / 2 * 0.95 * data["whole"]
    x = box["x"] + box["width"] / 2 + 0.25 * half
    page.mouse.move(x, box["y"] + box["height"] / 2 + 0.125 * half)
    hint = page.locator("#hint")
    assert hint.inner_text().startswith("RETRACTED. Belonging of doi:10.5555/b.")


def test_without_script_the_groups_are_there(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "slide.html"
    file.write_bytes(slides.write(CITATIONS))
    page = browser.new_page(java_script_enabled=False)
    page.goto(file.as_uri())
    assert page.locator("noscript p").is_visible()
    assert page.get_by_role("row", name="nursing students, placement").is_visible()
    page.close()


@pytest.mark.skipif(bool(axe.MISSING), reason=axe.MISSING)
@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("width", [360, 1280])
def test_it_is_usable_by_everybody(
    browser: Browser, tmp_path: Path, name: str, width: int, scheme: str
) -> None:
    file = tmp_path / "slide.html"
    file.write_bytes(slides.write(PICTURES[name]))
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe.severe(page) == []
    page.close()
