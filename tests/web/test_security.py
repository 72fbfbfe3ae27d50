from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any, cast

import pytest
from itsdangerous import TimestampSigner
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from synth.domain.people import Role
from synth.errors import UserError
from synth.store import private
from synth.web import app
from synth.web.pages import Endpoint
from synth.web.signing import Signer
from tests.web.small_site import ADDRESS, PASSWORD, made, sign_in, token, visitor

PEOPLE = (("ada", Role.LEAD), ("ben", Role.REVIEWER), ("cem", Role.READER))


def routes(application: Starlette) -> list[Route]:
    return [route for route in application.routes if isinstance(route, Route)]


def role_of(route: Route) -> Role | None:
    return cast(Endpoint, route.endpoint).role


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Starlette:
    return made(tmp_path_factory.mktemp("site"), people=PEOPLE)


@pytest.fixture(scope="module")
def browsers(application: Starlette) -> dict[Role | None, TestClient]:
    """Give a browser for each role, and one of nobody."""
    found: dict[Role | None, TestClient] = {None: visitor(application, failing=True)}
    for name, role in PEOPLE:
        found[role] = visitor(application, failing=True)
        sign_in(found[role], name)
    return found


def table() -> list[tuple[str, str, Role | None]]:
    """Give every way into the site: the method, the path with something in it, and who may."""
    found = []
    for route in app.routes():
        if isinstance(route, Route):
            path = route.path.replace("{token}", "x").replace("{work:path}", "10.5555/x")
            for method in sorted((route.methods or set()) - {"HEAD"}):
                found.append((method, path, role_of(route)))
    return found


@pytest.mark.parametrize(("method", "path", "role"), table())
@pytest.mark.parametrize("who", [None, *Role], ids=str)
def test_nobody_does_what_is_not_for_her(
    browsers: dict[Role | None, TestClient], who: Role | None, method: str, path: str, role: Role | None
) -> None:
    browser = browsers[who]
    if path in ("/sign-in", "/sign-out"):
        pytest.skip("its stories are told in test_sign_in.py")
    if method == "GET":
        answer = browser.get(path)
    else:
        answer = browser.post(path, data={"token": token(browser, "/nowhere")})
    if role is None or (who and who.may(role)):
        assert answer.status_code not in (401, 403), answer.text
    elif who:
        assert answer.status_code == 403
        assert f"This is for a {role}" in answer.text
    elif method == "GET":
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in")
    else:
        assert answer.status_code == 401
        assert "nothing was saved" in answer.text


def test_what_changes_something_is_a_post_for_reviewers_or_more(application: Starlette) -> None:
    for route in routes(application):
        assert route.methods in ({"GET", "HEAD"}, {"POST"}), route.path
        free = route.path.startswith(("/sign-", "/welcome/", "/teach"))  # what is learned leaves no trace
        if route.methods == {"POST"} and not free:
            role = role_of(route)
            assert role and role.may(Role.REVIEWER), route.path


@pytest.mark.parametrize(
    "path", ["/", "/sign-in", "/nowhere", "/static/app.css", "/static/none", "/sign-out"]
)
def test_every_answer_has_the_headers(browsers: dict[Role | None, TestClient], path: str) -> None:
    headers = browsers[None].get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; ")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    if path != "/static/app.css":
        assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": f"{ADDRESS}.evil.example"},
        {"Origin": f"{ADDRESS}:8001"},
        {"Origin": ADDRESS.replace("http:", "https:")},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": ADDRESS, "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
    ],
    ids=str,
)
def test_a_form_from_elsewhere_is_refused_whatever_token_it_has(
    application: Starlette, headers: dict[str, str]
) -> None:
    browser = visitor(application)
    fields = {"token": token(browser), "name": "ada", "password": PASSWORD}
    del browser.headers["Origin"]
    answer = browser.post("/sign-in", data=fields, headers=headers)
    assert answer.status_code == 403
    assert "not sent from a page of this site" in answer.text
    assert browser.post("/sign-in", data=fields, headers={"Origin": ADDRESS}).status_code == 303


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": ADDRESS}], ids=str)
def test_one_word_of_the_browser_is_enough(application: Starlette, headers: dict[str, str]) -> None:
    browser = visitor(application)
    fields = {"token": token(browser), "name": "ben", "password": PASSWORD}
    del browser.headers["Origin"]
    assert browser.post("/sign-in", data=fields, headers=headers).status_code == 303


def test_a_form_without_the_token_of_this_very_browser_is_refused(application: Starlette) -> None:
    browser, other = visitor(application), visitor(application)
    sign_in(browser, "ben")
    sign_in(other, "ben")
    own = token(browser, "/")
    for wrong in ({}, {"token": ""}, {"token": token(other, "/")}, {"token": own[:-1]}, {"token": own + "x"}):
        answer = browser.post("/sign-out", data=wrong)
        assert answer.status_code == 403
        assert "nothing was saved" in answer.text
    assert browser.get("/").status_code == 200, "still signed in"
    assert browser.post("/sign-out", headers={"X-Token": own}, data={"a": "b"}).status_code == 303


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/json", "", "application/xml", "multipart/form-data; boundary=x"],
)
def test_what_is_no_form_is_refused(application: Starlette, kind: str) -> None:
    browser = visitor(application)
    sign_in(browser, "ben")
    body = f"token={token(browser, '/')}"
    answer = browser.post("/sign-out", content=body, headers={"Content-Type": kind})
    assert answer.status_code == 415


def forged(secret: str, session: dict[str, Any]) -> str:
    return TimestampSigner(secret).sign(base64.b64encode(json.dumps(session).encode())).decode()


def test_a_forged_or_damaged_cookie_is_no_session(application: Starlette) -> None:
    browser = visitor(application)
    sign_in(browser, "ada")
    ((name, good),) = browser.cookies.items()
    inside = json.loads(base64.b64decode(good.split(".")[0] + "=="))
    assert inside["who"] == "ada"
    bad = [
        forged("another secret", inside),
        good[:-1],
        good[:-8],
        good[1:],
        good.rpartition(".")[0],
        "null",
        "",
        "." * 50,
        "é" * 10,
        "x" * 6000,
        good.partition(".")[0] + "." + good.partition(".")[2][::-1],
    ]
    for value in bad:
        thief = visitor(application)
        answer = thief.get("/", headers={b"Cookie": f"{name}={value}".encode()})
        assert answer.status_code == 303, value
    assert browser.get("/").status_code == 200


def test_a_cookie_of_another_project_or_role_gives_nothing(application: Starlette, tmp_path: Path) -> None:
    elsewhere = visitor(made(tmp_path, people=[("ada", Role.LEAD)]))
    sign_in(elsewhere, "ada")
    ((_, foreign),) = elsewhere.cookies.items()
    browser = visitor(application)
    sign_in(browser, "cem")
    ((name, _),) = browser.cookies.items()
    thief = visitor(application)
    assert thief.get("/", headers={"Cookie": f"{name}={foreign}"}).status_code == 303
    # Even who knows the secret and the name needs an open session of that account.
    secret = private.secret(application.state.site.places.private)
    inside = {"who": "ada", "session": "guessed", "seen": 4_000_000_000, "token": "t"}
    assert thief.get("/", headers={"Cookie": f"{name}={forged(secret, inside)}"}).status_code == 303
    assert browser.get("/team").status_code == 403


def test_the_cookie_is_for_this_site_alone(application: Starlette, tmp_path: Path) -> None:
    said = visitor(application).get("/sign-in").headers["set-cookie"]
    assert said.startswith("synth-")
    assert "; path=/; " in said
    assert "; httponly; samesite=lax" in said
    proxied = made(tmp_path, secure=True, people=[("ada", Role.LEAD)])
    browser = visitor(proxied, address="https://screen.example.org")
    said = browser.get("/sign-in").headers["set-cookie"]
    assert said.startswith("__Host-synth-")
    assert said.endswith("; secure")
    sign_in(browser, "ada")
    assert browser.get("/").status_code == 200


def test_behind_a_proxy_that_does_not_say_https_forms_still_come_in(tmp_path: Path) -> None:
    # The proxy speaks http to us; the browser's Origin says https, and that is what counts.
    proxied = made(tmp_path, secure=True, people=[("ada", Role.LEAD)])
    browser = visitor(proxied, address="http://screen.example.org")
    page = browser.get("/sign-in")
    name, _, value = page.headers["set-cookie"].partition(";")[0].partition("=")
    given = page.text.partition('name="token" content="')[2].partition('"')[0]
    sent = {"Cookie": f"{name}={value}", "Origin": "https://screen.example.org"}
    fields = {"token": given, "name": "ada", "password": PASSWORD}
    answer = browser.post("/sign-in", data=fields, headers=sent)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/", "a path alone: the scheme stays what the browser has"
    assert (
        browser.post(
            "/sign-in", data=fields, headers={**sent, "Origin": "http://screen.example.org"}
        ).status_code
        == 403
    )


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8000",
        "127.0.0.1",
        "127.0.0.1:8000",
        "[::1]:8000",
        "[::1]",
        "SCREEN.example.org",
    ],
)
def test_its_own_names_are_answered(application: Starlette, host: str) -> None:
    assert visitor(application).get("/sign-in", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.1@evil.example",
        "evil.example#localhost",
        "localhost/",
        "sub.screen.example.org",
        "10.0.0.1",
        "[::2]",
        "",
        "localhost, evil.example",
        "*",
    ],
)
def test_another_name_is_not_answered(application: Starlette, host: str) -> None:
    answer = visitor(application).get("/sign-in", headers={"Host": host})
    assert answer.status_code == 421
    assert "token" not in answer.text
    assert "set-cookie" not in answer.headers


def test_a_signed_form_comes_back_unchanged_or_not_at_all() -> None:
    signer = Signer("a secret")
    payload = {"work": "doi:10.5555/é", "score": None, "shown": ["authors"], "n": 1.5}
    text = signer.sign(payload)
    assert signer.unsign(text) == payload
    for wrong in (text[:-1], text + "x", Signer("another").sign(payload), "", "a.b", "é" * 9, "\x00"):
        with pytest.raises(UserError, match="not one of this site's"):
            signer.unsign(wrong)
