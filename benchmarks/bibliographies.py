"""Labelled bibliographies: read, counted as bib-dedupe counts, and grown to any size."""

from __future__ import annotations

import csv
import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

REVIEWS = ("diabetes", "cytology_screening", "stroke", "tafenoquine", "special_cases")
OTHERS = ("dblp_acm",)
COLUMNS = ("ID", "title", "author", "year", "journal", "volume", "number", "pages", "doi", "abstract")
_ELSEWHERE = {"journal": ("booktitle",), "number": ("issue",)}  # other names of these columns
_WORD = re.compile(r"[A-Za-z]{4,}")
_BAND = 50  # words about as frequent, which change places with each other
_YEARS = 300  # volumes are counted up to here

Row = dict[str, str]
Groups = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Duplicates removed rightly, wrongly and not at all; pairs joined, and joined rightly."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    pairs: int = 0
    pairs_right: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            right=self.right + other.right,
            wrong=self.wrong + other.wrong,
            missed=self.missed + other.missed,
            pairs=self.pairs + other.pairs,
            pairs_right=self.pairs_right + other.pairs_right,
        )

    @property
    def sensitivity(self) -> float:
        """Share of the duplicates that were removed."""
        return self.right / max(1, self.right + self.missed)

    @property
    def precision(self) -> float:
        """Share of the removed that were duplicates."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def pair_precision(self) -> float:
        """Share of the joined pairs that are of one publication."""
        return self.pairs_right / max(1, self.pairs)

    @property
    def f1(self) -> float:
        """The harmonic mean of sensitivity and precision."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


def read(folder: Path) -> list[Row]:
    """Read a set's records with the columns that a bibliography has; columns that are labels are left out."""
    packed = folder / "records_pre_merged.csv.gz"
    if packed.exists():
        with gzip.open(packed, "rt", encoding="utf-8", newline="") as file:
            return [_row(row) for row in csv.DictReader(file)]
    with (folder / "records.csv").open(encoding="utf-8", newline="") as file:
        return [_row(row) for row in csv.DictReader(file)]


def _row(row: Mapping[str, str]) -> Row:
    return {
        name: next((row[column] for column in (name, *_ELSEWHERE.get(name, ())) if row.get(column)), "")
        for name in COLUMNS
    }


def truth(folder: Path) -> list[list[str]]:
    """Read which records of a set are one publication: groups of two or more."""
    with (folder / "merged_record_ids.csv").open(encoding="utf-8", newline="") as file:
        return [row["merged_ids"].split(";") for row in csv.DictReader(file)]


def labelled_pairs(folder: Path) -> list[tuple[str, str, str]]:
    """Read a set's pairs and whether they are EXACT, STRONG, DIFFERENT or AMBIGUOUS."""
    with (folder / "pairs.csv").open(encoding="utf-8", newline="") as file:
        return [(row["ID_1"], row["ID_2"], row["status"]) for row in csv.DictReader(file)]


def write(path: Path, rows: Iterable[Row]) -> Path:
    """Write a bibliography as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def groups(path: Path) -> list[list[str]]:
    """Read groups as `synth dedupe --json` writes them."""
    return [json.loads(line)["ids"] for line in path.read_text(encoding="utf-8").splitlines()]


def count(found: Groups, true: Groups, *, ids: Sequence[str]) -> Count:
    """
    Count as bib-dedupe's benchmark does: each group keeps one survivor.

    A unique record that was removed is wrong, and so is a true group of which none was kept.
    """
    place = {record: number for number, record in enumerate(ids)}
    removed = {record for group in found for record in sorted(group, key=place.__getitem__)[1:]}
    work = {record: number for number, group in enumerate(true) for record in group}
    kept = [sum(record not in removed for record in group) for group in true]
    joined = [pair for group in found for pair in combinations(group, 2)]
    return Count(
        right=sum(len(group) - max(1, some) for group, some in zip(true, kept, strict=True)),
        wrong=kept.count(0) + sum(record not in work for record in removed),
        missed=sum(some - 1 for some in kept if some > 1),
        pairs=len(joined),
        pairs_right=sum(one in work and work[one] == work.get(other) for one, other in joined),
    )


def grown(rows: Sequence[Row], size: int) -> Iterator[Row]:
    """
    Give ``size`` records: the rows in an order drawn once, then again and again as other publications.

    In each round words of the titles and abstracts change places with words about as frequent, and so
    do the authors' names, and volumes, pages and DOIs are others: so duplicates of a round stay
    duplicates, and nothing is one with another round's. What this breaks is noise: a misspelt word
    becomes another one.
    """
    drawn = random.Random(0).sample(range(len(rows)), len(rows))
    words = [word.lower() for row in rows for word in _WORD.findall(row["title"])]
    names = [word.lower() for row in rows for word in _WORD.findall(row["author"])]
    for number in range(size):
        turn, place = divmod(number, len(rows))
        if place == 0:
            rng = random.Random(turn)
            spoken, named, shift = _exchange(words, rng), _exchange(names, rng), rng.randrange(1, 400)
        row = rows[drawn[place]]
        yield {**row, "ID": f"{turn}/{row['ID']}"} if turn == 0 else _other(row, turn, spoken, named, shift)


def _exchange(words: Iterable[str], rng: random.Random) -> dict[str, str]:
    counts = Counter(words)
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    places: dict[str, str] = {}
    for start in range(0, len(ranked), _BAND):
        band = ranked[start : start + _BAND]
        places.update(zip(band, rng.sample(band, len(band)), strict=True))
    return places


def _other(row: Row, turn: int, words: Mapping[str, str], names: Mapping[str, str], shift: int) -> Row:
    return {
        **row,
        "ID": f"{turn}/{row['ID']}",
        "title": _worded(row["title"], words),
        "abstract": _worded(row["abstract"], words),
        "author": _worded(row["author"], names),
        "doi": f"{row['doi']}.{turn}" if row["doi"] else "",
        "volume": re.sub(r"\d+", lambda hit: str((int(hit[0]) + shift) % _YEARS), row["volume"]),
        "pages": re.sub(r"\d+", lambda hit: f"{shift % 9 + 1}{hit[0]}", row["pages"], count=1),
    }


def _worded(text: str, words: Mapping[str, str]) -> str:
    return _WORD.sub(lambda hit: _cased(words.get(hit[0].lower(), hit[0]), hit[0]), text)


def _cased(word: str, like: str) -> str:
    return word if like[0].islower() else word.capitalize()
