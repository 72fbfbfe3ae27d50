"""The codes that a work's own words speak for, each with the passage that earned it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from synth.coding import negation
from synth.coding.passages import Sentences, labels
from synth.coding.phrases import Hit, Phrases
from synth.coding.weighing import Telling, Weight
from synth.coding.words import BREAK, COMMA, Words
from synth.domain.codebook import Code, Codebook, Phrase

# A notice about a publication studies nothing itself.
_NOTICE = re.compile(
    r"(?:retracted|retraction|erratum|errata|corrigendum|corrigenda|correction|expression of concern|"
    r"withdrawal)"
    r"(?: (?:notice|note))?(?: (?:to|of|for))?\s*:",
    re.IGNORECASE,
)
BETWEEN = "; "  # stands between keywords where places in them are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """
    One place where a work's words speak for a code.

    ``phrase`` is the codebook's; ``field`` title, abstract or keywords; ``start`` and ``stop`` are the
    places of the phrase in that field as it came (keywords with BETWEEN in between); ``text`` is the
    sentence around it, of a long one the clause, the whole title, or the keyword.
    """

    code: str
    phrase: str
    text: str
    field: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hint:
    """One phrase of one code, with the numbers of the phrases that it depends on."""

    code: Code
    phrase: Phrase
    place: int  # of the code in the codebook
    where: tuple[frozenset[int], frozenset[int]]
    unless: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A field of a work: its text, its words, what was found in it."""

    name: str
    text: str
    words: Words
    hits: list[Hit]
    sentences: Sentences | None = None


class Finder:
    """Finds the phrases of a codebook in works."""

    def __init__(self, codebook: Codebook) -> None:
        self._phrases = Phrases()
        self._hints: defaultdict[int, list[_Hint]] = defaultdict(list)
        for place, code in enumerate(codebook.codes.values()):
            always, somewhere = self._numbers(code.unless), self._numbers(code.where)
            for phrase in code.hints:
                hint = _Hint(
                    code=code,
                    phrase=phrase,
                    place=place,
                    where=(somewhere, self._numbers(phrase.where)),
                    unless=always | self._numbers(phrase.unless),
                )
                self._hints[self._phrases.add(phrase.words)].append(hint)

    def _numbers(self, phrases: Iterable[str]) -> frozenset[int]:
        return frozenset(self._phrases.add(phrase, loose=True) for phrase in phrases)

    def find(self, title: str, abstract: str | None, keywords: Sequence[str] = ()) -> list[Passage]:
        """
        Give every passage that speaks for a code: title, abstract, keywords, each from its beginning.

        Of phrases of one code that lie one in another the longest counts. A code that is neither in the title
        nor a keyword, and in one sentence only that leads up to the work or looks ahead, is said in passing
        and does not count.
        """
        if _NOTICE.match(title):
            return []
        fields = [
            self._text("title", title),
            self._text("abstract", abstract or ""),
            *self._keywords(keywords),
        ]
        present = {hit.phrase for field in fields for hit in field.hits}
        counting = [(field, hit, hint) for field in fields for hit, hint in self._counting(field, present)]
        weighty = _weighty(counting)
        found = (_passage(*one) for one in counting if one[2].place in weighty)
        return list(dict.fromkeys(found))

    def _text(self, name: str, text: str) -> _Read:
        skip = labels(text) if name == "abstract" else []
        words = Words(text, skip=skip)
        hits = self._phrases.find(words)
        sentences = Sentences(text, skip) if name == "abstract" and hits else None
        return _Read(name=name, text=text, words=words, hits=hits, sentences=sentences)

    def _keywords(self, keywords: Sequence[str]) -> Iterator[_Read]:
        whole, base = BETWEEN.join(keywords), 0
        for keyword in keywords:
            words = Words(keyword, base=base)
            for one in (words, words.turned()) if COMMA in words.spelt else (words,):
                yield _Read(name="keywords", text=whole, words=one, hits=self._phrases.find(one))
            base += len(keyword) + len(BETWEEN)

    def _counting(self, field: _Read, present: set[int]) -> list[tuple[Hit, _Hint]]:
        """Give the phrases that count, from the beginning; of one code none within another."""
        spans: dict[int, list[Hit]] = defaultdict(list)
        for hit in field.hits:
            spans[hit.phrase].append(hit)
        counting = [
            (hit, hint)
            for hit in field.hits
            for hint in self._hints.get(hit.phrase, ())
            if all(not somewhere or somewhere & present for somewhere in hint.where)
            and not any(_within(hit, other) for number in hint.unless for other in spans.get(number, ()))
            and _counts(field, hit, hint)
        ]
        counting.sort(key=lambda one: (one[0].first, -one[0].last, one[1].place, one[1].phrase.words))
        return list(_longest(counting))


def _longest(counting: Sequence[tuple[Hit, _Hint]]) -> Iterator[tuple[Hit, _Hint]]:
    """Leave out what lies within a longer phrase of the same code."""
    reached: dict[int, int] = {}
    for hit, hint in counting:
        if hit.last > reached.get(hint.place, -1):
            reached[hint.place] = hit.last
            yield hit, hint


def _weighty(counting: Sequence[tuple[_Read, Hit, _Hint]]) -> set[int]:
    """Give the codes that are said more than in passing."""
    weighty: set[int] = set()
    mentioned: dict[int, int] = {}
    telling: Telling | None = None
    for field, hit, hint in counting:
        if field.sentences is None:
            weighty.add(hint.place)
            continue
        telling = telling or Telling(field.text, field.sentences.starts)
        number = field.sentences.number(field.words.starts[hit.first])
        weight = Weight[hint.code.weight.upper()]
        if telling.weight(number) >= weight or mentioned.setdefault(hint.place, number) != number:
            weighty.add(hint.place)
    return weighty


def _counts(field: _Read, hit: Hit, hint: _Hint) -> bool:
    if field.name not in hint.phrase.places:
        return False
    if hint.phrase.as_written and not _as_written(field, hit, hint.phrase.words):
        return False
    if hint.phrase.alone and not _alone(field.words, hit):
        return False
    if negation.set_aside(field.words, hit.first, hit.last):
        return False
    if hint.code.own and negation.others(field.words, hit.first):
        return False
    if (
        hint.code.weight == "studied"
        and field.name != "keywords"
        and negation.agents(field.words, hit.first, hit.last)
    ):
        return False
    return hint.code.lacking or not negation.denied(field.words, hit.first)


def _alone(words: Words, hit: Hit) -> bool:
    before, after = words.spelt[: hit.first][-1:], words.spelt[hit.last + 1 : hit.last + 2]
    return before in ([], [BREAK]) and after in ([], [BREAK])


def _within(hit: Hit, other: Hit) -> bool:
    return other.first <= hit.first and hit.last <= other.last


def _as_written(field: _Read, hit: Hit, words: str) -> bool:
    start, stop = _place(field.words, hit)
    signs = "".join(sign for sign in field.text[start:stop] if sign.isalnum())
    wanted = "".join(sign for sign in words if sign.isalnum())
    return signs in (wanted, wanted + "s")


def _place(words: Words, hit: Hit) -> tuple[int, int]:
    """Give where the words of a hit begin and end; those of a heading turned round may stand in any order."""
    places = range(hit.first, hit.last + 1)
    return min(words.starts[one] for one in places), max(words.stops[one] for one in places)


def _passage(field: _Read, hit: Hit, hint: _Hint) -> Passage:
    start, stop = _place(field.words, hit)
    first, last = 0, len(field.text)
    if field.sentences:
        first, last = field.sentences.around(start, stop)
    elif field.name == "keywords":
        first, last = min(field.words.starts), max(field.words.stops)
    return Passage(
        code=hint.code.id,
        phrase=hint.phrase.words,
        text=field.text[first:last],
        field=field.name,
        start=start,
        stop=stop,
    )
