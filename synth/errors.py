"""
Everything raised on purpose, as a tree.

* SynthError                  what the command line and the web show as one line
  x UserError                 the person can fix it: a review file, a question, a verdict, an import
  x SourceError               a scholarly API failed; carries source and status
    + SourceUnreachable       no answer at all, or none whole, after all tries
    + SourceBusy              every try was answered with a 5xx or «too many requests»
    + SourceRefused           told to stop: 401, 403, a spent budget, a wait too long to make
    + SourceMissing           the one thing asked for is not there
    + SourceChanged           the answer is not the shape this code knows
  x WarehouseError            a built table is missing or stale; says which stage to run
"""

from __future__ import annotations


class SynthError(Exception):
    """What the command line and the web show as one line."""


class UserError(SynthError):
    """The person can fix it."""


class SourceError(SynthError):
    """A scholarly API failed."""

    def __init__(self, message: str, *, source: str, status: int | None = None) -> None:
        super().__init__(f"{source}: {message}")
        self.source = source
        self.status = status


class SourceUnreachable(SourceError):
    """No answer at all, or none whole, after all tries."""


class SourceBusy(SourceError):
    """Every try was answered, with a 5xx or «too many requests»: perhaps only this request is too much."""


class SourceRefused(SourceError):
    """
    Told to stop.

    ``wait`` is the number of seconds after which it makes sense to ask again; None: not before
    a person has done something (a wrong key, a plan without this feature).
    """

    def __init__(
        self, message: str, *, source: str, status: int | None = None, wait: float | None = None
    ) -> None:
        super().__init__(message, source=source, status=status)
        self.wait = wait


class SourceMissing(SourceError):
    """The one thing asked for is not there."""


class SourceChanged(SourceError):
    """The answer is not the shape this code knows."""


class WarehouseError(SynthError):
    """A built table is missing or stale; the message says which stage to run."""
