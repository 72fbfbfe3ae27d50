"""The tables that the stage merge writes."""

from __future__ import annotations

from synth.store.columns import ACCOUNT, Table

# One row a work: its id, all its identifiers, its records, and the account chosen from them.
WORKS = Table(
    name="works",
    columns={
        "work": "varchar",
        "aliases": "varchar[]",
        "records": "varchar[]",
        "first_at": "timestamp",
        **ACCOUNT,
    },
    order=("work",),
)
# One row for each field of a work's account: the record it was taken from, and why from that one.
LINEAGE = Table(
    name="lineage",
    columns={"work": "varchar", "field": "varchar", "record": "varchar", "why": "varchar"},
    order=("work", "field", "record"),
)
# What each record says of a field on which the records of a work do not all say the same.
DISAGREEMENTS = Table(
    name="disagreements",
    columns={
        "work": "varchar",
        "field": "varchar",
        "record": "varchar",
        "value": "varchar",
        "differs": "boolean",
    },
    order=("work", "field", "record"),
)
# One row for each two records that were compared and found worth keeping, or that a person decided on: what
# matching says of them (`outcome` and the five behind it; empty where only a person did), what a person said
# last, and what came of it.
PAIRS = Table(
    name="pairs",
    columns={
        "record": "varchar",
        "other": "varchar",
        "work": "varchar",
        "other_work": "varchar",
        "outcome": "varchar",  # same, doubtful, related, different
        "score": "double",
        "rule": "varchar",
        "value": "varchar",
        "reasons": "varchar[]",
        "relation": "varchar",
        "verdict": "varchar",  # same, different, related
        "decided_by": "varchar",
        "decided_at": "timestamp",
        "joined": "boolean",
        "refused": "varchar",
    },
    order=("record", "other"),
)
# One row for each statement that a record's publication is the preprint, erratum … of another one.
RELATIONS = Table(
    name="relations",
    columns={
        "record": "varchar",
        "kind": "varchar",
        "target": "varchar",
        "other": "varchar",
        "date": "varchar",
        "origin": "varchar",  # source, matched, person
        "told_by": "varchar",
    },
    order=("record", "kind", "target", "other", "origin", "told_by", "date"),
)
