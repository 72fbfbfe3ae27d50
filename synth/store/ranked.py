"""The tables that the stage rank writes."""

from __future__ import annotations

from synth.store.columns import Table

# One row a decision line; `work` is the id of today's works, `decided` the identifier it was made on.
DECISIONS = Table(
    name="decisions",
    columns={
        "decided_at": "timestamp",
        "reviewer": "varchar",
        "stage": "varchar",
        "work": "varchar",
        "decided": "varchar",
        "record": "varchar",
        "verdict": "varchar",
        "reason": "varchar",
        "note": "varchar",
        "labels": "varchar[]",
        "key": "varchar",
        "shown_by": "varchar",
        "score": "double",
        "shown": "varchar[]",
        "settles": "boolean",
        "undoes": "varchar",
        "standing": "boolean",
        "synthetic": "boolean",
    },
    order=("decided_at", "reviewer", "decided", "key", "verdict", "reason", "note", "standing"),
)
# One row a work, in the order to be read; `score` is the model's, higher is more likely relevant, and
# `probability` what it comes to; empty: no statement. `readers` are those who are to read it; none: anybody.
RANKING = Table(
    name="ranking",
    columns={
        "work": "varchar",
        "rank": "integer",
        "score": "double",
        "probability": "double",
        "model": "varchar",
        "decided": "boolean",
        "readers": "varchar[]",
    },
    order=("rank",),
)
# One row a work that was read, in the order read: what people say of it, and how many were relevant by then.
READING = Table(
    name="reading",
    columns={
        "place": "integer",
        "work": "varchar",
        "read_at": "timestamp",
        "share": "double",
        "shown_by": "varchar",
        "works_then": "integer",
        "found": "integer",
    },
    order=("place",),
)
# One row for each of the heaviest terms of a work: what it adds to the score, below 0 takes from it.
REASONS = Table(
    name="reasons",
    columns={"work": "varchar", "place": "integer", "term": "varchar", "weight": "double"},
    order=("work", "place"),
)
# One row for each of the decided works most like a work.
NEIGHBOURS = Table(
    name="neighbours",
    columns={
        "work": "varchar",
        "place": "integer",
        "neighbour": "varchar",
        "similarity": "double",
        "share": "double",
    },
    order=("work", "place"),
)
# One row a range of probability: how many decided works, what was predicted of them, what was decided.
CALIBRATION = Table(
    name="calibration",
    columns={
        "low": "double",
        "high": "double",
        "works": "integer",
        "predicted": "double",
        "observed": "double",
    },
    order=("low",),
)
# One row a rule of stopping: what it says of the reading.
STATEMENTS = Table(
    name="statements",
    columns={
        "method": "varchar",
        "chosen": "boolean",
        "target": "double",
        "confidence": "double",
        "works": "integer",
        "read": "integer",
        "found": "integer",
        "recall_at_least": "double",
        "left_low": "integer",
        "left_estimate": "integer",
        "left_high": "integer",
        "more_to_read": "integer",
        "stop": "boolean",
        "words": "varchar",
    },
    order=("method",),
)
# One row a decision that surprises a model which did not see it, the most surprising first.
DOUBTS = Table(
    name="doubts",
    columns={
        "place": "integer",
        "work": "varchar",
        "share": "double",
        "probability": "double",
        "surprise": "double",
        "terms": "varchar[]",
    },
    order=("place",),
)
# One row for two near-identical works of which one is included and the other excluded.
CONTRADICTIONS = Table(
    name="contradictions",
    columns={
        "included": "varchar",
        "excluded": "varchar",
        "similarity": "double",
        "same_title": "boolean",
    },
    order=("included", "excluded"),
)
# One row a reason for exclusion of the review, in its order.
EXCLUSION_REASONS = Table(
    name="exclusion_reasons",
    columns={"reason": "varchar", "place": "integer", "label": "varchar", "not_retrieved": "boolean"},
    order=("place",),
)

RANKED = (
    DECISIONS,
    EXCLUSION_REASONS,
    RANKING,
    READING,
    REASONS,
    NEIGHBOURS,
    CALIBRATION,
    STATEMENTS,
    DOUBTS,
    CONTRADICTIONS,
)
