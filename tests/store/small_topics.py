"""What the stage topics says of the small warehouse."""

from typing import Any

Rows = list[dict[str, Any]]

A, B, C, D = "doi:10.5555/a", "doi:10.5555/b", "doi:10.5555/c", "pubmed:4"
E, F, G = "eric:EJ5", "doi:10.5555/f", "doi:10.5555/g"
_TOPIC = {"coherence": 0.2, "stability": 0.9, "since": "2026-11-01"}
TOPICS: Rows = [
    {
        **_TOPIC,
        "topic": "t001",
        "place": 1,
        "label": "nursing students, placement",
        "description": "4 works, mostly on nursing students and placement.",
        "terms": ["nursing students", "placement"],
        "weights": [1.0, 0.8],
        "central": [A, B],
        "works": 4,
        "x": -0.5,
        "y": 0.1,
    },
    {
        **_TOPIC,
        "topic": "t003",
        "place": 2,
        "label": "residency",
        "description": "2 works, mostly on residency.",
        "terms": ["residency"],
        "weights": [1.0],
        "central": [F],
        "works": 2,
        "x": 0.5,
        "y": -0.2,
    },
]
WORK_TOPICS: Rows = [
    *({"work": work, "topic": "t001", "weight": 0.8, "main": True} for work in (A, B, C, D)),
    *({"work": work, "topic": "t003", "weight": 0.7, "main": True} for work in (F, G)),
    {"work": A, "topic": "t003", "weight": 0.2, "main": False},
]
TOPIC_DRIFT: Rows = [
    {
        "change": "kept",
        "topic": "t001",
        "works": 4,
        "shared": 3,
        "label": "nursing students, placement",
        "words": "«nursing students, placement» is the same as before: 3 works stayed, 1 new.",
    },
    {
        "change": "merged",
        "topic": "t002",
        "other": "t001",
        "works": 2,
        "shared": 2,
        "label": "mentors",
        "words": "«mentors» has gone into «nursing students, placement»: 2 of its 2 works are there now.",
    },
    {
        "change": "new",
        "topic": "t003",
        "works": 2,
        "shared": 0,
        "label": "residency",
        "words": "«residency» is new: 2 works, none of which was here before.",
    },
]
TOPIC_NUMBERS: Rows = [
    {"topics": number, "stability": stability, "coherence": 0.2, "chosen": number == 2}
    for number, stability in ((1, 0.5), (2, 0.9), (3, 0.6))
]
TOPIC_PLACES: Rows = [
    {"work": work, "x": (place - 3) / 4, "y": (place % 2) / 2, "moved": 0.01 if place < 5 else None}
    for place, work in enumerate((A, B, C, D, E, F, G))
]
ROWS: dict[str, Rows] = {
    "topics": TOPICS,
    "work_topics": WORK_TOPICS,
    "topic_drift": TOPIC_DRIFT,
    "topic_numbers": TOPIC_NUMBERS,
    "topic_places": TOPIC_PLACES,
    "scoped": [],
}
