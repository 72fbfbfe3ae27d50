"""What a ranker makes of all decisions: the order, probabilities, and decisions worth a second look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy

from synth.screening import calibration, doubt
from synth.screening.calibration import Bin, Learner, Numbers
from synth.screening.doubt import Doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What people say of one work: the share of yes, and whether it was drawn at random for an audit."""

    share: float
    audit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """
    What is known after learning from all decisions.

    ``probabilities`` (n_works,): of a decided work by a model that did not see its decision; of the
    unread by the whole; NaN where there is no statement, and ``missing`` says what it takes. ``bins``
    are the reliability of the decided ones, ``error`` its expected calibration error, ``brier`` its score.
    """

    probabilities: Numbers
    missing: str
    bins: tuple[Bin, ...] = ()
    error: float | None = None
    brier: float | None = None
    doubts: tuple[Doubt, ...] = ()


def learn(ranker: Learner, lessons: Mapping[int, Lesson]) -> Learnt:
    """
    Teach a ranker that knows no decision all of them, in the order made, and say how sure it is.

    Afterwards it is fitted to all.
    """
    told = {place: lesson.share for place, lesson in lessons.items()}
    shares = numpy.array(list(told.values()), dtype=numpy.float64)
    audit = numpy.array([lesson.audit for lesson in lessons.values()], dtype=bool)
    if not calibration.enough(shares):
        for place, share in told.items():
            ranker.decide(place, relevant=share)
        ranker.refit()
        unsaid = numpy.full(len(ranker.scores), numpy.nan)
        return Learnt(probabilities=unsaid, missing=calibration.TOO_FEW)
    crossed = calibration.cross_fitted(ranker, told)
    held_out = calibration.held_out(crossed.scores, shares, audit)
    missing = calibration.missing(crossed, shares, audit)
    probabilities = numpy.full(len(ranker.scores), numpy.nan)
    if not missing:
        unread = numpy.delete(numpy.arange(len(probabilities)), list(told))
        curve = calibration.fit(crossed.scores, shares, audit)
        probabilities[unread] = curve.probability(crossed.unread)
    probabilities[list(told)] = held_out
    bins = calibration.reliability(held_out, shares)
    return Learnt(
        probabilities=probabilities,
        missing=missing,
        bins=bins,
        error=calibration.expected_error(bins),
        brier=calibration.brier(held_out, shares),
        doubts=tuple(doubt.doubts(told, held_out)),
    )
