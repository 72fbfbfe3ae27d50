"""One spelling for ORCID, ISSN, pages and licence."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ORCID = re.compile(r"(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dX])/?\s*$", re.ASCII | re.IGNORECASE)
_ISSN = re.compile(r"(?<!\d)(\d{4})-?(\d{3}[\dX])(?![\dX])", re.ASCII | re.IGNORECASE)
_RANGE = re.compile(r"(\d+)\s*[-\u2010-\u2015\u2212]+\s*(\d+)", re.ASCII)
_COMMONS = re.compile(
    r"creativecommons\.org/(?:licen[sc]es/([a-z-]+)|(publicdomain)/(zero|mark))", re.IGNORECASE
)
_SHORT = re.compile(r"cc[ -]?(0|by(?:[ -](?:nc|nd|sa))*)(?:[ -][\d.]+)?", re.IGNORECASE)


def orcid(text: str | None) -> str | None:
    """Give an ORCID bare, ``0000-0001-2345-678X``, of an address or sixteen signs."""
    found = _ORCID.search(text or "")
    return "-".join(found.groups()).upper() if found else None


def issns(texts: Iterable[str | None]) -> tuple[str, ...]:
    """Give each ISSN once as ``1234-567X``, in the order given."""
    found = (match for text in texts if text for match in _ISSN.finditer(text))
    return tuple(dict.fromkeys(f"{match[1]}-{match[2].upper()}" for match in found))


def pages(first: str | None, last: str | None = None) -> str | None:
    """Give ``79-93`` for ``79-93``, ``79-93`` in two parts and the shortened ``179-93`` as ``179-193``."""
    text = (first or last or "").strip()
    if first and last and first.strip() != last.strip():
        text = f"{first.strip()}-{last.strip()}"
    found = _RANGE.fullmatch(text)
    if not found:
        return text or None
    start, end = found.groups()
    end = start[: max(0, len(start) - len(end))] + end
    return start if end == start else f"{start}-{end}"


def licence(text: str | None) -> str | None:
    """Give a Creative Commons licence as ``cc-by-nc``, any other as the source has it."""
    bare = (text or "").strip()
    if found := _COMMONS.search(bare):
        return (
            f"cc-{found[1].lower()}" if found[1] else "cc0" if found[3].lower() == "zero" else "public-domain"
        )
    if found := _SHORT.fullmatch(bare):
        return "cc0" if found[1] == "0" else "cc-" + found[1].lower().replace(" ", "-")
    return bare or None


def each_once(texts: Iterable[str]) -> tuple[str, ...]:
    """Give each text once, in the order given."""
    return tuple(dict.fromkeys(text for text in texts if text))
