"""Which unread works to show next."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import islice

import numpy
from numpy.typing import NDArray

Places = NDArray[numpy.int64]

# Works, most promising first; which of them were read; how many to give; and a source of chance.
Sampler = Callable[[Places, Collection[int], int, numpy.random.Generator], list[int]]


def most_relevant(
    order: Places, read: Collection[int], count: int, chance: numpy.random.Generator
) -> list[int]:
    """Give the most promising works."""
    return list(islice((place for place in map(int, order) if place not in read), count))


def random(order: Places, read: Collection[int], count: int, chance: numpy.random.Generator) -> list[int]:
    """Give works drawn evenly from all unread, each at most once: what an audit is made of."""
    unread = numpy.setdiff1d(order, list(read))
    drawn = chance.choice(unread, size=min(count, len(unread)), replace=False)
    return [int(place) for place in drawn]


SAMPLERS: dict[str, Sampler] = {
    "most relevant": most_relevant,
    "random": random,
}
