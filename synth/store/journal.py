"""A log of decisions as a server holds it: read once, then followed; each key press is appended once."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import BinaryIO, Generic

from pydantic import TypeAdapter

from synth.errors import UserError
from synth.store import logs
from synth.store.logs import Kind
from synth.store.raw import append_line


@dataclass(slots=True, kw_only=True)
class _File(Generic[Kind]):
    """What was read of one file: so many bytes, with this digest, and the decisions in them."""

    stamp: tuple[int, int, int] = (0, 0, 0)
    size: int = 0
    line: int = 1  # the number of the line that comes next
    digest: blake2b = field(default_factory=blake2b)
    made: list[Kind] = field(default_factory=list)
    by: dict[str, list[Kind]] = field(default_factory=lambda: defaultdict(list))


class Journal(Generic[Kind]):
    """
    Every decision in a folder of logs, one file a person, beside threads and processes that add to them.

    ``kind`` is how a decision is written as a line, and read.

    Who writes a file locks it (flock), looks first whether the key press is there, and closes half a line
    that a kill left behind. What is held here is only a view: all of it stands in the files.
    """

    def __init__(self, folder: Path, kind: TypeAdapter[Kind]) -> None:
        self._folder, self._kind = folder, kind
        self._lock = Lock()
        self._files: dict[str, _File[Kind]] = {}
        self._known: dict[tuple[str, str], Kind] = {}
        self._writing: list[Kind] = []
        self._others: list[Kind] = []  # that `follow` has not given yet
        self._anew = False
        self.follow()

    def lines(self) -> tuple[Kind, ...]:
        """Give every decision as of the last ``follow`` or ``append``, as ``decisions.read`` gives them."""
        with self._lock:
            return tuple(chain.from_iterable(self._files[name].made for name in sorted(self._files)))

    def of(self, by: str) -> tuple[Kind, ...]:
        """Give one reviewer's decisions, as ``lines`` does."""
        with self._lock:
            files = (self._files[name] for name in sorted(self._files))
            return tuple(chain.from_iterable(file.by.get(by, ()) for file in files))

    def follow(self) -> tuple[Kind, ...] | None:
        """
        Read what others added, and give what was not given before; what was appended here is not in it.

        None: a file was rewritten, shrank or went, and all was read anew; ``lines`` has it.
        """
        with self._lock:
            self._follow()
            others, anew = tuple(self._others), self._anew
            self._others, self._anew = [], False
            return None if anew else others

    def append(self, decision: Kind) -> Kind:
        """
        Write a decision and have it on disk, once for its ``key``; give the line that stands in the file.

        That is the one with this key that was there already, whatever it says, or else this one. Raises
        UserError where it could not be read again, or cannot be written.
        """
        return self.extend([decision])[0]

    def extend(self, decisions: Sequence[Kind]) -> list[Kind]:
        """Write decisions of one person, as ``append`` does each, and wait for the disk once."""
        file = logs.file_of(self._folder, decisions[0].by)
        lines = [logs.line(decision, self._kind) for decision in decisions]
        for line in lines:
            logs.parse(line.encode(), self._kind, place=f"{self._folder.name}/{file.name}")
        try:
            return self._extend(file, decisions, lines=lines)
        except OSError as error:
            raise UserError(
                f"{self._folder.name}/{file.name}: the decision is not saved: {error.strerror or error}"
            ) from error

    def _extend(self, file: Path, decisions: Sequence[Kind], *, lines: Sequence[str]) -> list[Kind]:
        with logs.writing(file):
            with self._lock:
                self._follow()
                there = [self._known.get((one.by, one.key)) if one.key else None for one in decisions]
                missing = [place for place, known in enumerate(there) if not known]
                self._writing += [decisions[place] for place in missing]
            try:
                if missing:
                    append_line(file, "\n".join(lines[place] for place in missing))
                with self._lock:
                    self._follow(own=file)
            finally:
                with self._lock:
                    for place in missing:
                        self._writing.remove(decisions[place])
        return [known or made for known, made in zip(there, decisions, strict=True)]

    def _forget(self) -> None:
        self._files, self._known, self._others = {}, {}, []
        self._anew = True

    def _follow(self, *, own: Path | None = None) -> None:
        """Read what is new in every file; ``own`` was changed by nobody but this thread."""
        files = sorted(self._folder.glob("*.jsonl"))
        if not self._files.keys() <= {file.name for file in files}:
            self._forget()
        for file in files:
            known = self._files.setdefault(file.name, _File())
            try:
                new = self._new(file, known=known, own=file == own)
            except FileNotFoundError:  # gone since it was listed: noticed the next time
                continue
            if new is None:
                self._forget()
                return self._follow()
            self._others += [made for made in new if made not in self._writing]

    def _new(self, file: Path, *, known: _File[Kind], own: bool) -> list[Kind] | None:
        """Give the decisions added to a file since it was last read; None where it was rewritten."""
        with file.open("rb") as stream:
            stamp = _stamp(stream)
            if stamp == known.stamp:
                return []
            if own and stamp[0] == known.stamp[0]:
                stream.seek(known.size)
            elif blake2b(stream.read(known.size)).digest() != known.digest.digest():
                return None
            text = self._whole(stream.read())
        made = [one for one in logs.parsed(text, self._kind, file=file, first=known.line) if self._first(one)]
        known.stamp = stamp
        known.size += len(text)
        known.line += text.count(b"\n")
        known.digest.update(text)
        known.made += made
        for one in made:
            known.by[one.by].append(one)
        return made

    def _first(self, made: Kind) -> bool:
        """Remember a decision by its key, and say whether it had not come before."""
        return not made.key or self._known.setdefault((made.by, made.key), made) is made

    def _whole(self, text: bytes) -> bytes:
        """Give the lines that are whole; the last may lack its end where somebody's editor leaves it out."""
        end = text.rfind(b"\n") + 1
        try:
            logs.parse(text[end:], self._kind, place="")
        except UserError:
            return text[:end]
        return text


def _stamp(stream: BinaryIO) -> tuple[int, int, int]:
    """Give what changes when a file does."""
    state = os.fstat(stream.fileno())
    return state.st_ino, state.st_size, state.st_mtime_ns
