"""How fast somebody reads: seconds from one decision to the next, and what was decided on each day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from statistics import median, quantiles

from synth.domain.decisions import Decision, Verdict
from synth.stages.decided import moment

PAUSE = 300  # seconds: who took longer was doing something else


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """
    Seconds a decision takes: the lower quartile, the median, the upper quartile.

    ``measured``: over so many decisions; ``paused``: so many more came after a pause and are left out.
    """

    measured: int
    paused: int
    quartiles: tuple[float, float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What one person decided on one day (in UTC), and the median of the seconds a decision took."""

    day: date
    decided: int
    relevant: int
    not_relevant: int
    maybe: int
    seconds: float | None


def pace(own: Sequence[Decision]) -> Pace:
    """
    Measure one person's decisions, all lines of hers in any order.

    What a decision took is counted from the line before it; to undo, redo, withdraw and settle is none.
    """
    taken = [seconds for _, seconds in _taken(own)]
    short = [seconds for seconds in taken if seconds <= PAUSE]
    return Pace(measured=len(short), paused=len(taken) - len(short), quartiles=_quartiles(short))


def days(own: Sequence[Decision]) -> list[Day]:
    """Give each day on which the person decided something, the newest first."""
    made = [decision for decision in own if _decides(decision)]
    verdicts: dict[date, Counter[Verdict]] = {}
    for decision in made:
        verdicts.setdefault(_day(decision), Counter())[decision.verdict] += 1
    seconds: dict[date, list[float]] = {}
    for decision, taken in _taken(own):
        if taken <= PAUSE:
            seconds.setdefault(_day(decision), []).append(taken)
    return [
        Day(
            day=day,
            decided=counts.total(),
            relevant=counts[Verdict.INCLUDE],
            not_relevant=counts[Verdict.EXCLUDE],
            maybe=counts[Verdict.MAYBE],
            seconds=median(seconds[day]) if day in seconds else None,
        )
        for day, counts in sorted(verdicts.items(), reverse=True)
    ]


def _taken(own: Sequence[Decision]) -> list[tuple[Decision, float]]:
    ordered: list[tuple[datetime, Decision]] = sorted(
        ((moment(decision), decision) for decision in own), key=lambda one: one[0]
    )
    return [
        (decision, (at - before).total_seconds())
        for (before, _), (at, decision) in pairwise(ordered)
        if _decides(decision)
    ]


def _decides(decision: Decision) -> bool:
    return decision.verdict is not Verdict.WITHDRAW and not decision.undoes and not decision.settles


def _day(decision: Decision) -> date:
    return moment(decision).date()


def _quartiles(seconds: Sequence[float]) -> tuple[float, float, float] | None:
    if len(seconds) < 2:  # of one, no quartiles can be taken
        return (seconds[0],) * 3 if seconds else None
    low, middle, high = quantiles(seconds, n=4, method="inclusive")
    return low, middle, high
