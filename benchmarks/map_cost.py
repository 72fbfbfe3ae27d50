"""
What codes, topics and citations cost as a corpus grows: python -m benchmarks.map_cost [WORKS …]

The demonstration's literature at each size, past every source: works with their texts, the references among
them, and twelve more each to publications outside, the popular ones more often. Every stage runs as the
program runs it, in a process of its own, first on 95 of 100 works, then as a refresh with all of them.
Seconds on the clock and of processors, and peak memory in MiB.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy

from benchmarks.measuring import measured
from synth.demo import literature, publications
from synth.domain.reviews import Demo
from synth.stages import period
from synth.store import tables
from tests.pipeline.project import Project

SIZES = (2500, 10_000, 50_000)
STAGES = ("code", "topics", "citations")
_OUTSIDE = 12  # references of each work to publications that are not here
_MOMENT = "2026-11-01T00:00:00"

Row = dict[str, Any]


def rows(works: int) -> Iterator[Row]:
    """Give works as the stage merge would write them, in the order they appeared."""
    made = literature.generate(Demo(works=works), [])
    dice = numpy.random.default_rng(works)
    count = min(works, made.synthetic)
    popular = (dice.random((count, _OUTSIDE)) ** 2 * count / 4).astype(int)
    lists: Row = {"authors": [], "issn": [], "subjects": [], "relations": [], "aliases": [], "records": []}
    for place in range(count):
        one = publications.publication(made, place)
        topic = one.topic.name if one.topic else "none"
        here = [
            f"doi:10.5555/{cited}" for cited in made.citations.references(place).tolist() if cited < count
        ]
        outside = [
            f"doi:10.5555/{topic.replace(' ', '-')}.{number}" for number in sorted(set(popular[place]))
        ]
        yield {
            **dict.fromkeys(tables.WORKS.columns),
            **lists,
            "work": f"doi:10.5555/{place}",
            "aliases": [f"doi:10.5555/{place}"],
            "first_at": _MOMENT,
            "title": one.full_title,
            "abstract": " ".join(text for _, text in one.wording.sections) or None,
            "keywords": list(one.keywords),
            "year": one.year,
            "type": "article",
            "status": "clean",
            "references": here + outside,
        }


def cost(works: int, stages: tuple[str, ...]) -> None:
    """Print the rows of one size."""
    every = list(rows(works))
    sizes = (round(len(every) / 1.05), len(every))
    with tempfile.TemporaryDirectory(prefix="cost-") as name:
        project = Project(Path(name) / "project", works=works)
        period.run(project.places)
        told: dict[str, list[str]] = {stage: [] for stage in stages}
        for size in sizes:
            tables.write(project.places.table("works"), tables.WORKS, every[:size])
            for stage in stages:
                run = measured(["-m", "synth.cli.main", stage], folder=project.folder)
                told[stage].append(f"{run.wall:.1f} | {run.cpu:.1f} | {run.peak:.0f}")
    for stage in stages:
        print(f"| {sizes[1]:,} | {stage} | {' | '.join(told[stage])} |", flush=True)


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("works", nargs="*", type=int, default=SIZES)
    parser.add_argument("--stage", action="append", choices=STAGES, help="only this one; may be repeated")
    asked = parser.parse_args()
    print("| works | stage | first, s | CPU s | MiB | refresh, s | CPU s | MiB |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    for works in asked.works or SIZES:
        cost(works, tuple(asked.stage or STAGES))


if __name__ == "__main__":
    main()
