"""What the votes on a work, or what settled them, come to at one stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from synth.domain.decisions import Verdict


class Outcome(StrEnum):
    """
    How a work stands at one stage.

    UNDECIDED: nobody has voted; AWAITING: fewer have than need to; CONFLICT: all have, some to include and
    some to exclude; MAYBE: all have, and without the maybes there are too few; INCLUDED, EXCLUDED: all who
    had to say the same, or it was settled.
    """

    UNDECIDED = "undecided"
    AWAITING = "awaiting"
    MAYBE = "maybe"
    CONFLICT = "conflict"
    INCLUDED = "included"
    EXCLUDED = "excluded"


_SETTLED = {Verdict.INCLUDE: Outcome.INCLUDED, Verdict.EXCLUDE: Outcome.EXCLUDED}


def outcome(votes: Iterable[Verdict], *, needed: int = 1, settled: Verdict | None = None) -> Outcome:
    """
    Give what the standing votes on a work come to, when ``needed`` people are to decide.

    A settlement is the outcome whatever the votes are. A maybe is a vote given that says neither yes nor
    no: beyond the votes that are needed it changes nothing.
    """
    if settled in _SETTLED:
        return _SETTLED[settled]
    said = Counter(vote for vote in votes if vote is not Verdict.WITHDRAW)
    includes, excludes = said[Verdict.INCLUDE], said[Verdict.EXCLUDE]
    if not said:
        return Outcome.UNDECIDED
    if said.total() < needed:
        return Outcome.AWAITING
    if includes and excludes:
        return Outcome.CONFLICT
    if includes + excludes < max(needed, 1):
        return Outcome.MAYBE
    return Outcome.INCLUDED if includes else Outcome.EXCLUDED


def votes_needed(wanted: int, *, able: int) -> int:
    """Give how many are to decide on a work: one at least, and never more than are ``able`` to, or have."""
    return max(1, min(wanted, able))
