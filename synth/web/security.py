"""What keeps other sites out: the headers of every answer, the site's own names, where a form came from."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """
    Puts the headers on every answer, and answers to nothing but the site's own names.

    A page of another site can have its name lead to this machine (DNS rebinding) and then read what it
    likes; its requests still carry its own name. ``hosts`` are names without port; ``"*"``: any address
    given in figures too, which no other site can have made its own.
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        self._app = app
        self._hosts = {host.lower() for host in (*LOOPBACK, *hosts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if self._ours(Headers(scope=scope).getlist("host")):
            await self._app(scope, receive, protected)
        else:
            refused = PlainTextResponse("This is not the name of a site here.\n", status_code=421)
            await refused(scope, receive, protected)

    def _ours(self, named: Sequence[str]) -> bool:
        if len(named) != 1:
            return False
        host = _without_port(named[0].lower())
        return host in self._hosts or ("*" in self._hosts and _in_figures(host))


def check_origin(request: Request, *, secure: bool) -> None:
    """
    Refuse a form that another site sent, or nobody says which; raises HTTPException (403).

    Every browser says where a form comes from, in ``Origin``, ``Sec-Fetch-Site`` or both.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    scheme = "https" if secure else request.url.scheme
    own = f"{scheme}://{request.headers['host']}".lower()
    said = [*([site == "same-origin"] if site else []), *([origin.lower() == own] if origin else [])]
    if not said or not all(said):
        raise HTTPException(403, "This form was not sent from a page of this site.")


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return (
        name if colon and port.isdigit() and not (name.startswith("[") and not name.endswith("]")) else host
    )


def _in_figures(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
