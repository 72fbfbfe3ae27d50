"""How true the probabilities are, when part of a labelled set is read: python -m benchmarks.calibration"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy

from benchmarks.measuring import ROOT
from synth.screening import calibration
from synth.screening.calibration import Bin, Flags, Numbers
from synth.screening.ranker import Ranker
from synth.screening.simulation import PROTOCOLS, Protocol, simulate
from synth.stages import labels
from synth.stages.labels import LabelledSet

SETS = ROOT.parent / "shared" / "bench" / "screening"
MARKS = (0.1, 0.25, 0.5, 0.75)  # shares read
BAR = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """How true the probabilities are at one moment: among the unread and, cross-fitted, among the read."""

    said: bool  # whether there is enough for a statement
    unread: tuple[Bin, ...]
    read: tuple[Bin, ...]
    brier_unread: float
    brier_read: float

    @property
    def error(self) -> float:
        """The expected calibration error among the unread."""
        return calibration.expected_error(self.unread) or 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One moment of one run: which set, how it was begun, the share read, the size of the audit."""

    name: str
    protocol: Protocol
    mark: float
    audit: int
    looked: Looked


def moments(
    given: LabelledSet, question: str, *, protocol: Protocol, audit: int, seed: int
) -> Iterator[Moment]:
    """Read a set in the engine's order, and look at the probabilities at each mark."""
    run = simulate(given.texts, given.labels, protocol=protocol, question=question, seed=seed)
    relevant = numpy.array(given.labels, dtype=numpy.float64)
    prior = sorted(set(range(len(relevant))) - set(run.order))  # what was known beforehand is read first
    order = [*prior, *run.order]
    ranker = Ranker(given.texts, question=question, seed=seed)
    chance = numpy.random.default_rng(seed)
    for mark in MARKS:
        read = order[: round(mark * len(order))]
        for size in sorted({0, audit}):
            rest = order[len(read) :]
            sample = [int(place) for place in chance.choice(rest, min(size, len(rest) - 1), replace=False)]
            flags = numpy.arange(len(read) + len(sample)) >= len(read)
            looked = look(ranker, relevant, read=[*read, *sample], audit=flags)
            if looked:
                name = labels.topic(Path(given.file))
                yield Moment(name=name, protocol=protocol, mark=mark, audit=size, looked=looked)


def look(ranker: Ranker, relevant: Numbers, *, read: Sequence[int], audit: Flags) -> Looked | None:
    """Fit on what is read and hold the probabilities against the labels of all; None: nothing to fit."""
    shares = relevant[list(read)]
    if not calibration.enough(shares):
        return None
    crossed = calibration.cross_fitted(ranker, dict(zip(read, shares, strict=True)))
    for place in read:
        ranker.withdraw(place)
    unread = numpy.delete(relevant, list(read))
    kept = calibration.held_out(crossed.scores, shares, audit)
    told = calibration.fit(crossed.scores, shares, audit).probability(crossed.unread)
    return Looked(
        said=not calibration.missing(crossed, shares, audit),
        unread=calibration.reliability(told, unread),
        read=calibration.reliability(kept, shares),
        brier_unread=calibration.brier(told, unread) or 0.0,
        brier_read=calibration.brier(kept, shares) or 0.0,
    )


def table(found: Sequence[Moment]) -> Iterator[str]:
    """Give the lines of the table: one for each share read, with and without an audit."""
    yield (
        f"{'read':>5} {'audit':>5} {'runs':>5} {'said':>5} {'ECE unread':>11} {'largest':>8} "
        f"{'of those said':>14} {'Brier':>7} {'ECE read':>9} {'Brier':>7}"
    )
    for mark, audit in sorted({(one.mark, one.audit) for one in found}):
        runs = [one.looked for one in found if (one.mark, one.audit) == (mark, audit)]
        said = [one.error for one in runs if one.said]
        read = statistics.mean(calibration.expected_error(one.read) or 0.0 for one in runs)
        yield (
            f"{mark:>5.0%} {audit:>5} {len(runs):>5} {len(said):>5} "
            f"{statistics.mean(one.error for one in runs):>11.4f} {max(one.error for one in runs):>8.3f} "
            f"{statistics.mean(said) if said else float('nan'):>14.4f} "
            f"{statistics.mean(one.brier_unread for one in runs):>7.4f} {read:>9.4f} "
            f"{statistics.mean(one.brier_read for one in runs):>7.4f}"
        )


def pooled(bins: Sequence[Bin]) -> Iterator[str]:
    """Give the reliability of many runs together, bin by bin."""
    yield f"{'probability':>12} {'works':>7} {'predicted':>10} {'observed':>9}"
    for low in sorted({one.low for one in bins}):
        inside = [one for one in bins if one.low == low]
        works = sum(one.works for one in inside)
        predicted = sum(one.works * one.predicted for one in inside) / works
        observed = sum(one.works * one.observed for one in inside) / works
        yield f"{low:>5.1f} to {inside[0].high:.1f} {works:>7} {predicted:>10.3f} {observed:>9.3f}"


def main() -> None:
    """Measure every set with and without a prior, print the table and the reliability at half read."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", nargs="*", type=Path, default=sorted(SETS.glob("*.csv.gz")))
    options.add_argument("--topics", default=str(SETS / "topics.json"))
    options.add_argument("--audit", type=int, default=calibration.AUDIT)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    questions, _ = labels.questions(chosen.topics, chosen.files)
    found: list[Moment] = []
    for file in chosen.files:
        given = labels.read(file)
        for protocol in PROTOCOLS:
            question = questions.get(str(file), "")
            found += moments(given, question, protocol=protocol, audit=chosen.audit, seed=chosen.seed)
    print("\n".join(table(found)))
    half = [one for one in found if one.mark == 0.5 and not one.audit]
    print("\nAt half read, the unread of all sets together:")
    print("\n".join(pooled([bin_ for one in half for bin_ in one.looked.unread])))
    print("\nAt half read, the read of all sets together, cross-fitted:")
    print("\n".join(pooled([bin_ for one in half for bin_ in one.looked.read])))
    worst = sorted(half, key=lambda one: -one.looked.error)[:5]
    largest = "; ".join(f"{one.name} {one.protocol} {one.looked.error:.3f}" for one in worst)
    print("\nLargest at half read:", largest)
    mean = statistics.mean(one.looked.error for one in half)
    print(f"Mean expected calibration error among the unread at half read: {mean:.4f} (bar: {BAR})")


if __name__ == "__main__":
    main()
