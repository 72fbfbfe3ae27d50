"""CSV with a header, as spreadsheets, reference managers and data sets write it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from synth.formats import accounts
from synth.formats.entries import LABELS, Entry, Fault, Written

NAMES: tuple[str, ...] = (".csv", ".tsv", ".tab")
TITLE = "CSV"
SEPARATORS = (",", ";", "\t")

# What a column may be called -> the field it holds; of several columns for one field the first named here
# counts. Case does not matter, and a blank or a hyphen is read as an underscore.
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
        "title": "title article_title document_title primary_title",
        "original_title": "original_title",
        "abstract": "abstract abstract_note notes_abstract",
        "authors": "authors author author/s author_names first_authors",
        "date": "year publication_year published_year pubyear date publication_date date_published",
        "venue": "journal booktitle venue source_title publication_title journal/book",
        "publisher": "publisher",
        "issn": "issn issns isbn",  # EndNote has one column for both; an ISBN is passed by
        "volume": "volume",
        "issue": "number issue issue_number",
        "pages": "pages pagination",
        "first_page": "page_start start_page",
        "last_page": "page_end end_page",
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
        "notes": "notes note",
        **{label: label for label in LABELS},
    }.items()
    for column in columns.split()
}
_RANK = {column: place for place, column in enumerate(COLUMNS)}
# Without one of these a table is no bibliography.
_NEEDED = {"title", "doi", "pubmed", "pmc", "openalex", "eric", "ids"}
# What a data frame writes where it has nothing.
_NOTHING = {"nan", "NaN", "None", "NULL", "null", "<NA>"}
_HEAD = 65_536  # characters; no header is longer
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
_LONGEST = 10_000_000  # characters of one field; Python's own limit is 131,072


@dataclass(frozen=True, slots=True)
class _Row:
    """The values of a row, and what is wrong with its quotes; ``line`` is where it begins."""

    line: int
    values: Sequence[str] = ()
    fault: str = ""


def fits(text: str) -> bool:
    """Say whether the first line is a header that names a title or an identifier."""
    return _separator(text) is not None


def read(text: str) -> Iterator[Entry | Fault]:
    """Give each row as an entry, or what is wrong with it."""
    return accounts.entries(cut(text))


def cut(text: str) -> Iterator[Written | Fault]:
    """
    Give each row below the header, or what is wrong with it.

    Rows of separators alone are faults, wholly empty lines are none. A row whose quotes do not close is
    taken for one line, and kept where that has as many fields as the header; no other row is lost by it.
    """
    separator = _separator(text)
    if separator is None:
        words = "no header: the first line names neither title nor doi nor another identifier"
        yield Fault(line=1, words=words)
        return
    rows = _rows(text, separator)
    header = [_column(name) for name in next(rows).values]
    order = sorted(
        (place for place, name in enumerate(header) if name in COLUMNS),
        key=lambda place: _RANK[header[place]],
    )
    for row in rows:
        whole = len(header) <= len(row.values) and not any(row.values[len(header) :])
        if row.fault:
            yield Fault(line=row.line, words=row.fault, skipped=not whole)
        elif not whole:
            words = f"{len(row.values)} fields where the header has {len(header)}"
            yield Fault(line=row.line, words=words)
        if whole:
            yield Written(line=row.line, fields=_fields(header, row.values, order=order))


def _separator(text: str) -> str | None:
    """Choose the separator by which the header names most columns we know."""
    best, most = None, 0
    for separator in SEPARATORS:
        row = next(_rows(text[:_HEAD], separator), _Row(1))
        names = {COLUMNS[column] for name in row.values if (column := _column(name)) in COLUMNS}
        if names & _NEEDED and len(names) > most:
            best, most = separator, len(names)
    return best


def _column(name: str) -> str:
    return "_".join(name.strip().lower().replace("-", " ").split())


def _fields(header: list[str], values: Sequence[str], *, order: list[int]) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for place in order:
        value = values[place]
        fields.setdefault(COLUMNS[header[place]], []).append("" if value in _NOTHING else value)
    ends = [part for name in ("first_page", "last_page") for part in fields.pop(name, ()) if part.strip()]
    if ends:
        fields.setdefault("pages", []).append("-".join(dict.fromkeys(ends)))
    if "references" in fields:
        fields["references"] = [part for value in fields["references"] for part in value.split(" ") if part]
    return fields


class _Lines:
    """
    The lines of a text one by one, so that a large file is held once.

    ``place`` is where the next begins, ``number`` its number, counted from 1.
    """

    def __init__(self, text: str, *, place: int, number: int) -> None:
        self._text = text
        self.place = place
        self.number = number

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        # Only real line ends cut; splitlines() would cut inside of titles too.
        found = _LINE.match(self._text, self.place)
        if not found or not found[0]:
            raise StopIteration
        self.place = found.end()
        self.number += 1
        return found[0]


def _rows(text: str, separator: str) -> Iterator[_Row]:
    """Give each row with the line it begins on; rows may hold line ends inside of quotes."""
    csv.field_size_limit(_LONGEST)
    lines = _Lines(text, place=0, number=1)
    if text[:4].lower() == "sep=":  # a spreadsheet's note to itself
        next(lines)
    while lines.place < len(text):
        reader = csv.reader(lines, delimiter=separator, strict=True)
        place, number = lines.place, lines.number
        try:
            for values in reader:
                if values:
                    yield _Row(number, values)
                place, number = lines.place, lines.number
        except csv.Error as error:
            lines = _Lines(text, place=place, number=number)
            yield _Row(number, _single(next(lines), separator), fault=f"not readable as CSV: {error}")


def _single(line: str, separator: str) -> Sequence[str]:
    """Cut one line, whatever its quotes; a line too long for a field gives none."""
    try:
        return next(csv.reader([line], delimiter=separator))
    except csv.Error:
        return ()
