"""What several people say of one work, as one lesson for the model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from synth.domain.decisions import Decision, Verdict, counting, latest
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

    Of one reviewer's verdicts on a work that on the later stage counts (see ``latest``). Where a stage was
    settled, the settlement takes the place of the votes on it: the share of a work settled last is 1 or 0.
    Works come in the order in which they were first decided, as far as the decisions do.
    """
    given = counting(decisions)
    settled = {(one.work, one.stage): one.verdict for one in given if one.settles}
    words: dict[WorkId, list[Verdict]] = {one.work: [] for one in given}
    for one in latest(given).values():
        if one.verdict is not Verdict.MAYBE and (one.work, one.stage) not in settled:
            words[one.work].append(one.verdict)
    for (work, stage), verdict in settled.items():
        if stage == "full text" or not words[work]:
            words[work] = [verdict]
    counted = {
        work: (said.count(Verdict.INCLUDE), said.count(Verdict.EXCLUDE)) for work, said in words.items()
    }
    return {
        work: Votes(includes=includes, excludes=excludes)
        for work, (includes, excludes) in counted.items()
        if includes or excludes
    }
