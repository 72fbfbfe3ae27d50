"""What forbids to join two records, however much is equal: questions to their comparison, and their words."""

from __future__ import annotations

from collections.abc import Callable

from synth.dedup.evidence import REGISTERED, SLIGHT, Level
from synth.dedup.scoring import Comparison


def veto(comparison: Comparison) -> str:
    """Say in words why the two may not be joined; empty where nothing forbids it."""
    return next((words for words, forbids in VETOES if forbids(comparison)), "")


def _on_its_pages(comparison: Comparison) -> bool:
    return comparison.volume.level is Level.AGREES and comparison.pages.level is Level.AGREES


def _another_title(comparison: Comparison) -> bool:
    # It may be translated where the two stand on the same pages or have an identifier in common.
    if comparison.title.level is not Level.DIFFERS:
        return False
    tongues = {comparison.one.tongue, comparison.other.tongue}
    translated = len(tongues) == 2 and "" not in tongues
    proven = comparison.identified or _on_its_pages(comparison)
    return not ((translated and proven) or _miswritten(comparison) or _edited(comparison))


def _miswritten(comparison: Comparison) -> bool:
    """Say whether only the title differs, of two that are no abstracts of a congress, which share so much."""
    among_abstracts = comparison.one.supplement or comparison.other.supplement
    differs = Level.DIFFERS in (comparison.authors.level, comparison.pages.level)
    slight = comparison.title.kind == SLIGHT
    proofs = comparison.identified + _on_its_pages(comparison)
    return not differs and (proofs == 2 or (proofs == 1 and slight)) and not among_abstracts


def _edited(comparison: Comparison) -> bool:
    """Say whether an identifier that an editor gave to one article is the same, and the authors too."""
    kinds = {field.kind for field in comparison.identifiers if field.level is Level.AGREES}
    return bool(kinds - {"doi"}) and comparison.authors.level is Level.AGREES


def _common_title(comparison: Comparison) -> bool:
    return comparison.common and not comparison.positioned


def _title_alone(comparison: Comparison) -> bool:
    unsure = comparison.title.level is Level.NEAR and comparison.authors.level is Level.UNKNOWN
    return unsure and not comparison.positioned


def _other_pages(comparison: Comparison) -> bool:
    # The abstract for a congress stands in the journal that prints the article, often in its supplement.
    supplement = comparison.one.supplement != comparison.other.supplement
    moved = supplement or comparison.volume.level is not Level.AGREES
    return comparison.pages.level is Level.DIFFERS and moved and not comparison.identified


def _far_years(comparison: Comparison) -> bool:
    proven = comparison.identified or _on_its_pages(comparison)
    return comparison.year.level is Level.DIFFERS and not proven


def _near_years(comparison: Comparison) -> bool:
    # What appears every year has one title each time; two databases seldom both have it, a year apart.
    if comparison.year.level is not Level.NEAR or comparison.positioned:
        return False
    one, other = comparison.one.database, comparison.other.database
    foreign = bool(one and other) and one != other
    differ = any(field.level is Level.DIFFERS for field in (*comparison.identifiers, comparison.journal))
    return not foreign or differ


def _two_identifiers(comparison: Comparison) -> bool:
    forbidden = any(field.weight <= REGISTERED for field in comparison.identifiers)
    return forbidden and not comparison.positioned


def _other_journals(comparison: Comparison) -> bool:
    # Two names of one journal are seldom so unlike; those of a congress are.
    congresses = comparison.one.congress and comparison.other.congress
    return comparison.journal.level is Level.DIFFERS and not congresses and not comparison.positioned


def _one_database(comparison: Comparison) -> bool:
    # A database that has one publication twice says the same of it both times.
    said = (comparison.title, comparison.abstract, comparison.volume, comparison.pages)
    agree = sum(field.level is Level.AGREES for field in said)
    repeated = agree >= 3 and not any(field.level in (Level.NEAR, Level.DIFFERS) for field in said)
    return bool(comparison.database.words) and not comparison.identified and not repeated


VETOES: tuple[tuple[str, Callable[[Comparison], bool]], ...] = (
    ("titles that differ are joined only where all else agrees", _another_title),
    ("a short or common title needs the same volume, pages, abstract or identifier", _common_title),
    ("a title that is only alike needs an author, or the same volume, pages or identifier", _title_alone),
    ("other pages need the same volume or an identifier", _other_pages),
    ("years that lie apart need the same volume and pages, or an identifier", _far_years),
    ("neighbouring years need the same volume, pages, abstract or identifier", _near_years),
    ("two identifiers of one kind need the same volume, pages or abstract", _two_identifiers),
    ("other journals need the same volume, pages, abstract or identifier", _other_journals),
    ("two records of one database need an identifier in common, or to be the same in all", _one_database),
)
