"""How publications stand to each other, as statements: of sources, of matching, of people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from synth.dedup.candidates import Candidate
from synth.dedup.grouping import Link
from synth.dedup.matching import Outcome, Pair
from synth.domain.identifiers import WorkId
from synth.domain.pairs import PairDecision
from synth.domain.records import INVERSE, SAYABLE, Kind, RelationKind, Status


class Origin(StrEnum):
    """Where a relation is known from."""

    SOURCE = "source"
    MATCHED = "matched"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """
    One statement that a record's publication is the preprint of, the erratum of … another one.

    The other is named by its identifier (``target``), by a record (``other``), or by neither: a
    notice whose source does not say what it is about. ``told_by`` is the source, the rule or the person.
    """

    record: str
    kind: RelationKind
    target: WorkId | None = None
    other: str | None = None
    date: str | None = None
    origin: Origin
    told_by: str


# What a record is, or what became of it, states a relation too, where the source links nothing.
_OF_KIND = {Kind.ERRATUM: RelationKind.ERRATUM_OF, Kind.RETRACTION: RelationKind.RETRACTION_OF}
_OF_STATUS = {
    Status.RETRACTED: RelationKind.RETRACTED_BY,
    Status.CONCERN: RelationKind.HAS_CONCERN,
    Status.CORRECTED: RelationKind.HAS_ERRATUM,
}


def kind_of(words: str) -> RelationKind | None:
    """Give the kind that a person or matching names in words: «preprint of», «preprint-of»."""
    spelt = "_".join(words.casefold().replace("-", " ").replace("_", " ").split())
    return RelationKind(spelt) if spelt in SAYABLE else None


def stated(row: Mapping[str, Any]) -> Iterator[Statement]:
    """Give what a source states in a row of records: its links, and what its kind and status imply."""
    links = [(RelationKind(link["kind"]), link["target"], link["date"]) for link in row["relations"] or ()]
    linked = {kind for kind, _, _ in links}
    implied = (_OF_KIND.get(row["type"]), _OF_STATUS.get(row["status"]))
    links += [(kind, None, None) for kind in implied if kind and kind not in linked]
    for kind, target, date in dict.fromkeys(links):
        yield Statement(
            record=row["record"],
            kind=kind,
            target=target,
            date=date,
            origin=Origin.SOURCE,
            told_by=row["source"],
        )


def found(pairs: Iterable[Pair], decisions: Iterable[PairDecision]) -> Iterator[Statement]:
    """Give what matching found and people said; where a person said anything of a pair, only that."""
    said = {made.pair: made for made in decisions}
    for pair in pairs:
        kind = kind_of(pair.relation) if pair.outcome is Outcome.RELATED else None
        if kind and (min(pair.record, pair.other), max(pair.record, pair.other)) not in said:
            yield Statement(
                record=pair.record, kind=kind, other=pair.other, origin=Origin.MATCHED, told_by=pair.rule
            )
    for made in said.values():
        if made.relation:
            yield Statement(
                record=made.record,
                kind=made.relation,
                other=made.other,
                origin=Origin.PERSON,
                told_by=made.by,
            )


def links(
    candidates: Iterable[Candidate], statements: Collection[Statement], *, one_work: Collection[RelationKind]
) -> list[Link]:
    """
    Give the relations between records that count as one work: what people say, then what was retrieved first.

    Those that sources state are read from the candidates; an identifier that several records carry
    names the one retrieved first.
    """
    if not one_work:
        return []
    ordered = sorted(candidates, key=lambda candidate: candidate.place)
    places = {candidate.record: place for place, candidate in enumerate(ordered)}
    carriers: dict[WorkId, str] = {}
    for candidate in ordered:
        for identifier in candidate.ids:
            carriers.setdefault(identifier, candidate.record)
    named = (
        (candidate.record, RelationKind(kind), carriers[target])
        for candidate in ordered
        for kind, target in candidate.relations
        if target in carriers
    )
    known = [(one, _forward(one.record, one.kind, one.other)) for one in statements if one.other]
    peoples = {link for one, link in known if one.origin is Origin.PERSON}
    forward = {*(_forward(*one) for one in named), *(link for _, link in known)}
    counted = [
        (record, kind, other) for record, kind, other in forward if kind in one_work and record != other
    ]
    counted.sort(key=lambda one: (one not in peoples, places[one[2]], places[one[0]], one[1]))
    return [Link(record=record, other=other, kind=kind) for record, kind, other in counted]


def _forward(record: str, kind: RelationKind, other: str) -> tuple[str, RelationKind, str]:
    """Turn «has preprint» round: the preprint is the preprint of this."""
    if kind in SAYABLE or kind not in INVERSE:
        return record, kind, other
    return other, INVERSE[kind], record
