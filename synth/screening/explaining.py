"""Why a work stands where it stands: the terms for and against it, and the decided works most like it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy

from synth.screening.features import Features
from synth.screening.learning import Learnt
from synth.screening.prior import Question
from synth.screening.texts import Text, written


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What one term adds to a work's score; below 0 it speaks against the work."""

    term: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A decided work, its likeness from 0 to 1 (cosine), and the share of yes it was given."""

    place: int
    similarity: float
    relevant: float


def reasons(
    features: Features, learnt: Learnt, question: Question, *, place: int, text: Text, terms: int
) -> tuple[Term, ...]:
    """
    Give the terms that add most to a work's score or take most from it, heaviest first.

    The weights of all terms of a work add up to its score, up to a constant for works with an abstract
    and another for those without: by the model, by the nearest relevant work where it has the term too,
    and by the question. Terms are spelt as the work spells them where they first stand.
    """
    row = features.matrix[place]
    weights = row.data * learnt.terms[row.indices]
    weights += learnt.asked * question.added(place, place + 1)[0]
    near = [one for one in neighbours(features, learnt.relevant, place=place) if one.relevant]
    if near:
        nearest = max(near, key=lambda one: one.similarity * one.relevant)
        shared = features.matrix[nearest.place].toarray().ravel()[row.indices]
        weights += learnt.nearest * nearest.relevant * row.data * shared
    heaviest = numpy.lexsort((row.indices, -numpy.abs(weights)))[:terms]
    return tuple(
        Term(term=_spelt(features.term(int(row.indices[one])), text), weight=float(weights[one]))
        for one in heaviest
        if weights[one]
    )


def _spelt(term: str, text: Text) -> str:
    """Give a term as the text writes it."""
    words = written(text.whole())
    count = term.count(" ") + 1
    for start in range(len(words) - count + 1):
        found = " ".join(words[start : start + count])
        if found.lower() == term:
            return found
    return term


def neighbours(
    features: Features, decided: Mapping[int, float], *, place: int, count: int | None = None
) -> tuple[Neighbour, ...]:
    """Give the decided works nearest to a work, without itself, nearest first; all without a count."""
    places = numpy.array([one for one in sorted(decided) if one != place], dtype=numpy.int64)
    if not len(places):
        return ()
    likeness = (features.matrix[places] @ features.matrix[place].T).toarray().ravel()
    nearest = numpy.lexsort((places, -likeness))[:count]
    return tuple(
        Neighbour(
            place=int(places[one]),
            similarity=min(1.0, float(likeness[one])),
            relevant=decided[int(places[one])],
        )
        for one in nearest
    )
