"""How far two coders agree, code by code and field by field, and where not; what is to be looked at again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from synth.coding.views import View, Views
from synth.domain.codebook import CHOOSING, Codebook, Field
from synth.domain.codings import Coding
from synth.domain.identifiers import WorkId

# The codes that phrases find in each work.
Found = Mapping[WorkId, Set[str]]
_NOTHING: Set[str] = frozenset()
Answer = str | float | frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """
    How far two coders agree on one code or field, over ``works`` that both judged.

    ``agreed`` is the share on which they say the same, 0 to 1; ``kappa`` is Cohen's (1960,
    doi:10.1177/001316446002000104). None: nothing to compare; or, of kappa, chance alone explains all, or
    the field takes what is no category (numbers, texts).
    """

    name: str
    works: int
    agreed: float | None
    kappa: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """
    A code or field of a work that two coders see differently.

    ``one`` and ``other`` are their words; None: she is through with the work and left it as it stood, which
    is ``found``: there by a phrase, or not.
    """

    work: WorkId
    name: str
    one: Coding | None
    other: Coding | None
    found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """A work that a coder is to look at again: what came into the codebook after she was through with it."""

    work: WorkId
    by: str
    names: tuple[str, ...]


def agreements(one: str, other: str, views: Views, *, book: Codebook, found: Found) -> list[Agreement]:
    """Measure how far two coders agree on each code and field that both judged somewhere, in their order."""
    measured = []
    for code in book.codes.values():
        pairs = [pair for _, *pair in _codes(one, other, views, code.id, since=code.since, found=found)]
        measured.append(_agreement(code.id, pairs))
    for field in book.fields:
        answers = [(_value(first), _value(second)) for _, first, second in _answers(one, other, views, field)]
        measured.append(_of_field(field, answers))
    return [one for one in measured if one.works]


def overall(one: str, other: str, views: Views, *, book: Codebook, found: Found) -> Agreement:
    """Measure how far two coders agree over all codes: each work and code is one judgement."""
    pairs = [
        pair
        for code in book.codes.values()
        for _, *pair in _codes(one, other, views, code.id, since=code.since, found=found)
    ]
    works = sum(one in by and other in by for by in views.values())
    return Agreement(name="", works=works, agreed=_agreed(pairs), kappa=kappa(pairs))


def differences(one: str, other: str, views: Views, *, book: Codebook, found: Found) -> list[Difference]:
    """Give what two coders see differently, by work and in the order of the codebook."""
    told = []
    for code in book.codes.values():
        for work, first, second in _codes(one, other, views, code.id, since=code.since, found=found):
            if first != second:
                told.append((work, code.id))
    for field in book.fields:
        for work, mine, hers in _answers(one, other, views, field):
            if _value(mine) != _value(hers):
                told.append((work, field.id))
    return [
        Difference(
            work=work,
            name=name,
            one=views[work][one].words.get(name),
            other=views[work][other].words.get(name),
            found=name in found.get(work, _NOTHING),
        )
        for work, name in sorted(told, key=lambda place: place[0])
    ]


def revisit(views: Views, *, book: Codebook, designs: Mapping[WorkId, Set[str]]) -> list[Again]:
    """
    Give the works to look at again, by work and coder: codes and fields that came after she was through.

    What she has said something of since is not among them, nor are fields that are asked of another design
    than those of the work.
    """
    again = []
    for work, by in sorted(views.items()):
        new = [(code.id, code.since) for code in book.codes.values()]
        new += [(field.id, field.since) for field in book.fields if asked(field, designs.get(work, ()))]
        for name, view in sorted(by.items()):
            names = tuple(id_ for id_, since in new if view.through and _later(view, id_, since))
            if names:
                again.append(Again(work=work, by=name, names=names))
    return again


def asked(field: Field, designs: Set[str] | Sequence[str]) -> bool:
    """Say whether a field is asked of a work of these designs."""
    return not field.design or field.design in designs


def kappa(pairs: Sequence[Sequence[Hashable]]) -> float | None:
    """Give Cohen's kappa of two coders' categories; None: not defined, since both say one and the same."""
    total = len(pairs)
    first, second = Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    chance = sum(count * second[value] for value, count in first.items())
    if not total or chance == total * total:
        return None
    same = sum(pair[0] == pair[1] for pair in pairs)
    return (same * total - chance) / (total * total - chance)


def _later(view: View, name: str, since: int) -> bool:
    return since > view.finished and name not in view.words


def _codes(
    one: str, other: str, views: Views, code: str, *, since: int, found: Found
) -> Iterator[tuple[WorkId, bool, bool]]:
    """Give what two say of a code, of each work that both judged."""
    for work, by in views.items():
        if one in by and other in by:
            there = code in found.get(work, _NOTHING)
            first = by[one].code(code, since=since, found=there)
            second = by[other].code(code, since=since, found=there)
            if first is not None and second is not None:
                yield work, first, second


def _answers(one: str, other: str, views: Views, field: Field) -> Iterator[tuple[WorkId, Coding, Coding]]:
    """Give what two answer a field with, of each work where both do."""
    for work, by in views.items():
        first, second = (by[name].words.get(field.id) if name in by else None for name in (one, other))
        if first and second:
            yield work, first, second


def _value(made: Coding) -> Answer:
    """Give an answer so that two can be compared: options in any order, texts whatever their blanks."""
    value = made.value
    if isinstance(value, tuple):
        return frozenset(value)
    return " ".join(value.split()) if isinstance(value, str) else value or 0.0


def _of_field(field: Field, answers: Sequence[tuple[Answer, Answer]]) -> Agreement:
    """Measure a field; of one with many options the share of equal answers, and kappa over each option."""
    if field.kind not in CHOOSING:
        return Agreement(name=field.id, works=len(answers), agreed=_agreed(answers), kappa=None)
    if field.kind == "choice":
        return _agreement(field.id, answers)
    sets = [pair for pair in answers if all(isinstance(one, frozenset) for one in pair)]
    ticks = [
        tuple(isinstance(one, frozenset) and option in one for one in pair)
        for pair in sets
        for option in field.options
    ]
    return Agreement(name=field.id, works=len(answers), agreed=_agreed(answers), kappa=kappa(ticks))


def _agreement(name: str, pairs: Sequence[Sequence[Hashable]]) -> Agreement:
    return Agreement(name=name, works=len(pairs), agreed=_agreed(pairs), kappa=kappa(pairs))


def _agreed(pairs: Sequence[Sequence[Hashable]]) -> float | None:
    return sum(pair[0] == pair[1] for pair in pairs) / len(pairs) if pairs else None
