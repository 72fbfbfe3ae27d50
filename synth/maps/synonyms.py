"""Words that say the same, put in one another's place before they are counted, as a thesaurus has it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

Places = NDArray[numpy.int64]
Flags = NDArray[numpy.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonym:
    """
    Words and what stands in their place.

    ``forms``: numbers of the folded words as the texts have them; ``tokens``: those to put in their place,
    none to leave them as they stand.
    """

    forms: tuple[int, ...]
    tokens: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """
    Where words gave place to others.

    ``source`` says of each token of today where it comes from, (n_tokens_now,), the first of the words
    whose place it took; ``put`` are its new words, at the places ``at`` of today.
    """

    source: Places
    at: Places
    put: Places


def changed(forms: Places, synonyms: Iterable[Synonym]) -> Change:
    """
    Put words in the place of others; ``forms`` (n_tokens,) are the folded words as they follow each other.

    Of those that overlap the longest counts: "medical student" stays where "student" counts as it.
    """
    taken = numpy.zeros(len(forms), dtype=bool)
    found: list[tuple[Places, Synonym]] = []
    for synonym in sorted(synonyms, key=lambda one: -len(one.forms)):
        starts = _found(forms, synonym.forms, taken)
        if synonym.tokens:
            found.append((starts, synonym))
    lengths = numpy.ones(len(forms), dtype=numpy.int64)
    for starts, synonym in found:
        lengths[_spans(starts, len(synonym.forms))] = 0
        lengths[starts] = len(synonym.tokens)
    begins = numpy.cumsum(lengths) - lengths
    spans = [(_spans(begins[starts], len(one.tokens)), one.tokens) for starts, one in found]
    return Change(
        source=numpy.repeat(numpy.arange(len(forms)), lengths),
        at=numpy.concatenate([numpy.empty(0, numpy.int64), *(places for places, _ in spans)]),
        put=numpy.concatenate(
            [numpy.empty(0, numpy.int64)]
            + [numpy.tile(numpy.array(tokens), len(places) // len(tokens)) for places, tokens in spans]
        ),
    )


def _found(forms: Places, wanted: Sequence[int], taken: Flags) -> Places:
    """Give where words begin that stand one after the other and are not taken yet, and take them."""
    last = len(forms) - len(wanted) + 1
    if last <= 0:
        return numpy.empty(0, numpy.int64)
    here = numpy.ones(last, dtype=bool)
    for place, form in enumerate(wanted):
        here &= (forms[place : place + last] == form) & ~taken[place : place + last]
    starts = numpy.flatnonzero(here)
    starts = starts[numpy.diff(starts, prepend=-len(wanted)) >= len(wanted)]  # not half of each other
    taken[_spans(starts, len(wanted))] = True
    return starts


def _spans(starts: Places, length: int) -> Places:
    """Give all places of spans of one length, one span after the other."""
    return (starts[:, None] + numpy.arange(length)).ravel()
