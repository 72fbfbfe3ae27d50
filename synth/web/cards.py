"""What goes back and forth between the pages and the desk: a card, a key press, what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from synth.domain.decisions import Decision, Verdict
from synth.domain.identifiers import WorkId
from synth.domain.outcomes import Outcome
from synth.errors import UserError
from synth.screening.explaining import Term
from synth.web.sheets import Sheet

Stage = Literal["abstract", "full text"]
STAGES: tuple[Stage, ...] = ("abstract", "full text")

CHOSEN = "chosen"  # a card is shown by this when the person asked for this very work
PARKED = "parked"  # and by this when she had put it off with a maybe; a sampler's name, too


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealt:
    """
    A work laid before somebody.

    ``key`` makes one decision of all presses on this card; ``shown_by`` is the sampler, CHOSEN or PARKED.
    ``standing`` is what the person herself said of the work at this stage. What the model gives the work
    stays with the desk: it has learnt from votes that the person may not see.
    """

    work: WorkId
    stage: Stage
    key: str
    shown_by: str
    standing: Decision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """
    What somebody said on a card; ``key`` and ``shown_by`` are the card's.

    ``verdict`` may be WITHDRAW: what stands is cleared. A reason counts with EXCLUDE alone. ``shown`` names
    what the card showed beside title, abstract and keywords; ``seen`` the settlement of which the page to
    settle knew, empty where it knew of none; None: it is not asked.
    """

    work: str
    stage: Stage = "abstract"
    verdict: Verdict
    reason: str = ""
    note: str = ""
    labels: tuple[str, ...] = ()
    key: str
    shown_by: str = ""
    shown: tuple[str, ...] = ()
    settles: bool = False
    seen: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A decision that is on disk; ``again``: this press had come before, and nothing was written now."""

    decision: Decision
    again: bool = False


class Stale(UserError):
    """
    The card was made before what was said since, and the press says something else.

    Nothing was written. ``standing`` is what stands: the person's own vote, or who settled the work; None:
    nothing does.
    """

    def __init__(self, standing: Decision | None) -> None:
        said = f"{standing.by} said {standing.verdict} since" if standing else "it was taken back since"
        super().__init__(f"this card is out of date: {said}; nothing was saved")
        self.standing = standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """
    A work that somebody is to settle, or has settled: who said what, and the settlement that stands.

    ``may_settle``: whether the person who asks may.
    """

    work: WorkId
    stage: Stage
    outcome: Outcome
    votes: Mapping[str, Decision]
    settlement: Decision | None
    may_settle: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A decided work, its likeness from 0 to 1 (cosine), and the share of yes among the votes one may see."""

    sheet: Sheet
    similarity: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """
    Why a work stands where it stands.

    ``model`` is ``question`` as long as nothing was learnt from decisions. ``probability`` is that of the
    last build, 0 to 1; None: the build says none. ``terms`` speak for the work above 0, else against it.
    ``blind``: there may be votes on the work that the person may not see, from which the model has learnt;
    she is told what the question makes of it, and no more.
    """

    model: str
    blind: bool
    probability: float | None
    terms: tuple[Term, ...]
    neighbours: tuple[Near, ...]
