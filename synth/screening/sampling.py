"""Which unread works to show next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

Places = NDArray[numpy.int64]
Flags = NDArray[numpy.bool_]
Numbers = NDArray[numpy.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """
    What there is to choose from.

    ``unread`` (n_works,) says which works may be given. ``order`` (n_works,) has all places, most
    promising first, ``oldest`` the same in the order in which the works came. ``scores`` (n_works,):
    higher is more likely relevant. ``boundary``: see the function of that name.
    """

    unread: Flags
    order: Places
    oldest: Places
    scores: Numbers
    boundary: float | None = None


# A pool, how many works to give, and a source of chance.
Sampler = Callable[[Pool, int, numpy.random.Generator], list[int]]


def boundary(scores: Numbers, decided: Mapping[int, float]) -> float | None:
    """
    Give the score that parts the decided relevant works best from the decided others.

    ``decided`` is the share of yes by place. Best is where the share of relevant works below and the
    share of the others above add up to the least; None where one of the kinds is missing.
    """
    places = numpy.array(sorted(decided), dtype=numpy.int64)
    places = places[numpy.argsort(scores[places], kind="stable")]
    relevant = numpy.array([decided[int(place)] for place in places], dtype=numpy.float64)
    if len(places) < 2 or not 0 < relevant.sum() < len(places):
        return None
    below = numpy.cumsum(relevant) / relevant.sum()
    above = 1 - numpy.cumsum(1 - relevant) / (1 - relevant).sum()
    cut = int(numpy.argmin((below + above)[:-1]))
    return float(scores[places[cut : cut + 2]].mean())


def most_relevant(pool: Pool, count: int, chance: numpy.random.Generator) -> list[int]:
    """Give the most promising works."""
    return _first(pool.order, pool, count)


def most_uncertain(pool: Pool, count: int, chance: numpy.random.Generator) -> list[int]:
    """
    Give the works whose score lies nearest to the boundary between relevant and not.

    This is uncertainty sampling (Lewis and Gale 1994, doi:10.1007/978-1-4471-2099-5_1) for scores that
    are no probabilities: uncertain is what scores about as high as the decided works where they change
    from not relevant to relevant. Until both kinds are decided, the most promising works come.
    """
    if pool.boundary is None:
        return most_relevant(pool, count, chance)
    return _least(numpy.abs(pool.scores - pool.boundary), pool, count)


def random(pool: Pool, count: int, chance: numpy.random.Generator) -> list[int]:
    """
    Give works drawn evenly from all unread, each at most once: what an audit is made of.

    From the same state of chance the same work is drawn until it is read, whatever else is read.
    """
    return _least(chance.random(len(pool.unread)), pool, count)


def oldest_first(pool: Pool, count: int, chance: numpy.random.Generator) -> list[int]:
    """Give the works in the order in which they came."""
    return _first(pool.oldest, pool, count)


def _first(order: Places, pool: Pool, count: int) -> list[int]:
    return [int(place) for place in order[pool.unread[order]][:count]]


def _least(values: Numbers, pool: Pool, count: int) -> list[int]:
    """Give the unread works of the least values, least first."""
    places = numpy.flatnonzero(pool.unread)
    if count < len(places):
        places = places[numpy.argpartition(values[places], count)[:count]]
    return [int(place) for place in places[numpy.lexsort((places, values[places]))]]


SAMPLERS: dict[str, Sampler] = {
    "most relevant": most_relevant,
    "most uncertain": most_uncertain,
    "random": random,
    "oldest first": oldest_first,
}
