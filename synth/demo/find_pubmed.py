"""What a PubMed search means on the records PubMed has."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from synth.demo import render_pubmed
from synth.demo.accounts import Account
from synth.demo.queries import Both, Dialect, Either, Everything, Node, Range, Term, Without, parse, terms
from synth.demo.shelves import Shelf
from synth.demo.texts import Mask, plain
from synth.errors import UserError

_DIALECT = Dialect(tags=True, leftward=True, lenient=True)
_WORDS = {
    "": "all",
    "all": "all",
    "all fields": "all",
    "tw": "all",
    "text word": "all",
    "tiab": "text",
    "title/abstract": "text",
    "ti": "title",
    "title": "title",
    "ab": "abstract",
    "ot": "keyword",
    "other term": "keyword",
    "mh": "mesh",
    "mesh": "mesh",
    "mesh terms": "mesh",
    "mh:noexp": "mesh",
    "mesh:noexp": "mesh",
    "majr": "mesh",
    "sh": "mesh",
    "au": "author",
    "author": "author",
    "1au": "author",
    "ta": "journal",
    "journal": "journal",
}
_SPELT = {
    "all": "All Fields",
    "text": "Title/Abstract",
    "title": "Title",
    "abstract": "Abstract",
    "keyword": "Other Term",
    "mesh": "MeSH Terms",
    "author": "Author",
    "journal": "Journal",
}
# What a date is counted from; the names E-utilities knows for each.
_DATES = {
    "edat": ("Date - Entry", "indexed"),
    "crdt": ("Date - Create", "indexed"),
    "mdat": ("Date - Modification", "updated"),
    "pdat": ("Date - Publication", "published"),
}
_ALIASES = {"dp": "pdat", "lr": "mdat", "date - entry": "edat", "date - publication": "pdat"}
_ALIASES |= {"date - modification": "mdat", "date - create": "crdt"}
_IDS = ("aid", "article identifier", "doi", "lid", "location id", "pmid", "uid", "pmcid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found, newest first, how PubMed read it, and what it did not know."""

    places: tuple[int, ...]
    translation: str
    phrases: tuple[str, ...]  # words that occur nowhere
    quoted: tuple[str, ...]  # phrases that occur nowhere
    fields: tuple[str, ...]  # fields that do not exist


def moment(text: str, *, end: bool) -> int:
    """
    Read ``2020``, ``2020/05`` or ``2020/05/17``; ``end`` takes the last day it means.

    Raises UserError for anything else.
    """
    found = re.fullmatch(r"(\d{4})(?:[/-](\d{1,2}))?(?:[/-](\d{1,2}))?", text.strip())
    if found is None:
        raise UserError(f"Invalid date: {text}")
    month = int(found[2] or (12 if end else 1))
    if not 1 <= month <= 12:
        raise UserError(f"Invalid date: {text}")
    last = calendar.monthrange(int(found[1]), month)[1]
    return datetime.date(int(found[1]), month, min(int(found[3] or (last if end else 1)), last)).toordinal()


def within(shelf: Shelf, kind: str, low: int, high: int) -> Mask:
    """Give the records whose date of this kind lies between two days."""
    column = shelf.days(_DATES[kind][1])
    return (column >= low) & (column <= high)


def dates() -> tuple[str, ...]:
    """Give the kinds of date that ``datetype`` may name."""
    return tuple(_DATES)


def spelt(kind: str) -> str:
    """Give a kind of date as translations write it."""
    return _DATES[kind][0]


def _meaning(shelf: Shelf, term: Term | Range) -> Mask:
    if isinstance(term, Range):
        raise UserError("PubMed writes ranges as low:high")
    name = _ALIASES.get(term.field, term.field)
    if name in _DATES:
        low, _, high = term.text.partition(":")
        return within(shelf, name, moment(low, end=False), moment(high or low, end=True))
    if name in _IDS:
        return _identified(shelf, name, term.text.strip())
    if name in _SAID:
        return shelf.saying(name, _SAID[name], term.text)
    if name not in _WORDS:
        return np.zeros(len(shelf), dtype=bool)
    field = shelf.field(_WORDS[name])
    text = plain(term.text, stars=True)
    if term.slop is not None:
        return field.near(text, term.slop)
    if _WORDS[name] == "mesh" and not text.endswith("*"):
        # A heading is looked up whole, so that Nurses does not find Nurses, Male.
        whole = field.phrase(text)
        places = [int(place) for place in np.flatnonzero(whole)]
        return shelf.mask([place for place in places if text in field.row(place).split(" | ")])
    return field.phrase(text)


def _identified(shelf: Shelf, name: str, text: str) -> Mask:
    if name in ("pmid", "uid"):
        return shelf.mask(shelf.by_native().get(text, ()))
    if name == "pmcid" or text.upper().startswith("PMC"):
        column = shelf.column("pmcid", lambda account: int(account.pmcid[3:] or 0))
        digits = re.sub(r"\D", "", text)
        return np.asarray(column == int(digits or -1))
    return shelf.mask(shelf.by_doi().get(text.lower(), ()))


def _languages(account: Account) -> tuple[str, ...]:
    language = account.publication.language
    return language.marc, language.english


_SAID: dict[str, Callable[[Account], Iterable[str]]] = {
    "pt": render_pubmed.types_of,
    "publication type": render_pubmed.types_of,
    "la": _languages,
    "language": _languages,
}


def _translated(node: Node) -> str:
    """Write a search as PubMed says it read it."""
    if isinstance(node, Term):
        name = _ALIASES.get(node.field, node.field)
        where = _DATES[name][0] if name in _DATES else _SPELT[_WORDS[name]] if name in _WORDS else node.field
        near = f":~{node.slop}" if node.slop is not None else ""
        quoted = f'"{node.text}"' if not node.text.endswith("*") else node.text
        return f"{quoted}[{where}{near}]"
    if isinstance(node, Both | Either):
        word = " AND " if isinstance(node, Both) else " OR "
        return "(" + word.join(_translated(part) for part in node.parts) + ")"
    if isinstance(node, Without):
        return f"({_translated(node.kept)} NOT {_translated(node.dropped)})"
    return "all[sb]" if isinstance(node, Everything) else ""


def _known(name: str) -> bool:
    return name in _WORDS or name in _IDS or name in _SAID or _ALIASES.get(name, name) in _DATES


def find(shelf: Shelf, text: str) -> Found:
    """
    Search PubMed.

    Raises UserError where even PubMed cannot read the search.
    """
    node = parse(text, _DIALECT)
    mask = shelf.evaluate(node, _meaning)
    lost = [term for term in terms(node) if _known(term.field) and not _meaning(shelf, term).any()]
    wanted = tuple(int(place) for place in np.flatnonzero(mask)[::-1])
    translation = _translated(node)
    if translation.startswith("(") and isinstance(node, Both | Either):
        translation = translation[1:-1]
    return Found(
        places=wanted,
        translation=translation,
        phrases=tuple(dict.fromkeys(term.text for term in lost if not term.quoted)),
        quoted=tuple(
            dict.fromkeys(
                f'"{term.text}"[{term.field}]' if term.field else f'"{term.text}"'
                for term in lost
                if term.quoted
            )
        ),
        fields=tuple(dict.fromkeys(term.field for term in terms(node) if not _known(term.field))),
    )
