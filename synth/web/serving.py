"""The site on a port: who sits there, who may reach it, and how it starts and stops."""

from __future__ import annotations

import getpass
import ipaddress
import logging
import re
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from synth.domain.people import Person, Role
from synth.errors import UserError
from synth.paths import Places
from synth.store.accounts import NAME, Accounts, check_name
from synth.web import app, team
from synth.web.patience import Impatient
from synth.web.site import Site

log = logging.getLogger(__name__)

_CONNECTIONS = 300  # twenty reviewers with six connections each, and room
_GOODBYE = 5  # seconds for what is being answered when the server is stopped


def serve(
    places: Places,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    name: str = "",
    proxied: Sequence[str] = (),
    teach: Sequence[Path] = (),
    ready: Callable[[str], None],
) -> None:
    """
    Serve the site until it is interrupted; ``ready`` is given its address once a card can be dealt.

    ``name`` is who sits at this machine, where nobody has an account; empty: the name she has here.
    ``proxied`` are the names under which a TLS proxy on this machine passes requests on. Raises UserError
    where strangers could enter, or the port is taken.
    """
    _check_names(proxied)
    alone = None
    if not _loopback(host) or proxied:
        _demand_accounts(places, host=host, proxied=proxied)
        if not proxied:
            log.warning("site: passwords cross the network readable: put a TLS proxy before it (--proxied)")
    else:
        alone = Person(name=fitting(name or _user()), role=Role.LEAD)
        check_name(alone.name, synthetic=places.synthetic_decisions)
    with bound(host, port) as listening:
        site = Site(places, alone=alone)
        for remark in team.remarks(site.desk.review.team, site.accounts.all()):
            log.warning("queries/review.toml: %s", remark)
        made = app.create(site, hosts=_hosts(host, proxied), secure=bool(proxied), teach=teach)
        ready(f"http://{_shown(host)}:{listening.getsockname()[1]}")
        with suppress(KeyboardInterrupt):
            server(made, proxied=bool(proxied)).run(sockets=[listening])


def server(made: Starlette, *, proxied: bool = False) -> uvicorn.Server:
    """Give the server of an application, with bounds on what one client can hold of it."""
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).setLevel(logging.WARNING)
    settings = uvicorn.Config(
        made,
        http=Impatient,
        log_config=None,
        access_log=False,  # addresses of one-time links are nothing for a log
        server_header=False,
        proxy_headers=proxied,
        forwarded_allow_ips="127.0.0.1,::1",
        lifespan="off",
        ws="none",
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=_GOODBYE,
    )
    return uvicorn.Server(settings)


def fitting(name: str) -> str:
    """Make of a name one that a file of decisions can have; raises UserError where nothing is left."""
    made = re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("._-")[:64]
    if not NAME.fullmatch(made):
        raise UserError(f"{name!r} cannot be a reviewer's name: choose another with --as")
    return made


def _check_names(hosts: Sequence[str]) -> None:
    for host in hosts:
        if not re.fullmatch(r"[A-Za-z0-9.-]+", host):
            raise UserError(f"--proxied {host}: give the name alone, as in screen.example.org")


def _demand_accounts(places: Places, *, host: str, proxied: Sequence[str]) -> None:
    accounts = Accounts(places.private, now=lambda: datetime.now(UTC))
    if not any(account.role is Role.LEAD for account in accounts.all()):
        reached = f"behind {', '.join(proxied)}" if proxied else f"on {host}"
        raise UserError(
            f"others can reach the site {reached}, and no lead has an account yet: "
            "`synth reviewer add NAME --role lead` first"
        )


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise UserError("who sits here has no name on this machine: give one with --as") from None


def bound(host: str, port: int) -> socket.socket:
    """Take the port, so that it is ours before the work of starting begins."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
    except OSError as error:
        raise UserError(f"--host {host}: {error.strerror or error}") from None
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen()  # whoever comes before all is loaded waits
    except OSError as error:
        listening.close()
        raise UserError(f"port {port} on {host}: {error.strerror}: choose another with --port") from None
    return listening


def _hosts(host: str, proxied: Sequence[str]) -> tuple[str, ...]:
    if host in ("0.0.0.0", "::", ""):  # every address of this machine
        own = socket.gethostname().lower()
        return (*proxied, "*", own, f"{own}.local")
    return (*proxied, _shown(host))


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
