"""The works that wait to be settled, those that were, and what of them a page is to show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from urllib.parse import urlencode

from synth.domain.decisions import Decision, Verdict
from synth.domain.people import Person
from synth.stages.decided import moment
from synth.web.cards import STAGES, Conflict, Stage
from synth.web.desk import Desk
from synth.web.sheets import Sheet

NO_REASON = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A work in the queue."""

    conflict: Conflict
    sheet: Sheet

    @property
    def between(self) -> list[str]:
        """Name who disagrees with whom, ``ada, ben``; where nobody does, all who voted."""
        votes = self.conflict.votes
        apart = [
            f"{one}, {other}"
            for one, other in combinations(sorted(votes), 2)
            if votes[one].verdict is not votes[other].verdict
        ]
        return apart or [", ".join(sorted(votes))]

    @property
    def reasons(self) -> set[str]:
        """The reasons given, ``none`` where a vote to exclude has none."""
        votes = self.conflict.votes.values()
        return {vote.reason or NO_REASON for vote in votes if vote.verdict is Verdict.EXCLUDE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A settlement, and the work it is about."""

    decision: Decision
    sheet: Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What of the queue is shown: of one pair of reviewers, with one reason, at one stage; empty: all."""

    pair: str = ""
    reason: str = ""
    stage: str = ""

    def keeps(self, case: Case) -> bool:
        """Say whether a case is shown."""
        return (
            (not self.pair or self.pair in case.between)
            and (not self.reason or self.reason in case.reasons)
            and (not self.stage or self.stage == case.conflict.stage)
        )

    def query(self, **more: str) -> str:
        """Give it as the query of an address, and what else belongs there."""
        parts = {"pair": self.pair, "reason": self.reason, "at": self.stage, **more}
        return urlencode({name: value for name, value in parts.items() if value})


def cases(engine: Desk, person: Person) -> list[Case]:
    """Give what waits to be settled at both stages, as far as the person may see it."""
    waiting = chain.from_iterable(engine.conflicts(person, stage) for stage in STAGES)
    return [Case(conflict=one, sheet=sheet) for one in waiting if (sheet := engine.sheet(one.work))]


def settled(engine: Desk, person: Person) -> list[Settled]:
    """Give what was settled, the newest first."""
    done = chain.from_iterable(engine.settled(person, stage) for stage in STAGES)
    found = [
        Settled(decision=one.settlement, sheet=sheet)
        for one in done
        if one.settlement and (sheet := engine.sheet(one.work))
    ]
    return sorted(found, key=lambda one: moment(one.decision), reverse=True)


def find(engine: Desk, person: Person, work: str, *, stage: Stage) -> Conflict | None:
    """Give a work that waits to be settled, or was; None: there is nothing to settle."""
    known = chain(engine.conflicts(person, stage), engine.settled(person, stage))
    return next((one for one in known if one.work == work), None)


def counted(values: Iterable[Iterable[str]]) -> Sequence[tuple[str, int]]:
    """Count how many cases have each value, in the order of the values."""
    each: Iterator[str] = chain.from_iterable(values)
    return sorted(Counter(each).items())
