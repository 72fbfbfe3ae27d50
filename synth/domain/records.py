"""What sources say about publications, and the publications themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from synth.domain.identifiers import WorkId


class Kind(StrEnum):
    """What a publication is; the source's own word stands beside it in ``source_type``."""

    ARTICLE = "article"
    REVIEW = "review"
    PREPRINT = "preprint"
    CONFERENCE = "conference"
    CHAPTER = "chapter"
    BOOK = "book"
    DISSERTATION = "dissertation"
    REPORT = "report"
    COMMENTARY = "commentary"  # editorials, letters, comments, news
    ERRATUM = "erratum"
    RETRACTION = "retraction"  # the notice, not the retracted work
    PEER_REVIEW = "peer-review"
    DATASET = "dataset"
    OTHER = "other"


class Status(StrEnum):
    """
    What a source knows about a publication's standing.

    ``unknown`` where the source has no such field; ``clean`` where it has one and nothing is in it.
    """

    UNKNOWN = "unknown"
    CLEAN = "clean"
    CORRECTED = "corrected"
    CONCERN = "concern"
    RETRACTED = "retracted"


class RelationKind(StrEnum):
    """How a publication stands to another one; read as «this record is … the other»."""

    PREPRINT_OF = "preprint_of"
    HAS_PREPRINT = "has_preprint"
    ERRATUM_OF = "erratum_of"
    HAS_ERRATUM = "has_erratum"
    RETRACTION_OF = "retraction_of"  # this is the notice
    RETRACTED_BY = "retracted_by"
    CONCERN_ABOUT = "concern_about"
    HAS_CONCERN = "has_concern"
    COMMENT_ON = "comment_on"
    HAS_COMMENT = "has_comment"
    REPLY_TO = "reply_to"
    HAS_REPLY = "has_reply"
    VERSION_OF = "version_of"
    HAS_VERSION = "has_version"
    CONFERENCE_ABSTRACT_OF = "conference_abstract_of"
    HAS_CONFERENCE_ABSTRACT = "has_conference_abstract"
    CHAPTER_OF = "chapter_of"
    HAS_CHAPTER = "has_chapter"
    REVIEW_OF = "review_of"
    HAS_REVIEW = "has_review"
    PART_OF = "part_of"
    HAS_PART = "has_part"
    OTHER = "other"


# Each kind with its other side: where this record is the preprint of the other, the other has this preprint.
_FORWARD = {
    RelationKind.PREPRINT_OF: RelationKind.HAS_PREPRINT,
    RelationKind.ERRATUM_OF: RelationKind.HAS_ERRATUM,
    RelationKind.RETRACTION_OF: RelationKind.RETRACTED_BY,
    RelationKind.CONCERN_ABOUT: RelationKind.HAS_CONCERN,
    RelationKind.COMMENT_ON: RelationKind.HAS_COMMENT,
    RelationKind.REPLY_TO: RelationKind.HAS_REPLY,
    RelationKind.VERSION_OF: RelationKind.HAS_VERSION,
    RelationKind.CONFERENCE_ABSTRACT_OF: RelationKind.HAS_CONFERENCE_ABSTRACT,
    RelationKind.CHAPTER_OF: RelationKind.HAS_CHAPTER,
    RelationKind.REVIEW_OF: RelationKind.HAS_REVIEW,
    RelationKind.PART_OF: RelationKind.HAS_PART,
}
# What may be said of two publications, read as «the one is … the other»; the other side is not said again.
SAYABLE = tuple(_FORWARD)
INVERSE = {**_FORWARD, **{back: there for there, back in _FORWARD.items()}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A link to another publication; ``target`` is None where the source names none."""

    kind: RelationKind
    target: WorkId | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """One author as the source gives it; ``name`` is what to show, also for a group."""

    name: str
    family: str | None = None
    given: str | None = None
    orcid: str | None = None
    affiliations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """
    One source's account of one publication.

    Records are never edited. ``native`` is the source's own id for it, so that ``source`` and
    ``native`` name the record; ``ids`` holds every identifier the source gives, best first, and
    is never empty. ``date`` is ISO 8601, as exact as the source has it (``2025``, ``2025-01``,
    ``2025-01-31``). ``references`` holds the identifiers of what it cites, ``reference_count`` how
    many references the source says it has, those without an identifier included.
    """

    source: str
    native: str
    ids: tuple[WorkId, ...]
    title: str
    original_title: str | None = None
    abstract: str | None = None
    authors: tuple[Author, ...] = ()
    year: int | None = None
    date: str | None = None
    venue: str | None = None
    publisher: str | None = None
    issn: tuple[str, ...] = ()
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    type: Kind = Kind.OTHER
    source_type: str | None = None
    language: str | None = None
    keywords: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    references: tuple[WorkId, ...] = ()
    reference_count: int | None = None
    cited_by_count: int | None = None
    oa_url: str | None = None
    oa_status: str | None = None
    licence: str | None = None
    status: Status = Status.UNKNOWN
    relations: tuple[Relation, ...] = ()

    @property
    def key(self) -> str:
        """The record's name: ``openalex/W123``."""
        return f"{self.source}/{self.native}"


class Why(StrEnum):
    """Why a field of a work was taken from this record and no other."""

    ONLY = "the only record that has it"
    TRUSTED = "trusted most for this field"
    FIRST = "retrieved first of equally trusted records"
    COMMON = "more sources say the same"
    QUIET = "a title that is not all in capitals"
    WHOLE = "the whole title, where others stop"
    FULLER = "the fuller abstract"
    LABELLED = "an abstract with its parts labelled"
    LONGER = "the longer list of authors"
    NAMED = "given names in full"
    TELLING = "says what kind it is"
    GRAVEST = "the gravest status"
    WITH_YEAR = "from the record that gave the year"
    WITH_KIND = "from the record that gave the kind"
    PUBLICATION = "of the publication itself, not of its preprint, abstract or notice"
    ADDS = "adds to the list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """Where one field of a work was taken from; a list united from several records has a line for each."""

    field: str
    record: str
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """
    What one record says of a field on which the records of a work do not all say the same.

    ``value`` is as the record has it, long texts cut; ``differs``: from what the work's account says.
    """

    field: str
    record: str
    value: str
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """
    One publication: the records that describe it, and the account chosen from them.

    ``id`` is the best identifier of the record that was retrieved first, so no later record
    changes it; ``aliases`` are all identifiers, so that a decision made under any of them still
    finds its work. ``account`` holds the fields of a record, by name; ``first_at`` is when the first
    record was retrieved, None where nothing says.
    """

    id: WorkId
    aliases: tuple[WorkId, ...]
    records: tuple[str, ...]
    first_at: datetime | None
    account: Mapping[str, Any]
    lineage: tuple[Lineage, ...]
    disagreements: tuple[Disagreement, ...] = ()
