"""Screen a labelled list again, in the order the engine proposes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy
from sklearn.utils import check_random_state

from synth.errors import UserError
from synth.screening.classifiers import DEFAULT
from synth.screening.ranker import Ranker
from synth.screening.texts import Example, Text

Protocol = Literal["warm", "cold"]
PROTOCOLS: tuple[Protocol, ...] = ("warm", "cold")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """
    One simulated reading of a whole list, without the works known beforehand.

    ``order`` are the places in the order read, ``relevant`` their labels, ``scores`` the model's score
    of each when it was read; ``fits`` counts how often the model was fitted.
    """

    order: tuple[int, ...]
    relevant: tuple[bool, ...]
    scores: tuple[float, ...]
    fits: int


def simulate(
    texts: Sequence[Text],
    labels: Sequence[bool],
    *,
    protocol: Protocol = "warm",
    question: str = "",
    model: str = DEFAULT,
    seed: int = 1,
    known: Sequence[Example] = (),
    progress: Callable[[int], object] | None = None,
) -> Run:
    """
    Screen a labelled list to its end and say in which order it was read.

    ``warm``: one relevant and one irrelevant work are known beforehand, drawn as ASReview draws them
    (``check_random_state(seed).choice`` from the relevant, then anew from the irrelevant). ``cold``:
    nothing is known. ``progress`` is called with 1 for each work read. After the last relevant work
    nothing is learnt any more: the rest is read in the order that stands. Raises UserError where the
    labels are fewer or more than the texts, or ``warm`` lacks a relevant or an irrelevant work.
    """
    if len(texts) != len(labels):
        raise UserError(f"{len(texts)} texts have {len(labels)} labels: give one to each")
    ranker = Ranker(texts, question=question, known=known, model=model, seed=seed)
    fits = 0
    prior = _drawn(labels, seed=seed) if protocol == "warm" else []
    for place in prior:
        ranker.decide(place, relevant=float(labels[place]))
    left = sum(map(bool, labels)) - sum(bool(labels[place]) for place in prior)
    order: list[int] = []
    scores: list[float] = []
    newest = ranker.scores
    while left:
        if ranker.due:
            ranker.refit()
            fits += 1
            newest = ranker.scores
        place = ranker.next()[0]
        order.append(place)
        scores.append(float(newest[place]))
        ranker.decide(place, relevant=float(labels[place]))
        left -= bool(labels[place])
        if progress:
            progress(1)
    for place in ranker.next(len(texts)):
        order.append(place)
        scores.append(float(newest[place]))
        if progress:
            progress(1)
    relevant = tuple(bool(labels[place]) for place in order)
    return Run(order=tuple(order), relevant=relevant, scores=tuple(scores), fits=fits)


def _drawn(labels: Sequence[bool], *, seed: int) -> list[int]:
    """Draw one relevant and one irrelevant place."""
    drawn = []
    for label in (True, False):
        places = numpy.flatnonzero(numpy.array(labels, dtype=bool) == label)
        if not len(places):
            kind = "relevant" if label else "irrelevant"
            raise UserError(f"a warm start draws one {kind} work, and there is none: start cold")
        drawn.append(int(check_random_state(seed).choice(places, 1, replace=False)[0]))
    return drawn
