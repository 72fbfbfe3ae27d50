"""Signing in, tried too often: each failure makes the next wait longer, by name and by address."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

_FREE = 5  # failures that cost nothing: people mistype
_LONGEST = 300.0  # seconds; long enough to make guessing hopeless, short enough to lock nobody out for good
_FORGOTTEN = 3600.0  # seconds without a failure
_MOST = 10_000  # names and addresses kept in mind


class Attempts:
    """
    What failed lately; thread-safe, and never more than ``_MOST`` names and addresses.

    ``clock`` gives seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def begin(self, *who: str) -> float:
        """
        Begin an attempt of these (a name, an address): give the seconds still to wait, 0.0 if it may go on.

        An attempt counts as failed until ``passed`` says otherwise, so that many at once count too.
        """
        now = self._clock()
        with self._lock:
            wait = max(self._wait(one, now) for one in who)
            if not wait:
                for one in who:
                    self._fail(one, now)
            return wait

    def passed(self, *who: str) -> None:
        """Forget the failures of these."""
        with self._lock:
            for one in who:
                self._failures.pop(one, None)

    def _wait(self, one: str, now: float) -> float:
        failures, last = self._failures.get(one, (0, now))
        if failures < _FREE or now - last > _FORGOTTEN:
            return 0.0
        return max(0.0, last + min(_LONGEST, 2.0 ** min(failures - _FREE, 20)) - now)

    def _fail(self, one: str, now: float) -> None:
        failures, last = self._failures.pop(one, (0, now))
        self._failures[one] = (1 if now - last > _FORGOTTEN else failures + 1, now)
        if len(self._failures) > _MOST:
            self._failures.popitem(last=False)
