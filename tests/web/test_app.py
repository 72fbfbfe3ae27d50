from __future__ import annotations

import hashlib
import logging
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from synth.domain.people import Role
from synth.drawing import theme
from synth.errors import UserError, WarehouseError
from synth.web import app, pages, rendering
from synth.web.site import Site
from tests.web import small_desk
from tests.web.small_site import made, sign_in, token, visitor

TEMPLATES = sorted((rendering.STATIC.parent / "templates").glob("*.html"))
FILES = sorted(rendering.STATIC.iterdir())


def with_page(application: Starlette, error: Exception) -> Starlette:
    def handler(request: Request) -> Response:
        raise error

    application.router.routes.insert(0, Route("/broken", pages.page(handler)))
    return application


def said(page: str) -> str:
    return page.partition('<p role="alert">')[2].partition("<")[0]


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (
            UserError("line 3 of <b>it</b> is wrong: mend it"),
            400,
            "line 3 of &lt;b&gt;it&lt;/b&gt; is wrong: mend it",
        ),
        (WarehouseError("works are missing: run `dvc repro`"), 503, "works are missing: run `dvc repro`"),
        (HTTPException(404, "No work has that name."), 404, "No work has that name."),
        (HTTPException(404), 404, "There is no such page."),
    ],
)
def test_what_is_raised_on_purpose_is_one_line_on_a_page(
    tmp_path: Path, error: Exception, status: int, words: str
) -> None:
    answer = visitor(with_page(made(tmp_path, alone="ada"), error)).get("/broken")
    assert answer.status_code == status
    assert said(answer.text) == words
    assert 'href="/team"' in answer.text, "the way through the site is still there"


def test_htmx_gets_the_line_alone(tmp_path: Path) -> None:
    browser = visitor(with_page(made(tmp_path, alone="ada"), UserError("that was wrong")))
    answer = browser.get("/broken", headers={"HX-Request": "true"})
    assert answer.text == '<div class="error" role="alert"><p>that was wrong</p></div>'


def test_a_bug_shows_no_trace_and_the_log_has_it(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    error = RuntimeError("the secret inside")
    application = with_page(made(tmp_path, alone="ada"), error)
    answer = visitor(application, failing=True).get("/broken")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["content-security-policy"]
    with pytest.raises(RuntimeError, match="the secret inside"):  # what the server's log gets
        visitor(application).get("/broken")


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/nowhere", 404), ("POST", "/", 405), ("PUT", "/sign-in", 405)]
)
def test_what_is_not_there_is_a_page_too(tmp_path: Path, method: str, path: str, status: int) -> None:
    answer = visitor(made(tmp_path, alone="ada")).request(method, path)
    assert answer.status_code == status
    assert "<h1>" in answer.text


def test_every_page_of_a_real_site_opens(tmp_path: Path) -> None:
    made_site = Site(small_desk.project(tmp_path), alone=small_desk.LEA)
    browser = visitor(app.create(made_site))
    statuses = {}
    for route in app.routes():
        if isinstance(route, Route) and "GET" in (route.methods or ()) and "{" not in route.path:
            statuses[route.path] = browser.get(route.path).status_code
    # Who sits here does not sign in; no warehouse, no pairs to ask about and no evidence; no codebook,
    # nothing to code by; no replay, no curve of it.
    assert {path: status for path, status in statuses.items() if status != 200} == {
        "/sign-in": 303,
        "/coding": 400,
        "/coding/compare": 400,
        "/duplicates": 503,
        **{path: 503 for path in statuses if path.startswith("/evidence")},
        "/teach/recall.svg": 400,
    }


def test_each_sees_the_way_to_what_is_for_her(tmp_path: Path) -> None:
    application = made(tmp_path, people=[("ada", Role.LEAD), ("cem", Role.READER)])
    links = {}
    for name in ("ada", "cem"):
        browser = visitor(application)
        sign_in(browser, name)
        links[name] = set(re.findall(r'<li><a href="([^"]+)"', browser.get("/").text))
    assert {"/screen", "/screen?stage=full+text", "/team"} <= links["ada"]
    assert links["cem"] < links["ada"]
    assert not {"/screen", "/team", "/history"} & links["cem"]


def test_the_page_one_is_on_is_marked(tmp_path: Path) -> None:
    page = visitor(made(tmp_path, alone="ada")).get("/team").text
    # Once in the list of a wide screen and once in that of a narrow one, of which one is shown.
    assert re.findall(r'href="([^"]+)" aria-current="page"', page) == ["/team", "/team"]


def test_files_are_kept_by_browsers_for_as_long_as_they_are_the_same(tmp_path: Path) -> None:
    browser = visitor(made(tmp_path, alone="ada"))
    address = rendering.static("app.css")
    assert address in browser.get("/").text
    kept = browser.get(address)
    assert kept.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert kept.headers["content-type"].startswith("text/css")
    plain = browser.get("/static/app.css")
    assert plain.headers["cache-control"] == "public, no-cache"
    again = browser.get("/static/app.css", headers={"If-None-Match": plain.headers["etag"]})
    assert again.status_code == 304


def test_pages_are_kept_by_nobody(tmp_path: Path) -> None:
    assert visitor(made(tmp_path, alone="ada")).get("/team").headers["cache-control"] == "no-store"


def test_what_was_brought_along_is_what_the_table_says() -> None:
    text = (rendering.STATIC / "VENDORED.md").read_text()
    table = dict(re.findall(r"^\| `([^`]+)` .*`([0-9a-f]{64})`", text, re.MULTILINE))
    assert table == {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in FILES if ".min." in file.name
    }


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.name))
def test_a_template_has_nothing_that_the_policy_forbids(template: Path) -> None:
    text = template.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on|hx-vals=.js", text)
    assert "safe }}" not in text.replace("|", " ") and "autoescape" not in text
    for script in re.findall(r"<script([^>]*)>", text):
        assert "src=" in script
    assert not re.search(r"""(?:src|action)=["']https?:""", text)
    rendering.environment().get_template(template.name)


@pytest.mark.parametrize("file", FILES, ids=lambda path: str(path.name))
def test_a_file_of_the_site_loads_nothing_from_elsewhere(file: Path) -> None:
    if file.suffix == ".css":
        assert not re.search(r"url\(|@import|expression\(", file.read_text())
    elif file.suffix == ".js" and ".min." not in file.name:
        assert not re.search(r"\beval\b|new Function|innerHTML|document\.write|https?://", file.read_text())


def test_every_form_carries_the_token() -> None:
    for template in TEMPLATES:
        for form in re.findall(r"<form\b(.*?)</form>", template.read_text(), re.DOTALL):
            if re.search(r"""method=["']?post""", form):
                assert re.search(r"csrf\(|name=.token.", form), f"{template.name}: {form[:80]}"


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_words_stand_out_from_what_is_behind_them_in_light_and_dark() -> None:
    text = (rendering.STATIC / "app.css").read_text()
    light, dark = (
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", part)) for part in text.split("@media", 2)[:2]
    )
    assert light.keys() == dark.keys()
    grounds = ("paper", "ground")
    for colours in (light, dark):
        for words in ("ink", "quiet", "accent", "yes", "no", "maybe"):
            for ground in (*grounds, f"tint-{words}"):
                if ground in colours:
                    assert contrast(colours[words], colours[ground]) >= 4.5, (words, ground)
        for tint in ("tint-accent", "tint-yes", "tint-no", "tint-maybe"):
            assert contrast(colours["ink"], colours[tint]) >= 4.5, tint
        assert contrast(colours["on-accent"], colours["accent"]) >= 4.5
        for sign in ("yes", "no", "maybe"):
            assert contrast(colours["paper"], colours[sign]) >= 4.5, sign
        for border in ("edge", "focus"):
            for ground in grounds:
                assert contrast(colours[border], colours[ground]) >= 3, (border, ground)


def test_the_colours_are_those_of_the_figures() -> None:
    text = (rendering.STATIC / "app.css").read_text()
    blue, orange, green, _, yellow, _ = theme.LINES
    named = {"paper": theme.PAPER, "ink": theme.INK, "quiet": theme.QUIET, "accent": blue}
    for name, colour in {**named, "yes": green, "no": orange, "maybe": yellow}.items():
        assert re.findall(rf"--{name}: (#[0-9a-f]{{6}})", text) == [colour.light, colour.dark], name


def test_no_page_is_missing_from_the_table() -> None:
    names = {file.stem for file in rendering.STATIC.parent.glob("*.py") if "\nROUTES" in file.read_text()}
    assert names == {module.__name__.rpartition(".")[2] for module in app.MODULES}


def test_no_two_routes_have_one_name_or_one_place() -> None:
    listed = [route for route in app.routes() if isinstance(route, Route)]
    places = [(route.path, method) for route in listed for method in route.methods or ()]
    assert len(places) == len(set(places))
    names = [route.name for route in listed if "GET" in (route.methods or ())]
    assert len(names) == len(set(names))


def test_the_log_of_a_start_tells_no_secret(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        made(tmp_path, alone="ada")
    secret = (tmp_path / "warehouse" / "private" / "secret").read_text()
    assert secret not in caplog.text


def test_a_form_tells_its_fields(tmp_path: Path) -> None:
    form = pages.Form([("a", "1"), ("b", "x\r\ny"), ("a", "2")])
    assert form.text("a") == "2"
    assert form.all("a") == ("1", "2")
    assert form.text("b") == "x\ny"
    assert form.text("none") == ""
    assert form.text("none", "else") == "else"
    with pytest.raises(HTTPException, match="20,000 characters"):
        pages.Form([("note", "x" * 20_001)])
    with pytest.raises(HTTPException, match="20,000 characters"):
        pages.Form([(str(number), "x" * 20_000) for number in range(4)])
    assert token(visitor(made(tmp_path, alone="ada")), "/team")
