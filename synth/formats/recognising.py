"""Which format a file has, by its name and by what is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from synth.errors import UserError
from synth.formats import FORMATS, encoding
from synth.formats.entries import Fault, Written

# What people take for a bibliography, by how it begins: in words that say what to do.
_STRANGERS = (
    (re.compile(r"%PDF-"), "a PDF: export the references themselves, for example as RIS"),
    (re.compile(r"PK\x03\x04"), "a ZIP archive or an Excel file: unpack it, or save the sheet as CSV"),
    (re.compile(r"\x1f[\x8b\u2039\ufffd]"), "compressed (gzip): unpack it"),
    (
        re.compile(r"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE),
        "a web page: export as RIS or CSV",
    ),
    (re.compile(r"\s*<\?xml|\s*<[A-Za-z][\w:-]*[\s>]"), "XML: export as RIS or CSV"),
    (re.compile(r"\s*\{\s*\n"), "JSON over many lines: write one object a line (JSON lines)"),
    (re.compile(r"\s*\["), "one JSON list: write one object a line (JSON lines)"),
)
_HEAD = 4096  # characters; enough for any beginning, and quick for any size


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """
    A file's entries as they are written.

    ``form`` is a key of FORMATS, ``encoding`` in words for a report.
    """

    form: str
    encoding: str
    items: Iterator[Written | Fault]


def cut(name: str, data: bytes) -> Cut:
    """
    Give the entries of a file, gzip or not, before their values are read.

    Raises UserError as ``recognise`` does, and where the gzip is broken.
    """
    inner = name[:-3] if name.lower().endswith(".gz") else name
    text, encoded = encoding.decode(encoding.unpacked(name, data))
    form = recognise(inner, text)
    return Cut(form=form, encoding=encoded, items=FORMATS[form].cut(text))


def recognise(name: str, text: str) -> str:
    """
    Give the name of a file's format, a key of FORMATS.

    A name's ending decides, and the content must agree; for ``.txt`` and names without a known
    ending the content decides alone. Raises UserError, one line that names the file, where the file
    is empty, not text, or not what its name says.
    """
    if not text.strip():
        raise UserError(f"{name}: the file is empty")
    for beginning, words in _STRANGERS:
        if beginning.match(text):
            raise UserError(f"{name}: this is {words}")
    if _is_binary(text[:_HEAD]):
        raise UserError(f"{name}: this is not text: export the references, for example as RIS")
    promised = [key for key, format_ in FORMATS.items() if name.lower().endswith(format_.NAMES)]
    for key in promised or FORMATS:
        if FORMATS[key].fits(text):
            return key
    fitting = [key for key, format_ in FORMATS.items() if format_.fits(text)]
    raise UserError(f"{name}: {_mismatch(promised, fitting)}")


def _is_binary(head: str) -> bool:
    strange = sum(character < " " and character not in "\t\n\r\f\x1a" for character in head)
    return strange * 20 > len(head)


def _mismatch(promised: list[str], fitting: list[str]) -> str:
    lacking = {
        "ris": "no entry begins in it (TY  - ...)",
        "bibtex": "no entry begins in it (@article{...)",
        "nbib": "no entry begins in it (PMID- ...)",
        "endnote": "no entry begins in it (%0 ...)",
        "webofscience": "no entry begins in it (PT J)",
        "table": "its first line names no column we know (title, doi, ...)",
        "jsonlines": "its first line is no JSON object",
    }
    if promised and fitting:
        named, found = FORMATS[promised[0]], FORMATS[fitting[0]]
        return f"the name says {named.TITLE}, but this is {found.TITLE}: rename it to {found.NAMES[0]}"
    if promised:
        return f"the name says {FORMATS[promised[0]].TITLE}, but {lacking[promised[0]]}"
    endings = ", ".join(ending for format_ in FORMATS.values() for ending in format_.NAMES)
    return f"no bibliography is recognised in it; what is read: {endings}"
