"""Make topics, name them and lay them out; what was there keeps its topic and its place."""

from __future__ import annotations

import hashlib
import json
import logging
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy
from numpy.typing import NDArray
from scipy import sparse
from threadpoolctl import threadpool_limits
from tqdm import tqdm

from synth.demo import recovering
from synth.domain.reviews import Review, Scope, Topics
from synth.domain.thesaurus import Entry
from synth.maps import describing, drift, labels, layout, terms, thesaurus, topics
from synth.maps.counting import Matrix, Text
from synth.maps.topics import Found, Kept
from synth.maps.weighing import Vocabulary
from synth.paths import Places
from synth.stages import metrics, period
from synth.store import reviews, tables
from synth.store import topics as kept

log = logging.getLogger(__name__)

Row = Mapping[str, Any]
Numbers = NDArray[numpy.float64]

COLUMNS = ("work", "records", "title", "abstract", "keywords", "year")
TERMS = 12  # of a topic are shown
DIGITS = 6  # of what is written: what two machines differ by is beyond


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Today's topics with all that is told of them, one entry a topic, and where each work lies."""

    found: Found
    works: Sequence[Row]
    distinct: Sequence[Sequence[tuple[str, float]]]
    labels: Sequence[str]
    central: Sequence[Sequence[int]]
    since: Sequence[date | None]
    places: Numbers
    moved: Numbers


def run(places: Places) -> None:
    """Write the topics, whose they are, what became of them, how many were tried, and the map."""
    review, as_of = reviews.read_review(places.review), period.read(places)
    works = _scoped(places, review)
    synonyms = reviews.read_thesaurus(places.thesaurus, thesaurus.faults)
    made_from = _print(works, review.topics, synonyms)
    last = kept.read(places.state / "topics", made_from=made_from)
    with threadpool_limits(limits=1):  # two threads add up in another order
        named = _named(works, review.topics, synonyms, last=last, as_of=as_of)
    tables.write(places.table("topics"), tables.TABLES["topics"], _topics(named))
    tables.write(places.table("work_topics"), tables.TABLES["work_topics"], _work_topics(named.found))
    tables.write(places.table("topic_drift"), tables.TABLES["topic_drift"], _drift(named, last))
    tables.write(places.table("topic_numbers"), tables.TABLES["topic_numbers"], _numbers(named.found))
    tables.write(places.table("topic_places"), tables.TABLES["topic_places"], _places(named))
    _keep(places, named, last, made_from=made_from)
    metrics.write(places, "topics", _of_topics(places, named))
    _tell(named, last)


def _scoped(places: Places, review: Review) -> list[Row]:
    """Give the works that topics are made of, in the order of their names."""
    works: Iterator[Row] = tables.read(places.table("works"), tables.WORKS, columns=COLUMNS)
    if review.topics.scope is Scope.INCLUDED:
        inside = {row["work"] for row in tables.read(places.table("scoped"), tables.TABLES["scoped"])}
        works = (row for row in works if row["work"] in inside)
    return sorted(works, key=lambda row: str(row["work"]))


def _print(works: Sequence[Row], settings: Topics, synonyms: Sequence[Entry]) -> str:
    """Give what stands for all that topics are made of."""
    told = hashlib.sha256(repr((settings, synonyms)).encode())
    for row in works:
        line = [row[name] for name in ("work", "title", "abstract", "keywords", "year")]
        told.update(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace"))
    return told.hexdigest()


def _named(
    works: Sequence[Row],
    settings: Topics,
    synonyms: Sequence[Entry],
    *,
    last: kept.Kept,
    as_of: date | None,
) -> Named:
    """Find the topics, and all that is told of each."""
    with tqdm(desc="topics", unit=" numbers tried", disable=not sys.stderr.isatty(), leave=False) as bar:
        found = topics.find(
            [row["work"] for row in works],
            [Text.of(row) for row in works],
            least=settings.least,
            most=settings.most,
            seed=settings.seed,
            before=_known(last),
            thesaurus=synonyms,
            tell=lambda number: bar.update(),
        )
    distinct = terms.distinctive(found.terms, _membership(found), most=TERMS)
    central = describing.central(found.matrix, found.main, found.works, topics=len(found.topics))
    here, moved = _laid_out(found, last, seed=settings.seed)
    since = {row["topic"]: row["since"] for row in last.topics}
    return Named(
        found=found,
        works=works,
        distinct=distinct,
        labels=labels.labels(distinct),
        central=central,
        since=[since.get(topic) or last.since.get(topic) or as_of for topic in found.topics],
        places=here,
        moved=moved,
    )


def _known(last: kept.Kept) -> Kept:
    """Give what the last run found, as topics read it."""
    ordered = sorted((row for row in last.topics if row["place"] is not None), key=lambda row: row["place"])
    used = sorted((row for row in last.terms if row["place"] is not None), key=lambda row: row["place"])
    weights = numpy.zeros((len(ordered), len(used)))
    for row in last.weights:
        weights[row["topic"], row["term"]] = row["weight"]
    return Kept(
        topics=tuple(row["topic"] for row in ordered),
        weights=weights,
        vocabulary=Vocabulary(
            used=tuple(row["term"] for row in used),
            common=frozenset(row["term"] for row in last.terms if row["place"] is None),
        ),
        main={row["work"]: row["topic"] for row in last.works if row["topic"]},
        used=frozenset(row["topic"] for row in last.topics),
    )


def _membership(found: Found) -> Matrix:
    """Say which work is mainly of which topic, (n_works, n_topics)."""
    there = numpy.flatnonzero(found.main >= 0)
    members = numpy.zeros((len(found.works), len(found.topics)))
    members[there, found.main[there]] = 1
    return sparse.csr_array(members)


def _laid_out(found: Found, last: kept.Kept, *, seed: int) -> tuple[Numbers, Numbers]:
    """Give each work its place, near works like it, and how far that is from its last one."""
    known = {row["work"]: (row["x"], row["y"]) for row in last.works}
    nowhere = (numpy.nan, numpy.nan)
    before = numpy.array([known.get(work, nowhere) for work in found.works], dtype=float).reshape(-1, 2)
    near = layout.neighbours(found.axes)
    here = numpy.round(layout.place(near, before=before, seed=seed), DIGITS)
    moved: Numbers = numpy.linalg.norm(here - before, axis=1) / layout.WIDTH
    return here, moved


def _topics(named: Named) -> Iterator[Row]:
    """Give the topics as rows, the largest first."""
    found = named.found
    sizes = numpy.bincount(found.main[found.main >= 0], minlength=len(found.topics))
    order = sorted(range(len(found.topics)), key=lambda place: (-sizes[place], found.topics[place]))
    for number, place in enumerate(order, start=1):
        middle = numpy.median(named.places[found.main == place], axis=0)
        typical = [named.works[work] for work in named.central[place]]
        yield {
            "topic": found.topics[place],
            "place": number,
            "label": named.labels[place],
            "description": describing.sentence(named.distinct[place], typical, works=int(sizes[place])),
            "terms": [name for name, _ in named.distinct[place]],
            "weights": [round(weight, DIGITS) for _, weight in named.distinct[place]],
            "central": [row["work"] for row in typical],
            "works": int(sizes[place]),
            "coherence": round(found.coherence[place], DIGITS),
            "stability": round(found.stability[place], DIGITS),
            "since": named.since[place],
            "x": round(float(middle[0]), DIGITS),
            "y": round(float(middle[1]), DIGITS),
        }


def _work_topics(found: Found) -> Iterator[Row]:
    for work, topic in numpy.argwhere(found.belongs()).tolist():
        yield {
            "work": found.works[work],
            "topic": found.topics[topic],
            "weight": round(float(found.strengths[work, topic]), DIGITS),
            "main": bool(found.main[work] == topic),
        }


def _drift(named: Named, last: kept.Kept) -> Iterator[Row]:
    now = dict(zip(named.found.topics, named.labels, strict=True))
    before = {row["topic"]: row["label"] for row in last.topics}
    return drift.rows(named.found.drift, labels=now, before=before)


def _numbers(found: Found) -> Iterator[Row]:
    for one in found.tried:
        yield {
            "topics": one.topics,
            "stability": round(one.stability, DIGITS),
            "coherence": round(one.coherence, DIGITS),
            "chosen": one.topics == found.number,
        }


def _places(named: Named) -> Iterator[Row]:
    for work, (x, y), moved in zip(
        named.found.works, named.places.tolist(), named.moved.tolist(), strict=True
    ):
        far = None if numpy.isnan(moved) else round(moved, DIGITS)
        yield {"work": work, "x": x, "y": y, "moved": far}


def _keep(places: Places, named: Named, last: kept.Kept, *, made_from: str) -> None:
    """Keep for the next run what it is to know."""
    known = named.found.kept
    place_of = {topic: place for place, topic in enumerate(known.topics)}
    told = {row["topic"]: {**row, "place": None} for row in last.topics}
    for topic, label, since in zip(known.topics, named.labels, named.since, strict=True):
        told[topic] = {"topic": topic, "place": place_of[topic], "label": label, "since": since}
    seen: dict[str, int | None] = dict.fromkeys(sorted(known.vocabulary.common))
    seen.update((term, place) for place, term in enumerate(known.vocabulary.used))
    rows, columns = numpy.nonzero(known.weights)
    kept.write(
        places.state / "topics",
        made_from=made_from,
        topics=told.values(),
        terms=({"term": term, "place": place} for term, place in seen.items()),
        weights=(
            {"topic": row, "term": column, "weight": weight}
            for row, column, weight in zip(
                rows.tolist(), columns.tolist(), known.weights[rows, columns].tolist(), strict=True
            )
        ),
        works=(
            {"work": work, "topic": known.main.get(work), "x": x, "y": y}
            for work, (x, y) in zip(named.found.works, named.places.tolist(), strict=True)
        ),
    )


def _of_topics(places: Places, named: Named) -> dict[str, Any]:
    """Count topics and works, and say how much of the truth was found, and what stayed as it was."""
    found = named.found
    chosen = next((one for one in found.tried if one.topics == found.number), None)
    there = named.moved[~numpy.isnan(named.moved)]
    changes = [one.change for one in found.drift]
    numbers: dict[str, Any] = {
        "works": len(found.works),
        "works_with_topic": int((found.main >= 0).sum()),
        "topics": len(found.topics),
        "stability": round(chosen.stability, 4) if chosen else None,
        "coherence": round(float(numpy.mean(found.coherence)), 4) if found.coherence else None,
        "changes": {change.value: changes.count(change) for change in drift.CHANGES},
        "moved_median": round(float(numpy.median(there)), 4) if len(there) else None,
    }
    if places.truth.exists():
        truth = recovering.read_groups(places.truth, "topic")
        records = {row["work"]: row["records"] for row in named.works}
        main = zip(found.works, found.main.tolist(), strict=True)
        told = {work: found.topics[place] for work, place in main if place >= 0}
        numbers["truth"] = recovering.of_groups(truth, records, told)
    return numbers


def _tell(named: Named, last: kept.Kept) -> None:
    found = named.found
    without = int((found.main < 0).sum())
    log.info(
        "topics: %d works, %d topics, %d works without one", len(found.works), len(found.topics), without
    )
    for row in _drift(named, last):
        if row["change"] != "kept":
            log.info("topics: %s", row["words"])
