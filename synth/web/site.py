"""The site's newest desk: a new build is loaded beside the requests and takes the old one's place."""

from __future__ import annotations

import atexit
import gc
import logging
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from synth.domain.people import Person
from synth.errors import SynthError
from synth.paths import Places
from synth.store import private
from synth.store.accounts import Accounts
from synth.web import loading, sessions
from synth.web.desk import Desk
from synth.web.signing import Signer

log = logging.getLogger(__name__)

LOOK = 2.0  # seconds after which a request looks whether there is a new build


def _now() -> datetime:
    return datetime.now(UTC)


class Site:
    """
    What all pages share. Thread-safe.

    ``alone`` is who sits here, on loopback without accounts; None: people sign in. ``project`` tells this
    one from another at the same address. Raises SynthError where the first desk cannot be made.
    """

    def __init__(
        self, places: Places, *, alone: Person | None = None, now: Callable[[], datetime] = _now
    ) -> None:
        self.places, self.alone, self.accounts = places, alone, Accounts(places.private, now=now)
        secret = private.secret(places.private)
        self._signer, self.project = Signer(secret), sessions.mark(secret)
        self._now = now
        self._lock = threading.Lock()  # of what follows
        self._looked = time.monotonic()
        self._loading: threading.Thread | None = None
        # The works and settings last tried: what cannot be used is not tried twice, whatever is wrong.
        self._tried = self._built()
        self._ranked = self._ranking()
        self._desk = self._made()

    @property
    def desk(self) -> Desk:
        """The newest desk; ask once in a request."""
        self._look()
        return self._desk

    def sign(self, payload: Mapping[str, Any]) -> str:
        """Give a payload as a text that nobody else can make."""
        return self._signer.sign(payload)

    def unsign(self, text: str) -> dict[str, Any]:
        """Give the payload of a text this site made; raises UserError for any other."""
        return self._signer.unsign(text)

    def reviewers(self) -> tuple[str, ...]:
        """Give the names of those who may screen: of the accounts, or who sits here alone."""
        return self.accounts.reviewers() or ((self.alone.name,) if self.alone else ())

    def _made(self) -> Desk:
        desk = Desk(self.places, reviewers=self.reviewers, now=self._now)
        # Its millions of objects stay as long as it does: to go through them in search of garbage would
        # stop every request for half a second, again and again.
        gc.freeze()
        atexit.register(gc.unfreeze)  # else DuckDB complains at the end of what was not cleared away
        return desk

    def _built(self) -> tuple[str, str]:
        """Name the works and the settings as they are now; an empty name: there are none."""
        return loading.stamp(self.places.table("works")), loading.stamp(self.places.review)

    def _ranking(self) -> str:
        return loading.stamp(self.places.table("ranking"))

    def _look(self) -> None:
        """See to it that a new build, other settings, or a new ranking are read beside the requests."""
        with self._lock:
            if self._loading or time.monotonic() - self._looked < LOOK:
                return
            self._looked = time.monotonic()
            built, ranked = self._built(), self._ranking()
            new = all(built) and built != self._tried
            if new or ranked not in ("", self._ranked):
                self._tried = built if new else self._tried
                self._ranked = ranked or self._ranked
                self._beside(self._load if new else self._rank)

    def _beside(self, act: Callable[[], None]) -> None:
        self._loading = threading.Thread(target=self._run, args=(act,), name="desk", daemon=True)
        self._loading.start()

    def _run(self, act: Callable[[], None]) -> None:
        try:
            act()
        except SynthError as error:
            log.error("site: what has changed cannot be used, the desk stays as it was: %s", error)
        finally:
            self._loading = None

    def _load(self) -> None:
        """Load a new build; what is decided meanwhile is in the log, and the new desk follows it there."""
        log.info("site: the works or queries/review.toml have changed; the desk is made anew")
        self._desk = self._made()

    def _rank(self) -> None:
        self._desk.read_probabilities()
