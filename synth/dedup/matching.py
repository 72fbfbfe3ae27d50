"""
Which records describe the same publication, which are related, and which a person must look at.

Whatever is said of two records follows from these two alone. So a record that comes later changes
nothing that was said before, and what is known of old pairs need not be worked out again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from synth.dedup import blocking, evidence, kinship, scoring, vetoes
from synth.dedup.candidates import Candidate, turns
from synth.dedup.evidence import Level
from synth.dedup.quick import uncollected
from synth.dedup.scoring import Comparison
from synth.dedup.traits import Traits
from synth.domain.records import INVERSE, SAYABLE, RelationKind
from synth.domain.reviews import Point

FIELDS = ("title", "authors", "year", "journal", "volume", "issue", "pages", "abstract")
SAME = 5.0  # the weight from which two records are the same
SURE = 11.0  # and from which nobody need look at them
ALIKE = 2.0  # below are too many to look at
MISSPELT = 60  # likeness in percent from which one title may be another, written without care


class Outcome(StrEnum):
    """What two records are to each other, as far as matching can say; DOUBTFUL is for a person."""

    SAME = "same"
    DOUBTFUL = "doubtful"
    RELATED = "related"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """
    Two records compared and what came of it, the one retrieved first before the other.

    ``score`` is from 0 to 1; ``rule`` names the fields that decided, ``value`` what was equal;
    ``reasons`` are plain words, what speaks for the two being the same before what speaks against.
    Where they are RELATED, ``relation`` reads as «``record`` is the preprint of ``other``», whichever
    of them was retrieved first.
    """

    record: str
    other: str
    outcome: Outcome = Outcome.SAME
    score: float = 1.0
    rule: str
    value: str = ""
    reasons: tuple[str, ...] = ()
    relation: str = ""


def match(
    candidates: Iterable[Candidate], *, point: Point = Point.BALANCED, new: Collection[str] | None = None
) -> list[Pair]:
    """
    Compare the records that could be the same, and give what came of it, in a fixed order.

    ``new``: only the pairs that touch these records; with those known before they are all pairs.
    """
    ordered = sorted(candidates, key=lambda candidate: candidate.place)
    fresh = None
    if new is not None:
        wanted = frozenset(new)
        fresh = {place for place, candidate in enumerate(ordered) if candidate.record in wanted}
    with uncollected():
        crowded = turns(ordered)
        read = [Traits(candidate, turn=crowded.get(candidate.record)) for candidate in ordered]
        pairs = blocking.pairs(read, new=fresh)
        return [judge(scoring.compare(read[one], read[other]), point=point) for one, other in pairs]


def judge(comparison: Comparison, *, point: Point = Point.BALANCED) -> Pair:
    """Say what two records are to each other, and why."""
    kin = kinship.kinship(comparison)
    forbidden = "" if kin else vetoes.veto(comparison)
    # A relation reads from the record that has it: the preprint is the preprint of the article.
    turned = kin is not None and kin not in SAYABLE
    one, other = comparison.one.record, comparison.other.record
    return Pair(
        record=other if turned else one,
        other=one if turned else other,
        outcome=Outcome.RELATED if kin else _outcome(comparison, forbidden=forbidden, point=point),
        score=round(comparison.score, 4),
        rule=_rule(comparison),
        value=_value(comparison),
        reasons=(*comparison.reasons, *([f"not joined: {forbidden}"] if forbidden else [])),
        relation=_words(INVERSE[kin] if turned and kin else kin),
    )


def _words(kind: RelationKind | None) -> str:
    return kind.replace("_", " ") if kind else ""


def _outcome(comparison: Comparison, *, forbidden: str, point: Point) -> Outcome:
    weight = comparison.weight
    if weight < ALIKE:
        return Outcome.DOUBTFUL if _misspelt(comparison) else Outcome.DIFFERENT
    if weight < SAME or forbidden or (point is Point.SAFE and not _sure(comparison)):
        return Outcome.DOUBTFUL
    return Outcome.SAME


def _misspelt(comparison: Comparison) -> bool:
    """Say whether they have an identifier in common, and nothing else but titles that may be one misspelt."""
    others = (getattr(comparison, field) for field in FIELDS if field != "title")
    alone = comparison.identified and all(field.level is Level.UNKNOWN for field in others)
    return alone and evidence.likeness(comparison.one, comparison.other) >= MISSPELT


def _sure(comparison: Comparison) -> bool:
    """Say whether nobody need look: much is equal, the title is, and they stand in one place."""
    named = comparison.title.level in (Level.AGREES, Level.NEAR)
    known = named and comparison.authors.level is not Level.DIFFERS
    return comparison.weight >= SURE and known and _surely_placed(comparison)


def _surely_placed(comparison: Comparison) -> bool:
    """Say whether they stand in one place, and one is not the article that the other is an abstract of."""
    abstract = comparison.abstract.level is Level.AGREES and comparison.journal.level is not Level.DIFFERS
    supplement = comparison.one.supplement != comparison.other.supplement
    volume = comparison.volume.level is Level.AGREES and not supplement
    paged = comparison.pages.level is Level.AGREES
    return comparison.positioned and (comparison.identified or paged or abstract or volume)


def _rule(comparison: Comparison) -> str:
    """Name the kind of the identifier in common, else the fields that agree."""
    for field in comparison.identifiers:
        if field.level is Level.AGREES:
            return field.kind
    agree = [name for name in FIELDS if getattr(comparison, name).level in (Level.AGREES, Level.NEAR)]
    return "+".join(agree) or "none"


def _value(comparison: Comparison) -> str:
    """Give what decided: the identifier in common, else the title."""
    shared = (field.words for field in comparison.identifiers if field.level is Level.AGREES)
    return next(shared, comparison.one.titles[0].words if comparison.one.titles else "")
