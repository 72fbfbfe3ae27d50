"""What somebody reads next, and what lies before whom: no more read a work than are to decide on it."""

from __future__ import annotations

import zlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy
from numpy.typing import NDArray

from synth.web.ballots import Ballots
from synth.web.book import Book
from synth.web.cards import CHOSEN, PARKED, STAGES, Stage
from synth.web.ordering import Order

Flags = NDArray[numpy.bool_]

# A card that was dealt and not decided on for so long goes to others, too.
PATIENCE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """When a card was laid before somebody, by what, and the score that the work had then."""

    at: datetime
    shown_by: str
    score: float


class Table:
    """
    The cards of one stage that lie before people, undecided. Not thread-safe: who holds it has a lock.

    It is a courtesy and no rule: it is forgotten when the site stops, and who decides all the same is heard.
    """

    def __init__(self) -> None:
        self._laid: dict[int, dict[str, Laid]] = {}

    def lay(self, place: int, by: str, laid: Laid) -> None:
        """Lay a work before somebody."""
        self._laid.setdefault(place, {})[by] = laid

    def shown_by(self, place: int, by: str) -> str:
        """Say what put a work before somebody; CHOSEN where nothing but she herself did."""
        laid = self._laid.get(place, {}).get(by)
        return laid.shown_by if laid else CHOSEN

    def score(self, place: int, by: str) -> float | None:
        """Give the score of a work when it was laid before somebody; None: it was not, or it is forgotten."""
        laid = self._laid.get(place, {}).get(by)
        return laid.score if laid else None

    def take_up(self, place: int, by: str) -> None:
        """Take up a card that was decided on."""
        self._laid.get(place, {}).pop(by, None)

    def taken(self, by: str, *, at: datetime, ballots: Ballots) -> Flags:
        """Say of each work whether so many others have it before them as it needs votes, (n_works,)."""
        taken = numpy.zeros(ballots.total, dtype=bool)
        for place, laid in list(self._laid.items()):
            laid = {name: one for name, one in laid.items() if at - one.at < PATIENCE}
            self._laid[place] = laid
            if not laid:
                del self._laid[place]
                continue
            others = laid.keys() - {by}
            taken[place] = len(ballots.votes.get(place, ())) + len(others) >= ballots.needed(place)
        return taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How many works a reviewer would read next at a stage, by which sampler, without those skipped."""

    by: str
    stage: Stage
    sampler: str
    most: int
    skipped: Collection[int | None]


def deal(wish: Wish, book: Book, order: Order, table: Table, *, at: datetime) -> list[int]:
    """
    Choose works for a reviewer, and lay them before her; give their places.

    What others have before them comes after the rest, what she put off last.
    """
    unread = book.unread(wish.by, stage=wish.stage)
    unread[[place for place in wish.skipped if place is not None]] = False
    taken = table.taken(wish.by, at=at, ballots=book.stages[wish.stage])
    # The same draw until she decides on something.
    turn = (zlib.crc32(wish.by.encode()), STAGES.index(wish.stage), book.count(wish.by))
    shown: list[int] = []
    for among in (unread & ~taken, unread & taken) if wish.sampler != PARKED else ():
        if among.any() and len(shown) < wish.most:
            shown += order.next(wish.most - len(shown), sampler=wish.sampler, among=among, turn=turn)
    parked = [place for place in book.parked(wish.by, stage=wish.stage) if place not in wish.skipped]
    put_off = parked[: wish.most - len(shown)]
    for places, shown_by in ((shown, wish.sampler), (put_off, PARKED)):
        for place in places:
            table.lay(place, wish.by, Laid(at=at, shown_by=shown_by, score=order.score(place)))
    return shown + put_off
