"""
The engine beside ASReview's default model on labelled reviews: python -m benchmarks.screening

Both read every set with two works known beforehand (three seeds) and with none; positions are counted
without those. ASReview runs in an environment of its own (benchmarks/peers.py). --sets names another folder
of sets with its topics.json, --no-question leaves the questions out, --model takes another model, and
--kept FILE keeps ASReview's readings, which take minutes, for the next time.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import asreview
from benchmarks.asreview import ONE_THREAD, Reading
from benchmarks.measuring import ROOT
from synth.screening import metrics
from synth.screening.classifiers import CLASSIFIERS, DEFAULT
from synth.screening.simulation import simulate
from synth.stages import labels
from synth.stages.labels import LabelledSet

SETS = ROOT.parent / "shared" / "bench" / "screening"
PROTOCOLS = (("warm", 1), ("warm", 2), ("warm", 3), ("cold", 1))
KINDS = ("warm", "cold")
GUARD = 0.02  # no set's loss may be more than this above ASReview's
_OURS = "written by us"  # the origin of a question that was not published

Readings = Mapping[tuple[str, str, int], Reading]
Measure = Callable[[Sequence[bool]], float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A labelled set with its question, and whether its criteria are published ones."""

    labelled: LabelledSet
    question: str
    published: bool


def topics(folder: Path) -> dict[str, Topic]:
    """Read all sets of a folder, by name."""
    files = sorted(folder.glob("*.csv.gz"))
    questions, _ = labels.questions(str(folder / "topics.json"), files)
    origins = json.loads((folder / "topics.json").read_text(encoding="utf-8"))
    return {
        name: Topic(
            labelled=labels.read(file),
            question=questions.get(str(file), ""),
            published=name in origins and _OURS not in origins[name].get("origin", ""),
        )
        for name, file in ((labels.topic(file), file) for file in files)
    }


def ours(sets: Mapping[str, Topic], *, model: str, asks: bool) -> Iterator[Reading]:
    """Read every set by our engine."""
    for name, topic in sets.items():
        for protocol, seed in PROTOCOLS:
            begun = time.process_time()
            run = simulate(
                topic.labelled.texts,
                topic.labelled.labels,
                protocol="warm" if protocol == "warm" else "cold",
                question=topic.question if asks else "",
                model=model,
                seed=seed,
            )
            cpu = time.process_time() - begun
            yield Reading(name=name, protocol=protocol, seed=seed, order=run.order, cpu=cpu)


def theirs(folder: Path, kept: Path | None) -> tuple[str, list[Reading]]:
    """Read every set by ASReview, or take what was kept of that."""
    if kept and kept.exists():
        said = json.loads(kept.read_text(encoding="utf-8"))
        return said["peer"], [Reading(**{**one, "order": tuple(one["order"])}) for one in said["readings"]]
    peer, readings = "", []
    for one in asreview.readings(sorted(folder.glob("*.csv.gz")), PROTOCOLS):
        if isinstance(one, str):
            peer = one
        else:
            readings.append(one)
    if kept:
        said = {"peer": peer, "readings": [asdict(one) for one in readings]}
        kept.write_text(json.dumps(said), encoding="utf-8")
    return peer, readings


def found(topic: Topic, reading: Reading) -> list[bool]:
    """Give whether each work read was relevant; what stayed unread after the last relevant one follows."""
    read = [topic.labelled.labels[place] for place in reading.order]
    prior = 2 if reading.protocol == "warm" else 0
    return read + [False] * (len(topic.labelled.labels) - prior - len(read))


def mean(sets: Mapping[str, Topic], readings: Readings, *, name: str, kind: str, measure: Measure) -> float:
    """Give a measure's mean over the seeds of one set under one protocol."""
    values = (
        measure(found(sets[name], readings[name, kind, seed])) for way, seed in PROTOCOLS if way == kind
    )
    return statistics.fmean(value for value in values if value is not None)


def by_set(sets: Mapping[str, Topic], engine: Readings, peer: Readings) -> Iterator[str]:
    """Give the lines of the table of sets: loss and WSS@95 by the engine and by ASReview."""
    yield f"{'set':<30} {'works':>6} {'rel.':>5}" + "".join(
        f" | {kind + ': loss':>10} {'ASReview':>8} {'more':>7} {'WSS@95':>7} {'ASReview':>8}"
        for kind in KINDS
    )
    for name, topic in sets.items():
        line = f"{name:<30} {len(topic.labelled.labels):>6} {sum(topic.labelled.labels):>5}"
        for kind in KINDS:
            loss, other = (
                mean(sets, readings, name=name, kind=kind, measure=metrics.loss)
                for readings in (engine, peer)
            )
            saved, less = (
                mean(sets, readings, name=name, kind=kind, measure=metrics.work_saved)
                for readings in (engine, peer)
            )
            mark = "!" if loss - other > GUARD else " "
            line += f" | {loss:>10.4f} {other:>8.4f} {loss - other:>+6.3f}{mark} {saved:>7.3f} {less:>8.3f}"
        yield line


def groups(sets: Mapping[str, Topic]) -> dict[str, list[str]]:
    """Give the groups that means are taken over."""
    published = [name for name, topic in sets.items() if topic.published]
    fewest = min(sets, key=lambda name: sum(sets[name].labelled.labels))
    return {
        "all": list(sets),
        f"all but {fewest}": [name for name in sets if name != fewest],
        "published criteria": published,
        "one line": [name for name in sets if name not in published],
    }


MEASURES: dict[str, Measure] = {
    "loss": metrics.loss,
    "WSS@95": metrics.work_saved,
    "ATD": metrics.discovery_time,
    "recall@10": lambda order: metrics.recall_at(order, share=0.1),
    "recall@20": lambda order: metrics.recall_at(order, share=0.2),
}


def by_group(sets: Mapping[str, Topic], engine: Readings, peer: Readings) -> Iterator[str]:
    """Give the lines of the table of means, in which every set weighs the same."""
    yield f"{'mean of':<30} {'start':>5} {'sets':>4} {'loss':>9}" + "".join(
        f" | {name + ': engine':>17} {'ASReview':>8}" for name in MEASURES
    )
    for group, names in groups(sets).items():
        for kind in KINDS if names else ():
            values = [
                [
                    statistics.fmean(
                        mean(sets, readings, name=name, kind=kind, measure=measure) for name in names
                    )
                    for readings in (engine, peer)
                ]
                for measure in MEASURES.values()
            ]
            change = 100 * (values[0][0] / values[0][1] - 1)
            yield f"{group:<30} {kind:>5} {len(names):>4} {change:>+7.1f} %" + "".join(
                f" | {one:>17.4f} {other:>8.4f}" for one, other in values
            )


def by_abstract(sets: Mapping[str, Topic], engine: Readings, peer: Readings) -> Iterator[str]:
    """Say after what share of the reading relevant works are found, with an abstract and without."""
    for bare in (False, True):
        words = "without an abstract" if bare else "with an abstract"
        for kind in KINDS:
            shares = [list(_shares(sets, readings, kind=kind, bare=bare)) for readings in (engine, peer)]
            if shares[0]:
                yield (
                    f"relevant works {words}, {kind}: found after {statistics.fmean(shares[0]):.1%} of the "
                    f"reading, by ASReview after {statistics.fmean(shares[1]):.1%} ({len(shares[0])} finds)"
                )


def _shares(sets: Mapping[str, Topic], readings: Readings, *, kind: str, bare: bool) -> Iterator[float]:
    for (name, way, _), reading in readings.items():
        given = sets[name].labelled
        for number, place in enumerate(reading.order, start=1):
            if way == kind and given.labels[place] and bare != bool(given.texts[place].abstract.strip()):
                yield number / len(given.labels)


def cost(engine: Readings, peer: Readings) -> str:
    """Say what all readings cost."""
    one, other = (sum(reading.cpu for reading in readings.values()) for readings in (engine, peer))
    ratios = sorted(peer[key].cpu / engine[key].cpu for key in engine)
    return (
        f"processor seconds, features included, {len(engine)} readings: {one:.1f}, ASReview {other:.1f}: "
        f"{other / one:.1f} times less (a reading {ratios[0]:.1f} to {ratios[-1]:.1f}, "
        f"median {statistics.median(ratios):.1f})"
    )


def main() -> None:
    """Read all sets twice and print the tables."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("--sets", type=Path, default=SETS)
    words.add_argument("--model", choices=list(CLASSIFIERS), default=DEFAULT)
    words.add_argument("--no-question", action="store_true")
    words.add_argument("--kept", type=Path)
    given = words.parse_args()
    sets = topics(given.sets)
    peer, readings = theirs(given.sets, given.kept)
    compared = _keyed(readings)
    engine = _keyed(ours(sets, model=given.model, asks=not given.no_question))
    print(f"{given.model}{', no question' if given.no_question else ''}, beside {peer}\n")
    for lines in (by_set, by_group, by_abstract):
        print(*lines(sets, engine, compared), sep="\n", end="\n\n")
    print(cost(engine, compared))


def _keyed(readings: Iterator[Reading] | Sequence[Reading]) -> dict[tuple[str, str, int], Reading]:
    return {(one.name, one.protocol, one.seed): one for one in readings}


if __name__ == "__main__":
    os.environ.update(ONE_THREAD)
    main()
