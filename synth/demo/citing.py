"""Citations that grow like real ones: the cited get cited, the old are forgotten, like cites like."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from synth.demo.topics import TOPICS
from synth.demo.vocabulary import RELEVANT
from synth.demo.works import NOTICES, Column, Kind, Works

Weights = NDArray[np.float64]

_BLOCKS = 160  # works of one block do not cite each other
_MEMORY = 2600.0  # days after which a work's attraction has fallen to a third
_OWN_TOPIC = 0.78
# Of so many candidates the first of one's own community is cited. With two, 5 of 9 citations within a topic
# stay in one of its three communities and 2 of 9 go to either other: at about eight citations a work, that
# is below the threshold (Kesten and Stigum 1966; Decelle and others 2011: 8 * (5/9 - 2/9)^2 = 0.9 < 1)
# under which no method on earth finds the communities. With six, 9 of 10 stay, and it is 6.
_CANDIDATES = 6


@dataclass(frozen=True, kw_only=True, eq=False)
class Citations:
    """
    Who cites whom, sorted by citing work; ``citing`` and ``cited`` have the shape ``(n_citations,)``.

    The references of work ``i`` are ``cited[start[i]:start[i + 1]]``.
    """

    citing: Column
    cited: Column
    start: Column

    def references(self, work: int) -> Column:
        """Give the works that a work cites."""
        return self.cited[self.start[work] : self.start[work + 1]]

    @cached_property
    def linked(self) -> NDArray[np.bool_]:
        """Which citations OpenAlex has found among the references; shape ``(n_citations,)``."""
        return (self.citing * 31 + self.cited * 17) % 100 < 93

    @cached_property
    def _inward(self) -> tuple[Column, Column]:
        order = np.argsort(self.cited, kind="stable")
        return order, self.cited[order]

    def incoming(self, work: int) -> Column:
        """Give the places of the citations that a work receives."""
        order, cited = self._inward
        low, high = np.searchsorted(cited, [work, work + 1])
        return order[low:high]

    def outgoing(self, work: int) -> Column:
        """Give the places of the citations that a work makes."""
        return np.arange(self.start[work], self.start[work + 1])


def _attraction(works: Works, pool: Column, degree: Weights, *, today: int) -> Weights:
    """Give cumulated weights of the works of a pool: cited ones more, old ones less."""
    age = today - works.day[pool]
    weight = (1.0 + degree[pool]) * np.exp(-age / _MEMORY)
    total: Weights = np.cumsum(weight)
    return total


def _chosen(rng: np.random.Generator, pool: Column, cumulated: Weights, count: int) -> Column:
    places = np.searchsorted(cumulated, rng.random(count) * cumulated[-1], side="right")
    chosen: Column = pool[np.minimum(places, len(pool) - 1)]
    return chosen


def _wanted(rng: np.random.Generator, works: Works) -> Column:
    """Draw how many references within the literature a work would have, were there enough."""
    wanted = np.minimum(rng.lognormal(2.3, 0.6, len(works)), 60).astype(np.int64)
    wanted += np.where(np.isin(works.genre, RELEVANT), 4, 0)
    few = np.isin(works.kind, (Kind.CONFERENCE, Kind.EDITORIAL))
    wanted = np.where(few, wanted // 5, wanted)
    return np.where(np.isin(works.kind, NOTICES), 0, wanted)


def _pools(works: Works, citable: Column) -> list[Column]:
    return [citable[works.topic[citable] == number] for number in range(len(TOPICS))]


def _block(
    rng: np.random.Generator, works: Works, block: Column, *, wanted: Column, citable: Column, degree: Weights
) -> tuple[Column, Column]:
    """Let the works of one block cite what appeared before all of them."""
    first = int(block[0])
    past = citable[: np.searchsorted(citable, first)]
    if not len(past):
        return block[:0], block[:0]
    today = int(works.day[first])
    pools = [*_pools(works, past), past]
    citing = np.repeat(block, np.minimum(wanted[block], 1 + len(past) // 12))
    topic = np.where(rng.random(len(citing)) < _OWN_TOPIC, works.topic[citing], len(TOPICS))
    cited = np.empty_like(citing)
    for number, pool in enumerate(pools):
        here = np.flatnonzero(topic == number)
        choice = pool if len(pool) else past
        cumulated = _attraction(works, choice, degree, today=today)
        candidates = np.stack([_chosen(rng, choice, cumulated, len(here)) for _ in range(_CANDIDATES)])
        own = works.community[candidates] == works.community[citing[here]]
        cited[here] = candidates[own.argmax(axis=0), np.arange(len(here))]  # the first where none is own
    return citing, cited


def cite(rng: np.random.Generator, works: Works) -> Citations:
    """
    Let each work cite earlier ones (Price 1976; ageing as in Wang, Song and Barabasi 2013).

    Works are taken in blocks in the order of publication, so that a hundred thousand of them take
    about a second; a work never cites one of its own block or a later one.
    """
    wanted = _wanted(rng, works)
    citable = np.flatnonzero(~np.isin(works.kind, (*NOTICES, Kind.EDITORIAL)))
    degree = np.zeros(len(works))
    pairs: list[tuple[Column, Column]] = []
    for block in np.array_split(np.arange(len(works)), min(_BLOCKS, len(works))):
        citing, cited = _block(rng, works, block, wanted=wanted, citable=citable, degree=degree)
        pairs.append((citing, cited))
        degree += np.bincount(cited, minlength=len(works))
    return gathered(
        np.concatenate([pair[0] for pair in pairs]), np.concatenate([pair[1] for pair in pairs]), len(works)
    )


def gathered(citing: Column, cited: Column, works: int) -> Citations:
    """Sort citations and take each once."""
    keys = np.unique(citing.astype(np.int64) * works + cited)
    citing, cited = keys // works, keys % works
    return Citations(citing=citing, cited=cited, start=np.searchsorted(citing, np.arange(works + 1)))
