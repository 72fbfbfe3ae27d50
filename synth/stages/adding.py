"""Take an export into ``imports/`` after having read it once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from synth.errors import UserError
from synth.formats import FORMATS, encoding, recognising
from synth.formats.entries import Fault
from synth.paths import Places
from synth.sources.client import now
from synth.store import imports


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """
    What came of one file.

    ``faults`` are ``line: words``: of entries that were skipped, and of parts of an entry that were.
    """

    form: str
    encoding: str
    records: int
    skipped: int
    faults: tuple[str, ...]
    outcome: str


def add(places: Places, file: Path) -> Added:
    """
    Read a file and put it into ``imports/`` as it came.

    Raises UserError where it cannot be opened, is not what it says, or holds no entry that can be read.
    """
    if file.exists() and not file.is_file():  # reading a pipe that nobody fills would never end
        raise UserError(f"{file}: this is no plain file: save the export as one, then add it")
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UserError(f"{file}: {error.strerror}") from error
    text, name = encoding.decode(data)
    form = recognising.recognise(file.name, text)
    entries = list(FORMATS[form].read(text))
    faults = [entry for entry in entries if isinstance(entry, Fault)]
    records = len(entries) - len(faults)
    if not records:
        first = f": line {faults[0].line}: {faults[0].words}" if faults else ""
        raise UserError(f"{file.name}: no entry could be read{first}")
    target = imports.add(places.imports, name=file.name, data=data, at=now())
    outcome = (
        f"added as imports/{target.name}; `dvc repro` reads it" if target else "these bytes were added before"
    )
    return Added(
        form=form,
        encoding=name,
        records=records,
        skipped=sum(fault.skipped for fault in faults),
        faults=tuple(f"{fault.line}: {fault.words}" for fault in faults),
        outcome=outcome,
    )
