"""
What texts are about: the words and short phrases in them, counted.

Spellings of a word count as one and are shown in the commonest (``folding``), and so do the words that a
thesaurus has as one (``synonyms``); words that say nothing are left out (``silent``). Words that follow one
another are a term too, also across a link: "sense of belonging". Terms never reach over punctuation. What
hardly ever stands without the same longer term, such as "monte", is but a fragment of it.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
from numpy.typing import NDArray
from scipy import sparse

from synth.domain.thesaurus import Entry
from synth.maps import synonyms
from synth.maps.folding import fold
from synth.maps.silent import CHECK_TAGS, IMPRINTS
from synth.maps.synonyms import Synonym
from synth.maps.words import BREAK, FULL, LINK, PALE, key_of, kind, words_of

Matrix = Any  # scipy.sparse.csr_array; scipy ships no types
Codes = NDArray[numpy.int64]
Flags = NDArray[numpy.bool_]

TITLE, KEYWORD = 3.0, 2.0  # what a word there counts, when one in the abstract counts 1
LONGEST = 4  # words in a term
SMALL = 0.05  # of a word's occurrences in lower case: then it is shown so
FAINT = 0.001  # of what a spelling in an abstract tells, one in a title does
FRAGMENT = 0.8  # of its texts have the longer term too: the shorter one is but a part of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What terms are read from; any part may be empty."""

    title: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Text:
        """Give the text of a work; ``row`` has its title, abstract and keywords, each may be None."""
        return cls(
            title=row["title"] or "", abstract=row["abstract"] or "", keywords=tuple(row["keywords"] or ())
        )

    def parts(self) -> Iterable[tuple[str, float]]:
        """Give each passage with what a word in it counts."""
        yield self.title, TITLE
        yield IMPRINTS.sub(" ; ", self.abstract), 1.0
        told = (word for word in self.keywords if word.lower().strip(" *") not in CHECK_TAGS)
        yield " ; ".join(told), KEYWORD


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """
    The terms of texts.

    ``counts`` has shape (n_texts, n_terms), weighted counts. ``names`` are as most texts write them, and
    ``keys`` the folded forms, in alphabetical order: a term's key stays the same from build to build.
    ``fragments`` says which are only a part of a longer one, (n_terms,).
    """

    names: list[str]
    keys: list[str]
    counts: Matrix
    fragments: Flags

    def found(self) -> NDArray[numpy.int64]:
        """Give in how many texts each term stands."""
        return numpy.bincount(self.counts.indices, minlength=len(self.names))

    def only(self, columns: NDArray[Any]) -> Terms:
        """Give some of the terms, by their places or a flag each."""
        places = numpy.arange(len(self.names))[columns]
        return Terms(
            names=[self.names[place] for place in places],
            keys=[self.keys[place] for place in places],
            counts=self.counts[:, places],
            fragments=self.fragments[places],
        )


class _Words(dict[str, int]):
    """
    The spellings met so far, upper and lower case apart.

    Of each: its place in lower case among ``lower``; of each of these: what kind of word it is, and the
    folded form it counts under.
    """

    def __init__(self) -> None:
        self.lowered = array("i")
        self.lower: dict[str, int] = {}
        self.kinds, self.folded = array("b"), array("i")
        self.forms: dict[str, int] = {}

    def __missing__(self, spelling: str) -> int:
        place = self[spelling] = len(self)
        lower = spelling.lower()
        if lower not in self.lower:
            self.lower[lower] = len(self.lower)
            form = fold(lower)
            self.kinds.append(kind(lower, form))
            self.folded.append(self.forms.setdefault(form, len(self.forms)))
        self.lowered.append(self.lower[lower])
        return place

    def shown(self, tokens: NDArray[numpy.int32], *, plain: Flags) -> list[str]:
        """
        Give each of ``lower`` as it is to be shown: ChatGPT, Markov, nurse.

        In lower case if it often stands so; else as most write it. A capital in a title or a keyword, or at
        the beginning of a sentence, tells nothing, a word in capitals there little; ``plain`` are the tokens
        of abstracts.
        """
        inside = plain.copy()
        inside[:1] = False
        inside[1:] &= ~self._breaks()[tokens[:-1]]
        titled = numpy.array([spelling.istitle() for spelling in self], dtype=bool)
        telling = numpy.where(plain, 1, FAINT) * (inside | ~titled[tokens])
        often = numpy.bincount(tokens, weights=telling, minlength=len(self)).tolist()
        lower = list(self.lower)
        total = numpy.bincount(_numbers(self.lowered), weights=often, minlength=len(lower)).tolist()
        best: list[tuple[float, str]] = [(FAINT / 2, word) for word in lower]
        for spelling, place in self.items():
            at = self.lowered[place]
            usual = spelling == lower[at] and often[place] >= SMALL * total[at] > 0
            best[at] = max(best[at], (math.inf if usual else often[place], spelling))
        return [spelling.rstrip("'’") for _, spelling in best]

    def _breaks(self) -> Flags:
        breaks: Flags = (_numbers(self.kinds) == BREAK)[_numbers(self.lowered)]
        return breaks


def _numbers(values: array[int]) -> Codes:
    """Give an array's numbers; an empty one too."""
    return numpy.array(values, dtype=numpy.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spelt:
    """How the words of terms are shown, and the forms they count under."""

    shown: list[str]
    forms: list[str]
    words: _Words

    def term(self, tokens: Sequence[int]) -> tuple[str, str]:
        """Give the term that stands in these tokens: as it is shown, and its key."""
        kinds, folded = self.words.kinds, self.words.folded
        key = " ".join(self.forms[folded[token]] for token in tokens if kinds[token] >= PALE)
        return " ".join(self.shown[token] for token in tokens), key


@dataclass(frozen=True, slots=True, kw_only=True)
class _Runs:
    """
    Terms of one length as they stand in the texts, one entry an occurrence.

    ``codes`` number the folded terms; ``starts`` and ``ends`` say which tokens each occurrence takes.
    """

    codes: Codes
    starts: Codes
    ends: Codes


def count(
    texts: Sequence[Text | str],
    *,
    least: int = 2,
    longest: int = LONGEST,
    thesaurus: Sequence[Entry] = (),
) -> Terms:
    """
    Count the terms of up to ``longest`` words that stand in at least ``least`` texts.

    A mere string is read as an abstract. A word counts most in the title, then in the keywords. What the
    ``thesaurus`` has counts as it says, also inside longer terms; what it leaves out stays inside them.
    """
    words = _Words()
    tokens, owners, weights = _read(texts, words)
    if merged := _synonyms(thesaurus, words):
        changed = synonyms.changed(_numbers(words.folded)[_numbers(words.lowered)[tokens]], merged)
        tokens, owners, weights = tokens[changed.source], owners[changed.source], weights[changed.source]
        tokens[changed.at] = changed.put
    spelt = _Spelt(shown=words.shown(tokens, plain=weights == 1), forms=list(words.forms), words=words)
    tokens = _numbers(words.lowered).astype(numpy.int32)[tokens]
    kinds, folded = _numbers(words.kinds)[tokens], _numbers(words.folded)[tokens]
    found: list[tuple[list[str], list[str], Matrix]] = []
    for runs in _terms(kinds, folded, longest=longest, forms=len(words.forms)):
        found.append(_kept(runs, tokens, owners, weights, spelt=spelt, texts=len(texts), least=least))
    return _ordered(found, without={key_of(entry.term) for entry in thesaurus if not entry.counts_as})


def _synonyms(thesaurus: Sequence[Entry], words: _Words) -> list[Synonym]:
    """Give what counts as another term; these others stand as they are, whatever is within them."""
    merged = {entry.term: entry.counts_as for entry in thesaurus if entry.counts_as}
    found = []
    for term, wanted in [*merged.items(), *((term, "") for term in dict.fromkeys(merged.values()))]:
        forms = tuple(words.forms.get(fold(word), -1) for word in words_of(term.lower()))
        if -1 not in forms:  # else it stands in no text
            found.append(Synonym(forms=forms, tokens=tuple(words[word] for word in words_of(wanted))))
    return found


def _read(
    texts: Sequence[Text | str], words: _Words
) -> tuple[NDArray[numpy.int32], NDArray[numpy.int32], NDArray[numpy.float32]]:
    """Give the tokens of all texts one after the other, which text each is of, and what it counts."""
    tokens, lengths, owners, weights = array("i"), [], [], []
    stop = words[";"]
    for owner, text in enumerate(texts):
        for passage, weight in [(text, 1.0)] if isinstance(text, str) else text.parts():
            if not passage:
                continue
            before = len(tokens)
            tokens.extend(map(words.__getitem__, words_of(passage)))
            tokens.append(stop)
            lengths.append(len(tokens) - before)
            owners.append(owner)
            weights.append(weight)
    return (
        numpy.frombuffer(tokens, dtype=numpy.int32) if tokens else numpy.empty(0, numpy.int32),
        numpy.repeat(numpy.array(owners, dtype=numpy.int32), lengths),
        numpy.repeat(numpy.array(weights, dtype=numpy.float32), lengths),
    )


def _terms(kinds: Codes, folded: Codes, *, longest: int, forms: int) -> Iterable[_Runs]:
    """Give the terms of one word, of two, and so on: each longer one from one shorter and the next word."""
    places = numpy.flatnonzero(kinds >= PALE)
    follows = _following(places, kinds)
    full = kinds[places] == FULL
    yield _Runs(codes=folded[places[full]], starts=places[full], ends=places[full])
    starts, codes = numpy.arange(len(places)), folded[places]
    for length in range(2, longest + 1):
        # `starts` are places in `places` from which a run of that many words begins
        inside = starts + length - 1 < len(places)
        starts, codes = starts[inside], codes[inside]
        joined = follows[starts + length - 2] if len(starts) else numpy.zeros(0, dtype=bool)
        starts, codes = starts[joined], codes[joined]
        _, codes = numpy.unique(codes, return_inverse=True)  # small numbers again: no overflow
        codes = codes * forms + folded[places[starts + length - 1]]
        yield _Runs(codes=codes, starts=places[starts], ends=places[starts + length - 1])


def _following(places: Codes, kinds: Codes) -> Flags:
    """Say of each word whether the next one belongs to the same term: beside it, or across a link."""
    if len(places) < 2:
        return numpy.zeros(len(places), dtype=bool)
    gaps = numpy.diff(places)
    linked = kinds[numpy.minimum(places[:-1] + 1, len(kinds) - 1)] == LINK
    return numpy.append((gaps == 1) | ((gaps == 2) & linked), False)


def _kept(
    runs: _Runs,
    tokens: NDArray[numpy.int32],
    owners: NDArray[numpy.int32],
    weights: NDArray[numpy.float32],
    *,
    spelt: _Spelt,
    texts: int,
    least: int,
) -> tuple[list[str], list[str], Matrix]:
    """Count one length's terms, those in enough texts, and find how each is written."""
    distinct, columns = numpy.unique(runs.codes, return_inverse=True)
    counts = sparse.coo_array(
        (weights[runs.starts].astype(numpy.float64), (owners[runs.starts], columns)),
        shape=(texts, len(distinct)),
    ).tocsr()  # adds up what stands twice
    enough = numpy.bincount(counts.indices, minlength=len(distinct)) >= least
    places = numpy.cumsum(enough) - 1
    held = enough[columns]
    named = _spellings(places[columns[held]], runs.starts[held], runs.ends[held], tokens, spelt)
    return [name for name, _ in named], [key for _, key in named], counts[:, numpy.flatnonzero(enough)]


def _spellings(
    columns: Codes, starts: Codes, ends: Codes, tokens: NDArray[numpy.int32], spelt: _Spelt
) -> list[tuple[str, str]]:
    """Give each column's commonest spelling, the first in the alphabet of equals, and its folded form."""
    codes = columns
    for place in range(int((ends - starts).max(initial=-1)) + 1):
        _, codes = numpy.unique(codes, return_inverse=True)
        inside = starts + place <= ends
        following = tokens[numpy.where(inside, starts + place, 0)].astype(numpy.int64)
        codes = codes * (len(spelt.shown) + 1) + numpy.where(inside, following + 1, 0)
    _, firsts, often = numpy.unique(codes, return_index=True, return_counts=True)
    best: dict[int, tuple[int, str, str]] = {}
    for first, times in zip(firsts.tolist(), often.tolist(), strict=True):
        name, key = spelt.term(tokens[starts[first] : ends[first] + 1].tolist())
        column = int(columns[first])
        best[column] = min(best.get(column, (0, "", "")), (-times, name, key))
    return [best[column][1:] for column in range(len(best))]


def _ordered(found: Sequence[tuple[list[str], list[str], Matrix]], *, without: Collection[str]) -> Terms:
    """Put the terms of all lengths but some side by side, in the order of their keys."""
    names = [name for part, _, _ in found for name in part]
    keys = [key for _, part, _ in found for key in part]
    counts = sparse.hstack([part for _, _, part in found], format="csr")
    often = numpy.bincount(counts.indices, minlength=len(keys))
    parts = _fragments(dict(zip(keys, often.tolist(), strict=True)))
    order = sorted((place for place, name in enumerate(keys) if name not in without), key=keys.__getitem__)
    counts = counts[:, numpy.array(order, dtype=numpy.int64)]
    counts.sort_indices()
    return Terms(
        names=[names[place] for place in order],
        keys=[keys[place] for place in order],
        counts=counts,
        fragments=numpy.array([keys[place] in parts for place in order], dtype=bool),
    )


def _fragments(often: Mapping[str, int]) -> set[str]:
    """Give the terms that nearly always stand inside one longer term."""
    found = set()
    for key, texts in often.items():
        first, _, rest = key.partition(" ")
        for part in (rest, key.rpartition(" ")[0]) if first and rest else ():
            if texts >= FRAGMENT * often.get(part, texts / FRAGMENT + 1):
                found.add(part)
    return found
