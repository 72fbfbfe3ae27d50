"""What the stage citations says of the small warehouse."""

from typing import Any

Rows = list[dict[str, Any]]

A, B, C, D = "doi:10.5555/a", "doi:10.5555/b", "doi:10.5555/c", "pubmed:4"
COMMUNITIES: Rows = [
    {
        "community": "c01",
        "place": 1,
        "label": "students, placement",
        "terms": ["students", "placement"],
        "works": 4,
        "inside": 1.0,
        "since": "2026-11-01",
    }
]
CITATION_MEASURES: Rows = [
    {
        "work": work,
        "references_here": references,
        "cited_here": cited,
        "pagerank": pagerank,
        "betweenness": 0.1 if work == A else 0.0,
        "community": "c01" if references + cited else None,
    }
    for work, references, cited, pagerank in (
        (A, 0, 3, 0.31),
        (B, 2, 0, 0.1),
        (C, 1, 1, 0.15),
        (D, 1, 0, 0.1),
        ("doi:10.5555/f", 0, 0, 0.1),
        ("doi:10.5555/g", 0, 0, 0.1),
        ("eric:EJ5", 0, 0, 0.1),
    )
]
LINKS: Rows = [
    {"kind": "co-citation", "one": A, "other": C, "shared": 1, "strength": 0.577},
    {"kind": "coupling", "one": A, "other": C, "shared": 1, "strength": 0.707},
    {"kind": "coupling", "one": B, "other": C, "shared": 1, "strength": 0.5},
    {"kind": "coupling", "one": B, "other": D, "shared": 1, "strength": 0.707},
    {"kind": "coupling", "one": C, "other": D, "shared": 1, "strength": 0.707},
]
MAIN_PATH: Rows = [
    {"kind": kind, "place": place, "cited": cited, "citing": citing, "traversals": "1", "share": 1 / 3}
    for kind in ("global", "key route")
    for place, cited, citing in ((1, A, C), (2, C, B))
]
BURSTS: Rows = [{"work": A, "first_year": 2016, "last_year": 2018, "strength": 3.5, "citations": 2}]
CITATION_FACTS: Rows = [
    {"fact": "cycles opened", "value": 0.0, "words": "No works cite each other in a circle."}
]
CITATION_PLACES: Rows = [
    {"work": work, "x": x, "y": y, "moved": moved}
    for work, x, y, moved in (
        (A, 0.0, 0.1, 0.0),
        (B, 0.9, -0.2, None),
        (C, -0.5, 0.4, 0.01),
        (D, -0.9, -0.9, None),
    )
]

ROWS: dict[str, Rows] = {
    "communities": COMMUNITIES,
    "citation_measures": CITATION_MEASURES,
    "links": LINKS,
    "main_path": MAIN_PATH,
    "bursts": BURSTS,
    "citation_facts": CITATION_FACTS,
    "citation_places": CITATION_PLACES,
}
