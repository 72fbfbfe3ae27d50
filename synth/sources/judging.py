"""What an answer means for the walk: go on, wait, stop, or it was asked wrongly."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import StrEnum

from synth.domain.answers import Answer

LONGEST_WAIT = 120.0  # seconds; who asks for more is not asked again in this run


class Outcome(StrEnum):
    """The five things an answer can mean."""

    ANSWERED = "answered"
    WAIT = "wait"  # transient: ask the same again after a pause
    SPENT = "spent"  # a budget is used up, or the wait is too long to make: stop, come back later
    DENIED = "denied"  # a person must do something: a key, a plan, a permission
    WRONG = "wrong"  # the request cannot be answered as asked: 400, an expired cursor
    MISSING = "missing"  # the one thing asked for is not there: 404


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """An outcome, in the source's own words, and how long it asks to wait (seconds)."""

    outcome: Outcome
    wait: float | None = None
    words: str = ""


ANSWERED = Judgement(outcome=Outcome.ANSWERED)


def retry_after(answer: Answer) -> float | None:
    """Give the seconds ``Retry-After`` asks for, a number or a date, or None."""
    value = answer.header("retry-after")
    if value is None:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(value) - answer.at).total_seconds())
    except (TypeError, ValueError):
        return None


def judge(answer: Answer) -> Judgement:
    """Judge by status and headers alone; sources that say more in the body begin with this."""
    status, wait = answer.status, retry_after(answer)
    words = f"status {status}: {answer.body[:300].decode('utf-8', 'replace').strip()}"
    if 200 <= status < 300:
        return ANSWERED
    if wait is not None and wait > LONGEST_WAIT:
        return Judgement(outcome=Outcome.SPENT, wait=wait, words=words)
    if status in (408, 425, 429, 500, 502, 503, 504):
        return Judgement(outcome=Outcome.WAIT, wait=wait, words=words)
    if status in (401, 403):
        return Judgement(outcome=Outcome.DENIED, words=words)
    if status in (404, 410):
        return Judgement(outcome=Outcome.MISSING, words=words)
    return Judgement(outcome=Outcome.WRONG, words=words)
