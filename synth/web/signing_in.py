"""Signing in and out, and the page behind a one-time link."""

from __future__ import annotations

import math
import re

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from synth.errors import UserError
from synth.store.accounts import Account, Accounts, Busy
from synth.web import pages, sessions
from synth.web.attempts import Attempts
from synth.web.forms import Form


def show(request: Request) -> Response:
    """Ask for name and password."""
    if pages.somebody(request):
        return pages.back(request, "home")
    return _asked(request, then=_within(request.query_params.get("next", "")))


def sign_in(request: Request, form: Form) -> Response:
    """Let in who knows the password; say the same of a wrong one and of a name nobody has."""
    name, then = form.text("name").strip().lower(), _within(form.text("next"))
    attempts: Attempts = request.app.state.attempts
    who = name[:64], request.client.host if request.client else ""
    wait = attempts.begin(*who)
    if wait:
        words = f"Too many attempts: try again in {math.ceil(wait)} seconds."
        return _asked(request, then=then, name=name, problem=words, status=429)
    accounts = pages.site(request).accounts
    try:
        account = accounts.check(name, form.text("password"))
    except Busy as busy:
        attempts.unheard(*who)
        return _asked(request, then=then, name=name, problem=f"{busy}.", status=429)
    if account is None or not _let_in(request, accounts, account):
        words = "Name and password do not go together."
        return _asked(request, then=then, name=name, problem=words, status=401)
    attempts.passed(*who)
    return RedirectResponse(then, status_code=303)


def _let_in(request: Request, accounts: Accounts, account: Account) -> bool:
    try:
        sessions.begin(request, accounts, account)
    except UserError:  # her account was removed this very moment
        return False
    return True


def sign_out(request: Request, form: Form) -> Response:
    """Close the session."""
    sessions.end(request, pages.site(request).accounts)
    pages.say(request, "You are signed out.")
    return pages.back(request, "sign_in")


def welcome(request: Request) -> Response:
    """Greet who comes by a one-time link, and ask her to choose a password."""
    account = pages.site(request).accounts.invited(request.path_params["token"])
    return _greeted(request, account)


def choose(request: Request, form: Form) -> Response:
    """Take the chosen password, and let her in."""
    accounts = pages.site(request).accounts
    token, password = request.path_params["token"], form.text("password")
    account = accounts.invited(token)
    if account and password != form.text("again"):
        return _greeted(request, account, problem="The two passwords differ: type the same one twice.")
    try:
        sessions.begin(request, accounts, accounts.accept(token, password))
    except UserError as error:
        words = str(error)
        return _greeted(request, accounts.invited(token), problem=f"{words[0].upper()}{words[1:]}.")
    pages.say(request, "Welcome. You are signed in.")
    return pages.back(request, "home")


def _asked(request: Request, *, then: str, name: str = "", problem: str = "", status: int = 200) -> Response:
    return pages.render(request, "sign_in.html", status=status, next=then, name=name, problem=problem)


def _greeted(request: Request, account: Account | None, *, problem: str = "") -> Response:
    status = 404 if account is None else 400 if problem else 200
    return pages.render(request, "welcome.html", status=status, account=account, problem=problem)


def _within(address: str) -> str:
    """Give an address on this site, or the first page: nobody is led elsewhere by a link to sign in."""
    return address if re.fullmatch(r"/(?![/\\])[!-\[\]-~]*", address) else "/"


ROUTES = (
    Route("/sign-in", pages.page(show, role=None), name="sign_in"),
    Route("/sign-in", pages.post(sign_in, role=None), methods=["POST"]),
    Route("/sign-out", pages.post(sign_out, role=None), methods=["POST"], name="sign_out"),
    Route("/welcome/{token}", pages.page(welcome, role=None), name="welcome"),
    Route("/welcome/{token}", pages.post(choose, role=None), methods=["POST"]),
)
