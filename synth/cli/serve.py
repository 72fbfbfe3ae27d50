"""The site, and letting people into it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from synth import paths
from synth.domain.people import Role

if TYPE_CHECKING:  # it brings argon2 along, which other commands should not wait for
    from synth.store.accounts import Accounts


@click.command(epilog="Example: synth serve --port 8080 --as ada")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="The port; 0: any."
)
@click.option("--as", "name", default="", metavar="NAME", help="Who sits here, where nobody has an account.")
@click.option(
    "--proxied",
    multiple=True,
    metavar="HOST",
    help="The name under which a TLS proxy on this machine passes requests on; may be given again.",
)
@click.option(
    "--teach",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="A labelled file to learn on, as for `synth simulate`; may be given again.",
)
def serve(host: str, port: int, name: str, proxied: tuple[str, ...], teach: tuple[Path, ...]) -> None:
    """Open the site: screening in the browser.

    On this machine alone, and without accounts, whoever sits here is the reviewer, and her decisions go into
    the file of her name. Once somebody has an account (`synth reviewer add`) everybody signs in. Stop it
    with Ctrl-C: what was answered is on disk.
    """
    from synth.web import serving

    serving.serve(paths.places(), host=host, port=port, name=name, proxied=proxied, teach=teach, ready=_ready)


def _ready(address: str) -> None:
    click.echo(f"The site is at {address} (stop it with Ctrl-C)")


@click.group(epilog="Example: synth reviewer add ada --role lead")
def reviewer() -> None:
    """Let people into the site, or shut them out.

    Accounts are kept in warehouse/private/, which is never committed. A reviewer screens; a lead also settles
    conflicts and sees how all stand; a reader sees what was agreed.
    """


@reviewer.command(epilog="Example: synth reviewer add ada --role lead --address https://screen.example.org")
@click.argument("name")
@click.option(
    "--role",
    show_default="lead for the first one, then reviewer",
    type=click.Choice([role.value for role in Role]),
    help="What she may do.",
)
@click.option(
    "--address",
    default="http://127.0.0.1:8000",
    show_default=True,
    metavar="URL",
    help="Where the site is reached.",
)
def add(name: str, role: str | None, address: str) -> None:
    """Print a link that lets NAME choose a password; it is good once, for 48 hours.

    Used on somebody who has an account it changes the role, and the link changes the password.
    """
    from synth.store.accounts import LINK_HOURS, check_name

    places = paths.places()
    check_name(name, synthetic=places.synthetic_decisions)
    accounts = _accounts(places)
    known = accounts.find(name)
    given = Role(role) if role else known.role if known else Role.REVIEWER if accounts.all() else Role.LEAD
    token = accounts.invite(name, given)
    click.echo(f"{address.rstrip('/')}/welcome/{token}")
    click.echo(f"Give this link to {name} ({given}): it is good once, for {LINK_HOURS} hours.", err=True)


@reviewer.command(name="list", epilog="Example: synth reviewer list")
def listed() -> None:
    """List who may enter, with the role."""
    accounts = _accounts(paths.places()).all()
    if not accounts:
        click.echo("Nobody has an account: `synth serve` is for whoever sits at this machine.", err=True)
    wide = max((len(account.name) for account in accounts), default=0)
    for account in accounts:
        state = "" if account.password else "  has not chosen a password yet"
        click.echo(f"{account.name:<{wide}}  {account.role:<8}{state}".rstrip())


@reviewer.command(epilog="Example: synth reviewer remove ada")
@click.argument("name")
def remove(name: str) -> None:
    """Shut NAME out at once; her decisions stay and count."""
    _accounts(paths.places()).remove(name)
    click.echo(f"{name} can no longer enter; what she decided stays.", err=True)


def _accounts(places: paths.Places) -> Accounts:
    from synth.store.accounts import Accounts

    return Accounts(places.private, now=lambda: datetime.now(UTC))


COMMANDS = {"serve": serve, "reviewer": reviewer}
