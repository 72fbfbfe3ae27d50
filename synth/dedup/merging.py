"""Records that are the same as one work: the account chosen field by field, and where each came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from synth.dedup.grouping import Group
from synth.dedup.matching import Pair
from synth.domain.records import Kind, Lineage, Status, Work
from synth.errors import WarehouseError

Row = Mapping[str, Any]

# Whom to believe first, field by field; sources not named (imports) come last. The reasons:
# PubMed's editors check what they index; Crossref holds what the publisher deposited under the DOI;
# OpenAlex gathers from everywhere, guesses language and year, and alone counts all citations;
# Europe PMC repeats PubMed and knows open access; ERIC has what the others lack, typed by hand.
_DEPOSITED = ("crossref", "pubmed", "europepmc", "openalex", "eric")
_INDEXED = ("pubmed", "europepmc", "crossref", "openalex", "eric")
_GATHERED = ("openalex", "europepmc", "crossref", "pubmed", "eric")
TRUST: dict[str, tuple[str, ...]] = {
    "title": _INDEXED,
    "original_title": _INDEXED,
    "abstract": _INDEXED,
    "authors": _DEPOSITED,
    "year": _DEPOSITED,
    "date": _DEPOSITED,
    "venue": _DEPOSITED,
    "publisher": _DEPOSITED,
    "issn": _DEPOSITED,
    "volume": _DEPOSITED,
    "issue": _DEPOSITED,
    "pages": _DEPOSITED,
    "type": ("pubmed", "openalex", "europepmc", "crossref", "eric"),
    "source_type": ("pubmed", "openalex", "europepmc", "crossref", "eric"),
    "language": ("pubmed", "europepmc", "crossref", "eric", "openalex"),
    "keywords": _INDEXED,
    "subjects": _INDEXED,
    "references": _DEPOSITED,
    "reference_count": _DEPOSITED,
    "cited_by_count": _GATHERED,
    "oa_url": _GATHERED,
    "oa_status": _GATHERED,
    "licence": _GATHERED,
    "status": _INDEXED,
    "relations": _INDEXED,
}
# Lists that several sources fill: the work has what any of them says, once.
UNITED = ("issn", "keywords", "subjects", "references", "relations")
# What one record says goes together: the second field is taken from the record that gave the first.
TOGETHER = {"date": "year", "source_type": "type"}

_GRAVEST_FIRST = (Status.RETRACTED, Status.CONCERN, Status.CORRECTED, Status.CLEAN, Status.UNKNOWN)
_LABEL = re.compile(r"^[^\W\d_][\w &/,()'-]{2,60}: ", re.MULTILINE)


def merge_rows(groups: Sequence[Group], rows: Iterable[Row]) -> Iterator[Work]:
    """
    Merge rows of records, group by group, each as soon as its last record has come.

    Rows may come in any order; where those of a group come together, memory stays flat. Raises
    WarehouseError where a group's records do not all come.
    """
    numbers = {record: number for number, group in enumerate(groups) for record in group.records}
    waiting: dict[int, list[Row]] = {}
    done = 0
    for row in rows:
        number = numbers[row["record"]]
        held = waiting.setdefault(number, [])
        held.append(row)
        if len(held) == len(groups[number].records):
            yield merge(groups[number], waiting.pop(number))
            done += 1
    if done < len(groups):
        raise WarehouseError("records.parquet changed while it was merged: run `dvc repro` again")


def merge(group: Group, rows: Iterable[Row]) -> Work:
    """Choose a work's account from the rows of its records, in whatever order they come."""
    accounts = sorted(rows, key=lambda row: group.records.index(row["record"]))
    values: dict[str, Any] = {}
    lineage: dict[str, list[str]] = {}
    for field in TRUST:
        given = _given(field, accounts, first=lineage.get(TOGETHER.get(field, ""), []))
        if field == "date" and values["year"]:  # a date of another year would contradict the year
            given = [row for row in given if row["date"].startswith(str(values["year"]))]
        values[field], lineage[field] = _united(field, given) if field in UNITED else _chosen(field, given)
    moments = [row["first_at"] for row in accounts if row["first_at"] is not None]
    return Work(
        id=group.work,
        aliases=group.aliases,
        records=group.records,
        first_at=min(moments, default=None),
        account=values,
        lineage=tuple(
            Lineage(field=field, record=record) for field, records in lineage.items() for record in records
        ),
    )


def merges(groups: Iterable[Group], pairs: Iterable[Pair]) -> Iterator[dict[str, Any]]:
    """Give the rows of merges: each pair under the work it belongs to."""
    works = {record: group.work for group in groups for record in group.records}
    for pair in pairs:
        yield {
            "work": works[pair.record],
            "record": pair.record,
            "other": pair.other,
            "rule": pair.rule,
            "value": pair.value,
        }


def _given(field: str, accounts: Iterable[Row], *, first: Sequence[str]) -> list[Row]:
    """Give the rows that have this field: those of the records named ``first``, then by trust."""
    return sorted(
        (row for row in accounts if row[field] not in (None, "", [], ())),
        key=lambda row: (row["record"] not in first, *_trust(field, row)),
    )


def _trust(field: str, row: Row) -> tuple[Any, ...]:
    order, source = TRUST[field], row["source"]
    place = order.index(source) if source in order else len(order)
    return (*BETTER[field](row[field]), place) if field in BETTER else (place,)


def _chosen(field: str, given: Sequence[Row]) -> tuple[Any, list[str]]:
    """Take the first value; without one, what the column holds where nothing is known."""
    if given:
        return given[0][field], [given[0]["record"]]
    return {"type": Kind.OTHER, "status": Status.UNKNOWN, "authors": [], "title": ""}.get(field), []


def _united(field: str, given: Sequence[Row]) -> tuple[list[Any], list[str]]:
    """Take what every record gives; each counts as contributing that adds something new."""
    values: dict[str, Any] = {}
    records = []
    for row in given:
        before = len(values)
        for value in row[field]:
            values.setdefault(value.casefold() if isinstance(value, str) else repr(value), value)
        if len(values) > before:
            records.append(row["record"])
    return list(values.values()), records


def _fuller_abstract(abstract: str) -> tuple[int, ...]:
    """Prefer the longest; labels count as a third more, so that a structured one loses only to far longer."""
    labelled = len(_LABEL.findall(abstract)) >= 2
    return (-(len(abstract) * 4 // 3 if labelled else len(abstract)),)


def _longer_list(authors: Sequence[Any]) -> tuple[int, ...]:
    return (-len(authors),)


def _telling_kind(kind: str) -> tuple[int, ...]:
    """Anything says more than «other»."""
    return (int(kind == Kind.OTHER),)


def _gravest(status: str) -> tuple[int, ...]:
    return (_GRAVEST_FIRST.index(Status(status)),)


# What counts before trust: the smaller the better.
BETTER: dict[str, Callable[[Any], tuple[int, ...]]] = {
    "abstract": _fuller_abstract,
    "authors": _longer_list,
    "type": _telling_kind,
    "status": _gravest,
}
