"""Every page: for those who see or move little or have a narrow screen, light and dark, and by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from starlette.routing import Route

from benchmarks.serving import Served
from synth.web import app
from tests.browser import axe, reading
from tests.browser.room import Line, Room

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

# Pages that are not for people: pictures, and parts that a script asks for.
PARTS = {
    "curve",
    "reserve",
    "teaching_curve",
    "map_points",
    "map_titles",
    "map_found",
    "map_links",
    "map_file",
    *(f"works_{kind}" for kind in ("csv", "json")),
    *(f"gaps_{kind}" for kind in ("csv", "svg", "png")),
    *(f"trends_{kind}" for kind in ("csv", "svg")),
}
# What stands for a work's identifier or a one-time link in an address, filled in by a room.
ROUTES = {
    route.name: route.path
    for route in app.routes()
    if isinstance(route, Route) and "GET" in (route.methods or ()) and route.name not in PARTS
}
# The same page with other things on it.
ROUTES["full_text"] = "/screen?stage=full+text"
ROUTES["one_conflict"] = "/conflicts?work={conflict}&stage=abstract"
ROUTES["all_to_code"] = "/coding?scope=all"
ROUTES["gaps_by_country"] = "/evidence/gaps?rows=topic&columns=country&empty=hide&since=2010"
ROUTES["works_of_a_cell"] = "/evidence/works?code=pop.nursing_student&axis=practice&since=2000&sort=title"
ROUTES["no_such_page"] = "/no/such/page"

# Fields, buttons and links that the keyboard reaches and something else covers wholly (WCAG 2.4.11), or that
# cannot be brought onto the screen from side to side.
OUT_OF_REACH = """() => {
  const found = [];
  for (const one of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
    const shown = one.type !== "hidden" && one.checkVisibility({visibilityProperty: true});
    if (!shown || one.tabIndex < 0) continue;
    one.focus();
    one.scrollIntoView({block: "nearest", inline: "nearest"});  // a table is as wide as it is
    const box = one.getBoundingClientRect();
    const hit = ([across, down]) => {
      const top = document.elementFromPoint(box.left + across * box.width, box.top + down * box.height);
      return top && (one.contains(top) || (top.contains(one) && top.matches("label, a, p, li")));
    };
    const seen = [[0.5, 0.5], [0.1, 0.1], [0.9, 0.1], [0.1, 0.9], [0.9, 0.9]].some(hit);
    if (!seen || box.left < -1 || box.right > innerWidth + 1) found.push(one.outerHTML.slice(0, 120));
  }
  return found;
}"""
needs_axe = pytest.mark.skipif(bool(axe.MISSING), reason=axe.MISSING)


@pytest.fixture(scope="module")
def addresses(room: Room) -> dict[str, str]:
    """Give each page's path, in a review where people disagreed, agreed and put off."""
    works = [work["work"] for work in room.works()]
    room.set("votes = 2")
    room.set('reviewers = ["ada", "ben", "cora"]')
    votes = [("include", "exclude")] * 3 + [("include", "include")] * 3 + [("maybe", "include")] * 2
    for name, place in (("ada", 0), ("ben", 1)):
        lines: list[Line] = [
            {"work": work, "verdict": pair[place], "note": f"as {name} sees it", "labels": ["ward"]}
            for work, pair in zip(works, votes, strict=False)
        ]
        room.write(name, lines)
    room.write("cora", [{"work": work, "verdict": "include"} for work in works[3:12]])
    for name, verdict in (("ada", "present"), ("ben", "absent")):
        coded: list[Line] = [
            {"work": works[0], "code": "met.interview", "verdict": verdict, "quote": f"as {name} reads it"},
            {"work": works[0], "code": "quality", "verdict": "answer", "value": verdict},
            {"work": works[0], "verdict": "finished"},
        ]
        room.code(name, coded)
    given = {"work": works[0], "work:path": works[0], "conflict": works[0], "token": "not-a-link"}
    paths = {}
    for name, path in ROUTES.items():
        for field, value in given.items():
            path = path.replace("{" + field + "}", value)
        assert "{" not in path, f"{name}: this test does not know what to put into {path}"
        paths[name] = path
    return paths


@pytest.fixture(scope="module")
def site(room: Room, addresses: dict[str, str]) -> Iterator[Served]:
    with room.serve("--as", "cora") as served:
        yield served


@pytest.fixture(scope="module", params=["light", "dark"])
def coloured(browser: Browser, site: Served, request: pytest.FixtureRequest) -> Iterator[Page]:
    with browser.new_context(color_scheme=request.param) as context:
        yield context.new_page()


@pytest.fixture(scope="module", params=[(360, 740, 1), (640, 400, 2)], ids=["360px", "200percent"])
def narrow(browser: Browser, site: Served, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Give a telephone, and a window of 1280 by 800 with everything twice as large."""
    width, height, scale = request.param
    with browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=scale
    ) as context:
        yield context.new_page()


@needs_axe
@pytest.mark.parametrize("name", ROUTES)
def test_axe_finds_nothing_serious(
    coloured: Page, site: Served, addresses: dict[str, str], name: str
) -> None:
    coloured.goto(site.address + addresses[name])
    assert axe.severe(coloured) == []


@pytest.mark.parametrize("name", ROUTES)
def test_nothing_is_beside_the_screen_and_all_is_in_reach(
    narrow: Page, site: Served, addresses: dict[str, str], name: str
) -> None:
    narrow.goto(site.address + addresses[name])
    wide, window = narrow.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= window
    assert narrow.evaluate(OUT_OF_REACH) == []


@pytest.mark.parametrize("name", ROUTES)
def test_a_page_breaks_no_rule_of_its_own_and_asks_nobody_else(
    browser: Browser, site: Served, addresses: dict[str, str], name: str
) -> None:
    complaints: list[str] = []

    def complain(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "status of 404" not in message.text:
            complaints.append(message.text)

    with browser.new_context() as context:
        asked: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("console", complain)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(site.address + addresses[name])
        page.wait_for_load_state("networkidle")
        assert complaints == []
        assert [url for url in asked if not url.startswith(site.address + "/")] == []
        assert page.get_by_role("heading", level=1).count() == 1
        for landmark in ("banner", "main", "contentinfo"):
            assert page.get_by_role(landmark).count() == 1
        assert "Synthetic demonstration data" in page.locator("body").inner_text()


def test_nothing_moves_for_those_who_asked_for_it(browser: Browser, site: Served) -> None:
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(f"{site.address}/screen")
        reading.press(page, "j")
        page.keyboard.press("?")
        moving = """() => [...document.querySelectorAll("*")].filter(one => {
            const style = getComputedStyle(one);
            const lasts = text => text.split(",").some(part => parseFloat(part) > 0.01);
            return lasts(style.transitionDuration) || lasts(style.animationDuration);
        }).map(one => one.outerHTML.slice(0, 120))"""
        assert page.evaluate(moving) == []
        assert page.evaluate("document.getAnimations().length") == 0


@needs_axe
def test_the_open_card_is_as_good_as_the_closed_one(coloured: Page, site: Served) -> None:
    """With authors, journal and the reasons for its place shown, and then with the list of keys open."""
    coloured.goto(f"{site.address}/screen")
    for name in ("Show authors", "Show journal"):
        coloured.get_by_role("button", name=name).click()
        coloured.get_by_role("button", name=name.replace("Show", "Hide")).wait_for()
    coloured.keyboard.press("w")
    coloured.get_by_role("region", name="Why this one").get_by_role("table").wait_for()
    assert axe.severe(coloured) == []
    coloured.keyboard.press("?")
    coloured.get_by_role("dialog").wait_for()
    assert axe.severe(coloured) == []
