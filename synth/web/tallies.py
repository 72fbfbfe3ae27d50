"""How the screening stands, as one person may see it: counts by stage, and how far reviewers agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from synth.domain.decisions import Verdict
from synth.domain.identifiers import WorkId
from synth.domain.outcomes import Outcome
from synth.domain.people import Person
from synth.screening import agreement
from synth.screening.agreement import Agreement
from synth.stages.decided import Line
from synth.web.cards import STAGES, Stage
from synth.web.desk import Desk

# A work with all its votes, settled or not.
COMPLETE = frozenset({Outcome.INCLUDED, Outcome.EXCLUDED, Outcome.CONFLICT, Outcome.MAYBE})

Votes = Mapping[WorkId, Mapping[str, Verdict]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """
    One stage in numbers: how its works stand, what the person said herself, how many she is still to read.

    ``works``: those of the list; at the full text, those whose abstract is relevant. ``own`` counts works.
    """

    stage: Stage
    works: int
    outcomes: Mapping[Outcome, int]
    own: Mapping[Verdict, int]
    left: int

    @property
    def screened(self) -> int:
        """How many works somebody has read, as far as the person may know."""
        return self.works - self.outcomes[Outcome.UNDECIDED]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two reviewers, and how far they agree over the works that both decided."""

    one: str
    other: str
    agreement: Agreement


def tallies(desk: Desk, person: Person) -> list[Tally]:
    """Count each stage as the person may see it."""
    return [_tally(desk, person, stage) for stage in STAGES]


def _tally(desk: Desk, person: Person, stage: Stage) -> Tally:
    outcomes = Counter(desk.outcomes(person, stage).values())
    return Tally(
        stage=stage,
        works=outcomes.total(),
        outcomes=outcomes,
        own=Counter(decision.verdict for decision in desk.own(person) if decision.stage == stage),
        left=desk.left(person, stage),
    )


def votes(lines: Iterable[Line], outcomes: Mapping[WorkId, Outcome], stage: Stage) -> Votes:
    """Give who said what of each work that has all its votes; a settlement is no vote."""
    said: dict[WorkId, dict[str, Verdict]] = {}
    for line in lines:
        today = line.today
        if today is None or not line.stands or today.settles or today.stage != stage:
            continue
        if outcomes.get(today.work) in COMPLETE and today.verdict is not Verdict.WITHDRAW:
            said.setdefault(today.work, {})[today.by] = today.verdict
    return said


def pairs(said: Votes) -> list[Pair]:
    """Compare every two reviewers who decided on a work together."""
    together = {pair for verdicts in said.values() for pair in combinations(sorted(verdicts), 2)}
    return [
        Pair(one=one, other=other, agreement=agreement.between(one, other, said))
        for one, other in sorted(together)
    ]
