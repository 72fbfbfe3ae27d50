"""The face of a card: what the page shows of a work, and in which words."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from synth.errors import UserError
from synth.screening.highlighting import Highlighter, Segment
from synth.store import highlights
from synth.web import abstracts
from synth.web.cards import CHOSEN, PARKED
from synth.web.sheets import Sheet

log = logging.getLogger(__name__)

Segments = tuple[Segment, ...]

# Which decides most comes first: the words, and the kind of chip they stand on.
STATUS: Mapping[str, tuple[str, str]] = {
    "retracted": ("Retracted", "no"),
    "concern": ("Expression of concern", "warning"),
    "corrected": ("Corrected", ""),
}
SHOWN_BY: Mapping[str, str] = {
    "most relevant": "Most likely relevant of what is left",
    "most uncertain": "The one the model is least sure of",
    "random": "Drawn at random: part of the audit",
    "oldest first": "The one that was found first",
    PARKED: "Parked: you said maybe",
    CHOSEN: "You opened this one",
}
_LANGUAGES = {
    "ar": "Arabic",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "sv": "Swedish",
    "tr": "Turkish",
    "zh": "Chinese",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A paragraph of an abstract, its words marked."""

    label: str
    segments: Segments


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """
    What a card shows of a work; ``doi_url`` and ``oa_url`` are empty where there is nothing to open.

    ``status`` and ``kind`` of its chip are empty where nothing is held against the work. ``fault`` says why
    no word is marked.
    """

    sheet: Sheet
    title: Segments
    abstract: tuple[Part, ...]
    keywords: tuple[Segments, ...]
    language: str
    doi_url: str
    oa_url: str
    licence: str
    status: str
    kind: str
    fault: str


def of(sheet: Sheet, *, marked: Path | None) -> Face:
    """Give the face of a work; ``marked`` is the file of the terms to mark, None: none are."""
    highlighter, fault = _highlighter(marked) if marked else (Highlighter({}), "")
    status, kind = STATUS.get(sheet.status, ("", ""))
    return Face(
        sheet=sheet,
        title=highlighter.segments(sheet.title or "(without a title)"),
        abstract=tuple(
            Part(label=part.label, segments=highlighter.segments(part.text))
            for part in abstracts.paragraphs(sheet.abstract)
        ),
        keywords=tuple(highlighter.segments(keyword) for keyword in sheet.keywords),
        language=_LANGUAGES.get(sheet.language, sheet.language),
        doi_url=f"https://doi.org/{quote(sheet.doi, safe='/')}" if sheet.doi else "",
        oa_url=web_address(sheet.oa_url),
        licence=_licence(sheet.licence),
        status=status,
        kind=kind,
        fault=fault,
    )


def web_address(address: str) -> str:
    """Give an address back if a browser may open it: other people's records hold anything."""
    return address if address.startswith(("https://", "http://")) else ""


def _licence(licence: str) -> str:
    """Write ``cc-by-nc`` as its owners do."""
    return f"CC {licence[3:].upper()}" if licence.startswith("cc-") else licence


def _highlighter(path: Path) -> tuple[Highlighter, str]:
    stamp = path.stat().st_mtime_ns if path.exists() else 0
    return _read(path, stamp)


@lru_cache(maxsize=4)
def _read(path: Path, stamp: int) -> tuple[Highlighter, str]:
    """Read the terms once for each state of their file; a fault in it keeps nobody from screening."""
    try:
        return Highlighter(highlights.read(path)), ""
    except UserError as error:
        log.warning("%s", error)
        return Highlighter({}), str(error)
