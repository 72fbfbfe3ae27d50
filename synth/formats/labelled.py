"""Labelled sets: bibliographies that say which entries were included, from us, ASReview or Rayyan."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from synth.errors import UserError
from synth.formats import accounts, recognising, spelling
from synth.formats.entries import LABELS, Fault, Fields, Written

_INCLUDED = {"1", "1.0", "true", "yes", "y", "include", "included", "relevant"}
_EXCLUDED = {"0", "0.0", "false", "no", "n", "exclude", "excluded", "irrelevant"}
# ASReview writes -1 for what nobody has seen.
_UNSEEN = {"", "-1", "-1.0", "na", "n/a", "nan", "not_seen", "unlabelled", "unlabeled", "maybe", "?"}
_ASREVIEW = re.compile(r"\bASReview_(relevant|irrelevant|not_seen)\b", re.IGNORECASE)
# Rayyan writes what each person said: RAYYAN-INCLUSION: {"ada"=>"Included", "ben"=>"Excluded"} | ...
# BibTeX loses the braces.
_VOTE = r'"(?:[^"\\]|\\.)*"\s*=>\s*"(Included|Excluded|Maybe)"'
_VOTED = re.compile(_VOTE, re.IGNORECASE)
_RAYYAN = re.compile(rf"RAYYAN-INCLUSION:\s*\{{?((?:\s*{_VOTE}\s*,?)+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledEntry:
    """
    One entry of a labelled set; ``label`` is None where nobody has decided.

    ``line`` is where it begins, from 1; ``name`` is what the file calls it, empty where it does not.
    """

    line: int
    name: str
    title: str
    abstract: str
    keywords: tuple[str, ...]
    label: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """
    A labelled set in the order of its file.

    ``found`` says where the labels stood. ``conflicts`` counts entries that one person included and
    another excluded: they count as included, as one vote is enough to be read in full.
    """

    entries: tuple[LabelledEntry, ...]
    faults: tuple[Fault, ...]
    found: str
    conflicts: int = 0


@dataclass(frozen=True, slots=True)
class _Label:
    """What an entry's label says: ``value``, or what is wrong with it; ``conflict``: people disagree."""

    value: bool | None = None
    words: str = ""
    conflict: bool = False


def read(name: str, data: bytes) -> Labelled:
    """
    Read a labelled set of any format that FORMATS knows, gzip or not; ``name`` is the file's.

    Every entry is kept, with or without title, abstract and label; only what no entry can be read
    from is lost, and stands in ``faults``. Raises UserError, one line that names the file, where it
    is no bibliography or nothing in it is labelled.
    """
    items = list(recognising.cut(name, data).items)
    written = [item for item in items if isinstance(item, Written)]
    found, label = _place(written, name)
    labels = [label(item.fields) for item in written]
    faults = [item for item in items if isinstance(item, Fault)]
    faults += [
        Fault(line=item.line, words=one.words, skipped=False, field=found)
        for item, one in zip(written, labels, strict=True)
        if one.words
    ]
    return Labelled(
        entries=tuple(_entry(item, one.value) for item, one in zip(written, labels, strict=True)),
        faults=tuple(sorted(faults, key=lambda fault: fault.line)),
        found=found,
        conflicts=sum(one.conflict for one in labels),
    )


def _entry(written: Written, label: bool | None) -> LabelledEntry:
    fields = written.fields
    return LabelledEntry(
        line=written.line,
        name=accounts.name(written),
        title=spelling.plain(next(filter(str.strip, fields.get("title", ())), "")),
        abstract=spelling.paragraphs("\n".join(fields.get("abstract", ()))),
        keywords=tuple(
            dict.fromkeys(word for text in fields.get("keywords", ()) for word in spelling.keywords(text))
        ),
        label=label,
    )


def _place(written: Sequence[Written], name: str) -> tuple[str, Callable[[Fields], _Label]]:
    """Find where this file keeps its labels: the best column that holds any, else its notes."""
    ways: dict[str, Callable[[Fields], _Label]] = {
        **{f"column {column}": partial(_of_column, column=column) for column in LABELS},
        "notes of ASReview": _of_asreview,
        "notes of Rayyan": _of_rayyan,
    }
    for found, label in ways.items():
        if any(label(item.fields).value is not None for item in written):
            return found, label
    raise UserError(
        f"{name}: nothing in it is labelled: a column label_included with 1 and 0 is expected, "
        "or an export with decisions from ASReview or Rayyan"
    )


def _notes(fields: Fields) -> str:
    return html.unescape(" ".join(fields.get("notes", ())))


def _of_column(fields: Fields, *, column: str) -> _Label:
    written = next(filter(str.strip, fields.get(column, ())), "").strip()
    word = written.lower()
    if word in _UNSEEN:
        return _Label()
    if word in _INCLUDED or word in _EXCLUDED:
        return _Label(word in _INCLUDED)
    return _Label(words=f"{written!r} is no label (1, 0 or nothing): taken as undecided")


def _of_asreview(fields: Fields) -> _Label:
    words = {word.lower() for word in _ASREVIEW.findall(_notes(fields))} - {"not_seen"}
    if len(words) > 1:
        return _Label(words="both ASReview_relevant and ASReview_irrelevant: taken as undecided")
    return _Label(words == {"relevant"}) if words else _Label()


def _of_rayyan(fields: Fields) -> _Label:
    """
    Read what people said in Rayyan; "Maybe" is no decision.

    Included by anyone is included: at title and abstract one vote is enough to read the full text.
    """
    said = (found[1] for found in _RAYYAN.finditer(_notes(fields)))
    votes = [vote.lower() for votes in said for vote in _VOTED.findall(votes)]
    included, excluded = "included" in votes, "excluded" in votes
    return _Label(included, conflict=included and excluded) if included or excluded else _Label()
