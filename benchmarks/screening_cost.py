"""
What ranking costs as a list grows: python -m benchmarks.screening_cost [SIZE …]

The labelled sets are pooled and repeated to each size; from the second time on, one word in five of a text
is another word of the pool and one in twenty a new one. A tenth of the works is decided, at most 5,000 of
them. Each size runs in a process of its own; its peak memory counts the texts themselves.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from itertools import count, islice
from threading import Thread

import numpy

from benchmarks.measuring import ROOT
from benchmarks.screening import SETS, topics
from synth.screening.ranker import Ranker
from synth.screening.texts import Text

SIZES = (1000, 10_000, 50_000, 200_000)
MOST = 5000
CARDS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds on the clock, processor seconds of the features, and peak memory in MiB, at one size."""

    works: int
    decided: int
    texts: float  # MiB at the peak before ranking begins
    features: float
    features_cpu: float
    first: float  # a fit from nothing: every relevant work is compared with all works
    refit: float  # a fit after a hundred more decisions: learning, scoring, ordering
    card: float  # to decide and have the next card, while a fit runs beside: 95 in 100 are no slower
    cards: int
    peak: float


def pool() -> tuple[list[Text], list[bool], str]:
    """Give the works of all sets, their labels, and all questions."""
    sets = topics(SETS).values()
    texts = [text for topic in sets for text in topic.labelled.texts]
    relevant = [label for topic in sets for label in topic.labelled.labels]
    order = numpy.random.default_rng(1).permutation(len(texts))
    question = "\n".join(topic.question for topic in sets)
    return [texts[place] for place in order], [relevant[place] for place in order], question


def grown(texts: list[Text], chance: numpy.random.Generator) -> Iterator[Text]:
    """Give the texts again and again, each time with other words in some places."""
    yield from texts
    words = [word for text in texts for word in text.abstract.split()]
    for turn in count(1):
        for text in texts:
            written = text.abstract.split()
            dice = chance.random(len(written))
            others = chance.integers(len(words), size=len(written))
            changed = (
                f"noise{others[place]}x{turn}" if die < 0.05 else words[others[place]] if die < 0.25 else word
                for place, (word, die) in enumerate(zip(written, dice, strict=True))
            )
            yield Text(title=text.title, abstract=" ".join(changed))


def timed(act: Callable[[], object]) -> float:
    """Give the seconds something takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def measure(works: int) -> Cost:
    """Rank so many works, here."""
    texts, relevant, question = pool()
    many = list(islice(grown(texts, numpy.random.default_rng(2)), works))
    labels = [relevant[place % len(relevant)] for place in range(works)]
    before = _peak()
    cpu, begun = time.process_time(), time.perf_counter()
    ranker = Ranker(many, question=question)
    features, features_cpu = time.perf_counter() - begun, time.process_time() - cpu
    decided = min(MOST, works // 10)
    for place in range(decided):
        ranker.decide(place, relevant=float(labels[place]))
    first = timed(ranker.refit)
    for place in range(decided, decided + 100):
        ranker.decide(place, relevant=float(labels[place]))
    refit = timed(ranker.refit)
    for place in range(decided + 100, decided + 200):
        ranker.decide(place, relevant=float(labels[place]))
    beside = Thread(target=ranker.refit)
    beside.start()
    cards: list[float] = []
    while len(cards) < CARDS or (beside.is_alive() and len(cards) < works // 2):
        place = ranker.next()[0]
        cards.append(timed(partial(_press, ranker, place, relevant=labels[place])))
    return Cost(
        works=works,
        decided=decided,
        texts=before,
        features=features,
        features_cpu=features_cpu,
        first=first,
        refit=refit,
        card=float(numpy.quantile(cards, 0.95)),
        cards=len(cards),
        peak=_peak(),
    )


def _press(ranker: Ranker, place: int, *, relevant: bool) -> None:
    ranker.decide(place, relevant=float(relevant))
    ranker.next()


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print a line for each size; with --here be the process that ranks."""
    words = sys.argv[1:]
    if words[:1] == ["--here"]:
        print(json.dumps(asdict(measure(int(words[1])))))
        return
    print(
        f"{'works':>8} {'decided':>8} {'features s':>11} {'CPU s':>7} {'first fit s':>12} {'refit s':>8} "
        f"{'card ms':>8} {'cards':>8} {'peak MiB':>9} {'texts':>6}"
    )
    for size in map(int, words or SIZES):
        child = [sys.executable, "-m", "benchmarks.screening_cost", "--here", str(size)]
        done = subprocess.run(child, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
        cost = Cost(**json.loads(done.stdout))
        print(
            f"{cost.works:>8} {cost.decided:>8} {cost.features:>11.2f} {cost.features_cpu:>7.2f} "
            f"{cost.first:>12.2f} {cost.refit:>8.2f} {1000 * cost.card:>8.2f} {cost.cards:>8} "
            f"{cost.peak:>9.0f} {cost.texts:>6.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
