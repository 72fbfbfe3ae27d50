"""Measure who cites whom: communities, main path, bursts, links between works, and places on the map."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from synth.demo import recovering
from synth.domain.reviews import Citations
from synth.domain.thesaurus import Entry
from synth.maps import (
    acyclic,
    apart,
    bursts,
    centrality,
    communities,
    coupling,
    identity,
    layout,
    mainpath,
    references,
    terms,
    thesaurus,
)
from synth.maps.apart import Label
from synth.maps.communities import Before, Communities
from synth.maps.coupling import Links
from synth.maps.references import Listed, Numbers, References
from synth.maps.terms import Text
from synth.paths import Places
from synth.stages import cited, metrics, period
from synth.stages.cited import COCITATION, COUPLING, GLOBAL, KEY_ROUTE, Cited, Floats, Named
from synth.stages.progress import counted
from synth.store import refreshes, reviews, tables
from synth.store.refreshes import NOTHING, Memory

log = logging.getLogger(__name__)

Row = Mapping[str, Any]

COLUMNS = ("work", "aliases", "references", "year", "title", "abstract", "keywords", "records")
TERMS = 10  # that set a community apart are kept


def run(places: Places) -> None:
    """Write what the citations say, and remember the communities and the places for the next refresh."""
    settings = reviews.read_review(places.review).citations
    day = period.read(places)
    rows = list(tables.read(places.table("works"), tables.WORKS, columns=COLUMNS))
    synonyms = reviews.read_thesaurus(places.thesaurus, thesaurus.faults)
    of = refreshes.print_of([asdict(settings), day, repr(synonyms), *rows])
    before = refreshes.last(_memory(places), of=of)
    found = measure(rows, settings, day=day, before=before, synonyms=synonyms)
    for name, told in cited.TABLES.items():
        tables.write(places.table(name), tables.TABLES[name], told(found))
    refreshes.keep(_memory(places), of=of, before=before, now=remembered(found, before))
    numbers = cited.numbers(found)
    log.info(
        "citations: of %d of %d works references are known; %d communities, %d steps of the main path",
        numbers["works_with_references"],
        numbers["works"],
        numbers["communities"],
        numbers["main_path"][GLOBAL],
    )
    metrics.write(places, "citations", {**numbers, **_truth(places, rows, found)})


def _memory(places: Places) -> Path:
    return places.state / "citations" / "last.json"


def measure(
    rows: Sequence[Row],
    settings: Citations,
    *,
    day: date | None,
    before: Memory = NOTHING,
    synonyms: Sequence[Entry] = (),
) -> Cited:
    """Measure the works of a corpus, seen on a day, after what the last refresh left."""
    known = references.resolve(_listed(row) for row in rows)
    rows = sorted(rows, key=lambda row: str(row["work"]))
    links = {
        COCITATION: coupling.cocitation(known, most=settings.links),
        COUPLING: coupling.coupling(known, most=settings.links),
    }
    log.info("citations: %d links between works", sum(map(len, links.values())))
    pivots = centrality.drawn(len(rows), pivots=settings.pivots, seed=settings.seed)
    arcs = acyclic.arcs(known)
    ways = mainpath.traverse(arcs)
    found = communities.find(
        known,
        seed=settings.seed,
        before=_divided(known.works, before),
        watched=partial(counted, what="citations: communities"),
    )
    here, past = _places(known, links, before, seed=settings.seed)
    return Cited(
        references=known,
        pagerank=centrality.pagerank(known.cites),
        betweenness=centrality.betweenness(
            centrality.undirected(known.cites),
            pivots,
            watched=partial(counted, what="citations: betweenness"),
        ),
        pivots=len(pivots),
        links=links,
        kept=settings.links,
        paths={GLOBAL: mainpath.global_path(arcs, ways), KEY_ROUTE: mainpath.key_routes(arcs, ways)},
        ways=ways.paths,
        dropped=len(arcs.dropped),
        communities=found,
        named=named(rows, found, before=before, day=day, synonyms=synonyms),
        bursts=bursts.bursts(known),
        places=here,
        before=past,
    )


def _divided(works: Sequence[str], before: Memory) -> Before | None:
    """Give how today's works were divided at the last refresh."""
    if before.resolution is None:
        return None
    number = {name: place for place, name in enumerate(sorted(set(before.communities.values())))}
    of = [number.get(before.communities.get(work, ""), -1) for work in works]
    return Before(resolution=before.resolution, of=np.array(of, dtype=np.int64))


def _listed(row: Row) -> Listed:
    return Listed(
        work=row["work"],
        aliases=row["aliases"] or (),
        references=row["references"] or (),
        year=row["year"],
        registered=[f"doi:{name[9:]}" for name in row["records"] or () if name.startswith("crossref/")],
    )


def named(
    rows: Sequence[Row],
    found: Communities,
    *,
    before: Memory,
    day: date | None,
    synonyms: Sequence[Entry] = (),
) -> list[Named]:
    """Give the communities their names: those of the last refresh, and labels in their works' own words."""
    numbers = {
        row["work"]: number for row, number in zip(rows, found.of.tolist(), strict=True) if number >= 0
    }
    today = day.isoformat() if day else None
    ids = identity.match(before.communities, numbers, prefix="c", used=before.used, digits=2).ids
    return [
        Named(
            community=ids[number],
            label=told.label or ids[number],
            terms=told.terms,
            since=before.since.get(ids[number], today),
        )
        for number, told in enumerate(_labels(rows, found.of, synonyms))
    ]


def _labels(rows: Sequence[Row], of: Numbers, synonyms: Sequence[Entry]) -> list[Label]:
    """Give what sets the works of each community apart from all others."""
    count = int(of.max(initial=-1)) + 1
    if not count:
        return []
    there = np.flatnonzero(of >= 0)
    membership = csr_array((np.ones(len(there)), (there, of[there])), shape=(len(of), count))
    counted = terms.count([Text.of(row) for row in rows], thesaurus=synonyms)
    return apart.labels(counted, membership, most=TERMS)


def _places(
    known: References, links: Mapping[str, Links], before: Memory, *, seed: int
) -> tuple[Floats, Floats]:
    """Give the works' places today and at the last refresh; nan: none."""
    near = _near(known, links[COUPLING])
    linked = np.flatnonzero(np.diff(near.indptr))
    nowhere = (np.nan, np.nan)
    past = np.array([before.places.get(work, nowhere) for work in known.works], dtype=np.float64)
    past = past.reshape(-1, 2)
    here = np.full_like(past, np.nan)
    here[linked] = layout.place(csr_array(near[linked][:, linked]), before=past[linked], seed=seed)
    return here, past


def _near(known: References, coupled: Links) -> csr_array:
    """Say how near works are: by citations, weighted as for the communities, and by what they both cite."""
    both = (np.concatenate([coupled.one, coupled.other]), np.concatenate([coupled.other, coupled.one]))
    strength = np.concatenate([coupled.strength, coupled.strength])
    count = len(known.works)
    near = csr_array(communities.weighted(known) + csr_array((strength, both), shape=(count, count)))
    near.sort_indices()
    return near


def remembered(found: Cited, before: Memory) -> Memory:
    """Give what the next refresh is to know: names and the days they are from, and places."""
    of = ((work, found.community(place)) for place, work in enumerate(found.works))
    ids = [one.community for one in found.named]
    placed = {row["work"]: (row["x"], row["y"]) for row in cited.placed(found)}
    chosen = found.communities.chosen
    return Memory(
        resolution=chosen.resolution if chosen else before.resolution,
        communities={work: community for work, community in of if community},
        since={one.community: one.since for one in found.named},
        used=tuple(sorted({*before.used, *ids})),
        places={**before.places, **placed},
    )


def _truth(places: Places, rows: Sequence[Row], found: Cited) -> dict[str, Any]:
    """Say how much of the truth was recovered, where it is known."""
    if not places.truth.exists():
        return {}
    records = {row["work"]: row["records"] for row in rows}
    of = {work: name for place, work in enumerate(found.works) if (name := found.community(place))}
    steps = [(found.works[step.cited], found.works[step.citing]) for step in found.paths[GLOBAL]]
    return {
        "truth": {
            "communities": recovering.of_groups(
                recovering.read_groups(places.truth, "community"), records, of
            ),
            "main_path": recovering.of_main_path(places.true_citations, places.truth, records, steps),
        }
    }
