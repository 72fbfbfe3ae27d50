"""A site without works, whose entrance can be tried: accounts, sessions and forms are the real ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from argon2 import PasswordHasher
from starlette.applications import Starlette
from starlette.testclient import TestClient

from synth.domain.people import Person, Role
from synth.domain.reviews import Review
from synth.paths import Places
from synth.store.accounts import Accounts
from synth.web import app

if TYPE_CHECKING:
    from synth.web.site import Site

ADDRESS = "http://localhost"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "correct horse battery"


class Clock:
    """A moment that a test moves on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 10, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Give it."""
        return self.now

    def later(self, **span: float) -> None:
        """Move it on."""
        self.now += timedelta(**span)


class EmptyDesk:
    """A desk with nothing on it."""

    review = Review(name="Belonging <b>&</b> care", question="Who belongs?")
    synthetic = True
    built = "0"

    def __len__(self) -> int:
        """Count the works."""
        return 0

    def left(self, person: Person, stage: str) -> int:
        """Say what is left."""
        return 0

    def conflicts(self, person: Person, stage: str) -> list[Any]:
        """Give nothing."""
        return []

    def outcomes(self, person: Person, stage: str) -> dict[str, Any]:
        """Give nothing."""
        return {}

    def visible(self, person: Person) -> list[Any]:
        """Give nothing."""
        return []


@dataclass
class SmallSite:
    """What pages ask of a site."""

    places: Places
    accounts: Accounts
    alone: Person | None = None
    desk: EmptyDesk = field(default_factory=EmptyDesk)


def site(
    folder: Path, *, alone: str = "", people: Sequence[tuple[str, Role]] = (), clock: Clock | None = None
) -> Site:
    """Give a site; ``people`` have accounts with PASSWORD."""
    places = Places(folder, "demo")
    accounts = Accounts(places.private, now=clock or Clock(), hasher=CHEAP)
    for name, role in people:
        accounts.accept(accounts.invite(name, role), PASSWORD)
    someone = Person(name=alone, role=Role.LEAD) if alone else None
    return cast("Site", SmallSite(places=places, accounts=accounts, alone=someone))


def made(folder: Path, *, secure: bool = False, **how: Any) -> Starlette:
    """Give its application."""
    return app.create(site(folder, **how), hosts=("screen.example.org",), secure=secure)


def visitor(application: Starlette, *, address: str = ADDRESS, failing: bool = False) -> TestClient:
    """Give a browser: it keeps cookies, follows nothing by itself, and says where its forms come from."""
    return TestClient(
        application,
        base_url=address,
        headers={"Origin": address},
        follow_redirects=False,
        raise_server_exceptions=not failing,
    )


def token(browser: TestClient, path: str = "/sign-in") -> str:
    """Give what a form on this page carries."""
    page = browser.get(path).text
    return page.partition('name="token" content="')[2].partition('"')[0]


def sign_in(browser: TestClient, name: str, password: str = PASSWORD) -> None:
    """Sign in by the form."""
    fields = {"token": token(browser), "name": name, "password": password}
    answer = browser.post("/sign-in", data=fields)
    assert answer.status_code == 303, answer.text
