"""The numbers of each stage worth seeing in a diff, and how much of the truth was recovered."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import networkx

from synth.demo import recovery
from synth.domain.decisions import Decision, Verdict
from synth.paths import Places
from synth.screening import metrics as screening
from synth.store import raw, tables

Numbers = Mapping[str, Any]
IDENTIFIERS_ALONE = ("doi", "pubmed", "pmc")  # the rules of merging that need no look at title or author


def of_parse(places: Places, *, unread: int) -> Numbers:
    """Count records by source, and what the searches found of the truth."""
    sources: Counter[str] = Counter()
    names = []
    for row in tables.read(places.table("records"), tables.RECORDS, columns=("record", "source")):
        sources[row["source"]] += 1
        names.append(row["record"])
    truth = (
        {"truth": recovery.of_records(recovery.read(places.truth), names)} if places.truth.exists() else {}
    )
    return {
        "records": len(names),
        "records_by_source": dict(sorted(sources.items())),
        "answers_not_read": unread,
        **truth,
    }


def of_merge(places: Places) -> Numbers:
    """Count works and merges, and how many of the true pairs were joined."""
    works = [row["records"] for row in tables.read(places.table("works"), tables.WORKS, columns=("records",))]
    merges = list(tables.read(places.table("merges"), tables.MERGES))
    rules = Counter(row["rule"] for row in merges)
    truth = {}
    if places.truth.exists():
        alone = _groups([row for row in merges if row["rule"] in IDENTIFIERS_ALONE])
        truth = {"truth": recovery.of_works(recovery.read(places.truth), works, by_identifier=alone)}
    return {
        "records": sum(map(len, works)),
        "works": len(works),
        "merges_by_rule": dict(sorted(rules.items())),
        **truth,
    }


def _groups(merges: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    """Give the records that these merges connect, group by group."""
    graph = networkx.Graph((row["record"], row["other"]) for row in merges)
    return [list(group) for group in networkx.connected_components(graph)]


def of_rank(places: Places, *, ranking: Sequence[Mapping[str, Any]], standing: Iterable[Decision]) -> Numbers:
    """Count decisions, measure agreement, and how early the relevant works that nobody decided stand."""
    by_work: dict[str, dict[str, Verdict]] = defaultdict(dict)
    for decision in standing:
        by_work[decision.work][decision.by] = decision.verdict
    verdicts = Counter(verdict.value for votes in by_work.values() for verdict in votes.values())
    truth = {"truth": _of_order(places, ranking)} if places.truth.exists() else {}
    return {
        "works": len(ranking),
        "works_decided": len(by_work),
        "verdicts": dict(sorted(verdicts.items())),
        "model": ranking[0]["model"] if ranking else None,
        **_agreement(by_work),
        **truth,
    }


def _agreement(by_work: Mapping[str, Mapping[str, Verdict]]) -> dict[str, Any]:
    """Cohen's kappa of each pair of reviewers over the works both decided, a maybe left out."""
    reviewers = sorted({by for votes in by_work.values() for by in votes})
    agreement = {}
    for place, one in enumerate(reviewers):
        for other in reviewers[place + 1 :]:
            both = [
                (votes[one], votes[other])
                for votes in by_work.values()
                if one in votes and other in votes and Verdict.MAYBE not in (votes[one], votes[other])
            ]
            kappa = screening.kappa([pair[0] for pair in both], [pair[1] for pair in both])
            agreement[f"{one}, {other}"] = {"works": len(both), "kappa": _rounded(kappa)}
    return {"agreement": agreement} if agreement else {}


def _of_order(places: Places, ranking: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Measure the order of the works nobody has decided, relevant by the truth of their records."""
    works = {
        row["work"]: row["records"]
        for row in tables.read(places.table("works"), tables.WORKS, columns=("work", "records"))
    }
    relevant = recovery.relevance(recovery.read(places.truth), works)
    order = [relevant[row["work"]] for row in ranking if not row["decided"] and row["work"] in relevant]
    needed = screening.needed(order, recall=0.95)
    return {
        "works_undecided": len(order),
        "relevant_undecided": sum(order),
        "read_for_95_percent_recall": _rounded(needed / len(order) if needed else None),
        "wss95": _rounded(screening.work_saved(order)),
        "average_precision": _rounded(screening.average_precision(order)),
        "loss": _rounded(screening.loss(order)),
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 4)


def write(places: Places, stage: str, numbers: Numbers) -> None:
    """Write a stage's numbers where ``dvc metrics show`` finds them."""
    text = json.dumps(numbers, indent=1, ensure_ascii=False) + "\n"
    raw.write_whole(places.metrics / f"{stage}.json", text.encode())
