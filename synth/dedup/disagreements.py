"""What the records of one work say differently, field by field; a difference of spelling is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz

from synth.dedup import spellings
from synth.domain.records import Disagreement, Kind, Status

Row = Mapping[str, Any]

LONGEST = 300  # characters of a value that are kept: enough to know it; the whole stands in the record
_SPELLING = 95.0  # of 100: what is this alike differs by a letter or two, by -ise or -ize, by a hyphen
_SHARED = 0.8  # of the words of the shorter abstract: the rest are labels, and what was cut in a word
_LITTLE = frozenset({"a", "an", "and", "de", "der", "for", "in", "la", "of", "on", "the"})
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")
_RANGE = re.compile(r"([a-z]*)0*(\d+)([a-z]*)(?:\s*[-\u2010-\u2015]+\s*([a-z]*)0*(\d+)([a-z]*))?")
_SAYS_NOTHING: tuple[Any, ...] = (None, "", [], Kind.OTHER, Status.UNKNOWN, Status.CLEAN)


def disagreements(account: Mapping[str, Any], rows: Sequence[Row]) -> Iterator[Disagreement]:
    """
    Give what each record says of the fields on which it, or another one, differs from the account.

    A field that fewer than two records have is none they could disagree on.
    """
    for field, agree in AGREE.items():
        chosen = account[field]
        given = [row for row in rows if row[field] not in _SAYS_NOTHING]
        if len(given) > 1 and chosen not in _SAYS_NOTHING:
            yield from _told(field, [(row, row[field], agree(row[field], chosen)) for row in given])
    yield from _told("doi", _dois(rows))


def _told(field: str, said: Sequence[tuple[Row, Any, bool]]) -> Iterator[Disagreement]:
    if not all(agrees for _, _, agrees in said):
        for row, value, agrees in said:
            yield Disagreement(field=field, record=row["record"], value=_shown(value), differs=not agrees)


def _shown(value: Any) -> str:
    if isinstance(value, list | tuple):  # authors
        value = "; ".join(author["name"] for author in value)
    return str(value)[:LONGEST]


def _dois(rows: Iterable[Row]) -> list[tuple[Row, Any, bool]]:
    """Give each record's first DOI, and whether it has one in common with the record before all others."""
    given = [(row, [name for name in row["ids"] if name.startswith("doi:")]) for row in rows]
    having = [(row, dois) for row, dois in given if dois]
    return [(row, dois[0], not set(dois).isdisjoint(having[0][1])) for row, dois in having]


def _same_title(title: str, other: str) -> bool:
    """Let a dropped subtitle and a letter or two pass, but no other number."""
    first, second = spellings.key(title), spellings.key(other)
    if first == second or not first or not second:
        return True
    if min(len(first), len(second)) >= 20 and (first.startswith(second) or second.startswith(first)):
        return True
    numbers = _NUMBER.findall(title) == _NUMBER.findall(other)
    return numbers and fuzz.ratio(first, second, score_cutoff=_SPELLING) > 0


def _same_abstract(abstract: str, other: str) -> bool:
    words, others = set(_WORD.findall(abstract.casefold())), set(_WORD.findall(other.casefold()))
    return len(words & others) >= _SHARED * min(len(words), len(others))


def _same_authors(authors: Sequence[Row], others: Sequence[Row]) -> bool:
    """Let a list that stops early pass, but no other order and no other name."""
    pairs = zip(map(spellings.family, authors), map(spellings.family, others), strict=False)
    return all(
        first in second or second in first or fuzz.ratio(first, second) >= 80 for first, second in pairs
    )


def _same_date(date: str, other: str) -> bool:
    """Let the less exact of two dates pass."""
    return date.startswith(other) or other.startswith(date)


def _same_venue(venue: str, other: str) -> bool:
    """Let an abbreviated name and one with a subtitle pass."""
    first, second = _telling_words(venue), _telling_words(other)
    if first == second or not first or not second:
        return True
    shorter, longer = sorted((first, second), key=len)
    if longer[: len(shorter)] == shorter:
        return True
    alike = all(
        one.startswith(another) or another.startswith(one)
        for one, another in zip(first, second, strict=False)
    )
    return (len(first) == len(second) and alike) or "".join(first) == "".join(second)


def _telling_words(text: str) -> list[str]:
    return [word for word in spellings.plain(text).split() if word not in _LITTLE]


def _same_number(number: str, other: str) -> bool:
    """Let zeros before a number and signs between numbers pass."""
    return _numbers(number) == _numbers(other)


def _numbers(text: str) -> list[str]:
    return [part.lstrip("0") for part in re.findall(r"[a-z]+|\d+", text.casefold())]


def _same_pages(pages: str, other: str) -> bool:
    """Let «1596-602» for «1596-1602» pass, and a first page alone."""
    first, second = _pages(pages), _pages(other)
    if first is None or second is None:
        return _numbers(pages) == _numbers(other)
    return first[0] == second[0] and (not first[1] or not second[1] or first[1] == second[1])


def _pages(text: str) -> tuple[str, str] | None:
    found = _RANGE.fullmatch(text.casefold().strip())
    if found is None:
        return None
    start, end = found[2], found[5] or ""
    if end and len(end) < len(start):
        end = start[: len(start) - len(end)] + end
    return f"{found[1]}{start}{found[3]}", "" if end == start else end


def _equal(value: Any, other: Any) -> bool:
    return bool(value == other)


# What is compared. Left out: lists that are united, counts (each source counts for itself), and what
# every source words in its own way (its kind, licence, publisher, address).
AGREE: dict[str, Callable[[Any, Any], bool]] = {
    "title": _same_title,
    "abstract": _same_abstract,
    "authors": _same_authors,
    "year": _equal,
    "date": _same_date,
    "venue": _same_venue,
    "volume": _same_number,
    "issue": _same_number,
    "pages": _same_pages,
    "type": _equal,
    "language": _equal,
    "oa_status": _equal,
    "status": _equal,
}
