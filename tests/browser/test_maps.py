"""The maps in a browser: what is drawn, said, chosen and opened, with a pointer and by the keyboard alone."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from benchmarks import map_literature, serving
from benchmarks.map_literature import Literature
from benchmarks.serving import Served
from tests.browser import axe
from tests.pipeline.project import Project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WORKS = 1500
MAPS = ("topics", "citations")
WIDE = (1280, 900)
# Colours of the drawing as they are on the screen now, and how many pixels have each. A frame is drawn first:
# what WebGL drew is gone once it is shown.
_PIXELS = """() => new Promise((done) => requestAnimationFrame(() => {
  const drawn = document.querySelector(".sigma-nodes");
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [drawn.width, drawn.height];
  const context = copy.getContext("2d");
  window.dispatchEvent(new Event("resize"));
  requestAnimationFrame(() => {
    context.drawImage(drawn, 0, 0);
    const { data } = context.getImageData(0, 0, copy.width, copy.height);
    const counts = {};
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 3] < 200) continue;
      const colour = [data[at], data[at + 1], data[at + 2]].map((one) => one >> 4).join(" ");
      counts[colour] = (counts[colour] ?? 0) + 1;
    }
    done(counts);
  });
}))"""

# Names, the main path and what is pointed at, which move with the works.
_OVER = "() => document.querySelector('.sigma-over').toDataURL()"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = Project(tmp_path_factory.mktemp("maps") / "project")
    map_literature.write(made.places, Literature(WORKS))
    return made


@pytest.fixture(scope="module")
def site(project: Project) -> Iterator[Served]:
    with serving.synth(project.folder, "--as", "ada") as served:
        yield served


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": WIDE[0], "height": WIDE[1]}) as context:
        context.set_default_timeout(20_000)
        yield context.new_page()


def painted(page: Page) -> dict[str, int]:
    """Count the colours of the marks; a frame that a busy machine leaves out is read as empty: look again."""
    for _ in range(40):
        counts: dict[str, int] = page.evaluate(_PIXELS)
        if counts:
            return counts
    raise AssertionError("nothing is drawn")


def opened(page: Page, site: Served, name: str, query: str = "") -> Page:
    page.goto(f"{site.address}/evidence/{name}{query}")
    page.locator("#map-frame[data-ready]").wait_for()
    return page


def count(page: Page) -> int:
    """Give how many works the page says are drawn in colour."""
    page.locator("#map-said", has_text="drawn in colour").wait_for()
    found = re.match(r"([\d,]+) of", page.locator("#map-said").inner_text())
    assert found
    return int(found[1].replace(",", ""))


def chosen(page: Page) -> tuple[int, dict[str, list[str]]]:
    """Give how many works the list says it has, and the query of the page that has all of them."""
    page.locator("#map-list").wait_for()
    found = re.match(r"([\d,]+) works", page.locator("#map-heading").inner_text())
    address = page.locator("#map-all").get_attribute("href")
    assert found and address and urlsplit(address).path == "/evidence/works"
    return int(found[1].replace(",", "")), parse_qs(urlsplit(address).query)


def follow(page: Page, selector: str) -> int:
    """Follow a link to a list of works, and give how many it says there are."""
    page.locator(selector).click()
    page.wait_for_url("**/evidence/works?**")
    found = re.match(r"([\d,]+) works?", page.get_by_role("heading", level=1).inner_text())
    assert found
    assert "select work" in page.locator("main").inner_text()
    return int(found[1].replace(",", ""))


def middle(page: Page) -> tuple[float, float]:
    page.locator("#map-stage").scroll_into_view_if_needed()
    box = page.locator("#map-stage").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def inside(project: Project, name: str, lasso: str) -> int:
    """Count the works inside a polygon as the warehouse does."""
    corners = "[" + ", ".join(f"[{corner}]" for corner in lasso.split(";")) + "]"
    places = f"{name.removesuffix('s')}_places"
    rows = project.sql(f"select count(*) from {places} where inside(x, y, {corners})")
    return int(rows[0][0])


@pytest.mark.parametrize("name", MAPS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_map_opens_without_a_complaint_and_asks_no_other_host(
    browser: Browser, site: Served, name: str, scheme: str
) -> None:
    complaints: list[str] = []
    asked: list[str] = []
    with browser.new_context(color_scheme="light" if scheme == "light" else "dark") as context:
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        opened(page, site, name)
        assert count(page) == WORKS
        assert len(painted(page)) > 8
        assert complaints == []
        assert [url for url in asked if not url.startswith(f"{site.address}/")] == []


def test_what_is_drawn_has_the_colours_that_the_legend_names(window: Page, site: Served) -> None:
    page = opened(window, site, "topics")
    pixels = painted(page)
    page.select_option("#map-colour", "outcome")
    words = page.locator("#map-legend .words").all_inner_texts()
    assert words == ["included", "excluded", "maybe", "conflict", "open: not all votes are in"]
    numbers = page.locator("#map-legend .number").all_inner_texts()
    assert numbers == ["0", "0", "0", "0", f"{WORKS:,}"]  # nobody has decided anything here
    plain = painted(page)
    assert len(plain) < len(pixels) / 2  # one grey, and the red of what was retracted
    page.select_option("#map-colour", "year")
    assert (
        sum(int(one.replace(",", "")) for one in page.locator("#map-legend .number").all_inner_texts())
        == WORKS
    )
    page.select_option("#map-colour", "group")


@pytest.mark.parametrize("way", ["group", "year", "outcome", "status", "profession"])
def test_the_legend_counts_every_work_once(window: Page, site: Served, way: str) -> None:
    page = opened(window, site, "topics")
    page.select_option("#map-colour", way)
    numbers = page.locator("#map-legend .number").all_inner_texts()
    assert sum(int(one.replace(",", "")) for one in numbers) == WORKS
    marks = page.locator("#map-legend li").evaluate_all(
        "rows => rows.map(row => row.querySelector('svg').innerHTML)"
    )
    assert len(set(marks)) == len(marks)  # colour and shape together tell them apart


def test_a_filter_leaves_in_colour_what_it_lets_through(window: Page, site: Served, project: Project) -> None:
    page = opened(window, site, "topics")
    before = painted(page)
    page.locator(".map-more > summary").click()
    page.fill("#map-since", "2020")
    page.select_option("#map-profession", "nursing")
    wanted = project.sql(
        "select count(*) from works join work_professions using (work) "
        "where year >= 2020 and profession = 'nursing'"
    )[0][0]
    page.locator("#map-said", has_text=re.compile(f"^{wanted} of ")).wait_for()
    assert chosen(page) == (wanted, {"since": ["2020"], "profession": ["nursing"]})
    after = painted(page)
    strong = [
        sum(number for colour, number in pixels.items() if spread(colour) > 3) for pixels in (before, after)
    ]
    assert strong[1] < strong[0] / 4
    page.get_by_role("button", name="Show all").click()
    page.locator("#map-said", has_text=re.compile(f"^{WORKS:,} of ")).wait_for()


def spread(colour: str) -> int:
    """Give how far a colour is from grey, in steps of 16."""
    parts = [int(part) for part in colour.split()]
    return max(parts) - min(parts)


def test_a_search_gives_a_list_that_the_keyboard_walks(window: Page, site: Served, project: Project) -> None:
    page = opened(window, site, "topics")
    page.locator("#map-words").focus()
    page.keyboard.type("mentoring nurs")
    wanted = project.sql(
        "select count(*) from texts where contains(words, ' mentoring') and contains(words, ' nurs')"
    )
    page.locator("#map-said", has_text=re.compile(f"^{wanted[0][0]} of ")).wait_for()
    assert chosen(page) == (wanted[0][0], {"words": ["mentoring nurs"]})
    links = page.locator("#map-items a")
    titles = links.all_inner_texts()
    assert len(titles) == min(100, wanted[0][0]) and all("Mentoring" in title for title in titles)
    links.first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == titles[2]
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.textContent") == titles[-1]
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.address}/works/**")
    assert titles[-1] in page.locator("main").inner_text()


def test_the_keyboard_alone_chooses_a_topic_and_comes_to_its_works(window: Page, site: Served) -> None:
    page = opened(window, site, "topics")
    entry = page.locator("#map-legend button").nth(1)
    label, number = entry.locator(".words").inner_text(), entry.locator(".number").inner_text()
    entry.focus()
    page.keyboard.press("Enter")
    page.locator("#map-legend button[aria-pressed=true]").wait_for()
    assert page.evaluate("document.activeElement.querySelector('.words').textContent") == label
    assert page.locator("#map-group option:checked").text_content() == label
    count_, query = chosen(page)
    assert count_ >= int(number) and list(query) == ["topic"]
    page.locator("#map-all").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/evidence/works?topic=*")
    assert page.get_by_role("heading", level=1).inner_text().startswith(f"{count_:,} work")


def test_the_keyboard_alone_moves_zooms_and_chooses_what_is_in_the_window(
    window: Page, site: Served, project: Project
) -> None:
    page = opened(window, site, "topics")
    page.emulate_media(reduced_motion="reduce")  # each step is there at once
    page.locator("#map-stage").focus()
    for key in ("+", "+", "+", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
    page.wait_for_timeout(400)
    page.locator("#map-window").focus()
    page.keyboard.press("Enter")
    works, query = chosen(page)
    assert query["map"] == ["topics"] and len(query["lasso"][0].split(";")) == 4
    assert 0 < works < WORKS
    assert works == inside(project, "topics", query["lasso"][0])
    assert follow(page, "#map-all") == works
    opened(page, site, "topics")
    page.locator("#map-window").click()
    assert page.evaluate("document.activeElement.id") == "map-heading"
    page.keyboard.press("Escape")
    page.locator("#map-list").wait_for(state="hidden")
    page.emulate_media(reduced_motion="no-preference")


@pytest.mark.parametrize("name", MAPS)
def test_a_line_around_works_leads_to_the_works_inside_it(
    window: Page, site: Served, project: Project, name: str
) -> None:
    page = opened(window, site, name)
    page.get_by_role("button", name="Draw around works").click()
    x, y = middle(page)
    page.mouse.move(x + 120, y)
    page.mouse.down()
    for step in range(1, 73):
        turn = 2 * math.pi * step / 72
        page.mouse.move(x + 120 * math.cos(turn), y + 90 * math.sin(turn))
    page.mouse.up()
    works, query = chosen(page)
    lasso = query["lasso"][0]
    assert query["map"] == [name] and 3 <= len(lasso.split(";")) <= 60
    assert works > 20
    assert works == inside(project, name, lasso)
    assert follow(page, "#map-all") == works


def test_the_map_stays_where_it_is_while_a_line_is_drawn(window: Page, site: Served) -> None:
    page = opened(window, site, "topics")
    before = painted(page)
    page.get_by_role("button", name="Draw around works").click()
    x, y = middle(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=6)
    page.mouse.up()  # a line of two corners holds nothing, so nothing is chosen
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 1, y)
    page.mouse.up()
    page.keyboard.press("Escape")
    page.locator("#map-clear").wait_for(state="hidden")
    page.wait_for_timeout(400)
    assert painted(page) == before


def test_a_click_on_a_work_opens_what_is_known_of_it(window: Page, site: Served, project: Project) -> None:
    page = opened(window, site, "citations")
    x, y = middle(page)
    page.mouse.click(x, y)
    page.locator("#map-opened h3 a").wait_for()
    address = page.locator("#map-opened h3 a").get_attribute("href")
    assert address and address.startswith("/works/doi%3A10.5555/")
    work = address.removeprefix("/works/").replace("%3A", ":")
    (title, year), *_ = project.sql(f"select title, year from works where work = '{work}'")
    text = page.locator("#map-opened").inner_text()
    assert title in text and str(year) in text and "works here" in text
    page.locator("#map-opened ol a[href*='link=']").first.wait_for()
    query = parse_qs(
        urlsplit(page.locator("#map-opened ol a[href*='link=']").first.get_attribute("href") or "").query
    )
    assert work in (query["one"][0], query["other"][0])


def test_a_click_on_a_link_opens_the_works_that_make_it(window: Page, site: Served, project: Project) -> None:
    page = opened(window, site, "citations")
    page.select_option("#map-kind", "coupling")
    page.wait_for_timeout(500)
    x, y = middle(page)
    tried = ((x + right, y + down) for right in range(-380, 380, 9) for down in (-260, -240, -220, 230, 250))
    for across, down in tried:  # where works are sparse a link is soon met
        page.mouse.click(across, down)
        page.wait_for_timeout(320)  # two clicks together would zoom
        if page.locator("#map-opened a.button").count():
            break
    address = page.locator("#map-opened a.button").get_attribute("href") or ""
    query = parse_qs(urlsplit(address).query)
    assert query["link"] == ["coupling"]
    one, other = query["one"][0], query["other"][0]
    rows = project.sql(
        f"select shared from links where kind = 'coupling' and one = '{one}' and other = '{other}'"
    )
    assert len(rows) == 1
    assert f" {rows[0][0]} publication" in page.locator("#map-opened a.button").inner_text()
    made = project.sql(
        f"select count(*) from link_works('coupling', '{one}', '{other}') where work is not null"
    )
    assert follow(page, "#map-opened a.button") == made[0][0]


def test_pointing_at_a_work_shows_its_title_and_year(window: Page, site: Served) -> None:
    page = opened(window, site, "topics")
    x, y = middle(page)
    page.mouse.move(x - 300, y - 250)
    page.wait_for_timeout(200)
    before = page.evaluate(_OVER)
    page.mouse.move(x, y)
    page.wait_for_timeout(300)
    assert page.evaluate(_OVER) != before


def test_a_map_can_be_sent_as_an_address(window: Page, site: Served) -> None:
    page = opened(window, site, "topics", "?words=bullying&since=2015")
    works, query = chosen(page)
    assert query == {"words": ["bullying"], "since": ["2015"]} and 0 < works < WORKS
    assert page.locator("#map-since").input_value() == "2015"
    assert works == count(page)


@pytest.mark.parametrize("name", MAPS)
def test_nothing_moves_by_itself_for_those_who_asked_for_it(
    browser: Browser, site: Served, name: str
) -> None:
    """A step is there at once: half a step later the camera has not gone on."""
    with browser.new_context(reduced_motion="reduce") as context:
        page = opened(context.new_page(), site, name)
        page.get_by_role("button", name="Nearer").click()
        page.wait_for_timeout(60)
        first = page.evaluate(_OVER)
        page.wait_for_timeout(500)
        assert page.evaluate(_OVER) == first


@pytest.mark.parametrize("name", MAPS)
@pytest.mark.parametrize("size", [(360, 740, 1), (640, 400, 2)], ids=["360px", "200percent"])
def test_a_map_fits_a_narrow_screen(
    browser: Browser, site: Served, name: str, size: tuple[int, int, int]
) -> None:
    width, height, scale = size
    viewport = {"width": width, "height": height}
    with browser.new_context(viewport=viewport, device_scale_factor=scale) as context:  # type: ignore[arg-type]
        page = opened(context.new_page(), site, name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        box = page.locator("#map-stage").bounding_box()
        assert box and box["width"] > width * 0.85 and box["height"] < height
        assert len(painted(page)) > 8


@pytest.mark.skipif(bool(axe.MISSING), reason=axe.MISSING)
@pytest.mark.parametrize("name", MAPS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_with_a_list_and_a_filter_open(
    browser: Browser, site: Served, name: str, scheme: str
) -> None:
    with browser.new_context(color_scheme="light" if scheme == "light" else "dark") as context:
        page = opened(context.new_page(), site, name, "?words=belonging")
        page.locator(".map-more > summary").click()
        page.locator("#map-items a").first.wait_for()
        assert axe.severe(page) == []


@pytest.mark.parametrize("name", MAPS)
def test_without_script_everything_but_the_drawing_is_there(
    browser: Browser, site: Served, name: str
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site.address}/evidence/{name}")
        assert page.get_by_text("The drawing needs script.").is_visible()
        assert not page.locator("#map-stage").is_visible()
        assert page.get_by_role("table").count() >= 3
        assert page.get_by_role("button", name="List these works").is_visible()


def test_without_webgl_the_page_says_so_and_has_its_tables(browser: Browser, site: Served) -> None:
    complaints: list[str] = []
    with browser.new_context() as context:
        context.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{site.address}/evidence/topics")
        page.get_by_text("This browser cannot draw the map.").wait_for()
        assert not page.locator("#map-stage").is_visible()
        assert complaints == []
