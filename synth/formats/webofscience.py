"""Web of Science's own tagged format, as its «plain text» and «.ciw» exports have it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from synth.domain.records import Kind
from synth.formats import accounts, spelling
from synth.formats.entries import Entry, Fault, Written

NAMES: tuple[str, ...] = (".ciw",)
TITLE = "Web of Science"

# Two signs for the tag and a blank; what goes on below a tag is set in by three blanks.
_TAG = re.compile(r"([A-Z][A-Z0-9])(?: (.*)|)")
_BEGINNING = re.compile(r"(?:\A|[\r\n])PT [A-Z][ \t]*(?:\Z|[\r\n])")
_AROUND = {"FN", "VR", "EF"}  # lines about the file

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

    An entry begins with ``PT`` and ends with ``ER``, or where the next one begins. What stands outside
    of entries, but for the lines about the file, is a Fault.
    """
    for line, tags in _chunks(text):
        if "PT" in tags:
            yield Written(line=line, fields=_fields(tags))
        else:
            yield Fault(line=line, words="text outside of an entry: no PT stands before it")


def _chunks(text: str) -> Iterator[tuple[int, Tags]]:
    begun, tags, last = 0, Tags(), ""
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        found = _TAG.fullmatch(line.rstrip())
        tag = found[1] if found else ""
        if tags and tag in ("PT", "ER", "EF"):
            yield begun, tags
            tags = {}
        if found and tag not in ("ER", *_AROUND):
            begun = begun if tags else number
            last = tag
            tags.setdefault(tag, []).append((found[2] or "").strip())
        elif tags and not found and line.strip():
            tags[last].append(line.strip())
    if tags:
        yield begun, tags


def _fields(tags: Tags) -> dict[str, list[str]]:
    def lines(*names: str) -> list[str]:
        return [value for name in names for value in tags.get(name, ()) if value]

    def text(*names: str) -> list[str]:
        return [" ".join(tags[name]) for name in names if name in tags]

    kinds = [kind for kinds in text("DT") for kind in kinds.split("; ")]
    ends = "-".join(dict.fromkeys((*text("BP"), *text("EP"))))
    return {
        "name": text("UT"),
        "doi": text("DI"),
        "pubmed": text("PM"),
        "title": text("TI"),
        "original_title": text("FT"),
        "abstract": text("AB"),
        "authors": ["; ".join((*(lines("AF") or lines("AU")), *lines("CA"))) or "; ".join(lines("BE", "ED"))],
        "date": [" ".join((*text("PD"), *text("PY"))), *text("EA")],
        "venue": text("SO", "BS", "JI"),
        "publisher": text("PU"),
        "issn": lines("SN", "EI"),
        "volume": text("VL"),
        "issue": text("IS"),
        "pages": [ends, *text("AR")],
        "type": sorted(kinds, key=lambda word: spelling.kind(word) in (Kind.OTHER, Kind.ARTICLE)),
        "language": text("LA"),
        "keywords": text("DE"),
        "reference_count": text("NR"),
        "cited_by_count": text("TC"),
    }
