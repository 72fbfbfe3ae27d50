"""The works of today as a card shows them, held column by column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
from numpy.typing import NDArray

from synth.domain import identifiers
from synth.domain.identifiers import WorkId
from synth.screening.texts import Text

Row = Mapping[str, Any]
Flags = NDArray[numpy.bool_]

# What of a work's row is held beside title, abstract and keywords.
_PLAIN = ("original_title", "type", "language", "venue", "oa_url", "oa_status", "licence", "status")
COLUMNS = (
    *("work", "aliases", "records", "first_at", "title", "abstract", "keywords", "year", "authors"),
    *_PLAIN,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """
    What a card may show of a work; what is not known is empty, the year None.

    ``ids`` are all its identifiers, ``doi`` the first DOI of them without ``doi:``; ``record`` is the
    record whose account is shown first, as a decision notes it, and ``records`` all of them. ``labels``
    are those of the team's shares that the work falls in. ``authors`` are names in the order printed.
    """

    work: WorkId
    title: str
    original_title: str
    abstract: str
    keywords: tuple[str, ...]
    year: int | None
    type: str
    language: str
    authors: tuple[str, ...]
    venue: str
    doi: str
    ids: tuple[str, ...]
    oa_url: str
    oa_status: str
    licence: str
    status: str
    record: str
    records: tuple[str, ...]
    labels: tuple[str, ...]


class Rows(Sequence[Row]):
    """The works as rows of their table, made when they are asked for: what the stage rank reads of them."""

    def __init__(self, sheets: Sheets) -> None:
        self._sheets = sheets

    def __len__(self) -> int:
        return len(self._sheets)

    def __getitem__(self, place: Any) -> Any:
        """Give the row at a place; of a slice a list of them."""
        if isinstance(place, slice):
            return [self._sheets.row(one) for one in range(*place.indices(len(self)))]
        return self._sheets.row(range(len(self))[place])

    def __iter__(self) -> Iterator[Row]:
        return map(self._sheets.row, range(len(self)))


class Sheets:
    """
    The works of today, each at its place: that in the table.

    ``works`` are the ids and ``texts`` what a ranker reads, by place; ``came`` are the moments at which
    the works were first retrieved, in seconds, 0 where nothing says.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self.works: list[WorkId] = []
        self.texts: list[Text] = []
        self.came: list[float] = []
        self._first_at: list[Any] = []
        self._years: list[int | None] = []
        self._authors: list[tuple[str, ...]] = []
        self._aliases: list[tuple[str, ...]] = []
        self._records: list[tuple[str, ...]] = []
        self._plain: dict[str, list[str]] = {name: [] for name in _PLAIN}
        self._place_of: dict[str, int] = {}
        self._place_of_record: dict[str, int] = {}
        self.labels: Mapping[str, Flags] = {}
        known: dict[str, str] = {}  # of what many works share one string is held
        for row in rows:
            self._add(row, known)

    def _add(self, row: Row, known: dict[str, str]) -> None:
        place = len(self.works)
        self.works.append(row["work"])
        self.texts.append(
            Text(
                title=row["title"] or "",
                abstract=row["abstract"] or "",
                keywords=tuple(row["keywords"] or ()),
            )
        )
        moment = row["first_at"]
        self._first_at.append(moment)
        self.came.append(moment.timestamp() if moment else 0.0)
        self._years.append(row["year"])
        self._authors.append(tuple(author["name"] for author in row["authors"] or ()))
        self._aliases.append(tuple(row["aliases"]))
        self._records.append(tuple(row["records"]))
        for name, values in self._plain.items():
            value = row[name] or ""
            values.append(known.setdefault(value, value))
        self._place_of |= dict.fromkeys(row["aliases"], place)
        self._place_of_record |= dict.fromkeys(row["records"], place)

    def __len__(self) -> int:
        return len(self.works)

    def place(self, name: str, *, record: str = "") -> int | None:
        """Give the place of the work with this record, else with this identifier in whatever spelling."""
        if record in self._place_of_record:
            return self._place_of_record[record]
        if name in self._place_of:
            return self._place_of[name]
        return self._place_of.get(identifiers.recognise(name) or name)

    def record(self, place: int) -> str:
        """Give the record whose account of the work at a place is shown."""
        return next(iter(self._records[place]), "")

    def sheet(self, place: int) -> Sheet:
        """Give the sheet of the work at a place."""
        text, aliases = self.texts[place], self._aliases[place]
        dois = (alias.removeprefix("doi:") for alias in aliases if alias.startswith("doi:"))
        return Sheet(
            work=self.works[place],
            title=text.title,
            abstract=text.abstract,
            keywords=text.keywords,
            year=self._years[place],
            authors=self._authors[place],
            doi=next(dois, ""),
            ids=aliases,
            record=self.record(place),
            records=self._records[place],
            labels=tuple(label for label, mask in self.labels.items() if mask[place]),
            **{name: values[place] for name, values in self._plain.items()},
        )

    def row(self, place: int) -> Row:
        """Give the work at a place as a row of its table, with the columns that the stage rank reads."""
        text = self.texts[place]
        return {
            "work": self.works[place],
            "title": text.title,
            "abstract": text.abstract,
            "keywords": text.keywords,
            "aliases": self._aliases[place],
            "records": self._records[place],
            "first_at": self._first_at[place],
        }
