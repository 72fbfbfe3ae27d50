"""The pairs that need a person: to be listed, decided, and undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from synth.dedup import deciding, grouping, joining, matching, statements
from synth.dedup.candidates import candidate
from synth.dedup.disagreements import AGREE
from synth.domain import pairs
from synth.domain.identifiers import WorkId
from synth.domain.pairs import Contradiction, Names, PairDecision, PairVerdict, Standing
from synth.domain.records import SAYABLE, RelationKind
from synth.errors import UserError
from synth.paths import Places
from synth.store import joined, reviews
from synth.store import pairs as log

Row = Mapping[str, Any]

# What two records are laid side by side by, in this order.
FIELDS = (
    "title",
    "authors",
    "year",
    "venue",
    "volume",
    "issue",
    "pages",
    "type",
    "language",
    "ids",
    "abstract",
)
VERDICTS = ("same", "different", "withdraw", *(kind.replace("_", " ") for kind in SAYABLE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    One field of two records.

    ``mark`` is ``≠`` where they disagree, ``~`` where only the spelling differs, ``-`` where one has
    nothing, and empty where they are equal.
    """

    field: str
    one: str
    other: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """
    Two records that a person should look at, and why.

    ``said`` is empty where nobody has decided; else people disagree, and it holds what each of them says.
    """

    record: str
    other: str
    work: WorkId
    other_work: WorkId
    score: float | None
    rule: str
    reasons: tuple[str, ...]
    pairs: int
    said: tuple[PairDecision, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """How many pairs wait for a person, and the first of them."""

    total: int
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What the next run will make of a decision: the records of each work, and what cannot be followed."""

    decision: PairDecision
    works: tuple[tuple[WorkId, tuple[str, ...]], ...]
    remarks: tuple[str, ...]


def standing(places: Places) -> dict[Names, Standing]:
    """Give what people's decisions on pairs come to now, whether or not a run has followed them yet."""
    return pairs.standing(log.read(places.decisions / "pairs"))


def contradictions(places: Places) -> list[Contradiction]:
    """Give the decisions that cannot all be followed."""
    return pairs.contradictions(standing(places))


def questions(places: Places, *, most: int) -> Queue:
    """Give what waits for a person: what people disagree on, then what is in doubt, the surest first."""
    stand = standing(places)
    disputed = [one for one in stand.values() if one.against]
    doubts = joined.doubts(places.evidence, decided=stand)
    listed = doubts[:most]
    names = {name for one in disputed for name in one.decision.pair}
    names |= {name for doubt in listed for name in (doubt.record, doubt.other)}
    rows = joined.accounts(places.evidence, names)
    asked = [_dispute(one, rows) for one in disputed if rows.keys() >= set(one.decision.pair)]
    asked += [_question(doubt, rows) for doubt in listed]
    return Queue(total=len(asked) + len(doubts) - len(listed), questions=tuple(asked[:most]))


def _dispute(one: Standing, rows: Mapping[str, Row]) -> Question:
    record, other = one.decision.record, one.decision.other
    return Question(
        record=record,
        other=other,
        work=rows[record]["work"],
        other_work=rows[other]["work"],
        score=None,
        rule="person",
        reasons=(),
        pairs=1,
        said=(one.decision, *one.against),
        lines=tuple(side_by_side(rows[record], rows[other])),
    )


def _question(doubt: joined.Doubt, rows: Mapping[str, Row]) -> Question:
    return Question(
        record=doubt.record,
        other=doubt.other,
        work=doubt.work,
        other_work=doubt.other_work,
        score=doubt.score,
        rule=doubt.rule,
        reasons=doubt.reasons,
        pairs=doubt.pairs,
        said=(),
        lines=tuple(side_by_side(rows[doubt.record], rows[doubt.other])),
    )


def side_by_side(row: Row, other: Row) -> Iterator[Line]:
    """Lay two records side by side, field by field; what neither has is left out."""
    for field in FIELDS:
        one, another = _shown(row[field]), _shown(other[field])
        if one or another:
            yield Line(field=field, one=one, other=another, mark=_mark(field, row, other))


def _mark(field: str, row: Row, other: Row) -> str:
    if _shown(row[field]) == _shown(other[field]):
        return ""
    if not row[field] or not other[field]:
        return "-"
    if field == "ids":
        return "≠" if set(row["ids"]).isdisjoint(other["ids"]) else "~"
    return "~" if AGREE[field](row[field], other[field]) else "≠"


def _shown(value: Any) -> str:
    if isinstance(value, list):
        names = (one["name"] if isinstance(one, dict) else one for one in value)
        return "; ".join(str(name) for name in names if name)
    return "" if value is None else str(value)


def decide(
    places: Places, *, by: str, at: datetime, names: tuple[str, str], words: str, note: str = ""
) -> Outlook:
    """
    Add a person's decision on two records to her log, and say what the next run will make of it.

    ``names`` are records or identifiers of works, ``words`` one of VERDICTS, read as «the first is …
    the second». Raises UserError where a name or the words are none, or both names lead to one record.
    """
    one, other = (joined.named(places.evidence, name) for name in names)
    if one.record == other.record:
        raise UserError(f"both lead to {one.record}: name two records; `synth trace` lists those of a work")
    verdict, relation = _verdict(words)
    decision = PairDecision(
        at=at.isoformat(timespec="milliseconds"),
        by=by,
        record=one.record,
        other=other.record,
        verdict=verdict,
        relation=relation,
        work=one.work,
        other_work=other.work,
        note=note,
    )
    log.append(places.decisions / "pairs", decision)
    return _outlook(places, decision)


def _verdict(words: str) -> tuple[PairVerdict, RelationKind | None]:
    relation = statements.kind_of(words)
    if relation:
        return PairVerdict.RELATED, relation
    spelt = words.strip().casefold()
    if spelt not in VERDICTS:
        raise UserError(f"{words!r} is no verdict on two records: write {', '.join(VERDICTS)}")
    return PairVerdict(spelt), None


def _outlook(places: Places, decision: PairDecision) -> Outlook:
    """Join what hangs together with the two records once more, as the next run will."""
    made = list(log.read(places.decisions / "pairs"))
    settings = reviews.read_review(places.review).dedup
    candidates = [candidate(row) for row in _together(places, made, decision.pair)]
    # Matched anew: the warehouse leaves out what only looked alike, and that keeps works apart.
    matched = matching.match(candidates, point=settings.point)
    stand = pairs.standing(deciding.found_again(made, candidates))
    decisions = [one.decision for one in stand.values()]
    joint = joining.join(candidates, matched, said=deciding.said(decisions))
    known = list(statements.found(matched, decisions))
    groups = grouping.group(
        candidates,
        joint.groups,
        links=statements.links(candidates, known, one_work=settings.one_work),
        apart=deciding.apart(decisions),
    )
    refused = [edge.refused for edge in joint.edges if edge.refused and edge.pair.rule == joining.SAID]
    return Outlook(
        decision=decision,
        works=tuple((group.work, group.records) for group in groups),
        remarks=(*map(pairs.told, pairs.contradictions(stand)), *refused, *_disputed(stand, decision)),
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


def _disputed(stand: Mapping[Names, Standing], decision: PairDecision) -> Iterator[str]:
    for made in stand[decision.pair].against if decision.pair in stand else ():
        words = made.relation.replace("_", " ") if made.relation else made.verdict.value
        yield f"{made.by} says {words}; the latest word holds until you agree"
