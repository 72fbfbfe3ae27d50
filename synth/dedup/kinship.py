"""Publications that belong together and are not the same: preprints, notices, replies, abstracts."""

from __future__ import annotations

from synth.dedup.evidence import Level
from synth.dedup.scoring import Comparison
from synth.dedup.traits import Traits
from synth.domain.records import INVERSE, RelationKind


def kinship(comparison: Comparison) -> RelationKind | None:
    """Say what the first record is to the second; None where they are not kin, or are the same."""
    one, other = comparison.one, comparison.other
    return _named(one, other) or _turned(_named(other, one)) or _alike(comparison)


def _turned(kind: RelationKind | None) -> RelationKind | None:
    return INVERSE[kind] if kind else None


def _named(one: Traits, other: Traits) -> RelationKind | None:
    """Say what a record says it is to the other: by its source's word, or as the chapter of a book."""
    for kind, target in one.relations:
        if kind in INVERSE and any(target in known for known in other.ids.values()):
            return RelationKind(kind)
    if one.chapter and other.book and one.chapter == other.key:
        return RelationKind.CHAPTER_OF
    return None


def _alike(comparison: Comparison) -> RelationKind | None:
    """Say how two publications stand whose titles name the same thing."""
    one, other = comparison.one, comparison.other
    if comparison.title.level not in (Level.AGREES, Level.NEAR):
        return None
    if comparison.common and comparison.authors.level is not Level.AGREES:
        return None
    if one.role != other.role:
        return one.role if not other.role else _turned(other.role) if not one.role else None
    if comparison.authors.level is Level.DIFFERS:
        return None
    if one.preprint != other.preprint:
        return RelationKind.PREPRINT_OF if one.preprint else RelationKind.HAS_PREPRINT
    return _elsewhere(comparison)


def _elsewhere(comparison: Comparison) -> RelationKind | None:
    """
    Say how two publications of one title and by the same authors stand that appeared in two places.

    A journal or congress alone may be written in two ways; with another volume, year or page it is two.
    """
    elsewhere = comparison.journal.level is Level.DIFFERS and not comparison.identified
    known = comparison.authors.level is Level.AGREES and comparison.year.level is not Level.DIFFERS
    moved = any(field.weight < 0 for field in (comparison.volume, comparison.pages, comparison.year))
    if not (elsewhere and known and moved) or comparison.common or comparison.pages.level is Level.AGREES:
        return None
    one, other = comparison.one, comparison.other
    if one.supplement == other.supplement:
        return RelationKind.VERSION_OF
    abstract = RelationKind.CONFERENCE_ABSTRACT_OF
    return abstract if one.supplement else INVERSE[abstract]
