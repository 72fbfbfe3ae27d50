"""
What every page is made with: who asks and what she may, the form and its token, templates, the way back.

A handler is a plain function; it runs in a thread. What it raises of SynthError becomes a page with its line.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Protocol, cast
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from synth.domain.people import Person, Role
from synth.web import forms, rendering, security, sessions
from synth.web.forms import Form

if TYPE_CHECKING:  # they bring scikit-learn along, which nothing here should wait for
    from synth.web.desk import Desk
    from synth.web.site import Site

__all__ = ["Form", "back", "desk", "page", "partial", "person", "post", "render", "say", "site", "somebody"]


class Endpoint(Protocol):
    """What a route calls; ``role`` is what one must be for it, None: nothing, not even signed in."""

    role: Role | None
    __name__: str

    def __call__(self, request: Request) -> Awaitable[Response]:
        """Answer a request."""


def page(handler: Callable[[Request], Response], *, role: Role | None = Role.READER) -> Endpoint:
    """Make a page of a handler: who is signed out goes to sign in, who may not is told so."""

    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(answer, request)

    def answer(request: Request) -> Response:
        if _admitted(request, role):
            return handler(request)
        if request.method in ("GET", "HEAD") and not partial(request):
            wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return back(request, "sign_in", query=f"next={quote(wanted, safe='')}" if wanted != "/" else "")
        raise HTTPException(401, "You are signed out: sign in again, then go on.")

    return _named(endpoint, handler.__name__, role)


def post(handler: Callable[[Request, Form], Response], *, role: Role | None = Role.REVIEWER) -> Endpoint:
    """Make a form's goal of a handler: it takes what a page of this site sent, for this browser, alone."""

    async def endpoint(request: Request) -> Response:
        security.check_origin(request, secure=request.app.state.secure)
        if not await run_in_threadpool(_admitted, request, role):
            raise HTTPException(401, "You are signed out: nothing was saved. Sign in, then send it again.")
        form = await forms.read(request)
        given = request.headers.get("x-token") or form.text("token")
        if not secrets.compare_digest(given.encode(), sessions.token(request).encode()):
            raise HTTPException(403, "This page is too old: nothing was saved. Load it again, then send it.")
        return await run_in_threadpool(handler, request, form)

    return _named(endpoint, handler.__name__, role)


def site(request: Request) -> Site:
    """Give the site."""
    return cast("Site", request.app.state.site)


def desk(request: Request) -> Desk:
    """Give the desk; ask once in a request, since a newer one may come in between."""
    return site(request).desk


def person(request: Request) -> Person:
    """Give who asks, on a page that is for somebody."""
    return cast(Person, request.state.person)


def render(request: Request, name: str, /, *, status: int = 200, **context: Any) -> Response:
    """
    Fill a template.

    Beside ``context`` it has: request, person (None: signed out), review, synthetic, token, path, partial
    (whether htmx asks for a part of a page), said (a sentence for the live region) and navigation.
    """
    return rendering.response(request, name, status=status, context=context)


def back(request: Request, name: str, *, query: str = "", part: str = "", **params: Any) -> Response:
    """Send the browser on to a route by its name, with a query as it stands in an address; to a ``part``."""
    path = str(request.app.url_path_for(name, **params))
    address = f"{path}?{query}" if query else path
    return RedirectResponse(f"{address}#{part}" if part else address, status_code=303)


def say(request: Request, words: str) -> None:
    """Have a sentence said in the live region of the next page."""
    request.session["said"] = words[:500]


def partial(request: Request) -> bool:
    """Say whether htmx asks, for a part of a page."""
    return "hx-request" in request.headers


def somebody(request: Request) -> Person | None:
    """Find out who asks: whoever sits at this machine, while nobody has an account, or who is signed in."""
    if not hasattr(request.state, "person"):
        held = site(request)
        alone = None if held.accounts.all() else held.alone
        request.state.person = alone or sessions.person(request, held.accounts)
    return cast("Person | None", request.state.person)


def _admitted(request: Request, role: Role | None) -> bool:
    """Say whether who asks may go on; raises HTTPException (403) where she is somebody, and may not."""
    someone = somebody(request)
    if role is None:
        return True
    if someone and not someone.role.may(role):
        raise HTTPException(403, f"This is for a {role}; you are a {someone.role} here.")
    return someone is not None


def _named(endpoint: Callable[[Request], Awaitable[Response]], name: str, role: Role | None) -> Endpoint:
    made = cast(Endpoint, endpoint)
    made.role, made.__name__ = role, name
    return made
