"""
Who is at the page: a signed cookie that names an open session of an account, and what goes with it.

Starlette keeps ``request.session`` in the cookie, signed. Beside what is read here it holds ``preferences``
and one sentence to be said on the next page. What lies inside a value is changed by putting a new value.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from starlette.requests import Request

from synth.domain.people import Person
from synth.store.accounts import Account, Accounts

REMEMBERED = 90 * 24 * 3600  # seconds that preferences are kept in a browser
_IDLE = 12 * 3600  # seconds without a request after which one signs in again
_TOUCH = 300  # seconds after which the cookie is written anew


def person(request: Request, accounts: Accounts) -> Person | None:
    """Give who is signed in; None: nobody is, or is so no longer."""
    session = request.session
    name, now = session.get("who", ""), accounts.now().timestamp()
    if not name or now - session.get("seen", 0) > _IDLE:
        return None
    account = accounts.holding(name, session.get("session", ""))
    if account is None:
        return None
    if now - session["seen"] > _TOUCH:
        session["seen"] = int(now)
    return Person(name=account.name, role=account.role)


def begin(request: Request, accounts: Accounts, account: Account) -> None:
    """Sign somebody in, under a new session and a new token; another person's preferences go."""
    session = request.session
    kept = session.get("preferences") if session.get("last") == account.name else None
    _forget(request, accounts)
    session.update(who=account.name, last=account.name, session=accounts.begin(account.name))
    session.update(seen=int(accounts.now().timestamp()), token=_new())
    if kept:
        session["preferences"] = kept


def end(request: Request, accounts: Accounts) -> None:
    """Sign out: the session is closed for whoever still has its cookie; preferences stay in the browser."""
    kept: dict[str, Any] = {
        name: request.session[name] for name in ("last", "preferences") if name in request.session
    }
    _forget(request, accounts)
    request.session.update(kept)


def token(request: Request) -> str:
    """Give what every form of this browser carries, so that no other site can send one for it."""
    session = request.session
    if not isinstance(session.get("token"), str):
        session["token"] = _new()
    return str(session["token"])


def _forget(request: Request, accounts: Accounts) -> None:
    if name := request.session.get("who"):
        accounts.end(name, request.session.get("session", ""))
    request.session.clear()


def _new() -> str:
    return secrets.token_urlsafe(24)


def cookie(secret: str, *, secure: bool) -> str:
    """
    Give the cookie's name, one for each project: cookies do not heed the port of an address.

    Browsers take a name with ``__Host-`` only from the site itself, over https, and send it nowhere else.
    """
    return f"__Host-synth-{mark(secret)}" if secure else f"synth-{mark(secret)}"


def mark(secret: str) -> str:
    """Give what tells this project from another at the same address, and is no secret."""
    return hashlib.sha256(secret.encode()).hexdigest()[:8]
