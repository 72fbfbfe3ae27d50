"""The order in which the works are best read, as it follows from the votes, and the reasons for it."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path

import numpy

from synth.domain.decisions import Decision
from synth.domain.reviews import Review
from synth.errors import WarehouseError
from synth.screening.explaining import Neighbour, Term
from synth.screening.ranker import Ranker
from synth.screening.sampling import Flags, Numbers
from synth.screening.texts import Example
from synth.screening.votes import vote
from synth.stages import rank
from synth.store import tables
from synth.web.sheets import Sheets

log = logging.getLogger(__name__)


class Order:
    """
    A ranker of the works of today that is told what people say of each. Thread-safe.

    ``known`` are works known beforehand to be relevant; ``probabilities`` (n_works,) those of the last
    build, NaN where it says none; they may be replaced as a whole.
    """

    def __init__(
        self, sheets: Sheets, *, review: Review, known: Sequence[Example], probabilities: Numbers
    ) -> None:
        self._shares: dict[int, float] = {}
        self.probabilities = probabilities
        self._ranker = Ranker(
            sheets.texts,
            question=rank.question(review),
            known=known,
            model=review.screening.model,
            seed=review.screening.seed,
            came=sheets.came,
        )

    def learn(self, place: int, standing: Iterable[Decision]) -> None:
        """Take what people say of one work: the standing votes and settlements of both stages."""
        votes = next(iter(vote(standing).values()), None)
        if votes is None:
            if self._shares.pop(place, None) is not None:
                self._ranker.withdraw(place)
        else:
            self._shares[place] = votes.share
            self._ranker.decide(place, relevant=votes.share)

    def places(self) -> set[int]:
        """Give the places of the works that were learnt from."""
        return set(self._shares)

    def refit(self) -> None:
        """Fit to all that was learnt, and wait for it."""
        self._ranker.refit()

    def refit_beside(self) -> None:
        """Fit in a thread, where it is worth it."""
        future = self._ranker.refit_beside()
        if future:
            future.add_done_callback(_tell)

    def next(self, count: int, *, sampler: str, among: Flags, turn: Sequence[int]) -> list[int]:
        """Give so many places among those allowed; raises UserError for an unknown sampler."""
        return self._ranker.next(count, sampler=sampler, among=among, turn=turn)

    def score(self, place: int) -> float:
        """Give what the newest fit gives a work."""
        return self._ranker.score(place)

    @property
    def model(self) -> str:
        """Name the model of the newest fit."""
        return self._ranker.model

    def probability(self, place: int) -> float | None:
        """Give what the last build says of a work; of a decided one by a model that did not see it."""
        probability = float(self.probabilities[place])
        return None if numpy.isnan(probability) else probability

    def terms(self, place: int, *, count: int) -> tuple[Term, ...]:
        """Give the terms that count most for or against a work."""
        return self._ranker.why(place, terms=count)

    def asked(self, place: int, *, count: int) -> tuple[Term, ...]:
        """Give the terms that count most for a work by the question alone: nobody's vote changes them."""
        return self._ranker.asked(place, terms=count)

    def nearest(self, place: int, *, among: Collection[int]) -> tuple[Neighbour, ...]:
        """Give those of ``among`` in the order of their likeness to a work, each without its share of yes."""
        return self._ranker.nearest(place, count=len(among), among=dict.fromkeys(among, 0.0))


def probabilities(path: Path, sheets: Sheets) -> Numbers:
    """Read each work's probability, (n_works,), from the ranking of the last build, where there is one."""
    found = numpy.full(len(sheets), numpy.nan)
    for work, probability in _probabilities(path):
        place = sheets.place(work)
        if place is not None and probability is not None:
            found[place] = probability
    return found


def _probabilities(path: Path) -> Iterator[tuple[str, float | None]]:
    try:
        for row in tables.read(path, tables.RANKING, columns=("work", "probability")):
            yield row["work"], row["probability"]
    except WarehouseError as error:
        log.warning("%s: until then no probability is shown", error)


def _tell(refit: Future[None]) -> None:
    error = refit.exception()
    if error:
        log.error("the order could not be fitted anew; the last one holds", exc_info=error)
