"""Matching only what is new: the pairs of the last run stay where nothing they rest on has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from synth.dedup import matching
from synth.dedup.candidates import Candidate, turns
from synth.dedup.matching import Pair
from synth.domain.reviews import Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """
    What a run of matching found, and what it rests on.

    ``prints`` has a fingerprint for each record; equal ones mean that nothing which matching reads of
    the record has changed, and the code neither.
    """

    prints: Mapping[str, str]
    pairs: Sequence[Pair]


def match(candidates: Collection[Candidate], *, point: Point, code: str, last: Run | None = None) -> Run:
    """
    Match what is new or changed since the last run, and keep what is not; the same as matching all.

    ``code`` stands for the matcher itself: another one makes everything new.
    """
    prints = fingerprints(candidates, salt=f"{code}/{point}")
    known = last.prints if last else {}
    new = {record for record, fingerprint in prints.items() if known.get(record) != fingerprint}
    if len(new) == len(prints):
        return Run(prints=prints, pairs=_in_order(matching.match(candidates, point=point)))
    kept = [pair for pair in (last.pairs if last else ()) if _stands(pair, prints, new)]
    found = matching.match(candidates, point=point, new=new) if new else []
    return Run(prints=prints, pairs=_in_order([*kept, *found]))


def _stands(pair: Pair, prints: Mapping[str, str], new: Collection[str]) -> bool:
    return all(record in prints and record not in new for record in (pair.record, pair.other))


def _in_order(pairs: Iterable[Pair]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: (pair.record, pair.other, pair.rule, pair.value))


def fingerprints(candidates: Iterable[Candidate], *, salt: str) -> dict[str, str]:
    """
    Give each record's fingerprint: all that is said of two records follows from these two alone.

    Save in a crowd of records that say the same: there it follows from their turns, too.
    """
    ordered = sorted(candidates, key=lambda candidate: candidate.place)
    numbers = {record: turn.number for record, turn in turns(ordered).items()}
    return {
        candidate.record: _hashed(f"{salt}\0{numbers.get(candidate.record, '')}\0{candidate!r}")
        for candidate in ordered
    }


def _hashed(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()
