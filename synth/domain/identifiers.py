"""
One spelling for each identifier of a publication.

A function takes what a source, a file or a person wrote and gives the one spelling, or None where
it is no such identifier. ``WorkId`` is that spelling behind the name of its kind: ``doi:10.1000/x``.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable, Iterable
from typing import NewType
from urllib.parse import unquote

WorkId = NewType("WorkId", str)

_ADDRESS = re.compile(r"^(?:(?:(?:https?:)?//)?(?:dx\.|www\.)*doi\.org/|info:doi/|doi\s*[:=]?\s*)")
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\x00-\x1f\x7f]+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.ASCII)
_CLOSING = {")": "(", "]": "[", "}": "{", ">": "<"}
_QUOTES = "\"'`\u2018\u2019\u201c\u201d\u00ab\u00bb"


def doi(text: str) -> str | None:
    """
    Give a DOI in lower case, without address, as ``10.1000/x``.

    DOIs may hold ``<>;()`` and commas (SICI: ``10.1002/1520-6807(199301)30:1<79::aid-pits>3.0.co;2-x``),
    so only what a sentence adds is cut: quotes and brackets before it; blanks, full stops, commas,
    semicolons, quotes and a closing bracket that nothing in the DOI opened behind it.
    """
    bare = _without_tail(_decoded(text))
    return bare if _DOI.fullmatch(bare) else None


def _decoded(text: str) -> str:
    """Give a DOI in lower case without address, percent-encoding and entities, however often encoded."""
    while (shorter := _ENTITY.sub(_sign, _unquoted(_ADDRESS.sub("", _beginning(text))))) != text:
        text = shorter
    return text


def _beginning(text: str) -> str:
    """Cut what a sentence puts before a DOI."""
    return text.lower().strip().lstrip(_QUOTES + "([{<").lstrip()


def _unquoted(text: str) -> str:
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:  # signs in another encoding: kept, so that two DOIs do not become one
        return text


def _sign(entity: re.Match[str]) -> str:
    return html.unescape(entity[0])


def _without_tail(text: str) -> str:
    """Cut what a sentence adds behind a DOI."""
    while text:
        last = text[-1]
        unopened = last in _CLOSING and text.count(last) > text.count(_CLOSING[last])
        if not (unopened or last in ".,;" or last in _QUOTES or last.isspace()):
            break
        text = text[:-1]
    return text


def pubmed(text: str) -> str | None:
    """Give a PubMed id (PMID) as bare digits without leading zeros."""
    found = re.fullmatch(
        r"\s*(?:(?:https?://)?(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/)?"
        r"(?:pmid\s*:?\s*)?0*([1-9]\d{0,8})/?\s*",
        text,
        re.IGNORECASE | re.ASCII,
    )
    return found[1] if found else None


def pmc(text: str) -> str | None:
    """Give a PubMed Central id (PMCID) as ``PMC123``."""
    found = re.fullmatch(
        r"\s*(?:(?:https?://)?(?:(?:www\.)?ncbi\.nlm\.nih\.gov/pmc|pmc\.ncbi\.nlm\.nih\.gov|(?:www\.)?europepmc\.org)"
        r"/(?:articles?)/)?(?:pmcid\s*:?\s*)?(?:pmc/)?(?:pmc)?0*([1-9]\d{0,8})(?:\.\d+)?/?\s*",
        text,
        re.IGNORECASE | re.ASCII,
    )
    return f"PMC{found[1]}" if found else None


def openalex(text: str) -> str | None:
    """Give the id of an OpenAlex work as ``W123``."""
    found = re.fullmatch(
        r"\s*(?:https?://(?:api\.)?openalex\.org/(?:works/)?)?(W[1-9]\d{0,11})/?\s*",
        text,
        re.IGNORECASE | re.ASCII,
    )
    return found[1].upper() if found else None


def eric(text: str) -> str | None:
    """Give an ERIC number as ``EJ123`` (journal article) or ``ED123`` (document)."""
    found = re.fullmatch(
        r"\s*(?:https?://eric\.ed\.gov/\?id=)?(E[DJ]\d{4,8})\s*", text, re.IGNORECASE | re.ASCII
    )
    return found[1].upper() if found else None


def europepmc(text: str) -> str | None:
    """Give a Europe PMC key as ``MED/123`` or ``PPR/PPR123``: the collection and the id in it."""
    found = re.fullmatch(r"\s*([A-Za-z]{3})/([A-Za-z0-9._-]+)\s*", text, re.ASCII)
    return f"{found[1].upper()}/{found[2].upper()}" if found else None


def file(text: str) -> str | None:
    """Give the hash that stands for a record without any identifier: 16 hexadecimal digits."""
    found = re.fullmatch(r"\s*([0-9a-fA-F]{16})\s*", text, re.ASCII)
    return found[1].lower() if found else None


# Best first: the order in which a work's identifiers are preferred.
KINDS: dict[str, Callable[[str], str | None]] = {
    "doi": doi,
    "pubmed": pubmed,
    "pmc": pmc,
    "openalex": openalex,
    "eric": eric,
    "europepmc": europepmc,
    "file": file,
}
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}


def work_id(kind: str, text: str | None) -> WorkId | None:
    """Give ``kind:spelling``, or None where ``text`` is no identifier of that kind."""
    spelling = KINDS[kind](text) if text else None
    return WorkId(f"{kind}:{spelling}") if spelling else None


def recognise(text: str) -> WorkId | None:
    """Give the identifier a person wrote: ``doi:10.1/x``, ``10.1/x``, ``PMID 12``, ``W1``, ``EJ12345``."""
    kind, colon, rest = text.strip().partition(":")
    if colon and kind.lower() in KINDS:
        return work_id(kind.lower(), rest)
    bare = text.strip()
    if re.match(r"pmc|https?://.*pmc", bare, re.IGNORECASE):
        return work_id("pmc", bare)
    for kind in ("doi", "openalex", "eric", "pubmed", "europepmc"):
        if found := work_id(kind, bare):
            return found
    return None


def best_first(ids: Iterable[WorkId | None]) -> tuple[WorkId, ...]:
    """Give each identifier once, best kind first, in the order given within a kind."""
    known = dict.fromkeys(identifier for identifier in ids if identifier)
    return tuple(sorted(known, key=lambda identifier: _RANK[identifier.split(":", 1)[0]]))


def hashed(fields: Iterable[str]) -> WorkId:
    """Give the ``file:`` id of a record that has no identifier, from its fields."""
    text = "\x1f".join(" ".join(field.split()).casefold() for field in fields)
    return WorkId("file:" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16])
