"""What a word is to a term: whether it says something, links two that do, or ends the term."""

from __future__ import annotations

import re

from synth.maps import silent
from synth.maps.folding import fold

_TOKENS = re.compile(r"[^\W\d_](?:[-’'.]?[^\W_])*['’]?|[^\s'’]")
# A sign that ends terms; a word that says nothing and ends them too; one that links two; one that says little
# and is no term alone; one that says something.
BREAK, MUTE, LINK, PALE, FULL = range(5)


def words_of(text: str) -> list[str]:
    """Give the words and signs of a text, one after the other."""
    return _TOKENS.findall(text)


def kind(word: str, form: str) -> int:
    """Give what a word in lower case is, BREAK to FULL; ``form`` is what it is folded to."""
    if word in silent.LINKS:
        return LINK
    if not word[0].isalpha():
        return BREAK
    if (
        len(form) < 2
        or word in silent.SILENT
        or form in silent.SILENT
        or (form.endswith("nt") and "n'" in word)
    ):
        return MUTE
    return PALE if word in silent.PALE or form in silent.PALE else FULL


def joins(word: str) -> bool:
    """Say whether a word may stand in a term: it says something, or links two that do."""
    return kind(word.lower(), fold(word.lower())) >= LINK


def key_of(term: str) -> str:
    """Give the folded form under which a term is counted; empty for what is no term."""
    forms = [(word, fold(word)) for word in words_of(term.lower())]
    return " ".join(form for word, form in forms if kind(word, form) >= PALE)
