"""
Groups of works keep their names from refresh to refresh, by the works they share.

Serves topics and communities alike. Today's groups are paired with those of the last run so that they share
as much as possible (the assignment problem); only works that are in both runs count, so that a group may
grow. What is left over has been split, merged, is new, or has vanished.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy
from scipy.optimize import linear_sum_assignment

SAME = 1 / 3  # of the works in either are in both: so they share half of what they hold on average
MOST = 0.5  # of a group's works: it came from there, or went there


class Change(StrEnum):
    """What became of a group since the last run."""

    KEPT = "kept"
    NEW = "new"
    SPLIT = "split"
    MERGED = "merged"
    VANISHED = "vanished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """
    What became of one group.

    ``group`` is its id; ``other`` the group it was split from or merged into, else "". ``works`` counts what
    it holds, today or, where it is gone, in the last run; ``shared`` those it has kept, or that came from or
    went to the other; ``before`` the works that were there in the last run (of a group that is gone: are
    here today).
    """

    change: Change
    group: str
    other: str = ""
    works: int
    shared: int
    before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """The id of each of today's groups by its number, and what became of all, if there was a last run."""

    ids: Mapping[int, str]
    drift: tuple[Drift, ...]


def match(
    before: Mapping[str, str],
    now: Mapping[str, int],
    *,
    prefix: str,
    used: Container[str],
    digits: int = 3,
) -> Matched:
    """
    Give today's groups their ids: that of the last run where it is the same group, else one never used.

    ``before`` has the group of each work in the last run, ``now`` today's as numbers; works in no group are
    in neither. ``used`` are all ids ever given.
    """
    old, groups = sorted(set(before.values())), sorted(set(now.values()))
    shared = Counter((before[work], number) for work, number in now.items() if work in before)
    ids = _paired(shared, old=old, groups=groups)
    taken = set(ids.values()) | set(old)
    fresh = iter(_unused(prefix, digits, used, taken))
    kept = dict(ids)
    for number in groups:
        if number not in ids:
            ids[number] = next(fresh)
    if not before:
        return Matched(ids=ids, drift=())
    sizes = Counter(now.values())
    drift = [
        *(_of_today(number, ids, kept, shared, works=sizes[number]) for number in groups),
        *_of_gone(old, ids, kept, shared, works=Counter(before.values())),
    ]
    return Matched(ids=ids, drift=tuple(drift))


def _paired(shared: Mapping[tuple[str, int], int], *, old: list[str], groups: list[int]) -> dict[int, str]:
    """Pair groups so that the works in both, of those in either, are the most in sum (Jaccard)."""
    both = numpy.array([[shared.get((one, other), 0) for other in groups] for one in old], dtype=float)
    if not both.size:
        return {}
    either = both.sum(axis=1)[:, None] + both.sum(axis=0)[None, :] - both
    alike = both / numpy.where(either > 0, either, 1)
    rows, columns = linear_sum_assignment(-alike)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return {groups[column]: old[row] for row, column in pairs if alike[row, column] >= SAME}


def _unused(prefix: str, digits: int, used: Container[str], taken: Container[str]) -> Iterable[str]:
    number = 0
    while True:
        number += 1
        name = f"{prefix}{number:0{digits}d}"
        if name not in used and name not in taken:
            yield name


def _of_today(
    number: int,
    ids: Mapping[int, str],
    kept: Mapping[int, str],
    shared: Mapping[tuple[str, int], int],
    *,
    works: int,
) -> Drift:
    """Say what a group of today is: kept, split from one that was kept, or new."""
    came = {one: count for (one, other), count in shared.items() if other == number}
    known = sum(came.values())
    if number in kept:
        return Drift(
            change=Change.KEPT, group=ids[number], works=works, shared=came[kept[number]], before=known
        )
    source, most = max(sorted(came.items()), key=lambda item: item[1], default=("", 0))
    if source in kept.values() and most >= MOST * known and known >= MOST * works:
        return Drift(
            change=Change.SPLIT, group=ids[number], other=source, works=works, shared=most, before=known
        )
    return Drift(change=Change.NEW, group=ids[number], works=works, shared=0, before=known)


def _of_gone(
    old: Iterable[str],
    ids: Mapping[int, str],
    kept: Mapping[int, str],
    shared: Mapping[tuple[str, int], int],
    *,
    works: Mapping[str, int],
) -> Iterable[Drift]:
    """Say what became of the groups that are there no more: merged into one of today's, or vanished."""
    for group in sorted(set(old) - set(kept.values())):
        went = {other: count for (one, other), count in shared.items() if one == group}
        known = sum(went.values())
        number, most = max(sorted(went.items()), key=lambda item: item[1], default=(-1, 0))
        merged = most > 0 and most >= MOST * known and known >= MOST * works[group]
        yield Drift(
            change=Change.MERGED if merged else Change.VANISHED,
            group=group,
            other=ids[number] if merged else "",
            works=works[group],
            shared=most if merged else 0,
            before=known,
        )
