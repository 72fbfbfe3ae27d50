"""
How many topics there are: as many as come again, and hold together, whichever works are drawn.

For each number the works are divided into topics, and again from several random parts of them; how far the
divisions agree, by adjusted mutual information, is its stability (Greene, O'Callaghan and Cunningham 2014
compare the terms; Belford, Mac Namee and Greene 2018 the works too). A few broad topics always come again,
and the finest hold together best, so the number chosen is that where stability times coherence is greatest.
On the demonstration, whose twelve topics are known, it is the twelve (``benchmarks/topics.py``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy
from numpy.typing import NDArray
from sklearn.metrics import adjusted_mutual_info_score

from synth.maps import coherence, factors
from synth.maps.counting import Matrix
from synth.maps.factors import Axes

Groups = NDArray[numpy.int64]  # (n_works,): the topic of each work, -1 for none

SAMPLE = 2000  # works; from more, so many are drawn to find the number
DRAWS, PART = 8, 0.8  # so many parts of that size
# Before the last number is given up, another must be better by so much, and by so many standard errors.
CLEAR = 1.01
SURE, SURER = 1.0, 3.0
ROUNDS, CLOSE = 60, 1e-3  # the topics need not be as exact as those that are shown
FEWEST = 10  # works a topic has on average, at least


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """
    One number of topics: how far its divisions agree, part by part, and the mean coherence of its topics.
    """

    topics: int
    agreements: tuple[float, ...]
    coherence: float

    @property
    def stability(self) -> float:
        """How far the divisions agree on average, from 0 by chance to 1."""
        return float(numpy.mean(self.agreements)) if self.agreements else 0.0

    @property
    def merit(self) -> float:
        """Stability times coherence, each on a scale from 0 to 1."""
        return self.stability * (1 + self.coherence) / 2


def drawn(works: Sequence[str], *, share: float, seed: int, part: int) -> NDArray[numpy.bool_]:
    """
    Say of each work whether it is drawn.

    That hangs on its name alone: with a few more works, the same are drawn again.
    """
    limit = share * 2**64
    told = (hashlib.blake2b(f"{seed} {part} {work}".encode(), digest_size=8).digest() for work in works)
    return numpy.array([int.from_bytes(one, "big") < limit for one in told], dtype=bool)


@dataclass(frozen=True, slots=True)
class Trials:
    """Works from which the number of topics is found: all of them, and several parts."""

    matrix: Matrix
    parts: Sequence[Groups]  # the places of the works of each part
    begun: Axes
    parts_begun: Sequence[Axes]
    done: dict[int, Tried] = field(default_factory=dict)

    @classmethod
    def prepare(cls, matrix: Matrix, works: Sequence[str], *, most: int, seed: int) -> Trials:
        """Draw the parts; ``matrix`` has shape (n_works, n_terms), one row for each of ``works``."""
        light = matrix.astype(numpy.float32)
        parts = [
            numpy.flatnonzero(drawn(works, share=PART, seed=seed, part=number + 1)) for number in range(DRAWS)
        ]
        parts = [part for part in parts if len(part) > 1]
        begun = [factors.axes(light[part], most=most, seed=seed) for part in parts]
        return cls(light, parts, factors.axes(light, most=most, seed=seed), begun)

    def groups(self, topics: int) -> tuple[Groups, list[Groups], NDArray[numpy.float64]]:
        """Divide all works, and those of each part, into so many topics; give the topics of all, too."""
        whole = factors.fit(self.matrix, topics, begun=self.begun, rounds=ROUNDS, close=CLOSE)
        divided = [
            main(factors.fit(self.matrix[part], topics, begun=begun, rounds=ROUNDS, close=CLOSE).strengths())
            for part, begun in zip(self.parts, self.parts_begun, strict=True)
        ]
        return main(whole.strengths()), divided, whole.topics

    def of(self, topics: int) -> Tried:
        """Try a number of topics, once."""
        if topics not in self.done:
            whole, divided, found = self.groups(topics)
            pairs = zip(self.parts, divided, strict=True)
            self.done[topics] = Tried(
                topics=topics,
                agreements=tuple(agreement(whole[part], groups) for part, groups in pairs),
                coherence=self._coherence(found),
            )
        return self.done[topics]

    def _coherence(self, topics: NDArray[numpy.float64]) -> float:
        strongest = coherence.strongest(topics)
        return float(numpy.mean(coherence.npmi(self.matrix, strongest))) if len(strongest) else 0.0


def main(strengths: NDArray[numpy.float64]) -> Groups:
    """Give the strongest topic of each work, -1 where it has none."""
    if not strengths.shape[1]:
        return numpy.full(len(strengths), -1)
    return numpy.where(strengths.max(axis=1) > 0, strengths.argmax(axis=1), -1)


def agreement(one: Groups, other: Groups) -> float:
    """Give how far two divisions of the same works agree, from 0 by chance to 1."""
    return float(adjusted_mutual_info_score(one, other))


def numbers(least: int, most: int, *, works: int) -> list[int]:
    """Give the numbers to try first: each of the small ones, then in growing steps."""
    most = max(1, min(most, works // FEWEST))
    found = [min(least, most)]
    while found[-1] < most:
        found.append(min(most, found[-1] + max(1, found[-1] // 6)))
    return found


def scan(
    try_number: Callable[[int], Tried],
    candidates: Sequence[int],
    *,
    tell: Callable[[int], object] = lambda _: None,
) -> list[Tried]:
    """Try the candidates, then the numbers beside the best one; give all in order."""
    tried: dict[int, Tried] = {}
    for number in candidates:
        tried[number] = try_number(number)
        tell(number)
    for _ in range(2):
        best = best_of(tried.values())
        for number in (best - 1, best + 1):
            if candidates[0] <= number <= candidates[-1] and number not in tried:
                tried[number] = try_number(number)
                tell(number)
    return [tried[number] for number in sorted(tried)]


def best_of(tried: Iterable[Tried]) -> int:
    """Give the number of most merit; of equals the steadier, then the smaller one."""
    return max(tried, key=lambda one: (one.merit, one.stability, -one.topics)).topics


def choose(tried: Sequence[Tried], *, before: int | None, surer: bool = False) -> int:
    """
    Choose the number of topics: that of the last run, unless another is clearly better.

    Clearly: by more than chance, judged by the parts, on which both were tried; ``surer``: by far more.
    """
    by_number = {one.topics: one for one in tried}
    best = best_of(tried)
    if before not in by_number or best == before:
        return best
    sure = SURER if surer else SURE
    return best if _clearly(by_number[best], by_number[before], sure=sure) else before


def _clearly(one: Tried, other: Tried, *, sure: float) -> bool:
    merits = [[agreed * (1 + each.coherence) / 2 for agreed in each.agreements] for each in (one, other)]
    differences = numpy.array(merits[0]) - numpy.array(merits[1])
    error = differences.std(ddof=1) / numpy.sqrt(len(differences)) if len(differences) > 1 else 0.0
    return bool(one.merit > CLEAR * other.merit and differences.mean() > sure * error)


def steadiness(groups: Groups, divided: Sequence[tuple[Groups, Groups]], *, topics: int) -> list[float]:
    """
    Give the stability of each topic: the works it shares with the part's topic that is most like it.

    ``groups`` is the topic of each work; ``divided`` are for each part its works' places and their topics.
    Shared works over those in either (Jaccard), the mean over the parts, from 0 to 1.
    """
    found = numpy.zeros((len(divided), topics))
    for place, (part, other) in enumerate(divided):
        here = groups[part]
        for topic in range(topics):
            inside = here == topic
            shared = numpy.bincount(other[inside & (other >= 0)], minlength=1)
            sizes = numpy.bincount(other[other >= 0], minlength=len(shared))[: len(shared)]
            either = inside.sum() + sizes - shared
            found[place, topic] = (shared / numpy.where(either > 0, either, 1)).max()
    return [float(value) for value in found.mean(axis=0)] if len(divided) else [0.0] * topics
