"""How fast somebody reads: seconds from one decision to the next, and what was decided on each day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median, quantiles

from synth.domain.decisions import Decision, Verdict
from synth.domain.identifiers import WorkId
from synth.stages.decided import moment

QUICK = 1  # second: nobody reads faster, but presses kept offline arrive so, all at once
PAUSE = 300  # seconds: who took longer was doing something else


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """
    Seconds a decision takes: the lower quartile, the median, the upper quartile.

    ``measured``: over so many decisions. Left out are so many more: ``paused`` came after a pause, ``hasty``
    less than QUICK seconds after the line before, as presses do that were kept offline and sent together.
    """

    measured: int
    paused: int
    hasty: int
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

    What a decision took is counted from the line before it; to undo, redo, withdraw and settle is none,
    nor is a line that says again what stood (a note saved later).
    """
    taken = [seconds for _, seconds in _readings(own) if seconds is not None]
    read = [seconds for seconds in taken if QUICK <= seconds <= PAUSE]
    paused = sum(seconds > PAUSE for seconds in taken)
    hasty = len(taken) - len(read) - paused
    return Pace(measured=len(read), paused=paused, hasty=hasty, quartiles=_quartiles(read))


def days(own: Sequence[Decision]) -> list[Day]:
    """Give each day on which the person decided something, the newest first."""
    verdicts: dict[date, Counter[Verdict]] = {}
    seconds: dict[date, list[float]] = {}
    for decision, taken in _readings(own):
        verdicts.setdefault(_day(decision), Counter())[decision.verdict] += 1
        if taken is not None and QUICK <= taken <= PAUSE:
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


def _readings(own: Sequence[Decision]) -> Iterator[tuple[Decision, float | None]]:
    """Give each line that is a reading, and the seconds since the line before; None: it is the first."""
    before: datetime | None = None
    stood: dict[tuple[WorkId, str], tuple[Verdict, str]] = {}
    for at, decision in sorted(((moment(one), one) for one in own), key=lambda one: one[0]):
        place, said = (decision.work, decision.stage), (decision.verdict, decision.reason)
        if _decides(decision) and stood.get(place) != said:
            yield decision, (at - before).total_seconds() if before else None
        if not decision.settles:
            stood[place] = said
        before = at


def _decides(decision: Decision) -> bool:
    return decision.verdict is not Verdict.WITHDRAW and not decision.undoes and not decision.settles


def _day(decision: Decision) -> date:
    return moment(decision).date()


def _quartiles(seconds: Sequence[float]) -> tuple[float, float, float] | None:
    if len(seconds) < 2:  # of one, no quartiles can be taken
        return (seconds[0],) * 3 if seconds else None
    low, middle, high = quantiles(seconds, n=4, method="inclusive")
    return low, middle, high
