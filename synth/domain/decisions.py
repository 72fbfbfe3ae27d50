"""What people decide about works."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from synth.domain.identifiers import WorkId


class Verdict(StrEnum):
    """What a reviewer said; ``withdraw`` takes back what the same reviewer said before."""

    INCLUDE = "include"
    EXCLUDE = "exclude"
    MAYBE = "maybe"
    WITHDRAW = "withdraw"


_INCLUDED = {Verdict.INCLUDE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """
    One reviewer's verdict on one work at one moment.

    ``at`` is ISO 8601 with offset; ``stage`` is what was read; ``record`` is the
    record shown; ``key`` makes one decision of two deliveries of the same key press.
    ``shown_by`` says what put the work before the reviewer: a sampler (``most relevant``; ``random``,
    which makes the work part of an audit) or anything else (``oldest first``); empty: not said.
    ``score`` is what the model gave the work at that moment; None: no model had seen it. ``shown`` names
    what the page showed beside title, abstract and keywords (``authors``, ``venue``, ``highlights``).
    ``settles``: the verdict settles what others disagree on; it is the work's outcome, and no vote.
    ``undoes`` names the line of the same reviewer that this one takes back: the line then says again what
    stood before, or withdraws. To take back such a line in its turn is to redo.
    """

    at: str
    by: str
    work: WorkId
    verdict: Verdict
    stage: Literal["abstract", "full text"] = "abstract"
    record: str = ""
    reason: str = ""
    note: str = ""
    labels: tuple[str, ...] = ()
    key: str = ""
    shown_by: str = ""
    score: float | None = None
    shown: tuple[str, ...] = ()
    settles: bool = False
    undoes: str = ""

    @property
    def name(self) -> str:
        """What ``undoes`` calls this line: its key, or its moment where it has none."""
        return self.key or self.at


def standing(decisions: Iterable[Decision]) -> dict[tuple[WorkId, str, str], Decision]:
    """
    Give each reviewer's standing vote on each work and stage: the last one not withdrawn.

    Earlier lines stay in the log; they say what was believed and when. The key is
    ``(work, by, stage)``. What settles is no vote and has no part in it (see ``settlements``).
    """
    return _last(decision for decision in decisions if not decision.settles)


def settlements(decisions: Iterable[Decision]) -> dict[tuple[WorkId, str], Decision]:
    """
    Give what settles each work and stage: the last settlement not withdrawn, whoever settled.

    The key is ``(work, stage)``. A withdrawal that settles takes back what the same person settled; then
    holds again what another had settled before.
    """
    last = _last(decision for decision in decisions if decision.settles).values()
    return {(decision.work, decision.stage): decision for decision in in_time(last)}


def in_time(decisions: Iterable[Decision]) -> list[Decision]:
    """Give decisions in the order of ``at``, those of one moment as given."""
    return sorted(decisions, key=lambda decision: datetime.fromisoformat(decision.at))


def _last(decisions: Iterable[Decision]) -> dict[tuple[WorkId, str, str], Decision]:
    last: dict[tuple[WorkId, str, str], Decision] = {}
    for decision in in_time(decisions):
        place = (decision.work, decision.by, decision.stage)
        if decision.verdict is Verdict.WITHDRAW:
            last.pop(place, None)
        else:
            last[place] = decision
    return last


def latest(decisions: Iterable[Decision]) -> dict[tuple[WorkId, str], Decision]:
    """
    Give what each reviewer says of each work in the end, of standing votes: the full text's verdict.

    Where the reviewer decided on the abstract alone, that one; so too where she says maybe of the full
    text, which is not decided then, or where it does not count (see ``counting``). What settles is no vote
    and left out. The key is ``(work, by)``; it comes in the order in which the works were first decided.
    """
    last: dict[tuple[WorkId, str], Decision] = {}
    for decision in counting(decisions):
        place = (decision.work, decision.by)
        if not decision.settles and (place not in last or _weight(decision) > _weight(last[place])):
            last[place] = decision
    return last


def counting(decisions: Iterable[Decision]) -> list[Decision]:
    """
    Give standing votes and settlements without those on full texts that are not sought.

    A full text is sought while the abstract is included: it was settled so, or somebody includes it and
    nobody excludes it.
    """
    given = list(decisions)
    abstracts = [one for one in given if one.stage == "abstract"]
    said: dict[WorkId, set[Verdict]] = defaultdict(set)
    for vote in abstracts:
        if not vote.settles:
            said[vote.work].add(vote.verdict)
    said |= {one.work: {one.verdict} for one in abstracts if one.settles}
    return [one for one in given if one.stage == "abstract" or said[one.work] - {Verdict.MAYBE} == _INCLUDED]


def _weight(vote: Decision) -> int:
    """Say which of a reviewer's votes on a work holds: the full text's, then the abstract's, then a maybe."""
    if vote.stage == "abstract":
        return 1
    return 0 if vote.verdict is Verdict.MAYBE else 2
