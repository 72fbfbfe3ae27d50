"""Pairs as groups: the best edge first, and none that would join what is known to be apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from synth.dedup.candidates import Candidate
from synth.dedup.matching import Outcome, Pair
from synth.dedup.quick import uncollected

SAID = "person"  # the rule of an edge that a person laid


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person decided about two records: ``verdict`` is same, different or related."""

    record: str
    other: str
    verdict: str
    relation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A pair that was to be joined; ``refused`` says in plain words why it was not, else it is empty."""

    pair: Pair
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """
    Records in groups, each in the order of retrieval, and the edges that made or did not make them.

    A record that nothing joins is a group of its own; groups are in the order of their first records.
    """

    groups: tuple[tuple[str, ...], ...]
    edges: tuple[Edge, ...]


def join(candidates: Iterable[Candidate], pairs: Iterable[Pair], *, said: Iterable[Said] = ()) -> Joint:
    """
    Join the pairs that are the same: those a person laid first, then by score, the best first.

    An edge is refused where a record of one group and a record of the other must stay apart: because a
    person said that they are different or related, or else because matching found it; a person's own edge
    only for the former. What was said of records that are not there is left out.
    """
    with uncollected():
        ordered = [
            candidate.record for candidate in sorted(candidates, key=lambda candidate: candidate.place)
        ]
        places = {record: number for number, record in enumerate(ordered)}
        heard = [one for one in said if one.record in places and one.other in places]
        spoken = {frozenset((one.record, one.other)) for one in heard}
        judged = [pair for pair in pairs if frozenset((pair.record, pair.other)) not in spoken]
        partition = _Partition(ordered)
        partition.part(one for one in heard if one.verdict != Outcome.SAME)
        laid = [_laid(one, places) for one in heard if one.verdict == Outcome.SAME]
        edges = [partition.edge(pair) for pair in laid]
        partition.part(pair for pair in judged if pair.outcome in (Outcome.DIFFERENT, Outcome.RELATED))
        edges += [partition.edge(pair) for pair in _best_first(judged, places)]
        return Joint(groups=partition.groups(ordered), edges=tuple(edges))


def _laid(said: Said, places: Mapping[str, int]) -> Pair:
    record, other = sorted((said.record, said.other), key=places.__getitem__)
    reasons = ("a person said that they are the same",)
    return Pair(record=record, other=other, outcome=Outcome.SAME, score=1.0, rule=SAID, reasons=reasons)


def _best_first(pairs: Iterable[Pair], places: Mapping[str, int]) -> list[Pair]:
    same = (pair for pair in pairs if pair.outcome is Outcome.SAME)
    return sorted(same, key=lambda pair: (-pair.score, places[pair.record], places[pair.other]))


def _why(apart: Pair | Said) -> str:
    """Say in words why two records must not be joined."""
    if isinstance(apart, Said):
        return f"a person said that {apart.record} and {apart.other} are {apart.verdict}"
    return f"{apart.record} and {apart.other} are {apart.outcome}: {'; '.join(apart.reasons)}"


class _Partition:
    """Groups of records that grow, and what must stay apart."""

    def __init__(self, records: Iterable[str]) -> None:
        self._members = {record: [record] for record in records}  # records of one group share the list
        self._apart: dict[str, dict[str, Pair | Said]] = {}

    def part(self, apart: Iterable[Pair | Said]) -> None:
        """Keep the two records of each apart from now on."""
        for one in apart:
            self._apart.setdefault(one.record, {})[one.other] = one
            self._apart.setdefault(one.other, {})[one.record] = one

    def edge(self, pair: Pair) -> Edge:
        """Make one group of the two that a pair is of, or say why not."""
        group, second = self._members[pair.record], self._members[pair.other]
        if group is second:
            return Edge(pair=pair)
        if refused := self._conflict(group, second):
            return Edge(pair=pair, refused=refused)
        small, large = sorted((group, second), key=len)
        large.extend(small)
        self._members.update(dict.fromkeys(small, large))
        return Edge(pair=pair)

    def groups(self, ordered: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        """Give the groups in the order of their first records."""
        groups: dict[int, list[str]] = {}
        for record in ordered:
            groups.setdefault(id(self._members[record]), []).append(record)
        return tuple(map(tuple, groups.values()))

    def _conflict(self, group: Iterable[str], second: Iterable[str]) -> str:
        found = (
            self._apart[record][other]
            for record in sorted(group)
            if record in self._apart
            for other in sorted(second)
            if other in self._apart[record]
        )
        return next(map(_why, found), "")
