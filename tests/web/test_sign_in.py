from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import cast

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from synth.domain.people import Role
from synth.store.accounts import Accounts, Busy
from synth.web import pages
from tests.web.small_site import ADDRESS, PASSWORD, Clock, made, sign_in, token, visitor

PEOPLE = (("ada", Role.LEAD), ("ben", Role.REVIEWER), ("cem", Role.READER))


def accounts_of(application: Starlette) -> Accounts:
    return cast(Accounts, application.state.site.accounts)


def cookies(browser: TestClient) -> dict[str, str]:
    return dict(browser.cookies.items())


def attempt(browser: TestClient, name: str, password: str) -> tuple[int, str]:
    answer = browser.post("/sign-in", data={"token": token(browser), "name": name, "password": password})
    return answer.status_code, answer.text


def problem(page: str) -> str:
    return page.partition('role="alert">')[2].partition("<")[0]


def test_from_the_invitation_to_signing_out(tmp_path: Path) -> None:
    application = made(tmp_path, people=PEOPLE[:1])
    link = f"/welcome/{accounts_of(application).invite('ben', Role.REVIEWER)}"
    browser = visitor(application)
    page = browser.get(link)
    assert page.status_code == 200
    assert "Welcome, ben" in page.text
    fields = {"token": token(browser), "password": PASSWORD, "again": PASSWORD}
    assert browser.post(link, data=fields).headers["location"] == "/"
    home = browser.get("/").text
    assert "<strong>ben</strong>" in home
    assert "You are signed in." in home
    assert "You are signed in." not in browser.get("/").text, "it is said once"
    assert browser.post("/sign-out", data={"token": token(browser, "/")}).headers["location"] == "/sign-in"
    assert browser.get("/").headers["location"] == "/sign-in"
    sign_in(browser, "ben")
    assert browser.get("/").status_code == 200


def test_a_link_used_twice_or_too_late_says_so_and_lets_nobody_in(tmp_path: Path) -> None:
    clock = Clock()
    application = made(tmp_path, people=PEOPLE[:1], clock=clock)
    used, late = (accounts_of(application).invite(name, Role.REVIEWER) for name in ("ben", "cem"))
    accounts_of(application).accept(used, PASSWORD)
    clock.later(hours=48)
    for secret in (used, late, "nonsense", "x" * 5000):
        browser = visitor(application)
        assert browser.get(f"/welcome/{secret}").status_code == 404
        fields = {"token": token(browser), "password": PASSWORD * 2, "again": PASSWORD * 2}
        answer = browser.post(f"/welcome/{secret}", data=fields)
        assert answer.status_code == 404
        assert "no longer good" in answer.text
        assert browser.get("/").status_code == 303


def test_a_link_is_not_spent_by_passwords_that_differ_or_are_short(tmp_path: Path) -> None:
    application = made(tmp_path, people=PEOPLE[:1])
    link = f"/welcome/{accounts_of(application).invite('ben', Role.REVIEWER)}"
    browser = visitor(application)
    fields = {"token": token(browser), "password": PASSWORD, "again": PASSWORD + "x"}
    assert "differ" in problem(browser.post(link, data=fields).text)
    short = browser.post(link, data={**fields, "password": "short", "again": "short"})
    assert "at least 10" in problem(short.text)
    assert browser.post(link, data={**fields, "again": PASSWORD}).status_code == 303


def test_a_wrong_password_and_an_unknown_name_are_answered_in_the_same_words(tmp_path: Path) -> None:
    browser = visitor(made(tmp_path, people=PEOPLE))
    (status, wrong), (unknown_status, unknown) = (
        attempt(browser, name, "a wrong one") for name in ("ada", "eve")
    )
    assert (status, unknown_status) == (401, 401)
    assert wrong.replace('value="ada"', 'value="eve"') == unknown


def test_after_five_failures_one_has_to_wait_even_with_the_right_password(tmp_path: Path) -> None:
    application = made(tmp_path, people=PEOPLE)
    browser = visitor(application)
    assert {attempt(browser, "ada", "a wrong one")[0] for _ in range(5)} == {401}
    status, page = attempt(browser, "ada", PASSWORD)
    assert status == 429
    assert "Too many attempts" in problem(page)
    status, page = attempt(visitor(application), "ada", PASSWORD)
    assert status == 429, "whoever tries"


def test_who_was_turned_away_because_many_sign_in_has_failed_in_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = made(tmp_path, people=PEOPLE)
    browser = visitor(application)

    def busy(name: str, password: str) -> None:
        raise Busy("many people sign in at this moment")

    with monkeypatch.context() as patched:
        patched.setattr(accounts_of(application), "check", busy)
        for _ in range(8):
            status, page = attempt(browser, "ada", PASSWORD)
            assert (status, problem(page)) == (429, "many people sign in at this moment.")
    sign_in(browser, "ada")


def test_who_is_removed_while_she_signs_in_is_refused_in_the_same_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = made(tmp_path, people=PEOPLE)
    accounts = accounts_of(application)
    ben = accounts.find("ben")
    accounts.remove("ben")
    monkeypatch.setattr(accounts, "check", lambda name, password: ben)
    browser = visitor(application)
    status, page = attempt(browser, "ben", PASSWORD)
    assert (status, problem(page)) == (401, "Name and password do not go together.")
    assert browser.get("/").headers["location"] == "/sign-in"


def test_who_may_is_found_out_beside_the_loop_that_serves_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = made(tmp_path, people=PEOPLE)
    browser = visitor(application)
    sign_in(browser, "ben")
    accounts, asked = accounts_of(application), []
    holding = accounts.holding

    def watched(name: str, session: str) -> object:
        with pytest.raises(RuntimeError, match="no running event loop"):
            asyncio.get_running_loop()
        asked.append(name)
        return holding(name, session)

    monkeypatch.setattr(accounts, "holding", watched)
    assert browser.get("/").status_code == 200
    assert browser.get("/nowhere").status_code == 404
    assert browser.post("/sign-out", data={"token": token(browser, "/")}).status_code == 303
    assert len(asked) >= 3


def test_a_session_is_new_at_every_signing_in_and_the_old_one_is_worth_nothing(tmp_path: Path) -> None:
    browser = visitor(made(tmp_path, people=PEOPLE))
    before = token(browser)
    sign_in(browser, "ben")
    first = cookies(browser)
    assert token(browser, "/") != before
    browser.post("/sign-out", data={"token": token(browser, "/")})
    sign_in(browser, "ben")
    assert cookies(browser) != first
    thief = visitor(browser.app)  # type: ignore[arg-type]  # the application it was made with
    thief.cookies.update(first)
    assert thief.get("/").status_code == 303, "signing out closed the session, not only the cookie"


def test_a_session_ends_with_the_account_and_with_its_password(tmp_path: Path) -> None:
    application = made(tmp_path, people=PEOPLE)
    accounts = accounts_of(application)
    ada, ben = visitor(application), visitor(application)
    for browser, name in ((ada, "ada"), (ben, "ben")):
        sign_in(browser, name)
        assert browser.get("/").status_code == 200
    accounts.remove("ben")
    accounts.accept(accounts.invite("ada", Role.LEAD), "another password")
    for browser in (ada, ben):
        assert browser.get("/").headers["location"] == "/sign-in"
        assert browser.post("/settings", data={"token": token(browser)}).status_code == 401


def test_a_session_ends_when_nothing_is_asked_for_twelve_hours(tmp_path: Path) -> None:
    clock = Clock()
    browser = visitor(made(tmp_path, people=PEOPLE, clock=clock))
    sign_in(browser, "ben")
    for _ in range(3):
        clock.later(hours=11.9)
        assert browser.get("/").status_code == 200
    clock.later(hours=12.1)
    assert browser.get("/").status_code == 303


def test_preferences_stay_in_the_browser_of_the_person_and_do_not_pass_to_another(tmp_path: Path) -> None:
    def prefer(request: Request, form: pages.Form) -> Response:
        request.session["preferences"] = {"profile": "rayyan"}
        return pages.back(request, "home")

    application = made(tmp_path, people=PEOPLE)
    application.router.routes.insert(0, Route("/prefer", pages.post(prefer), methods=["POST"]))
    browser = visitor(application)
    for name, expected in (("ben", "neutral"), ("ben", "rayyan"), ("ada", "neutral")):
        sign_in(browser, name)
        page = browser.get("/").text
        assert f"Keys: {expected}" in page
        browser.post("/prefer", data={"token": token(browser, "/")})
        browser.post("/sign-out", data={"token": token(browser, "/")})


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/progress?stage=full+text", "/progress?stage=full+text"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("/a\\b", "/"),
        ("javascript:alert(1)", "/"),
        ("/\tx", "/"),
        ("/\r\nSet-Cookie: a=b", "/"),
        ("", "/"),
    ],
)
def test_signing_in_leads_on_within_the_site_only(tmp_path: Path, wanted: str, reached: str) -> None:
    browser = visitor(made(tmp_path, people=PEOPLE))
    page = browser.get("/sign-in", params={"next": wanted}).text
    assert f'name="next" value="{reached}"' in page
    fields = {"token": token(browser), "name": "ben", "password": PASSWORD, "next": wanted}
    assert browser.post("/sign-in", data=fields).headers["location"] == reached


def test_who_is_sent_to_sign_in_comes_back_to_the_page_wanted(tmp_path: Path) -> None:
    browser = visitor(made(tmp_path, people=PEOPLE))
    sent = browser.get("/team?sort=name").headers["location"]
    assert sent == "/sign-in?next=%2Fteam%3Fsort%3Dname"
    assert 'value="/team?sort=name"' in browser.get(sent).text


def test_alone_on_this_machine_nobody_signs_in_until_there_are_accounts(tmp_path: Path) -> None:
    application = made(tmp_path, alone="ada")
    browser = visitor(application)
    assert "<strong>ada</strong>" in browser.get("/").text
    assert "Sign out" not in browser.get("/").text
    assert browser.get("/sign-in").headers["location"] == "/"
    accounts_of(application).invite("ben", Role.LEAD)
    assert browser.get("/").headers["location"] == "/sign-in"


def test_nothing_secret_comes_into_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        application = made(tmp_path, people=PEOPLE)
        invitation = accounts_of(application).invite("eve", Role.READER)
        browser = visitor(application)
        browser.get(f"/welcome/{invitation}")
        attempt(browser, "ada", "a wrong password")
        sign_in(browser, "ada")
        session = dict(browser.cookies.items()).popitem()[1]
    ours = "".join(record.getMessage() for record in caplog.records if record.name.startswith("synth"))
    for secret in (PASSWORD, "a wrong password", invitation, session):
        assert secret not in ours


def test_the_page_to_sign_in_says_where_it_is(tmp_path: Path) -> None:
    page = visitor(made(tmp_path, people=PEOPLE), address=ADDRESS).get("/sign-in").text
    assert "Belonging &lt;b&gt;&amp;&lt;/b&gt; care" in page
    assert 'autocomplete="current-password"' in page
