"""Join the records that are the same publication into works."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any
from zlib import crc32

import rapidfuzz

from synth import dedup, domain, store
from synth.dedup import blocking, deciding, increments, merging, statements, uniting
from synth.dedup.candidates import COLUMNS, Candidate, candidate, crowding
from synth.dedup.grouping import Group
from synth.dedup.increments import Run
from synth.dedup.matching import Outcome, Pair
from synth.dedup.quick import uncollected
from synth.dedup.statements import Statement
from synth.dedup.traits import Traits
from synth.dedup.uniting import United
from synth.domain import pairs
from synth.domain.pairs import PairDecision
from synth.domain.records import RelationKind
from synth.domain.reviews import Point
from synth.paths import Places
from synth.stages import metrics
from synth.stages.progress import counted
from synth.store import pairs as log_of_pairs
from synth.store import records, reviews, since, tables, works
from synth.store.since import Past, Row

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Records, and the pairs that have one of them."""

    candidates: Sequence[Candidate]
    pairs: Sequence[Pair]


def run(places: Places) -> None:
    """Write works and where each field is from, the pairs and what came of them, and the relations."""
    settings = reviews.read_review(places.review).dedup
    salt = f"{_code()}/{settings.point}/{sorted(settings.one_work)}"
    with since.opened(places.state, records=places.table("records"), salt=salt) as past:
        matched = _match(past, point=Point(settings.point))
        decisions = _decisions(places, past)
        past.touch({name for made in decisions for name in made.pair})
        found = matched if past.whole else _around(past)
        united = _united(places, past, found, decisions=decisions, one_work=settings.one_work)
        past.keep_pairs()
        _write_works(places, united.groups, rest=not past.whole)
        past.keep_prints()
        related = [_pair(row) for row in past.related()]
    _write_relations(places, list(statements.found(related, decisions)))
    numbers = metrics.of_merge(places)
    log.info("merge: %d records are %d works", numbers["records"], numbers["works"])
    metrics.write(places, "merge", numbers)


@uncollected()
def _match(past: Past, *, point: Point) -> Found:
    """Match what is new since the last run with what it may be compared with, and give all that was read."""
    prints: dict[str, str] = {}
    if past.whole:
        candidates = _candidates(past, "changed")
    else:
        prints = past.look([_read(one) for one in _candidates(past, "changed")])
        candidates = _candidates(past, "near")
    last = Run(prints=prints, pairs=())
    matched = increments.match(candidates, point=point, code=_code(), last=last)
    new = {record for record, print_ in matched.prints.items() if prints.get(record) != print_}
    told = ({**_read(one), "print": matched.prints[one.record]} for one in candidates)
    past.matched(prints=told, new=new, pairs=map(_row, matched.pairs))
    return Found(candidates=candidates, pairs=matched.pairs)


@uncollected()
def _around(past: Past) -> Found:
    """Give the records whose work may be another than in the last run, and their pairs."""
    return Found(candidates=_candidates(past, "touched"), pairs=[_pair(row) for row in past.pairs()])


def _candidates(past: Past, among: str) -> list[Candidate]:
    return [candidate(row) for row in past.records(among, COLUMNS)]


def _read(one: Candidate) -> dict[str, Any]:
    """Give what tells whom a record may be compared with, as checksums; those of a crowd have the same."""
    said = f"{one.title}\0{one.year}\0{one.venue}\0{one.volume}\0{one.pages}"
    return {
        "record": one.record,
        "crowd": _checksum(said) if crowding(one) else None,
        "keys": sorted(set(map(_checksum, blocking.keys(Traits(one))))),
    }


def _checksum(text: str) -> int:
    return crc32(text.encode("utf-8", "replace"))


def _united(
    places: Places,
    past: Past,
    found: Found,
    *,
    decisions: Sequence[PairDecision],
    one_work: Collection[RelationKind],
) -> United:
    """Give the records of each work that may have changed; write what came of each pair."""
    here = {one.record for one in found.candidates}
    inside = [pair for pair in found.pairs if pair.record in here and pair.other in here]
    united = uniting.unite(found.candidates, inside, decisions=decisions, one_work=one_work)
    beside = [
        Group(work=row["work"], aliases=tuple(row["aliases"]), records=tuple(row["records"]))
        for row in past.beside()
    ]
    told = deciding.rows(found.pairs, united.edges, decisions=decisions, groups=[*united.groups, *beside])
    past.tell(told, places.table("pairs"))
    return united


def _pair(row: Row) -> Pair:
    fields = {name: row[name] for name in since.PAIR}
    return Pair(**{**fields, "outcome": Outcome(row["outcome"]), "reasons": tuple(row["reasons"])})


def _row(pair: Pair) -> dict[str, Any]:
    return {name: getattr(pair, name) for name in since.PAIR}


def _code() -> str:
    """Give a hash of what matching and merging go by: other code may see another thing in like records."""
    files = (Path(folder).glob("*.py") for room in (dedup, domain, store) for folder in room.__path__)
    texts = (file.read_bytes() for file in sorted(chain.from_iterable(files)))
    return sha256(b"\0".join([rapidfuzz.__version__.encode(), *texts])).hexdigest()


def _decisions(places: Places, past: Past) -> list[PairDecision]:
    """Give what people's decisions on pairs come to today, and say where they contradict each other."""
    made = list(log_of_pairs.read(places.decisions / "pairs"))
    names = {name for one in made for name in one.pair}
    works = {work for one in made for work in (one.work, one.other_work) if work}
    rows = past.naming(records=names, works=works, columns=COLUMNS) if made else ()
    again = deciding.found_again(made, map(candidate, rows))
    if len(again) < len(made):
        log.warning(
            "merge: %d decisions on pairs whose records are not here now; kept", len(made) - len(again)
        )
    stand = pairs.standing(again)
    for one in pairs.contradictions(stand):
        log.warning("merge: %s; `synth duplicates --decided` shows them", pairs.told(one))
    return [one.decision for one in stand.values()]


def _write_works(places: Places, groups: Sequence[Group], *, rest: bool) -> None:
    """Choose the accounts of the works that are new or changed; the others are as they were."""
    code = _code()
    known = (works.Group(work=one.work, records=one.records, print=_print(one, code)) for one in groups)
    kept = places.state / "works.parquet"
    with works.collect(records=places.table("records"), groups=known, kept=kept, rest=rest) as accounts:
        anew = {number: groups[number] for number in accounts.changed}
        merged = merging.merge_rows(anew, accounts.rows())
        for number, work in counted(merged, what="merge", total=len(anew)):
            accounts.add(number, work)


def _print(group: Group, code: str) -> str:
    rests_on = repr((group.aliases, group.records, sorted(group.beside), code))
    return sha256(rests_on.encode("utf-8", "replace")).hexdigest()[:16]


def _write_relations(places: Places, found: Sequence[Statement]) -> None:
    """Write what matching found and people said with what each source states."""
    rows = records.linked(places.table("records"))
    stated = chain.from_iterable(map(statements.stated, rows))
    tables.write(places.table("relations"), tables.RELATIONS, map(asdict, chain(stated, found)))
