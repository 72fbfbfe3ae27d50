"""Every decision under today's works, and what of the list has been read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from synth.domain import identifiers
from synth.domain.decisions import Decision, Verdict, settlements, standing
from synth.domain.identifiers import WorkId
from synth.domain.outcomes import Outcome, outcome
from synth.paths import Places
from synth.screening.votes import vote
from synth.store import decisions

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    One line of a log: the decision as it was made, and under today's work.

    ``today`` is None where no work has its identifier; ``stands``: whether it is this reviewer's last
    word on the work at this stage or, of lines that settle, what settles it.
    """

    made: Decision
    today: Decision | None
    stands: bool
    synthetic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """
    A work that somebody includes or excludes: the share of yes, and how it first came to be read.

    ``at`` is the moment of the first decision on it, in UTC; ``shown_by`` what put it before the
    reviewer then.
    """

    work: WorkId
    share: float
    at: datetime
    shown_by: str

    @property
    def relevant(self) -> bool:
        """Whether at least half of those who decided say yes."""
        return self.share >= 0.5


def lines(places: Places, works: Iterable[Row]) -> list[Line]:
    """Give every decision with its work: that of the record shown, else what its identifier leads to."""
    found = list(_today(places, works))
    # By identity: of two lines that say the same in the same second one stands.
    here = [today for _, today, _ in found if today]
    stand = {id(one) for one in (*standing(here).values(), *settlements(here).values())}
    return [
        Line(made=made, today=today, stands=id(today) in stand, synthetic=synthetic)
        for made, today, synthetic in found
    ]


def _today(places: Places, works: Iterable[Row]) -> Iterator[tuple[Decision, Decision | None, bool]]:
    aliases: dict[str, WorkId] = {}
    records: dict[str, WorkId] = {}
    for row in works:
        aliases |= dict.fromkeys(row["aliases"], row["work"])
        records |= dict.fromkeys(row["records"], row["work"])
    for folder, synthetic in ((places.synthetic_decisions, True), (places.decisions / "screening", False)):
        for made in decisions.read(folder):
            # A person's file may write an identifier as she found it: one spelling finds its work.
            spelt = identifiers.recognise(made.work) or made.work
            work = records.get(made.record) or aliases.get(spelt)
            # The synthetic reviewers know the whole literature; what the search did not find they do not see.
            if work or not synthetic:
                yield made, replace(made, work=work) if work else None, synthetic


def standing_of(found: Iterable[Line]) -> list[Decision]:
    """Give the votes and settlements that stand, in the order of time."""
    return sorted((one.today for one in found if one.today and one.stands), key=moment)


def reading(found: Sequence[Line]) -> list[Read]:
    """Give the works read, in the order in which they were first decided; a maybe alone is not read yet."""
    # What each said first after she last took it back, and what first settled it likewise.
    since: dict[tuple[str, str, str, bool], Decision] = {}
    for decision in sorted((one.today for one in found if one.today), key=moment):
        place = (decision.work, decision.by, decision.stage, decision.settles)
        if decision.verdict is Verdict.WITHDRAW:
            since.pop(place, None)
        else:
            since.setdefault(place, decision)
    first: dict[WorkId, Decision] = {}
    for decision in sorted(since.values(), key=moment):
        first.setdefault(decision.work, decision)
    votes = vote(standing_of(found))
    return [
        Read(work=work, share=votes[work].share, at=moment(decision), shown_by=decision.shown_by)
        for work, decision in first.items()
        if work in votes
    ]


def moment(decision: Decision) -> datetime:
    """Give the moment of a decision, in UTC."""
    return datetime.fromisoformat(decision.at).astimezone(UTC)


# Of a full text: what leaves a work in that its abstract has brought in.
_NOT_OUT = (Outcome.UNDECIDED, Outcome.AWAITING, Outcome.INCLUDED)


def included(
    standing: Iterable[Decision], *, votes: int, readers: Mapping[WorkId, Collection[str]]
) -> list[WorkId]:
    """
    Give the works that are in, as the view ``included`` has it: by their abstract, and by their full text
    once all who are to have decided on it.

    ``votes`` are asked for at each stage, of no more people than the ``readers`` of the work, where these
    are named.
    """
    said: dict[WorkId, dict[str, list[Decision]]] = defaultdict(lambda: defaultdict(list))
    for decision in standing:
        said[decision.work][decision.stage].append(decision)
    return sorted(
        work
        for work, stages in said.items()
        if _is_in({stage: _outcome(made, votes, readers.get(work, ())) for stage, made in stages.items()})
    )


def _outcome(made: Sequence[Decision], votes: int, readers: Collection[str]) -> Outcome:
    voted = [one for one in made if not one.settles]
    settled = next((one.verdict for one in made if one.settles), None)
    able = len({*readers, *(one.by for one in voted)}) if readers else votes
    return outcome((one.verdict for one in voted), needed=min(votes, able), settled=settled)


def _is_in(outcomes: Mapping[str, Outcome]) -> bool:
    in_full = outcomes.get("full text", Outcome.UNDECIDED)
    return outcomes.get("abstract") is Outcome.INCLUDED and in_full in _NOT_OUT
