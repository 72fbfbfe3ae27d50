"""What the next run will make of records that people decided on, worked out at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from synth.dedup import deciding, joining, matching, uniting
from synth.dedup.candidates import candidate
from synth.domain import pairs
from synth.domain.identifiers import WorkId
from synth.domain.pairs import PairDecision
from synth.paths import Places
from synth.store import joined, reviews
from synth.store import pairs as log


@dataclass(frozen=True, slots=True, kw_only=True)
class Foresight:
    """The works that records will be, each with its records, and in words what cannot be followed."""

    works: tuple[tuple[WorkId, tuple[str, ...]], ...]
    remarks: tuple[str, ...]


def foresee(places: Places, names: Collection[str]) -> Foresight:
    """Join what hangs together with these records once more, as the next run will."""
    made = list(log.read(places.decisions / "pairs"))
    settings = reviews.read_review(places.review).dedup
    candidates = [candidate(row) for row in _together(places, made, names)]
    # Matched anew: the warehouse leaves out what only looked alike, and that keeps works apart.
    matched = matching.match(candidates, point=settings.point)
    stand = pairs.standing(deciding.found_again(made, candidates))
    united = uniting.unite(
        candidates,
        matched,
        decisions=[one.decision for one in stand.values()],
        one_work=settings.one_work,
    )
    refused = [edge.refused for edge in united.edges if edge.refused and edge.pair.rule == joining.SAID]
    return Foresight(
        works=tuple((group.work, group.records) for group in united.groups),
        remarks=(*map(pairs.told, pairs.contradictions(stand)), *refused),
    )


def _together(places: Places, made: Sequence[PairDecision], names: Iterable[str]) -> list[dict[str, Any]]:
    """Give what hangs together with these records, also by what was decided since the last run."""
    reached = set(names)
    while True:
        rows = joined.together(places.evidence, sorted(reached))
        said = {name for one in made if not reached.isdisjoint(one.pair) for name in one.pair}
        grown = reached | {row["record"] for row in rows} | said
        if grown == reached:
            return rows
        reached = grown
