"""The votes on the works of today at one stage, and what they come to, kept as decisions come in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy
from numpy.typing import NDArray

from synth.domain import outcomes
from synth.domain.decisions import Decision, Verdict, settlements, standing
from synth.domain.outcomes import Outcome

Flags = NDArray[numpy.bool_]

_CODES = list(Outcome)  # in this order: those after AWAITING are of works that have all their votes
UNRESOLVED = (Outcome.MAYBE, Outcome.CONFLICT)
_OPEN = (Outcome.AWAITING, Outcome.MAYBE)


class Ballots:
    """
    One stage of so many works, each by its place. Not thread-safe: who holds it has a lock.

    ``votes`` are the standing votes by place and reviewer, ``settled`` the standing settlements by place.
    """

    def __init__(self, total: int, *, votes_needed: int) -> None:
        self.votes: dict[int, dict[str, Decision]] = {}
        self.settled: dict[int, Decision] = {}
        self._lines: dict[tuple[int, str], list[Decision]] = defaultdict(list)
        self._settlements: dict[int, list[Decision]] = defaultdict(list)
        self._voted: dict[str, Flags] = {}
        self._parked: dict[str, set[int]] = defaultdict(set)
        self._wanted = votes_needed
        self.total = total
        self._readers: Mapping[str, Flags] = {}
        self._none: Flags = numpy.zeros(total, dtype=bool)
        self._many = numpy.zeros(total, dtype=numpy.int64)  # how many are to read each work
        self._outcomes: NDArray[numpy.int8] = numpy.zeros(total, dtype=numpy.int8)

    def assign(self, readers: Mapping[str, Flags]) -> None:
        """Take who is to read what: each reviewer's works, (n_works,)."""
        self._readers = readers
        self._many = numpy.zeros(self.total, dtype=numpy.int64)
        for works in readers.values():
            self._many += works
        for place in {*self.votes, *self.settled}:
            self._outcomes[place] = _CODES.index(self._outcome(place))

    def take(self, place: int, line: Decision) -> None:
        """Take a line of the log, under today's name of its work; one reviewer's come in the file's order."""
        lines = self._lines[place, line.by]
        lines.append(line)
        if line.settles:
            self._settle(place, line)
        else:
            self._vote(place, line.by, standing(lines).values())
        self._outcomes[place] = _CODES.index(self._outcome(place))

    def _vote(self, place: int, by: str, said: Iterable[Decision]) -> None:
        vote = next(iter(said), None)
        if by not in self._voted:
            self._voted[by] = numpy.zeros(self.total, dtype=bool)
        self._voted[by][place] = vote is not None
        self._parked[by].discard(place)
        votes = self.votes.setdefault(place, {})
        votes.pop(by, None)
        if vote:
            votes[by] = vote
            if vote.verdict is Verdict.MAYBE:
                self._parked[by].add(place)
        if not votes:
            del self.votes[place]

    def _settle(self, place: int, line: Decision) -> None:
        self._settlements[place].append(line)
        self.settled.pop(place, None)
        for settlement in settlements(self._settlements[place]).values():
            self.settled[place] = settlement

    def _outcome(self, place: int) -> Outcome:
        settled = self.settled.get(place)
        return outcomes.outcome(
            (vote.verdict for vote in self.votes.get(place, {}).values()),
            needed=self.needed(place),
            settled=settled.verdict if settled else None,
        )

    def needed(self, place: int) -> int:
        """Give how many votes a work needs: never more than there are people to give them, or have given."""
        others = sum(not self.reads(by, place) for by in self.votes.get(place, ()))
        return outcomes.votes_needed(self._wanted, able=int(self._many[place]) + others)

    def reads(self, by: str, place: int) -> bool:
        """Say whether a work is one that this reviewer is to read."""
        return bool(self.hers(by)[place])

    def outcome(self, place: int) -> Outcome:
        """Give how a work stands."""
        return _CODES[int(self._outcomes[place])]

    def lines(self, place: int, by: str) -> list[Decision]:
        """Give a reviewer's lines on a work, in the order of the file."""
        return list(self._lines.get((place, by), ()))

    def complete(self, place: int) -> bool:
        """Say whether a work has all its votes, or was settled."""
        return bool(self._outcomes[place] > _CODES.index(Outcome.AWAITING))

    def completed(self) -> Flags:
        """Say of each work whether it has all its votes, or was settled, (n_works,)."""
        return self._outcomes > _CODES.index(Outcome.AWAITING)

    def included(self) -> Flags:
        """Say of each work whether it is included, (n_works,)."""
        included: Flags = self._outcomes == _CODES.index(Outcome.INCLUDED)
        return included

    def hers(self, by: str) -> Flags:
        """Say of each work whether it is one that this reviewer is to read, (n_works,)."""
        return self._readers.get(by, self._none)

    def voted(self, by: str) -> Flags:
        """Say of each work whether this reviewer's vote on it stands, (n_works,)."""
        return self._voted.get(by, self._none)

    def unread(self, by: str) -> Flags:
        """Say of each work whether this reviewer is still to read it, (n_works,)."""
        return self.hers(by) & ~self.voted(by) & ~self.completed()

    def parked(self, by: str) -> list[int]:
        """Give the works on which a reviewer says maybe and nothing is settled, the longest parked first."""
        kept = (place for place in self._parked.get(by, ()) if self.outcome(place) in _OPEN)
        return sorted(kept, key=lambda place: (self.votes[place][by].at, place))

    def unresolved(self) -> list[int]:
        """Give the works with all their votes that nobody settled and people do not agree on, by place."""
        codes = [_CODES.index(outcome) for outcome in UNRESOLVED]
        return [int(place) for place in numpy.flatnonzero(numpy.isin(self._outcomes, codes))]

    def outcomes(self) -> NDArray[numpy.int8]:
        """Give how each work stands, (n_works,): its place in the list of outcomes."""
        return self._outcomes.copy()
