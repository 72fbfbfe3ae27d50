"""The numbers of the screening worth seeing in a diff, held against the truth if there is one; plots."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy

from synth.demo import recovery
from synth.domain.decisions import Decision, Verdict, latest
from synth.domain.identifiers import WorkId
from synth.drawing import pages
from synth.paths import Places
from synth.screening import agreement, calibration
from synth.screening import metrics as screening
from synth.screening.agreement import Agreement, Votes
from synth.stages.ranked import Ranked
from synth.store import raw

Numbers = Mapping[str, Any]
Row = Sequence[Any]

POINTS = 500  # of a curve so many points are drawn


def of_rank(places: Places, found: Ranked, standing: Sequence[Decision]) -> Numbers:
    """Count decisions, measure agreement and calibration, and say what may be left."""
    votes = latest(standing)
    verdicts = Counter(decision.verdict.value for decision in votes.values())
    said = found.statement
    return {
        "works": len(found.works),
        "works_decided": len({decision.work for decision in standing}),
        "verdicts": dict(sorted(verdicts.items())),
        "settled": sum(decision.settles for decision in standing),
        "model": found.ranker.model,
        "calibration_error": _rounded(found.learnt.error),
        "brier": _rounded(found.learnt.brier),
        "no_probability_because": found.learnt.missing or None,
        "said_by": said.method,
        "found": said.found,
        "recall_at_least": _rounded(said.recall_at_least),
        "left_at_most": said.left[2] if said.left else None,
        "more_to_read": said.more_to_read,
        "stop": said.stop,
        "statement": said.words,
        "doubts": len(found.learnt.doubts),
        "contradictions": len(found.contradictions),
        **_agreement(standing),
        **({"truth": _of_truth(places, found)} if places.truth.exists() else {}),
    }


def _agreement(standing: Iterable[Decision]) -> dict[str, Any]:
    """How far each pair of reviewers and all of them agree, at each stage that two read the same work at."""
    said: dict[str, dict[WorkId, dict[str, Verdict]]] = defaultdict(lambda: defaultdict(dict))
    for decision in standing:
        if not decision.settles:
            said[decision.stage][decision.work][decision.by] = decision.verdict
    found = {stage: _measured(votes) for stage, votes in sorted(said.items())}
    agreed = {stage: measured for stage, measured in found.items() if measured}
    return {"agreement": agreed} if agreed else {}


def _measured(votes: Votes) -> dict[str, Any]:
    names = sorted({by for said in votes.values() for by in said})
    pairs = {f"{one}, {other}": agreement.between(one, other, votes) for one, other in combinations(names, 2)}
    found = {name: _told(one) for name, one in pairs.items() if one.works}
    return {**found, "all": _told(agreement.overall(votes))} if len(found) > 1 else found


def _told(found: Agreement) -> dict[str, Any]:
    numbers = {"agreed": found.agreed, "kappa": found.kappa, "ac1": found.ac1, "alpha": found.alpha}
    rounded = {name: _rounded(number) for name, number in numbers.items()}
    return {"works": found.works, "maybes": found.maybes, **rounded}


def _of_truth(places: Places, found: Ranked) -> dict[str, Any]:
    """Measure the order of the undecided, and whether what was said is true, by the truth of the records."""
    works = {row["work"]: row["records"] for row in found.works}
    relevant = recovery.relevance(recovery.read(places.truth), works)
    ranked = [place for place in map(int, found.ranker.order()) if found.work(place) in relevant]
    left = [place for place in ranked if place not in found.lessons]
    order = [relevant[found.work(place)] for place in left]
    read = [relevant[found.work(place)] for place in ranked if place in found.lessons]
    needed = screening.needed(order, recall=0.95)
    recall = sum(read) / (sum(read) + sum(order)) if any(read) or any(order) else None
    return {
        "works_undecided": len(order),
        "relevant_undecided": sum(order),
        "read_for_95_percent_recall": _rounded(needed / len(order) if needed else None),
        "wss95": _rounded(screening.work_saved(order)),
        "average_precision": _rounded(screening.average_precision(order)),
        "loss": _rounded(screening.loss(order)),
        "recall": _rounded(recall),
        **_held(found, recall=recall, left=sum(order)),
        **_calibrated(found, left, order),
    }


def _held(found: Ranked, *, recall: float | None, left: int) -> dict[str, bool | None]:
    """Say whether the statement is true; None where none was made."""
    said = found.statement
    bound = None if said.recall_at_least is None or recall is None else recall >= said.recall_at_least
    return {
        "recall_bound_true": bound,
        "left_interval_true": said.left[0] <= left <= said.left[2] if said.left else None,
    }


def _calibrated(found: Ranked, left: Sequence[int], order: Sequence[bool]) -> dict[str, float | None]:
    if found.learnt.missing or not left:
        return {"calibration_error": None, "brier": None}
    probabilities, shares = found.learnt.probabilities[list(left)], numpy.array(order, dtype=numpy.float64)
    bins = calibration.reliability(probabilities, shares)
    return {
        "calibration_error": _rounded(calibration.expected_error(bins)),
        "brier": _rounded(calibration.brier(probabilities, shares)),
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 4)


def write_plots(places: Places, found: Ranked) -> None:
    """Write the curves that ``dvc plots show`` draws, and the page it draws them on."""
    _write(places, "recall", ("read", "found", "chance", "perfect"), _recall(found))
    _write(places, "calibration", ("model", "predicted", "observed", "works"), _reliability(found))
    _write(places, "progress", ("date", "screened", "included"), _progress(found))
    raw.write_whole(places.plots, pages.plots().encode())


def _recall(found: Ranked) -> Iterator[Row]:
    """
    Give how many relevant works were found after how many were read, and what chance and foresight give.

    Both are drawn for the relevant works there are: those found and, where the rule says how many may be
    left, its estimate of these.
    """
    said = found.statement
    there = found.reading.found + (said.left[1] if said.left else 0)
    step = max(1, found.reading.read // POINTS)
    count = 0
    for read, relevant in enumerate([False, *found.reading.relevant]):
        count += relevant
        if read % step == 0 or read == found.reading.read:
            chance = there * read / found.reading.total if found.reading.total else 0
            yield read, count, round(chance, 2), min(read, there)


def _reliability(found: Ranked) -> Iterator[Row]:
    for one in found.learnt.bins:
        yield found.ranker.model, round(one.predicted, 4), round(one.observed, 4), one.works


def _progress(found: Ranked) -> Iterator[Row]:
    screened: Counter[str] = Counter()
    included: Counter[str] = Counter()
    for one in found.read:
        screened[one.at.date().isoformat()] += 1
        included[one.at.date().isoformat()] += one.relevant
    sums = [0, 0]
    for day in sorted(screened):
        sums = [sums[0] + screened[day], sums[1] + included[day]]
        yield day, *sums


def _write(places: Places, name: str, header: Row, rows: Iterable[Row]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    raw.write_whole(places.metrics / "plots" / f"{name}.csv", text.getvalue().encode())
