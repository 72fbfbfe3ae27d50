"""Templates, and the files that go with them: what every page has in its context, and under which address."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from synth import __version__
from synth.web import sessions

_HERE = Path(__file__).parent
STATIC = _HERE / "static"


def response(request: Request, name: str, *, status: int, context: dict[str, Any]) -> Response:
    """Fill a template with ``context`` and what every page has."""
    held = request.app.state.site
    desk = held.desk
    someone = getattr(request.state, "person", None)
    everywhere = {
        "request": request,
        "person": someone,
        "accounts": held.alone is None or bool(held.accounts.all()),
        "review": desk.review,
        "synthetic": desk.synthetic,
        "token": sessions.token(request),
        "path": request.url.path,
        "partial": "hx-request" in request.headers,
        "profile": (request.session.get("preferences") or {}).get("profile", "neutral"),
        "said": request.session.pop("said", ""),
        "navigation": navigation(request) if someone else (),
        "version": __version__,
    }
    return HTMLResponse(environment().get_template(name).render({**everywhere, **context}), status)


def navigation(request: Request) -> list[tuple[str, str, str]]:
    """
    Give what leads through the site for who asks: address, words, and whether she is there.

    That is said as aria-current takes it: page; true: on a page below it; empty: elsewhere.
    """
    someone, path = request.state.person, request.url.path
    shown = []
    for name, words, query in request.app.state.navigation:
        route = next((route for route in request.app.routes if getattr(route, "name", "") == name), None)
        if route is None or not someone.role.may(route.endpoint.role):
            continue
        address = str(request.app.url_path_for(name))
        here = "page" if path == address else "true" if path.startswith(f"{address}/") else ""
        if here and request.query_params.get("stage", "") != query.get("stage", ""):
            here = ""
        shown.append((address + (f"?stage={query['stage'].replace(' ', '+')}" if query else ""), words, here))
    return shown


@cache
def environment() -> Environment:
    """Give the templates: everything put into them is escaped, and a name they do not know is an error."""
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["url_for"] = _url_for
    made.globals["static"] = static
    return made


@pass_context
def _url_for(context: Context, name: str, /, **params: Any) -> str:
    # The path alone: it holds whatever name the site is reached by, and behind a proxy too.
    return str(context["request"].app.url_path_for(name, **params))


def static(name: str) -> str:
    """Give the address of a file in ``static``, which changes with what is in it."""
    return f"/static/{name}?v={_version(name, (STATIC / name).stat().st_mtime_ns)}"


@cache
def _version(name: str, changed: int) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


class Files(StaticFiles):
    """The files of the site; under an address with their version a browser may keep them for good."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Give a file."""
        answer = await super().get_response(path, scope)
        versioned = re.fullmatch(rb"v=[0-9a-f]{12}", scope["query_string"])
        answer.headers["Cache-Control"] = (
            "public, max-age=31536000, immutable" if versioned else "public, no-cache"
        )
        return answer
