"""The account of a work as a person reads it: each field with where it is from, and all records beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from synth.dedup.disagreements import AGREE
from synth.stages.beside import DIFFERS, EQUAL, MISSING, SPELT, shown
from synth.store.story import Story

Row = Mapping[str, Any]

# The fields of an account in the order they are read, and what the lists and the rest of a record add.
FIELDS = (
    *("title", "original_title", "authors", "year", "date", "venue", "volume", "issue", "pages"),
    *("type", "source_type", "language", "abstract", "keywords", "subjects", "status"),
    *("oa_status", "oa_url", "licence", "cited_by_count", "reference_count"),
)
_OF_RECORDS = ("publisher", "issn", "ids")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A record that gave a field, and why it and no other."""

    record: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One field of the account; ``differ`` counts the records that say something else."""

    field: str
    text: str
    origins: tuple[Origin, ...]
    differ: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one record says; ``mark`` as in ``beside.Line``, held against the account."""

    text: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Across:
    """One field of all records, in their order, beside what the account says."""

    field: str
    account: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """
    One word on whether a publication still stands: ``kind`` is retracted, concern or corrected.

    ``date`` is as exact as the source has it, empty where it has none; ``target`` is the notice, where it
    is named, and ``target_work`` its work, where that is here.
    """

    kind: str
    date: str
    told_by: str
    target: str
    target_work: str


def values(story: Story) -> list[Value]:
    """Give the fields of the account that have something in them."""
    (account,) = story.parts["account"]
    origins: dict[str, list[Origin]] = {}
    for row in story.parts["origins"]:
        origins.setdefault(row["field"], []).append(Origin(record=row["record"], why=row["why"]))
    differ = [row["field"] for row in story.parts["disagreements"] if row["differs"]]
    return [
        Value(
            field=field,
            text=shown(account[field]),
            origins=tuple(origins.get(field, ())),
            differ=differ.count(field),
        )
        for field in FIELDS
        if shown(account[field])
    ]


def across(story: Story) -> list[Across]:
    """Lay all records beside the account, field by field; what none has is left out."""
    (account,) = story.parts["account"]
    records = story.parts["accounts"]
    differ = {(row["field"], row["record"]) for row in story.parts["disagreements"] if row["differs"]}
    return list(_across(account, records, differ))


def _across(account: Row, records: Sequence[Row], differ: Collection[tuple[str, str]]) -> Iterator[Across]:
    for field in (*FIELDS, *_OF_RECORDS):
        chosen = shown(account.get(field))
        texts = [shown(record[field]) for record in records]
        if any(texts):
            marks = [
                _mark(text, chosen, differs=(field, record["record"]) in differ, compared=field in AGREE)
                for text, record in zip(texts, records, strict=True)
            ]
            cells = tuple(Cell(text=text, mark=mark) for text, mark in zip(texts, marks, strict=True))
            yield Across(field=field, account=chosen, cells=cells)


def _mark(text: str, chosen: str, *, differs: bool, compared: bool) -> str:
    if not text:
        return MISSING
    if differs:
        return DIFFERS
    return SPELT if compared and text != chosen else EQUAL


def standings(story: Story) -> list[Standing]:
    """Give what is known against the publication, the gravest first."""
    return [
        Standing(
            kind=row["kind"],
            date=row["date"] or "",
            told_by=row["told_by"],
            target=row["target"] or "",
            target_work=row["target_work"] or "",
        )
        for row in story.parts["standings"]
    ]
