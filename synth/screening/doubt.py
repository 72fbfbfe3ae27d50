"""Decisions worth a second look: the model says otherwise, or a near-identical work was decided otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

import numpy
from numpy.typing import NDArray

from synth.screening.features import extract
from synth.screening.texts import Text, words

Numbers = NDArray[numpy.float64]
Places = NDArray[numpy.int64]
Matrix = Any  # scipy.sparse.csr_matrix, shape (n_works, n_terms); scipy ships no types

MOST = 20  # so many doubts of each kind are listed
# An inclusion is in doubt when the model gives it less than an even chance; an exclusion, which would lose
# a work, from one chance in five on.
UNLIKELY, LIKELY = 0.5, 0.2
# Two works are near-identical from this cosine of their single words on; chosen by looking at pairs, and not
# measured by a benchmark.
TWINS = 0.65
_BACKGROUND = 2000  # how rare a word is, is counted among the decided works and others up to so many
_RARE = 100  # only works that share a term of no more than so many works are compared
_TITLE = 3  # an equal title of fewer words (Editorial, Letter to the editor) means nothing
_CHUNK = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """
    A decision that surprises the model.

    ``share`` is the share of yes the people gave, ``probability`` that of the work being relevant, by a
    model that did not see the decision; ``surprise`` is what the decision tells that model, in bits.
    """

    place: int
    share: float
    probability: float
    surprise: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two near-identical works decided differently: ``similarity`` is their cosine, 0 to 1."""

    included: int
    excluded: int
    similarity: float
    same_title: bool


def doubts(lessons: Mapping[int, float], probabilities: Numbers, *, most: int = MOST) -> list[Doubt]:
    """
    Give the exclusions and the inclusions that surprise the model most, ``most`` of each, by surprise.

    ``lessons`` is the share of yes by place; ``probabilities`` (n_lessons,) are cross-fitted, in the same
    order. Works people disagree about are left out: there somebody doubts already. Of labels turned round
    on purpose in the 18 sets at half read (one in twenty of the relevant works, and as many of the others)
    the lists hold 40 % of the wrong exclusions and 73 % of the wrong inclusions; one in nine listed is wrong
    (benchmarks/doubt.py).
    """
    told = [
        Doubt(place=place, share=share, probability=probability, surprise=_bits(share, probability))
        for (place, share), probability in zip(lessons.items(), map(float, probabilities), strict=True)
    ]
    wrong = [
        [one for one in told if one.share == 0 and one.probability >= LIKELY],
        [one for one in told if one.share == 1 and one.probability < UNLIKELY],
    ]
    return sorted(chain.from_iterable(sorted(some, key=_order)[:most] for some in wrong), key=_order)


def _order(one: Doubt) -> tuple[float, int]:
    return -one.surprise, one.place


def _bits(share: float, probability: float) -> float:
    likely = probability if share >= 0.5 else 1 - probability
    return float(-numpy.log2(max(likely, 1e-12)))


def contradictions(texts: Sequence[Text], lessons: Mapping[int, float]) -> list[Contradiction]:
    """
    Give the pairs of near-identical works of which one is included and one excluded, nearest first.

    Near-identical: an equal title of at least three words, or a cosine of TWINS or more. Only works that
    share a rare word or the title are compared, so the cost grows with the number of works, not its
    square.
    """
    places = sorted(lessons)
    others = (place for place in range(len(texts)) if place not in lessons)
    seen = [texts[place] for place in [*places, *islice(others, max(0, _BACKGROUND - len(places)))]]
    shares = numpy.array([lessons[place] for place in places])
    included, excluded = numpy.flatnonzero(shares > 0.5), numpy.flatnonzero(shares < 0.5)
    if not len(included) or not len(excluded):
        return []
    matrix = extract([text.whole() for text in seen], pairs=False).matrix
    titles = list(map(_title, seen))
    pairs = list(dict.fromkeys([*_alike(matrix, included, excluded), *_entitled(titles, included, excluded)]))
    found = [
        Contradiction(
            included=places[one],
            excluded=places[other],
            similarity=similarity,
            same_title=bool(titles[one]) and titles[one] == titles[other],
        )
        for (one, other), similarity in zip(pairs, _cosines(matrix, pairs), strict=True)
    ]
    kept = [one for one in found if one.similarity >= TWINS or one.same_title]
    return sorted(kept, key=lambda one: (-one.similarity, one.included, one.excluded))


def _title(text: Text) -> str:
    """Give a title in one spelling, empty where it says nothing."""
    spelt = words(text.title)
    return " ".join(spelt) if len(spelt) >= _TITLE else ""


def _alike(matrix: Matrix, included: Places, excluded: Places) -> Iterator[tuple[int, int]]:
    """Give the pairs that share more than a little of their rare words."""
    rare = matrix[:, numpy.bincount(matrix.indices, minlength=matrix.shape[1]) <= _RARE]
    others = rare[excluded].T.tocsc()
    for begin in range(0, len(included), _CHUNK):
        some = included[begin : begin + _CHUNK]
        shared = (rare[some] @ others).tocoo()
        near = shared.data > 0.1
        yield from zip(map(int, some[shared.row[near]]), map(int, excluded[shared.col[near]]), strict=True)


def _entitled(titles: Sequence[str], included: Places, excluded: Places) -> Iterator[tuple[int, int]]:
    """Give the pairs with one title."""
    named: dict[str, list[int]] = defaultdict(list)
    for place in map(int, excluded):
        if titles[place]:
            named[titles[place]].append(place)
    for place in map(int, included):
        yield from ((place, other) for other in named.get(titles[place], ()))


def _cosines(matrix: Matrix, pairs: Sequence[tuple[int, int]]) -> list[float]:
    if not pairs:
        return []
    ones, others = numpy.array(pairs, dtype=numpy.int64).T
    products = numpy.asarray(matrix[ones].multiply(matrix[others]).sum(axis=1)).ravel()
    return [min(1.0, float(product)) for product in products]
