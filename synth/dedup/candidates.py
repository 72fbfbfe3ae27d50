"""What matching needs to know of a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from synth.dedup import spellings
from synth.domain.identifiers import WorkId
from synth.domain.records import Kind

# Databases give a publication one record and one id; an import may hold it as often as it likes.
# Their order decides between records retrieved at one moment.
DATABASES = ("openalex", "crossref", "pubmed", "europepmc", "eric")

# The columns of a row of records that a Candidate is made from.
COLUMNS = (
    *("record", "source", "ids", "first_ids", "first_at", "title", "original_title", "authors", "year"),
    *("venue", "issn", "volume", "issue", "pages", "type", "abstract", "relations"),
)
FEW = 10  # records that say the same in everything; more need not all be compared with one another
OPENING = 300  # characters of an abstract: enough to know it again, whatever was cut off or added behind


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """
    What matching needs to know of a record, as the record has it; an empty text where it has nothing.

    ``ids`` are the identifiers it carries now, ``first_ids`` those it was first seen with, best
    first; ``families`` are the keys of the authors' family names in their order; ``abstract`` is its
    opening; ``relations`` are the links to other publications it names, as kind and identifier.
    """

    record: str
    source: str
    ids: tuple[WorkId, ...]
    first_ids: tuple[WorkId, ...]
    first_at: datetime | None
    title: str
    original_title: str = ""
    families: tuple[str, ...] = ()
    year: int | None = None
    venue: str = ""
    issn: tuple[str, ...] = ()
    volume: str = ""
    issue: str = ""
    pages: str = ""
    kind: str = Kind.OTHER
    abstract: str = ""
    relations: tuple[tuple[str, WorkId], ...] = ()

    @property
    def place(self) -> tuple[datetime, int, str]:
        """Where it stands in the order of retrieval; without a moment behind all others."""
        source = DATABASES.index(self.source) if self.source in DATABASES else len(DATABASES)
        return self.first_at or datetime.max, source, self.record


def candidate(row: Mapping[str, Any]) -> Candidate:
    """Read a row of records, of which only ``COLUMNS`` are needed."""
    return Candidate(
        record=row["record"],
        source=row["source"],
        ids=tuple(row["ids"] or ()),
        first_ids=tuple(row["first_ids"] or ()),
        first_at=row["first_at"],
        title=row["title"] or "",
        original_title=row["original_title"] or "",
        families=tuple(family for author in row["authors"] or () if (family := spellings.family(author))),
        year=row["year"],
        venue=row["venue"] or "",
        issn=tuple(row["issn"] or ()),
        volume=row["volume"] or "",
        issue=row["issue"] or "",
        pages=row["pages"] or "",
        kind=row["type"] or Kind.OTHER,
        abstract=(row["abstract"] or "")[:OPENING],
        relations=tuple((link["kind"], link["target"]) for link in row["relations"] or () if link["target"]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """
    The place of a record in a crowd: records that say the same in everything, and have no identifier.

    ``crowd`` tells which; ``number`` is 0 for the first retrieved, 1 for those of the first FEW, else 2.
    """

    crowd: int
    number: int


def crowding(candidate: Candidate) -> bool:
    """Say whether a record may be in a crowd: it has no identifier but the hash of what it says."""
    return all(identifier.startswith("file:") for identifier in candidate.ids)


def turns(ordered: Iterable[Candidate]) -> dict[str, Turn]:
    """
    Give the turn of each record that is in a crowd of more than FEW.

    Whatever two of a crowd are to each other, any other two are: each need only be compared with the first,
    and thousands of «Editorial, 2019» are as many pairs to look at, not millions.
    """
    crowds: dict[Candidate, list[str]] = {}
    for candidate in ordered:
        if crowding(candidate):
            said = replace(candidate, record="", ids=(), first_ids=(), first_at=None)
            crowds.setdefault(said, []).append(candidate.record)
    return {
        record: Turn(crowd=crowd, number=min(place, 1) if place < FEW else 2)
        for crowd, records in enumerate(crowds.values())
        for place, record in enumerate(records)
        if len(records) > FEW
    }
