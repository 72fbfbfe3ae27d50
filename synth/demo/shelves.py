"""One source's records, ready to be searched: fields made on first use, results kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

import numpy as np

from synth.demo import accounts, naming
from synth.demo.accounts import Account
from synth.demo.literature import Literature
from synth.demo.publications import wording
from synth.demo.queries import Both, Either, Everything, Node, Range, Term, Without
from synth.demo.texts import Field, Mask, plain, stemmed
from synth.demo.works import Column

Words = Callable[[Account], str]


def _authors(account: Account) -> str:
    return " ".join(plain(f"{person.family} {person.initials} {person.given}") for person in account.authors)


# What each field that is searched by words holds. A bar keeps values apart that no phrase may join.
WORDS: Mapping[str, Words] = {
    "author": _authors,
    "journal": lambda account: plain(
        f"{account.publication.journal.title} {account.publication.journal.abbreviation}"
    ),
    "keyword": lambda account: " | ".join(plain(word) for word in account.publication.keywords),
    "mesh": lambda account: " | ".join(plain(word) for word in account.publication.mesh if account.headings),
    "subject": lambda account: " | ".join(plain(word) for word in account.publication.descriptors),
}
_JOINED: Mapping[str, tuple[str, ...]] = {
    "title and abstract": ("title", "abstract"),
    "text": ("title", "abstract", "keyword"),
    "bibliographic": ("title", "author", "journal"),
    "all": ("title", "abstract", "keyword", "mesh", "author", "journal"),
    "eric": ("title", "abstract", "subject", "author", "journal"),
}
# A field holds the words of one record, or numbers to compare; the APIs' serving modules say which.
Meaning = Callable[["Shelf", Term | Range], Mask]


class Shelf:
    """The records one source has by now; masks and columns have the shape ``(n_records,)``."""

    def __init__(self, literature: Literature, source: str) -> None:
        self.literature = literature
        self.source = source
        self.records: Column = literature.records_of(source)
        self._fields: dict[str, Field] = {}
        self._columns: dict[str, Column] = {}
        self._results: dict[object, Column] = {}
        self._tables: dict[str, dict[str, tuple[int, ...]]] = {}
        self._values: dict[str, dict[str, list[int]]] = {}
        self._lock = threading.RLock()
        self.account = lru_cache(maxsize=4096)(self._account)

    def __len__(self) -> int:
        return len(self.records)

    def _account(self, place: int) -> Account:
        return accounts.account(self.literature, int(self.records[place]))

    def field(self, name: str) -> Field:
        """Give a field by its name in WORDS or among the joined ones; ``stemmed:`` before it stems words."""
        with self._lock:
            if name in ("title", "abstract") and name not in self._fields:
                shown = [self._shown(int(record)) for record in self.records]
                self._fields["title"] = Field(title for title, _ in shown)
                self._fields["abstract"] = Field(abstract for _, abstract in shown)
            if name not in self._fields:
                self._fields[name] = Field(self._rows(name))
            return self._fields[name]

    def _rows(self, name: str) -> list[str]:
        if name.startswith("stemmed:"):
            plainly = self.field(name.removeprefix("stemmed:"))
            return [stemmed(plainly.row(place)) for place in range(len(self))]
        if name in _JOINED:
            parts = [self.field(part) for part in _JOINED[name]]
            return [" | ".join(part.row(place) for part in parts) for place in range(len(self))]
        # One pass makes all fields that need the whole record.
        rows: dict[str, list[str]] = {word: [] for word in WORDS}
        for place in range(len(self)):
            account = self._account(place)
            for word, words in WORDS.items():
                rows[word].append(words(account))
        self._fields |= {word: Field(texts) for word, texts in rows.items() if word != name}
        return rows[name]

    def _shown(self, record: int) -> tuple[str, str]:
        """Give title and abstract, without writing the rest of the record."""
        found = wording(self.literature, int(self.literature.records.work[record]))
        title = " ".join(accounts.shown_title(self.literature, record, found))
        sections = accounts.shown_sections(self.literature, record, found)
        return plain(title), plain(" ".join(f"{label} {text}" for label, text in sections))

    def days(self, kind: str) -> Column:
        """Give the days of all records: ``indexed``, ``updated`` or ``published``."""
        records, works = self.literature.records, self.literature.works
        if kind == "indexed":
            return records.day[self.records]
        if kind == "published":
            return works.day[records.work[self.records]]
        with self._lock:
            if kind not in self._columns:
                days = [accounts.updated(self.literature, int(record)) for record in self.records]
                self._columns[kind] = np.array(days, dtype=np.int64)
            return self._columns[kind]

    def column(self, name: str, value: Callable[[Account], int]) -> Column:
        """Give a column of whole numbers, one a record, made on first use."""
        with self._lock:
            if name not in self._columns:
                self._columns[name] = np.array(
                    [value(self._account(place)) for place in range(len(self))], dtype=np.int64
                )
            return self._columns[name]

    def by_doi(self) -> Mapping[str, tuple[int, ...]]:
        """Give the places of the records that show each DOI."""
        return self._table("doi", lambda record: naming.shown_doi(self.literature, record))

    def by_native(self) -> Mapping[str, tuple[int, ...]]:
        """Give the places of the records with each of the source's own ids."""
        return self._table("native", lambda record: naming.native_of(self.literature, record).upper())

    def _table(self, name: str, key: Callable[[int], str]) -> Mapping[str, tuple[int, ...]]:
        with self._lock:
            if name not in self._tables:
                table: dict[str, tuple[int, ...]] = {}
                for place, record in enumerate(self.records):
                    found = key(int(record))
                    if found:
                        table[found] = (*table.get(found, ()), place)
                self._tables[name] = table
            return self._tables[name]

    def saying(self, name: str, values_of: Callable[[Account], Iterable[str]], value: str) -> Mask:
        """Give the mask of the records that have this value among theirs; the table is made on first use."""
        with self._lock:
            if name not in self._values:
                table: dict[str, list[int]] = {}
                for place in range(len(self)):
                    for found in values_of(self._account(place)):
                        table.setdefault(found.lower(), []).append(place)
                self._values[name] = table
            return self.mask(self._values[name].get(value.lower(), []))

    def mask(self, places: Column | tuple[int, ...] | list[int]) -> Mask:
        """Give the mask of some places."""
        mask = np.zeros(len(self), dtype=bool)
        mask[np.asarray(places, dtype=np.int64)] = True
        return mask

    def evaluate(self, node: Node, meaning: Meaning) -> Mask:
        """Give the mask of a search; ``meaning`` says what a term means to the API."""
        if isinstance(node, Everything):
            return np.ones(len(self), dtype=bool)
        if isinstance(node, Both):
            return np.asarray(np.logical_and.reduce([self.evaluate(part, meaning) for part in node.parts]))
        if isinstance(node, Either):
            return np.asarray(np.logical_or.reduce([self.evaluate(part, meaning) for part in node.parts]))
        if isinstance(node, Without):
            return self.evaluate(node.kept, meaning) & ~self.evaluate(node.dropped, meaning)
        return meaning(self, node)

    def kept(self, key: object, make: Callable[[], Column]) -> Column:
        """Give the places a search found, from memory where it was asked before."""
        with self._lock:
            if key not in self._results:
                self._results[key] = make()
            return self._results[key]
