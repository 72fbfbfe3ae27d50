"""
What a refresh leaves as it was: python -m benchmarks.refresh CORPUS …

Topics are made of 95 of 100 works, then of all, five times with other works left out; beside it, the same
made from nothing and matched, as without memory. Then, where true topics are known: one is new, one is gone,
one that was thin gets many works; and ten refreshes one after another from 60 of 100 works, against topics
made from nothing at the end.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray
from sklearn.metrics import adjusted_mutual_info_score

from benchmarks import corpora
from benchmarks.corpora import Corpus
from synth.domain.reviews import Topics
from synth.maps import identity, layout, topics
from synth.maps.identity import Change
from synth.maps.topics import Found, Kept

SETTINGS = Topics()
PLANTED = 2  # true topics that are made to come, to go, and to grow
Places = NDArray[numpy.float64]


@dataclass(frozen=True, slots=True)
class Refresh:
    """What one refresh did: the share of works that kept their topic, the changes, the moves on the map."""

    kept: float
    anew: float  # the share where topics are made from nothing and matched
    changes: str
    moved: float
    number: int


def find(corpus: Corpus, inside: Collection[int], *, before: Kept | None = None) -> Found:
    """Find topics of some of the works."""
    chosen = sorted(inside)
    return topics.find(
        [corpus.works[place] for place in chosen],
        [corpus.texts[place] for place in chosen],
        least=SETTINGS.least,
        most=SETTINGS.most,
        seed=SETTINGS.seed,
        before=before,
    )


def main_of(found: Found) -> dict[str, int]:
    """Give the topic of each work by its place."""
    pairs = zip(found.works, found.main.tolist(), strict=True)
    return {work: topic for work, topic in pairs if topic >= 0}


def changes(found: Found) -> str:
    """Say what changed."""
    told = [one.change for one in found.drift]
    return ", ".join(f"{told.count(change)} {change}" for change in Change if change in told)


def staying(first: Found, later: Found) -> float:
    """Give the share of the works that had a topic, and are still here, that have the same id."""
    before, now, here = first.kept.main, later.kept.main, set(later.works)
    return float(numpy.mean([now.get(work) == topic for work, topic in before.items() if work in here]))


def moves(first: Found, later: Found) -> float:
    """Give the median way that the works of the first map went, in widths of it."""
    nowhere = numpy.full((len(first.works), 2), numpy.nan)
    begun = layout.place(layout.neighbours(first.axes), before=nowhere, seed=SETTINGS.seed)
    known = dict(zip(first.works, begun, strict=True))
    missing = numpy.array([numpy.nan, numpy.nan])
    before = numpy.array([known.get(work, missing) for work in later.works])
    after = layout.place(layout.neighbours(later.axes), before=before, seed=SETTINGS.seed)
    return float(numpy.nanmedian(numpy.linalg.norm(after - before, axis=1))) / layout.WIDTH


def refreshed(corpus: Corpus, seed: int, *, fresh: Found) -> Refresh:
    """Leave one work in twenty out, then add it; ``fresh`` are topics of all, made from nothing."""
    count = len(corpus.works)
    order = numpy.random.default_rng(seed).permutation(count)
    first = find(corpus, order[: round(count / 1.05)].tolist())
    later = find(corpus, range(count), before=first.kept)
    matched = identity.match(first.kept.main, main_of(fresh), prefix="t", used=first.kept.used)
    renamed = {work: matched.ids[place] for work, place in main_of(fresh).items()}
    anew = numpy.mean([renamed.get(work) == topic for work, topic in first.kept.main.items()])
    return Refresh(staying(first, later), float(anew), changes(later), moves(first, later), later.number)


def planted(corpus: Corpus, *, whole: Found) -> None:
    """Print what the drift says of a topic that comes, one that goes, and one that grows out of another."""
    true = corpus.true or {}
    names = sorted(set(true.values()))
    places = range(len(corpus.works))
    for name in names[:PLANTED]:
        rest = [place for place in places if true.get(corpus.works[place]) != name]
        first = find(corpus, rest)
        came = find(corpus, places, before=first.kept)
        gone = find(corpus, rest, before=whole.kept)
        few = [place for place in places if true.get(corpus.works[place]) == name][:8]
        thin = find(corpus, rest + few)
        split = find(corpus, places, before=thin.kept)
        for what, one, other in (
            ("comes", first, came),
            ("goes", whole, gone),
            ("grows from 8 works", thin, split),
        ):
            told = f"{staying(one, other):.3f} | | {changes(other)} | | {other.number}"
            print(f"| {corpus.name} | «{name}» {what} | {told} |", flush=True)


def lasting(corpus: Corpus, *, fresh: Found) -> None:
    """Print how far ten refreshes end from topics made from nothing."""
    count = len(corpus.works)
    order = numpy.random.default_rng(1).permutation(count).tolist()
    found = find(corpus, order[: round(0.6 * count)])
    stayed = []
    for step in range(1, 11):
        later = find(corpus, order[: round((0.6 + 0.04 * step) * count)], before=found.kept)
        stayed.append(staying(found, later))
        found = later
    for name, one in (("ten refreshes", found), ("from nothing", fresh)):
        known = [place for place, work in enumerate(one.works) if corpus.true and work in corpus.true]
        recovered = f"{_recovered(corpus, one, known):.3f}" if known else "–"
        kept = f"{min(stayed):.3f}" if one is found else ""
        told = f"recovered {recovered}, NPMI {numpy.mean(one.coherence):.3f}"
        print(f"| {corpus.name} | {name} | {kept} | | {told} | | {one.number} |", flush=True)


def _recovered(corpus: Corpus, found: Found, known: Sequence[int]) -> float:
    true = corpus.true or {}
    return float(
        adjusted_mutual_info_score([true[found.works[place]] for place in known], found.main[list(known)])
    )


def main(names: Sequence[str]) -> None:
    """Print the table."""
    print("| corpus | refresh | works that keep their topic | made anew | changes | median move | topics |")
    print("|---|---|---|---|---|---|---|")
    for name in names:
        corpus = corpora.read(name)
        fresh = find(corpus, range(len(corpus.works)))
        for seed in range(1, 6):
            one = refreshed(corpus, seed, fresh=fresh)
            print(
                f"| {corpus.name} | 5 % more, {seed} | {one.kept:.3f} | {one.anew:.3f} | {one.changes} "
                f"| {one.moved:.2%} | {one.number} |",
                flush=True,
            )
        if corpus.true:
            planted(corpus, whole=fresh)
        lasting(corpus, fresh=fresh)


if __name__ == "__main__":
    main(sys.argv[1:] or ["demo"])
