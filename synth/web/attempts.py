"""Signing in, tried too often: each failure makes the next wait longer, by name and by address."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping

_FREE = 5  # failures that cost nothing, of a name at one address, and of an address: people mistype
_FREE_NAME = 500  # failures of a name, wherever: no stranger shall lock out who signs in elsewhere
_LONGEST = 300.0  # seconds; long enough to make guessing hopeless, short enough to lock nobody out for good
_FORGOTTEN = 3600.0  # seconds without a failure
_MOST = 10_000  # names and addresses kept in mind


class Attempts:
    """
    What failed lately; thread-safe, and never more than ``_MOST`` names and addresses.

    Who signed in at an address before is there not held up by what fails at others. ``clock`` gives seconds
    that only grow.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._at_home: OrderedDict[tuple[str, str], None] = OrderedDict()  # names where they signed in

    def begin(self, name: str, address: str) -> float:
        """
        Begin an attempt of a name at an address: give the seconds still to wait, 0.0 if it may go on.

        An attempt counts as failed until ``passed`` or ``unheard`` says otherwise, so that many at once
        count too.
        """
        now = self._clock()
        with self._lock:
            counted = self._counted(name, address)
            wait = max(self._wait(one, now, free=free) for one, free in counted.items())
            if not wait:
                for one in counted:
                    self._fail(one, now)
            return wait

    def passed(self, name: str, address: str) -> None:
        """Forget the failures of a name, and of the address at which it signed in."""
        with self._lock:
            for one in self._counted(name, address):
                self._failures.pop(one, None)
            self._at_home[name, address] = None
            self._at_home.move_to_end((name, address))
            if len(self._at_home) > _MOST:
                self._at_home.popitem(last=False)

    def unheard(self, name: str, address: str) -> None:
        """Take back an attempt that was turned away before its password was looked at."""
        now = self._clock()
        with self._lock:
            for one in self._counted(name, address):
                failures, _ = self._failures.get(one, (0, now))
                if failures:
                    self._failures[one] = (failures - 1, now - _LONGEST)

    def _counted(self, name: str, address: str) -> Mapping[str, int]:
        """Name what failures are counted for, and how many of each are free."""
        here = {f"address {address}": _FREE, f"name {name} at {address}": _FREE}
        return here if (name, address) in self._at_home else {**here, f"name {name}": _FREE_NAME}

    def _wait(self, one: str, now: float, *, free: int) -> float:
        failures, last = self._failures.get(one, (0, now))
        if failures < free or now - last > _FORGOTTEN:
            return 0.0
        return max(0.0, last + min(_LONGEST, 2.0 ** min(failures - free, 20)) - now)

    def _fail(self, one: str, now: float) -> None:
        failures, last = self._failures.pop(one, (0, now))
        self._failures[one] = (1 if now - last > _FORGOTTEN else failures + 1, now)
        while len(self._failures) > _MOST:
            self._failures.popitem(last=False)
