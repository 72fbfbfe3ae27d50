"""The log under the works of today: every line read so far, and the votes of both stages."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import numpy
from numpy.typing import NDArray

from synth.domain.decisions import Decision
from synth.stages.decided import Line
from synth.web.ballots import Ballots
from synth.web.cards import STAGES, Stage
from synth.web.sheets import Sheets

Flags = NDArray[numpy.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line as it was made, the same under today's work, and that work's place; None: it is not here now."""

    made: Decision
    today: Decision
    place: int | None
    synthetic: bool


class Book:
    """
    The lines of the log, each with its work of today. Not thread-safe: who holds it has a lock.

    Nobody takes a line twice: a reviewer's key stands once. ``stages`` are the votes.
    """

    def __init__(self, sheets: Sheets, *, votes_needed: int) -> None:
        self.sheets = sheets
        self._entries: list[Entry] = []
        self._own: dict[str, list[Entry]] = defaultdict(list)
        self._keys: set[tuple[str, str]] = set()
        self.stages: dict[Stage, Ballots] = {
            stage: Ballots(len(sheets), votes_needed=votes_needed) for stage in STAGES
        }

    def take(self, made: Decision, *, synthetic: bool = False) -> int | None:
        """Take a line; give the place of its work, None where that is not here or the line is known."""
        if made.key and (made.by, made.key) in self._keys:
            return None
        self._keys.add((made.by, made.key))
        place = self.sheets.place(made.work, record=made.record)
        work = made.work if place is None else self.sheets.works[place]
        today = made if made.work == work else replace(made, work=work)
        entry = Entry(made=made, today=today, place=place, synthetic=synthetic)
        self._entries.append(entry)
        self._own[made.by].append(entry)
        if place is not None:
            self.stages[made.stage].take(place, today)
        return place

    def entries(self) -> list[Entry]:
        """Give all lines: those of one reviewer in the order of her file."""
        return list(self._entries)

    def own(self, by: str) -> list[Decision]:
        """Give a reviewer's lines under today's works, in the order of her file."""
        return [entry.today for entry in self._own.get(by, ())]

    def count(self, by: str) -> int:
        """Say how many lines a reviewer has."""
        return len(self._own.get(by, ()))

    def standing(self, by: str) -> list[Decision]:
        """Give a reviewer's standing votes on the works of today, in the order of her file."""
        entries = self._own.get(by, ())
        return [entry.today for entry in entries if not entry.today.settles and self._stands(entry)]

    def said(self, place: int) -> list[Decision]:
        """Give the standing votes and settlements on a work at both stages."""
        stages = self.stages.values()
        votes = [vote for ballots in stages for vote in ballots.votes.get(place, {}).values()]
        return votes + [ballots.settled[place] for ballots in stages if place in ballots.settled]

    def touched(self) -> set[int]:
        """Give the places of the works of which anything stands."""
        return {place for ballots in self.stages.values() for place in (*ballots.votes, *ballots.settled)}

    def sought(self, stage: Stage) -> Flags:
        """Say which works are read at a stage, (n_works,): of full texts those whose abstract is included."""
        if stage == "abstract":
            return numpy.ones(len(self.sheets), dtype=bool)
        return self.stages["abstract"].included()

    def unread(self, by: str, *, stage: Stage) -> Flags:
        """Say of each work whether this reviewer is still to read it, (n_works,)."""
        return self.stages[stage].unread(by) & self.sought(stage)

    def parked(self, by: str, *, stage: Stage) -> list[int]:
        """Give the works that a reviewer put off with a maybe, the longest ago first."""
        sought = self.sought(stage)
        return [place for place in self.stages[stage].parked(by) if sought[place]]

    def assign(self, readers: Mapping[str, Flags]) -> None:
        """Take who is to read what, at both stages."""
        for ballots in self.stages.values():
            ballots.assign(readers)

    def on(self, work: str, by: str, *, stage: Stage) -> list[Decision]:
        """Give a reviewer's lines on a work, in the order of her file."""
        place = self.sheets.place(work)
        if place is None:
            return [line for line in self.own(by) if (line.work, line.stage) == (work, stage)]
        return self.stages[stage].lines(place, by)

    def key(self, work: str, by: str, *, stage: Stage) -> str:
        """
        Give the key of a reviewer's next line on a work at a stage; it follows from the log alone.

        A key that stands on a work which was one with this before is passed over.
        """
        count = len(self.on(work, by, stage=stage))
        key = _key(work, by, stage=stage, count=count)
        while (by, key) in self._keys:
            count += 1
            key = _key(work, by, stage=stage, count=count)
        return key

    def moment(self, work: str, by: str, *, stage: Stage, now: str) -> str:
        """Give now, or the reviewer's last moment on a work where a clock was set back since."""
        lines = self.on(work, by, stage=stage)
        return max([*(line.at for line in lines), now], key=datetime.fromisoformat)

    def line(self, entry: Entry) -> Line:
        """Give a line as the stages know it."""
        return Line(
            made=entry.made,
            today=None if entry.place is None else entry.today,
            stands=self._stands(entry),
            synthetic=entry.synthetic,
        )

    def _stands(self, entry: Entry) -> bool:
        if entry.place is None:
            return False
        ballots, today = self.stages[entry.made.stage], entry.today
        if today.settles:
            return ballots.settled.get(entry.place) is today
        return ballots.votes.get(entry.place, {}).get(today.by) is today


def _key(work: str, by: str, *, stage: str, count: int) -> str:
    named = json.dumps([by, work, stage, count])
    return hashlib.blake2b(named.encode(), digest_size=12).hexdigest()
