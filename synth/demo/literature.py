"""The demonstration literature: synthetic publications in five sources, as seen on one day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from synth.demo import citing, records, works
from synth.demo.records import SOURCES, Records
from synth.demo.vocabulary import Genre
from synth.demo.works import Column, Works
from synth.domain.reviews import Demo

# Of the generator: another one grows another literature from the same seed, and is harvested anew.
VERSION = 2

_HEALTH = re.compile(r"nurs|medic|health|surg|clinic|rural|psych|rehab|pharm|dent|midwi", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """What is known of a real work: bibliographic facts only; ``authors`` as ``Family IN``."""

    doi: str
    title: str
    authors: tuple[str, ...]
    year: int
    journal: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Literature:
    """
    Publications, what five sources say of them, and who cites whom, up to the horizon.

    ``as_of`` decides only what is seen of it. Works from ``synthetic`` on are the real landmarks.
    """

    works: Works
    records: Records
    citations: citing.Citations
    landmarks: tuple[Landmark, ...]
    as_of: datetime.date

    @property
    def today(self) -> int:
        """The day it is seen on, as an ordinal."""
        return self.as_of.toordinal()

    @property
    def synthetic(self) -> int:
        """How many works are made up; the places from there on are landmarks."""
        return len(self.works) - len(self.landmarks)

    @cached_property
    def seen(self) -> NDArray[np.bool_]:
        """Which records exist by now; shape ``(n_records,)``."""
        return self.records.day <= self.today

    def records_of(self, source: str) -> Column:
        """Give the records a source has by now, in the order in which it got them."""
        place = SOURCES.index(source)
        here = np.arange(self.records.start[place], self.records.start[place + 1])
        return here[self.seen[here]]

    @cached_property
    def held(self) -> Column:
        """Give for each source and work its first record, -1 for none; shape ``(5, n_works)``."""
        held = np.full((len(SOURCES), len(self.works)), -1)
        shown = np.flatnonzero(self.seen)[::-1]
        held[self.records.source[shown], self.records.work[shown]] = shown
        return held

    @cached_property
    def entered(self) -> Column:
        """Give for each source and work its first record, now or some day; shape ``(5, n_works)``."""
        entered = np.full((len(SOURCES), len(self.works)), -1)
        every = np.arange(len(self.records))[::-1]
        entered[self.records.source[every], self.records.work[every]] = every
        return entered

    @cached_property
    def records_by_work(self) -> tuple[list[int], ...]:
        """The records of each work, those to come among them, by source and number."""
        found: list[list[int]] = [[] for _ in range(len(self.works))]
        for record, work in enumerate(self.records.work.tolist()):
            found[work].append(record)
        return tuple(found)

    @cached_property
    def in_container(self) -> NDArray[np.bool_]:
        """Which works share the DOI of a congress supplement; shape ``(n_works,)``."""
        return records.container(self.works)

    @cached_property
    def offspring(self) -> dict[int, tuple[int, ...]]:
        """The preprints, notices, conference abstracts and second parts of each work that has any."""
        children: dict[int, list[int]] = {}
        for child in np.flatnonzero(self.works.parent >= 0):
            children.setdefault(int(self.works.parent[child]), []).append(int(child))
        return {parent: tuple(found) for parent, found in children.items()}

    @cached_property
    def cited_by(self) -> Column:
        """Give how often each source has seen each work cited; shape ``(5, n_works)``."""
        counts = np.zeros((len(SOURCES), len(self.works)), dtype=np.int64)
        for place in range(len(SOURCES)):
            known = self.held[place, self.citations.citing] >= 0
            if place == records.OPENALEX:
                known &= self.citations.linked
            counts[place] = np.bincount(self.citations.cited[known], minlength=len(self.works))
        return counts

    def truth_name(self, work: int) -> str:
        """Give the truth's id of a work; no source ever shows it."""
        if work >= self.synthetic:
            return f"landmark-{work - self.synthetic + 1:03d}"
        return f"work-{work + 1:06d}"


def _with_landmarks(grown: Works, landmarks: Sequence[Landmark]) -> Works:
    """Add the real works behind the synthetic ones."""
    days = [datetime.date(landmark.year, 1, 1).toordinal() for landmark in landmarks]
    size = len(days)
    columns: dict[str, Column] = {field.name: np.zeros(size, dtype=np.int64) for field in fields(Works)}
    columns |= {"day": np.array(days, dtype=np.int64), "printed": np.array(days, dtype=np.int64)}
    columns |= {"doi": np.ones(size, dtype=np.int64), "parent": np.full(size, -1)}
    columns |= {"genre": np.full(size, Genre.BELONGING), "text_of": len(grown) + np.arange(size)}
    return Works(**{name: np.concatenate([getattr(grown, name), column]) for name, column in columns.items()})


def generate(demo: Demo, landmarks: Sequence[Landmark]) -> Literature:
    """
    Grow the literature that a seed and a size mean, with the real landmarks in it, seen on ``demo.as_of``.

    The same seed and size give the same literature on every day: a later day only shows more of it.
    Bodies of answers are written when they are asked for.
    """
    seeds = [np.random.default_rng([demo.seed, demo.works, part]) for part in range(3)]
    grown = works.grow(seeds[0], demo.works)
    held = records.index(seeds[1], grown)
    citations = citing.cite(seeds[2], grown)
    if landmarks:
        health = np.array([_HEALTH.search(landmark.journal) is not None for landmark in landmarks])
        held = records.with_landmarks(held, len(grown) + np.arange(len(landmarks)), health)
        grown = _with_landmarks(grown, landmarks)
        citations = citing.gathered(citations.citing, citations.cited, len(grown))
    return Literature(
        works=grown, records=held, citations=citations, landmarks=tuple(landmarks), as_of=demo.as_of
    )
