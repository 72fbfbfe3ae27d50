"""Records as works: what matching found and what people said, joined, related and grouped in one place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from synth.dedup import deciding, grouping, joining, statements
from synth.dedup.candidates import Candidate
from synth.dedup.grouping import Group
from synth.dedup.joining import Edge
from synth.dedup.matching import Pair
from synth.dedup.statements import Statement
from synth.domain.pairs import PairDecision
from synth.domain.records import RelationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class United:
    """The works, the edges that made or did not make them, and how the publications stand to each other."""

    groups: tuple[Group, ...]
    edges: tuple[Edge, ...]
    statements: tuple[Statement, ...]


def unite(
    candidates: Sequence[Candidate],
    pairs: Sequence[Pair],
    *,
    decisions: Sequence[PairDecision],
    one_work: Collection[RelationKind],
) -> United:
    """
    Make works of records by their pairs and by what people's ``decisions`` come to.

    ``decisions`` are those that stand, on records that are here; ``one_work`` the relations that make two
    publications one work.
    """
    joint = joining.join(candidates, pairs, said=deciding.said(decisions))
    found = tuple(statements.found(pairs, decisions))
    groups = grouping.group(
        candidates,
        joint.groups,
        links=statements.links(candidates, found, one_work=one_work),
        apart=deciding.apart(decisions),
    )
    return United(groups=tuple(groups), edges=joint.edges, statements=found)
