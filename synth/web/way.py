"""Where a reviewer is in her reading: the stage, the order, and what she passed over without a vote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from synth.domain.decisions import Decision
from synth.errors import UserError
from synth.screening.sampling import SAMPLERS
from synth.web.cards import PARKED, STAGES, Stage
from synth.web.pages import Form

MOST_PASSED = 20  # an address has only so much room; who passes over more sees the first of them again


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """``sampler`` empty: as the reviewer or her team has it; ``passed`` are works, the oldest first."""

    stage: Stage = "abstract"
    sampler: str = ""
    passed: tuple[str, ...] = ()

    def query(self, *, work: str = "") -> str:
        """Write the way as the query of an address; ``work`` is the one to be shown."""
        said = [("stage", self.stage if self.stage != STAGES[0] else ""), ("sampler", self.sampler)]
        said += [*(("passed", one) for one in self.passed), ("work", work)]
        return urlencode([(name, text) for name, text in said if text])

    def past(self, work: str) -> Way:
        """Give the way on from a work, without a vote."""
        return replace(self, passed=(*self.without(work).passed, work)[-MOST_PASSED:])

    def without(self, work: str) -> Way:
        """Give the way with a work no longer among those passed over."""
        return replace(self, passed=tuple(one for one in self.passed if one != work))


def of(query: QueryParams) -> Way:
    """Read the way out of an address; raises UserError where it names a stage or sampler there is not."""
    return _checked(query.get("stage", ""), query.get("sampler", ""), query.getlist("passed"))


def of_form(form: Form) -> Way:
    """Read the way out of a card's form, as ``of`` does."""
    return _checked(form.text("stage"), form.text("sampler"), form.all("passed"))


def _checked(stage: str, sampler: str, passed: Iterable[str]) -> Way:
    known = next((one for one in STAGES if one == (stage or STAGES[0])), None)
    if known is None:
        raise UserError(f"stage: {stage!r} is none of {', '.join(STAGES)}")
    if sampler and sampler not in (*SAMPLERS, PARKED):
        raise UserError(f"sampler: {sampler!r} is none of {', '.join((*SAMPLERS, PARKED))}")
    return Way(stage=known, sampler=sampler, passed=tuple(passed)[-MOST_PASSED:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """The queries of the cards before and after one; None: there is none before."""

    previous: str | None
    next: str


def steps(way: Way, work: str, *, own: Sequence[Decision]) -> Steps:
    """
    Give the way back and on from a work, without a vote.

    What lies behind is what she decided at this stage (``own``, newest first), then what she passed over.
    Ahead of the last of these is what is dealt next.
    """
    decided = [one.work for one in reversed(own) if one.stage == way.stage and one.work not in way.passed]
    behind = [*decided, *way.passed]
    if work not in behind:
        last = behind[-1] if behind else None
        return Steps(previous=way.query(work=last) if last else None, next=way.past(work).query())
    place = behind.index(work)
    after = behind[place + 1] if place + 1 < len(behind) else ""
    return Steps(
        previous=way.query(work=behind[place - 1]) if place else None,
        next=way.query(work=after),
    )
