"""What one person may see of what others said: blindness, in one place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from synth.domain.decisions import Decision, in_time
from synth.domain.outcomes import Outcome
from synth.domain.people import Person, Role
from synth.screening.votes import vote
from synth.web.book import Book, Entry
from synth.web.cards import STAGES, Conflict, Stage

Flags = NDArray[numpy.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """
    What one person sees of the book. Not thread-safe: who holds the book has its lock.

    One's own lines always. Of others, what is said of works that have all their votes; a lead sees the
    rest too, but nothing of a work on which she owes a vote; where nothing is ``blind``, everybody sees
    everything. A reader sees outcomes of complete works alone.
    """

    book: Book
    person: Person
    blind: bool

    def sees(self, place: int, stage: Stage) -> bool:
        """Say whether the person may see what others say of a work at a stage."""
        ballots, name = self.book.stages[stage], self.person.name
        if not self.person.role.may(Role.REVIEWER):
            return False
        if not self.blind or ballots.complete(place):
            return True
        owes = ballots.reads(name, place) and name not in ballots.votes.get(place, ())
        return self.person.role is Role.LEAD and not owes

    def clear(self, place: int, *, votes: int) -> bool:
        """
        Say whether nothing can be said of a work that the person may not know; ``votes``: a work's, at most.

        It is the same whether a vote that she may not see is there or not: before all are in, another's may
        be there unless her own is the only one but the last. What is not sought has no votes.
        """
        return all(
            self.sees(place, stage)
            or self.book.stages[stage].complete(place)  # a reader knows the outcome
            or votes - (self.person.name in self.book.stages[stage].votes.get(place, ())) <= 1
            or not self.book.sought(stage)[place]
            for stage in STAGES
        )

    def votes(self, place: int, stage: Stage) -> dict[str, Decision]:
        """Give the standing votes on a work that the person may see, by reviewer in the order of names."""
        votes, all_ = self.book.stages[stage].votes.get(place, {}), self.sees(place, stage)
        return {name: votes[name] for name in sorted(votes) if all_ or name == self.person.name}

    def outcomes(self, stage: Stage) -> list[Outcome]:
        """Give how each work stands, by place, as far as the person may know."""
        ballots = self.book.stages[stage]
        found = ballots.outcomes()
        found[~ballots.completed() & ~self.seen(stage) & ~ballots.voted(self.person.name)] = 0
        outcomes = list(Outcome)  # the first is UNDECIDED
        return [outcomes[code] for code in found.tolist()]

    def known(self) -> Flags:
        """Say of which works the person may see any vote, (n_works,)."""
        stages = self.book.stages
        masks = [self.seen(stage) | stages[stage].voted(self.person.name) for stage in STAGES]
        return masks[0] | masks[1]

    def share(self, place: int) -> float | None:
        """Give the share of yes among what the person may see of a work; None: neither yes nor no."""
        said = [line for stage in STAGES for line in self.votes(place, stage).values()]
        for stage in STAGES:
            settled = self.book.stages[stage].settled.get(place)
            if settled and self.sees(place, stage):
                said.append(settled)
        votes = next(iter(vote(said).values()), None)
        return votes.share if votes else None

    def conflicts(self, stage: Stage) -> Iterator[Conflict]:
        """Give the works that wait to be settled."""
        for place in self.book.stages[stage].unresolved() if self.person.role.may(Role.REVIEWER) else ():
            yield self._conflict(place, stage)

    def settled(self, stage: Stage) -> Iterator[Conflict]:
        """Give the works that were settled, newest last."""
        places = {id(line): place for place, line in self.book.stages[stage].settled.items()}
        for line in in_time(self.book.stages[stage].settled.values()):
            if self.person.role.may(Role.REVIEWER):
                yield self._conflict(places[id(line)], stage)

    def _conflict(self, place: int, stage: Stage) -> Conflict:
        ballots = self.book.stages[stage]
        return Conflict(
            work=self.book.sheets.works[place],
            stage=stage,
            outcome=ballots.outcome(place),
            votes=self.votes(place, stage),
            settlement=ballots.settled.get(place),
            may_settle=self.may_settle(place, stage),
        )

    def may_settle(self, place: int, stage: Stage) -> bool:
        """Say whether the person may settle a work: a lead, or a reviewer who has no vote on it."""
        party = self.person.name in self.book.stages[stage].votes.get(place, ())
        return self.person.role is Role.LEAD or (self.person.role is Role.REVIEWER and not party)

    def seen(self, stage: Stage) -> Flags:
        """Say of each work whether the person may see what others say of it, (n_works,); as ``sees``."""
        ballots, name = self.book.stages[stage], self.person.name
        if not self.person.role.may(Role.REVIEWER):
            return numpy.zeros(ballots.total, dtype=bool)
        if not self.blind:
            return numpy.ones(ballots.total, dtype=bool)
        complete = ballots.completed()
        if self.person.role is not Role.LEAD:
            return complete
        return complete | ~ballots.hers(name) | ballots.voted(name)

    def entries(self, entries: Iterable[Entry], seen: Mapping[Stage, Flags]) -> list[Entry]:
        """Give those lines that the person may see, of whose works she sees these."""
        return [
            entry
            for entry in entries
            if entry.made.by == self.person.name
            or (entry.place is not None and seen[entry.made.stage][entry.place])
        ]
