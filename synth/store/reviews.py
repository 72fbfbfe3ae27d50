"""What people ask, read from ``queries/``: the review, the search, the works known, the thesaurus."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter, ValidationError

from synth.domain import identifiers
from synth.domain.records import SAYABLE
from synth.domain.reviews import Assignment, Harvest, KnownWork, Profile, Review, Share, Team
from synth.domain.thesaurus import Entry, Fault
from synth.errors import UserError
from synth.store import logs
from synth.store.written import shown, text

COLUMNS = ("doi", "title", "authors", "year", "journal", "known_from")
OF_THESAURUS = ("term", "counts_as", "note")
_ADDRESS = re.compile(r"[!-?A-~]+@[!-?A-~]+")  # it travels in a header: no blank, no line break
LARGEST_SEED = 2**32 - 1  # that scikit-learn takes
KEYS = 9  # a reason for exclusion is chosen with one key, 1 to 9
MASKABLE = ("authors", "venue")  # what a card may hide
# As words are read in texts; in languages written without spaces one sign is a word.
_WORD = re.compile(r"\w{2}|[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
# pydantic hands a configuration down to plain dataclasses, but takes none for one at the top: so a tuple.
_REVIEW = TypeAdapter(tuple[Review], config=ConfigDict(extra="forbid"))

_WORDS = {
    "unexpected_keyword_argument": "there is no such setting",
    "missing": "is missing",
    "missing_keyword_only_argument": "is missing",
    "dataclass_type": "should be a table of settings",
}


def read_review(path: Path) -> Review:
    """
    Read ``queries/review.toml``; its keys are the fields of Review.

    Raises UserError, one line: the file, the field (for a fault of TOML itself: line and column),
    what is wrong with it.
    """
    try:
        written = tomllib.loads(text(path))
        # Through JSON, whose strict mode takes a list for a tuple and a text for a date or an enum,
        # but no "7" for a number.
        (review,) = _REVIEW.validate_json(json.dumps([written], default=_as_json), strict=True)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{shown(path)}: {error}") from error
    except ValidationError as error:
        raise UserError(f"{shown(path)}: {_first_fault(error)}") from error
    for fault in _faults(review):
        raise UserError(f"{shown(path)}: {fault}")
    return review


def read_dois(path: Path) -> list[KnownWork]:
    """
    Read ``queries/dois.csv``, one known work a line.

    Raises UserError naming the first fault with its line, and how many more there are.
    """
    known: dict[str, int] = {}
    works, faults = [], []
    for line, row in _rows(path, COLUMNS):
        fault = _row_fault(row, known)
        if fault:
            faults.append(f"line {line}: {fault}")
            continue
        works.append(_known_work(row))
        known[works[-1].doi] = line
    _raise_first(path, faults)
    return works


def read_thesaurus(path: Path, check: Callable[[Sequence[Entry]], Iterable[Fault]]) -> tuple[Entry, ...]:
    """
    Read ``queries/thesaurus.csv``: a term a line, and what it counts as, or nothing.

    Raises UserError, as ``read_dois`` does, also for what ``check`` finds: a line and what is wrong with it.
    """
    entries = [
        Entry(term=row["term"], counts_as=row["counts_as"], note=row["note"], line=line)
        for line, row in _rows(path, OF_THESAURUS)
    ]
    _raise_first(path, [f"line {line}: {fault}" for line, fault in check(entries)])
    return tuple(entries)


def _raise_first(path: Path, faults: Sequence[str]) -> None:
    """Raise UserError where there are faults."""
    if faults:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise UserError(f"{shown(path)}: {faults[0]}{more}")


def read_search(path: Path) -> str:
    """
    Read the text of ``queries/search.yaml``.

    ``synth.strategy.blocks.read`` makes concept blocks of it: rooms do not know each other, so the
    two meet in a stage.
    """
    return text(path)


def _as_json(value: object) -> str:
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    return str(value)


def _first_fault(error: ValidationError) -> str:
    faults = error.errors(include_url=False)
    first = faults[0]
    words = _WORDS.get(first["type"])
    if first["type"] == "enum" and first["loc"][1:3] == ("dedup", "one_work"):
        words = _not_sayable(first["input"])  # pydantic would name the kinds that cannot be, too
    if words is None:
        words = first["msg"][:1].lower() + first["msg"][1:]
        if isinstance(first["input"], str | int | float):
            words += f", not {json.dumps(first['input'], ensure_ascii=False)}"
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return f"{_field(first['loc'][1:])}: {words}{more}"


def _not_sayable(kind: object) -> str:
    return f"{kind!r} cannot be: choose among {', '.join(SAYABLE)}"


def _field(place: tuple[int | str, ...]) -> str:
    """Write a field's place as in the manual: ``criteria[2].text``, counted from 1."""
    text = ""
    for part in place:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _faults(review: Review) -> Iterator[str]:
    """Say what the types alone do not forbid."""
    if not review.name.strip():
        yield "name: is empty"
    if not review.question.strip():
        yield "question: is empty"
    if review.harvest.refresh_every_days < 1:
        yield f"harvest.refresh_every_days: must be 1 or more, not {review.harvest.refresh_every_days}"
    if review.harvest.contact and not _ADDRESS.fullmatch(review.harvest.contact):
        yield f"harvest.contact: {review.harvest.contact!r} is no e-mail address"
    known = Harvest().sources  # the default is: all
    if not review.harvest.sources and review.profile is not Profile.FILES:
        yield 'harvest.sources: is empty: name whom to ask, or set profile = "files"'
    for source, times in Counter(review.harvest.sources).items():
        if times > 1:
            yield f"harvest.sources: {source!r} stands twice"
    for source in review.harvest.sources:
        if source not in known:
            yield f"harvest.sources: there is no source {source!r}: choose among {', '.join(known)}"
    for source, base in review.harvest.bases.items():
        if source not in known:
            yield f"harvest.bases: there is no source {source!r}: choose among {', '.join(known)}"
        if not base.startswith(("http://", "https://")):
            yield f"harvest.bases.{source}: {base!r} is no address that begins with http:// or https://"
    if review.demo.works < 1:
        yield f"demo.works: must be 1 or more, not {review.demo.works}"
    for kind in review.dedup.one_work:
        if kind not in SAYABLE:
            yield f"dedup.one_work: {_not_sayable(kind.value)}"
    if review.demo.seed < 0:
        yield "demo.seed: must be 0 or more"
    yield from _number_faults(review)
    for name in ("target", "confidence"):
        share = getattr(review.screening, name)
        if not 0 < share < 1:
            yield f"screening.{name}: must lie between 0 and 1, as 0.95, not {share}"
    if not 0 < review.coding.sure <= 1:
        yield f"coding.sure: must lie between 0 and 1, as 0.5, not {review.coding.sure}"
    yield from _reason_faults(review)
    yield from _team_faults(review.team)


def _number_faults(review: Review) -> Iterator[str]:
    """Say which whole numbers of the settings are too small or too large."""
    for name in ("screening", "coding", "topics", "citations"):
        seed = getattr(review, name).seed
        if seed < 0:
            yield f"{name}.seed: must be 0 or more"
        if seed > LARGEST_SEED:
            yield f"{name}.seed: must be {LARGEST_SEED} or less"
    topics = review.topics
    if topics.least > topics.most:
        yield f"topics.most: must be topics.least = {topics.least} or more, not {topics.most}"
    for name, least in (
        ("coding.examples", 2),
        ("topics.least", 2),
        ("citations.pivots", 1),
        ("citations.links", 1),
    ):
        table, _, field = name.partition(".")
        number = getattr(getattr(review, table), field)
        if number < least:
            yield f"{name}: must be {least} or more, not {number}"


def _reason_faults(review: Review) -> Iterator[str]:
    if len(review.reasons) > KEYS:
        yield f"reasons: there are {len(review.reasons)}, but a reason is chosen with a key from 1 to {KEYS}"
    for id_, times in Counter(reason.id for reason in review.reasons).items():
        if times > 1 or not id_.strip():
            yield f"reasons: the id {id_!r} " + ("stands twice" if id_.strip() else "is empty")


def _team_faults(team: Team) -> Iterator[str]:
    if team.votes < 1:
        yield f"team.votes: must be 1 or more, not {team.votes}"
    if team.votes > 1 and not team.reviewers:
        yield (
            f"team.reviewers: votes = {team.votes} needs the names of those who screen, "
            'for example reviewers = ["ada", "ben"]'
        )
    for name, times in Counter(team.reviewers).items():
        if times > 1:
            yield f"team.reviewers: {name!r} stands twice"
        yield from _name_faults(name, where="team.reviewers")
    for field in team.masked:
        if field not in MASKABLE:
            yield f"team.masked: {field!r} cannot be masked: choose among {', '.join(MASKABLE)}"
    if team.assignment is Assignment.LABEL and not team.shares:
        yield 'team.shares: is empty, and assignment = "label" goes by it'
    for label, times in Counter(share.label for share in team.shares).items():
        if times > 1 or not label.strip():
            yield f"team.shares: the label {label!r} " + ("stands twice" if label.strip() else "is empty")
    for share in team.shares:
        yield from _share_faults(share, team)


def _share_faults(share: Share, team: Team) -> Iterator[str]:
    where = f"team.shares: {share.label}"
    if not share.words:
        yield f"{where}: words: is empty: no work would fall in it"
    for word in share.words:
        if not _WORD.search(word):
            yield f"{where}: words: {word!r} is no word: two letters or more make one"
    if not share.reviewers:
        yield f"{where}: reviewers: is empty: nobody would read it"
    for name in share.reviewers:
        yield from _name_faults(name, where=f"{where}: reviewers")
        if team.reviewers and name not in team.reviewers:
            yield f"{where}: reviewers: {name!r} is not among team.reviewers"


def _name_faults(name: str, *, where: str) -> Iterator[str]:
    try:
        logs.file_of(Path(), name)
    except UserError as error:
        yield f"{where}: {error}"


def _rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Give each row with the line it begins on."""
    reader = csv.reader(io.StringIO(text(path), newline=""), strict=True)
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        if missing := [column for column in columns if column not in header]:
            raise UserError(f"{shown(path)}: line 1: the header lacks {', '.join(missing)}")
        line = reader.line_num + 1
        for row in reader:
            if row:
                yield line, _row(header, row, where=f"{shown(path)}: line {line}")
            line = reader.line_num + 1
    except csv.Error as error:
        raise UserError(f"{shown(path)}: line {reader.line_num}: not readable as CSV: {error}") from error


def _row(header: list[str], row: list[str], *, where: str) -> dict[str, str]:
    if len(row) != len(header):
        raise UserError(f"{where}: {len(row)} fields where the header has {len(header)}")
    return {name: " ".join(value.split()) for name, value in zip(header, row, strict=True)}


def _row_fault(row: dict[str, str], known: dict[str, int]) -> str | None:
    doi = identifiers.doi(row["doi"])
    if doi is None:
        return f"doi: {row['doi']!r} is not a DOI" if row["doi"] else "doi: is empty"
    if doi in known:
        return f"doi: {doi} stands on line {known[doi]} already"
    if row["year"] and not (row["year"].isascii() and row["year"].isdigit() and len(row["year"]) == 4):
        return f"year: {row['year']!r} is not a year of four digits"
    return None


def _known_work(row: dict[str, str]) -> KnownWork:
    return KnownWork(
        doi=identifiers.doi(row["doi"]) or "",
        title=row["title"],
        authors=tuple(name.strip() for name in row["authors"].split(";") if name.strip()),
        year=int(row["year"]) if row["year"] else None,
        journal=row["journal"],
        known_from=row["known_from"],
    )
