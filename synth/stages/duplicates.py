"""The pairs that need a person: to be listed, decided, and undone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from synth.dedup import evidence, statements
from synth.domain import identifiers, pairs
from synth.domain.identifiers import WorkId
from synth.domain.pairs import Contradiction, Names, PairDecision, PairVerdict, Standing
from synth.domain.records import SAYABLE, RelationKind
from synth.errors import UserError
from synth.paths import Places
from synth.stages import foresight
from synth.stages.beside import Line, side_by_side
from synth.store import joined
from synth.store import pairs as log

Row = Mapping[str, Any]

VERDICTS = ("same", "different", "withdraw", *(kind.replace("_", " ") for kind in SAYABLE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """
    Two records that a person should look at, and why.

    ``said`` is empty where nobody has decided; else it holds what stands, and what others say against it.
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
    """
    What the next run will make of a decision: the records of each work, and what cannot be followed.

    ``again``: this delivery had come before, and nothing was written.
    """

    decision: PairDecision
    works: tuple[tuple[WorkId, tuple[str, ...]], ...]
    remarks: tuple[str, ...]
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """
    What holds of a pair, and who says otherwise.

    ``mine``: the person who asks has a word to take back; ``key`` is that of her next one.
    """

    decision: PairDecision
    against: tuple[PairDecision, ...]
    mine: bool
    key: str


class Stale(UserError):
    """What was said here before says something else; ``standing`` is that, and nothing was written."""

    def __init__(self, standing: PairDecision) -> None:
        super().__init__(f"you said before: {told(standing)}; nothing was changed")
        self.standing = standing


def told(made: PairDecision) -> str:
    """Say a decision in words, between its two records."""
    return f"{made.record} {_word(made)} {made.other}"


def _word(made: PairDecision) -> str:
    return made.relation.replace("_", " ") if made.relation else made.verdict.value


def decided(made: Sequence[PairDecision], *, by: str) -> list[Decided]:
    """Give what stands of these decisions to a person who may take hers back, the latest first."""
    stand = pairs.standing(made).items()
    latest = sorted(stand, key=lambda item: datetime.fromisoformat(item[1].decision.at), reverse=True)
    return [
        Decided(
            decision=one.decision,
            against=one.against,
            mine=by in {word.by for word in (one.decision, *one.against)},
            key=ticket(made, by=by, names=names),
        )
        for names, one in latest
    ]


def ruled(rule: str) -> str:
    """Say in words what made two records worth comparing."""
    if rule in identifiers.KINDS:
        return f"the same {evidence.NAMES.get(rule, 'id')}"
    if rule in ("none", "person"):
        return "no field agrees" if rule == "none" else "people's word"
    *first, last = rule.split("+")
    return f"{', '.join(first)} and {last} agree" if first else f"{last} agrees"


def ticket(made: Iterable[PairDecision], *, by: str, names: Collection[str]) -> str:
    """
    Give the key under which a person's next word on these records is filed.

    It stays the same until she says something about them: two tabs and a double press carry one key.
    """
    said = sum(1 for one in made if one.by == by and set(names) <= set(one.pair))
    return _digest(by, *sorted(names), str(said))


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()[:16]


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
    asked = [
        _said_of((one.decision.record, one.decision.other), rows, (one.decision, *one.against))
        for one in disputed
        if rows.keys() >= set(one.decision.pair)
    ]
    asked += [_question(doubt, rows) for doubt in listed]
    return Queue(total=len(asked) + len(doubts) - len(listed), questions=tuple(asked[:most]))


def again(places: Places, names: Names) -> Question | None:
    """Give two records to be looked at once more, with what stands on them; None: they are not both here."""
    rows = joined.accounts(places.evidence, names)
    stand = standing(places).get((min(names), max(names)))
    said = (stand.decision, *stand.against) if stand else ()
    return _said_of(names, rows, said) if rows.keys() == set(names) else None


def _said_of(names: Names, rows: Mapping[str, Row], said: tuple[PairDecision, ...]) -> Question:
    record, other = names
    return Question(
        record=record,
        other=other,
        work=rows[record]["work"],
        other_work=rows[other]["work"],
        score=None,
        rule="person",
        reasons=(),
        pairs=1,
        said=said,
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


def decide(
    places: Places,
    *,
    by: str,
    at: datetime,
    names: tuple[str, str],
    words: str,
    note: str = "",
    key: str = "",
) -> Outlook:
    """
    Add a person's decision on two records to her log, and say what the next run will make of it.

    ``names`` are records or identifiers of works, ``words`` one of VERDICTS, read as «the first is …
    the second». Raises UserError where a name or the words are none, or both names lead to one record,
    and Stale where ``key`` was used before to say something else.
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
        key=key,
    )
    stands = log.append(places.decisions / "pairs", decision)
    if (stands.pair, stands.said) != (decision.pair, decision.said):
        raise Stale(stands)
    return _outlook(places, stands, again=stands is not decision)


def split(places: Places, *, by: str, at: datetime, record: str, note: str = "", key: str = "") -> Outlook:
    """
    Part a record from all those it was joined with, each by a decision of its own.

    Against one of them alone would not do: it would stay by way of the others. Raises UserError where
    nothing holds it.
    """
    held = joined.held(places.evidence, record)
    if not held:
        raise UserError(f"{record} is a work of its own: there is nothing to split it from")
    outlooks = [
        decide(
            places,
            by=by,
            at=at,
            names=(record, other),
            words=PairVerdict.DIFFERENT,
            note=note,
            key=key and _digest(key, other),
        )
        for other in held
    ]
    return outlooks[-1]


def _verdict(words: str) -> tuple[PairVerdict, RelationKind | None]:
    relation = statements.kind_of(words)
    if relation:
        return PairVerdict.RELATED, relation
    spelt = words.strip().casefold()
    if spelt not in VERDICTS:
        raise UserError(f"{words!r} is no verdict on two records: write {', '.join(VERDICTS)}")
    return PairVerdict(spelt), None


def _outlook(places: Places, decision: PairDecision, *, again: bool) -> Outlook:
    foreseen = foresight.foresee(places, decision.pair)
    disputed = _disputed(standing(places), decision)
    return Outlook(
        decision=decision, works=foreseen.works, remarks=(*foreseen.remarks, *disputed), again=again
    )


def _disputed(stand: Mapping[Names, Standing], decision: PairDecision) -> Iterator[str]:
    for made in stand[decision.pair].against if decision.pair in stand else ():
        yield f"{made.by} says {_word(made)}; the latest word holds until you agree"
