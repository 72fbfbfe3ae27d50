"""What a model reads of a work, and texts whose label is known beforehand."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Two letters or more make a word. Han and kana are written without spaces: there each character counts
# as a word, so that pairs of neighbours take the place of words.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORDS = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]{{2,}}")
# The same for plain ASCII, where it takes two thirds of the time.
_BLANKED = "".join(sign if _WORDS.match(2 * sign) else " " for sign in map(chr, range(128)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What a model reads of one work; any part may be empty."""

    title: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()

    def whole(self) -> str:
        """Give title, abstract and keywords as one string."""
        return "\n".join((self.title, self.abstract, *self.keywords))


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Prior knowledge: a text outside the list whose label is known."""

    text: Text
    relevant: bool


def written(text: str) -> list[str]:
    """Give the words of a text in order, as they are written."""
    return _WORDS.findall(unicodedata.normalize("NFKC", text))


def words(text: str) -> list[str]:
    """Give the words of a text in order, in lower case."""
    if text.isascii():
        return [word for word in text.lower().translate(_BLANKED).split() if len(word) > 1]
    return _WORDS.findall(unicodedata.normalize("NFKC", text).lower())
