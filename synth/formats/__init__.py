"""Bibliographies as files: what a Format is, and the table of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from synth.formats import bibtex, endnote, jsonlines, nbib, ris, table, webofscience
from synth.formats.entries import Entry, Fault, Written


class Format(Protocol):
    """One way to write a bibliography; a module with these names *is* a Format."""

    NAMES: tuple[str, ...]  # how its files' names end
    TITLE: str  # what people call it

    def fits(self, text: str) -> bool:
        """Say whether a text is of this format at all."""

    def cut(self, text: str) -> Iterator[Written | Fault]:
        """Give each entry as it is written, with its line, or what is wrong with it."""

    def read(self, text: str) -> Iterator[Entry | Fault]:
        """Give each entry with its line, or what is wrong with it; one bad entry costs no other."""


FORMATS: dict[str, Format] = {
    "ris": ris,
    "bibtex": bibtex,
    "nbib": nbib,
    "endnote": endnote,
    "webofscience": webofscience,
    "table": table,
    "jsonlines": jsonlines,
}
