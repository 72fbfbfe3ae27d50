"""Find the entries of one bibliography file that are the same publication."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from synth.dedup import joining, matching
from synth.dedup.candidates import Candidate, candidate
from synth.dedup.joining import Joint
from synth.dedup.matching import Outcome, Pair
from synth.domain.reviews import Point
from synth.errors import UserError
from synth.formats import accounts, recognising
from synth.formats.entries import Fault, Written
from synth.stages.progress import counted
from synth.store import records


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    One entry: what the file calls it, and what a person knows it by.

    ``id`` is the file's own where no other entry has it, ``ID (line N)`` where one has, else the line number.
    """

    id: str
    line: int
    title: str
    year: int | None
    venue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An entry of a group, and the best pair that joined it there."""

    entry: Line
    pair: Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Two entries that a person should look at; ``words`` say what speaks for and against."""

    entry: Line
    other: Line
    score: float
    rule: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduped:
    """
    What came of one file.

    ``unnamed`` counts entries without an id of their own, ``repeated`` those whose id an entry before
    them has. ``groups`` hold two or more entries each, in the order of the file; ``doubts`` the best first.
    """

    form: str
    encoding: str
    entries: int
    skipped: int
    faults: tuple[str, ...]
    unnamed: int
    repeated: int
    groups: tuple[tuple[Member, ...], ...]
    doubts: tuple[Doubt, ...]


@dataclass(slots=True)
class _File:
    """A file as it was read; a candidate's record is its number in it, of eight digits."""

    lines: dict[str, Line] = field(default_factory=dict)
    candidates: list[Candidate] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unnamed: int = 0
    repeated: int = 0

    def add(self, written: Written) -> None:
        """Take an entry, whatever it lacks."""
        record, faults = accounts.record(written)
        self.faults += [Fault(line=written.line, words=words, skipped=False) for words in faults]
        key, name = f"{len(self.candidates):08}", accounts.name(written)
        # A hash of the fields is no identifier: it would only say again that they are equal.
        ids = tuple(id_ for id_ in record.ids if not id_.startswith("file:"))
        row = records.row_of(record) | {"record": key, "ids": ids, "first_ids": ids, "first_at": None}
        self.candidates.append(candidate(row))
        self.unnamed += not name
        self.lines[key] = Line(
            id=name,
            line=written.line,
            title=record.title,
            year=record.year,
            venue=record.venue or "",
        )


def dedupe(path: Path, *, point: Point) -> Deduped:
    """
    Read a file and group what is the same publication in it.

    Raises UserError where it cannot be opened, is no bibliography, or holds no entry.
    """
    try:
        cut = recognising.cut(path.name, path.read_bytes())
    except OSError as error:
        raise UserError(f"{path}: {error.strerror}") from error
    file = _read(counted(cut.items, what="read"))
    if not file.lines:
        raise UserError(f"{path.name}: no entry could be read")
    pairs = matching.match(file.candidates, point=point)
    joint = joining.join(file.candidates, pairs)
    return Deduped(
        form=cut.form,
        encoding=cut.encoding,
        entries=len(file.lines),
        skipped=sum(fault.skipped for fault in file.faults),
        faults=tuple(f"{fault.line}: {fault.words}" for fault in file.faults),
        unnamed=file.unnamed,
        repeated=file.repeated,
        groups=tuple(_groups(file.lines, joint)),
        doubts=tuple(_doubts(file.lines, pairs=pairs, joint=joint)),
    )


def _read(items: Iterable[Written | Fault]) -> _File:
    file = _File()
    for item in items:
        if isinstance(item, Fault):
            file.faults.append(item)
        else:
            file.add(item)
    named = file.unnamed < len(file.lines)  # then a bare number could be the id of another entry
    times = Counter(line.id for line in file.lines.values() if line.id)
    file.repeated = times.total() - len(times)
    for key, line in file.lines.items():
        if not line.id:
            file.lines[key] = replace(line, id=f"line {line.line}" if named else str(line.line))
        elif times[line.id] > 1:
            file.lines[key] = replace(line, id=f"{line.id} (line {line.line})")
    return file


def _groups(lines: dict[str, Line], joint: Joint) -> Iterator[tuple[Member, ...]]:
    best: dict[str, Pair] = {}
    for edge in joint.edges:  # best first
        if not edge.refused:
            best.setdefault(edge.pair.record, edge.pair)
            best.setdefault(edge.pair.other, edge.pair)
    for group in joint.groups:
        if len(group) > 1:
            yield tuple(Member(entry=lines[record], pair=best[record]) for record in group)


def _doubts(lines: dict[str, Line], *, pairs: Sequence[Pair], joint: Joint) -> Iterator[Doubt]:
    """Give the doubtful pairs that no group holds together, and those that a conflict kept apart."""
    groups = {record: number for number, group in enumerate(joint.groups) for record in group}
    doubtful = [(pair, "") for pair in pairs if pair.outcome is Outcome.DOUBTFUL]
    refused = [(edge.pair, edge.refused) for edge in joint.edges if edge.refused]
    apart = [
        (pair, words) for pair, words in (*doubtful, *refused) if groups[pair.record] != groups[pair.other]
    ]
    for pair, words in sorted(apart, key=lambda one: (-one[0].score, one[0].record, one[0].other)):
        yield Doubt(
            entry=lines[pair.record],
            other=lines[pair.other],
            score=pair.score,
            rule=pair.rule,
            words=(*pair.reasons, words) if words else pair.reasons,
        )
