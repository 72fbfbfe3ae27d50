"""The review: its question, criteria, reasons and settings."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from synth.domain.records import RelationKind


class Profile(StrEnum):
    """Where the corpus comes from."""

    DEMO = "demo"
    LIVE = "live"
    FILES = "files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One rule of eligibility; ``include`` says which way it decides."""

    name: str
    text: str
    include: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """
    One reason for exclusion, chosen with a key from 1 to 9.

    ``not_retrieved``: it says that a report was sought and could not be had; PRISMA counts these apart.
    """

    id: str
    label: str
    not_retrieved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """
    How the world is asked.

    ``as_of`` pins the date the corpus is complete to; None: today, rounded down to a multiple of
    ``refresh_every_days``. ``sources`` are asked in the live and demo profiles. ``contact`` is the
    e-mail address the APIs ask for. ``bases`` puts another address in the place of a source's own.
    """

    as_of: datetime.date | None = None
    refresh_every_days: int = 7
    sources: tuple[str, ...] = ("openalex", "crossref", "pubmed", "europepmc", "eric")
    contact: str = ""
    bases: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """The demonstration literature: ``works`` publications grown from ``seed``, seen on ``as_of``."""

    seed: int = 20251120
    works: int = 2500
    as_of: datetime.date = datetime.date(2026, 11, 1)
    faults: tuple[str, ...] = ()


class Point(StrEnum):
    """How sure matching must be: BALANCED errs as seldom either way, SAFE never joins what is in doubt."""

    BALANCED = "balanced"
    SAFE = "safe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dedup:
    """How records become works; ``one_work`` are the relations that make two publications one work."""

    point: Point = Point.BALANCED
    one_work: tuple[RelationKind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """
    How works are ranked, and when enough is read; ``seed`` steers everything random.

    ``target`` is the share of the relevant works to be found, ``confidence`` how sure of that one wants
    to be, ``stopping`` the rule that says it.
    """

    model: str = "svm"
    seed: int = 1
    target: float = 0.95
    confidence: float = 0.95
    stopping: str = "curve"


class Scope(StrEnum):
    """Which works topics are made of: ALL that are here, or those INCLUDED."""

    ALL = "all"
    INCLUDED = "included"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """
    How works are coded; ``examples`` is how many works people must have coded with a code, and as many
    without it, before the tagger proposes it; ``sure`` the least probability of a proposal.
    """

    examples: int = 10
    sure: float = 0.5
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """Which works topics are made of, between which numbers of topics is chosen, and the seed."""

    scope: Scope = Scope.ALL
    least: int = 4
    most: int = 30
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Citations:
    """
    How citations are measured: betweenness from ``pivots`` works drawn by chance where there are more works
    than that; ``links`` strongest co-citations and couplings of each work are kept; ``seed`` for all chance.
    """

    pivots: int = 2000
    links: int = 10
    seed: int = 1


class Assignment(StrEnum):
    """Who reads what: ALL may read everything, SHARE deals it out evenly, LABEL goes by the words in it."""

    ALL = "all"
    SHARE = "share"
    LABEL = "label"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The works that hold one of ``words`` (each the beginning of a word) are read by ``reviewers``."""

    label: str
    words: tuple[str, ...]
    reviewers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """
    Who screens, and how.

    Each work is decided by ``votes`` people at each stage. ``reviewers`` empty: everybody with an account
    that may screen. ``blind``: nobody sees what another said before the work has all its votes.
    ``masked``: what the card hides of ``authors`` and ``venue``. ``sampler``: what is shown next.
    """

    reviewers: tuple[str, ...] = ()
    votes: int = 1
    blind: bool = True
    assignment: Assignment = Assignment.ALL
    shares: tuple[Share, ...] = ()
    masked: tuple[str, ...] = ("authors", "venue")
    sampler: str = "most relevant"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWork:
    """
    A publication known before the search, asked for by its DOI.

    ``authors`` are as they were written, in order; ``known_from`` says why it is known: a seed, a
    review's reference list, an instrument.
    """

    doi: str
    title: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    journal: str = ""
    known_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Question, criteria, reasons for exclusion and settings under one name."""

    name: str
    question: str
    profile: Profile = Profile.DEMO
    criteria: tuple[Criterion, ...] = ()
    reasons: tuple[Reason, ...] = ()
    harvest: Harvest = field(default_factory=Harvest)
    demo: Demo = field(default_factory=Demo)
    dedup: Dedup = field(default_factory=Dedup)
    screening: Screening = field(default_factory=Screening)
    team: Team = field(default_factory=Team)
    coding: Coding = field(default_factory=Coding)
    topics: Topics = field(default_factory=Topics)
    citations: Citations = field(default_factory=Citations)
