"""Many phrases looked for at once: a tree of words, walked along the words of a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from synth.coding.words import AND, ARTICLED, BREAK, COMMA, NUMBER, SLASHED, Words, bag

ANY_NUMBER = "#"
_STANDS = "anynumber"  # for it while a phrase is read into words
_HYPHEN = "-"
# A phrase whose last but one word is one of these has no words joined in between: "part of (…) team".
_SMALL = bag("and as at by for from in like of on or that to with were was be is")
_JOINING = frozenset((AND, "or", "nor", "plus"))
_JOINING_OR_COMMA = _JOINING | {COMMA}
# Of these a list is given with commas; in "learning, efficiency and patient engagement" each part is a thing
# itself.
_PEOPLE = bag(
    "student learner trainee resident intern graduate undergraduate nurse physician doctor surgeon staff "
    "faculty "
    "professional worker practitioner educator teacher profession school program education"
)
_FARTHEST = 9  # words from the first of "nursing, midwifery, and allied health students" to the last
_LONGEST = 3  # words of one of those joined, of people; of other things one


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: its number, and the places of its first and last word."""

    phrase: int
    first: int
    last: int


@dataclass(slots=True)
class _Node:
    """Where one stands in the tree after some words: what may come next, and which phrases end here."""

    singles: dict[str, _Node] = field(default_factory=dict)
    plurals: dict[str, _Node] = field(default_factory=dict)  # found as spelt, and not in the singular
    number: _Node | None = None
    ends: list[int] = field(default_factory=list)
    joins: bool = False  # what comes next may be joined: nursing (and midwifery) students


class Phrases:
    """Phrases by number, and where they are in a text."""

    def __init__(self) -> None:
        self._root = _Node()
        self._numbers: dict[tuple[str, bool], int] = {}

    def add(self, text: str, *, loose: bool = False) -> int:
        """
        Take a phrase up and give its number.

        A phrase in the singular is found in the plural too, one in the plural (its last word) as it is;
        ``loose``: it is found in the singular too.
        """
        key = (text, loose)
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers)
            for written in _spellings(text):
                self._grow(written, loose=loose, number=self._numbers[key])
        return self._numbers[key]

    def _grow(self, words: Words, *, loose: bool, number: int) -> None:
        node = self._root
        last = len(words) - 1
        for place, (spelt, single) in enumerate(zip(words.spelt, words.single, strict=True)):
            if place == last and place and words.spelt[place - 1] not in _SMALL:
                node.joins = True
            if spelt == ANY_NUMBER:
                node.number = node.number or _Node()
                node = node.number
            elif place == last and spelt != single and not loose:
                node = node.plurals.setdefault(spelt, _Node())
            else:
                node = node.singles.setdefault(single, _Node())
        if number not in node.ends:
            node.ends.append(number)

    def find(self, words: Words) -> list[Hit]:
        """Give every phrase in a text, in the order of its first word."""
        singles, plurals, numbers = self._root.singles, self._root.plurals, self._root.number
        hits: list[Hit] = []
        kinds = words.kinds
        for place, (single, spelt) in enumerate(zip(words.single, words.spelt, strict=True)):
            if single in singles:
                self._follow(singles[single], words, place, hits)
            if spelt in plurals:
                self._follow(plurals[spelt], words, place, hits)
            if numbers and kinds[place] & NUMBER:
                self._follow(numbers, words, place, hits)
        return hits

    def _follow(self, node: _Node, words: Words, first: int, hits: list[Hit]) -> None:
        """Go on from the node of a first word as far as the text and the phrases agree."""
        ways = [(node, first)]
        seen: set[tuple[int, int]] = set()
        while ways:
            node, here = ways.pop()
            for phrase in node.ends:
                if (phrase, here) not in seen:
                    seen.add((phrase, here))
                    hits.append(Hit(phrase, first, here))
            if here + 1 < len(words.single):
                ways += _next(node, words, here + 1)


def _next(node: _Node, words: Words, place: int) -> list[tuple[_Node, int]]:
    """Give where one may go from here, and the place of the word that leads there."""
    ways = []
    if found := node.singles.get(words.single[place]):
        ways.append((found, place))
    if node.plurals and (found := node.plurals.get(words.spelt[place])):
        ways.append((found, place))
    if node.number and words.kinds[place] & NUMBER:
        ways.append((node.number, place))
    if node.joins and (words.kinds[place] & SLASHED or words.spelt[place] in _JOINING_OR_COMMA):
        ways += _joined(node, words, place)
    return ways


def _joined(node: _Node, words: Words, place: int) -> Iterator[tuple[_Node, int]]:
    """Look past the words joined to the one before: «nursing, midwifery and allied health» students."""
    joined, run, commas = False, 0, False
    for here in range(place, min(place + _FARTHEST, len(words))):
        spelt, kind = words.spelt[here], words.kinds[here]
        if spelt == BREAK or kind & ARTICLED or spelt in _SMALL - _JOINING:
            return
        if run and joined:
            last = node.singles.get(words.single[here]) or node.plurals.get(spelt)
            if last and last.ends:
                if words.single[here] in _PEOPLE or (run == 1 and not commas):
                    yield last, here
                return
        if kind & SLASHED:
            joined, run = True, 0
        if spelt in _JOINING or spelt == COMMA:
            joined, run, commas = joined or spelt in _JOINING, 0, commas or spelt == COMMA
        elif (run := run + 1) > _LONGEST:
            return


def _spellings(text: str) -> Iterator[Words]:
    """Give the ways a phrase may be written: with a comma or not, at a hyphen one word or two."""
    pieces: list[tuple[str, ...]] = []
    for word in text.replace(",", " , ").split():
        parts = [part for part in word.split(_HYPHEN) if part]
        if word == ",":
            pieces.append((",", ""))
        elif len(parts) > 1 and len(parts) == word.count(_HYPHEN) + 1:
            pieces.append((word, "".join(parts)))
        else:
            pieces.append((word,))
    for written in product(*pieces):
        whole = " ".join(part for part in written if part)
        words = Words(whole.replace(ANY_NUMBER, _STANDS))
        for column in (words.spelt, words.single):
            column[:] = [ANY_NUMBER if word == _STANDS else word for word in column]
        yield words
