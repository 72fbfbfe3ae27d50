"""Joined records as works, each under one identifier that no later record changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from synth.dedup.candidates import Candidate
from synth.domain import identifiers
from synth.domain.identifiers import WorkId
from synth.domain.records import RelationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two records of different publications: ``record`` is ``kind`` ``other`` (its preprint, its erratum)."""

    record: str
    other: str
    kind: RelationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """
    The records of one work, in the order of their retrieval.

    ``aliases`` are all identifiers that lead to this work, its own ``work`` among them. ``beside`` are
    the records of other publications that count as this work (its preprint): what they say of it
    counts after what the others say.
    """

    work: WorkId
    aliases: tuple[WorkId, ...]
    records: tuple[str, ...]
    beside: frozenset[str] = frozenset()


def group(
    candidates: Iterable[Candidate],
    joined: Iterable[Sequence[str]],
    *,
    links: Iterable[Link] = (),
    apart: Collection[frozenset[str]] = (),
) -> list[Group]:
    """
    Give the works that joined records make, in the order in which their first records were retrieved.

    ``links`` are the relations that count as one work, those that count more first; none unites two
    records that ``apart`` holds, nor two publications by way of a third that is the preprint of both.
    A work has the identifier its first record claimed. An identifier leads to one work: to that
    which has it as its own, else to the first whose records carry it.
    """
    ordered = sorted(candidates, key=lambda candidate: candidate.place)
    claims = _claims(ordered)
    united = _united(list(joined), list(links), apart)
    groups = _members(ordered, [records for records, _ in united])
    besides = {record: beside for records, beside in united for record in records}
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
            beside=besides[members[0].record],
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


def _members(ordered: Iterable[Candidate], groups: Iterable[Iterable[str]]) -> list[list[Candidate]]:
    """Give the candidates of each group, in the order of retrieval; groups in that of their first ones."""
    numbers = {record: number for number, records in enumerate(groups) for record in records}
    members: dict[int, list[Candidate]] = {}
    for candidate in ordered:
        members.setdefault(numbers[candidate.record], []).append(candidate)
    return list(members.values())


def _united(
    publications: Sequence[Sequence[str]], links: Sequence[Link], apart: Collection[frozenset[str]]
) -> list[tuple[list[str], frozenset[str]]]:
    """
    Give the records of each work, and those of them that are not of its leading publication.

    A publication goes with one other: where a preprint is said to be that of two articles, it goes with
    the first, and never makes one work of the two.
    """
    number = {record: place for place, records in enumerate(publications) for record in records}
    works = {place: [place] for place in range(len(publications))}  # places of one work, its leading first
    for link in links:
        subject, leading = number[link.record], number[link.other]
        one, other = works[subject], works[leading]
        if one[0] != subject or one is other or _kept_apart(publications, one, other, apart=apart):
            continue
        other.extend(one)
        works.update(dict.fromkeys(one, other))
    united = []
    for leading, *others in {id(work): work for work in works.values()}.values():
        beside = [record for place in sorted(others) for record in publications[place]]
        united.append(([*publications[leading], *beside], frozenset(beside)))
    return united


def _kept_apart(
    publications: Sequence[Sequence[str]],
    one: Iterable[int],
    other: Sequence[int],
    *,
    apart: Collection[frozenset[str]],
) -> bool:
    """Say whether two works hold two records that must not be one work."""
    first = [record for place in one for record in publications[place]]
    second = [record for place in other for record in publications[place]]
    return bool(apart) and any(frozenset((name, further)) in apart for name in first for further in second)
