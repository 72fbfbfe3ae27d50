"""What has been read of a list, in the order it was read, and what a rule says of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy
from numpy.typing import NDArray

from synth.errors import UserError

Flags = NDArray[numpy.bool_]
Counts = NDArray[numpy.int64]

# Refreshes that brought fewer works are taken together until they are so many.
SMALL = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """
    What has been read of a list of ``total`` works, in the order it was read.

    ``relevant`` has one entry for each work read. The others have as many, or none:

    ``audit``: whether the work was drawn at random from all that was unread; none: no work was.
    ``ranked``: whether it was shown because the engine thought it the most promising unread; none: each
    that is not ``audit`` was. What is neither (oldest first, a colleague's import) is counted as read
    and found, and taken as no evidence of what is left.
    ``total_then``: how many works the list had when this one was read; none: ``total``. A refresh adds
    works, so it never falls.
    ``arrived``: how many works the list had after the refresh that brought this work, so the works of a
    first harvest of 1,000 have 1,000; none: not known.

    Raises UserError where the lengths differ or the numbers cannot be.
    """

    total: int
    relevant: Sequence[bool]
    audit: Sequence[bool] = ()
    ranked: Sequence[bool] = ()
    total_then: Sequence[int] = ()
    arrived: Sequence[int] = ()

    def __post_init__(self) -> None:
        """Refuse a reading that cannot have been."""
        for name in ("audit", "ranked", "total_then", "arrived"):
            if len(getattr(self, name)) not in (0, self.read):
                raise UserError(f"reading: {name} needs an entry for each of the {self.read} works, or none")
        if any(later < earlier for earlier, later in pairwise([*self.total_then, self.total])):
            raise UserError("reading: total_then falls: a list only grows")
        if self.read > self.total:
            raise UserError(f"reading: {self.read} works read of a list of {self.total}")

    @property
    def read(self) -> int:
        """How many works have been read."""
        return len(self.relevant)

    @property
    def unread(self) -> int:
        """How many works have not."""
        return self.total - self.read

    @property
    def found(self) -> int:
        """How many of those read are relevant."""
        return sum(map(bool, self.relevant))


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """
    Works that came into the list together, and what was read of them that is evidence.

    ``total`` works, without those read that are no evidence. ``relevant`` and ``audit`` (n_read,) as in a
    Reading; what is no audit was ranked. ``whole``: the reading is known from its beginning; else the
    batch is what was unread when the list last grew, together with what came then.
    """

    total: int
    relevant: Flags
    audit: Flags
    whole: bool = True

    @property
    def unread(self) -> int:
        """How many works of it are unread."""
        return self.total - len(self.relevant)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """
    What a rule says of a reading.

    ``recall_at_least``: the share, 0 to 1, of the relevant works that is found, at ``confidence``; None:
    no statement yet, or a rule that makes none. ``left``: how many relevant works are unread: a low
    number, an estimate, a high number; each bound at ``confidence`` by itself. ``more_to_read``: how many
    works more until the rule says stop, when nothing relevant turns up among them.
    ``words``: the sentence a reviewer is shown.
    """

    method: str
    target: float
    confidence: float
    found: int
    words: str
    stop: bool = False
    recall_at_least: float | None = None
    left: tuple[int, int, int] | None = None
    more_to_read: int | None = None


def batches(reading: Reading) -> list[Batch]:
    """
    Cut the list into what came together: of a ranked reading each part is a ranked reading too.

    Where it is not known when the works read arrived, one batch: the list since it last grew.
    """
    relevant, audit, ranked, then = _arrays(reading)
    if not reading.arrived:
        begun = int(numpy.searchsorted(then, reading.total))
        since = numpy.arange(reading.read) >= begun
        return [_batch(reading.total - begun, since, relevant, audit, ranked, whole=not begun)]
    arrived = numpy.array(reading.arrived, dtype=numpy.int64)
    ends = _ends([*then.tolist(), *reading.arrived, reading.total])
    return [
        _batch(end - begin, (begin < arrived) & (arrived <= end), relevant, audit, ranked, whole=True)
        for begin, end in pairwise([0, *ends])
    ]


def _batch(total: int, here: Flags, relevant: Flags, audit: Flags, ranked: Flags, *, whole: bool) -> Batch:
    evidence = here & (audit | ranked)
    # Works that were merged or left since may make a batch seem smaller than what was read of it.
    total = max(total, int(here.sum()))
    return Batch(
        total=total - int((here & ~evidence).sum()),
        relevant=relevant[evidence],
        audit=audit[evidence],
        whole=whole,
    )


def _ends(totals: Sequence[int]) -> list[int]:
    """Give the lengths of the list after each refresh; small refreshes count with those before them."""
    first, *others = sorted(set(totals))
    ends = [first]
    for total in others:
        if len(ends) > 1 and ends[-1] - ends[-2] < SMALL:
            ends[-1] = total
        else:
            ends.append(total)
    return ends


def _arrays(reading: Reading) -> tuple[Flags, Flags, Flags, Counts]:
    relevant = numpy.array(reading.relevant, dtype=bool)
    audit = numpy.array(reading.audit or [False] * reading.read, dtype=bool)
    ranked = numpy.array(reading.ranked, dtype=bool) if reading.ranked else ~audit
    then = numpy.array(reading.total_then or [reading.total] * reading.read, dtype=numpy.int64)
    return relevant, audit, ranked & ~audit, then
