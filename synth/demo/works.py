"""The publications as columns: what each is about, when it appeared, and what became of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from synth.demo import journals
from synth.demo.languages import LANGUAGES
from synth.demo.topics import TOPICS
from synth.demo.vocabulary import SHARES, Genre

Column = NDArray[np.int64]

START = datetime.date(1996, 1, 1).toordinal()
EPOCH = datetime.date(2026, 11, 1).toordinal()  # the day at which a literature has as many works as asked for
HORIZON = EPOCH + 730  # nothing is grown beyond; a later day shows no more news
COMMUNITIES = 3  # groups of authors within a topic who cite each other most
DESIGNS = (
    "interviews",
    "focus groups",
    "survey",
    "mixed",
    "longitudinal",
    "trial",
    "scale",
    "review",
    "commentary",
    "cohort",
    "laboratory",
)
_LEARNING = (0.20, 0.10, 0.25, 0.10, 0.08, 0.07, 0.05, 0.10, 0.05, 0, 0)
_MEDICAL = (0.02, 0, 0.04, 0, 0.06, 0.14, 0, 0.06, 0.02, 0.46, 0.20)


class Kind(IntEnum):
    """What a publication is, whatever it is about."""

    ARTICLE = 0
    PREPRINT = 1
    CONFERENCE = 2
    EDITORIAL = 3
    DISSERTATION = 4
    ERRATUM = 5
    RETRACTION = 6  # the notice
    CONCERN = 7  # the notice


NOTICES = (Kind.ERRATUM, Kind.RETRACTION, Kind.CONCERN)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Works:
    """
    One entry a publication, in the order of publication; each column has the shape ``(n_works,)``.

    Days are proleptic Gregorian ordinals, 0 where a thing never happens. ``parent`` is the work that a
    preprint, notice, conference abstract or second part belongs to, -1 for none. ``text_of`` is the
    work whose words a work shares (itself, mostly). ``part`` counts the parts of a series from 1.
    """

    genre: Column
    topic: Column
    community: Column
    kind: Column
    design: Column
    language: Column
    journal: Column
    day: Column
    printed: Column
    retracted: Column
    concern: Column
    corrected: Column
    parent: Column
    text_of: Column
    part: Column
    doi: Column
    salt: Column

    def __len__(self) -> int:
        return len(self.day)


def _days(rng: np.random.Generator, *, before: int, after: int) -> Column:
    """Give days of publication: growing by an eighth a year up to the epoch, level from there on."""
    rate = 0.12 / 365
    share = rng.random(before)
    past = START + np.log1p(share * np.expm1(rate * (EPOCH - START))) / rate
    future = EPOCH + rng.random(after) * (HORIZON - EPOCH)
    return np.sort(np.concatenate([past, future]).astype(np.int64))


def _journals(rng: np.random.Generator, *, topic: Column, language: Column) -> Column:
    places = np.zeros(len(topic), dtype=np.int64)
    for number in range(len(TOPICS)):
        here = np.flatnonzero(topic == number)
        choice = journals.of_topic(number)
        weights = 1 / np.arange(1, len(choice) + 1) ** 0.7
        places[here] = rng.choice(choice, size=len(here), p=weights / weights.sum())
    for number, spoken in enumerate(LANGUAGES[1:], 1):
        places[language == number] = journals.of_language(spoken.code)
    return places


def _drawn(rng: np.random.Generator, table: Column | NDArray[np.float64], rows: Column) -> Column:
    """Draw one column number for each row by the weights that ``table`` has for that row."""
    weights = np.cumsum(table / table.sum(axis=1, keepdims=True), axis=1)
    weights[:, -1] = 1.0
    drawn: Column = (rng.random(len(rows))[:, None] > weights[rows]).sum(axis=1)
    return drawn


def _base(rng: np.random.Generator, works: int) -> dict[str, Column]:
    """Draw the works that stand for themselves."""
    day = _days(rng, before=max(1, round(works * 0.915)), after=round(works * 0.2))
    size = len(day)
    genre = rng.choice(len(SHARES), size=size, p=np.array(SHARES) / sum(SHARES))
    topic = _drawn(rng, np.array([topic.genres for topic in TOPICS], dtype=float).T, genre)
    medical = np.isin(topic, [number for number, entry in enumerate(TOPICS) if "laboratory" in entry.name])
    language = np.where(rng.random(size) < 0.07, rng.integers(1, len(LANGUAGES), size), 0)
    kind = rng.choice(
        [Kind.ARTICLE, Kind.CONFERENCE, Kind.EDITORIAL, Kind.DISSERTATION],
        size=size,
        p=[0.945, 0.025, 0.018, 0.012],
    )
    kind = np.where(
        np.isin(genre, [Genre.EDUCATION, Genre.NEIGHBOUR, Genre.PASSING]) | (kind != Kind.EDITORIAL), kind, 0
    )
    language = np.where(kind == Kind.ARTICLE, language, 0)
    return {
        "genre": genre,
        "topic": topic,
        "community": topic * COMMUNITIES + rng.integers(0, COMMUNITIES, size),
        "kind": kind.astype(np.int64),
        "design": _drawn(rng, np.array([_LEARNING, _MEDICAL]), medical.astype(np.int64)),
        "language": language,
        "journal": _journals(rng, topic=topic, language=language),
        "day": day,
        "printed": np.where(rng.random(size) < 0.3, day + rng.integers(30, 330, size), day),
        "doi": (rng.random(size) < 0.62 + 0.24 * (day - START) / (HORIZON - START)).astype(np.int64),
        "salt": rng.integers(0, 2**62, size),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offspring:
    """A kind of work that grows out of an article: how often, and how many days before or after it."""

    kind: Kind
    share: float
    earliest: int
    latest: int
    since: int = 0  # articles of earlier years have none


_OFFSPRING = (
    _Offspring(kind=Kind.PREPRINT, share=0.055, earliest=-420, latest=-60, since=2016),
    _Offspring(kind=Kind.CONFERENCE, share=0.02, earliest=-700, latest=-150),
    _Offspring(kind=Kind.ARTICLE, share=0.01, earliest=5, latest=120),
    _Offspring(kind=Kind.ERRATUM, share=0.02, earliest=30, latest=500),
    _Offspring(kind=Kind.RETRACTION, share=0.016, earliest=150, latest=1200),
    _Offspring(kind=Kind.CONCERN, share=0.006, earliest=100, latest=900),
)


def _grown(rng: np.random.Generator, base: dict[str, Column], offspring: _Offspring) -> dict[str, Column]:
    """Draw the parents of one kind of offspring and write their columns."""
    day = base["day"]
    first = datetime.date(offspring.since, 1, 1).toordinal() if offspring.since else START
    open_to = (base["kind"] == Kind.ARTICLE) & (base["part"] == 0) & (day >= first) & (base["language"] == 0)
    parent = np.flatnonzero(open_to & (rng.random(len(day)) < offspring.share))
    born = day[parent] + rng.integers(offspring.earliest, offspring.latest + 1, len(parent))
    kept = (born <= HORIZON) & (born >= START)
    parent, born = parent[kept], born[kept]
    grown = {name: column[parent] for name, column in base.items()}
    grown |= {"day": born, "printed": born, "parent": parent, "text_of": base["text_of"][parent]}
    grown |= {"kind": np.full(len(parent), offspring.kind), "salt": rng.integers(0, 2**62, len(parent))}
    grown |= {name: np.zeros_like(parent) for name in ("retracted", "concern", "corrected")}
    return grown


def _settle(base: dict[str, Column], grown: dict[str, Column], offspring: _Offspring) -> None:
    """Tell parents what became of them, and give their offspring its own place."""
    fate = {Kind.ERRATUM: "corrected", Kind.RETRACTION: "retracted", Kind.CONCERN: "concern"}.get(
        offspring.kind
    )
    if fate:
        base[fate][grown["parent"]] = grown["day"]
        grown["doi"] = np.ones_like(grown["doi"])
    if offspring.kind is Kind.PREPRINT:
        grown["journal"] = np.full_like(grown["journal"], journals.preprints())
        grown["doi"] = np.ones_like(grown["doi"])
    if offspring.kind is Kind.ARTICLE:
        base["part"][grown["parent"]] = 1
        grown["part"] = np.full_like(grown["part"], 2)


def grow(rng: np.random.Generator, works: int) -> Works:
    """
    Grow the whole literature up to the horizon; about ``works`` of it lie before the epoch.

    What is seen on a day is decided elsewhere: growth never depends on it, so a later day shows the
    same literature plus news.
    """
    base = _base(rng, works)
    size = len(base["day"])
    base |= {name: np.zeros(size, dtype=np.int64) for name in ("retracted", "concern", "corrected", "part")}
    base |= {"parent": np.full(size, -1), "text_of": np.arange(size)}
    litter = []
    for offspring in _OFFSPRING:
        grown = _grown(rng, base, offspring)
        _settle(base, grown, offspring)
        litter.append(grown)
    whole = {name: np.concatenate([base[name], *(grown[name] for grown in litter)]) for name in base}
    return _ordered(whole)


def _ordered(whole: dict[str, Column]) -> Works:
    """Sort by day of publication and let ``parent`` and ``text_of`` follow."""
    order = np.argsort(whole["day"], kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    columns = {name: column[order].astype(np.int64) for name, column in whole.items()}
    columns["text_of"] = place[columns["text_of"]]
    columns["parent"] = np.where(columns["parent"] >= 0, place[columns["parent"]], -1)
    return Works(**{field.name: columns[field.name] for field in fields(Works)})
