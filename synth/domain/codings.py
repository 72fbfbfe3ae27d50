"""What people say of a work's codes and fields: each line of their files, and what stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from synth.domain.identifiers import WorkId

Value = str | float | tuple[str, ...] | None


class CodeVerdict(StrEnum):
    """
    What a coder said: of a code, that it is there or not; of a field, its value; of a work: she is through.

    ``withdraw`` takes back what the same coder said of the same code, field or work before.
    """

    PRESENT = "present"
    ABSENT = "absent"
    ANSWER = "answer"
    FINISHED = "finished"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """
    One coder's word on one code or field of one work at one moment.

    ``at`` is ISO 8601 with offset. ``code`` is the id of a code or field of the codebook; empty where the
    coder is through with the work (``finished``, or its withdrawal): ``codebook`` is then the version she
    had before her. ``value`` is what she answers a field with: a text, a number, or several options.
    ``quote`` is the passage that she takes it from. ``shown_by`` says what brought the code before her:
    ``phrase``, ``proposal``, or nothing. ``settles``: it settles what two coders see differently, and is no
    coder's vote. ``key`` makes one of two deliveries of the same key press.
    """

    at: str
    by: str
    work: WorkId
    verdict: CodeVerdict
    code: str = ""
    value: Value = None
    quote: str = ""
    note: str = ""
    shown_by: str = ""
    settles: bool = False
    codebook: int = 0
    key: str = ""

    def __post_init__(self) -> None:
        if (self.verdict is CodeVerdict.ANSWER) != (self.value is not None):
            raise ValueError("a value is given where a field is answered, and only there")
        if self.verdict is CodeVerdict.FINISHED and (self.code or self.codebook < 1):
            raise ValueError("finished is said of a work, with the version of the codebook")
        if not self.code and self.verdict not in (CodeVerdict.FINISHED, CodeVerdict.WITHDRAW):
            raise ValueError("code: which code or field is meant is missing")


def standing(codings: Iterable[Coding]) -> dict[tuple[WorkId, str, str], Coding]:
    """
    Give each coder's standing word on each code or field of each work: the last one not withdrawn.

    The key is ``(work, by, code)``, with an empty code for being through with the work. Lines are taken in
    the order of ``at``, those of one moment as given. What settles is no coder's word (see ``settled``).
    """
    last: dict[tuple[WorkId, str, str], Coding] = {}
    for made in _in_time(one for one in codings if not one.settles):
        last[made.work, made.by, made.code] = made
    return {place: made for place, made in last.items() if made.verdict is not CodeVerdict.WITHDRAW}


def settled(codings: Iterable[Coding]) -> dict[tuple[WorkId, str], Coding]:
    """Give what settles each code or field of each work: the latest not withdrawn, whoever settled."""
    last: dict[tuple[WorkId, str], dict[str, Coding]] = {}
    for made in _in_time(one for one in codings if one.settles):
        people = last.setdefault((made.work, made.code), {})
        people.pop(made.by, None)  # so that people stand in the order of their last words
        if made.verdict is not CodeVerdict.WITHDRAW:
            people[made.by] = made
    return {place: list(people.values())[-1] for place, people in last.items() if people}


def _in_time(codings: Iterable[Coding]) -> list[Coding]:
    return sorted(codings, key=lambda made: datetime.fromisoformat(made.at))
