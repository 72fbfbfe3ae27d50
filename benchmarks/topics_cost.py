"""
What topics cost as a corpus grows: python -m benchmarks.topics_cost [WORKS …]

The demonstration's literature at each size, its texts as the generator writes them, each size in a process
of its own. Processor seconds: to read terms; to find the topics, terms and number among them; to lay the
works out; and a refresh with 5 % more works. The peak memory in MiB counts the texts.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Sequence

import numpy

from benchmarks import corpora
from benchmarks.measuring import ROOT
from benchmarks.refresh import SETTINGS, find
from synth.maps import counting, layout, weighing

SIZES = (2500, 10_000, 50_000)


def one(works: int) -> None:
    """Print the row of one size."""
    corpus = corpora.grown(works)
    count = len(corpus.works)
    held = _peak()
    begun = time.process_time()
    counting.count(corpus.texts, least=weighing.least(count))
    read = time.process_time()
    first = find(corpus, range(round(count / 1.05)))
    found = time.process_time()
    nowhere = numpy.full((len(first.works), 2), numpy.nan)
    layout.place(layout.neighbours(first.axes), before=nowhere, seed=SETTINGS.seed)
    laid = time.process_time()
    later = find(corpus, range(count), before=first.kept)
    again = time.process_time()
    stayed = numpy.mean([later.kept.main.get(work) == topic for work, topic in first.kept.main.items()])
    print(
        f"| {count} | {later.number} | {read - begun:.1f} | {found - read:.1f} | {laid - found:.1f} "
        f"| {again - laid:.1f} | {stayed:.3f} | {held:.0f} | {_peak():.0f} |",
        flush=True,
    )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(words: Sequence[str]) -> None:
    """Print the table, each size in a process of its own."""
    if words[:1] == ["one"]:
        one(int(words[1]))
        return
    print("| works | topics | terms | topics, s | layout, s | refresh, s | kept | texts, MiB | peak, MiB |")
    print("|---|---|---|---|---|---|---|---|---|", flush=True)
    for size in [int(word) for word in words] or SIZES:
        subprocess.run(
            [sys.executable, "-m", "benchmarks.topics_cost", "one", str(size)], cwd=ROOT, check=True
        )


if __name__ == "__main__":
    main(sys.argv[1:])
