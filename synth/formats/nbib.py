"""NBIB: the tagged format in which PubMed hands out its records (also called MEDLINE)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from synth.domain.records import Author, Kind, Status
from synth.formats import accounts, spelling
from synth.formats.entries import Entry, Fault, Written

NAMES: tuple[str, ...] = (".nbib",)
TITLE = "NBIB"

# Four signs for the tag, a hyphen, a blank; what goes on below a tag is set in by six blanks.
_TAG = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,2}- ?(.*)")
_BEGINNING = re.compile(r"(?:\A|[\r\n])PMID ?- *\d")
_LABEL = re.compile(r"[A-Z][A-Z /&-]{2,40}:")
_ORCID = re.compile(r"(?:\d{4}-?){3}\d{3}[\dXx]")
# What tags say about a publication's standing, the worst first: retracted, concern, corrected in.
_STANDING = {"RIN": Status.RETRACTED, "ECI": Status.CONCERN, "EIN": Status.CORRECTED, "CRI": Status.CORRECTED}


@dataclass(slots=True)
class _Chunk:
    """The tags of one entry in their order; an author's tags belong to the name before them."""

    line: int
    tags: list[tuple[str, str]] = field(default_factory=list)

    def all(self, *names: str) -> list[str]:
        return [value for name in names for tag, value in self.tags if tag == name and value]


def fits(text: str) -> bool:
    """Say whether some entry begins here."""
    return _BEGINNING.search(text) is not None


def read(text: str) -> Iterator[Entry | Fault]:
    """Give each entry, or what is wrong with it."""
    return accounts.entries(cut(text))


def cut(text: str) -> Iterator[Written | Fault]:
    """
    Give each entry as it is written, or what is wrong with it.

    An entry begins with ``PMID`` and ends where the next one begins. Tags before the first are a Fault.
    """
    for chunk in _chunks(text):
        if chunk.tags[0][0] == "PMID":
            yield Written(line=chunk.line, fields=_fields(chunk), authors=_authors(chunk))
        else:
            yield Fault(line=chunk.line, words="text outside of an entry: no PMID stands before it")


def _chunks(text: str) -> Iterator[_Chunk]:
    chunk: _Chunk | None = None
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        found = _TAG.match(line)
        if found and (chunk is None or found[1] == "PMID"):
            if chunk:
                yield chunk
            chunk = _Chunk(number)
        if chunk and found:
            chunk.tags.append((found[1], found[2].strip()))
        elif chunk and line.strip():
            tag, value = chunk.tags[-1]
            chunk.tags[-1] = (tag, _continued(value, line.strip()))
    if chunk:
        yield chunk


def _continued(value: str, line: str) -> str:
    """Join a wrapped line; the parts of a structured abstract begin lines of their own."""
    return f"{value}\n{line}" if _LABEL.match(line) else f"{value} {line}"


def _fields(chunk: _Chunk) -> dict[str, list[str]]:
    titles = [_title(title) for title in chunk.all("TI", "BTI", "TT")]
    kinds = chunk.all("PT")
    return {
        "name": chunk.all("PMID"),
        "pubmed": chunk.all("PMID"),
        "pmc": chunk.all("PMC"),
        "doi": [value.removesuffix("[doi]") for value in chunk.all("LID", "AID") if value.endswith("[doi]")],
        "title": [title for title in titles if title.lower() != "not available"],
        "original_title": [_title(title) for title in chunk.all("TT")],
        "abstract": chunk.all("AB")[:1] or chunk.all("OAB")[:1],
        "date": chunk.all("DP") + [_hyphened(value) for value in chunk.all("DEP")],
        "venue": chunk.all("JT", "TA") + [_title(title) for title in chunk.all("BTI") if chunk.all("TI")],
        "publisher": chunk.all("PB"),
        "issn": chunk.all("IS"),
        "volume": chunk.all("VI"),
        "issue": chunk.all("IP"),
        "pages": chunk.all("PG"),
        "type": sorted(kinds, key=lambda word: spelling.kind(word) in (Kind.OTHER, Kind.ARTICLE)),
        "language": chunk.all("LA"),
        "keywords": chunk.all("OT"),
        "subjects": [heading.partition("/")[0] for heading in chunk.all("MH")],
        "reference_count": chunk.all("RF"),
        "status": _standing(chunk, kinds),
    }


def _title(title: str) -> str:
    """Take off the full stop PubMed puts behind each title, and the brackets about a translated one."""
    title = title[:-1] if title.endswith(".") and not title.endswith("..") else title
    return title[1:-1] if title.startswith("[") and title.endswith("]") else title


def _hyphened(date: str) -> str:
    return f"{date[:4]}-{date[4:6]}-{date[6:]}"


def _standing(chunk: _Chunk, kinds: Sequence[str]) -> list[str]:
    retracted = [Status.RETRACTED] if "Retracted Publication" in kinds else []
    return [*retracted, *(status for tag, status in _STANDING.items() if chunk.all(tag))]


def _authors(chunk: _Chunk) -> tuple[Author, ...]:
    """
    Read full names, else short ones, each with the ORCID and the places below it.

    A group stands among them; a book without authors has its editors.
    """
    tags = {tag for tag, _ in chunk.tags}
    names = next((name for name in ("FAU", "AU", "CN", "FED", "ED") if name in tags), "FAU")
    authors: list[Author] = []
    mine = False
    for tag, value in chunk.tags:
        if tag in (names, "CN"):
            named = Author(name=spelling.plain(value)) if tag == "CN" else spelling.author(value)
            mine = named is not None
            authors += [named] if named else []
        elif mine and tag in ("AD", "AUID"):
            authors[-1] = _known_more(authors[-1], tag, value)
        elif tag != "AU":
            mine = False
    return tuple(authors)


def _known_more(author: Author, tag: str, value: str) -> Author:
    if tag == "AD":
        return replace(author, affiliations=(*author.affiliations, spelling.plain(value)))
    found = _ORCID.search(value)
    return replace(author, orcid=_dashed(found[0])) if found and "orcid" in value.lower() else author


def _dashed(orcid: str) -> str:
    digits = orcid.replace("-", "").upper()
    return "-".join(digits[place : place + 4] for place in range(0, 16, 4))
