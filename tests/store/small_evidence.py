"""What the stages code, topics and citations could say of the small warehouse: enough for maps and lists."""

from pathlib import Path
from typing import Any

from tests.store import small_warehouse

Rows = list[dict[str, Any]]

A, B, C, FOUR, E5, F, G = (one["work"] for one in small_warehouse.WORKS)


def of_codebook(place: int, code: str, facet: str, label: str, **more: Any) -> dict[str, Any]:
    row = {"place": place, "code": code, "kind": "code", "facet": facet, "facet_label": facet.capitalize()}
    return {**row, "label": label, "definition": "What is meant.", "since": 1, "version": 3, **more}


CODEBOOK: Rows = [
    of_codebook(1, "pop.nursing", "population", "Nursing students", profession="nursing", level="student"),
    of_codebook(2, "pop.resident", "population", "Residents", profession="medicine", level="trainee"),
    of_codebook(3, "pop.patient", "population", "Patients", profession="none", level="patient"),
    of_codebook(4, "met.interview", "method", "Interviews", design="qualitative"),
    of_codebook(5, "met.survey", "method", "Surveys", design="quantitative"),
    of_codebook(6, "pra.mentoring", "practice", "Mentoring"),
    of_codebook(7, "pra.welcome", "practice", "A welcome <b>&</b> a name"),
    of_codebook(8, "out.burnout", "outcome", "Burnout"),
    {
        **of_codebook(9, "quality", "", "How good?", kind="choice", options=["high", "low"]),
        "facet": None,
        "facet_label": None,
    },
]


def phrase(work: str, code: str, words: str = "words") -> dict[str, Any]:
    """Give a code that a phrase found."""
    passage = {"phrase": words, "passage": f"A sentence with {words}.", "field": "abstract"}
    return {"work": work, "code": code, "origin": "phrase", "start": 0, "stop": 5, "passages": 1, **passage}


def person(work: str, code: str, by: str = "ada", verdict: str = "present") -> dict[str, Any]:
    """Give a code that a coder says of a work."""
    row = {"work": work, "code": code, "origin": "person", "reviewer": by, "verdict": verdict}
    return {**row, "settles": False, "synthetic": False, "passage": "as she quotes it"}


CODES: Rows = [
    person(A, "pop.nursing"),
    phrase(A, "pra.mentoring"),
    phrase(A, "met.interview"),
    phrase(A, "out.burnout"),
    phrase(B, "pop.nursing"),
    phrase(B, "pop.resident"),
    phrase(B, "pra.mentoring"),
    phrase(B, "met.interview"),
    phrase(B, "met.survey"),
    phrase(C, "pop.nursing"),
    phrase(C, "pra.mentoring"),
    phrase(C, "met.survey"),
    phrase(FOUR, "pop.nursing"),
    phrase(F, "pra.welcome"),
    phrase(F, "pop.nursing"),
    person(F, "pop.nursing", verdict="absent"),
    {"work": G, "code": "pop.nursing", "origin": "proposal", "probability": 0.9},
]
CODINGS: Rows = [
    {
        "coded_at": "2026-11-20T10:00:00",
        "reviewer": "ada",
        "work": work,
        "coded": work,
        "code": "quality",
        "verdict": "answer",
        "value": value,
        "settles": False,
        "codebook": 3,
        "key": work,
        "standing": True,
        "synthetic": False,
    }
    for work, value in ((A, '"high"'), (B, '"low"'))
]
FIGURES: Rows = [
    {"work": work, "kind": "country", "text": text, "passage": text, "field": "title", "start": 0, "stop": 5}
    for work, text in ((A, "Sweden"), (B, "Sweden"), (B, "Côte d’Ivoire"))
]


def topic(name: str, place: int, label: str, works: int) -> dict[str, Any]:
    """Give a topic."""
    row = {"topic": name, "place": place, "label": label, "works": works, "terms": ["a"], "weights": [1.0]}
    return {
        **row,
        "description": "What it is.",
        "central": [A],
        "coherence": 0.5,
        "stability": 0.9,
        "x": 0,
        "y": 0,
    }


TOPICS: Rows = [topic("t001", 1, "placement and belonging", 3), topic("t002", 2, "mattering", 2)]
WORK_TOPICS: Rows = [
    {"work": work, "topic": name, "weight": weight, "main": main}
    for work, name, weight, main in (
        (A, "t001", 0.6, True),
        (A, "t002", 0.3, False),
        (B, "t002", 0.9, True),
        (C, "t001", 0.8, True),
        (FOUR, "t001", 0.9, True),
    )
]
PLACES: Rows = [
    {"work": work, "x": x, "y": y}
    for work, x, y in ((A, 0.0, 0.0), (B, 0.5, 0.5), (C, -0.5, 0.5), (FOUR, 0.9, -0.9))
]
COMMUNITIES: Rows = [
    {"community": "c01", "place": 1, "label": "on the ward", "terms": ["ward"], "works": 3, "inside": 0.7}
]
MEASURES: Rows = [
    {
        "work": work,
        "references_here": 1,
        "cited_here": cited,
        "pagerank": 0.2,
        "betweenness": 0.0,
        "community": "c01" if work != FOUR else None,
    }
    for work, cited in ((A, 3), (B, 0), (C, 1), (FOUR, 0))
]
LINKS: Rows = [
    {"kind": "co-citation", "one": A, "other": C, "shared": 1, "strength": 0.5},
    {"kind": "coupling", "one": B, "other": C, "shared": 1, "strength": 0.5},
]
MAIN_PATH: Rows = [
    {"kind": "global", "place": 1, "cited": A, "citing": C, "traversals": "1", "share": 0.5},
    {"kind": "global", "place": 2, "cited": C, "citing": B, "traversals": "1", "share": 0.5},
]
BURSTS: Rows = [{"work": A, "first_year": 2016, "last_year": 2018, "strength": 3.0, "citations": 2}]

ROWS: dict[str, Rows] = {
    "codebook": CODEBOOK,
    "codes": CODES,
    "codings": CODINGS,
    "figures": FIGURES,
    "tagger": [],
    "topics": TOPICS,
    "work_topics": WORK_TOPICS,
    "topic_drift": [],
    "topic_numbers": [],
    "topic_places": PLACES,
    "scoped": [],
    "citation_measures": MEASURES,
    "communities": COMMUNITIES,
    "links": LINKS,
    "main_path": MAIN_PATH,
    "bursts": BURSTS,
    "citation_facts": [],
    "citation_places": PLACES,
}


def build(folder: Path, **changed: Rows) -> Path:
    """Build the small warehouse with these rows."""
    return small_warehouse.build(folder, **{**ROWS, **changed})
