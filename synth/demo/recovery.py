"""
How much of the demonstration's truth the pipeline recovered.

A pair is two records; it is true where both are of one publication, and joined where both are in one
work. A work is relevant where most of its records are of relevant publications.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from synth.errors import WarehouseError


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What the generator knows of one record: the publication it is of, and whether that is relevant."""

    work: str
    relevant: bool
    real: bool


def read(path: Path) -> dict[str, Truth]:
    """Give the truth of each record, by its name (``openalex/W1``)."""
    with duckdb.connect() as connection:
        try:
            rows = connection.execute(
                "select source || '/' || native, work, relevant, real from read_parquet(?)", [str(path)]
            ).fetchall()
        except duckdb.Error as error:
            raise WarehouseError(
                f"{path.name} is damaged: delete it, then `dvc repro` writes it anew"
            ) from error
    return {record: Truth(work=work, relevant=relevant, real=real) for record, work, relevant, real in rows}


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
) -> dict[str, float | int]:
    """
    Say how many of the true pairs were joined, and how many of the joined pairs are true.

    ``works`` and ``by_identifier`` are groups of record names: what the stage made, and what equal
    identifiers alone would make.
    """
    groups = [[record for record in work if record in truth] for work in works]
    pairs_true = _pairs(Counter(truth[record].work for group in groups for record in group).values())
    joined, right = _joined(truth, groups)
    _, by_identifier_right = _joined(
        truth, [[record for record in group if record in truth] for group in by_identifier]
    )
    return {
        "pairs_true": pairs_true,
        "pairs_joined": joined,
        "pairs_joined_wrongly": joined - right,
        "pair_precision": _share(right, joined),
        "pair_sensitivity": _share(right, pairs_true),
        "pair_sensitivity_by_identifiers_alone": _share(by_identifier_right, pairs_true),
    }


def relevance(truth: Mapping[str, Truth], works: Mapping[str, Sequence[str]]) -> dict[str, bool]:
    """Say of each work that truth knows whether it is relevant; the real landmark works are left out."""
    known: dict[str, bool] = {}
    for work, records in works.items():
        facts = [truth[record] for record in records if record in truth]
        if facts and not any(fact.real for fact in facts):
            known[work] = 2 * sum(fact.relevant for fact in facts) > len(facts)
    return known


def _joined(truth: Mapping[str, Truth], groups: Iterable[Sequence[str]]) -> tuple[int, int]:
    """Count the pairs joined, and those of them that are true."""
    joined = right = 0
    for group in groups:
        by_work: dict[str, int] = defaultdict(int)
        for record in group:
            by_work[truth[record].work] += 1
        joined += _pairs([len(group)])
        right += _pairs(by_work.values())
    return joined, right


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
