"""Which works are to be coded, by whom they are, and which are to be looked at again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from synth.coding import agreeing
from synth.coding.agreeing import Again
from synth.coding.judging import Origin
from synth.domain.codebook import Codebook, Field
from synth.domain.identifiers import WorkId
from synth.domain.outcomes import Outcome
from synth.domain.people import Person
from synth.web.blindness import Eyes
from synth.web.coders import NOTHING, Coders, Opinion, sheet_of, visible
from synth.web.desk import Desk
from synth.web.sheets import Sheet

SCOPES = {"included": "Included works", "decided": "All decided works", "all": "All works"}
_DECIDED = (Outcome.INCLUDED, Outcome.EXCLUDED)
_COUNTS = (Origin.PERSON, Origin.PHRASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A work that waits for a coder; ``names`` are what is new in the codebook since she was through."""

    sheet: Sheet
    begun: bool
    names: tuple[str, ...] = ()


def scope(asked: str) -> str:
    """Give the scope that is asked for, else the first."""
    return asked if asked in SCOPES else next(iter(SCOPES))


def in_scope(engine: Desk, who: Person, scope: str) -> list[WorkId]:
    """Give the works to be coded, in the order of the corpus: the same for all, so that two coders meet."""
    abstracts = engine.outcomes(who, "abstract")
    if scope == "all":
        return list(abstracts)
    if scope == "decided":
        return [work for work, outcome in abstracts.items() if outcome in _DECIDED]
    texts = engine.outcomes(who, "full text")
    return [
        work
        for work, outcome in abstracts.items()
        if outcome is Outcome.INCLUDED and texts.get(work) is not Outcome.EXCLUDED
    ]


def through(opinion: Opinion | None) -> list[str]:
    """Name the coders who are through with a work."""
    return sorted(name for name, view in (opinion or NOTHING).views.items() if view.through)


def begun(opinion: Opinion | None, name: str) -> bool:
    """Say whether a coder has said something of a work."""
    return opinion is not None and name in opinion.views


def following(held: Coders, engine: Desk, who: Person, *, after: WorkId, scope: str) -> WorkId | None:
    """Give the next work of the queue that a person is not through with, from one on and round."""
    works, said = in_scope(engine, who, scope), held.opinions(engine)
    start = works.index(after) + 1 if after in works else 0
    rest = (work for work in (*works[start:], *works[:start]) if work != after)
    return next((work for work in rest if who.name not in through(said.get(work))), None)


def again(held: Coders, engine: Desk, sees: Eyes) -> list[Again]:
    """Give the works that a person is to look at again, since codes came after she was through."""
    book, said, who = held.book(), held.opinions(engine), sees.person
    late = {
        work: {who.name: view}
        for work, opinion in said.items()
        if (view := opinion.views.get(who.name)) and 0 < view.finished < book.version
    }
    asked = [field for field in book.fields if field.design and field.since > 1]
    known = {
        work: designs(book, held.found(sheet_of(engine, work)), visible(said[work], sees))
        for work in late
        if asked
    }
    return agreeing.revisit(late, book=book, designs=known)


def designs(book: Codebook, found: frozenset[str], opinion: Opinion) -> set[str]:
    """Give the designs of a work by the codes that count."""
    codes = (code for code in book.codes.values() if code.design)
    return {code.design for code in codes if opinion.judge(code, found=code.id in found).origin in _COUNTS}


def asked(book: Codebook, designs: set[str], said: Iterable[str]) -> list[Field]:
    """Give the fields that are asked of a work of these designs, and those she has ``said`` something of."""
    spoken = set(said)
    return [field for field in book.fields if agreeing.asked(field, designs) or field.id in spoken]


def finished(works: Iterable[WorkId], said: Mapping[WorkId, Opinion]) -> list[tuple[str, int]]:
    """Count the works that each coder is through with, in the order of names."""
    counted = Counter(name for work in works for name in through(said.get(work)))
    return sorted(counted.items())
