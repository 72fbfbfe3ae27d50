"""What people decided about pairs, under the records of today, and what came of each pair."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from synth.dedup.candidates import Candidate
from synth.dedup.grouping import Group
from synth.dedup.joining import Edge, Said
from synth.dedup.matching import Outcome, Pair
from synth.domain import identifiers
from synth.domain.identifiers import WorkId
from synth.domain.pairs import Names, PairDecision, PairVerdict


def found_again(decisions: Iterable[PairDecision], candidates: Iterable[Candidate]) -> list[PairDecision]:
    """
    Give the decisions on records that are there today.

    A record that has another name today (a file imported anew) is the first that carries the
    identifier of the work it was in, where the two were in two works; a decision whose records are
    gone, or are one now, is left out.
    """
    ordered = sorted(candidates, key=lambda candidate: candidate.place)
    here = {candidate.record for candidate in ordered}
    carriers: dict[WorkId, str] = {}
    for candidate in ordered:
        for identifier in (*candidate.first_ids, *candidate.ids):
            carriers.setdefault(identifier, candidate.record)
    again = []
    for made in decisions:
        # Of two that were in one work its identifier does not tell which is meant.
        apart = made.work != made.other_work
        record = _today(made.record, made.work if apart else None, here=here, carriers=carriers)
        other = _today(made.other, made.other_work if apart else None, here=here, carriers=carriers)
        if record and other and record != other:
            again.append(replace(made, record=record, other=other))
    return again


def _today(
    record: str, work: WorkId | None, *, here: Collection[str], carriers: Mapping[WorkId, str]
) -> str | None:
    return record if record in here else carriers.get(work) if work else None


def said(decisions: Iterable[PairDecision]) -> list[Said]:
    """Give standing decisions as joining hears them: the latest first, above what it contradicts."""
    latest = sorted(decisions, key=lambda made: (_moment(made), made.pair), reverse=True)
    return [
        Said(record=made.record, other=made.other, verdict=made.verdict, relation=made.relation or "")
        for made in latest
    ]


def _moment(made: PairDecision) -> datetime:
    return datetime.fromisoformat(made.at).astimezone(UTC)


def apart(decisions: Iterable[PairDecision]) -> set[frozenset[str]]:
    """Give the pairs that must not be one work, by whatever relation either."""
    return {frozenset(made.pair) for made in decisions if made.verdict is PairVerdict.DIFFERENT}


def rows(
    pairs: Iterable[Pair],
    edges: Iterable[Edge],
    *,
    decisions: Iterable[PairDecision],
    groups: Iterable[Group],
) -> Iterator[dict[str, Any]]:
    """
    Give the rows of pairs: what matching says, what a person said, and what came of it.

    What only looked alike and is different is left out, unless an identifier is the same.
    """
    works = {record: group.work for group in groups for record in group.records}
    said_of = {made.pair: made for made in decisions}
    best = {_names(pair): pair for pair in pairs if _telling(pair) or _names(pair) in said_of}
    fates: dict[Names, str] = {}
    for edge in edges:  # an edge that was laid stands above one of the same records that was refused
        names = _names(edge.pair)
        fates[names] = edge.refused if fates.get(names, edge.refused) else ""
    for names in sorted({*best, *said_of}):
        yield {
            **_matched(names, best.get(names)),
            **_decided(said_of.get(names)),
            "work": works[names[0]],
            "other_work": works[names[1]],
            "joined": fates.get(names) == "",
            "refused": fates.get(names) or None,
        }


def _telling(pair: Pair) -> bool:
    return pair.outcome is not Outcome.DIFFERENT or pair.rule in identifiers.KINDS


def _names(pair: Pair) -> Names:
    return min(pair.record, pair.other), max(pair.record, pair.other)


def _matched(names: Names, pair: Pair | None) -> dict[str, Any]:
    if pair is None:
        return {"record": names[0], "other": names[1], "rule": "person", "reasons": []}
    return {
        "record": pair.record,
        "other": pair.other,
        "outcome": pair.outcome,
        "score": pair.score,
        "rule": pair.rule,
        "value": pair.value,
        "reasons": pair.reasons,
        "relation": pair.relation or None,
    }


def _decided(made: PairDecision | None) -> dict[str, Any]:
    if made is None:
        return {}
    return {
        "verdict": made.verdict,
        "decided_by": made.by,
        "decided_at": _moment(made).replace(tzinfo=None).isoformat(),
    }
