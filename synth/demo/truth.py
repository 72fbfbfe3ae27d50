"""What the generator knows and no source tells: which records are one work, and what is relevant."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from synth.demo import meanings, naming, referring
from synth.demo.literature import Literature
from synth.demo.records import DIRT, SOURCES
from synth.demo.topics import TOPICS
from synth.demo.vocabulary import RELEVANT
from synth.demo.works import NOTICES, Kind

Row = dict[str, Any]

_RECORDS = {
    "source": "varchar",
    "native": "varchar",
    "work": "varchar",  # the truth's own name for the publication: records of one work share it
    "relevant": "boolean",
    "topic": "varchar",  # null for real works
    "community": "integer",
    "retracted": "boolean",
    "real": "boolean",
    "kind": "varchar",
    "related": "varchar",  # the work that a preprint, notice, abstract or second part belongs to
    "dirt": "varchar[]",
}
_CITATIONS = {
    "citing": "varchar",
    "cited": "varchar",
    "told": "boolean",  # whether some source shows it among the references of a record of the citing work
    # who tells of it: a record that shows it, and one that carries the identifier shown
    "tellers": "struct(citing varchar, cited varchar)[]",
}
_CODES = {"source": "varchar", "native": "varchar", "codes": "varchar[]"}


def relevant(literature: Literature, work: int) -> bool:
    """Say whether a reviewer should include a work: real ones always, notices and editorials never."""
    if work >= literature.synthetic:
        return True
    works = literature.works
    return works.genre[work] in RELEVANT and works.kind[work] not in (*NOTICES, Kind.EDITORIAL)


def retracted(literature: Literature, work: int) -> bool:
    """Say whether a work has been retracted by the day the literature is seen on."""
    return 0 < int(literature.works.retracted[work]) <= literature.today


def _dirt(literature: Literature, record: int) -> list[str]:
    flags = int(literature.records.dirt[record])
    return [name for place, name in enumerate(DIRT) if flags >> place & 1]


def rows(literature: Literature) -> Iterator[Row]:
    """Give the truth of each record that exists by now, by source and number."""
    works, records = literature.works, literature.records
    for record in np.flatnonzero(literature.seen):
        work = int(records.work[record])
        real = work >= literature.synthetic
        parent = int(works.parent[work])
        yield {
            "source": SOURCES[records.source[record]],
            "native": naming.native_of(literature, int(record)),
            "work": literature.truth_name(work),
            "relevant": relevant(literature, work),
            "topic": None if real else TOPICS[works.topic[work]].name,
            "community": None if real else int(works.community[work]),
            "retracted": retracted(literature, work),
            "real": real,
            "kind": Kind(int(works.kind[work])).name.lower(),
            "related": literature.truth_name(parent) if parent >= 0 else None,
            "dirt": _dirt(literature, int(record)),
        }


def citations(literature: Literature) -> Iterator[Row]:
    """Give who cites whom among the works that some source has by now, and which records tell of it."""
    there = literature.held.max(axis=0) >= 0
    cited = literature.citations
    for place in np.flatnonzero(there[cited.citing] & there[cited.cited]):
        tellers = [
            {"citing": _name(literature, citing), "cited": _name(literature, carrier)}
            for citing, carrier in referring.pairs(literature, int(place))
        ]
        yield {
            "citing": literature.truth_name(int(cited.citing[place])),
            "cited": literature.truth_name(int(cited.cited[place])),
            "told": bool(tellers),
            "tellers": tellers,
        }


def codes(literature: Literature) -> Iterator[Row]:
    """Give which codes of its publication each record shows, work by work; of real ones nothing is known."""
    for found in literature.records_by_work:
        for record in found:
            shown = meanings.of_record(literature, record) if literature.seen[record] else None
            if shown is not None:
                source = SOURCES[literature.records.source[record]]
                native = naming.native_of(literature, record)
                yield {"source": source, "native": native, "codes": sorted(shown)}


@lru_cache(maxsize=100_000)
def _name(literature: Literature, record: int) -> str:
    return f"{SOURCES[literature.records.source[record]]}/{naming.native_of(literature, record)}"


def _write(path: Path, columns: dict[str, str], found: Iterable[Row], order: str) -> None:
    """Write rows as Parquet, beside and then renamed: the same rows, the same bytes."""
    with tempfile.TemporaryDirectory(prefix=".truth-", dir=path.parent) as name:
        lines, whole = Path(name) / "rows.jsonl", Path(name) / "whole.parquet"
        with lines.open("w", encoding="utf-8") as stream:
            stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in found)
        spelt = "{" + ", ".join(f"'{column}': '{kind}'" for column, kind in columns.items()) + "}"
        with duckdb.connect() as connection:
            connection.execute(
                f"copy (select * from read_json({_quoted(lines)}, format = 'newline_delimited',"
                f" columns = {spelt}) order by {order})"
                f" to {_quoted(whole)} (format parquet, compression zstd)"
            )
        whole.replace(path)


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def write_truth(literature: Literature, folder: Path) -> None:
    """
    Write what is true as Parquet.

    ``truth.parquet`` and ``truth_codes.parquet`` have a row a record, ``truth_citations.parquet`` a row a
    citation.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "truth.parquet", _RECORDS, rows(literature), "source, native")
    _write(folder / "truth_codes.parquet", _CODES, codes(literature), "source, native")
    _write(folder / "truth_citations.parquet", _CITATIONS, citations(literature), "citing, cited")
