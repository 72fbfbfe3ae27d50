"""Order the works by what has been decided."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from synth.domain import identifiers
from synth.domain.decisions import Decision, standing
from synth.domain.identifiers import WorkId
from synth.paths import Places
from synth.screening import ranking
from synth.stages import metrics
from synth.store import decisions, reviews, tables

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a log: the decision under today's work, None where no work has its identifier."""

    decision: Decision
    work: WorkId | None
    synthetic: bool


def run(places: Places) -> None:
    """Write the ranking and the decisions under today's works."""
    review = reviews.read_review(places.review)
    lines = list(_lines(places, *_names(places)))
    lost = sum(line.work is None for line in lines)
    if lost:
        log.warning("rank: %d decisions are on works that are not in the corpus now; they are kept", lost)
    stand = standing(replace(line.decision, work=line.work) for line in lines if line.work)
    ranked = ranking.rank(
        tables.read(places.table("works"), tables.WORKS, columns=ranking.COLUMNS),
        stand.values(),
        question=review.question,
        model=review.screening.model,
        seed=review.screening.seed,
    )
    tables.write(places.table("ranking"), tables.RANKING, ranked)
    standing_keys = {(made.work, made.by, made.stage, made.at, made.key) for made in stand.values()}
    tables.write(places.table("decisions"), tables.DECISIONS, (_row(line, standing_keys) for line in lines))
    log.info("rank: %d works, %d decisions", len(ranked), len(lines))
    metrics.write(places, "rank", metrics.of_rank(places, ranking=ranked, standing=stand.values()))


def _names(places: Places) -> tuple[Mapping[str, WorkId], Mapping[str, WorkId]]:
    """Give the work that each identifier leads to, and the work of each record."""
    aliases: dict[str, WorkId] = {}
    records: dict[str, WorkId] = {}
    for row in tables.read(places.table("works"), tables.WORKS, columns=("work", "aliases", "records")):
        aliases |= dict.fromkeys(row["aliases"], row["work"])
        records |= dict.fromkeys(row["records"], row["work"])
    return aliases, records


def _lines(places: Places, aliases: Mapping[str, WorkId], records: Mapping[str, WorkId]) -> Iterator[Line]:
    """Give every decision with its work: that of the record shown, else what its identifier leads to."""
    for folder, synthetic in ((places.synthetic_decisions, True), (places.decisions / "screening", False)):
        for decision in decisions.read(folder):
            # A person's file may write an identifier as she found it: one spelling finds its work.
            spelt = identifiers.recognise(decision.work) or decision.work
            work = records.get(decision.record) or aliases.get(spelt)
            # The synthetic reviewers know the whole literature; what the search did not find they do not see.
            if work or not synthetic:
                yield Line(decision=decision, work=work, synthetic=synthetic)


def _row(line: Line, stand: Iterable[tuple[Any, ...]]) -> dict[str, Any]:
    made = line.decision
    return {
        "decided_at": _utc(made.at),
        "reviewer": made.by,
        "stage": made.stage,
        "work": line.work,
        "decided": made.work,
        "record": made.record or None,
        "verdict": made.verdict,
        "reason": made.reason or None,
        "note": made.note or None,
        "labels": made.labels,
        "key": made.key or None,
        "standing": (line.work, made.by, made.stage, made.at, made.key) in stand,
        "synthetic": line.synthetic,
    }


def _utc(moment: str) -> str:
    """Give a moment with an offset as the same moment in UTC."""
    return datetime.fromisoformat(moment).astimezone(UTC).replace(tzinfo=None).isoformat()
