"""Titles taken apart: words, role, numbers, and what one title says in the place of another's words."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from synth.dedup import spellings
from synth.domain.records import RelationKind

# «[Erratum appears in …]», «[Chinese]», «[Review] [24 refs]» behind a title: said by a database of the
# article, and often cut off before the bracket closes. A bare number in brackets may be part of the title.
_BEHIND = re.compile(r"\s*\[(?!\s*(?:part\b)?[\s\divx]*\]?\s*$)[^\[\]]*\]?\s*\.?\s*$", re.IGNORECASE)
_TRANSLATED = re.compile(r"\s*\((?:author\W?s? transl|translated?)[^()]*\)?\s*\.?\s*$", re.IGNORECASE)
# The article itself, marked by the publisher.
_MARKED = re.compile(
    r"^\W*(?:retracted(?: article| paper)?|withdrawn(?: article)?|removed)\W*[:\]]\s*", re.IGNORECASE
)
# What only speaks about another publication says so first, or last.
_ROLES = {
    RelationKind.ERRATUM_OF: r"(?:errat|corrigend|addend)(?:um|a)|(?:publisher |author )?corrections?",
    RelationKind.RETRACTION_OF: r"(?:notice of )?retraction(?: notice| note)?|withdrawal(?: notice)?",
    RelationKind.CONCERN_ABOUT: r"(?:editorial )?expression of concern",
    RelationKind.REPLY_TO: r"(?:the )?(?:author\W?s?\W? |in )?(?:reply|response|rebuttal|rejoinder)|re",
    RelationKind.PART_OF: (
        r"(?:data(?:set)?|code|figure|table)s? (?:presented in|from|for|of)(?: the (?:paper|article))?"
        r"|(?:replication |raw )data(?:set)?"
        r"|supplement(?:ary|al)? (?:data|file|material|information|table|figure)s?(?: \w?\d+)?"
        r"|additional file \w?\d+|supporting information|data presented in the (?:paper|article)"
    ),
    RelationKind.REVIEW_OF: r"faculty of 1000 evaluation|peer review|decision letter",
    RelationKind.COMMENT_ON: r"(?:invited |editorial )?comment(?:ary|s)?(?: on)?|discussion",
}
_LEADING = re.compile(
    "|".join(f"(?P<r{number}>{words})" for number, words in enumerate(_ROLES.values())).join(
        (r"^\W*(?:", r")(?:\s*[:.]|\s+(?:to|on|of|for|from)\b\s*:?)\s*")
    ),
    re.IGNORECASE,
)
_TRAILING = re.compile(
    "|".join(f"(?P<r{number}>{words})" for number, words in enumerate(_ROLES.values())).join(
        (r"\s*(?:[:.?!(\u2013\u2014]|\s-)\s*(?:", r")\W*$")
    ),
    re.IGNORECASE,
)
_NUMBERS = {
    word: str(number)
    for number, words in enumerate(
        (
            *("one first", "ii two second", "iii three third", "iv four fourth", "five fifth"),
            *("vi six sixth", "vii seven seventh", "viii eight eighth", "ix nine ninth", "ten tenth"),
        ),
        start=1,
    )
    for word in words.split()
}
_LETTERS = {"i": "1", "v": "5", "x": "10"}
_DIGITS = re.compile(r"\d+")
# One letter is a number only where a number is looked for.
_COUNTED = re.compile(
    r"\b(?:part|phase|type|stage|class|grade|chapter|volume|level|section|study|experiment|paper|report)"
    r" (?P<number>[ivx])\b|\b(?P<last>[ivx])$"
)
_SMALL = """
    a an and as at by for from in into is its of on or the to via within using versus vs
    de la el los las le les des du der die das und en et y e o da do dos
"""
_EMPTY = frozenset(_SMALL.split())
# Words so alike that a slip of the pen could turn one into the other, and that mean the opposite.
_CONTRASTS = (
    *(("hypo", "hyper"), ("pre", "post"), ("in", "out"), ("intra", "inter"), ("micro", "macro")),
    *(("under", "over"), ("with", "without"), ("male", "female"), ("males", "females"), ("man", "woman")),
    *(("men", "women"), ("maternal", "paternal"), ("systolic", "diastolic"), ("afferent", "efferent")),
    *(("abduction", "adduction"), ("inpatient", "outpatient"), ("inpatients", "outpatients")),
)


@dataclass(frozen=True, slots=True)
class Title:
    """
    A title without what databases add to it.

    ``role`` is what it says it is to the publication its words name, None for that publication itself;
    ``words`` are plain, ``key`` has them run together, ``content`` are those that carry meaning.
    """

    role: RelationKind | None
    words: str
    key: str
    content: tuple[str, ...]


@lru_cache(maxsize=65_536)  # most stand in several records
def read(text: str) -> Title:
    """Take a title apart."""
    role, bare = _role(_MARKED.sub("", _without_notes(text)))
    words = spellings.plain(bare)
    return Title(role, words, words.replace(" ", ""), content(words))


def _without_notes(text: str) -> str:
    while "[" in text or "(" in text:
        shorter = _TRANSLATED.sub("", _BEHIND.sub("", text))
        if shorter == text or len(shorter) < 10:
            break
        text = shorter
    return text


def _role(text: str) -> tuple[RelationKind | None, str]:
    for pattern in (_LEADING, _TRAILING):
        found = pattern.search(text)
        if found and len(rest := text[: found.start()] + text[found.end() :]) >= 10:
            return list(_ROLES)[int(str(found.lastgroup)[1:])], rest
    return None, text


def numbers(words: str) -> tuple[str, ...]:
    """Give the numbers in a title's words, sorted, as digits: Roman ones and «second» too."""
    found = _DIGITS.findall(words)
    found += [_NUMBERS[word] for word in words.split() if word in _NUMBERS]
    found += [_LETTERS[hit["number"] or hit["last"]] for hit in _COUNTED.finditer(words)]
    return tuple(sorted(number.lstrip("0") for number in found))


def content(words: str) -> tuple[str, ...]:
    """Give the words that carry meaning, in their order."""
    return tuple(word for word in words.split() if word not in _EMPTY)


def exchanged(words: str, other: str) -> tuple[str, str]:
    """
    Give what one title says in the place of what the other says: two texts, both empty where nothing is.

    Other spellings, hyphens and slips of the pen exchange nothing, save between words that are alike
    and mean the opposite. What only one of the two says is no exchange.
    """
    first, second = content(words), content(other)
    left, right = _beyond(first, second), _beyond(second, first)
    if not left or not right:
        return "", ""
    here, there = " ".join(left), " ".join(right)
    alike = fuzz.ratio(here.replace(" ", ""), there.replace(" ", "")) >= 75 or _paired(left, right)
    return ("", "") if alike and not _contrary(left, right) else (here, there)


def _beyond(words: Sequence[str], others: Sequence[str]) -> list[str]:
    known = set(others)
    return [word for word in words if word not in known]


def _paired(left: Sequence[str], right: Sequence[str]) -> bool:
    """Say whether each word of the shorter side has one much like it on the other side."""
    few, many = sorted((left, right), key=len)
    return all(any(fuzz.ratio(word, other) >= 75 for other in many) for word in few)


def _contrary(left: Collection[str], right: Collection[str]) -> bool:
    return any(_opposite(one, other) for one in left for other in right if abs(len(one) - len(other)) <= 3)


def _opposite(one: str, other: str) -> bool:
    """Say whether two words are the same but for parts that mean the opposite: hypoxia and hyperoxia."""
    return any(_differ_by(one, other, *pair) or _differ_by(other, one, *pair) for pair in _CONTRASTS)


def _differ_by(one: str, other: str, here: str, there: str) -> bool:
    if one == here and other == there:
        return True
    behind, beyond = one.removeprefix(here), other.removeprefix(there)
    cut = len(behind) < len(one) and len(beyond) < len(other)
    return cut and len(behind) > 3 and fuzz.ratio(behind, beyond) >= 80
