"""
Whether the stopping rules keep their word: python -m benchmarks.stopping --orders 200

Each labelled set is read warm with three pairs known, cold, and warm again with its file shuffled and
another pair known. What the rule «curve» knows of other reviews is learnt from all sets but the one read.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import fmean

import numpy
from scipy.stats import binomtest

from benchmarks import curves
from benchmarks.measuring import ROOT
from synth.screening import stopping
from synth.screening.classifiers import DEFAULT
from synth.screening.curve import MARGIN, OTHER_REVIEWS, Prior
from synth.screening.metrics import needed
from synth.screening.reading import Batch, Flags, Reading
from synth.screening.simulation import PROTOCOLS, simulate
from synth.screening.stopping import MINIMUM, STOPPERS, Judge, Stopper
from synth.stages import labels

SETS = ROOT.parent / "shared" / "bench" / "screening"
TARGET = CONFIDENCE = 0.95
SEEDS = (1, 2, 3)
# Moments at which a bound is asked, evenly over the list.
LOOKS = {"warm": 100, "cold": 100, "shuffled": 50}
AUDITED = 0.05  # of the works read in the trial of a mixed audit
HEURISTICS = ("50 irrelevant", "100 irrelevant", "10 % irrelevant", "SAFE", "knee")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One simulated reading of a set to its end: the labels in the order read."""

    name: str
    protocol: str
    seed: int
    relevant: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """
    What a rule did on one order: recall and share read when it said stop.

    ``held``: at each look at which a bound was stated, whether it was true; to the end of the list.
    """

    rule: str
    order: Order
    recall: float
    read: float
    held: tuple[bool, ...] = ()

    @property
    def reached(self) -> bool:
        """Whether the target was truly reached."""
        return self.recall >= TARGET - 1e-9


def simulated(file: Path, question: str, *, shuffles: int, model: str) -> list[Order]:
    """Read a set warm and cold, and so many times warm and shuffled by ``model``."""
    given, name = labels.read(file), labels.topic(file)
    made = []
    for protocol in PROTOCOLS:
        for seed in SEEDS if protocol == "warm" else SEEDS[:1]:
            run = simulate(given.texts, given.labels, protocol=protocol, question=question, seed=seed)
            made.append(Order(name=name, protocol=protocol, seed=seed, relevant=run.relevant))
    for seed in range(1, shuffles + 1):
        places = numpy.random.default_rng(seed).permutation(len(given.texts))
        texts, flags = [given.texts[place] for place in places], [given.labels[place] for place in places]
        run = simulate(texts, flags, protocol="warm", question=question, seed=seed, model=model)
        made.append(Order(name=name, protocol="shuffled", seed=seed, relevant=run.relevant))
    return made


def priors(orders: Sequence[Order]) -> dict[str, Prior]:
    """Learn each set's prior from the warm and cold readings of the other sets."""
    reviews = {
        name: numpy.mean(
            [
                curves.likelihood(order.relevant)
                for order in orders
                if order.name == name and order.protocol in PROTOCOLS
            ],
            axis=0,
        )
        for name in dict.fromkeys(order.name for order in orders)
    }
    learnt, _ = curves.learnt(list(reviews.values()))
    print(f"learnt from all {len(reviews)} sets: {learnt}")
    return {
        name: curves.learnt([review for other, review in reviews.items() if other != name])[0].wider(MARGIN)
        for name in reviews
    }


def tried(order: Order, prior: Prior) -> list[Outcome]:
    """Try every rule on an order."""
    relevant = numpy.array(order.relevant)
    none = numpy.zeros(len(relevant), dtype=bool)
    chance = numpy.random.default_rng(order.seed)
    learnt = partial(stopping.by_curve, prior=prior)
    read = needed(order.relevant, recall=TARGET) or 0
    outcomes = [_outcome("oracle", order, relevant[:read])]
    outcomes.append(bounded("curve", order, relevant, none, judge=learnt))
    if order.protocol in PROTOCOLS:
        outcomes.append(bounded("hypergeometric", order, relevant, none, judge=stopping.by_rank))
        mixed, audit = _mixed(relevant, chance)
        outcomes.append(bounded("curve, 5 % drawn at random", order, mixed, audit, judge=learnt))
        outcomes.append(audited(order, relevant, chance))
        outcomes += [thumb(rule, order) for rule in HEURISTICS]
    return outcomes


def bounded(rule: str, order: Order, relevant: Flags, audit: Flags, *, judge: Judge) -> Outcome:
    """Ask a bound again and again, to the end of the list."""
    total, stop, held = len(relevant), len(relevant), []
    for read in range(MINIMUM[0], total, max(1, total // LOOKS[order.protocol])):
        found = int(relevant[:read].sum())
        batch = Batch(total=total, relevant=relevant[:read], audit=audit[:read])
        left = judge([batch], CONFIDENCE) if found >= MINIMUM[1] else None
        if left:
            held.append(int(relevant[read:].sum()) <= left[2])
            if stop == total and found >= round(TARGET * (found + left[2]), 9):
                stop = read
    return _outcome(rule, order, relevant[:stop], held=held)


def audited(order: Order, relevant: Flags, chance: numpy.random.Generator) -> Outcome:
    """Read by rank until a tenth of the list in a row is irrelevant; then draw until it is proved."""
    ranked = _first(STOPPERS["10 % irrelevant"], order)
    rest = chance.permutation(relevant[ranked:])
    both, audit = numpy.append(relevant[:ranked], rest), numpy.arange(len(relevant)) >= ranked
    return bounded("10 % irrelevant, then drawn at random", order, both, audit, judge=stopping.by_audit)


def thumb(rule: str, order: Order) -> Outcome:
    """Ask a rule of thumb after every fifth work."""
    stop = _first(STOPPERS[rule], order)
    return _outcome(rule, order, numpy.array(order.relevant[:stop]))


def _first(rule: Stopper, order: Order) -> int:
    total = len(order.relevant)
    for read in range(5, total, 5):
        if rule(Reading(total=total, relevant=order.relevant[:read])).stop:
            return read
    return total


def _mixed(relevant: Flags, chance: numpy.random.Generator) -> tuple[Flags, Flags]:
    """Draw some of the works read at random from the unread, the others by rank."""
    unread, order, audit = list(range(len(relevant))), [], []
    while unread:
        audit.append(bool(chance.random() < AUDITED))
        order.append(unread.pop(int(chance.integers(len(unread))) if audit[-1] else 0))
    return relevant[order], numpy.array(audit)


def _outcome(rule: str, order: Order, read: Flags, *, held: Sequence[bool] = ()) -> Outcome:
    return Outcome(
        rule=rule,
        order=order,
        recall=float(read.sum()) / sum(order.relevant),
        read=len(read) / len(order.relevant),
        held=tuple(held),
    )


def table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Give a line for each rule and protocol, every set weighing the same number of runs."""
    yield (
        f"{'rule':40}{'protocol':10}{'runs':>6}{'reached (95 % interval)':>27}"
        f"{'recall':>8}{'worst':>7}{'read':>7}"
    )
    for rule in dict.fromkeys(one.rule for one in outcomes):
        for protocol in ("warm", "cold", "both", "shuffled"):
            chosen = [one for one in outcomes if one.rule == rule and _in(one, protocol)]
            if chosen:
                reached = _share([one.reached for one in chosen])
                recalls = [one.recall for one in chosen]
                yield (
                    f"{rule:40}{protocol:10}{len(chosen):6}{reached:>27}{fmean(recalls):8.3f}"
                    f"{min(recalls):7.2f}{fmean(one.read for one in chosen):7.1%}"
                )


def cover(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Give how often the running bound was true: over all moments, and all through a run."""
    yield f"{'bound':40}{'protocol':10}{'true at a moment':>18}{'all through a run (95 % interval)':>36}"
    for rule in dict.fromkeys(one.rule for one in outcomes if one.held):
        for protocol in ("both", "shuffled"):
            chosen = [one for one in outcomes if one.rule == rule and one.held and _in(one, protocol)]
            if chosen:
                moments = fmean(fmean(one.held) for one in chosen)
                yield f"{rule:40}{protocol:10}{moments:18.1%}{_share([all(one.held) for one in chosen]):>36}"


def sets(outcomes: Sequence[Outcome], *, rule: str) -> Iterator[str]:
    """Give a rule set by set: how often it reached the target, its worst run, what was read."""
    yield f"{rule:28}{'reached':>9}{'worst':>7}{'read':>7}{'oracle':>8}{'moments':>9}"
    for name in dict.fromkeys(one.order.name for one in outcomes):
        here = [one for one in outcomes if one.order.name == name]
        own = [one for one in here if one.rule == rule]
        best = fmean(one.read for one in here if one.rule == "oracle")
        moments = fmean(flag for one in own for flag in one.held)
        yield (
            f"{name:28}{fmean(one.reached for one in own):9.1%}{min(one.recall for one in own):7.2f}"
            f"{fmean(one.read for one in own):7.1%}{best:8.1%}{moments:9.1%}"
        )


def _in(outcome: Outcome, protocol: str) -> bool:
    return outcome.order.protocol in (PROTOCOLS if protocol == "both" else (protocol,))


def _share(flags: Sequence[bool]) -> str:
    interval = binomtest(sum(flags), len(flags)).proportion_ci(0.95)
    return f"{fmean(flags):.1%} ({interval.low:.1%} to {interval.high:.1%})"


def written(orders: Iterable[Order], file: Path) -> None:
    """Keep orders, a JSON line each."""
    with file.open("w", encoding="utf-8") as lines:
        for order in orders:
            flags = "".join("1" if one else "0" for one in order.relevant)
            print(json.dumps([order.name, order.protocol, order.seed, flags]), file=lines)


def kept(file: Path) -> list[Order]:
    """Read kept orders."""
    rows = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    return [
        Order(name=name, protocol=protocol, seed=seed, relevant=tuple(flag == "1" for flag in flags))
        for name, protocol, seed, flags in rows
    ]


def main() -> None:
    """Simulate or take what is kept, try every rule, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=Path, default=SETS, help="a folder of labelled sets and topics.json")
    parser.add_argument("--orders", type=int, default=10, help="shuffled readings of each set")
    parser.add_argument("--model", default=DEFAULT, help="the model of the shuffled readings")
    parser.add_argument("--kept", type=Path, help="keep the readings in this file, or take them from it")
    parser.add_argument(
        "--shipped", action="store_true", help="use the prior shipped: the sets are new to it"
    )
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    begun = time.perf_counter()
    files = sorted(given.sets.glob("*.csv.gz"))
    questions, _ = labels.questions(str(given.sets / "topics.json"), files)
    with ProcessPoolExecutor(given.jobs) as pool:
        if given.kept and given.kept.exists():
            orders = kept(given.kept)
        else:
            asked = [questions.get(str(file), "") for file in files]
            reading = partial(simulated, shuffles=given.orders, model=given.model)
            orders = [order for made in pool.map(reading, files, asked) for order in made]
            if given.kept:
                written(orders, given.kept)
        print(f"{len(orders)} readings after {time.perf_counter() - begun:.0f} s")
        known = {order.name: OTHER_REVIEWS for order in orders} if given.shipped else priors(orders)
        each = pool.map(tried, orders, [known[order.name] for order in orders], chunksize=4)
        outcomes = [outcome for made in each for outcome in made]
    print("\n".join(["", *table(outcomes), "", *cover(outcomes), "", *sets(outcomes, rule="curve")]))
    print(f"\n{time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
