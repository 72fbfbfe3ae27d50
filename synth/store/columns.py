"""What a Parquet file between stages is: its columns, and what its rows are sorted by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

AUTHORS = "struct(name varchar, family varchar, given varchar, orcid varchar, affiliations varchar[])[]"
LINKS = "struct(kind varchar, target varchar, date varchar)[]"

# What a source says of a publication: the columns that a record and a work's account share.
ACCOUNT = {
    "title": "varchar",
    "original_title": "varchar",
    "abstract": "varchar",
    "authors": AUTHORS,
    "year": "integer",
    "date": "varchar",
    "venue": "varchar",
    "publisher": "varchar",
    "issn": "varchar[]",
    "volume": "varchar",
    "issue": "varchar",
    "pages": "varchar",
    "type": "varchar",
    "source_type": "varchar",
    "language": "varchar",
    "keywords": "varchar[]",
    "subjects": "varchar[]",
    "references": "varchar[]",
    "reference_count": "integer",
    "cited_by_count": "integer",
    "oa_url": "varchar",
    "oa_status": "varchar",
    "licence": "varchar",
    "status": "varchar",
    "relations": LINKS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One kind of Parquet file: its columns with their DuckDB types, and what its rows are sorted by."""

    name: str
    columns: Mapping[str, str]
    order: tuple[str, ...]
