"""Matching only what is new: the pairs of the last run stay where nothing they rest on has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from synth.dedup import matching
from synth.dedup.candidates import Candidate
from synth.dedup.matching import Pair, Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """
    What a run of matching found, and what it rests on.

    ``prints`` has a fingerprint for each record; equal ones mean that nothing which matching reads of
    the record, and of those with which it shares an identifier, has changed, and the code neither.
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
    Give each record's fingerprint.

    Those that carry one identifier are seen together: whether it is a whole supplement's, and so no
    evidence, follows from all of them.
    """
    own: dict[str, bytes] = {}
    carried: dict[str, list[bytes]] = {}
    ids: dict[str, tuple[str, ...]] = {}
    for candidate in candidates:
        print_ = _hashed(salt.encode(), repr(candidate).encode("utf-8", "replace"))
        own[candidate.record] = print_
        ids[candidate.record] = tuple(candidate.ids)
        for identifier in ids[candidate.record]:
            carried.setdefault(identifier, []).append(print_)
    shared = {name: _hashed(*sorted(prints)) for name, prints in carried.items() if len(prints) > 1}
    return {
        record: _hashed(print_, *(shared[name] for name in ids[record] if name in shared)).hex()
        for record, print_ in own.items()
    }


def _hashed(*parts: bytes) -> bytes:
    return hashlib.blake2b(b"\0".join(parts), digest_size=8).digest()
