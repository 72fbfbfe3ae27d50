"""What people decide about two records: the same publication, different ones, or related ones."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from synth.domain.identifiers import WorkId
from synth.domain.records import SAYABLE, RelationKind

Names = tuple[str, str]


class PairVerdict(StrEnum):
    """What a person said of two records; ``withdraw`` takes back what the same person said before."""

    SAME = "same"
    DIFFERENT = "different"
    RELATED = "related"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairDecision:
    """
    One person's verdict on two records at one moment.

    ``at`` is ISO 8601 with offset. ``relation`` (only where related) is read as «``record`` is …
    ``other``». ``work`` and ``other_work`` are the works they were in, so that a decision finds its
    records again should one of them come under another name. ``key`` makes one decision of two
    deliveries of the same key press.
    """

    at: str
    by: str
    record: str
    other: str
    verdict: PairVerdict
    relation: RelationKind | None = None
    work: WorkId | None = None
    other_work: WorkId | None = None
    note: str = ""
    key: str = ""

    def __post_init__(self) -> None:
        if self.record == self.other:
            raise ValueError("a record is no pair with itself")
        if (self.verdict is PairVerdict.RELATED) != (self.relation is not None):
            raise ValueError("a relation is named where the two are related, and only there")
        if self.relation is not None and self.relation not in SAYABLE:
            raise ValueError(f"relation: one of {', '.join(SAYABLE)}")

    @property
    def pair(self) -> Names:
        """The two records, whichever was named first."""
        return (self.record, self.other) if self.record < self.other else (self.other, self.record)

    @property
    def said(self) -> tuple[PairVerdict, RelationKind | None, str]:
        """What it comes to: two decisions that say the same are no dispute."""
        return self.verdict, self.relation, self.record if self.relation else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What holds of a pair: the latest decision, and those of other people that say something else."""

    decision: PairDecision
    against: tuple[PairDecision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two records said to be different that a chain of others, each said to be the same, makes one."""

    apart: PairDecision
    chain: tuple[PairDecision, ...]


def standing(decisions: Iterable[PairDecision]) -> dict[Names, Standing]:
    """
    Give what holds of each pair anybody decided on: the latest word, whoever spoke it.

    Each person's last verdict not withdrawn counts; of several people's the latest holds, and the
    others are kept beside it where they say something else. Lines are taken in the order of ``at``,
    those of one moment as given.
    """
    last: dict[Names, dict[str, PairDecision]] = {}
    for made in sorted(decisions, key=lambda made: datetime.fromisoformat(made.at)):
        people = last.setdefault(made.pair, {})
        people.pop(made.by, None)  # so that people stand in the order of their last words
        if made.verdict is not PairVerdict.WITHDRAW:
            people[made.by] = made
    return {pair: _standing(list(people.values())) for pair, people in sorted(last.items()) if people}


def _standing(words: list[PairDecision]) -> Standing:
    *earlier, latest = words
    return Standing(decision=latest, against=tuple(one for one in earlier if one.said != latest.said))


def contradictions(stand: Mapping[Names, Standing]) -> list[Contradiction]:
    """Give the pairs said to be different or only related that other verdicts make the same."""
    decisions = [one.decision for one in stand.values()]
    joined: dict[str, list[PairDecision]] = {}
    for made in decisions:
        if made.verdict is PairVerdict.SAME:
            joined.setdefault(made.record, []).append(made)
            joined.setdefault(made.other, []).append(made)
    found = []
    for made in decisions:
        if made.verdict is not PairVerdict.SAME:
            chain = _chain(joined, made.record, made.other)
            if chain:
                found.append(Contradiction(apart=made, chain=chain))
    return found


def _chain(joined: Mapping[str, Iterable[PairDecision]], start: str, end: str) -> tuple[PairDecision, ...]:
    """Give the shortest chain of verdicts from one record to another, or nothing."""
    reached: dict[str, tuple[PairDecision, ...]] = {start: ()}
    waiting = deque([start])
    while waiting and end not in reached:
        record = waiting.popleft()
        for made in joined.get(record, ()):
            further = made.other if made.record == record else made.record
            if further not in reached:
                reached[further] = (*reached[record], made)
                waiting.append(further)
    return reached.get(end, ())


def told(contradiction: Contradiction) -> str:
    """Say a contradiction in one sentence: who said what."""
    apart = contradiction.apart
    chain = ", ".join(f"{made.by}: {made.record} is {made.other}" for made in contradiction.chain)
    words = apart.relation.replace("_", " ") if apart.relation else "different from"
    return f"{apart.by} says that {apart.record} is {words} {apart.other}, but together they are one: {chain}"
