"""Read every kept answer, and every imported file, into records."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from synth.domain import identifiers
from synth.domain.records import Record
from synth.errors import SourceError, UserError
from synth.formats import FORMATS, encoding, recognising
from synth.formats.entries import Entry
from synth.paths import Places
from synth.sources import SOURCES, harvesting
from synth.sources.reading import Unread
from synth.stages import metrics
from synth.stages.progress import counted
from synth.store import imports, raw, records, tables
from synth.store.imports import Imported
from synth.store.records import Accounts

log = logging.getLogger(__name__)

Row = dict[str, Any]


def run(places: Places) -> None:
    """Write records, where each was found, the answers, and the searches."""
    with records.collect(records=places.table("records"), found=places.table("found")) as accounts:
        answers = [*_answers(places, accounts), *_imports(places, accounts)]
    tables.write(places.table("answers"), tables.ANSWERS, answers)
    tables.write(places.table("searches"), tables.SEARCHES, _searches(places))
    unread = sum(row["records"] is None for row in answers)
    numbers = metrics.of_parse(places, unread=unread)
    metrics.write(places, "parse", {**numbers, "records_not_read": sum(row["unread"] for row in answers)})


def _answers(places: Places, accounts: Accounts) -> Iterator[Row]:
    """Read the answers that count, and of the others when and under which names records came first."""
    plan = raw.read_plan(places.raw)
    files = list(raw.files(places.raw, plan, doi_key=harvesting.DOIS))
    for file, counts in counted(files, what="parse"):
        try:
            kept = raw.load(file)
        except UserError as error:
            log.error("%s", error)
            if counts:
                yield _damaged(file)
            continue
        if counts:
            wanted = plan.dois if file.parts[-3] == harvesting.DOIS else None
            yield _read(kept, accounts, wanted=wanted)
        elif kept.world in plan.worlds and kept.answer.request.source in SOURCES:
            _read(kept, accounts, wanted=())


def _read(kept: raw.Kept, accounts: Accounts, *, wanted: Collection[str] | None) -> Row:
    """
    Hand an answer's records on, and give its row; with ``wanted`` only those of these DOIs count.

    A source may send more than the DOIs it was asked for: PubMed's [aid] matches other ids too.
    """
    answer, source = kept.answer, SOURCES[kept.answer.request.source]
    names = None if wanted is None else {identifiers.work_id("doi", doi) for doi in wanted}
    count: int | None = 0
    unread = 0
    try:
        for place, record in enumerate(source.parse(answer), start=1):
            if isinstance(record, Unread):
                _say(f"{kept.name}, record {place}", record.error)
                unread += 1
                continue
            counts = names is None or not names.isdisjoint(record.ids)
            accounts.add(record, answer=kept.name, place=place, at=answer.at, counts=counts)
            count = (count or 0) + counts
    except SourceError as error:
        _say(kept.name, error)
        count = None
    return {
        "answer": kept.name,
        "source": source.NAME,
        "search": kept.search,
        "request": _request_text(kept),
        "retrieved_at": answer.at.isoformat(),
        "status": answer.status,
        "sha256": answer.sha256,
        "bytes": len(answer.body),
        "records": count,
        "unread": unread,
    }


def _say(where: str, error: SourceError) -> None:
    log.error("%s: %s; the answer is kept, a corrected parser will read it", where, error)


def _damaged(file: Path) -> Row:
    """Give the row of a kept answer that is damaged: it is named and counted, and holds no record."""
    nothing: Row = dict.fromkeys(tables.ANSWERS.columns)
    return {**nothing, "answer": "/".join(file.parts[-4:]), "source": file.parts[-4], "unread": 0}


def _request_text(kept: raw.Kept) -> str:
    """Give a request as one line: method, path, and what was asked for."""
    request = kept.answer.request
    pairs = "&".join(f"{name}={value}" for name, value in (*request.parameters, *request.form))
    return f"{request.method} {request.path}?{pairs}"


def _imports(places: Places, accounts: Accounts) -> Iterator[Row]:
    for imported in imports.read(places.imports):
        data = imported.path.read_bytes()
        count: int | None = 0
        try:
            for line, record in read_entries(imported, data):
                accounts.add(record, answer=imported.name, place=line, at=imported.at)
                count = (count or 0) + 1
        except UserError as error:
            log.error("%s", error)
            count = None
        yield {
            "answer": imported.name,
            "source": "imports",
            "search": imported.path.name,
            "request": f"synth add {imported.path.name}",
            "retrieved_at": imported.at.isoformat() if imported.at else None,
            "status": None,
            "sha256": sha256(data).hexdigest(),
            "bytes": len(data),
            "records": count,
            "unread": 0,
        }


def read_entries(imported: Imported, data: bytes) -> Iterator[tuple[int, Record]]:
    """Give a file's records with their lines; name each entry that cannot be read, and go on."""
    text, _ = encoding.decode(data)
    form = FORMATS[recognising.recognise(imported.path.name, text)]
    for entry in form.read(text):
        if isinstance(entry, Entry):
            yield entry.line, entry.record
        else:
            outcome = "skipped" if entry.skipped else "kept without it"
            log.error("%s:%d: %s; %s", imported.name, entry.line, entry.words, outcome)


def _searches(places: Places) -> Iterable[Row]:
    plan = raw.read_plan(places.raw)
    for entry in raw.read_ledger(places.raw):
        if entry.key == harvesting.DOIS or entry.walk in plan.searches:
            yield {
                "source": entry.source,
                "search": entry.search,
                "key": entry.key,
                "text": entry.text,
                "as_of": entry.as_of.isoformat(),
                "since": entry.since.isoformat() if entry.since else None,
                "state": entry.state,
                "hits": entry.hits,
                "requests": entry.requests,
                "asked_at": entry.at.isoformat(),
                "reason": entry.reason,
            }
