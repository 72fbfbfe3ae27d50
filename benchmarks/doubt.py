"""How many mistakes made on purpose the list of doubted decisions holds: python -m benchmarks.doubt"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy

from benchmarks.calibration import SETS
from synth.screening.ranker import Ranker
from synth.screening.ranking import Lesson, learn
from synth.screening.simulation import simulate
from synth.stages import labels
from synth.stages.labels import LabelledSet

SHARE = 0.05  # of the relevant works so many are turned round, and as many of the others; at least two


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Mistakes made and mistakes listed, of one kind; and how long the list is."""

    made: int
    listed: int
    length: int


def found(given: LabelledSet, question: str, *, seed: int) -> tuple[Found, Found] | None:
    """Read half of a set, turn some labels round, and look for them among the doubts; None: too few."""
    run = simulate(given.texts, given.labels, protocol="cold", question=question, seed=seed)
    read = run.order[: len(run.order) // 2]
    chance = numpy.random.default_rng(seed)
    relevant = [place for place in read if given.labels[place]]
    count = max(2, round(SHARE * len(relevant)))
    wrong = [
        set(map(int, chance.choice(some, count, replace=False)))
        for some in (relevant, [place for place in read if not given.labels[place]])
    ]
    turned = wrong[0] | wrong[1]
    lessons = {place: Lesson(share=float(given.labels[place] != (place in turned))) for place in read}
    learnt = learn(Ranker(given.texts, question=question, seed=seed), lessons)
    if learnt.error is None:
        return None
    kinds = []
    for mistakes, share in zip(wrong, (0.0, 1.0), strict=True):
        listed = [one.place for one in learnt.doubts if one.share == share]
        kinds.append(Found(made=count, listed=len(mistakes & set(listed)), length=len(listed)))
    return kinds[0], kinds[1]


def line(name: str, runs: Sequence[Found]) -> str:
    """Give one line of the table: runs of one kind together."""
    made, listed, length = (sum(getattr(one, part) for one in runs) for part in ("made", "listed", "length"))
    return (
        f"{name:<18} {made:>6} {listed:>7} {listed / made:>7.0%} {length:>7} {listed / max(length, 1):>8.0%}"
    )


def main() -> None:
    """Measure every set with several draws and print how many mistakes were found."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", nargs="*", type=Path, default=sorted(SETS.glob("*.csv.gz")))
    options.add_argument("--topics", default=str(SETS / "topics.json"))
    options.add_argument("--seeds", type=int, default=3)
    chosen = options.parse_args()
    questions, _ = labels.questions(chosen.topics, chosen.files)
    excluded, included = [], []
    for file in chosen.files:
        given = labels.read(file)
        for seed in range(1, chosen.seeds + 1):
            both = found(given, questions.get(str(file), ""), seed=seed)
            if both:
                excluded.append(both[0])
                included.append(both[1])
    print(f"{'mistake':<18} {'made':>6} {'listed':>7} {'found':>7} {'list':>7} {'of list':>8}")
    print(line("wrongly excluded", excluded))
    print(line("wrongly included", included))


if __name__ == "__main__":
    main()
