"""ASReview's default model on labelled sets, screened as its own ``simulate`` screens them."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import peers


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """
    One simulated reading: the places of the file in the order read, without the works known beforehand.

    It ends with the last relevant work. ``cpu`` are the processor's seconds, features included.
    """

    name: str
    protocol: str
    seed: int
    order: tuple[int, ...]
    cpu: float


# As asreview.simulation.cli does: its default model, until the last relevant record, one record a query, a
# fit after each; before both labels are there in the file's order.
_SCRIPT = """
import gzip, json, pathlib, sys, tempfile, time
import numpy
from sklearn.utils import check_random_state
import asreview
from asreview.learner import ActiveLearningCycle
from asreview.models.models import get_ai_config
from asreview.models.queriers import TopDown
from asreview.models.stoppers import IsFittable, LastRelevant
from asreview.simulation.simulate import Simulate
model = get_ai_config()
print(json.dumps({"version": asreview.__version__, "model": model["label"]}), flush=True)
for file in sys.argv[2:]:
    with tempfile.TemporaryDirectory() as folder:
        plain = pathlib.Path(folder) / "set.csv"
        plain.write_bytes(gzip.decompress(pathlib.Path(file).read_bytes()))
        with asreview.load_dataset(str(plain), dataset_id="set") as data:
            frame, labels = data.input.get_df(), data.input["included"]
            truth = numpy.asarray(labels).astype(int)
            for protocol, seed in json.loads(sys.argv[1]):
                numpy.random.seed(seed)
                begun = time.process_time()
                cycles = [
                    ActiveLearningCycle(querier=TopDown(), stopper=IsFittable()),
                    ActiveLearningCycle.from_meta(model["value"]),
                ]
                run = Simulate(frame, labels, cycles, stopper=LastRelevant(), print_progress=False)
                prior = 0
                if protocol == "warm":
                    for label in (1, 0):
                        places = numpy.where(truth == label)[0]
                        run.label(check_random_state(seed).choice(places, 1, replace=False))
                    prior = 2
                run.review()
                cpu = time.process_time() - begun
                order = [int(place) for place in run._results["record_id"]][prior:]
                said = {"file": file, "protocol": protocol, "seed": seed, "order": order, "cpu": cpu}
                print(json.dumps(said), flush=True)
"""


def readings(files: Sequence[Path], protocols: Sequence[tuple[str, int]]) -> Iterator[str | Reading]:
    """Give the release and model, then a reading for each file, protocol and seed."""
    words = [str(peers.python("asreview")), "-c", _SCRIPT, json.dumps(protocols), *map(str, files)]
    running = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env={**os.environ, **ONE_THREAD})
    assert running.stdout is not None
    with running:
        first = json.loads(running.stdout.readline())
        yield f"ASReview {first['version']}, {first['model']}"
        for line in running.stdout:
            said = json.loads(line)
            yield Reading(
                name=Path(said["file"]).name.removesuffix(".csv.gz"),
                protocol=said["protocol"],
                seed=said["seed"],
                order=tuple(said["order"]),
                cpu=said["cpu"],
            )
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, words[:2])


# Processor seconds are counted, and idle threads that wait for each other spend them too.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
