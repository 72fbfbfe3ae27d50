"""Whether merging another branch now would show a reviewer votes on works that she still is to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from synth.domain import identifiers
from synth.domain.decisions import Decision, Verdict, settlements, standing
from synth.domain.identifiers import WorkId
from synth.domain.outcomes import Outcome, outcome, votes_needed
from synth.domain.reviews import Assignment, Profile, Team
from synth.errors import UserError
from synth.paths import Places
from synth.screening import assigning
from synth.stages import rank
from synth.stages.rank import Row
from synth.store import branches, decisions, logs, reviews, tables

Place = tuple[WorkId, str]  # a work and a stage
_OPEN = (Outcome.UNDECIDED, Outcome.AWAITING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """
    What merging a branch would show one reviewer.

    ``people`` are those with lines on the branch that are not here, ``lines`` how many these are. ``shown``
    are the works, each with its stage, on which she would see a vote and still owes her own; ``owed`` counts
    all she still owes at the stage ``abstract`` after the merge, ``theirs`` what the people owe there.
    ``here``: of what she owes, that on which another's vote is in this tree already.
    """

    branch: str
    by: str
    blind: bool
    people: tuple[str, ...]
    lines: int
    shown: tuple[Place, ...]
    owed: int
    theirs: Mapping[str, int]
    here: int


def sight(places: Places, branch: str, *, by: str) -> Sight:
    """
    Say what merging ``branch`` now would show the reviewer ``by``; nothing is written, not by git either.

    Raises UserError where the branch is none, ``by`` is none of the team, or decisions are not committed
    (the demonstration's), and WarehouseError where the works have not been built.
    """
    review = reviews.read_review(places.review)
    if review.profile is Profile.DEMO:
        raise UserError("decisions on the demonstration are not committed: no branch holds any")
    team = review.team.reviewers
    if team and by not in team:  # whoever owes nothing would be told that nothing is shown
        raise UserError(f"{by!r} is none of those who screen: {', '.join(team)} (team.reviewers)")
    works = list(tables.read(places.table("works"), tables.WORKS, columns=rank.COLUMNS))
    mine = list(_today(decisions.read(places.decisions / "screening"), works))
    known = {(made.by, made.key, made.at, made.work, made.stage, made.verdict) for made in mine}
    there = _today(_on(branch, places), works)
    new = [
        made
        for made in there
        if made.by != by and (made.by, made.key, made.at, made.work, made.stage, made.verdict) not in known
    ]
    people = tuple(sorted({made.by for made in new}))
    names = review.team.reviewers or tuple(sorted({by, *(made.by for made in (*mine, *new))}))
    after = _Count([*mine, *new], team=review.team, names=names, works=works)
    now = _Count(mine, team=review.team, names=names, works=works)
    told = {(made.work, made.stage) for made in new if made.verdict is not Verdict.WITHDRAW}
    seen = {(made.work, made.stage) for made in mine if made.by != by}
    return Sight(
        branch=branch,
        by=by,
        blind=review.team.blind,
        people=people,
        lines=len(new),
        shown=tuple(sorted(place for place in told if after.owes(by, place))),
        owed=after.owed(by),
        theirs={name: after.owed(name) for name in people},
        here=sum(now.owes(by, place) for place in seen),
    )


def _on(branch: str, places: Places) -> Iterator[Decision]:
    folder = places.decisions / "screening"
    for name, text in branches.files(places.root, branch, folder=folder, ending=".jsonl"):
        yield from logs.parsed(text, decisions.DECISION, file=Path(branch) / name)


def _today(made: Iterable[Decision], works: Iterable[Row]) -> Iterator[Decision]:
    """Give the decisions under today's works, as ``decided.lines`` does; of works that are not here, none."""
    found: dict[str, WorkId] = {}
    for row in works:
        found |= dict.fromkeys((*row["aliases"], *row["records"]), row["work"])
    for one in made:
        work = found.get(one.record) or found.get(identifiers.recognise(one.work) or one.work)
        if work:
            yield replace(one, work=work)


class _Count:
    """Who still owes what, where these decisions are all there are."""

    def __init__(
        self, made: Sequence[Decision], *, team: Team, names: Sequence[str], works: Sequence[Row]
    ) -> None:
        self._team = team
        self._place = {row["work"]: place for place, row in enumerate(works)}
        texts = [rank.text_of(row) for row in works] if team.assignment is Assignment.LABEL else []
        labels = assigning.labelled(team.shares, texts)
        self._readers = assigning.readers(team, names, works=list(self._place), labels=labels)
        self._votes: dict[Place, dict[str, Verdict]] = defaultdict(dict)
        for (work, by, stage), vote in standing(made).items():
            self._votes[work, stage][by] = vote.verdict
        self._settled = settlements(made)

    def owes(self, by: str, place: Place) -> bool:
        """Say whether a reviewer is to vote on a work at a stage, and it waits for her."""
        return self._reads(by, place) and by not in self._votes[place] and self._outcome(place) in _OPEN

    def owed(self, by: str) -> int:
        """Count what she owes at the stage ``abstract``."""
        return sum(self.owes(by, (work, "abstract")) for work in self._place)

    def _reads(self, by: str, place: Place) -> bool:
        return by in self._readers and bool(self._readers[by][self._place[place[0]]])

    def _outcome(self, place: Place) -> Outcome:
        votes, settled = self._votes[place], self._settled.get(place)
        readers: Collection[str] = [name for name in self._readers if self._reads(name, place)]
        needed = votes_needed(self._team.votes, able=len({*readers, *votes}))
        return outcome(votes.values(), needed=needed, settled=settled.verdict if settled else None)
