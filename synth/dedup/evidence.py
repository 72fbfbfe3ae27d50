"""
What each field of two records says for and against their being the same, as weights and in words.

A weight is roughly the natural logarithm of how many times more often records of one publication look
so than records of two that are alike enough to be compared (Fellegi & Sunter 1969,
doi:10.1080/01621459.1969.10501049); what is missing says nothing. They are rounded on purpose, none was
fitted: moving any of them by a half changes the fate of one in 2,425 duplicates of five reviews at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz import fuzz

from synth.dedup import positions, titles
from synth.dedup.titles import Title
from synth.dedup.traits import Traits


class Level(StrEnum):
    """How two values stand to each other."""

    AGREES = "agrees"
    NEAR = "near"
    UNKNOWN = "unknown"
    DIFFERS = "differs"


class Evidence(NamedTuple):
    """
    What one field says: ``weight`` above zero speaks for one publication, below zero against it.

    ``kind`` is that of an identifier, or SLIGHT.
    """

    level: Level
    weight: float = 0.0
    words: str = ""
    kind: str = ""


SILENT = Evidence(Level.UNKNOWN)

# What agreement, near agreement and difference of a field weigh.
WEIGHTS: dict[str, dict[Level, float]] = {
    "authors": {Level.AGREES: 3.0, Level.NEAR: 1.0, Level.DIFFERS: -5.0},
    "year": {Level.AGREES: 1.0, Level.NEAR: -0.5, Level.DIFFERS: -4.0},
    "journal": {Level.AGREES: 1.0, Level.DIFFERS: -2.0},
    "volume": {Level.AGREES: 1.5, Level.DIFFERS: -1.5},
    "issue": {Level.AGREES: 0.5, Level.DIFFERS: -0.5},
    "pages": {Level.AGREES: 4.0, Level.NEAR: 1.0, Level.DIFFERS: -4.0},
    "abstract": {Level.AGREES: 4.0, Level.DIFFERS: -3.0},
}
# What one identifier in common weighs, and what two different ones do. A DOI may be that of a whole
# supplement, and print, preprint and versions have their own; an editor gave each PMID to one article.
IDENTIFIERS: dict[str, tuple[float, float]] = {
    "doi": (6.0, -1.5),
    "pubmed": (8.0, -5.0),
    "pmc": (8.0, -3.0),
    "openalex": (8.0, -2.0),
    "eric": (8.0, -3.0),
    "europepmc": (8.0, 0.0),
}
REGISTERED = -3.5  # two DOIs by one registrant, who has a reason to give two
NAMES = {"doi": "DOI", "pubmed": "PMID", "pmc": "PMCID", "openalex": "OpenAlex id", "eric": "ERIC number"}
LONGEST, SHORTEST = 6.0, 1.0  # what a long and a very short title in common weigh
LETTERS = 7  # letters of a title that weigh as much as one more year in common
PART = 25  # letters of a title that may be known again in another without standing at its beginning
TYPED, ALIKE = 93, 80  # likeness in percent: of titles with a slip of the pen, of titles worded alike
EXCHANGED, OTHER = -3.0, -5.0  # another word or number in a title, another title
SLIGHT = "slight"  # the kind of a difference in a word or a number
TWICE = -3.0  # two records of one database


def _weighed(field: str, level: Level, words: str) -> Evidence:
    return Evidence(level, WEIGHTS[field][level], f"{field}: {words}")


def title(one: Traits, other: Traits) -> Evidence:
    """Compare the titles; an original title may stand for the title."""
    if not one.titles or not other.titles:
        return SILENT
    found = _title(*_likest(one.titles, other.titles))
    if one.stock and other.stock and found.weight > 0:
        return Evidence(found.level, SHORTEST, "title: the same, but one that many publications have")
    return found


def _likest(ones: Iterable[Title], others: Sequence[Title]) -> tuple[Title, Title, float]:
    """Give the two titles most alike, and how much, in percent."""
    pairs = ((one, other, fuzz.ratio(one.key, other.key)) for one in ones for other in others)
    return max(pairs, key=lambda pair: pair[2])


def likeness(one: Traits, other: Traits) -> float:
    """Say how much alike the titles are, letter by letter, in percent; 0 where one has none."""
    return _likest(one.titles, other.titles)[2] if one.titles and other.titles else 0.0


def _title(one: Title, other: Title, likeness: float) -> Evidence:
    worth = min(LONGEST, SHORTEST + min(len(one.key), len(other.key)) / LETTERS)
    if one.key == other.key:
        return Evidence(Level.AGREES, worth, "title: the same")
    short, long = sorted((one, other), key=lambda title: len(title.key))
    extended = _extended(short, long)
    here, there = titles.numbers(one.words), titles.numbers(other.words)
    if here != there and not (extended and _subtitled(short, long)):
        words = f"title: other numbers ({_listed(here)} and {_listed(there)})"
        return _slight(words) if likeness >= ALIKE else Evidence(Level.DIFFERS, OTHER, words)
    if extended:
        return Evidence(Level.NEAR, worth - 2, "title: one is the beginning or a part of the other")
    return _worded(one, other, likeness, worth=worth)


def _extended(short: Title, long: Title) -> bool:
    """Say whether a title was cut off, or stands in the other; a long one may have a slip of the pen."""
    if long.key.startswith(short.key):
        return True
    if len(short.key) < PART:
        return False
    if f" {short.words} " in f" {long.words} ":
        return True
    if fuzz.ratio(short.key, long.key[: len(short.key)]) < TYPED:
        return False
    whole = short.words.split()[:-1]  # the last may be half a word
    return not any(titles.exchanged(" ".join(whole), " ".join(long.words.split()[: len(whole)])))


def _subtitled(short: Title, long: Title) -> bool:
    """Say whether the long title goes on with a subtitle, and not only with the number of a part."""
    beyond = len(long.content) - len(short.content)
    return beyond > 2 and set(titles.numbers(short.words)) <= set(titles.numbers(long.words))


def _worded(one: Title, other: Title, likeness: float, *, worth: float) -> Evidence:
    ordered = max(likeness, fuzz.token_sort_ratio(one.words, other.words))
    if ordered < ALIKE:
        return Evidence(Level.DIFFERS, OTHER, f"title: another ({likeness:.0f} % alike)")
    here, there = titles.exchanged(one.words, other.words)
    if here:
        return _slight(f"title: «{here}» in the place of «{there}»")
    if ordered >= TYPED:
        return Evidence(Level.NEAR, worth - 0.5, f"title: nearly the same ({ordered:.0f} % alike)")
    return Evidence(Level.NEAR, worth - 2, f"title: much the same ({ordered:.0f} % alike)")


def _slight(words: str) -> Evidence:
    return Evidence(Level.DIFFERS, EXCHANGED, words, SLIGHT)


def _listed(numbers: Sequence[str]) -> str:
    return ", ".join(numbers) or "none"


def authors(one: Traits, other: Traits) -> Evidence:
    """Compare the family names of the authors, in any order; one of many may stand for all."""
    if not one.families or not other.families:
        return SILENT
    if one.families == other.families:
        return _weighed("authors", Level.AGREES, "the same")
    few, many = sorted((one.families, other.families), key=lambda names: (len(set(names)), names))
    known = set(many)
    found = sum(name in known or any(map(_one_name, [name] * len(many), many)) for name in set(few))
    words = f"{found} of {len(set(few))} in common"
    if not found:
        return _weighed("authors", Level.DIFFERS, "none in common")
    return _weighed("authors", Level.AGREES if 2 * found >= len(set(few)) else Level.NEAR, words)


def _one_name(name: str, other: str) -> bool:
    """Say whether two family names may be one: glued to others, without its first letter, misspelt."""
    short, long = sorted((name, other), key=len)
    return (len(short) > 3 and short in long) or (len(short) > 2 and fuzz.ratio(name, other) >= ALIKE)


def year(one: Traits, other: Traits) -> Evidence:
    """Compare the years; online and in print may lie a year apart."""
    if one.year is None or other.year is None:
        return SILENT
    if one.year == other.year:
        return _weighed("year", Level.AGREES, str(one.year))
    level = Level.NEAR if abs(one.year - other.year) == 1 else Level.DIFFERS
    return _weighed("year", level, f"{one.year} and {other.year}")


def journal(one: Traits, other: Traits) -> Evidence:
    """Compare the journals, by ISSN and by name; a part of a name says nothing."""
    if set(one.issn) & set(other.issn):
        return _weighed("journal", Level.AGREES, "the same ISSN")
    if one.thesis and other.thesis:
        return SILENT  # the university, the database it is sold by
    same = positions.one_venue(one.venue, other.venue)
    if same is None:
        return SILENT
    words = "the same" if same else f"«{' '.join(one.venue)}» and «{' '.join(other.venue)}»"
    return _weighed("journal", Level.AGREES if same else Level.DIFFERS, words)


def volume(one: Traits, other: Traits) -> Evidence:
    """Compare the volumes."""
    return _number("volume", one.volume, other.volume)


def issue(one: Traits, other: Traits) -> Evidence:
    """Compare the issues; databases count them in their own ways."""
    return _number("issue", one.issue, other.issue)


def _number(field: str, one: str, other: str) -> Evidence:
    if not one or not other:
        return SILENT
    if one == other:
        return _weighed(field, Level.AGREES, one)
    return _weighed(field, Level.DIFFERS, f"{one} and {other}")


def pages(one: Traits, other: Traits) -> Evidence:
    """Compare the pages; the number of an article says nothing against its pages."""
    (first, last), (begin, end) = one.pages, other.pages
    if not first or not begin:
        return SILENT
    shown = f"{_range(one)} and {_range(other)}"
    if first == begin or first.lstrip("abcdefghijklmnopqrstuvwxyz") == begin.lstrip(
        "abcdefghijklmnopqrstuvwxyz"
    ):
        return _weighed("pages", Level.AGREES, _range(one) if one.pages == other.pages else shown)
    if last == end or fuzz.ratio(first + last, begin + end) >= 90:
        return _weighed("pages", Level.NEAR, shown)
    if _numbered(one.pages) != _numbered(other.pages) or "1" in (first, begin):
        return SILENT  # the number of an article, or the pages of its file, which begin at 1
    return _weighed("pages", Level.DIFFERS, shown)


def _numbered(pages: tuple[str, str]) -> bool:
    """Say whether this is the number of an article: «e12345», «104512»."""
    first, last = pages
    return first == last and (first.startswith("e") or len(first) >= 5)


def _range(one: Traits) -> str:
    first, last = one.pages
    return first if first == last else f"{first}\u2013{last}"


def abstract(one: Traits, other: Traits) -> Evidence:
    """Compare the openings of the abstracts."""
    if min(len(one.abstract), len(other.abstract)) < 60:
        return SILENT
    likeness = fuzz.ratio(one.abstract, other.abstract)
    if likeness >= 90:
        return _weighed("abstract", Level.AGREES, "the same beginning")
    if likeness < 50:
        return _weighed("abstract", Level.DIFFERS, "another")
    return SILENT


def identifiers(one: Traits, other: Traits) -> list[Evidence]:
    """Compare identifiers kind by kind; words name what is equal or different."""
    found = []
    for kind in one.ids.keys() & other.ids.keys():
        agree, differ = IDENTIFIERS[kind]
        shared = sorted(one.ids[kind] & other.ids[kind])
        if shared:
            words = f"{NAMES.get(kind, 'id')}: {shared[0].partition(':')[2]}"
            found.append(Evidence(Level.AGREES, agree, words, kind))
        elif kind == "doi" and _registrants(one) & _registrants(other):
            found.append(Evidence(Level.DIFFERS, REGISTERED, "DOI: another by the same registrant", kind))
        elif differ:
            found.append(Evidence(Level.DIFFERS, differ, f"{NAMES[kind]}: another", kind))
    return sorted(found, key=lambda evidence: (-evidence.weight, evidence.words))


def _registrants(one: Traits) -> set[str]:
    return {doi.partition("/")[0] for doi in one.ids["doi"]}


def database(one: Traits, other: Traits) -> Evidence:
    """Two records of one database are seldom one publication: it has an id for each."""
    if one.database and one.database == other.database:
        return Evidence(Level.DIFFERS, TWICE, f"database: {one.database} has both, under ids of their own")
    return SILENT
