"""What the stage code says of the small warehouse: codes by phrase, person and proposal, and figures."""

from typing import Any

Rows = list[dict[str, Any]]

CODES_OF_PEOPLE = (("pop.nursing_student", "nursing", "student"), ("pop.resident", "medicine", "trainee"))


def of_codebook(place: int, code: str, **more: Any) -> dict[str, Any]:
    """Give a row of the codebook; a code unless ``kind`` says otherwise."""
    row = {"place": place, "code": code, "kind": "code", "label": code.partition(".")[2] or code}
    return {**row, "definition": f"What {code} means.", "since": 1, "version": 2, **more}


CODEBOOK: Rows = [
    *(
        of_codebook(
            place,
            code,
            facet="population",
            facet_label="Population",
            profession=profession,
            level=level,
            phrases=["nursing student"],
        )
        for place, (code, profession, level) in enumerate(CODES_OF_PEOPLE, start=1)
    ),
    of_codebook(3, "design.interviews", facet="design", facet_label="Design", design="qualitative"),
    of_codebook(4, "practice.mentoring", facet="practice", facet_label="Practice"),
    of_codebook(5, "practice.new", facet="practice", facet_label="Practice", since=2),
    of_codebook(6, "quality", kind="choice", options=["strong", "weak"]),
    of_codebook(7, "settings", kind="many", options=["ward", "campus"]),
    of_codebook(8, "interviewed", kind="number", design="qualitative", since=2),
]


def coding(work: str, code: str, by: str, verdict: str, **more: Any) -> dict[str, Any]:
    """Give a line of a coder's file as a row, which stands."""
    row = {"coded_at": "2026-11-20T10:00:00", "reviewer": by, "work": work, "coded": work, "code": code}
    return {
        **row,
        "verdict": verdict,
        "settles": False,
        "codebook": 1,
        "standing": True,
        "synthetic": False,
        **more,
    }


A, B, FOUR = "doi:10.5555/a", "doi:10.5555/b", "pubmed:4"
CODINGS: Rows = [
    coding(A, "pop.nursing_student", "ada", "present", quote="students", key="k1"),
    coding(A, "practice.mentoring", "ada", "present"),
    coding(A, "practice.mentoring", "ben", "absent"),
    coding(A, "design.interviews", "ada", "present"),
    coding(A, "design.interviews", "ben", "absent"),
    coding(A, "design.interviews", "cem", "present", settles=True),
    coding(A, "quality", "ada", "answer", value='"strong"'),
    coding(A, "quality", "ben", "answer", value='"strong"', quote="fit in"),
    coding(A, "settings", "ada", "answer", value='["ward", "campus"]'),
    coding(A, "", "ada", "finished"),
    coding(A, "", "ben", "finished", codebook=2),
    coding(B, "quality", "ada", "answer", value='"strong"'),
    coding(B, "quality", "ben", "answer", value='"weak"'),
    coding(B, "pop.resident", "ada", "absent", standing=False),
    {**coding("doi:10.5555/gone", "pop.resident", "ada", "present"), "work": None},
]


def phrase(work: str, code: str, phrase: str, passage: str, **more: Any) -> dict[str, Any]:
    """Give a code that a phrase of a title found."""
    row = {"work": work, "code": code, "origin": "phrase", "phrase": phrase, "passage": passage}
    return {**row, "field": "title", "start": 0, "stop": len(phrase), "passages": 1, **more}


CODES: Rows = [
    phrase(A, "pop.nursing_student", "nursing student", "Belonging of nursing students on placement"),
    phrase(B, "pop.resident", "medical resident", "Mattering among medical residents"),
    phrase(FOUR, "pop.nursing_student", "student nurse", "Belonging of student nurses"),
    *(
        {
            **{name: row[name] for name in ("work", "code", "reviewer", "verdict", "settles", "synthetic")},
            "origin": "person",
            "passage": row.get("quote"),
        }
        for row in CODINGS
        if row["standing"] and row["work"] and row["verdict"] in ("present", "absent")
    ),
    {"work": FOUR, "code": "practice.mentoring", "origin": "proposal", "probability": 0.7},
    {"work": "doi:10.5555/c", "code": "practice.mentoring", "origin": "proposal", "probability": 0.9},
]
FIGURES: Rows = [
    {
        "work": A,
        "kind": "participants",
        "value": 12.0,
        "text": "12 students",
        "passage": "We asked 12 students.",
        "field": "abstract",
        "start": 9,
        "stop": 20,
    },
    {
        "work": A,
        "kind": "country",
        "text": "Sweden",
        "passage": "in Sweden",
        "field": "title",
        "start": 3,
        "stop": 9,
    },
]
TAGGER: Rows = [
    {
        "code": "practice.mentoring",
        "coded_present": 12,
        "coded_absent": 30,
        "precision": 0.8,
        "recall": 0.7,
        "brier": 0.1,
        "missed": 4,
        "recovered": 3,
        "wrong": 1,
        "threshold": 0.5,
        "proposed": 2,
    },
    {
        "code": "practice.new",
        "coded_present": 1,
        "coded_absent": 0,
        "proposed": 0,
        "missing": "people have coded 1 of 10 works with it and 0 of 10 works without it",
    },
]

ROWS: dict[str, Rows] = {
    "codebook": CODEBOOK,
    "codes": CODES,
    "codings": CODINGS,
    "figures": FIGURES,
    "tagger": TAGGER,
}
