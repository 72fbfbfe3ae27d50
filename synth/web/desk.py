"""The desk: deals works to those who screen, takes what they decide, and says what each of them may see."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import numpy

from synth.domain import undoing
from synth.domain.decisions import Decision, in_time
from synth.domain.identifiers import WorkId
from synth.domain.outcomes import Outcome
from synth.domain.people import Person
from synth.domain.reviews import Profile
from synth.errors import UserError
from synth.paths import Places
from synth.screening.ranker import QUESTION
from synth.stages.decided import Line
from synth.web import dealing, loading, ruling
from synth.web.cards import STAGES
from synth.web.cards import Conflict as Conflict
from synth.web.cards import Dealt as Dealt
from synth.web.cards import Near as Near
from synth.web.cards import Press as Press
from synth.web.cards import Saved as Saved
from synth.web.cards import Stage as Stage
from synth.web.cards import Stale as Stale
from synth.web.cards import Why as Why
from synth.web.dealing import Table, Wish
from synth.web.seeing import Sight
from synth.web.sheets import Rows
from synth.web.sheets import Sheet as Sheet

TERMS, NEAREST = 8, 3


class Desk:
    """
    One build of the works, and all that was decided on them. Thread-safe.

    ``reviewers`` gives the names of those who may screen, for a review whose team names none; ``now`` the
    present moment with its offset. ``built`` names the build: another file of works, another name. ``rows``
    are the works as the stage rank reads them. Raises SynthError where no works are built or a setting is
    wrong. A work may be called by any of its identifiers; UserError where it is not here.
    """

    def __init__(
        self, places: Places, *, reviewers: Callable[[], Sequence[str]], now: Callable[[], datetime]
    ) -> None:
        loaded = loading.load(places)
        self._places = places
        self.review, self.built = loaded.review, loaded.built
        self.synthetic = self.review.profile is Profile.DEMO
        self._loaded, self._sheets, self._order = loaded, loaded.sheets, loaded.order
        self._journal, self._book = loaded.journal, loaded.book
        self.rows: Sequence[Mapping[str, Any]] = Rows(self._sheets)
        self._reviewers, self._now = reviewers, now
        self._tables: dict[Stage, Table] = {stage: Table() for stage in STAGES}
        self._team: tuple[str, ...] = ()
        self._lock = threading.Lock()  # of book, tables and team; held for moments, never while writing
        self._following = threading.Lock()  # held by the one who reads what others added
        self._hands: dict[str, threading.Lock] = {}  # held while this reviewer's line is written
        self._settling = threading.Lock()  # held while a settlement is checked and written
        self._follow()

    def __len__(self) -> int:
        return len(self._sheets)

    def sheet(self, name: str) -> Sheet | None:
        """Give what a card may show of a work."""
        place = self._sheets.place(name)
        return None if place is None else self._sheets.sheet(place)

    def work(self, name: str) -> WorkId | None:
        """Give the id that a work has today, by any of its identifiers; None: it is not here."""
        place = self._sheets.place(name)
        return None if place is None else self._sheets.works[place]

    def deal(
        self,
        person: Person,
        *,
        stage: Stage = "abstract",
        sampler: str = "",
        most: int = 1,
        skip: Collection[str] = (),
    ) -> list[Dealt]:
        """
        Give what a person should read next, at once: works that lack votes and are hers to read.

        What lies before others and would have all its votes from them comes after the rest, and what she
        put off with a maybe last; with the sampler PARKED that alone. ``sampler`` empty: the team's.
        Raises UserError where she is not one of those who screen, or for an unknown sampler.
        """
        sampler = ruling.sampler(sampler or self.review.team.sampler)
        self._follow()
        at, skipped = self._now(), {self._sheets.place(work) for work in skip}
        with self._lock:
            ruling.screens(person, self._team, self.review.team)
            wish = Wish(by=person.name, stage=stage, sampler=sampler, most=most, skipped=skipped)
            dealt = dealing.deal(wish, self._book, self._order, self._tables[stage], at=at)
            return [self._card(place, person.name, stage) for place in dealt]

    def dealt(self, person: Person, work: str, *, stage: Stage) -> Dealt:
        """Give the card of one chosen work; what had put it before her earlier holds still."""
        place = self._place(work)
        self._follow()
        with self._lock:
            return self._card(place, person.name, stage)

    def left(self, person: Person, stage: Stage) -> int:
        """Say how many works a person is still to read; what she put off is not among them."""
        self._follow()
        with self._lock:
            return int(numpy.count_nonzero(self._book.unread(person.name, stage=stage)))

    def decide(self, person: Person, press: Press) -> Saved:
        """
        Put a decision on disk, once however often it is sent.

        Raises Stale where the card is older than what she said since and says something else; UserError
        where there is no such work, it is not hers to read, or a reason is unknown or lacking.
        """
        return self._save(person, replace(press, settles=False))

    def settle(self, person: Person, press: Press) -> Saved:
        """Put what settles a work on disk, as ``decide`` does; with WITHDRAW take back one's settlement."""
        return self._save(person, replace(press, settles=True))

    def undo(self, person: Person, *, line: str = "") -> Saved | None:
        """
        Take back what a person decided last, of any depth; None: nothing is left to take back.

        Raises UserError where she may not say what the line would say, as ``decide`` does; so does redo.

        ``line`` is the name of the line that is meant (see ``undoable``): any other is left alone, so that
        a press that comes twice steps once.
        """
        return self._step(person, undoing.undo, line=line)

    def redo(self, person: Person, *, line: str = "") -> Saved | None:
        """
        Decide again what was taken back last; None: nothing was, since the last decision.

        ``line`` is the name of the line that took it back (``undoes`` of ``redoable``), as for ``undo``.
        """
        return self._step(person, undoing.redo, line=line)

    def undoable(self, person: Person) -> Decision | None:
        """Give the line that undo would take back."""
        lines = self._lines_of(person)
        step = undoing.undo(lines, at=self._moment(), key="")
        return next((line for line in reversed(lines) if step and line.name == step.undoes), None)

    def redoable(self, person: Person) -> Decision | None:
        """Give the line that redo would write, as yet without a key."""
        return undoing.redo(self._lines_of(person), at=self._moment(), key="")

    def own(self, person: Person) -> list[Decision]:
        """Give a person's standing votes on the works of today, newest first."""
        self._follow()
        with self._lock:
            return in_time(self._book.standing(person.name))[::-1]

    def visible(self, person: Person) -> list[Line]:
        """Give all lines of the log that a person may see, her own always."""
        self._follow()
        with self._lock:
            entries, sight = self._book.entries(), self._sight(person)
            seen = {stage: sight.seen(stage) for stage in STAGES}
        return [sight.book.line(entry) for entry in sight.entries(entries, seen)]

    def votes(self, person: Person, work: str, stage: Stage) -> dict[str, Decision]:
        """Give the standing votes on a work that a person may see, by reviewer."""
        place = self._place(work)
        self._follow()
        with self._lock:
            return self._sight(person).votes(place, stage)

    def outcome(self, work: str, stage: Stage) -> Outcome:
        """Give how a work stands in truth; what a page says goes through ``outcomes``."""
        place = self._place(work)
        self._follow()
        with self._lock:
            return self._book.stages[stage].outcome(place)

    def outcomes(self, person: Person, stage: Stage) -> Mapping[WorkId, Outcome]:
        """Give how each work stands as far as a person may know; at the full text, each that is sought."""
        self._follow()
        with self._lock:
            found, sought = self._sight(person).outcomes(stage), self._book.sought(stage)
        works = zip(self._sheets.works, found, sought.tolist(), strict=True)
        return {work: outcome for work, outcome, there in works if there}

    def conflicts(self, person: Person, stage: Stage) -> list[Conflict]:
        """Give the works with all their votes that wait to be settled; a reader is given none."""
        self._follow()
        with self._lock:
            return list(self._sight(person).conflicts(stage))

    def settled(self, person: Person, stage: Stage) -> list[Conflict]:
        """Give the works that were settled, newest last; a reader is given none."""
        self._follow()
        with self._lock:
            return list(self._sight(person).settled(stage))

    def read_probabilities(self) -> None:
        """Take the probabilities of a ranking that was built since, of the same works."""
        self._order.probabilities = loading.probabilities(self._places, self._sheets)

    def why(self, person: Person, work: str) -> Why:
        """Say why a work stands where it stands; of its neighbours those whose votes the person may see."""
        place = self._place(work)
        with self._lock:
            sight = self._sight(person)
            known, blind = sight.known(), not sight.clear(place, votes=self.review.team.votes)
            among = [one for one in self._book.touched() if known[one]]
        nearest = self._order.nearest(place, among=among)
        with self._lock:
            told = ((near, self._sight(person).share(near.place)) for near in nearest)
            near = list(islice(((one, share) for one, share in told if share is not None), NEAREST))
        return Why(
            model=QUESTION if blind else self._order.model,
            blind=blind,
            probability=None if blind else self._order.probability(place),
            terms=(self._order.asked if blind else self._order.terms)(place, count=TERMS),
            neighbours=tuple(
                Near(sheet=self._sheets.sheet(one.place), similarity=one.similarity, share=share)
                for one, share in near
            ),
        )

    def _save(self, person: Person, press: Press) -> Saved:
        place, press = self._place(press.work), ruling.tidied(press)
        with self._hand(person), self._settling if press.settles else nullcontext():
            self._follow()
            with self._lock:
                answer = ruling.answered(self._book, person, press, place=place)
                if answer:
                    return answer
                ruling.check(self._book, person, press, place=place, team=self._team, review=self.review)
                score, now = self._score(person, press, place=place), self._moment()
                decision = ruling.decision(self._book, person, press, place=place, score=score, now=now)
            return self._write(decision)

    def _step(self, person: Person, step: Callable[..., Decision | None], *, line: str) -> Saved | None:
        with self._hand(person):
            self._follow()
            made = step(self._lines_of(person), at=self._moment(), key="")
            if made is None or line not in ("", made.undoes):
                return None
            with self._settling if made.settles else nullcontext():
                with self._lock:
                    self._check_step(person, made)
                    key = self._book.key(made.work, person.name, stage=made.stage)
                return self._write(replace(made, key=key))

    def _check_step(self, person: Person, made: Decision) -> None:
        """Raise UserError where a person may not say this by a form either; what left the corpus is hers."""
        place, press = self._sheets.place(made.work), ruling.pressed(made)
        if place is not None:
            ruling.check(self._book, person, press, place=place, team=self._team, review=self.review)

    def _score(self, person: Person, press: Press, *, place: int) -> float | None:
        """Give what the model gave a work when it was dealt; where that is forgotten, what it gives now."""
        if press.settles:
            return None
        score = self._tables[press.stage].score(place, person.name)
        return self._order.score(place) if score is None else score

    def _write(self, decision: Decision) -> Saved:
        """Have a line on disk, then in the book; what another process wrote with its key stands instead."""
        written = self._journal.append(decision)
        with self._lock:
            self._take(written)
        self._order.refit_beside()
        if ruling.says(written) != ruling.says(decision):
            raise Stale(written)
        return Saved(decision=written, again=written != decision)

    def _take(self, made: Decision) -> None:
        place = self._book.take(made)
        if place is not None:
            self._order.learn(place, self._book.said(place))
            self._tables[made.stage].take_up(place, made.by)

    def _follow(self) -> None:
        """Take in what others added since, and who screens now."""
        with self._following:
            team = tuple(self.review.team.reviewers or self._reviewers())
            added = self._journal.follow()
            if added == () and team == self._team:
                return
            with self._lock:
                if added is None:
                    self._open_again()
                for made in added or ():
                    self._take(made)
                if added is None or team != self._team:
                    self._book.assign(loading.readers(self.review.team, team, self._sheets))
                    self._team = team
        self._order.refit_beside()

    def _open_again(self) -> None:
        """Read the whole log anew, where a file of it was rewritten."""
        loaded, before = self._loaded, self._order.places()
        self._book = loading.opened(
            self._sheets, self._journal.lines(), loaded.synthetic, votes=self.review.team.votes
        )
        for place in before | self._book.touched():
            self._order.learn(place, self._book.said(place))

    def _card(self, place: int, name: str, stage: Stage) -> Dealt:
        work = self._sheets.works[place]
        return Dealt(
            work=work,
            stage=stage,
            key=self._book.key(work, name, stage=stage),
            shown_by=self._tables[stage].shown_by(place, name),
            standing=self._book.stages[stage].votes.get(place, {}).get(name),
        )

    def _sight(self, person: Person) -> Sight:
        return Sight(book=self._book, person=person, blind=self.review.team.blind)

    def _lines_of(self, person: Person) -> list[Decision]:
        with self._lock:
            return self._book.own(person.name)

    def _hand(self, person: Person) -> threading.Lock:
        with self._lock:
            return self._hands.setdefault(person.name, threading.Lock())

    def _place(self, work: str) -> int:
        place = self._sheets.place(work)
        if place is None:
            raise UserError(f"{work!r} is no work of this corpus: it may have left it with the last refresh")
        return place

    def _moment(self) -> str:
        return self._now().astimezone(UTC).isoformat(timespec="milliseconds")
