"""The site: its routes, what stands before them, and what is shown where something went wrong."""

from __future__ import annotations

import time
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount

from synth.errors import SynthError, WarehouseError
from synth.store import private
from synth.web import (
    codes,
    coding,
    comparing,
    conflicts,
    duplicates,
    evidence,
    gaps,
    history,
    home,
    map_files,
    maps,
    pages,
    preferences,
    progress,
    records,
    rendering,
    screening,
    security,
    sessions,
    signing_in,
    teaching,
    team,
    trends,
    works,
)
from synth.web.attempts import Attempts
from synth.web.coders import Coders
from synth.web.security import Guard
from synth.web.site import Site

MODULES = (
    home,
    signing_in,
    screening,
    history,
    conflicts,
    progress,
    records,
    comparing,
    coding,
    codes,
    duplicates,
    evidence,
    gaps,
    trends,
    works,
    teaching,
    preferences,
    team,
    maps,
    map_files,
)

# What leads through the site: the route's name, what it is called, and its query.
NAVIGATION: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("screen", "Screen", {}),
    ("screen", "Full text", {"stage": "full text"}),
    ("conflicts", "Conflicts", {}),
    ("coding", "Coding", {}),
    ("evidence", "Evidence", {}),
    ("progress", "Progress", {}),
    ("history", "History", {}),
    ("duplicates", "Duplicates", {}),
    ("teaching", "Teaching", {}),
    ("settings", "Settings", {}),
    ("team", "Team", {}),
)


def routes() -> list[BaseRoute]:
    """Give every route of the site."""
    of_pages = [route for module in MODULES for route in module.ROUTES]
    return [*of_pages, Mount("/static", rendering.Files(), name="static")]


def create(
    site: Site, *, hosts: Sequence[str] = (), secure: bool = False, teach: Sequence[Path] = ()
) -> Starlette:
    """
    Make the site's application.

    ``hosts`` are the names it is reached by beside those of this machine; ``secure``: browsers reach it by
    https alone, so cookies travel in no other way; ``teach`` are labelled files for the teaching mode.
    """
    secret = private.secret(site.places.private)
    app = Starlette(
        routes=routes(),
        middleware=[
            Middleware(Guard, hosts=tuple(hosts)),
            Middleware(
                SessionMiddleware,
                secret_key=secret,
                session_cookie=sessions.cookie(secret, secure=secure),
                max_age=sessions.REMEMBERED,
                same_site="lax",
                https_only=secure,
            ),
        ],
        exception_handlers={SynthError: _refused, HTTPException: _stopped, Exception: _failed},
    )
    app.state.site, app.state.secure, app.state.navigation = site, secure, NAVIGATION
    app.state.coders = Coders(site.places)
    app.state.teach, app.state.attempts = tuple(teach), Attempts(time.monotonic)
    return app


_WORDS = {
    404: "There is no such page.",
    405: "This page does not take that.",
}


def _refused(request: Request, error: Exception) -> Response:
    return _told(request, str(error), 503 if isinstance(error, WarehouseError) else 400)


def _stopped(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    pages.somebody(request)  # what is no page has not asked yet
    plain = error.detail == HTTPStatus(error.status_code).phrase
    words = _WORDS.get(error.status_code, error.detail) if plain else error.detail
    answer = _told(request, words, error.status_code)
    answer.headers.update(error.headers or {})
    return answer


def _failed(request: Request, error: Exception) -> Response:
    # Starlette raises it again after the answer, and the server writes its trace to the log.
    words = "Something went wrong on our side. What was saved is safe; the log on the server says more."
    answer = _told(request, words, 500)
    answer.headers.update(security.HEADERS)
    return answer


def _told(request: Request, words: str, status: int) -> Response:
    name = "_error.html" if pages.partial(request) else "error.html"
    return pages.render(request, name, status=status, words=words, number=status)
