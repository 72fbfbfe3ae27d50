"""Where a publication stands: its journal, volume, issue and pages, in one spelling each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from synth.dedup import spellings

_KEPT = 65_536  # texts whose reading is kept: most stand in several records
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: str(number) for number, name in enumerate(_NAMES, start=1)}
_DASH = "[-\u2010-\u2015\u2212?\u00e2\ufffd]+"
# A spreadsheet reads 1-10 as the first of October, and 10-15 as October 2015.
_DAMAGED = re.compile(r"(?P<first>\d{1,2})-(?P<month>[a-z]{3})|(?P<month2>[a-z]{3})-(?P<last>\d{2})")
_COUNTED = re.compile(r"\d+\s*(?:p|pp|pages)\.?")  # «12 p»: how many pages, not which
_PAGES = re.compile(rf"(?P<first>[a-z]{{0,3}}\d+[a-z]?)(?:\s*{_DASH}\s*(?P<last>[a-z]{{0,3}}\d+[a-z]?))?")
_SUPPLEMENT = re.compile(r"supp|abstract|conference|meeting|congress", re.IGNORECASE)
_CONGRESS = re.compile(
    r"conference|congress|symposium|workshop|proceedings|meeting|colloquium", re.IGNORECASE
)
_EMPTY = frozenset({"the", "of", "and", "in", "for", "on", "de", "la", "le", "der", "die", "und", "et", "a"})


@lru_cache(maxsize=_KEPT)
def volume(text: str) -> str:
    """Give a volume's number, empty where there is none that can be read: «65 (Supplement 1)» is 65."""
    if not text or text.count(")") > text.count("("):  # «1)» is what is left of «65 (Supplement 1)»
        return ""
    found = re.match(r"\W*(?:vol(?:ume)?\W*)?0*(\d+)", text.casefold())
    return found[1] if found else ""


@lru_cache(maxsize=_KEPT)
def issue(text: str) -> str:
    """Give an issue's first number, empty where it has none."""
    found = re.search(r"\d+", text)
    return found[0].lstrip("0") if found else ""


def supplement(*texts: str) -> bool:
    """Say whether a volume, issue or journal is that of a congress: a supplement, abstracts, proceedings."""
    return any(_SUPPLEMENT.search(text) for text in texts if text)


def congress(text: str) -> bool:
    """Say whether a name is that of a congress or its proceedings, which each database writes its own way."""
    return bool(_CONGRESS.search(text))


@lru_cache(maxsize=_KEPT)
def pages(text: str) -> tuple[str, str]:
    """
    Give the first and last page, both empty where none can be read; a single page or number is its own last.

    «1596-602» is 1596 and 1602, «e12-e15» as it is; how many pages there are is not which.
    """
    bare = re.sub(r"^\W*(?:pages?|pp?)\W+", "", text.strip().casefold())
    if _COUNTED.fullmatch(bare):
        return "", ""
    if damaged := _DAMAGED.fullmatch(bare):
        return _undamaged(damaged)
    found = _PAGES.match(bare)
    if not found:
        return "", ""
    first, last = found["first"].lstrip("0"), (found["last"] or found["first"]).lstrip("0")
    if len(last) < len(first) and last.isdigit():
        last = first[: len(first) - len(last)] + last
    return first, last


def _undamaged(damaged: re.Match[str]) -> tuple[str, str]:
    if damaged["month"]:
        return damaged["first"].lstrip("0"), _MONTHS.get(damaged["month"], "")
    return _MONTHS.get(damaged["month2"], ""), damaged["last"]


@lru_cache(maxsize=_KEPT)
def venue(text: str) -> tuple[str, ...]:
    """Give the telling words of a journal's or a congress's name, without what stands in brackets."""
    words = spellings.plain(re.sub(r"\([^)]*\)?|\[[^\]]*\]?", " ", text).partition(" : ")[0])
    return tuple(word for word in words.split() if word not in _EMPTY)


@lru_cache(maxsize=_KEPT)
def one_venue(first: tuple[str, ...], second: tuple[str, ...]) -> bool | None:
    """
    Say whether two names, as ``venue`` gives them, are of one journal or congress.

    True for equal, abbreviated («Trans Database Syst») and initial («VLDB») names; None where one name
    is part of the other, which may be the same or a daughter; False where they have little in common.
    """
    few, many = sorted((first, second), key=lambda words: (len("".join(words)), words))
    if not few:
        return None
    if few == many or _initials(few, many) or _abbreviates(few, many):
        return True
    if set(few) <= set(many) or _abbreviates(few, many[: len(few)]) or _abbreviates(few, many[-len(few) :]):
        return None
    return fuzz.ratio(" ".join(few), " ".join(many)) >= 88


def _initials(few: Sequence[str], many: Sequence[str]) -> bool:
    return len(many) > 2 and few[0] == "".join(word[0] for word in many)


def _abbreviates(few: Sequence[str], many: Sequence[str]) -> bool:
    """Say whether each word begins its fellow: «Clin Infect Dis», «Clinical Infectious Diseases»."""
    return len(few) == len(many) and all(
        long.startswith(short) or short.startswith(long) or _contracted(short, long)
        for short, long in zip(few, many, strict=True)
    )


def _contracted(short: str, long: str) -> bool:
    """«natl» is national, «intl» international: the first letters and the last."""
    return (
        len(short) > 3 and long.startswith(short[:3]) and long.endswith(short[-1]) and len(short) < len(long)
    )
