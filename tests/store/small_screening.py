"""What the stage rank says of the small warehouse: how it was read, why, and what is doubtful."""

from typing import Any

Rows = list[dict[str, Any]]

READ = ("doi:10.5555/a", "doi:10.5555/b", "eric:EJ5", "doi:10.5555/f")
READING: Rows = [
    {
        "place": place,
        "work": work,
        "read_at": "2026-11-02T00:00:00",
        "share": share,
        "shown_by": "random" if place == 3 else None,
        "works_then": 7,
        "found": found,
    }
    for place, (work, share, found) in enumerate(
        zip(READ, (1.0, 1.0, 0.0, 0.5), (1, 2, 2, 3), strict=True), start=1
    )
]
REASONS: Rows = [
    {"work": "pubmed:4", "place": 1, "term": "nursing students", "weight": 0.4},
    {"work": "pubmed:4", "place": 2, "term": "belonging", "weight": 0.2},
    {"work": "pubmed:4", "place": 3, "term": "of", "weight": -0.1},
    {"work": "eric:EJ5", "place": 1, "term": "antibodies", "weight": -0.9},
]
NEIGHBOURS: Rows = [
    {"work": "pubmed:4", "place": 1, "neighbour": "doi:10.5555/a", "similarity": 0.7, "share": 1.0},
    {"work": "pubmed:4", "place": 2, "neighbour": "eric:EJ5", "similarity": 0.2, "share": 0.0},
]
CALIBRATION: Rows = [
    {"low": 0.0, "high": 0.1, "works": 2, "predicted": 0.04, "observed": 0.0},
    {"low": 0.7, "high": 0.8, "works": 2, "predicted": 0.75, "observed": 1.0},
]
STATEMENT = {"target": 0.95, "confidence": 0.95, "works": 7, "read": 4, "found": 3, "stop": False}
STATEMENTS: Rows = [
    {**STATEMENT, "method": "50 in a row", "chosen": False, "words": "Read on."},
    {
        **STATEMENT,
        "method": "hypergeometric",
        "chosen": True,
        "recall_at_least": 0.6,
        "left_low": 0,
        "left_estimate": 1,
        "left_high": 2,
        "more_to_read": 3,
        "words": "At least 60 % is found.",
    },
]
DOUBTS: Rows = [
    {
        "place": 1,
        "work": "eric:EJ5",
        "share": 0.0,
        "probability": 0.9,
        "surprise": 3.3,
        "terms": ["belonging"],
    },
    {"place": 2, "work": "doi:10.5555/b", "share": 1.0, "probability": 0.2, "surprise": 2.3, "terms": []},
]
CONTRADICTIONS: Rows = [
    {"included": "doi:10.5555/a", "excluded": "eric:EJ5", "similarity": 0.8, "same_title": False}
]
EXCLUSION_REASONS: Rows = [
    {"reason": "wrong-concept", "place": 1, "label": "Not about belonging", "not_retrieved": False},
    {"reason": "not-retrievable", "place": 2, "label": "The text cannot be had", "not_retrieved": True},
]

ROWS: dict[str, Rows] = {
    "reading": READING,
    "reasons": REASONS,
    "neighbours": NEIGHBOURS,
    "calibration": CALIBRATION,
    "statements": STATEMENTS,
    "doubts": DOUBTS,
    "contradictions": CONTRADICTIONS,
    "exclusion_reasons": EXCLUSION_REASONS,
}
