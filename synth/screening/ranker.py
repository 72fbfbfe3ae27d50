"""The order of the unread, kept up to date with what is decided."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from synth.errors import UserError
from synth.screening import classifiers, explaining, prior, sampling
from synth.screening.classifiers import DEFAULT
from synth.screening.explaining import Neighbour, Term
from synth.screening.features import Numbers, extract
from synth.screening.learning import Label, Learner, Learnt
from synth.screening.sampling import SAMPLERS, Flags, Places, Pool
from synth.screening.texts import Example, Text

QUESTION = "question"  # the model's name where nothing has been learnt from decisions

_FOUND = 0.1  # a refit is worth it, too, when this share more of relevant works is found


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """What was learnt from the decisions that stood after so many changes of them."""

    changes: int
    decided: int
    found: float  # how many of them are relevant
    learnt: Learnt
    order: Places  # (n_works,), best first
    boundary: float | None  # the score between relevant and not, see sampling.boundary


class Ranker:
    """
    The order of the unread, kept up to date with what is decided.

    Thread-safe; ``decide`` and ``next`` never wait for a fit. What a fit gives follows from the texts,
    the prior knowledge, the decisions standing when it begins, and the seed alone: neither from the
    order in which they were taken, nor from earlier fits and the moments they fell on.

    ``came`` says when each text came, in any unit: "oldest first" goes by it; None: as they are given.
    """

    def __init__(
        self,
        texts: Sequence[Text],
        *,
        question: str = "",
        known: Sequence[Example] = (),
        model: str = DEFAULT,
        seed: int = 1,
        came: Sequence[float] | None = None,
    ) -> None:
        self._model, self._name, self._seed, self._total = classifiers.named(model), model, seed, len(texts)
        self._texts = tuple(texts)
        read = [*texts, *(one.text for one in known)]
        rows = [*(one.whole() for one in read), prior.wanted(question)]
        self._features = extract(rows, pairs=self._model.pairs)
        self._learner = Learner(
            self._features,
            bare=numpy.array([not text.abstract.strip() for text in texts], dtype=bool),
            known={
                len(texts) + number: Label(relevant=float(one.relevant)) for number, one in enumerate(known)
            },
            model=self._model,
        )
        self._labels: dict[int, Label] = {}
        self._changes = 0
        self._found = 0.0  # relevant works among the decided
        self._unread: Flags = numpy.ones(len(texts), dtype=bool)
        self._oldest: Places = numpy.argsort(came or numpy.zeros(len(texts)), kind="stable")
        self._refitting = False
        self._beside_it = ThreadPoolExecutor(max_workers=1, thread_name_prefix="refit")
        self._lock = threading.Lock()  # held for moments only
        self._fitting = threading.Lock()  # held by the one fit at a time
        self._fit = self._fitted({}, changes=0, found=0.0)

    def decide(self, place: int, *, relevant: float, weight: float = 1.0) -> None:
        """Take a decision: the share of yes, 0 to 1. Deciding again replaces."""
        if not 0 <= place < self._total:
            raise IndexError(f"no work at place {place} of {self._total}")
        with self._lock:
            before = self._labels.get(place)
            self._found += relevant - (before.relevant if before else 0.0)
            self._labels[place] = Label(relevant=relevant, weight=weight)
            self._unread[place] = False
            self._changes += 1

    def withdraw(self, place: int) -> None:
        """Take a decision back, if there is one."""
        with self._lock:
            before = self._labels.pop(place, None)
            if before:
                self._found -= before.relevant
                self._unread[place] = True
                self._changes += 1

    def next(
        self,
        count: int = 1,
        *,
        sampler: str = "most relevant",
        among: Flags | None = None,
        turn: Sequence[int] = (),
    ) -> list[int]:
        """
        Give places, at once, by the newest fit: unread ones, or those of ``among`` (n_works,).

        ``turn`` are numbers of 0 or more that say whose draw this is and which: for the same turn the
        same chance; none: a new one after each decision. Raises UserError for an unknown sampler.
        """
        if sampler not in SAMPLERS:
            raise UserError(f"team.sampler: {sampler!r} is none of {', '.join(SAMPLERS)}")
        with self._lock:
            fit, read = self._fit, len(self._labels)
            unread = self._unread.copy() if among is None else among
        pool = Pool(
            unread=unread,
            order=fit.order,
            oldest=self._oldest,
            scores=fit.learnt.scores,
            boundary=fit.boundary,
        )
        return SAMPLERS[sampler](pool, count, numpy.random.default_rng([self._seed, *(turn or (read,))]))

    @property
    def due(self) -> bool:
        """Say whether a refit is worth it now."""
        with self._lock:
            return self._is_due()

    def refit(self) -> None:
        """Fit on all decisions so far, from scratch; waits for one that is under way."""
        with self._fitting:
            with self._lock:
                labels, changes, found = dict(self._labels), self._changes, self._found
            fit = self._fitted(labels, changes=changes, found=found)
            with self._lock:
                self._fit = fit

    def refit_beside(self) -> Future[None] | None:
        """
        Refit in a thread; one that has ended looks once more whether another is due.

        None where no refit is due or one is under way: it will see to the newest decisions itself.
        """
        with self._lock:
            if self._refitting or not self._is_due():
                return None
            self._refitting = True
        return self._beside_it.submit(self._beside)

    def order(self) -> NDArray[numpy.int64]:
        """Give all places, best first, by the newest fit; works of equal score in the order given."""
        return self._fit.order.copy()

    @property
    def scores(self) -> Numbers:
        """Give the newest fit's score of each work (n_works,): higher is more likely relevant."""
        return self._fit.learnt.scores.copy()

    def score(self, place: int) -> float:
        """Give the newest fit's score of one work."""
        return float(self._fit.learnt.scores[place])

    @property
    def model(self) -> str:
        """Name the model of the newest fit; ``question`` where nothing was learnt from decisions."""
        return self._name if self._fit.learnt.taught else QUESTION

    def why(self, place: int, *, terms: int = 6) -> tuple[Term, ...]:
        """Give the terms that speak most for a work (above 0) and against it, heaviest first."""
        return explaining.reasons(
            self._features,
            self._fit.learnt,
            self._learner.question,
            place=place,
            text=self._texts[place],
            terms=terms,
        )

    def asked(self, place: int, *, terms: int = 6) -> tuple[Term, ...]:
        """Give the terms that a work has of the question alone, whatever was decided, heaviest first."""
        none = numpy.zeros(self._features.matrix.shape[1])
        learnt = Learnt(scores=numpy.zeros(0), terms=none, relevant={}, nearest=0.0, asked=1.0, taught=False)
        return explaining.reasons(
            self._features,
            learnt,
            self._learner.question,
            place=place,
            text=self._texts[place],
            terms=terms,
        )

    def nearest(
        self, place: int, *, count: int = 3, among: Mapping[int, float] | None = None
    ) -> tuple[Neighbour, ...]:
        """
        Give the decided works most like this one, nearest first.

        ``among`` is the share of yes by place of those that may be named; None: all that are decided.
        """
        if among is None:
            with self._lock:
                among = {one: label.relevant for one, label in self._labels.items()}
        return explaining.neighbours(self._features, among, place=place, count=count)

    def _beside(self) -> None:
        try:
            again = True
            while again:
                self.refit()
                with self._lock:
                    again = self._refitting = self._is_due()
        except BaseException:
            with self._lock:
                self._refitting = False
            raise

    def _is_due(self) -> bool:
        changed, fit = self._changes - self._fit.changes, self._fit
        return changed > 0 and (
            not fit.learnt.taught
            or changed >= self._model.growth * fit.decided
            or self._found - fit.found >= _FOUND * fit.found > 0
        )

    def _fitted(self, labels: dict[int, Label], *, changes: int, found: float) -> Fit:
        learnt = self._learner.learn(labels, seed=self._seed)
        order = numpy.argsort(-learnt.scores, kind="stable")
        decided = {place: label.relevant for place, label in labels.items()}
        return Fit(
            changes=changes,
            decided=len(labels),
            found=found,
            learnt=learnt,
            order=order,
            boundary=sampling.boundary(learnt.scores, decided),
        )
