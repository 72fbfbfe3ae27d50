"""What counts of a code of a work: what people say, what was settled, and what phrases find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from synth.coding.views import View, says
from synth.domain.codebook import Code
from synth.domain.codings import CodeVerdict, Coding


class Origin(StrEnum):
    """Whose word it is that a code counts; DISPUTED: coders disagree and nobody settled, so it does not."""

    PERSON = "person"
    PHRASE = "phrase"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """
    What there is about one code of one work.

    ``words`` is what each coder who judged it says; ``said``: somebody said in so many words that it is
    there; ``settled`` what was settled, None: nothing was; ``found``: a phrase found it.
    """

    words: Mapping[str, bool]
    said: bool
    settled: bool | None
    found: bool

    @property
    def origin(self) -> Origin | None:
        """Whose word makes it count; None: it does not."""
        if self.settled is not None:
            return Origin.PERSON if self.settled else None
        judged = set(self.words.values())
        if judged == {True, False}:
            return Origin.DISPUTED
        if judged == {False}:
            return None
        if self.said:
            return Origin.PERSON
        return Origin.PHRASE if self.found else None

    @property
    def truth(self) -> bool | None:
        """
        What people say of it together, for a learner: None where they disagree or left what a phrase found.
        """
        if self.settled is not None:
            return self.settled
        judged = set(self.words.values())
        if judged == {False}:
            return False
        return True if judged == {True} and self.said else None


def judge(code: Code, by: Mapping[str, View], *, found: bool, settled: Coding | None) -> Judgement:
    """Gather what there is about a code of a work: what its coders say, and what settles it."""
    explicit = [view.words[code.id] for view in by.values() if code.id in view.words]
    return Judgement(
        words=says(by, code.id, since=code.since, found={code.id} if found else ()),
        said=any(made.verdict is CodeVerdict.PRESENT for made in explicit),
        settled=settled.verdict is CodeVerdict.PRESENT if settled else None,
        found=found,
    )
