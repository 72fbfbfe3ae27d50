"""Which format a file has, by its name and by what is in it."""

from __future__ import annotations

import re

from synth.errors import UserError
from synth.formats import FORMATS

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
    (re.compile(r"\s*@\w+\s*\{"), "BibTeX, which is not read yet: export as RIS"),
    (re.compile(r"\s*PMID- *\d"), "PubMed's own format (NBIB), which is not read yet: export as CSV"),
    (re.compile(r"FN (?:Clarivate|Thomson)"), "Web of Science's own format: export as RIS"),
    (re.compile(r"\s*\{\s*\n"), "JSON over many lines: write one object a line (JSON lines)"),
    (re.compile(r"\s*\["), "one JSON list: write one object a line (JSON lines)"),
)
_HEAD = 4096  # characters; enough for any beginning, and quick for any size


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
    fitting = [key for key, format_ in FORMATS.items() if format_.fits(text)]
    promised = [key for key, format_ in FORMATS.items() if name.lower().endswith(format_.NAMES)]
    for key in promised or fitting:
        if key in fitting:
            return key
    raise UserError(f"{name}: {_mismatch(promised, fitting)}")


def _is_binary(head: str) -> bool:
    strange = sum(character < " " and character not in "\t\n\r\f\x1a" for character in head)
    return "\x00" in head or strange * 20 > len(head)


def _mismatch(promised: list[str], fitting: list[str]) -> str:
    lacking = {
        "ris": "no entry begins in it (TY  - ...)",
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
