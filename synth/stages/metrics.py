"""The numbers of each stage worth seeing in a diff, and how much of the truth was recovered."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import networkx

from synth.demo import recovery
from synth.paths import Places
from synth.store import raw, tables

Numbers = Mapping[str, Any]
IDENTIFIERS_ALONE = ("doi", "pubmed", "pmc")  # what joins without a look at title or author


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
    """Count works, pairs, relations and disagreements, and how much of the truth was recovered."""
    works = [row["records"] for row in tables.read(places.table("works"), tables.WORKS, columns=("records",))]
    columns = ("outcome", "rule", "verdict", "joined", "work", "other_work")
    pairs = list(tables.read(places.table("pairs"), tables.PAIRS, columns=columns))
    told = list(
        tables.read(places.table("disagreements"), tables.DISAGREEMENTS, columns=("field", "differs"))
    )
    linked = list(tables.read(places.table("relations"), tables.RELATIONS, columns=("origin", "kind")))
    return {
        "records": sum(map(len, works)),
        "works": len(works),
        "merges_by_rule": _counted(_rule(row["rule"]) for row in pairs if row["joined"]),
        "pairs_by_outcome": _counted(row["outcome"] for row in pairs if row["outcome"]),
        "pairs_for_a_person": sum(_waits(row) for row in pairs),
        "pairs_decided_by_people": sum(row["verdict"] is not None for row in pairs),
        "relations_by_origin": _counted(row["origin"] for row in linked),
        "relations_by_kind": _listed((row["origin"], row["kind"]) for row in linked),
        "disagreements": sum(row["differs"] for row in told),
        "disagreements_by_field": _listed((row["field"],) for row in told if row["differs"]),
        **({"truth": _truth_of_merge(places, works)} if places.truth.exists() else {}),
    }


def _waits(pair: Mapping[str, Any]) -> bool:
    undecided = pair["outcome"] == "doubtful" and pair["verdict"] is None
    return undecided and pair["work"] != pair["other_work"]


def _rule(rule: str) -> str:
    return "title, authors and other fields" if "+" in rule else rule


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))


def _listed(names: Iterable[tuple[str, ...]]) -> list[list[str | int]]:
    """Count as rows: ``dvc metrics show`` leaves lists out, where columns would be too many for it."""
    return [[*name, count] for name, count in sorted(Counter(names).items())]


def _truth_of_merge(places: Places, works: Iterable[Sequence[str]]) -> Numbers:
    truth = recovery.read(places.truth)
    columns = ("record", "ids")
    rows = tables.read(places.table("records"), tables.RECORDS, columns=columns)
    ids = {row["record"]: row["ids"] for row in rows}
    statements = tables.read(places.table("relations"), tables.RELATIONS)
    return {
        **recovery.of_works(truth, works, by_identifier=_alone(ids)),
        **recovery.of_relations(truth, ids, _linked(statements, ids)),
    }


def _alone(ids: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Give the records that equal DOIs, PMIDs and PMCIDs alone would connect."""
    graph: networkx.Graph[tuple[str, str]] = networkx.Graph()
    for record, names in ids.items():
        kept = (name for name in names if name.partition(":")[0] in IDENTIFIERS_ALONE)
        graph.add_edges_from((("record", record), ("id", name)) for name in kept)
    components = networkx.connected_components(graph)
    return [[name for kind, name in component if kind == "record"] for component in components]


def _linked(
    statements: Iterable[Mapping[str, Any]], ids: Mapping[str, Iterable[str]]
) -> Iterator[tuple[str, str]]:
    """Give the records that a relation connects, in both of their orders."""
    carriers: dict[str, list[str]] = defaultdict(list)
    for record, names in ids.items():
        for name in names:
            carriers[name].append(record)
    for row in statements:
        for other in [row["other"]] if row["other"] else carriers.get(row["target"], ()):
            yield row["record"], other
            yield other, row["record"]


def write(places: Places, stage: str, numbers: Numbers) -> None:
    """Write a stage's numbers where ``dvc metrics show`` finds them."""
    text = json.dumps(numbers, indent=1, ensure_ascii=False) + "\n"
    raw.write_whole(places.metrics / f"{stage}.json", text.encode())
