"""RIS: the format every reference manager writes, and each in its own way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import rispy
from rispy.config import TAG_KEY_MAPPING

from synth.domain.records import Author
from synth.formats import accounts, spelling
from synth.formats.entries import Entry, Fault, Written

NAMES: tuple[str, ...] = (".ris",)
TITLE = "RIS"

# Two blanks and a hyphen; managers differ in what follows, and some write their tags small.
_TAG = re.compile(r"\s?([A-Za-z][A-Za-z0-9])( {1,2})-(?: (.*)|)")
_KNOWN = [*(tag for tag in TAG_KEY_MAPPING if tag != "UK"), "BT", "CT", "ED", "L3"]
# A new paragraph of a structured abstract; any other following line is the same one, wrapped.
_LABEL = re.compile(r"[A-Z][A-Z /&-]{2,40}:")

Tags = Mapping[str, list[str]]


def fits(text: str) -> bool:
    """Say whether some entry begins here."""
    lines = (line[0] for line in re.finditer(r"[^\r\n]+", text))  # one at a time: a file may be large
    return any((found := _tag(line)) and found[0] == "TY" for line in lines)


def read(text: str) -> Iterator[Entry | Fault]:
    """Give each entry, or what is wrong with it."""
    return accounts.entries(cut(text))


def cut(text: str) -> Iterator[Written | Fault]:
    """
    Give each entry as it is written, or what is wrong with it.

    An entry begins with ``TY`` and ends with ``ER`` or with the file. One that meets the next ``TY``
    before its ``ER`` is reported and read all the same: its fields are whole. What stands outside
    of entries is a Fault, but for what comes before the first (databases write a head there).
    """
    started = False
    for chunk in _chunks(text):
        if not chunk.begun:
            if started or chunk.tagged:
                yield Fault(line=chunk.line, words="text outside of an entry: no TY stands before it")
            continue
        started = True
        if chunk.broken:
            yield Fault(line=chunk.line, words=f"no ER before the next entry, {chunk.broken}", skipped=False)
        tags = _parsed(chunk.lines)
        yield Written(line=chunk.line, fields=_fields(tags), authors=_authors(tags))


@dataclass(slots=True)
class _Chunk:
    """
    Lines that belong together, tags in capitals.

    ``begun``: they begin with TY; ``tagged``: some line has a tag; ``broken``: what ended them early.
    """

    line: int
    begun: bool
    lines: list[str] = field(default_factory=list)
    tagged: bool = False
    broken: str = ""


def _chunks(text: str) -> Iterator[_Chunk]:
    """Cut the file at TY and ER, so that one bad entry does not spoil the rest."""
    chunk: _Chunk | None = None
    for number, line in enumerate(_lines(text), start=1):
        tag, value = _tag(line) or ("", "")
        if tag == "TY":
            if chunk and chunk.begun:
                chunk.broken = f"which begins on line {number}"
            if chunk:
                yield chunk
            chunk = _Chunk(line=number, begun=True)
        elif not line.strip():
            continue
        elif chunk is None:
            chunk = _Chunk(line=number, begun=False)
        chunk.tagged = chunk.tagged or bool(tag)
        if tag == "ER":
            yield chunk
            chunk = None
            continue
        chunk.lines.append(f"{tag}  - {value}" if tag else line.strip())
    if chunk:
        yield chunk


def _lines(text: str) -> list[str]:
    # Not splitlines(): it also cuts at characters that stand in the middle of titles.
    return re.split(r"\r\n|\r|\n", text)


def _tag(line: str) -> tuple[str, str] | None:
    found = _TAG.fullmatch(line.rstrip())
    if not found:
        return None
    tag = found[1].upper()
    # A wrapped line of text may begin like a tag: "UK - based students", "us - the students".
    strict = found[1].isupper() and found[2] == "  "
    if not strict and (tag not in _KNOWN or not (found[1].isupper() or found[2] == "  ")):
        return None
    return tag, (found[3] or "").strip()


def _parsed(lines: list[str]) -> Tags:
    """Let rispy read one entry; every tag is a list, so that nothing that stands twice is lost."""
    (entry,) = rispy.loads(
        "\n".join((*lines, "ER  - ")),
        mapping={tag: tag for tag in (*_KNOWN, "UK")},
        list_tags=[tag for tag in _KNOWN if tag != "TY"],
        delimiter_tags_mapping={},
    )
    return {tag: [entry[tag]] if tag == "TY" else entry[tag] for tag in entry if tag != "UK"}


def _fields(tags: Tags) -> dict[str, list[str]]:
    """Name the values; where several tags may hold one, the better tag comes first."""
    return {
        "name": _all(tags, "ID"),
        "doi": _all(tags, "DO"),
        "mentions": _all(tags, "UR", "L3", "M3", "AN", "C2", "N1", "L2") + _medline(tags),
        "title": [_wrapped(tags, tag) for tag in ("TI", "T1", "BT", "CT")],
        "abstract": [_wrapped(tags, "AB") or _wrapped(tags, "N2")],
        "date": _all(tags, "PY", "Y1", "DA"),
        "venue": [_wrapped(tags, tag) for tag in ("JF", "T2", "JO", "JA", "J2")],
        "publisher": _all(tags, "PB"),
        "issn": _all(tags, "SN"),
        "volume": _all(tags, "VL"),
        "issue": _all(tags, "IS"),
        "pages": [_pages(tags), *_all(tags, "C7")],
        "type": tags["TY"],
        "language": _all(tags, "LA"),
        "keywords": _all(tags, "KW"),
        "notes": _all(tags, "N1"),
    }


def _authors(tags: Tags) -> tuple[Author, ...]:
    """Read one author a tag; a book without authors has its editors."""
    names = _all(tags, "AU", "A1")
    if not names and tags["TY"][0].upper() in ("BOOK", "EDBOOK", "EBOOK"):
        names = _all(tags, "A2", "ED", "A3")
    return tuple(author for line in names for author in spelling.listed(line))


def _all(tags: Tags, *names: str) -> list[str]:
    return [value for name in names for value in tags.get(name, ()) if value]


def _wrapped(tags: Tags, name: str) -> str:
    """Join a value's following lines, a labelled paragraph on a line of its own."""
    text = ""
    for value in _all(tags, name):
        text += ("\n" if _LABEL.match(value) else " ") + value
    return text.strip()


def _pages(tags: Tags) -> str:
    first, last = " ".join(_all(tags, "SP")), " ".join(_all(tags, "EP"))
    if not first or not last or first == last or "-" in first:
        return first or last
    return f"{first}-{last}"


def _medline(tags: Tags) -> list[str]:
    """Read a bare number as a PMID where the database says so: MEDLINE in AN, Scopus in C2."""
    database = " ".join(_all(tags, "DB", "DP")).lower()
    numbers = _all(tags, "AN") if "pubmed" in database or "medline" in database else []
    numbers += _all(tags, "C2") if "scopus" in database else []
    return [f"PMID: {value}" for value in numbers if re.fullmatch(r"\d{1,9}", value, re.ASCII)]
