"""EndNote's tagged format (also called Refer), which publishers and search engines offer for download."""

from __future__ import annotations

import re
from collections.abc import Iterator

from synth.domain.records import Author
from synth.formats import accounts, spelling
from synth.formats.entries import Entry, Fault, Written

NAMES: tuple[str, ...] = (".enw",)
TITLE = "EndNote tagged"

_TAG = re.compile(r"%([0-9A-Z@!?#$&()*+<>\[\]^~])(?: (.*)|)")
_BEGINNING = re.compile(r"(?:\A|[\r\n])%0 ")

Tags = dict[str, list[str]]


def fits(text: str) -> bool:
    """Say whether some entry begins here."""
    return _BEGINNING.search(text) is not None


def read(text: str) -> Iterator[Entry | Fault]:
    """Give each entry, or what is wrong with it."""
    return accounts.entries(cut(text))


def cut(text: str) -> Iterator[Written | Fault]:
    """
    Give each entry as it is written, or what is wrong with it.

    An entry begins with ``%0`` and ends where the next one begins. Tags before the first are a Fault.
    """
    for line, tags in _chunks(text):
        if "0" in tags:
            yield Written(line=line, fields=_fields(tags), authors=_authors(tags))
        else:
            yield Fault(line=line, words="text outside of an entry: no %0 stands before it")


def _chunks(text: str) -> Iterator[tuple[int, Tags]]:
    begun, tags, last = 0, Tags(), ""
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        found = _TAG.fullmatch(line.rstrip())
        if found and (not tags or found[1] == "0"):
            if tags:
                yield begun, tags
            begun, tags = number, {}
        if found:
            last = found[1]
            tags.setdefault(last, []).append((found[2] or "").strip())
        elif tags and line.strip():
            tags[last][-1] += f"\n{line.strip()}"
    if tags:
        yield begun, tags


def _fields(tags: Tags) -> dict[str, list[str]]:
    return {
        "name": tags.get("F", []),
        "doi": tags.get("R", []),
        "mentions": [*tags.get("U", []), *tags.get("M", []), *tags.get("Z", []), *_medline(tags)],
        "title": tags.get("T", []),
        "original_title": tags.get("Q", []),
        "abstract": tags.get("X", [])[:1],
        "date": [*tags.get("D", []), *tags.get("8", []), " ".join((*tags.get("8", []), *tags.get("D", [])))],
        "venue": [*tags.get("J", []), *tags.get("B", []), *tags.get("S", [])],
        "publisher": tags.get("I", []),
        "issn": tags.get("@", []),
        "volume": tags.get("V", []),
        "issue": tags.get("N", []),
        "pages": [re.sub(r"\s*-+\s*", "-", pages) for pages in (*tags.get("P", []), *tags.get("&", []))],
        "type": tags.get("0", []),
        "language": tags.get("G", []),
        "keywords": [word for text in tags.get("K", []) for word in text.split("\n")],
        "notes": tags.get("Z", []),
    }


def _authors(tags: Tags) -> tuple[Author, ...]:
    """Read one author a tag; a book without authors has its editors."""
    return tuple(author for name in tags.get("A") or tags.get("E", []) for author in spelling.listed(name))


def _medline(tags: Tags) -> list[str]:
    """Read a bare number as a PMID where the database is PubMed."""
    database = " ".join((*tags.get("~", []), *tags.get("W", []))).lower()
    named = "pubmed" in database or "medline" in database
    return [f"PMID: {number}" for number in tags.get("M", []) if named and re.fullmatch(r"\d{1,9}", number)]
