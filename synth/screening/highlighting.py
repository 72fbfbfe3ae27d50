"""Which words of a text speak for a work, against it, or name what the review is about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from synth.screening import texts

FOR, AGAINST, CONCEPT = "for", "against", "concept"
KINDS = (FOR, AGAINST, CONCEPT)

# Between the words of a term: what may stand between them in a text, a line's end included.
_BETWEEN = r"[\s\-\u2010-\u2015/]+"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of a text; ``kind`` is one of KINDS, or empty where nothing is marked."""

    text: str
    kind: str = ""


class Highlighter:
    """
    Marks the terms of each kind in texts.

    A term is found as whole words, whatever its case and accents; ``*`` at a word's end stands for any
    ending, also none. Where several terms begin at one word the longest is marked. A term that two kinds
    hold is of the first of KINDS that holds it.
    """

    def __init__(self, terms: Mapping[str, Sequence[str]]) -> None:
        kinds: dict[str, str] = {}
        for kind in KINDS:
            for term in terms.get(kind, ()):
                spelt = folded(term)[0].strip()
                if re.search(r"\w", spelt):
                    kinds.setdefault(spelt, kind)
        longest_first = sorted(kinds, key=lambda term: (_unspaced(term[0]), -len(term), term))
        self._kinds = tuple(kinds[term] for term in longest_first)
        # An empty group ends each term: the one that matched names the kind. That the words' boundary stands
        # before all of them at once, and no group before a term's first letter, makes it ten times faster.
        spaced = "|".join(f"{_pattern(term)}()" for term in longest_first if not _unspaced(term[0]))
        rest = "|".join(f"{_pattern(term)}()" for term in longest_first if _unspaced(term[0]))
        self._terms = re.compile("|".join([f"(?<!\\w)(?:{spaced})"] * bool(spaced) + [rest] * bool(rest)))

    def segments(self, text: str) -> tuple[Segment, ...]:
        """Give a text cut where marks begin and end; the segments joined are the text."""
        if not self._kinds or not text:
            return (Segment(text=text),) if text else ()
        plain, places = folded(text)
        found: list[Segment] = []
        done = 0
        for match in self._terms.finditer(plain):
            start, end = places[match.start()], places[match.end()]
            found += [
                Segment(text=text[done:start]),
                Segment(text=text[start:end], kind=self._kinds[(match.lastindex or 1) - 1]),
            ]
            done = end
        found.append(Segment(text=text[done:]))
        return tuple(segment for segment in found if segment.text)


def folded(text: str) -> tuple[str, Sequence[int]]:
    """
    Give a text without case and accents, and where each of its signs stood in the text, and the end.

    A combining accent leaves no sign: it belongs to the letter before it.
    """
    if text.isascii():
        return text.lower(), range(len(text) + 1)
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for bare in unicodedata.normalize("NFKD", sign).casefold():
            if not unicodedata.combining(bare):
                signs.append(bare)
                places.append(place)
    return "".join(signs), [*places, len(text)]


def _pattern(term: str) -> str:
    words = [_word(word) for word in re.split(_BETWEEN, term) if word.strip("*")]
    return _BETWEEN.join(words) + ("" if _unspaced(term[-1]) else r"(?!\w)")


def _word(word: str) -> str:
    return re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "")


def _unspaced(sign: str) -> bool:
    """Say whether a sign is of a script written without spaces, where one sign is a word."""
    return bool(texts.words(sign))
