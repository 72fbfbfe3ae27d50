"""
From key press to next card while many screen: python -m benchmarks.room_load [SETS]

The labelled sets of the folder SETS are pooled and repeated with noise, as benchmarks/screening_cost.py does.
Reviewers in a process of their own decide by the labels at a human pace and at ten times it; the model learns
beside, as it does when a twentieth more is decided, and then once more after every single decision ("eager"),
so that it is learning most of the time. ASReview's own server, LAB, has the same works and one reviewer.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import numpy

from benchmarks import asreview_lab, pace, room, serving
from benchmarks.measuring import ROOT
from benchmarks.screening import SETS, topics
from benchmarks.screening_cost import grown
from benchmarks.serving import Served, Watched
from synth.cli.main import synth
from synth.screening.classifiers import CLASSIFIERS
from synth.screening.texts import Text

HUMAN = 10.0  # seconds from card to key press, on the average
PACES = (HUMAN, HUMAN / 10)
COLUMNS = (
    f"{'server':<10} {'people':>6} {'pace s':>6} {'presses':>7} {'p50 ms':>7} {'p95 ms':>7} {'p99 ms':>7} "
    f"{'most ms':>7} {'CPUs':>5} {'MiB':>6}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """What is screened: texts, whether each is relevant, and the question."""

    texts: Sequence[Text]
    labels: Sequence[bool]
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How much is asked: works decided before, people, and seconds at each pace."""

    decided: int
    people: int
    seconds: float


def works(sets: Path, count: int) -> Works:
    """Pool the sets and repeat them to so many works."""
    read = topics(sets).values()
    pooled = [pair for one in read for pair in zip(one.labelled.texts, one.labelled.labels, strict=True)]
    order = numpy.random.default_rng(1).permutation(len(pooled))
    texts = grown([pooled[place][0] for place in order], numpy.random.default_rng(2))
    labels = cycle(pooled[place][1] for place in order)
    question = "\n".join(one.question for one in read)
    return Works(texts=list(islice(texts, count)), labels=list(islice(labels, count)), question=question)


def ours(folder: Path, given: Works, load: Load, *, eager: bool = False) -> None:
    """Measure this project's site."""
    made = room.project(folder / "room", given.texts, question=given.question)
    room.decide(made, given.labels[: load.decided])
    links = [room.invite(made, f"reviewer-{number}") for number in range(load.people)]
    with _eager(made.folder) if eager else serving.synth(made.folder) as served:
        told = {"address": served.address, "links": links, "labels": given.labels}
        child = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.room_load", "--here"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

        def ask(*words: object) -> list[float]:
            assert child.stdin is not None and child.stdout is not None
            child.stdin.write(json.dumps(words) + "\n")
            child.stdin.flush()
            waited: list[float] = json.loads(child.stdout.readline())
            return waited

        with child:
            ask(told)
            measure("eager" if eager else "synth", served, load.people, lambda mean: ask(mean, load.seconds))
            assert child.stdin is not None
            child.stdin.close()


def _eager(folder: Path) -> Served:
    port = serving.free_port()
    command = [sys.executable, "-m", "benchmarks.room_load", "--eager", str(port)]
    return Served(command, folder=folder, port=port, environment={"PYTHONPATH": str(ROOT)})


def serve_eagerly(port: str) -> None:
    """Be the site, with models that are fitted again after every decision."""
    CLASSIFIERS.update({name: replace(one, growth=0.0) for name, one in CLASSIFIERS.items()})
    synth.main(["serve", "--port", port])


def press() -> None:
    """Be the reviewers: read who they are, then again and again a pace, and tell what they waited."""
    (told,) = json.loads(sys.stdin.readline())
    reviewers = [
        room.Reviewer(told["address"], welcome=link, labels=told["labels"]) for link in told["links"]
    ]
    print("[]", flush=True)
    for line in sys.stdin:
        mean, seconds = json.loads(line)
        waited = pace.waits([one.press for one in reviewers], mean=mean, seconds=seconds)
        print(json.dumps(waited), flush=True)


def peer(folder: Path, given: Works, load: Load) -> None:
    """Measure ASReview's own server with one reviewer."""
    file = folder / "set.csv"
    asreview_lab.write(file, given.texts)
    with asreview_lab.lab(folder) as served:
        one = asreview_lab.Reviewer(served.address, file=file, labels=given.labels, decided=load.decided)
        measure("ASReview", served, 1, lambda mean: pace.waits([one.press], mean=mean, seconds=load.seconds))


def measure(name: str, served: Served, people: int, run: Callable[[float], list[float]]) -> None:
    """Print a line for each pace."""
    for mean in PACES:
        with Watched(served.pid) as watched:
            waited = run(mean)
            used = watched.used()
        parts = 1000 * numpy.quantile(waited, (0.5, 0.95, 0.99, 1))
        print(
            f"{name:<10} {people:>6} {mean:>6.0f} {len(waited):>7} "
            + " ".join(f"{part:>7.1f}" for part in parts)
            + f" {used.cores:>5.2f} {used.most:>6.0f}",
            flush=True,
        )


SERVERS: dict[str, Callable[[Path, Works, Load], None]] = {
    "synth": ours,
    "eager": partial(ours, eager=True),
    "ASReview": peer,
}


def main() -> None:
    """Print a line for each server and pace."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="?", type=Path, default=SETS)
    parser.add_argument("--works", type=int, default=50_000)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--decided", type=int, default=1000, help="works decided before anybody comes")
    parser.add_argument("--minutes", type=float, default=3, help="at each pace")
    parser.add_argument("--only", choices=SERVERS)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--eager", help=argparse.SUPPRESS)
    words = parser.parse_args()
    if words.here:
        return press()
    if words.eager:
        return serve_eagerly(words.eager)
    given = works(words.sets, words.works)
    load = Load(decided=words.decided, people=words.people, seconds=60 * words.minutes)
    print(COLUMNS)
    for name, run in SERVERS.items():
        if words.only in (None, name):
            with tempfile.TemporaryDirectory(prefix="room-load-") as folder:
                run(Path(folder), given, load)


if __name__ == "__main__":
    main()
