"""Join the records that are the same publication into works."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256
from itertools import chain
from pathlib import Path

import rapidfuzz

from synth import dedup, domain, store
from synth.dedup import deciding, increments, merging, statements, uniting
from synth.dedup.candidates import COLUMNS, Candidate, candidate
from synth.dedup.grouping import Group
from synth.dedup.increments import Run
from synth.dedup.matching import Outcome, Pair
from synth.dedup.statements import Statement
from synth.dedup.uniting import United
from synth.domain import pairs
from synth.domain.pairs import PairDecision
from synth.domain.reviews import Dedup, Point
from synth.paths import Places
from synth.stages import metrics
from synth.stages.progress import counted
from synth.store import pairs as log_of_pairs
from synth.store import reviews, state, tables, works

log = logging.getLogger(__name__)


def run(places: Places) -> None:
    """Write works and where each field is from, the pairs and what came of them, and the relations."""
    settings = reviews.read_review(places.review).dedup
    united = _united(places, settings)
    _write_works(places, united.groups)
    records = sum(len(group.records) for group in united.groups)
    log.info("merge: %d records are %d works", records, len(united.groups))
    _write_relations(places, united.statements)
    metrics.write(places, "merge", metrics.of_merge(places))


def _united(places: Places, settings: Dedup) -> United:
    """Give the records of each work and the relations between records, and write what came of each pair."""
    rows = tables.read(places.table("records"), tables.RECORDS, columns=COLUMNS)
    candidates = [candidate(row) for row in rows]
    matched = _matched(places.state, candidates, point=Point(settings.point))
    decisions = _decisions(places, candidates)
    united = uniting.unite(candidates, matched, decisions=decisions, one_work=settings.one_work)
    told = deciding.rows(matched, united.edges, decisions=decisions, groups=united.groups)
    tables.write(places.table("pairs"), tables.PAIRS, told)
    return united


def _matched(folder: Path, candidates: Sequence[Candidate], *, point: Point) -> Sequence[Pair]:
    """Match what is new since the last run, and keep what was found for the next."""
    kept = state.read(folder)
    # What other code left may have outcomes this one does not know.
    known = kept and all(row["outcome"] in set(Outcome) for row in kept[1])
    last = Run(prints=kept[0], pairs=[_pair(row) for row in kept[1]]) if kept and known else None
    matched = increments.match(candidates, point=point, code=_code(), last=last)
    state.write(folder, prints=matched.prints, pairs=map(_row, matched.pairs))
    return matched.pairs


def _pair(row: state.Row) -> Pair:
    return Pair(**{**row, "outcome": Outcome(row["outcome"]), "reasons": tuple(row["reasons"])})


def _row(pair: Pair) -> state.Row:
    return {name: getattr(pair, name) for name in state.PAIR}


def _code() -> str:
    """Give a hash of what matching and merging go by: other code may see another thing in like records."""
    files = (Path(folder).glob("*.py") for room in (dedup, domain, store) for folder in room.__path__)
    texts = (file.read_bytes() for file in sorted(chain.from_iterable(files)))
    return sha256(b"\0".join([rapidfuzz.__version__.encode(), *texts])).hexdigest()


def _decisions(places: Places, candidates: Sequence[Candidate]) -> list[PairDecision]:
    """Give what people's decisions on pairs come to today, and say where they contradict each other."""
    made = list(log_of_pairs.read(places.decisions / "pairs"))
    again = deciding.found_again(made, candidates)
    if len(again) < len(made):
        log.warning(
            "merge: %d decisions on pairs whose records are not here now; kept", len(made) - len(again)
        )
    stand = pairs.standing(again)
    for one in pairs.contradictions(stand):
        log.warning("merge: %s; `synth duplicates --decided` shows them", pairs.told(one))
    return [one.decision for one in stand.values()]


def _write_works(places: Places, groups: Sequence[Group]) -> None:
    """Choose the accounts of the works that are new or changed; the others are as they were."""
    code = _code()
    known = (works.Group(work=one.work, records=one.records, print=_print(one, code)) for one in groups)
    kept = places.state / "works.parquet"
    with works.collect(records=places.table("records"), groups=known, kept=kept) as accounts:
        anew = {number: groups[number] for number in accounts.changed}
        merged = merging.merge_rows(anew, accounts.rows())
        for number, work in counted(merged, what="merge", total=len(anew)):
            accounts.add(number, work)


def _print(group: Group, code: str) -> str:
    rests_on = repr((group.aliases, group.records, sorted(group.beside), code))
    return sha256(rests_on.encode("utf-8", "replace")).hexdigest()[:16]


def _write_relations(places: Places, found: Sequence[Statement]) -> None:
    """Write what matching found and people said with what each source states."""
    rows = tables.read(
        places.table("records"),
        tables.RECORDS,
        columns=("record", "source", "type", "status", "relations"),
    )
    stated = chain.from_iterable(map(statements.stated, rows))
    tables.write(places.table("relations"), tables.RELATIONS, map(asdict, chain(stated, found)))
