"""A warehouse of seven works, made by hand, that every question finds something in."""

from pathlib import Path
from typing import Any

from synth.store import tables, warehouse
from tests.store import small_citations, small_codes, small_screening, small_topics

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "warehouse" / "schema"
QUESTIONS = ROOT / "queries" / "questions"

OKAFOR: dict[str, Any] = {
    "name": "Ngozi Okafor",
    "family": "Okafor",
    "given": "Ngozi",
    "orcid": "0000-0001",
    "affiliations": ["A"],
}
LINDQVIST: dict[str, Any] = {
    "name": "Eva Lindqvist",
    "family": "Lindqvist",
    "given": "Eva",
    "orcid": None,
    "affiliations": [],
}
HADDAD: dict[str, Any] = {
    "name": "Haddad R",
    "family": "Haddad",
    "given": "R",
    "orcid": None,
    "affiliations": None,
}

NOTHING: dict[str, Any] = {
    **dict.fromkeys(tables.ACCOUNT),
    **{field: [] for field in ("authors", "issn", "keywords", "subjects", "references", "relations")},
    "type": "article",
    "status": "clean",
}


def work(name: str, *records: str, **account: Any) -> dict[str, Any]:
    aliases = account.pop("aliases", [name])
    moment = "2026-11-01T00:00:00"
    return {**NOTHING, "work": name, "aliases": aliases, "records": records, "first_at": moment, **account}


WORKS = [
    work(
        "doi:10.5555/a",
        "openalex/W1",
        "crossref/10.5555/a",
        aliases=["doi:10.5555/a", "openalex:W1"],
        title="Belonging of nursing students on placement",
        abstract="We asked students how they come to fit in.",
        authors=[OKAFOR, LINDQVIST],
        year=2015,
        venue="Nurse Education Today",
        issn=["0260-6917"],
        keywords=["Belonging", "belonging "],
        subjects=["Students, Nursing"],
        references=["doi:10.5555/outside", "openalex:W1"],
        cited_by_count=40,
        oa_status="closed",
        language="en",
    ),
    work(
        "doi:10.5555/b",
        "openalex/W2",
        title="Mattering among medical residents",
        abstract="Residents matter to their teams.",
        authors=[{**OKAFOR, "orcid": None}, HADDAD],
        year=2018,
        venue="nurse education today",
        references=["openalex:W1", "doi:10.5555/a", "doi:10.5555/c"],
        oa_status="gold",
        oa_url="https://example.org/b",
        licence="cc-by",
    ),
    work(
        "doi:10.5555/c",
        "pubmed/3",
        title="Fitting in on the ward",
        abstract="A retracted account of fitting in.",
        year=2016,
        status="retracted",
        relations=[{"kind": "retracted_by", "target": "doi:10.5555/notice", "date": "2019"}],
        references=["doi:10.5555/a", "doi:10.5555/outside"],
    ),
    work(
        "pubmed:4", "pubmed/4", title="Belonging of student nurses", year=20190, references=["doi:10.5555/a"]
    ),
    work("eric:EJ5", "eric/EJ5", title="Belonging of antibodies", abstract="About proteins.", year=2001),
    work(
        "doi:10.5555/f",
        "crossref/10.5555/f",
        title="",
        abstract="Placement of students of nursing.",
        year=2020,
    ),
    work("doi:10.5555/g", "crossref/10.5555/g", title="Perhaps", year=2021, status="unknown"),
]


def record(name: str, account: dict[str, Any]) -> dict[str, Any]:
    source, native = name.split("/", 1)
    moments = {
        "first_at": account["first_at"],
        "retrieved_at": account["first_at"],
        "answer": f"{source}/1.json",
    }
    ids = {"ids": account["aliases"], "first_ids": account["aliases"]}
    fields = {field: account[field] for field in tables.ACCOUNT}
    return {"record": name, "source": source, "native": native, **ids, **moments, **fields}


def decision(name: str, verdict: str, by: str, **changes: Any) -> dict[str, Any]:
    texts = dict.fromkeys(("record", "reason", "note", "key"), "")
    told = {
        "decided_at": "2026-11-02T00:00:00",
        "reviewer": by,
        "work": name,
        "decided": name,
        "verdict": verdict,
    }
    return {
        **texts,
        **told,
        "stage": "abstract",
        "labels": [],
        "standing": True,
        "synthetic": False,
        **changes,
    }


def pair(record: str, other: str, *works: str, **changes: Any) -> dict[str, Any]:
    return {
        "record": record,
        "other": other,
        "work": works[0],
        "other_work": works[-1],
        "outcome": "doubtful",
        "score": 0.7,
        "rule": "title+year",
        "reasons": ["the titles are alike"],
        "joined": False,
        **changes,
    }


PAIRS = [
    pair(
        "openalex/W1",
        "crossref/10.5555/a",
        "doi:10.5555/a",
        outcome="same",
        score=1.0,
        rule="doi",
        value="doi:10.5555/a",
        joined=True,
    ),
    pair("openalex/W1", "pubmed/4", "doi:10.5555/a", "pubmed:4", score=0.8),
    pair("crossref/10.5555/a", "pubmed/4", "doi:10.5555/a", "pubmed:4", score=0.6),
    pair("openalex/W2", "pubmed/3", "doi:10.5555/b", "doi:10.5555/c", score=0.75),
    pair("openalex/W2", "eric/EJ5", "doi:10.5555/b", "eric:EJ5", verdict="different", decided_by="ada"),
]
RELATIONS = [
    {
        "record": "pubmed/3",
        "kind": "retracted_by",
        "target": "doi:10.5555/notice",
        "date": "2019",
        "origin": "source",
        "told_by": "pubmed",
    },
    {
        "record": "openalex/W2",
        "kind": "preprint_of",
        "target": "openalex:W1",
        "origin": "source",
        "told_by": "openalex",
    },
    {
        "record": "openalex/W2",
        "kind": "preprint_of",
        "other": "crossref/10.5555/a",
        "origin": "person",
        "told_by": "ada",
    },
]
DISAGREEMENTS = [
    {
        "work": "doi:10.5555/a",
        "field": "year",
        "record": "openalex/W1",
        "value": "2014",
        "differs": True,
    },
    {
        "work": "doi:10.5555/a",
        "field": "year",
        "record": "crossref/10.5555/a",
        "value": "2015",
        "differs": False,
    },
]
DECISIONS = [
    decision("doi:10.5555/a", "include", "ada"),
    decision("doi:10.5555/a", "exclude", "ben", stage="abstract"),
    decision("doi:10.5555/a", "include", "cem", settles=True),
    decision("doi:10.5555/a", "include", "ben", stage="full text"),
    decision("doi:10.5555/b", "exclude", "ada", standing=False),
    decision("doi:10.5555/b", "include", "ada"),
    decision("eric:EJ5", "exclude", "ada", reason="wrong-concept"),
    decision("doi:10.5555/f", "include", "ada"),
    decision("doi:10.5555/f", "exclude", "ben"),
    decision("doi:10.5555/g", "maybe", "ada"),
    decision("doi:10.5555/gone", "include", "ada", work=None),
]
ORDER = [
    "doi:10.5555/a",
    "doi:10.5555/b",
    "pubmed:4",
    "doi:10.5555/c",
    "doi:10.5555/f",
    "doi:10.5555/g",
    "eric:EJ5",
]


def rows() -> dict[str, list[dict[str, Any]]]:
    """Give the rows of every table of the pipeline."""
    records = [record(name, one) for one in WORKS for name in one["records"]]
    moment = "2026-11-01T00:00:00"
    return {
        "works": WORKS,
        "records": records,
        "lineage": [
            {
                "work": "doi:10.5555/a",
                "field": "title",
                "record": "crossref/10.5555/a",
                "why": "trusted most for this field",
            },
            {
                "work": "doi:10.5555/a",
                "field": "keywords",
                "record": "openalex/W1",
                "why": "adds to the list",
            },
            {
                "work": "doi:10.5555/a",
                "field": "keywords",
                "record": "crossref/10.5555/a",
                "why": "adds to the list",
            },
        ],
        "disagreements": DISAGREEMENTS,
        "pairs": PAIRS,
        "relations": RELATIONS,
        "found": [{"record": one["record"], "answer": one["answer"], "place": 1} for one in records],
        "answers": [
            {
                "answer": "openalex/1.json",
                "source": "openalex",
                "retrieved_at": moment,
                "status": 200,
                "records": 2,
            }
        ],
        "searches": [
            {"source": "openalex", "search": "narrow", "key": "k", "as_of": "2026-11-01", "state": "complete"}
        ],
        "decisions": DECISIONS,
        "ranking": [
            {
                "work": name,
                "rank": rank,
                "score": 1 / rank,
                "probability": 0.5 / rank,
                "model": "svm",
                "decided": rank < 3,
            }
            for rank, name in enumerate(ORDER, start=1)
        ],
        **small_screening.ROWS,
        **small_codes.ROWS,
        **small_citations.ROWS,
        **small_topics.ROWS,
    }


def write(folder: Path, **changed: list[dict[str, Any]]) -> dict[str, Path]:
    """Write the tables as Parquet, those named with other rows."""
    paths = {}
    for name, content in {**rows(), **changed}.items():
        table = tables.TABLES[name]
        paths[name] = folder / f"{name}.parquet"
        empty = dict.fromkeys(table.columns)
        tables.write(paths[name], table, ({**empty, **one} for one in content))
    return paths


def build(folder: Path, **changed: list[dict[str, Any]]) -> Path:
    """Build the warehouse in ``folder`` and give its path."""
    target = folder / "evidence.duckdb"
    about = {"profile": "demo", "as_of": "2026-11-01", "synthetic": "true"}
    warehouse.build(parquet=write(folder, **changed), schema=SCHEMA, target=target, about=about)
    return target
