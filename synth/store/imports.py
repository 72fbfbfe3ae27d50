"""
Exports of databases without an open API: the files as they came, and when each was added.

``imports/added.jsonl`` has one line a file: its name, when it was added, and its hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from synth.store.raw import append_line, write_whole

LIST = "added.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One file of ``imports/``; ``at`` is None for a file put there by hand."""

    path: Path
    at: datetime | None

    @property
    def name(self) -> str:
        """How the file is called in the warehouse."""
        return f"imports/{self.path.name}"


def add(folder: Path, *, name: str, data: bytes, at: datetime) -> Path | None:
    """
    Put a file into ``folder`` under its own name, or the next free one; None if its bytes are there already.
    """
    digest = hashlib.sha256(data).hexdigest()
    for present in _files(folder):
        if hashlib.sha256(present.read_bytes()).hexdigest() == digest:
            return None
    target, number = folder / name, 1
    while target.exists():
        number += 1
        target = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
    write_whole(target, data)
    append_line(
        folder / LIST,
        json.dumps({"name": target.name, "at": at.isoformat(), "sha256": digest}, ensure_ascii=False),
    )
    return target


def read(folder: Path) -> Iterator[Imported]:
    """Give the files in name order, with the moment each was added."""
    added = _added(folder)
    for file in _files(folder):
        yield Imported(path=file, at=added.get(file.name))


def _files(folder: Path) -> list[Path]:
    return (
        sorted(
            file
            for file in folder.iterdir()
            if file.is_file() and not file.name.startswith(".") and file.name != LIST
        )
        if folder.is_dir()
        else []
    )


def _added(folder: Path) -> dict[str, datetime]:
    """Read the list; a line torn by a kill names no file, which then counts as put there by hand."""
    listed = folder / LIST
    moments: dict[str, datetime] = {}
    for line in listed.read_bytes().split(b"\n") if listed.exists() else []:
        try:
            entry = json.loads(line)
            moments[entry["name"]] = datetime.fromisoformat(entry["at"])
        except (ValueError, KeyError, TypeError):
            continue
    return moments
