"""
How much of the demonstration's truth the pipeline recovered.

A pair is two records; it is true where both are of one publication, and joined where both are in one
work. A work is relevant where most of its records are of relevant publications.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import duckdb

from synth.errors import WarehouseError


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """
    What the generator knows of one record: the publication it is of, and whether that is relevant.

    ``kind`` is the publication's; ``related`` is the one that a preprint, notice, congress abstract or
    second part belongs to; ``dirt`` is what is wrong with the record.
    """

    work: str
    relevant: bool
    real: bool
    kind: str = "article"
    related: str | None = None
    dirt: tuple[str, ...] = ()


def read(path: Path) -> dict[str, Truth]:
    """Give the truth of each record, by its name (``openalex/W1``)."""
    with duckdb.connect() as connection:
        try:
            rows = connection.execute(
                """
                select source || '/' || native, work, relevant, real, kind, related, dirt
                from read_parquet(?)
                """,
                [str(path)],
            ).fetchall()
        except duckdb.Error as error:
            raise WarehouseError(
                f"{path.name} is damaged: delete it, then `dvc repro` writes it anew"
            ) from error
    return {
        record: Truth(work=work, relevant=relevant, real=real, kind=kind, related=related, dirt=tuple(dirt))
        for record, work, relevant, real, kind, related, dirt in rows
    }


def of_records(truth: Mapping[str, Truth], records: Iterable[str]) -> dict[str, float | int]:
    """Say how many of the records and of the relevant publications the search found (shares from 0 to 1)."""
    known = {record for record in records if record in truth}
    relevant = {fact.work for fact in truth.values() if fact.relevant and not fact.real}
    found = {truth[record].work for record in known if truth[record].relevant and not truth[record].real}
    return {
        "records_known_to_truth": len(known),
        "relevant_works": len(relevant),
        "relevant_works_found": len(found),
        "share_of_relevant_works_found": _share(len(found), len(relevant)),
    }


def of_works(
    truth: Mapping[str, Truth], works: Iterable[Sequence[str]], *, by_identifier: Iterable[Sequence[str]]
) -> dict[str, Any]:
    """
    Say how many of the true pairs were joined, and how many of the joined pairs are true.

    ``works`` and ``by_identifier`` are groups of record names: what the stage made, and what equal
    identifiers alone would make. A pair counts for each kind of dirt that one of its records has,
    as ``none`` where both are clean.
    """
    joined, true = _pairs(_known(truth, works)), _pairs(_publications(truth, works))
    alone = _pairs(_known(truth, by_identifier))
    return {
        "pairs_true": len(true),
        "pairs_joined": len(joined),
        "pairs_joined_wrongly": len(joined - true),
        "pair_precision": _share(len(joined & true), len(joined)),
        "pair_sensitivity": _share(len(joined & true), len(true)),
        "pair_sensitivity_by_identifiers_alone": _share(len(alone & true), len(true)),
        "by_dirt": _by_dirt(truth, joined=joined, true=true),
    }


def of_relations(
    truth: Mapping[str, Truth], records: Iterable[str], linked: Iterable[tuple[str, str]]
) -> dict[str, float | int]:
    """
    Say of how many publications that belong to another one it is known, where both are here.

    ``records`` are those that are here, ``linked`` the pairs that a relation connects, in both orders.
    A second part is no relation; that two notices are about one article is no wrong one.
    """
    facts = [truth[record] for record in records if record in truth]
    works = {fact.work for fact in facts}
    belonging = {
        (fact.work, fact.related) for fact in facts if fact.related in works and fact.kind != "article"
    }
    known = {(truth[one].work, truth[other].work) for one, other in linked if {one, other} <= truth.keys()}
    whole = {fact.work: fact.related or fact.work for fact in facts}
    return {
        "relations_true": len(belonging),
        "relations_found": len(belonging & known),
        "relations_wrong": sum(whole[one] != whole[other] for one, other in known if one < other),
        "share_of_relations_found": _share(len(belonging & known), len(belonging)),
    }


def relevance(truth: Mapping[str, Truth], works: Mapping[str, Sequence[str]]) -> dict[str, bool]:
    """Say of each work that truth knows whether it is relevant; the real landmark works are left out."""
    known: dict[str, bool] = {}
    for work, records in works.items():
        facts = [truth[record] for record in records if record in truth]
        if facts and not any(fact.real for fact in facts):
            known[work] = 2 * sum(fact.relevant for fact in facts) > len(facts)
    return known


def _known(truth: Mapping[str, Truth], groups: Iterable[Sequence[str]]) -> list[list[str]]:
    return [[record for record in group if record in truth] for group in groups]


def _publications(truth: Mapping[str, Truth], works: Iterable[Sequence[str]]) -> list[list[str]]:
    """Give the records that are here as the groups they should be."""
    groups: dict[str, list[str]] = defaultdict(list)
    for work in works:
        for record in work:
            if record in truth:
                groups[truth[record].work].append(record)
    return list(groups.values())


def _pairs(groups: Iterable[Sequence[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def _by_dirt(
    truth: Mapping[str, Truth], *, joined: Set[tuple[str, str]], true: Set[tuple[str, str]]
) -> list[dict[str, str | float | int]]:
    """Give a row for each kind of dirt; ``dvc metrics show`` leaves lists out, where this is too much."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one, other in joined | true:
        pair = (one, other)
        outcome = "missed" if pair not in joined else "right" if pair in true else "wrong"
        for dirt in {*truth[one].dirt, *truth[other].dirt} or {"none"}:
            counts[dirt][outcome] += 1
    return [
        {
            "dirt": dirt,
            "pairs_true": count["right"] + count["missed"],
            "missed": count["missed"],
            "joined_wrongly": count["wrong"],
            "sensitivity": _share(count["right"], count["right"] + count["missed"]),
            "precision": _share(count["right"], count["right"] + count["wrong"]),
        }
        for dirt, count in sorted(counts.items())
    ]


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
