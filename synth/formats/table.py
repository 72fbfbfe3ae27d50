"""CSV with a header, as spreadsheets, reference managers and data sets write it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from synth.formats import accounts
from synth.formats.entries import Entry, Fault

NAMES: tuple[str, ...] = (".csv", ".tsv", ".tab")
TITLE = "CSV"
SEPARATORS = (",", ";", "\t")

# What a column may be called -> the field it holds. Case does not matter, and a blank or a hyphen is
# read as an underscore.
COLUMNS = {
    column: name
    for name, columns in {
        "name": "record_id id key",
        "doi": "doi",
        "pubmed": "pmid pubmed pubmed_id",
        "pmc": "pmcid pmc pmc_id",
        "openalex": "openalex openalex_id",
        "eric": "eric_id eric",
        "ids": "ids",
        "mentions": "url link",
        "title": "title article_title document_title",
        "original_title": "original_title",
        "abstract": "abstract abstract_note",
        "authors": "authors author",
        "date": "year publication_year date publication_date",
        "venue": "journal booktitle venue source_title publication_title journal/book",
        "publisher": "publisher",
        "issn": "issn",
        "volume": "volume",
        "issue": "number issue",
        "pages": "pages",
        "type": "type entrytype document_type item_type",
        "language": "language",
        "keywords": "keywords author_keywords",
        "subjects": "subjects mesh",
        "references": "references",
        "reference_count": "reference_count",
        "cited_by_count": "cited_by_count",
        "oa_url": "oa_url",
        "oa_status": "oa_status",
        "licence": "licence license",
        "status": "status",
    }.items()
    for column in columns.split()
}
# Without one of these a table is no bibliography.
_NEEDED = {"title", "doi", "pubmed", "pmc", "openalex", "eric", "ids"}
_HEAD = 65_536  # characters; no header is longer
_LONGEST = 10_000_000  # characters of one field; Python's own limit is 131,072


@dataclass(frozen=True, slots=True)
class _Row:
    """The values of a row, or what is wrong with it; ``line`` is where it begins."""

    line: int
    values: Sequence[str] = ()
    fault: str = ""


def fits(text: str) -> bool:
    """Say whether the first line is a header that names a title or an identifier."""
    return _separator(text) is not None


def read(text: str) -> Iterator[Entry | Fault]:
    """
    Give each row below the header, or what is wrong with it.

    Rows of separators alone are faults, wholly empty lines are none. After a row whose quotes do not
    close, reading goes on with the line after its first, so that no more than that row is lost.
    """
    separator = _separator(text)
    if separator is None:
        words = "no header: the first line names neither title nor doi nor another identifier"
        yield Fault(line=1, words=words)
        return
    rows = _rows(text, separator)
    header = [_field(column) for column in next(rows).values]
    for row in rows:
        if row.fault:
            yield Fault(line=row.line, words=row.fault)
        elif len(row.values) != len(header):
            words = f"{len(row.values)} fields where the header has {len(header)}"
            yield Fault(line=row.line, words=words)
        else:
            yield from accounts.read(_fields(header, row.values), line=row.line)


def _separator(text: str) -> str | None:
    """Choose the separator by which the header names most columns we know."""
    best, most = None, 0
    for separator in SEPARATORS:
        row = next(_rows(text[:_HEAD], separator), _Row(1))
        names = {_field(column) for column in row.values} - {""}
        if names & _NEEDED and len(names) > most:
            best, most = separator, len(names)
    return best


def _field(column: str) -> str:
    word = "_".join(column.strip().lower().replace("-", " ").split())
    return COLUMNS.get(word, "")


def _fields(header: list[str], values: Sequence[str]) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for name, value in zip(header, values, strict=True):
        if name:
            fields.setdefault(name, []).append(value)
    if "references" in fields:
        fields["references"] = [part for value in fields["references"] for part in value.split(" ") if part]
    return fields


def _rows(text: str, separator: str) -> Iterator[_Row]:
    """Give each row with the line it begins on; rows may hold line ends inside of quotes."""
    csv.field_size_limit(_LONGEST)
    # newline="": only real line ends cut; splitlines() would cut inside of titles too.
    lines = list(io.StringIO(text, newline=""))
    start = 1 if text[:4].lower() == "sep=" else 0  # a spreadsheet's note to itself
    while start < len(lines):
        reader = csv.reader(islice(lines, start, None), delimiter=separator, strict=True)
        begun = start
        try:
            for values in reader:
                if values:
                    yield _Row(begun + 1, values)
                begun = start + reader.line_num
            return
        except csv.Error as error:
            yield _Row(begun + 1, fault=f"not readable as CSV: {error}")
            start = begun + 1
