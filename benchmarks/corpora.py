"""Corpora for the benchmarks of topics: works with their texts, and what is known of them."""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from synth import paths
from synth.demo import literature, publications, recovering
from synth.domain.reviews import Demo
from synth.maps.counting import Text
from synth.store import tables

csv.field_size_limit(sys.maxsize)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """
    Works by their names, and their texts.

    ``true`` is the topic of each work where it is known, ``included`` what a review decided of it.
    """

    name: str
    works: list[str]
    texts: list[Text]
    true: Mapping[str, str] | None = None
    included: list[bool] | None = None


def read(name: str) -> Corpus:
    """Read ``demo`` (built before), ``demo:WORKS`` (made anew), JSON lines, or a labelled review as CSV."""
    if name == "demo":
        return demo()
    if name.startswith("demo:"):
        return grown(int(name.partition(":")[2]))
    return from_lines(Path(name)) if name.endswith(".jsonl") else review(Path(name))


def demo() -> Corpus:
    """Give the demonstration as the pipeline built it, with its true topics."""
    places = paths.places()
    columns = ("work", "records", "title", "abstract", "keywords")
    rows = sorted(
        tables.read(places.table("works"), tables.WORKS, columns=columns), key=lambda row: row["work"]
    )
    told = recovering.read_groups(places.truth, "topic")
    return Corpus(
        name="demo",
        works=[row["work"] for row in rows],
        texts=[
            Text(
                title=row["title"] or "",
                abstract=row["abstract"] or "",
                keywords=tuple(row["keywords"] or ()),
            )
            for row in rows
        ],
        true={row["work"]: told[record] for row in rows for record in row["records"] if record in told},
    )


def grown(works: int) -> Corpus:
    """Give the demonstration's literature at another size, as its generator has it, past every source."""
    made = literature.generate(Demo(works=works), [])
    names, texts, true = [], [], {}
    for place in range(made.synthetic):
        one = publications.publication(made, place)
        name = f"doi:10.5555/{place}"
        names.append(name)
        said = " ".join(text for _, text in one.wording.sections)
        texts.append(Text(title=one.full_title, abstract=said, keywords=one.keywords))
        if one.topic:
            true[name] = one.topic.name
    return Corpus(name=f"demo:{works}", works=names, texts=texts, true=true)


def from_lines(path: Path) -> Corpus:
    """Read records as JSON lines, those with an abstract."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = sorted((row for row in rows if row["abstract"]), key=lambda row: str(row["id"]))
    return Corpus(
        name=path.parent.name,
        works=[row["id"] for row in rows],
        texts=[
            Text(title=row["title"] or "", abstract=row["abstract"], keywords=tuple(row["keywords"] or ()))
            for row in rows
        ],
    )


def review(path: Path) -> Corpus:
    """Read a labelled review: CSV, gzip."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return Corpus(
        name=path.name.removesuffix(".csv.gz"),
        works=[row["record_id"] for row in rows],
        texts=[Text(title=row["title"], abstract=row["abstract"]) for row in rows],
        included=[row["label_included"] == "1" for row in rows],
    )
