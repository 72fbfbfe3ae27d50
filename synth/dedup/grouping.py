"""Records that are the same as groups, each under one identifier that no later record changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import networkx

from synth.dedup.matching import Candidate, Pair
from synth.domain import identifiers
from synth.domain.identifiers import WorkId


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """
    The records of one work, in the order of their retrieval.

    ``aliases`` are all identifiers that lead to this work, its own ``work`` among them.
    """

    work: WorkId
    aliases: tuple[WorkId, ...]
    records: tuple[str, ...]


def group(candidates: Iterable[Candidate], pairs: Iterable[Pair]) -> list[Group]:
    """
    Give the works that joined records make, in the order in which their first records were retrieved.

    A work has the identifier its first record claimed. An identifier leads to one work: to that
    which has it as its own, else to the first whose records carry it.
    """
    ordered = sorted(candidates, key=lambda candidate: candidate.place)
    claims = _claims(ordered)
    groups = _connected(ordered, pairs)
    owners = {claims[members[0].record]: number for number, members in enumerate(groups)}
    for number, members in enumerate(groups):
        for identifier in _carried(members):
            owners.setdefault(identifier, number)
    return [
        Group(
            work=claims[members[0].record],
            aliases=identifiers.best_first(
                identifier
                for identifier in (claims[members[0].record], *_carried(members))
                if owners[identifier] == number
            ),
            records=tuple(member.record for member in members),
        )
        for number, members in enumerate(groups)
    ]


def _carried(members: Iterable[Candidate]) -> list[WorkId]:
    return [name for member in members for name in (*member.ids, *member.first_ids)]


def _claims(ordered: Iterable[Candidate]) -> dict[str, WorkId]:
    """
    Give each record an identifier of its own: the best it came with that no earlier one claimed.

    What a record claims follows from it and the records before it alone, not from what is the same
    as what: so it stays when later records join, part or bridge works. Where its best one is gone
    (a supplement's DOI), a record takes the one its own source gave it before those of other sources,
    which may be wrong; where nothing is left, a hash of its name.
    """
    claimed: dict[WorkId, str] = {}
    for candidate in ordered:
        native = [name for name in candidate.first_ids if name.startswith(candidate.source + ":")]
        wanted = (*candidate.first_ids[:1], *native, *candidate.first_ids)
        free = (name for name in wanted if name not in claimed)
        claimed[next(free, None) or identifiers.hashed((candidate.record,))] = candidate.record
    return {record: identifier for identifier, record in claimed.items()}


def _connected(ordered: Sequence[Candidate], pairs: Iterable[Pair]) -> list[list[Candidate]]:
    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(candidate.record for candidate in ordered)
    graph.add_edges_from((pair.record, pair.other) for pair in pairs)
    numbers = {
        record: number
        for number, component in enumerate(networkx.connected_components(graph))
        for record in component
    }
    groups: dict[int, list[Candidate]] = {}
    for candidate in ordered:
        groups.setdefault(numbers[candidate.record], []).append(candidate)
    return list(groups.values())
