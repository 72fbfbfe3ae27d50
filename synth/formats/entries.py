"""What a bibliography file holds: entries as they were written, as they were read, and faults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from synth.domain.records import Author, Record

# Every format gives an entry's values under these names; a name may have several values, best first:
# name; doi pubmed pmc openalex eric, ids (of any kind), mentions (texts that may be an identifier);
# title original_title abstract authors date venue publisher issn volume issue pages type language
# keywords subjects references reference_count cited_by_count oa_url oa_status licence status;
# what screeners left behind: notes, and the columns of LABELS under their own names.
Fields = Mapping[str, Sequence[str]]
# Where a table says whether an entry was included, best first: our own column, then ASReview's names.
LABELS = (
    "label_included",
    "asreview_label",
    "included",
    "label",
    "final_included",
    "included_label",
    "included_final",
    "included_flag",
    "include",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """
    One entry as a file has it, before its values are read; ``line`` is where it begins, from 1.

    ``authors`` where the format has them apart; else they stand in the fields.
    """

    line: int
    fields: Fields
    authors: tuple[Author, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    One publication of a file.

    ``line`` is where it begins, counted from 1; ``name`` is what the file itself calls it (the
    column ``record_id`` or ``id``, the RIS tag ``ID``, BibTeX's key), empty where it has no name.
    """

    line: int
    record: Record
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """
    What is wrong at a line, in words; ``field`` is the column or tag at fault where one is.

    ``skipped``: an entry was lost by it; else the entry follows without the part that was wrong.
    """

    line: int
    words: str
    skipped: bool = True
    field: str = ""
