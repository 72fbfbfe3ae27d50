"""
The engine's settings chosen on all sets but one and measured on that one: python -m benchmarks.leave_one_out

Each setting reads every set as benchmarks/screening.py does. Chosen is the one with the least sum of the mean
losses, with works known beforehand and with none, each as a share of ASReview's; --kept as there.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

from benchmarks.asreview import ONE_THREAD, Reading
from benchmarks.screening import KINDS, SETS, Topic, groups, mean, ours, theirs, topics
from synth.screening import learning, metrics, prior
from synth.screening.classifiers import DEFAULT

CHOSEN = "as it is"
_NOTHING = re.compile("(?!)")
# What each setting changes: module, name and value.
SETTINGS: dict[str, tuple[tuple[object, str, object], ...]] = {
    CHOSEN: (),
    "likeness to relevant works 0.25": ((learning, "NEAREST", 0.25),),
    "likeness to relevant works 0.75": ((learning, "NEAREST", 0.75),),
    "likeness to the question 0.7": ((learning, "ASKED", 0.7),),
    "likeness to the question 1.4": ((learning, "ASKED", 1.4),),
    "question halved by 5 works": ((prior, "_HALVED", 5),),
    "question halved by 20 works": ((prior, "_HALVED", 20),),
    "no handicap": ((learning, "HANDICAP", 0.0),),
    "handicap 0.6": ((learning, "HANDICAP", 0.6),),
    "kind of review asked for": ((prior, "_ITSELF", _NOTHING),),
    "excluded asked for": ((prior, "_EXCLUDED", _NOTHING), (prior, "_HEADING", _NOTHING)),
}

# The mean loss over the seeds of a set, by set and protocol.
Losses = Mapping[tuple[str, str], float]


def losses(sets: Mapping[str, Topic], readings: Collection[Reading]) -> Losses:
    """Give each set's loss under each protocol."""
    keyed = {(one.name, one.protocol, one.seed): one for one in readings}
    return {
        (name, kind): mean(sets, keyed, name=name, kind=kind, measure=metrics.loss)
        for name in sets
        for kind in KINDS
    }


def share(engine: Losses, peer: Losses, *, names: Collection[str], kind: str) -> float:
    """Give the mean loss of some sets as a share of the peer's."""
    one, other = (statistics.fmean(given[name, kind] for name in names) for given in (engine, peer))
    return one / other


def read(sets: Mapping[str, Topic], setting: str) -> Losses:
    """Read all sets under a setting."""
    with ExitStack() as changed:
        for module, name, value in SETTINGS[setting]:
            changed.enter_context(mock.patch.object(module, name, value))
        return losses(sets, list(ours(sets, model=DEFAULT, asks=True)))


def best(tried: Mapping[str, Losses], peer: Losses, *, names: Collection[str]) -> str:
    """Name the setting that is best on these sets; of equal ones the first."""
    return min(tried, key=lambda one: sum(share(tried[one], peer, names=names, kind=kind) for kind in KINDS))


def left_out(tried: Mapping[str, Losses], peer: Losses) -> tuple[Losses, Counter[str]]:
    """Give each set's losses under the setting chosen on the others, and how often each was chosen."""
    names = list(dict.fromkeys(name for name, _ in peer))
    chosen = {name: best(tried, peer, names=[other for other in names if other != name]) for name in names}
    return {(name, kind): tried[chosen[name]][name, kind] for name, kind in peer}, Counter(chosen.values())


def lines(sets: Mapping[str, Topic], tried: Mapping[str, Losses], peer: Losses) -> Iterator[str]:
    """Give the lines of the table: a setting each, then the choice by the other sets."""
    held, often = left_out(tried, peer)
    columns = [(names, kind) for names in groups(sets).values() if names for kind in KINDS]
    yield f"{'':<34}" + "".join(f"{group:>24}" for group, names in groups(sets).items() if names)
    yield f"{'loss against ASReview':<34}" + "".join(f"{kind:>12}" for _, kind in columns) + "   chosen"
    for name, given in [*tried.items(), ("chosen without the set", held)]:
        changes = [100 * (share(given, peer, names=names, kind=kind) - 1) for names, kind in columns]
        yield f"{name:<34}" + "".join(f"{change:>+10.1f} %" for change in changes) + f"{often[name]:>9}"


def main() -> None:
    """Read all sets under each setting and print the table."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("--sets", type=Path, default=SETS)
    words.add_argument("--kept", type=Path)
    given = words.parse_args()
    sets = topics(given.sets)
    peer, readings = theirs(given.sets, given.kept)
    print(f"{DEFAULT}, beside {peer}\n")
    tried = {setting: read(sets, setting) for setting in SETTINGS}
    print(*lines(sets, tried, losses(sets, readings)), sep="\n")


if __name__ == "__main__":
    os.environ.update(ONE_THREAD)
    main()
