"""What the rules of stopping say to each person, worked out beside the requests and kept."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from synth.domain.reviews import Screening
from synth.errors import UserError
from synth.screening.reading import Statement
from synth.screening.stopping import STOPPERS
from synth.stages import ranked
from synth.stages.decided import Read

PEOPLE = 64  # whose statements are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a statement rests on: the works, what one person may see of their reading, the settings."""

    works: Sequence[Mapping[str, Any]]
    built: str
    read: Sequence[Read]
    settings: Screening

    @property
    def fingerprint(self) -> str:
        """Name it: of equal evidence nothing is worked out twice."""
        digest = hashlib.sha256(f"{self.built}\n{self.settings}\n".encode())
        for one in self.read:
            digest.update(f"{one.work}\t{one.relevant}\t{one.at.isoformat()}\t{one.shown_by}\n".encode())
        return digest.hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the rules that were asked say by their names, after ``read`` works."""

    fingerprint: str
    read: int
    rules: Mapping[str, Statement]
    statement: Statement  # what is to be gone by


def rule_of(settings: Screening) -> str:
    """Name the review's own rule of stopping; raises UserError where there is none of that name."""
    if settings.stopping not in STOPPERS:
        rules = ", ".join(STOPPERS)
        raise UserError(f"queries/review.toml: screening.stopping: {settings.stopping!r} is none of {rules}")
    return settings.stopping


def own_rule(evidence: Evidence) -> Mapping[str, Statement]:
    """Ask the review's own rule alone, and the one for any order, which speaks where that is silent."""
    settings = evidence.settings
    return ranked.said_of(evidence.works, evidence.read, settings, rules=(rule_of(settings),))


def every_rule(evidence: Evidence) -> Mapping[str, Statement]:
    """Ask all rules."""
    return ranked.said_of(evidence.works, evidence.read, evidence.settings)


class Sayings:
    """
    The newest statements, one for each person. Thread-safe.

    A thread of its own works them out, one after the other: in a list of 50,000 works they
    may take a second. ``every``: all rules are asked.
    """

    def __init__(self, *, every: bool) -> None:
        self._every = every
        self._newest: OrderedDict[str, Said] = OrderedDict()
        self._waiting: dict[str, tuple[str, Future[Said]]] = {}
        self._lock = threading.Lock()
        self._beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="statements")

    def to(self, name: str, evidence: Evidence, *, patience: float) -> Said | None:
        """
        Give what is said to a person: of this evidence if it comes in time, else what was said before.

        ``patience`` in seconds; None where nothing has been said to her yet. ``Said.read`` tells which.
        """
        wanted = evidence.fingerprint
        with self._lock:
            newest = self._newest.get(name)
            if newest and newest.fingerprint == wanted:
                return newest
            coming = self._coming(name, wanted, evidence)
        try:
            return coming.result(timeout=patience)
        except (TimeoutError, CancelledError):  # cancelled: somebody asked later, with newer evidence
            return newest

    def _coming(self, name: str, wanted: str, evidence: Evidence) -> Future[Said]:
        asked, future = self._waiting.get(name, ("", None))
        if future and asked == wanted and not (future.done() and future.exception()):
            return future
        if future:
            future.cancel()  # what has not begun would be out of date
        future = self._beside.submit(self._work_out, name, wanted, evidence)
        self._waiting[name] = wanted, future
        return future

    def _work_out(self, name: str, wanted: str, evidence: Evidence) -> Said:
        chosen = rule_of(evidence.settings)
        rules = (every_rule if self._every else own_rule)(evidence)
        statement = ranked.statement_of(rules, evidence.read, chosen=chosen)
        said = Said(fingerprint=wanted, read=len(evidence.read), rules=rules, statement=statement)
        with self._lock:
            self._newest[name] = said
            self._newest.move_to_end(name)
            while len(self._newest) > PEOPLE:
                self._newest.popitem(last=False)
            if self._waiting.get(name, ("",))[0] == wanted:
                del self._waiting[name]
        return said
