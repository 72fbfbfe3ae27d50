"""
Codes found in a file of records: how many, how fast beside one regular expression a phrase, and some to read.

    python -m benchmarks.codes RECORDS.jsonl --draw 60 --seed 7

A line is a record: ``title``, ``abstract``, ``keywords``. Only records with an abstract are taken.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from synth.coding.figures import figures
from synth.coding.finding import Finder, Passage
from synth.domain.codebook import Codebook
from synth.store import codebook

BOOK = Path(__file__).resolve().parents[1] / "queries" / "codebook.yaml"
Record = dict[str, Any]
Found = TypeVar("Found")


def main() -> None:
    """Print the counts, the times and, when asked, codes drawn at random with their passages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("records", type=Path, help="a file of JSON lines")
    parser.add_argument("--draw", type=int, default=0, help="how many codes to draw for reading")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--by-code", action="store_true", help="draw one work for each of so many codes")
    asked = parser.parse_args()
    book = codebook.read(BOOK)
    records = [record for record in _records(asked.records) if record.get("abstract")]
    finder = Finder(book)
    found, seconds = _timed(lambda record: _first(finder, record), records)
    _, told = _timed(lambda record: figures(record["title"], record["abstract"]), records)
    _, peer = _timed(_one_expression_a_phrase(book), records)
    print(f"{len(records)} abstracts, {len(book.codes)} codes, {sum(map(len, found))} codes found")
    for name, taken in (("phrases", seconds), ("figures", told), ("peer: re, one a phrase", peer)):
        print(f"{name:24} {taken / len(records) * 10_000:8.1f} s of one processor for 10,000 abstracts")
    _count(book, found)
    if asked.draw:
        _draw(records, found, asked.draw, random.Random(asked.seed), by_code=asked.by_code)


def _records(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _first(finder: Finder, record: Record) -> dict[str, Passage]:
    """Give the first passage of each code of a record."""
    first: dict[str, Passage] = {}
    for passage in finder.find(record["title"], record["abstract"], record.get("keywords") or []):
        first.setdefault(passage.code, passage)
    return first


def _timed(work: Callable[[Record], Found], records: Sequence[Record]) -> tuple[list[Found], float]:
    begun = time.process_time()
    found = [work(record) for record in records]
    return found, time.process_time() - begun


def _one_expression_a_phrase(book: Codebook) -> Callable[[Record], list[str]]:
    """Give the plain way: each phrase as an expression of its own, and no rule beside case and plural."""
    expressions = [
        (code.id, re.compile(rf"\b{re.escape(phrase)}s?\b", re.IGNORECASE))
        for code in book.codes.values()
        for phrase in code.phrases
    ]

    def find(record: Record) -> list[str]:
        text = "\n".join([record["title"], record["abstract"], *(record.get("keywords") or [])])
        return [code for code, expression in expressions if expression.search(text)]

    return find


def _count(book: Codebook, found: Sequence[dict[str, Passage]]) -> None:
    counts = Counter(code for codes in found for code in codes)
    for facet in book.facets:
        works = sum(any(code.id in codes for code in facet.codes) for codes in found)
        print(f"\n{facet.label}: {works} works")
        print("  " + ", ".join(f"{code.id} {counts[code.id]}" for code in facet.codes))


def _draw(
    records: Sequence[Record],
    found: Sequence[dict[str, Passage]],
    count: int,
    dice: random.Random,
    *,
    by_code: bool,
) -> None:
    pairs = [
        (record, passage) for record, codes in zip(records, found, strict=True) for passage in codes.values()
    ]
    if by_code:
        codes = sorted({passage.code for _, passage in pairs})
        dice.shuffle(codes)
        drawn = [dice.choice([pair for pair in pairs if pair[1].code == code]) for code in codes[:count]]
    else:
        drawn = dice.sample(pairs, min(count, len(pairs)))
    for number, (record, passage) in enumerate(drawn, 1):
        print(f"\n{number}. {passage.code} by «{passage.phrase}» in the {passage.field}: {record['title']}")
        print(f"   {passage.text}")


if __name__ == "__main__":
    main()
