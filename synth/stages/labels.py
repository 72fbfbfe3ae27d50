"""Labelled files and the questions that belong to them, made ready for a simulation."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from synth.errors import UserError
from synth.formats import labelled
from synth.formats.labelled import LabelledEntry
from synth.screening.texts import Text

_SHOWN = 3  # of many things alike, as many are named and the others counted


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSet:
    """
    The labelled records of one file, in its order.

    ``file`` is its path as it was given; ``remarks`` say what in it was left out or is doubtful.
    """

    file: str
    texts: tuple[Text, ...]
    labels: tuple[bool, ...]
    remarks: tuple[str, ...] = ()


def read(file: Path) -> LabelledSet:
    """
    Read a labelled set.

    Raises UserError, one line that names the file, where it cannot be read, nothing in it is labelled,
    or all labels are alike.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UserError(f"{file}: {error.strerror}: name a file that can be read") from error
    found = labelled.read(str(file), data)
    decided = [entry for entry in found.entries if entry.label is not None]
    labels = tuple(entry.label is True for entry in decided)
    if len(set(labels)) == 1:
        kind = "relevant" if labels[0] else "irrelevant"
        raise UserError(
            f"{file}: {found.found}: all {len(labels)} labels say {kind}: "
            "a simulation needs relevant and irrelevant records"
        )
    return LabelledSet(
        file=str(file),
        texts=tuple(
            Text(title=entry.title, abstract=entry.abstract, keywords=entry.keywords) for entry in decided
        ),
        labels=labels,
        remarks=tuple(f"{file}{words}" for words in _remarks(found)),
    )


def _remarks(found: labelled.Labelled) -> list[str]:
    """Say what is not as it should be; each begins after the file's name."""
    lines = [
        f":{fault.line}: {f'{fault.field}: ' if fault.field else ''}{fault.words}"
        for fault in found.faults[:_SHOWN]
    ]
    if len(found.faults) > _SHOWN:
        lines.append(f": such lines not shown here: {len(found.faults) - _SHOWN}")
    undecided = sum(entry.label is None for entry in found.entries)
    if undecided:
        lines.append(f": left out, as they have no label: {undecided} of {len(found.entries)} records")
    if found.conflicts:
        lines.append(f": taken as included, as people disagree: {found.conflicts} records")
    if sum(entry.label is True for entry in found.entries) == 1:
        lines.append(": only one record is relevant: a warm start knows it and has nothing to find")
    again = _again(found.entries)
    if again:
        lines.append(f": more than one record is called {_some(again)}: each is read as a record of its own")
    return lines


def _again(entries: Sequence[LabelledEntry]) -> list[str]:
    counts = Counter(entry.name for entry in entries if entry.name)
    return [name for name, count in counts.items() if count > 1]


def topic(file: Path) -> str:
    """Give a file's name without what says how it is written: ``a/Nelson_2002.csv.gz``, Nelson_2002."""
    name = file.name.removesuffix(".gz")
    return Path(name).stem


def questions(given: str, files: Sequence[Path]) -> tuple[dict[str, str], list[str]]:
    """
    Give each file's question, by its path as given, and remarks.

    ``given`` is a text for all files, or the name of a file with it, or a JSON file whose keys are the
    files' names without ending and whose values are texts, or objects with ``title`` and ``criteria``.
    Raises UserError, one line with file, line and field, where the JSON cannot be read.
    """
    if not given.lower().endswith(".json"):
        return dict.fromkeys(map(str, files), _text(given)), []
    topics = {name: _question(given, name, value) for name, value in _json(given).items()}
    known = {str(file): topics[topic(file)] for file in files if topic(file) in topics}
    unused = sorted(topics.keys() - {topic(file) for file in files})
    lacking = [str(file) for file in files if str(file) not in known]
    remarks = []
    if unused:
        remarks.append(f"{given}: no file simulated is called {_some(unused)}")
    if lacking:
        remarks.append(f"{given}: no question for {_some(lacking)}: simulated without one")
    return known, remarks


def _text(given: str) -> str:
    try:
        return Path(given).read_text(encoding="utf-8")
    except OSError:  # no such file: it is the question itself
        return given


def _json(name: str) -> Mapping[str, Any]:
    try:
        read = json.loads(Path(name).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UserError(
            f"{name}: {error.strerror}: name a JSON file of questions, or write the question"
        ) from error
    except UnicodeDecodeError as error:
        raise UserError(f"{name}: not UTF-8 at byte {error.start}: save it as UTF-8") from error
    except json.JSONDecodeError as error:
        raise UserError(f"{name}:{error.lineno}: not JSON: {error.msg}: mend that line") from error
    if not isinstance(read, dict):
        raise UserError(f"{name}: an object is expected, with a question for each file's name")
    return read


def _question(file: str, name: str, value: object) -> str:
    parts = [value.get("title", ""), value.get("criteria", "")] if isinstance(value, dict) else [value]
    if not all(isinstance(part, str) for part in parts) or not any(parts):
        raise UserError(f"{file}: {name}: a text is expected, or an object with the texts title and criteria")
    return "\n\n".join(part for part in map(str, parts) if part)


def _some(names: Sequence[str]) -> str:
    shown, more = ", ".join(names[:_SHOWN]), len(names) - _SHOWN
    return f"{shown} and {more} more" if more > 0 else shown
