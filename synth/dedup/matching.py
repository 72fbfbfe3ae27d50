"""
Which records describe the same publication, and why.

Equal identifiers first, then equal title, year and first author. What this leaves apart on purpose
is said at each rule; pairs that only look alike are for a person, and a later version, to judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from networkx.utils import UnionFind

from synth.dedup import spellings
from synth.domain.identifiers import WorkId
from synth.domain.records import Kind

# Databases give a publication one record and one id; an import may hold it as often as it likes.
# Their order decides between records retrieved at one moment.
DATABASES = ("openalex", "crossref", "pubmed", "europepmc", "eric")

# A notice is about an article and carries its title; a preprint is read and cited beside its article.
APART = frozenset({Kind.ERRATUM, Kind.RETRACTION, Kind.PEER_REVIEW, Kind.DATASET, Kind.PREPRINT})

TITLE = "title+year+author"

# The columns of a row of records that a Candidate is made from.
COLUMNS = ("record", "source", "ids", "first_ids", "first_at", "title", "year", "authors", "type")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """
    What matching needs to know of a record.

    ``ids`` are the identifiers it carries now, ``first_ids`` those it was first seen with, best
    first; ``family`` is the key of the first author's family name, empty where there is none.
    """

    record: str
    source: str
    ids: tuple[WorkId, ...]
    first_ids: tuple[WorkId, ...]
    first_at: datetime | None
    title: str
    year: int | None
    family: str
    kind: str

    @property
    def place(self) -> tuple[datetime, int, str]:
        """Where it stands in the order of retrieval; without a moment behind all others."""
        source = DATABASES.index(self.source) if self.source in DATABASES else len(DATABASES)
        return self.first_at or datetime.max, source, self.record


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two records joined directly, the one retrieved first before the other, and what joined them."""

    record: str
    other: str
    rule: str
    value: str


def candidate(row: Mapping[str, Any]) -> Candidate:
    """Read a row of records, of which only ``COLUMNS`` are needed."""
    authors = row["authors"] or ()
    return Candidate(
        record=row["record"],
        source=row["source"],
        ids=tuple(row["ids"] or ()),
        first_ids=tuple(row["first_ids"] or ()),
        first_at=row["first_at"],
        title=row["title"] or "",
        year=row["year"],
        family=spellings.family(authors[0]) if authors else "",
        kind=row["type"] or Kind.OTHER,
    )


def match(candidates: Iterable[Candidate]) -> list[Pair]:
    """Give the pairs that join records, in a fixed order: by identifiers, then by title."""
    ordered = sorted(candidates, key=lambda candidate: candidate.place)
    found = list(_by_identifier(ordered))
    return found + list(_by_title(ordered, found))


def _by_identifier(ordered: Sequence[Candidate]) -> Iterator[Pair]:
    carriers: dict[WorkId, list[Candidate]] = {}
    for candidate in ordered:
        for identifier in dict.fromkeys(candidate.ids):
            carriers.setdefault(identifier, []).append(candidate)
    for identifier in sorted(name for name, group in carriers.items() if len(group) > 1):
        yield from _joined(identifier, carriers[identifier])


def _container(carriers: Iterable[Candidate]) -> bool:
    """Say whether one source gives an identifier to different titles: a congress supplement's DOI."""
    first: dict[str, str] = {}
    return not all(
        spellings.agree(first.setdefault(candidate.source, candidate.title), candidate.title)
        for candidate in carriers
    )


def _joined(identifier: WorkId, carriers: Sequence[Candidate]) -> Iterator[Pair]:
    """Join each record to the first one before it that it does not contradict."""
    rule = identifier.split(":", 1)[0]
    container = _container(carriers)  # then it is evidence only between records of one title
    for number, candidate in enumerate(carriers):
        other = next(
            (
                one
                for one in carriers[:number]
                if not _contradict(one, candidate)
                and (not container or spellings.agree(one.title, candidate.title))
            ),
            None,
        )
        if other:
            yield Pair(record=other.record, other=candidate.record, rule=rule, value=identifier)


def _contradict(one: Candidate, other: Candidate) -> bool:
    """Say whether title and first author both differ: then one of the two has a wrong identifier."""
    families = one.family and other.family
    alike = one.family in other.family or other.family in one.family
    return bool(families) and not alike and not spellings.agree(one.title, other.title)


class _Joint:
    """Records joined so far, with what a further join must respect."""

    def __init__(self, ordered: Iterable[Candidate], pairs: Iterable[Pair]) -> None:
        self._sets: UnionFind[str] = UnionFind()
        self._traits: dict[str, frozenset[str]] = {}
        for candidate in ordered:
            database = {candidate.source} & set(DATABASES)
            self._traits[self._sets[candidate.record]] = frozenset({candidate.kind} & APART | database)
        for pair in pairs:
            self.join(pair.record, pair.other)

    def join(self, record: str, other: str) -> None:
        """Make one set of two."""
        traits = self._traits[self._sets[record]] | self._traits[self._sets[other]]
        self._sets.union(record, other)
        self._traits[self._sets[record]] = traits

    def may_join(self, record: str, other: str) -> bool:
        """
        Say whether a title may join two sets.

        Not where that would make one of two records of one database, also not by way of a third;
        not where only one of them is a notice or a preprint; and not where they are joined already.
        """
        root, second = self._sets[record], self._sets[other]
        shared = self._traits[root] & self._traits[second]
        apart = (self._traits[root] ^ self._traits[second]) & APART
        return root != second and not shared.intersection(DATABASES) and not apart


def _by_title(ordered: Sequence[Candidate], found: Iterable[Pair]) -> Iterator[Pair]:
    joint = _Joint(ordered, found)
    for (_, year, family), group in sorted(_titled(ordered).items()):
        for number, candidate in enumerate(group):
            for other in group[:number]:
                if joint.may_join(other.record, candidate.record):
                    joint.join(other.record, candidate.record)
                    value = f"{spellings.plain(candidate.title)} · {year} · {family}"
                    yield Pair(record=other.record, other=candidate.record, rule=TITLE, value=value)


def _titled(ordered: Iterable[Candidate]) -> dict[tuple[str, int, str], list[Candidate]]:
    """Give the records that share a telling title, a year and a first author."""
    groups: dict[tuple[str, int, str], list[Candidate]] = {}
    for candidate in ordered:
        title = spellings.key(candidate.title)
        if candidate.year and candidate.family and spellings.telling(title):
            groups.setdefault((title, candidate.year, candidate.family), []).append(candidate)
    return {place: group for place, group in groups.items() if len(group) > 1}
