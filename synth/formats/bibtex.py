"""BibTeX and BibLaTeX, as reference managers and databases write them."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bibtexparser import model
from bibtexparser.entrypoint import parse_string

from synth.domain.records import Author, Kind
from synth.formats import accounts, latex, spelling
from synth.formats.entries import Entry, Fault, Written

NAMES: tuple[str, ...] = (".bib", ".bibtex")
TITLE = "BibTeX"

# Our names -> theirs, the better ones first; a hyphen in a name is read as an underscore.
_FIELDS = {
    name: names.split()
    for name, names in {
        "doi": "doi",
        "pubmed": "pmid pubmed_id pubmedid",
        "pmc": "pmcid pmc",
        "mentions": "url note",
        "abstract": "abstract",
        "venue": "journaltitle journal booktitle maintitle shortjournal",
        "publisher": "publisher school institution organization",
        "issn": "issn eissn",
        "volume": "volume",
        "issue": "number issue",
        "pages": "pages article_number eid art_number",
        "type": "document_type type entrytype",
        "language": "language langid",
        "keywords": "keywords keyword author_keywords",
        "notes": "note annote annotation",
    }.items()
}
_VERBATIM = {"doi", "pubmed", "pmc", "mentions", "issn"}
# What a part takes from the entry it names in crossref, where it does not say so itself.
_INHERITED = (
    "booktitle",
    "editor",
    "publisher",
    "journal",
    "year",
    "date",
    "month",
    "volume",
    "number",
    "issn",
)
_BEGINNING = re.compile(r"(?:\A|[\r\n])[ \t]*@\s*\w+\s*[{(]")
_SUFFIX = re.compile(r"(?:jr|sr|[ivx]+)\.?", re.IGNORECASE)

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it says of broken entries, we say


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """An entry with its values by name in small letters, still in LaTeX; ``fault`` costs no part of it."""

    line: int
    key: str
    values: dict[str, list[str]]
    fault: str = ""


def fits(text: str) -> bool:
    """Say whether some entry begins here."""
    return _BEGINNING.search(text) is not None


def read(text: str) -> Iterator[Entry | Fault]:
    """Give each entry, or what is wrong with it."""
    return accounts.entries(cut(text))


def cut(text: str) -> Iterator[Written | Fault]:
    """
    Give each entry as it is written, or what is wrong with it.

    An entry that is not closed ends where the next one begins. Keys used twice are reported, and both
    entries kept. Text between entries is a comment.
    """
    lines = re.sub(r"\r\n?", "\n", text)  # the parser knows no other line ends
    blocks = parse_string(lines, parse_stack=[]).blocks
    macros = _macros(blocks)
    found = [item for block in blocks if (item := _entry(block, macros))]
    first: dict[str, _Entry] = {}
    for item in found:
        if isinstance(item, _Entry) and item.key:
            first.setdefault(item.key.lower(), item)
    for item in found:
        if isinstance(item, Fault):
            yield item
            continue
        before = first.get(item.key.lower(), item)
        again = f"the key {item.key!r} was used before, on line {before.line}" if before is not item else ""
        for words in filter(None, (item.fault, again)):
            yield Fault(line=item.line, words=words, skipped=False)
        yield _written(item, first)


def _macros(blocks: Iterable[model.Block]) -> dict[str, str]:
    """Read the ``@string`` blocks in their order; one may be made of those before it."""
    macros: dict[str, str] = {}
    for block in blocks:
        if isinstance(block, model.String):
            macros[block.key.lower()] = _value(block.value, macros)
    return macros


def _entry(block: model.Block, macros: Mapping[str, str]) -> _Entry | Fault | None:
    """Read one block; comments and abbreviations are none."""
    entry, fault = block, ""
    if isinstance(block, model.ParsingFailedBlock):
        whole = block.ignore_error_block
        if whole is None:
            return Fault(line=_line(block), words=f"not readable as BibTeX: {_reason(block.error)}")
        entry, fault = whole, _repeated(block)
    if not isinstance(entry, model.Entry):
        return None
    values: dict[str, list[str]] = {"entrytype": [entry.entry_type]}
    for field in entry.fields:
        values.setdefault(field.key.lower().replace("-", "_"), []).append(_value(field.value, macros))
    return _Entry(line=_line(block), key=entry.key.strip(), values=values, fault=fault)


def _line(block: model.Block) -> int:
    return (block.start_line or 0) + 1


def _reason(error: Exception) -> str:
    reason = str(getattr(error, "abort_reason", error))
    return " ".join(reason.split()).rstrip(".")


def _repeated(block: model.ParsingFailedBlock) -> str:
    if isinstance(block, model.DuplicateFieldKeyBlock):
        return f"stands twice in the entry: {', '.join(sorted(block.duplicate_keys))}"
    return ""


def _value(raw: str, macros: Mapping[str, str]) -> str:
    """Join the parts of a value: ``jan # "~10"``; a name that stands for nothing is the text itself."""
    parts = (part.strip() for part in (_split(raw, "#") if "#" in raw else (raw,)))
    return "".join(
        part[1:-1] if part[:1] + part[-1:] in ("{}", '""') else macros.get(part.lower(), part)
        for part in parts
    )


def _split(text: str, mark: str) -> Iterator[str]:
    """Cut a text at each ``mark`` (a pattern) that stands neither in braces nor in quotes."""
    depth, quoted, start = 0, False, 0
    for found in re.finditer(rf'(?<!\\)[{{}}"]|{mark}', text, re.IGNORECASE):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        elif found[0] == '"':
            quoted = quoted != (depth == 0)
        elif depth == 0 and not quoted:
            yield text[start : found.start()]
            start = found.end()
    yield text[start:]


def _written(entry: _Entry, entries: Mapping[str, _Entry]) -> Written:
    values = {**_inherited(entry, entries), **entry.values}
    fields = {
        name: [_decoded(name, value) for theirs in names for value in values.get(theirs, ())]
        for name, names in _FIELDS.items()
    }
    fields |= {
        "name": [entry.key],
        "title": [_title(values)],
        "date": _dates(values),
        "type": _kinds(fields["type"]),
        "pages": [re.sub(r"\s*[-\u2013]+\s*", "-", pages) for pages in fields["pages"]],
        "keywords": [word for text in fields["keywords"] for word in _keywords(text)],
    }
    if _first(values, "archiveprefix", "eprinttype").lower() == "pubmed":
        fields["pubmed"] += values.get("eprint", [])
    return Written(line=entry.line, fields=fields, authors=_authors(values))


def _decoded(name: str, value: str) -> str:
    return latex.verbatim(value) if name in _VERBATIM else latex.plain(value)


def _first(values: Mapping[str, list[str]], *names: str) -> str:
    return next((value for name in names for value in values.get(name, ()) if value.strip()), "")


def _inherited(entry: _Entry, entries: Mapping[str, _Entry]) -> dict[str, list[str]]:
    """Give what a chapter or paper has from the book it names; the book's title is its venue."""
    parent = entries.get(latex.verbatim(_first(entry.values, "crossref")).lower())
    if parent is None or parent is entry:
        return {}
    taken = {name: parent.values[name] for name in _INHERITED if name in parent.values}
    return {"booktitle": parent.values.get("title", []), **taken}


def _title(values: Mapping[str, list[str]]) -> str:
    title, subtitle = latex.plain(_first(values, "title")), latex.plain(_first(values, "subtitle"))
    return f"{title}: {subtitle}" if title and subtitle else title


def _dates(values: Mapping[str, list[str]]) -> list[str]:
    year, month, day = (latex.plain(_first(values, name)).strip() for name in ("year", "month", "day"))
    joined = "-".join(filter(None, (year, month, day))) if month.isdigit() else f"{month} {day} {year}"
    return [latex.plain(_first(values, "date")), joined.strip()]


def _kinds(words: list[str]) -> list[str]:
    """Put the first word we know at the front: ``document_type = {Review}`` says more than ``@article``."""
    return sorted(words, key=lambda word: spelling.kind(word) is Kind.OTHER)


def _keywords(text: str) -> list[str]:
    return text.split(";") if ";" in text else text.split(",")


def _authors(values: Mapping[str, list[str]]) -> tuple[Author, ...]:
    """Read the names; a book without authors has its editors."""
    text = _first(values, "author", "editor")
    # {{Doe, Jane and Roe, Kim}}: braces about all names, not about that of one group.
    if text.startswith("{") and text.endswith("}") and " and " in text and "," in text:
        text = text[1:-1] if "}" not in text[:-1] else text
    return tuple(author for name in _split(text, r"\s+and(?=\s|$)") for author in _author(name.strip()))


def _author(name: str) -> Iterator[Author]:
    plain = spelling.plain(latex.plain(name))
    parts = [part.strip() for part in plain.split(",")]
    if name.startswith("{") and name.endswith("}"):
        yield Author(name=plain)
    elif len(parts) == 3 and _SUFFIX.fullmatch(parts[1]):  # BibTeX has the suffix in the middle
        yield from spelling.listed(f"{parts[0]}, {parts[2]}, {parts[1]}")
    else:
        yield from (spelling.authors if len(parts) > 3 else spelling.listed)(plain)
