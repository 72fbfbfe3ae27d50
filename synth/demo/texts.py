"""Texts made ready for searching: normalised once, then searched as one long string."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]

_MARKUP = re.compile(r"<[^>]*>")
_NO_WORD = re.compile(r"[\W_]+")
_NO_WORD_BUT_STAR = re.compile(r"[^\w*]+|_+")
_CJK = re.compile(r"([\u3040-\u30ff\u3400-\u9fff])")
_STEMS: dict[str, str] = {}


def plain(text: str, *, stars: bool = False) -> str:
    """Give words in lower case with single blanks between them; ``stars`` keeps ``*`` for truncation."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _MARKUP.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
        text = _CJK.sub(r" \1 ", text)
    return (_NO_WORD_BUT_STAR if stars else _NO_WORD).sub(" ", text.lower()).strip()


def stem(word: str) -> str:
    """Cut a word lightly, as a Lucene index does: belongingness, belonging and belongs are one."""
    known = _STEMS.get(word)
    if known is None:
        known = _STEMS[word] = _stemmed(word)
    return known


def _stemmed(word: str) -> str:
    if len(word) < 4 or not word.isascii():
        return word
    if word.endswith("ness") and len(word) > 7:
        word = word[:-4]
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for end in ("ing", "ed"):
        if word.endswith(end) and len(word) - len(end) > 3:
            word = word[: -len(end)]
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def stemmed(text: str) -> str:
    """Give a normalised text with each word stemmed."""
    return " ".join(map(stem, text.split(" ")))


class Field:
    """
    One field of all records of a source, ready for searching; masks have the shape ``(n_records,)``.

    All texts stand in one string, so that finding a phrase is a few fast scans.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        rows = [f"\n {text} " for text in texts]
        self.size = len(rows)
        self.ends = np.cumsum([len(row) for row in rows]) if rows else np.zeros(0, dtype=np.int64)
        self.whole = "".join(rows)

    def row(self, place: int) -> str:
        """Give the normalised text of one record."""
        start = int(self.ends[place - 1]) if place else 0
        return self.whole[start + 2 : int(self.ends[place]) - 1]

    def phrase(self, text: str) -> Mask:
        """Say which records hold these words in this order; a word may end in ``*``."""
        words = text.split()
        if not words or words == ["*"]:
            return np.zeros(self.size, dtype=bool)
        if any("*" in word for word in words[:-1]) or "*" in words[-1].rstrip("*"):
            return self._pattern(words)
        open_end = words[-1].endswith("*")
        needle = " " + " ".join(words).rstrip("*") + ("" if open_end else " ")
        return self._needle(needle)

    def _needle(self, needle: str) -> Mask:
        mask = np.zeros(self.size, dtype=bool)
        place = self.whole.find(needle)
        while place >= 0:
            row = int(np.searchsorted(self.ends, place, side="right"))
            mask[row] = True
            place = self.whole.find(needle, int(self.ends[row]))
        return mask

    def _pattern(self, words: list[str]) -> Mask:
        body = " ".join(r"[^\s]*".join(re.escape(part) for part in word.split("*")) for word in words)
        mask = np.zeros(self.size, dtype=bool)
        for found in re.finditer(rf" {body}(?= )", self.whole):
            mask[int(np.searchsorted(self.ends, found.start(), side="right"))] = True
        return mask

    def near(self, text: str, slop: int) -> Mask:
        """Say which records hold all these words within ``slop`` words more than their number."""
        words = text.split()
        mask = np.ones(self.size, dtype=bool)
        for word in words:
            mask &= self.phrase(word)
        for row in np.flatnonzero(mask):
            mask[row] = _together(self.row(int(row)).split(), words, slop)
        return mask


def _together(text: list[str], words: list[str], slop: int) -> bool:
    width = len(words) + slop
    wanted = [re.compile(re.escape(word).replace(r"\*", ".*") + "$") for word in words]
    for start in range(len(text)):
        window = text[start : start + width]
        if all(any(pattern.match(word) for word in window) for pattern in wanted):
            return True
    return False
