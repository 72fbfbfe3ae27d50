"""
The main path: through which citations most ways lead from the oldest works to the newest.

Search path count (Hummon and Doreian 1989, doi:10.1016/0378-8733(89)90017-8; Batagelj 2003,
arXiv:cs/0309023): how many of the paths from all sources to all sinks go through an arc. The global main
path is the one whose arcs' counts add up to most; the key-route main path joins the best paths through each
of the arcs with the highest counts (Liu and Lu 2012, doi:10.1002/asi.21692). Counts are exact: they pass
what a float or 64 bits can hold, in a corpus of some thousand works already.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from heapq import nsmallest

from synth.maps.acyclic import Arc, Arcs

KEY_ROUTES = 10  # Liu and Lu show their examples with up to ten


@dataclass(frozen=True, slots=True, kw_only=True)
class Traversals:
    """
    How many paths from a source lead to each work, ``below``, and from each work to a sink, ``above``.

    ``paths`` is how many there are in all.
    """

    below: Sequence[int]
    above: Sequence[int]
    paths: int

    def through(self, arc: Arc) -> int:
        """Give the search path count of an arc."""
        cited, citing = arc
        return self.below[cited] * self.above[citing]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One arc of a main path: its place, from the oldest on, and how many of all paths go through it."""

    place: int
    cited: int
    citing: int
    traversals: int
    share: float


def traverse(arcs: Arcs) -> Traversals:
    """Count the paths, in one walk up and one down."""
    below = _paths(arcs.order, arcs.before)
    above = _paths(reversed(arcs.order), arcs.after)
    return Traversals(below=below, above=above, paths=sum(above[work] for work in arcs.sources))


def _paths(order: Iterable[int], towards: Sequence[Sequence[int]]) -> list[int]:
    count = [1] * len(towards)
    for work in order:
        if towards[work]:
            count[work] = sum(count[other] for other in towards[work])
    return count


def counts(arcs: Arcs, traversals: Traversals) -> dict[Arc, int]:
    """Give the search path count of every arc."""
    found = ((cited, citing) for cited, after in enumerate(arcs.after) for citing in after)
    return {arc: traversals.through(arc) for arc in found}


def global_path(arcs: Arcs, traversals: Traversals) -> list[Step]:
    """Give the main path; of several, the one whose work comes first by id where they first differ."""
    onwards = _onwards(arcs, traversals)
    starts = nsmallest(1, arcs.sources, key=lambda work: (-onwards[work], work))
    path = [arc for start in starts for arc in _up(start, arcs, traversals, onwards)]
    return _steps(path, arcs, traversals)


def key_routes(arcs: Arcs, traversals: Traversals, *, routes: int = KEY_ROUTES) -> list[Step]:
    """
    Give the key-route main path: the best path through each of the ``routes`` arcs with the highest counts.

    Ties go to the arc, and to the path, whose works come first by id.
    """
    found = counts(arcs, traversals)
    onwards, back = _onwards(arcs, traversals), _back(arcs, traversals)
    walked: set[Arc] = set()
    for cited, citing in nsmallest(routes, found, key=lambda arc: (-found[arc], arc)):
        walked.update(_to(cited, arcs, traversals, back))
        walked.add((cited, citing))
        walked.update(_up(citing, arcs, traversals, onwards))
    return _steps(walked, arcs, traversals)


def _onwards(arcs: Arcs, traversals: Traversals) -> list[int]:
    """Give the largest sum of counts on a path from each work to a sink."""
    best = [0] * len(arcs.after)
    for work in reversed(arcs.order):
        best[work] = max((traversals.through((work, to)) + best[to] for to in arcs.after[work]), default=0)
    return best


def _back(arcs: Arcs, traversals: Traversals) -> list[int]:
    """Give the largest sum of counts on a path from a source to each work."""
    best = [0] * len(arcs.after)
    for work in arcs.order:
        best[work] = max((traversals.through((by, work)) + best[by] for by in arcs.before[work]), default=0)
    return best


def _up(start: int, arcs: Arcs, traversals: Traversals, onwards: Sequence[int]) -> list[Arc]:
    """Walk the best path from a work to a sink, at each step to the first by id of the best."""
    path, work = [], start
    while arcs.after[work]:
        step = next(
            (work, to)
            for to in arcs.after[work]
            if traversals.through((work, to)) + onwards[to] == onwards[work]
        )
        path.append(step)
        work = step[1]
    return path


def _to(end: int, arcs: Arcs, traversals: Traversals, back: Sequence[int]) -> list[Arc]:
    """Walk the best path from a source to a work; of several, the first by id from the source on."""
    on = _leading(end, arcs, traversals, back)
    path, work = [], min(work for work in on if not arcs.before[work])
    while work != end:
        step = next(
            (work, to)
            for to in arcs.after[work]
            if to in on and back[work] + traversals.through((work, to)) == back[to]
        )
        path.append(step)
        work = step[1]
    return path


def _leading(end: int, arcs: Arcs, traversals: Traversals, back: Sequence[int]) -> Set[int]:
    """Give the works on all the best paths from a source to a work."""
    on, waiting = {end}, [end]
    for work in waiting:  # grows while it is walked
        for by in arcs.before[work]:
            if by not in on and back[by] + traversals.through((by, work)) == back[work]:
                on.add(by)
                waiting.append(by)
    return on


def _steps(path: Iterable[Arc], arcs: Arcs, traversals: Traversals) -> list[Step]:
    """Put arcs in order, each after all that lead to it."""
    chosen = set(path)
    place = _places(chosen, arcs)
    steps = [
        Step(
            place=place[cited],
            cited=cited,
            citing=citing,
            traversals=traversals.through((cited, citing)),
            share=traversals.through((cited, citing)) / traversals.paths,
        )
        for cited, citing in chosen
    ]
    return sorted(steps, key=lambda step: (step.place, step.cited, step.citing))


def _places(chosen: Set[Arc], arcs: Arcs) -> Mapping[int, int]:
    """Say for each work of these arcs how many steps lead to it at most, and one more."""
    on = {work for arc in chosen for work in arc}
    place = dict.fromkeys(on, 1)
    for work in arcs.order:
        if work in on:
            later = (place[by] + 1 for by in arcs.before[work] if (by, work) in chosen)
            place[work] = max(later, default=1)
    return place
