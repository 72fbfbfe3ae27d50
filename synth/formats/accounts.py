"""The fields of an entry, whatever file they stood in, as one Record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from synth.domain import identifiers
from synth.domain.identifiers import WorkId
from synth.domain.records import Record, Status
from synth.formats import spelling
from synth.formats.entries import Entry, Fault, Fields, Written

SOURCE = "imports"

_MENTION = re.compile(
    r"(?:doi:?\s*|https?://(?:dx\.|www\.)?doi\.org/)?10\.\d{4,9}/\S+"
    r"|PMID:?\s*\d+|https?://(?:pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed)/\d+/?"
    r"|(?:PMCID:?\s*|https?://\S+/)?PMC\d+/?"
    r"|(?:https?://eric\.ed\.gov/\?id=)?E[DJ]\d{4,8}",
    re.IGNORECASE | re.ASCII,
)
_KINDS = ("doi", "pubmed", "pmc", "openalex", "eric")


def entries(items: Iterable[Written | Fault]) -> Iterator[Entry | Fault]:
    """
    Give each entry, after a Fault for each value of it that could not be read.

    An entry with neither title nor identifier is a Fault and nothing else.
    """
    for item in items:
        if isinstance(item, Fault):
            yield item
            continue
        found, faults = record(item)
        if not found.title and all(id_.startswith("file:") for id_ in found.ids):
            yield Fault(line=item.line, words=_lack(item, faults))
            continue
        for words in faults:
            yield Fault(line=item.line, words=words, skipped=False)
        yield Entry(line=item.line, record=found, name=name(item))


def name(written: Written) -> str:
    """Give what the file itself calls an entry: signs and blanks inside are left as they are."""
    return _first(written.fields, "name").strip()


def _lack(written: Written, faults: list[str]) -> str:
    fields = written.fields.items()
    said = (value for name, values in fields if name not in ("type", "name") for value in values)
    if not written.authors and not any(value.strip() for value in said):
        return "the entry is empty"
    return "; ".join(("the entry has neither a title nor an identifier", *faults))


def record(written: Written) -> tuple[Record, list[str]]:
    """Give an entry as a Record, whatever it lacks, and in words each value that could not be read."""
    fields, faults = written.fields, list[str]()
    ids = _ids(fields, faults)
    title = spelling.plain(_first(fields, "title"))
    year, date = _when(fields, faults)
    authors = spelling.authors(_first(fields, "authors")) if written.authors is None else written.authors
    names = tuple(author.name for author in authors)
    abstract = spelling.paragraphs("\n".join(fields.get("abstract", ()))) or None
    venue, volume, issue, pages = (_text(fields, name) for name in ("venue", "volume", "issue", "pages"))
    # What two exports of one entry have in common, whatever their format: not its kind, its keywords
    # or its publisher, which one format has and the other has not.
    same = (*ids, title, abstract or "", *names, str(year or ""), venue or "", volume or "", issue or "")
    hashed = identifiers.hashed((*same, (pages or "").replace("\u2013", "-").replace("--", "-")))
    kind = spelling.plain(_first(fields, "type"))
    found = Record(
        source=SOURCE,
        native=hashed.partition(":")[2],
        ids=ids or (hashed,),
        title=title,
        original_title=_text(fields, "original_title"),
        abstract=abstract,
        authors=authors,
        year=year,
        date=date,
        venue=venue,
        publisher=_text(fields, "publisher"),
        issn=_unique(code for text in fields.get("issn", ()) for code in spelling.issns(text)),
        volume=volume,
        issue=issue,
        pages=pages,
        type=spelling.kind(kind),
        source_type=kind or None,
        language=spelling.language(_first(fields, "language")),
        keywords=_unique(word for text in fields.get("keywords", ()) for word in spelling.keywords(text)),
        subjects=_unique(word for text in fields.get("subjects", ()) for word in spelling.keywords(text)),
        references=_references(fields, faults),
        reference_count=_count(fields, "reference_count", faults),
        cited_by_count=_count(fields, "cited_by_count", faults),
        oa_url=_text(fields, "oa_url"),
        oa_status=_text(fields, "oa_status"),
        licence=_text(fields, "licence"),
        status=_status(fields),
    )
    return found, faults


def _first(fields: Fields, name: str) -> str:
    for value in fields.get(name, ()):
        if value and not value.isspace():
            return value
    return ""


def _text(fields: Fields, name: str) -> str | None:
    text = _first(fields, name)
    return (spelling.plain(text) or None) if text else None


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _ids(fields: Fields, faults: list[str]) -> tuple[WorkId, ...]:
    """
    Give every identifier.

    ``ids`` are of any kind; ``mentions`` (addresses, notes) may hold one and need not.
    """
    found = [_id(kind, value, faults) for kind in _KINDS for value in fields.get(kind, ()) if value.strip()]
    for value in map(spelling.plain, fields.get("ids", ())):
        found.append(identifiers.recognise(value))
        if found[-1] is None:
            faults.append(f"{value!r} is no identifier: left out")
    found += [mention for value in fields.get("mentions", ()) for mention in _mentioned(value)]
    # A hash from another place names another spelling of the fields, not this one.
    return identifiers.best_first(id_ for id_ in found if id_ and not id_.startswith("file:"))


def _id(kind: str, value: str, faults: list[str]) -> WorkId | None:
    # A table that went through a spreadsheet or a data frame says 12345.0 for the number 12345.
    text = re.sub(r"^(\d+)\.0$", r"\1", spelling.plain(value))
    found = identifiers.work_id(kind, text)
    if found is None and kind == "doi" and (inside := re.search(r"10\.\d{4,9}/\S+", text)):
        found = identifiers.work_id(kind, inside[0])  # "ARTN 106 10.1186/s12933-018-0749-1"
    if found is None:
        names = {"doi": "a DOI", "pubmed": "a PMID", "pmc": "a PMCID", "eric": "an ERIC number"}
        faults.append(f"{text!r} is not {names.get(kind, 'an OpenAlex id')}: left out")
    return found


def _mentioned(text: str) -> Iterator[WorkId | None]:
    """Find lines that are an identifier and nothing else: a note may name other publications too."""
    for line in text.splitlines():
        if _MENTION.fullmatch(line.strip()):
            yield identifiers.recognise(spelling.plain(line))


def _when(fields: Fields, faults: list[str]) -> tuple[int | None, str | None]:
    """
    Give the year and the date: the first that can be read, made more exact by a later one.

    Only one of the same year does: a second date may be that of an online edition, or of the export.
    """
    values = [value for value in fields.get("date", ()) if value.strip()]
    dates = [date for value in values if (date := spelling.date(value))]
    if not dates:
        faults.extend(f"{value!r} is no date: left out" for value in values[:1])
        return None, None
    year = dates[0][:4]
    return int(year), max((date for date in dates if date[:4] == year), key=len)


def _references(fields: Fields, faults: list[str]) -> tuple[WorkId, ...]:
    found = []
    for text in map(spelling.plain, fields.get("references", ())):
        reference = identifiers.recognise(text)
        if reference is None:
            faults.append(f"reference {text!r} is no identifier: left out")
        found.append(reference)
    return tuple(dict.fromkeys(reference for reference in found if reference))


def _status(fields: Fields) -> Status:
    """Read our own words for a publication's standing; other programs mean other things by a status."""
    word = _first(fields, "status").strip().lower()
    return Status(word) if word in list(Status) else Status.UNKNOWN


def _count(fields: Fields, name: str, faults: list[str]) -> int | None:
    text = _first(fields, name).strip()
    found = re.fullmatch(r"(\d{1,9})(?:\.0)?", text, re.ASCII)
    if text and not found:
        faults.append(f"{name}: {text!r} is no number: left out")
    return int(found[1]) if found else None
