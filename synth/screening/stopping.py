"""Whether enough has been read: a bound on recall, what may be left, how much more to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from math import floor
from typing import Protocol

import numpy

from synth.screening import auditing, bounds, curve, heuristics
from synth.screening.auditing import Draws
from synth.screening.curve import NONE, OTHER_REVIEWS, Left, Prior
from synth.screening.heuristics import Irrelevant
from synth.screening.reading import Batch, Reading, Statement, batches

__all__ = ["DEFAULT", "MINIMUM", "STOPPERS", "Reading", "Statement", "Stopper"]

# Nothing is said before so many works are read as a rule asks, and so many relevant ones are found.
MINIMUM = (50, 5)

# How many relevant works are left: low, estimate, high.
Range = tuple[int, int, int]
# What a rule makes of the batches of a list, at a confidence; None: nothing yet.
Judge = Callable[[Sequence[Batch], float], Range | None]


class Stopper(Protocol):
    """A rule that says, of a reading, what is left and whether to stop."""

    def __call__(self, reading: Reading, *, target: float = 0.95, confidence: float = 0.95) -> Statement:
        """Say it; ``target`` and ``confidence`` are shares, above 0 and below 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A rule that stops when its lower bound on recall reaches the target."""

    name: str
    judge: Judge
    audit: bool = False  # whether it asks for works drawn at random
    irrelevant: bool = False  # whether it asks for irrelevant works to measure the others by
    assumes: str

    def __call__(self, reading: Reading, *, target: float = 0.95, confidence: float = 0.95) -> Statement:
        """Say what is left, and how many more must be read when nothing relevant is among them."""
        found = reading.found
        left = judged(reading, self.judge, confidence=confidence)
        allowed = floor(round(found / target, 9)) - found  # 19 / 0.95 is not quite 20 in floating point
        if left is None:
            words, recall, needed = self._silence(reading), None, None
        else:
            recall = found / (found + left[2]) if left[2] else 1.0
            needed = self._needed(reading, allowed, confidence=confidence) if left[2] > allowed else 0
            words = self._words(found, left, needed, target=target, confidence=confidence)
        return Statement(
            method=self.name,
            target=target,
            confidence=confidence,
            found=found,
            words=words,
            stop=left is not None and left[2] <= allowed,
            recall_at_least=recall,
            left=left,
            more_to_read=needed,
        )

    @property
    def _how(self) -> str:
        return "drawn at random" if self.audit else "read in the order proposed"

    def _needed(self, reading: Reading, allowed: int, *, confidence: float) -> int:
        parts = batches(reading)
        low, high = 1, reading.unread
        # What is read on is dealt to the lists in whole works, so it is known to a work for each.
        while high - low >= len(parts):
            middle = (low + high) // 2
            share = middle / reading.unread
            read = [_read_on(part, round(share * part.unread), audit=self.audit) for part in parts]
            left = self.judge(read, confidence)
            low, high = (low, middle) if left and left[2] <= allowed else (middle + 1, high)
        return high

    def _words(self, found: int, left: Range, needed: int, *, target: float, confidence: float) -> str:
        share = floor(100 * found / (found + left[2])) if left[2] else 100
        further = f"{needed:,} more {self._how}, none of them relevant, would make it {target:.0%}."
        return (
            f"{found:,} relevant works are found: at least {share}% of all ({confidence:.0%} confidence). "
            f"About {left[1]:,} are left ({left[0]:,} to {left[2]:,}). "
            f"{further if needed else f'That is enough for {target:.0%}.'} {self.assumes}"
        )

    def _silence(self, reading: Reading) -> str:
        parts = batches(reading)
        read = _irrelevant(parts) if self.irrelevant else _read(parts, audit=self.audit)
        works = "irrelevant works" if self.irrelevant else "works"
        grown = "" if all(part.whole for part in parts) else " since the list has grown"
        return (
            f"No statement yet: it needs {MINIMUM[0]} {works} {self._how}{grown}, and {MINIMUM[1]} relevant "
            f"ones found; so far {read:,} and {reading.found:,}."
        )


def judged(reading: Reading, judge: Judge, *, confidence: float) -> Range | None:
    """Give how many relevant works of the whole list may be left; None: nothing can be said yet."""
    if not reading.unread:
        return 0, 0, 0
    return judge(batches(reading), confidence) if reading.found >= MINIMUM[1] else None


def by_curve(parts: Sequence[Batch], confidence: float, *, prior: Prior = OTHER_REVIEWS) -> Range | None:
    """
    Weigh the curves that explain the ranked reading and the audit; see the module curve.

    Each batch of a list that has grown has its own curve. Where it is not known what came when, what was
    left over and what is new cannot be told apart, and ``by_rank`` speaks. The curve is measured in
    irrelevant works: where hardly any was read it says nothing. What an audit of the minimum's
    size makes likeliest by itself is never left out, however smooth the curve.
    """
    if not all(part.whole for part in parts):
        return by_rank(parts, confidence)
    if _irrelevant(parts) < MINIMUM[0]:
        return None
    left = reduce(Left.beside, (_curve(part, prior) for part in parts), NONE)
    likeliest = _likeliest(parts) if _read(parts, audit=True) >= MINIMUM[0] else 0
    low, middle, high = (left.within(share) for share in (1 - confidence, 0.5, confidence))
    return low, max(middle, likeliest), max(high, likeliest)


def by_rank(parts: Sequence[Batch], confidence: float) -> Range | None:
    """Take the last works read for a random draw; an audit is one and counts like them."""
    if _read(parts) < MINIMUM[0]:
        return None
    middle, high = (
        sum(bounds.most_left(part.relevant, total=part.total, confidence=share) for part in parts)
        for share in (0.5, _each(parts, confidence))
    )
    return 0, min(middle, high), high


def by_audit(parts: Sequence[Batch], confidence: float) -> Range | None:
    """Trust the audit alone."""
    if _read(parts, audit=True) < MINIMUM[0]:
        return None
    high = sum(
        auditing.most_left(_draws(part), unread=part.unread, confidence=_each(parts, confidence))
        for part in parts
    )
    return 0, min(_likeliest(parts), high), high


def _curve(part: Batch, prior: Prior) -> Left:
    if not part.unread:
        return NONE
    return curve.left(part.relevant[~part.audit], total=part.total, draws=_draws(part), prior=prior)


def _draws(part: Batch) -> Draws:
    return auditing.drawn(part.relevant, part.audit, total=part.total)


def _likeliest(parts: Sequence[Batch]) -> int:
    return sum(auditing.likeliest(_draws(part), unread=part.unread) for part in parts)


def _read(parts: Sequence[Batch], *, audit: bool = False) -> int:
    return sum(int(part.audit.sum()) if audit else len(part.relevant) for part in parts)


def _irrelevant(parts: Sequence[Batch]) -> int:
    return sum(int((~part.relevant).sum()) for part in parts)


def _each(parts: Sequence[Batch], confidence: float) -> float:
    """Give the confidence each batch needs for all to hold together (Bonferroni)."""
    return 1 - (1 - confidence) / max(sum(part.unread > 0 for part in parts), 1)


def _read_on(part: Batch, count: int, *, audit: bool) -> Batch:
    """Read so many works more, none of them relevant."""
    none = numpy.zeros(count, dtype=bool)
    return replace(
        part, relevant=numpy.append(part.relevant, none), audit=numpy.append(part.audit, none | audit)
    )


DEFAULT = "curve"
# The shares of moments and readings are those of benchmarks/stopping.py, warm and cold.
STOPPERS: dict[str, Stopper] = {
    "curve": Bound(
        name="curve",
        judge=by_curve,
        irrelevant=True,
        assumes=(
            "This holds for works read in the order proposed, in reviews like those it was learnt on. In our "
            "simulations it was true at 95 of 100 moments, and at every moment in two readings of three."
        ),
    ),
    "hypergeometric": Bound(
        name="hypergeometric",
        judge=by_rank,
        assumes=(
            "This holds for works read in the order proposed, which must grow poorer on the way. In our "
            "simulations it was true at every moment in 93 readings of 100."
        ),
    ),
    "audit": Bound(
        name="audit",
        judge=by_audit,
        audit=True,
        assumes=(
            "This holds whatever the order of reading, and at every moment at once: it rests on the random "
            "sample alone."
        ),
    ),
    "50 irrelevant": Irrelevant(name="50 irrelevant", count=50),
    "100 irrelevant": Irrelevant(name="100 irrelevant", count=100),
    "10 % irrelevant": Irrelevant(name="10 % irrelevant", share=0.1),
    "SAFE": heuristics.safe,
    "knee": heuristics.knee,
}
