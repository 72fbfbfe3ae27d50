"""A labelled set read again, to see how the order, the curve and the rules behave; kept in memory alone."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from synth.domain.decisions import Verdict
from synth.domain.identifiers import WorkId
from synth.domain.reviews import Screening
from synth.drawing.reading import Course
from synth.screening import agreement
from synth.screening.agreement import Agreement
from synth.screening.ranker import Ranker
from synth.screening.reading import Reading, Statement
from synth.screening.stopping import STOPPERS
from synth.screening.texts import Text

MOST = 12  # replays kept at once; each holds a model and its texts
YOU, LABELS = "you", "the labels"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A labelled set to be read again; ``remarks`` say what in it is doubtful."""

    name: str
    texts: Sequence[Text]
    labels: Sequence[bool]
    remarks: Sequence[str] = ()
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One text that was read: its place, its label, and what the person said; None: read by its label."""

    place: int
    label: bool
    said: bool | None


class Replay:
    """
    One reading of a labelled set. Thread-safe.

    The model learns from the set's labels, whatever the person says, as in a simulation.
    """

    def __init__(self, lesson: Lesson, *, question: str, settings: Screening) -> None:
        self.lesson, self.question, self.settings = lesson, question, settings
        self._ranker = Ranker(lesson.texts, question=question, model=settings.model, seed=settings.seed)
        self._read: list[Read] = []
        self._lock = threading.Lock()

    @property
    def read(self) -> tuple[Read, ...]:
        """What has been read, in that order."""
        with self._lock:
            return tuple(self._read)

    @property
    def model(self) -> str:
        """Name what put the next text before the reader."""
        return self._ranker.model

    def next(self) -> int | None:
        """Give the place of the text to be read now; None at the end."""
        with self._lock:
            return self._next()

    def answer(self, number: int, *, relevant: bool) -> bool:
        """Take what is said of the text shown when ``number`` were read; False where it came late."""
        with self._lock:
            place = self._next() if number == len(self._read) else None
            if place is None:
                return False
            self._take(place, said=relevant)
            return True

    def read_on(self, number: int, *, count: int) -> int:
        """
        Read some by their labels, from where ``number`` were read on; a second time does nothing.

        Gives how many were read since.
        """
        with self._lock:
            for _ in range(count if number == len(self._read) else 0):
                place = self._next()
                if place is None:
                    break
                self._take(place, said=None)
            return max(0, len(self._read) - number)

    def course(self) -> Course:
        """Give the curve so far; how many relevant texts there are is known here."""
        return Course(
            relevant=[one.label for one in self.read],
            total=len(self.lesson.labels),
            there=sum(self.lesson.labels),
        )

    def agreement(self) -> Agreement:
        """Compare what the person said with the labels, over the texts she judged herself."""
        word = {True: Verdict.INCLUDE, False: Verdict.EXCLUDE}
        votes = {
            WorkId(str(one.place)): {YOU: word[one.said], LABELS: word[one.label]}
            for one in self.read
            if one.said is not None
        }
        return agreement.between(YOU, LABELS, votes)

    def said(self, rules: Iterable[str]) -> dict[str, Statement]:
        """Give what these rules of stopping say now, by their names."""
        course = self.course()
        reading = Reading(total=course.total, relevant=course.relevant)
        asked = {"target": self.settings.target, "confidence": self.settings.confidence}
        return {name: STOPPERS[name](reading, **asked) for name in rules}

    def _next(self) -> int | None:
        return next(iter(self._ranker.next()), None)

    def _take(self, place: int, *, said: bool | None) -> None:
        label = bool(self.lesson.labels[place])
        self._read.append(Read(place=place, label=label, said=said))
        self._ranker.decide(place, relevant=float(label))
        if self._ranker.due:
            self._ranker.refit()


class Replays:
    """The replays under way, by the session each belongs to; the one used longest ago goes first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Replay] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, session: str) -> Replay | None:
        """Give a session's replay; None where it has none any more."""
        with self._lock:
            if session in self._kept:
                self._kept.move_to_end(session)
            return self._kept.get(session)

    def keep(self, session: str, replay: Replay) -> None:
        """Put a replay in the place of the one that the session has."""
        with self._lock:
            self._kept[session] = replay
            self._kept.move_to_end(session)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)

    def drop(self, session: str) -> None:
        """Let a session's replay go."""
        with self._lock:
            self._kept.pop(session, None)
