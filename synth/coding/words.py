"""A text as words, each with its place: what phrases are looked for in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from synth.coding import spelling
from synth.domain.codebook import ARTICLES

Span = tuple[int, int]


def bag(words: str) -> frozenset[str]:
    """Give words that are written in a row."""
    return frozenset(words.split())


# One word with what follows a hyphen; the first also with what follows a blank.
_OPEN = "anti co inter meta micro multi non pre semi"
_CLOSED = (
    "bi bio de dis e electro extra in intra mis neuro out over post psycho re socio sub super tele trans "
    "under up"
)
_BLANK = bag(_OPEN)
_HYPHEN = _BLANK | bag(_CLOSED)
_ALONE = bag("and or to versus vs")  # what no prefix goes with
_LETTER = r"[^\W_]"
_MARK = "[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]"  # what stands on or between letters
_TOKEN = re.compile(
    rf"\d+(?:[.,]\d+)+|{_LETTER}(?:{_LETTER}|{_MARK})*(?:['\u2019\u02bc]{_LETTER}+)?"
    r"|[.,;:!?()\[\]&\u2026\u2014]| [-\u2010-\u2015] "
)
_HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2212\u00ad")
_TWO = re.compile(r"[2-9]|[1-9]\d+")
_FROM_TWO = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_FROM_TWENTY = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS = dict(zip(_FROM_TWO.split(), range(2, 20), strict=True)) | dict(
    zip(_FROM_TWENTY.split(), range(20, 100, 10), strict=True)
)
COMMA, AND, BREAK = ",", "and", "."
PLAIN, NUMBER, SLASHED, ARTICLED, SIGN = 0, 1, 2, 4, 8

_CACHE: dict[str, tuple[str, str, int]] = {}
_MOST_CACHED = 200_000


class Words:
    """
    The words of a text in one spelling, and where each stands in the text.

    ``spelt`` as ``spelling.spelt`` gives it and ``single`` its singular; commas and ``and`` are words too,
    other signs that end a phrase are BREAK. ``kinds`` adds up NUMBER (two or more), SLASHED (a slash
    before it), ARTICLED (an article before it, which is left out). All have the shape ``(n_words,)``.
    """

    __slots__ = ("kinds", "single", "spelt", "starts", "stops")

    def __init__(self, text: str = "", *, base: int = 0, skip: Sequence[Span] = ()) -> None:
        """Read a text that begins at place ``base``; what lies in ``skip`` is no text."""
        self.spelt: list[str] = []
        self.single: list[str] = []
        self.starts: list[int] = []
        self.stops: list[int] = []
        self.kinds: list[int] = []
        if skip:
            start = 0
            for first, last in [*skip, (len(text), len(text))]:
                self._read(text, start, first, base)
                self.cut(base + first)
                start = last
        else:
            self._read(text, 0, len(text), base)

    def __len__(self) -> int:
        return len(self.spelt)

    def cut(self, place: int) -> None:
        """End what stands here: no phrase goes on across it."""
        self._add(BREAK, BREAK, (place, place), PLAIN)

    def turned(self) -> Words:
        """Give a heading that has commas the other way round: «students, nursing» as «nursing students»."""
        parts: list[list[int]] = [[]]
        for place, word in enumerate(self.spelt):
            if word == COMMA:
                parts.append([])
            else:
                parts[-1].append(place)
        other = Words()
        for place in (place for part in reversed(parts) for place in part):
            span = (self.starts[place], self.stops[place])
            other._add(self.spelt[place], self.single[place], span, self.kinds[place])
        return other

    def _read(self, text: str, start: int, stop: int, base: int) -> None:
        known, kind, end = _CACHE, PLAIN, start
        spelt, single, starts, stops, kinds = self.spelt, self.single, self.starts, self.stops, self.kinds
        for match in _TOKEN.finditer(text, start, stop):
            first, last = match.span()
            token = match[0]
            found = known.get(token) or _remember(token)
            kind |= found[2] & ARTICLED
            if found[2] == ARTICLED:
                continue
            if found[2] != SIGN:
                between = text[end:first]
                if between != " " or (spelt and spelt[-1] in _BLANK):
                    if between and spelt and spelt[-1] in _HYPHEN and self._glued(between, found[0]):
                        joined = spelling.spelt(spelt[-1] + found[0])
                        spelt[-1], single[-1], stops[-1] = joined, spelling.singular(joined), base + last
                        end, kind = last, PLAIN
                        continue
                    if between == "/":
                        kind |= SLASHED
                if found[2] == NUMBER and between not in _HYPHENS:
                    kind |= NUMBER
            end = last
            spelt.append(found[0])
            single.append(found[1])
            starts.append(base + first)
            stops.append(base + last)
            kinds.append(kind)
            kind = PLAIN

    def _glued(self, between: str, word: str) -> bool:
        if between in _HYPHENS:
            return True
        return between.isspace() and self.spelt[-1] in _BLANK and word not in _ALONE

    def _add(self, spelt: str, single: str, span: Span, kind: int) -> None:
        self.spelt.append(spelt)
        self.single.append(single)
        self.starts.append(span[0])
        self.stops.append(span[1])
        self.kinds.append(kind)


def _remember(token: str) -> tuple[str, str, int]:
    """Give a word's or sign's spelling, its singular, and what it is; they come again and again."""
    if len(_CACHE) >= _MOST_CACHED:
        _CACHE.clear()
    _CACHE[token] = _word(token) if token[0].isalnum() else _sign(token)
    return _CACHE[token]


def _sign(token: str) -> tuple[str, str, int]:
    sign = COMMA if token == "," else AND if token == "&" else BREAK
    return sign, sign, SIGN


def _word(token: str) -> tuple[str, str, int]:
    spelt = spelling.spelt(token)
    kind = PLAIN
    if spelt in ARTICLES:
        kind = ARTICLED
    elif spelt in NUMBERS or _TWO.fullmatch(spelt.replace(",", "")):
        kind = NUMBER
    return spelt, spelling.singular(spelt), kind
