"""
Bursts: the years in which works were cited much more than before and after.

Kleinberg 2002 (doi:10.1145/775047.775061), the automaton of two states on batches: a year is a batch of the
works that cite anything in it, of which some cite the work looked at. In the calm state each does so with
the share p of all years, in the burst with ``SCALING`` times p. To enter a burst costs ``GAMMA`` times the
logarithm of the number of years, so that chance does not; to leave it costs nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from synth.maps.references import Numbers, References

Floats = NDArray[np.float64]

SCALING = 2.0
GAMMA = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """
    A burst of a work, from its place, with the citations in these years.

    ``strength`` is Kleinberg's weight: by how much the burst explains these years better than calm does.
    """

    work: int
    first_year: int
    last_year: int
    strength: float
    citations: int


def bursts(references: References) -> list[Burst]:
    """
    Give all bursts, work by work.

    Only years count in which a work of known year cites something here; those before a work appeared, and
    was first cited, are not its own.
    """
    years, citing = _citing(references)
    if not years:
        return []
    cited, first = _cited(references, years)
    found: list[Burst] = []
    for work in np.flatnonzero(cited.sum(axis=1) > 1).tolist():
        begin = int(first[work])
        spans = spans_of(cited[work, begin:], citing[begin:])
        found += [
            Burst(
                work=work,
                first_year=years[begin + start],
                last_year=years[begin + end],
                strength=strength,
                citations=int(cited[work, begin + start : begin + end + 1].sum()),
            )
            for start, end, strength in spans
        ]
    return found


def _citing(references: References) -> tuple[list[int], Numbers]:
    """Give the years in which works cite something here, and how many do."""
    dated = [
        year
        for year, count in zip(references.years, references.here.tolist(), strict=True)
        if year is not None and count
    ]
    years, counts = np.unique(np.array(dated, dtype=np.int64), return_counts=True)
    return years.tolist(), counts.astype(np.int64)


def _cited(references: References, years: Sequence[int]) -> tuple[Numbers, Numbers]:
    """Count citations of each work by year, (n_works, n_years), and give the first year that is its own."""
    place_of = {year: place for place, year in enumerate(years)}
    by = np.array([place_of.get(year, -1) if year is not None else -1 for year in references.years])
    citing = np.repeat(by, references.here)
    dated = citing >= 0
    counts = np.zeros((len(references.works), len(years)), dtype=np.int64)
    np.add.at(counts, (references.cites.indices[dated], citing[dated]), 1)
    seen = np.where(counts.any(axis=1), (counts > 0).argmax(axis=1), len(years))
    appeared = [len(years) if year is None else bisect_left(years, year) for year in references.years]
    return counts, np.minimum(seen, np.array(appeared, dtype=np.int64))


def spans_of(relevant: Numbers, total: Numbers) -> Iterator[tuple[int, int, float]]:
    """
    Give first and last batch and strength of each burst; both arguments have the shape (n_batches,).

    ``relevant`` counts what is looked at among the ``total`` of each batch. Where a burst would be no
    share (p above a half), there is none. Of two equally cheap ways to tell the story the calm one counts.
    """
    share = relevant.sum() / total.sum()
    if not 0 < share * SCALING < 1:
        return
    gains = _cost(relevant, total, share) - _cost(relevant, total, share * SCALING)
    states = _cheapest(gains, GAMMA * float(np.log(len(total))))
    start = None
    for batch, bursting in enumerate([*states, False]):
        if bursting and start is None:
            start = batch
        elif not bursting and start is not None:
            yield start, batch - 1, float(gains[start:batch].sum())
            start = None


def _cost(relevant: Numbers, total: Numbers, share: float) -> Floats:
    """Give minus the logarithm of how likely each batch is, but for the binomial that both states have."""
    cost: Floats = -(relevant * np.log(share) + (total - relevant) * np.log1p(-share))
    return cost


def _cheapest(gains: Floats, entering: float) -> list[bool]:
    """Say of each batch whether the cheapest sequence of states (Viterbi) has a burst there."""
    calm, burst = 0.0, -np.inf  # what has been gained by the batch before, if it was in this state
    came: list[tuple[bool, bool]] = []  # whether the state before was a burst, if this one is calm; if burst
    for gain in gains.tolist():
        entered = calm - entering
        came.append((burst > calm, burst > entered))
        calm, burst = max(calm, burst), max(entered, burst) + gain
    state, states = bool(burst > calm), []
    for from_calm, from_burst in reversed(came):
        states.append(state)
        state = from_burst if state else from_calm
    return states[::-1]
