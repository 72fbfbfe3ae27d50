"""Records that are the same as one work: the account chosen field by field, and where each came from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from synth.dedup.disagreements import disagreements
from synth.dedup.grouping import Group
from synth.dedup.merits import MERITS
from synth.domain.records import Kind, Lineage, Status, Why, Work
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
WITH = {"date": Why.WITH_YEAR, "source_type": Why.WITH_KIND}


def merge_rows(groups: Mapping[int, Group], rows: Iterable[tuple[int, Row]]) -> Iterator[tuple[int, Work]]:
    """
    Merge rows of records, each under the number of its group, the rows of a group one after the other.

    Nothing is held but the rows of one group. Raises WarehouseError where a group's records do not all
    come.
    """
    done = 0
    for number, numbered in groupby(rows, key=itemgetter(0)):
        held = [row for _, row in numbered]
        if len(held) < len(groups[number].records):
            break
        yield number, merge(groups[number], held)
        done += 1
    if done < len(groups):
        raise WarehouseError("records.parquet changed while it was merged: run `dvc repro` again")


def merge(group: Group, rows: Iterable[Row]) -> Work:
    """Choose a work's account from the rows of its records, in whatever order they come."""
    accounts = sorted(rows, key=lambda row: group.records.index(row["record"]))
    values: dict[str, Any] = {}
    lineage: dict[str, list[Lineage]] = {}
    for field in TRUST:
        given = [row for row in accounts if row[field] not in (None, "", [], ())]
        if field == "date" and values["year"]:  # a date of another year would contradict the year
            given = [row for row in given if row["date"].startswith(str(values["year"]))]
        together = {line.record for line in lineage.get(TOGETHER.get(field, ""), ())}
        ordered = _ordered(field, given, beside=group.beside, together=together)
        values[field], lineage[field] = (_united if field in UNITED else _chosen)(field, ordered)
    moments = [row["first_at"] for row in accounts if row["first_at"] is not None]
    own = [row for row in accounts if row["record"] not in group.beside]
    return Work(
        id=group.work,
        aliases=group.aliases,
        records=group.records,
        first_at=min(moments, default=None),
        account=values,
        lineage=tuple(line for lines in lineage.values() for line in lines),
        disagreements=tuple(disagreements(values, own)),
    )


Merits = tuple[tuple[Why, Any], ...]


def _ordered(
    field: str, given: Sequence[Row], *, beside: Collection[str], together: Collection[str]
) -> list[tuple[Merits, Row]]:
    """Give the records that have a field, the best first; a preprint has no say beside its article."""
    if len(given) == 1:
        return [((), given[0])]
    peers = [row for row in given if row["record"] not in beside] or given
    judged = [(_merits(field, row, peers, beside=beside, together=together), row) for row in given]
    return sorted(judged, key=_merit)


def _merits(
    field: str, row: Row, peers: Sequence[Row], *, beside: Collection[str], together: Collection[str]
) -> Merits:
    """Give what a record is preferred for, the weightiest first; the smaller value is the better."""
    order, source = TRUST[field], row["source"]
    return (
        (Why.PUBLICATION, row["record"] in beside),
        (WITH.get(field, Why.TRUSTED), bool(together) and row["record"] not in together),
        *((why, merit(row, peers)) for why, merit in MERITS.get(field, ())),
        (Why.TRUSTED, order.index(source) if source in order else len(order)),
    )


def _merit(judged: tuple[Merits, Row]) -> tuple[Any, ...]:
    return tuple(merit for _, merit in judged[0])


def _chosen(field: str, ordered: Sequence[tuple[Merits, Row]]) -> tuple[Any, list[Lineage]]:
    """Take the first value; without one, what the column holds where nothing is known."""
    if not ordered:
        return {"type": Kind.OTHER, "status": Status.UNKNOWN, "authors": [], "title": ""}.get(field), []
    merits, row = ordered[0]
    return row[field], [Lineage(field=field, record=row["record"], why=_why(field, merits, ordered))]


def _why(field: str, merits: Merits, ordered: Sequence[tuple[Merits, Row]]) -> Why:
    """Say by which merit a record stands before the best that says something else, or the next."""
    if len(ordered) == 1:
        return Why.ONLY
    chosen = ordered[0][1][field]
    rival = next((second for second, row in ordered if row[field] != chosen), ordered[1][0])
    return next(
        (why for (why, one), (_, other) in zip(merits, rival, strict=True) if one != other), Why.FIRST
    )


def _united(field: str, ordered: Sequence[tuple[Merits, Row]]) -> tuple[list[Any], list[Lineage]]:
    """Take what every record gives; each counts as contributing that adds something new."""
    values: dict[str, Any] = {}
    lines = []
    why = Why.ADDS if len(ordered) > 1 else Why.ONLY
    for _, row in ordered:
        before = len(values)
        for value in row[field]:
            values.setdefault(value.casefold() if isinstance(value, str) else repr(value), value)
        if len(values) > before:
            lines.append(Lineage(field=field, record=row["record"], why=why))
    return list(values.values()), lines
