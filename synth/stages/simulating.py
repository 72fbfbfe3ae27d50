"""Screen labelled files again: files and questions in, one run for each file, protocol and seed out."""

from __future__ import annotations

import logging
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from synth.drawing import curves
from synth.drawing.curves import Curve
from synth.drawing.figures import Figure
from synth.errors import UserError
from synth.screening import metrics
from synth.screening.classifiers import CLASSIFIERS
from synth.screening.simulation import Protocol, simulate
from synth.stages import parallel
from synth.stages.labels import LabelledSet, topic

log = logging.getLogger(__name__)

DIGITS = 6  # of a measure; more would say nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One simulation to be made; all that a process of its own needs."""

    labelled: LabelledSet
    question: str
    protocol: Protocol
    seed: int
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """
    One simulation made.

    ``known`` works were known beforehand; ``n`` were read, ``relevant`` of them at ``positions``,
    counted from 1. ``cpu_s`` are the processor's seconds, from texts to the end.
    """

    file: str
    protocol: str
    seed: int
    model: str
    known: int
    n: int
    relevant: int
    measures: Mapping[str, float | None]
    fits: int
    cpu_s: float
    positions: tuple[int, ...]

    def row(self) -> dict[str, Any]:
        """Give the outcome under the names of ``synth simulate --json``."""
        return {
            "file": self.file,
            "protocol": self.protocol,
            "seed": self.seed,
            "model": self.model,
            "known": self.known,
            "n": self.n,
            "relevant": self.relevant,
            **{name: _rounded(value) for name, value in self.measures.items()},
            "fits": self.fits,
            "cpu_s": round(self.cpu_s, 3),
            "positions": list(self.positions),
        }


def tasks(
    sets: Iterable[LabelledSet],
    *,
    questions: Mapping[str, str],
    protocols: Sequence[Protocol],
    seeds: Sequence[int],
    model: str,
) -> list[Task]:
    """
    Give every simulation asked for; ``questions`` by the files' names as they were given.

    Raises UserError for a model that is not in CLASSIFIERS.
    """
    if model not in CLASSIFIERS:
        raise UserError(f"--model: {model!r} is none of {', '.join(CLASSIFIERS)}")
    return [
        Task(
            labelled=labelled,
            question=questions.get(labelled.file, ""),
            protocol=protocol,
            seed=seed,
            model=model,
        )
        for labelled in sets
        for protocol in dict.fromkeys(protocols)
        for seed in dict.fromkeys(seeds)
    ]


def run(task: Task) -> Outcome:
    """Make one simulation."""
    labelled = task.labelled
    begun = time.process_time()
    made = simulate(
        labelled.texts,
        labelled.labels,
        protocol=task.protocol,
        question=task.question,
        model=task.model,
        seed=task.seed,
    )
    cpu = time.process_time() - begun
    positions = tuple(metrics.positions(made.relevant))
    return Outcome(
        file=labelled.file,
        protocol=task.protocol,
        seed=task.seed,
        model=task.model,
        known=len(labelled.texts) - len(made.order),
        n=len(made.order),
        relevant=len(positions),
        measures=metrics.measures(made.relevant),
        fits=made.fits,
        cpu_s=cpu,
        positions=positions,
    )


def each(waiting: Sequence[Task], *, processes: int) -> Iterator[Outcome]:
    """Make all simulations, in processes side by side; give them in the order asked for."""
    level = logging.DEBUG if sys.stderr.isatty() else logging.INFO  # a bar tells it there
    results = parallel.each(run, waiting, processes=processes, what="simulate")
    for number, outcome in enumerate(results, start=1):
        loss = outcome.measures["loss"]
        log.log(
            level,
            "simulate: %s, %s, seed %d: %s, %.1f s (%d of %d)",
            outcome.file,
            outcome.protocol,
            outcome.seed,
            "nothing to find" if loss is None else f"loss {loss:.4f}",
            outcome.cpu_s,
            number,
            len(waiting),
        )
        yield outcome


def means(outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """Give a row for each protocol: the mean over files of the mean over a file's runs."""
    rows = []
    for protocol in dict.fromkeys(outcome.protocol for outcome in outcomes):
        files: dict[str, list[dict[str, Any]]] = {}
        for outcome in outcomes:
            if outcome.protocol == protocol:
                files.setdefault(outcome.file, []).append(outcome.row())
        measured = {
            name: _mean(_mean(row[name] for row in runs) for runs in files.values())
            for name in (*outcomes[0].measures, "cpu_s")
        }
        rows.append({"file": f"mean of {len(files)}", "protocol": protocol, **measured})
    return rows


def figure(outcomes: Sequence[Outcome]) -> Figure:
    """Give the recall curves of all runs, one panel a file."""
    files: dict[str, list[Curve]] = {}
    for outcome in outcomes:
        curve = Curve(
            kind=outcome.protocol,
            run=f"{outcome.protocol}, seed {outcome.seed}",
            n=outcome.n,
            positions=outcome.positions,
        )
        files.setdefault(outcome.file, []).append(curve)
    topics = Counter(topic(Path(file)) for file in files)
    names = {file: topic(Path(file)) if topics[topic(Path(file))] == 1 else file for file in files}
    return curves.recall("Recall while reading", ((names[file], runs) for file, runs in files.items()))


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(fmean(known), DIGITS) if known else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
