"""What the stage citations has found, as rows of its tables, as facts in words, and as numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from synth.maps import layout
from synth.maps.bursts import Burst
from synth.maps.communities import LEAST, Communities
from synth.maps.coupling import CROWD, Links
from synth.maps.mainpath import Step
from synth.maps.references import Numbers, References

Row = Mapping[str, Any]
Floats = NDArray[np.float64]

GLOBAL, KEY_ROUTE = "global", "key route"
COCITATION, COUPLING = "co-citation", "coupling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A community with its name: what sets it apart, and the day it was first seen on."""

    community: str
    label: str
    terms: Sequence[str]
    since: str | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Cited:
    """
    All that is known when the citations have been measured.

    ``named`` has the communities in the order of their numbers; ``places`` and ``before`` are (n_works, 2),
    nan where a work has no place; ``pivots`` counts the works betweenness was measured from, ``dropped`` the
    citations left out to open circles, ``ways`` all ways from the oldest works to the newest.
    """

    references: References
    pagerank: Floats
    betweenness: Floats
    pivots: int
    links: Mapping[str, Links]
    kept: int
    paths: Mapping[str, Sequence[Step]]
    ways: int
    dropped: int
    communities: Communities
    named: Sequence[Named]
    bursts: Sequence[Burst]
    places: Floats
    before: Floats

    @property
    def works(self) -> Sequence[str]:
        """The works, in the order of everything here."""
        return self.references.works

    def community(self, place: int) -> str | None:
        """Give the community of the work at a place."""
        number = int(self.communities.of[place])
        return self.named[number].community if number >= 0 else None


def measures(found: Cited) -> Iterator[Row]:
    """Give what the citations say of each work."""
    columns = (found.references.here, found.references.cited, found.pagerank, found.betweenness)
    rows = zip(found.works, *(column.tolist() for column in columns), strict=True)
    for place, (work, references, cited, pagerank, betweenness) in enumerate(rows):
        yield {
            "work": work,
            "references_here": references,
            "cited_here": cited,
            "pagerank": pagerank,
            "betweenness": betweenness,
            "community": found.community(place),
        }


def communities(found: Cited) -> Iterator[Row]:
    """Give the communities, the largest first."""
    of = found.communities.of
    sizes = np.bincount(of[of >= 0], minlength=len(found.named))
    for number, (one, inside) in enumerate(zip(found.named, inside_of(found.references, of), strict=True)):
        yield {
            "community": one.community,
            "place": number + 1,
            "label": one.label,
            "terms": list(one.terms),
            "works": int(sizes[number]),
            "inside": inside,
            "since": one.since,
        }


def inside_of(references: References, of: Numbers) -> list[float]:
    """Give of each community the share of its works' citations, made and received, that stay inside."""
    count = int(of.max(initial=-1)) + 1
    citing = np.repeat(of, references.here)
    cited = of[references.cites.indices]
    inside = np.bincount(citing[(citing == cited) & (citing >= 0)], minlength=count)
    ends = [np.bincount(end[end >= 0], minlength=count) for end in (citing, cited)]
    touching = ends[0] + ends[1] - inside
    shares: list[float] = (inside / np.maximum(touching, 1)).tolist()
    return shares


def links(found: Cited) -> Iterator[Row]:
    """Give the co-citations and the couplings."""
    for kind, some in found.links.items():
        columns = (some.one, some.other, some.shared, some.strength)
        for one, other, shared, strength in zip(*(column.tolist() for column in columns), strict=True):
            yield {
                "kind": kind,
                "one": found.works[one],
                "other": found.works[other],
                "shared": shared,
                "strength": strength,
            }


def main_path(found: Cited) -> Iterator[Row]:
    """Give the steps of the main paths."""
    for kind, steps in found.paths.items():
        for step in steps:
            yield {
                "kind": kind,
                "place": step.place,
                "cited": found.works[step.cited],
                "citing": found.works[step.citing],
                "traversals": str(step.traversals),
                "share": step.share,
            }


def bursts(found: Cited) -> Iterator[Row]:
    """Give the bursts."""
    for burst in found.bursts:
        yield {
            "work": found.works[burst.work],
            "first_year": burst.first_year,
            "last_year": burst.last_year,
            "strength": burst.strength,
            "citations": burst.citations,
        }


def placed(found: Cited) -> Iterator[Row]:
    """Give the places on the map of the works that have one, and how far they moved."""
    moved = np.hypot(*(found.places - found.before).T) / layout.WIDTH
    for work, (x, y), way in zip(found.works, found.places.tolist(), moved.tolist(), strict=True):
        if not np.isnan(x):
            yield {"work": work, "x": x, "y": y, "moved": None if np.isnan(way) else way}


def facts(found: Cited) -> Iterator[Row]:
    """Say what was estimated, chosen or left out."""
    for fact, (value, words) in _facts(found).items():
        yield {"fact": fact, "value": float(value), "words": words}


def _facts(found: Cited) -> dict[str, tuple[float, str]]:
    return {
        "works with references": _coverage(found.references),
        "betweenness": (found.pivots, _betweenness(found.pivots, len(found.works))),
        "links kept": _kept(found.kept),
        "crowds": _crowds(sum(one.crowds for one in found.links.values())),
        "works without a place": _unplaced(int(np.isnan(found.places[:, 0]).sum())),
        **_of_paths(found),
        **_of_communities(found.communities),
    }


def _coverage(references: References) -> tuple[float, str]:
    known, works = int(references.listing.sum()), len(references.works)
    return known, f"Of {known:,} of {works:,} works any reference is known."


def _betweenness(pivots: int, works: int) -> str:
    if pivots == works:
        return f"Betweenness is measured from all {works:,} works."
    return f"Betweenness is estimated, from {pivots:,} of {works:,} works drawn by chance."


def _kept(most: int) -> tuple[float, str]:
    return most, (
        f"Of each work the {most:,} strongest co-citations and couplings are kept, and those that are among"
        " the strongest of another."
    )


def _crowds(crowds: int) -> tuple[float, str]:
    return crowds, (
        f"{crowds:,} publications that more than {CROWD:,} works cite, or that cite so many, are not searched"
        " for links; they count where others make one."
    )


def _unplaced(works: int) -> tuple[float, str]:
    return works, (
        f"{works:,} works are not on the citation map: they share no citation and no reference with others."
    )


def _of_paths(found: Cited) -> dict[str, tuple[float, str]]:
    steps = len(found.paths[GLOBAL])
    ways = (
        f"{found.ways:,}" if found.ways < 10**12 else f"about 10 to the power of {len(str(found.ways)) - 1}"
    )
    return {
        "circles opened": (
            found.dropped,
            f"{found.dropped:,} citations between works that cite each other in circles are left out of the"
            " main path, those of younger works first.",
        ),
        "main path": (
            steps,
            f"The main path has {steps:,} steps; {ways} ways lead from the oldest works to the newest.",
        ),
    }


def _of_communities(found: Communities) -> dict[str, tuple[float, str]]:
    if found.chosen is None:
        return {"communities": (0, "No work here cites another: there are no communities.")}
    count = int(found.of.max(initial=-1)) + 1
    return {
        "communities": (
            count,
            f"{count:,} communities of at least {LEAST} works; {found.small:,} works are in smaller groups,"
            " which count as none.",
        ),
        "stability": (
            found.chosen.stability,
            "Without a tenth of the citations the communities come out alike to"
            f" {found.chosen.stability:.2f}, where 1 is the same (adjusted mutual information; resolution"
            f" {found.chosen.resolution:g}).",
        ),
        "modularity": (
            found.modularity,
            f"The modularity of the communities is {found.modularity:.2f}: 0 is chance, 1 all inside.",
        ),
    }


def numbers(found: Cited) -> dict[str, Any]:
    """Give the numbers worth seeing in a diff."""
    references, chosen = found.references, found.communities.chosen
    listed = int(references.here.sum() + references.identifiers.sum())
    return {
        "works": len(found.works),
        "works_with_references": int(references.listing.sum()),
        "references": listed,
        "references_here": int(references.here.sum()),
        "links": {kind: len(some) for kind, some in found.links.items()},
        "communities": len(found.named),
        "stability": chosen.stability if chosen else None,
        "modularity": round(found.communities.modularity, 4),
        "main_path": {kind: len(steps) for kind, steps in found.paths.items()},
        "circles_opened": found.dropped,
        "bursts": len(found.bursts),
        "works_placed": int((~np.isnan(found.places[:, 0])).sum()),
    }


TABLES: dict[str, Callable[[Cited], Iterator[Row]]] = {
    "citation_measures": measures,
    "communities": communities,
    "links": links,
    "main_path": main_path,
    "bursts": bursts,
    "citation_facts": facts,
    "citation_places": placed,
}
