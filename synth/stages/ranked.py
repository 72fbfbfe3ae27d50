"""What the stage rank has found, as rows of its tables."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import accumulate
from typing import Any

from synth.domain.reviews import Reason, Screening
from synth.screening.assigning import Flags
from synth.screening.doubt import Contradiction
from synth.screening.ranker import Ranker
from synth.screening.ranking import Learnt, Lesson
from synth.screening.reading import Reading, Statement
from synth.screening.stopping import STOPPERS, Bound, by_audit
from synth.stages.decided import Line, Read

Row = Mapping[str, Any]

# What a work was shown by, where a rule of stopping may learn from it: drawn for an audit; by rank; not said.
AUDIT, BY_RANK, UNSAID = "random", "most relevant", ""
_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)  # a work of no known moment was on the list from the beginning
# A log that does not say how works were shown is no evidence to the review's own rule. Then this one speaks:
# it takes such works for drawn at random. (To take the best stretch of them for such a draw, as the
# hypergeometric rule does, is not safe in any other order than the engine's: it is chosen afterwards.)
ANY_ORDER = Bound(
    name="any order",
    judge=by_audit,
    audit=True,
    assumes="Not every decision says what showed the work: this holds if that was no worse than chance.",
)
# Reasons are written for so many of the most promising undecided works, as many of those decided last, and
# for those in doubt: each takes some milliseconds in a list of 50,000. The nearest decided works for fewer.
EXPLAINED, COMPARED = 500, 200
TERMS, NEAREST = 8, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """
    All that is known when a ranker has learnt from all decisions.

    ``works`` are the rows of the works, in the ranker's order; ``read`` those that were decided, in the
    order read, and ``lessons`` the same by place; ``said`` is what each rule says by its name, and
    ``chosen`` that of the review's rule. ``readers`` says of each reviewer which works are hers to read,
    (n_works,); empty: anybody reads anything.
    """

    works: Sequence[Row]
    read: Sequence[Read]
    lessons: Mapping[int, Lesson]
    ranker: Ranker
    learnt: Learnt
    contradictions: Sequence[Contradiction]
    reading: Reading
    said: Mapping[str, Statement]
    chosen: str
    readers: Mapping[str, Flags] = field(default_factory=dict)

    @property
    def statement(self) -> Statement:
        """What is to be gone by."""
        return statement_of(self.said, self.read, chosen=self.chosen)

    def work(self, place: int) -> str:
        """Give the id of the work at a place."""
        return str(self.works[place]["work"])


def reading_of(works: Sequence[Row], read: Sequence[Read], *, audit: Collection[str] = (AUDIT,)) -> Reading:
    """
    Give the reading as the rules of stopping take it: how long the list was at each moment.

    ``audit``: what a work was shown by when it counts as drawn at random.
    """
    came = {row["work"]: _utc(row["first_at"]) for row in works}
    arrivals = sorted(came.values())
    # What was read before the first answer came was on the list as it came first.
    begun = next((one for one in arrivals if one > _UNDATED), _UNDATED)
    moments = [max(one.at, begun) for one in read]
    sessions = sorted(moments)

    def next_read(moment: datetime) -> datetime:
        """Give when the list was next read from: all that came until then came with one refresh."""
        after = bisect_left(sessions, moment)
        return sessions[after] if after < len(sessions) else arrivals[-1]

    return Reading(
        total=len(works),
        relevant=[one.relevant for one in read],
        audit=[one.shown_by in audit for one in read],
        ranked=[one.shown_by == BY_RANK for one in read],
        # Of works that were merged since, or left the corpus, the list may seem shorter than what was read.
        total_then=list(accumulate((bisect_right(arrivals, moment) for moment in moments), max)),
        arrived=[bisect_right(arrivals, next_read(came[one.work])) for one in read],
    )


def said_of(
    works: Sequence[Row],
    read: Sequence[Read],
    settings: Screening,
    *,
    rules: Collection[str] = tuple(STOPPERS),
) -> dict[str, Statement]:
    """Ask rules of stopping by their names what they say, and the one for any order."""
    asked = {"target": settings.target, "confidence": settings.confidence}
    reading = reading_of(works, read)
    said = {name: STOPPERS[name](reading, **asked) for name in rules}
    lenient = reading_of(works, read, audit=(AUDIT, UNSAID))
    return said | {ANY_ORDER.name: ANY_ORDER(lenient, **asked)}


def statement_of(said: Mapping[str, Statement], read: Sequence[Read], *, chosen: str) -> Statement:
    """Give what the chosen rule says; where its bound is silent for want of notes, what any order's does."""
    own, other = said[chosen], said[ANY_ORDER.name]
    silent = isinstance(STOPPERS[chosen], Bound) and own.left is None
    unsaid = any(one.shown_by == UNSAID for one in read)
    return other if silent and unsaid and other.left is not None else own


def _utc(moment: datetime | None) -> datetime:
    return moment.replace(tzinfo=UTC) if moment else _UNDATED


def decisions(lines: Sequence[Line]) -> Iterator[Row]:
    """Give every line of the logs."""
    for line in lines:
        made = line.made
        yield {
            "decided_at": _naive(datetime.fromisoformat(made.at)),
            "reviewer": made.by,
            "stage": made.stage,
            "work": line.today.work if line.today else None,
            "decided": made.work,
            "record": made.record or None,
            "verdict": made.verdict,
            "reason": made.reason or None,
            "note": made.note or None,
            "labels": made.labels,
            "key": made.key or None,
            "shown_by": made.shown_by or None,
            "score": made.score,
            "shown": made.shown,
            "settles": made.settles,
            "undoes": made.undoes or None,
            "standing": line.stands,
            "synthetic": line.synthetic,
        }


def exclusion_reasons(reasons: Sequence[Reason]) -> Iterator[Row]:
    """Give the reasons for exclusion, each with the key that chooses it."""
    for place, one in enumerate(reasons, start=1):
        yield {"reason": one.id, "place": place, "label": one.label, "not_retrieved": one.not_retrieved}


def _naive(moment: datetime) -> str:
    """Give a moment in UTC, as DuckDB reads it."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat()


def ranking(found: Ranked) -> Iterator[Row]:
    """Give every work, best first."""
    scores, model = found.ranker.scores, found.ranker.model
    for rank, place in enumerate(map(int, found.ranker.order()), start=1):
        probability = float(found.learnt.probabilities[place])
        yield {
            "work": found.work(place),
            "rank": rank,
            "score": float(scores[place]),
            "probability": None if math.isnan(probability) else probability,
            "model": model,
            "decided": place in found.lessons,
            "readers": sorted(name for name, hers in found.readers.items() if hers[place]),
        }


def reading(found: Ranked) -> Iterator[Row]:
    """Give the works read, in the order read."""
    relevant = accumulate(one.relevant for one in found.read)
    for place, (one, count) in enumerate(zip(found.read, relevant, strict=True), start=1):
        yield {
            "place": place,
            "work": one.work,
            "read_at": _naive(one.at),
            "share": one.share,
            "shown_by": one.shown_by or None,
            "works_then": found.reading.total_then[place - 1],
            "found": int(count),
        }


def reasons(found: Ranked) -> Iterator[Row]:
    """Give the heaviest terms of the most promising works, of those decided last and of those in doubt."""
    last = list(found.lessons)[-EXPLAINED:]
    doubted = [one.place for one in found.learnt.doubts]
    for place in dict.fromkeys([*doubted, *last, *found.ranker.next(EXPLAINED)]):
        for number, term in enumerate(found.ranker.why(place, terms=TERMS), start=1):
            yield {"work": found.work(place), "place": number, "term": term.term, "weight": term.weight}


def neighbours(found: Ranked) -> Iterator[Row]:
    """Give the decided works nearest to the most promising others and to those in doubt."""
    doubted = (one.place for one in found.learnt.doubts)
    for place in [*doubted, *found.ranker.next(COMPARED)]:
        for number, near in enumerate(found.ranker.nearest(place, count=NEAREST), start=1):
            yield {
                "work": found.work(place),
                "place": number,
                "neighbour": found.work(near.place),
                "similarity": near.similarity,
                "share": near.relevant,
            }


def calibration(found: Ranked) -> Iterator[Row]:
    """Give the ranges of probability that hold a decided work."""
    for one in found.learnt.bins:
        yield {
            "low": one.low,
            "high": one.high,
            "works": one.works,
            "predicted": one.predicted,
            "observed": one.observed,
        }


def statements(found: Ranked) -> Iterator[Row]:
    """Give what every rule of stopping says."""
    for name, one in found.said.items():
        low, estimate, high = one.left or (None, None, None)
        yield {
            "method": name,
            "chosen": name == found.statement.method,
            "target": one.target,
            "confidence": one.confidence,
            "works": found.reading.total,
            "read": found.reading.read,
            "found": one.found,
            "recall_at_least": one.recall_at_least,
            "left_low": low,
            "left_estimate": estimate,
            "left_high": high,
            "more_to_read": one.more_to_read,
            "stop": one.stop,
            "words": one.words,
        }


def doubts(found: Ranked) -> Iterator[Row]:
    """Give the doubted decisions, each with the terms that speak for the model's view."""
    for number, one in enumerate(found.learnt.doubts, start=1):
        sign = 1 if one.share < 0.5 else -1
        terms = found.ranker.why(one.place, terms=10 * TERMS)
        yield {
            "place": number,
            "work": found.work(one.place),
            "share": one.share,
            "probability": one.probability,
            "surprise": one.surprise,
            "terms": [term.term for term in terms if sign * term.weight > 0][:TERMS],
        }


def contradictions(found: Ranked) -> Iterator[Row]:
    """Give the near-identical works decided differently."""
    for one in found.contradictions:
        yield {
            "included": found.work(one.included),
            "excluded": found.work(one.excluded),
            "similarity": one.similarity,
            "same_title": one.same_title,
        }


TABLES: dict[str, Callable[[Ranked], Iterator[Row]]] = {
    "ranking": ranking,
    "reading": reading,
    "reasons": reasons,
    "neighbours": neighbours,
    "calibration": calibration,
    "statements": statements,
    "doubts": doubts,
    "contradictions": contradictions,
}
