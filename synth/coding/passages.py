"""The sentence or clause around some words, and the labels of structured abstracts, which are no text."""

from __future__ import annotations

import re
from bisect import bisect_right

from synth.coding.words import Span

LONG = 320  # signs; of a longer sentence the clause is shown

_NAMES = (
    "abstract|aims?|background|conclusions?|context|data|design|discussion|evaluation|findings|implications|importance|"
    "interpretation|intervention|introduction|issue|limitations?|main|materials?|measurements?|measures?|methodology|"
    "methods?|objectives?|outcomes?|participants|patients|principal|problem|procedures?|purpose|question|rationale|"
    "recommendations?|relevance|research|results?|sample|setting|sources?|significance|study|subjects|summary|"
    "approach|theory|practice|clinical|what|this|paper|adds|key|messages?|points?"
)
_BEGIN = r"(?:^|(?<=[.!?\n)\]])\s*|\n\s*)"
_LABEL = re.compile(
    rf"{_BEGIN}((?i:(?:{_NAMES})(?:[ /,&-]+(?:(?:and|of|for|to|the|in)[ ]+)?(?:{_NAMES})){{0,4}})[ ]?:"
    r"|[A-Z][A-Z][A-Z /,&\u2019'-]{1,60}:)"
)
_END = re.compile(r"[.!?\u2026]+[\"'\u201d\u2019)\]]*\s+|\s*\n\s*")
_SHORT = re.compile(
    r"(?:\b(?:e\.?g|i\.?e|et al|etc|vs?|cf|ca|approx|resp|incl|Drs?|Mrs?|Ms|Prof|St|No|Fig|Tab|Eq|vol|pp?|"
    r"U\.S|U\.K)"
    r"|\b[A-Z])\.\s+$"
)
_NEXT = re.compile(r"[A-Z0-9\"'(\[\u201c\u2018]|[^\W\d_a-z]")
_CLAUSE = re.compile(r"; |: | [\u2013\u2014-] |\u2014|, (?=and |but |which |while |whereas |with )")


def labels(text: str) -> list[Span]:
    """Give where the labels of a structured abstract stand: «METHODS:»."""
    return [match.span(1) for match in _LABEL.finditer(text)] if ":" in text else []


class Sentences:
    """Where the sentences of a text begin and end; labels are outside of them."""

    def __init__(self, text: str, skip: list[Span]) -> None:
        self.text = text
        self.starts = [0]
        for match in _END.finditer(text):
            if _NEXT.match(text, match.end()) and not _SHORT.search(text, match.start() - 12, match.end()):
                self.starts.append(match.end())
        self.starts = sorted({*self.starts, *(place for span in skip for place in span)})

    def number(self, place: int) -> int:
        """Give the number of the sentence that a place lies in, from 0."""
        return bisect_right(self.starts, place) - 1

    def around(self, start: int, stop: int) -> Span:
        """Give the sentence that these places lie in; of a long one the clause."""
        first = self.starts[self.number(start)]
        last = self.number(max(start, stop - 1)) + 1
        end = self.starts[last] if last < len(self.starts) else len(self.text)
        if end - first > LONG:
            first, end = self._clause((first, end), start, stop)
        while end > stop and self.text[end - 1].isspace():
            end -= 1
        while first < start and self.text[first].isspace():
            first += 1
        return first, end

    def _clause(self, sentence: Span, start: int, stop: int) -> Span:
        first, end = sentence
        # What lies further off is cut off below whatever stands there.
        near = max(first, start - 2 * LONG), min(end, stop + 2 * LONG)
        for match in _CLAUSE.finditer(self.text, *near):
            if match.end() <= start and start - match.end() > 40:
                first = match.end()
            elif match.start() >= stop and match.start() - stop > 40:
                end = match.start()
                break
        if end - first > LONG:
            first, end = max(first, start - LONG // 2), min(end, stop + LONG // 2)
            first = self._word_begins(first, sentence[0], start)
            end = max(stop, self.text.rfind(" ", stop, end)) if end < sentence[1] else end
        return first, end

    def _word_begins(self, place: int, least: int, most: int) -> int:
        if place == least:
            return place
        blank = self.text.find(" ", place, most)
        return blank + 1 if blank >= 0 else place
