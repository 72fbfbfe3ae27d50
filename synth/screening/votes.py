"""What several people say of one work, as one lesson for the model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from synth.domain.decisions import Decision, Verdict, latest
from synth.domain.identifiers import WorkId


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """How many reviewers say yes to a work, and how many no; at least one of them."""

    includes: int = 0
    excludes: int = 0

    @property
    def share(self) -> float:
        """Give the share of yes, 0 to 1: how relevant the model is told the work is."""
        return self.includes / (self.includes + self.excludes)


def vote(decisions: Iterable[Decision]) -> dict[WorkId, Votes]:
    """
    Count yes and no for each work, of standing decisions; a maybe is neither and left out.

    Of one reviewer's verdicts on a work that on the later stage counts. Works come in the order in
    which they were first decided, as far as the decisions do.
    """
    votes: dict[WorkId, Votes] = {}
    for (work, _), decision in latest(decisions).items():
        said = votes.get(work, Votes())
        if decision.verdict is Verdict.INCLUDE:
            votes[work] = Votes(includes=said.includes + 1, excludes=said.excludes)
        elif decision.verdict is Verdict.EXCLUDE:
            votes[work] = Votes(includes=said.includes, excludes=said.excludes + 1)
    return votes
