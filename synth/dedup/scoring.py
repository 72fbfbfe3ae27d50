"""Two records compared: what all their fields say, and the sum of it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from synth.dedup import evidence
from synth.dedup.evidence import Evidence, Level
from synth.dedup.quick import once
from synth.dedup.traits import Traits

SHORT = 20  # letters; a shorter title may be that of many publications
EVEN = 4.0  # the weight at which records that are compared are as often the same as not


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What each field of two records says, and the sum of it."""

    one: Traits
    other: Traits
    title: Evidence
    authors: Evidence
    year: Evidence
    journal: Evidence
    volume: Evidence
    issue: Evidence
    pages: Evidence
    abstract: Evidence
    identifiers: tuple[Evidence, ...]
    database: Evidence

    @once
    def common(self) -> bool:
        """Say whether a title is one that many publications have, or so short that many may."""
        return self.one.stock or min(len(self.one.key), len(self.other.key)) < SHORT

    @once
    def identified(self) -> bool:
        """Say whether they have an identifier in common."""
        return any(field.level is Level.AGREES for field in self.identifiers)

    @once
    def positioned(self) -> bool:
        """Say whether they stand in one place, begin with one abstract, or have an identifier in common."""
        pages, volume, issue = self.pages.level, self.volume.level, self.issue.level
        return (
            self.identified
            or (pages is Level.AGREES and volume is not Level.DIFFERS)
            or (volume is Level.AGREES and pages is not Level.DIFFERS and issue is not Level.DIFFERS)
            or (self.abstract.level is Level.AGREES and pages is not Level.DIFFERS)
        )

    @once
    def fields(self) -> tuple[Evidence, ...]:
        """Give all evidence, identifiers first."""
        bibliographic = (self.title, self.authors, self.year, self.journal, self.volume, self.issue)
        return (*self.identifiers, *bibliographic, self.pages, self.abstract, self.database)

    @once
    def weight(self) -> float:
        """Give the sum of all weights."""
        return sum(field.weight for field in self.fields)

    @property
    def score(self) -> float:
        """The weight as a probability, from 0 to 1."""
        return 1 / (1 + math.exp(EVEN - self.weight))

    @property
    def reasons(self) -> tuple[str, ...]:
        """What speaks for the two being the same, then what against, the weightiest first."""
        said = [field for field in self.fields if field.words]
        return tuple(field.words for field in sorted(said, key=lambda field: -field.weight))


def compare(one: Traits, other: Traits) -> Comparison:
    """Compare two records field by field."""
    return Comparison(
        one=one,
        other=other,
        title=evidence.title(one, other),
        authors=evidence.authors(one, other),
        year=evidence.year(one, other),
        journal=evidence.journal(one, other),
        volume=evidence.volume(one, other),
        issue=evidence.issue(one, other),
        pages=evidence.pages(one, other),
        abstract=evidence.abstract(one, other),
        identifiers=tuple(evidence.identifiers(one, other)),
        database=evidence.database(one, other),
    )
