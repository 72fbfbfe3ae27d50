"""
Answers as they came, and the ledger of what was asked.

``<source>/<search>/<day>/<number>-<request>.gz`` holds one answer: a line of JSON (the request, the
time, the status, the hash, which literature was asked), then the body, untouched. ``zcat`` shows it.
``<source>/ledger.jsonl`` has a line for each search that was walked to its end or left a gap;
``plan.json`` says which searches count now.
"""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from synth.domain.answers import Answer, Request, Search
from synth.domain.ledger import Entry
from synth.errors import UserError

_ENTRY = TypeAdapter(Entry)
_REQUEST = TypeAdapter(Request)
_SEARCH = TypeAdapter(Search)
_ANSWERS = "[0-9]*-*.gz"


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all, also after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    with beside.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)


def append_line(path: Path, line: str) -> None:
    """
    Append one line and have it on disk; a half line that a kill left behind is closed first.

    What the disk refuses raises OSError, and the file is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b", buffering=0) as stream:
        end = stream.seek(0, os.SEEK_END)
        torn = False
        if end:
            stream.seek(end - 1)
            torn = stream.read(1) != b"\n"
        left = (b"\n" if torn else b"") + line.encode() + b"\n"
        try:
            while left:  # a disk that fills up takes a part first
                left = left[stream.write(left) :]
            os.fsync(stream.fileno())
        except OSError:
            stream.truncate(end)
            raise


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """
    One kept answer: its name below the raw folder, the search that asked, and the answer.

    ``world`` names the literature that was asked, as a Search does.
    """

    name: str
    search: str
    world: str
    answer: Answer


class Folder:
    """The answers of one walk; a Shelf of the harvest."""

    def __init__(self, raw: Path, *, source: str, key: str, day: date, search: str, world: str = "") -> None:
        self._above = raw / source / key
        self._day = day.isoformat()
        self._search = search
        self._world = world
        attempts = sorted(self._above.glob(f"{self._day}*"), key=lambda path: (len(path.name), path.name))
        self.path = attempts[-1] if attempts else self._above / self._day
        self._known = {_request_key(file): file for file in sorted(self.path.glob(_ANSWERS))}
        taken = set(map(_number, self._known.values()))
        self._free: Iterator[int] = (number for number in count(1) if number not in taken)

    def stored(self, request: Request) -> Answer | None:
        """Give the answer kept for a request, if there is one."""
        file = self._known.get(request.key)
        return load(file).answer if file else None

    def keep(self, answer: Answer) -> None:
        """Put an answer on disk, under the first number that is free: one that was lost leaves a hole."""
        file = self.path / f"{next(self._free):05d}-{answer.request.key}.gz"
        write_whole(file, packed(answer, search=self._search, world=self._world))
        self._known[answer.request.key] = file

    def holds(self) -> tuple[str, int]:
        """Give the folder's name and how many answers lie in it."""
        return self.path.name, len(self._known)

    def renew(self) -> None:
        """Begin a new folder for the same day; the old pages stay."""
        number = len(list(self._above.glob(f"{self._day}*"))) + 1
        self.path = self._above / f"{self._day}.{number}"
        self._known = {}
        self._free = count(1)


def _request_key(file: Path) -> str:
    return file.stem.partition("-")[2]


def _number(file: Path) -> int:
    return int(file.stem.partition("-")[0])


def packed(answer: Answer, *, search: str, world: str = "") -> bytes:
    """Give the file's bytes: the same for the same answer."""
    head = {
        "search": search,
        "world": world,
        "request": _REQUEST.dump_python(answer.request, mode="json"),
        "at": answer.at.isoformat(),
        "status": answer.status,
        "headers": answer.headers,
        "sha256": answer.sha256,
    }
    line = json.dumps(head, ensure_ascii=False, sort_keys=True)
    return gzip.compress(line.encode() + b"\n" + answer.body, compresslevel=6, mtime=0)


def load(file: Path) -> Kept:
    """
    Read one kept answer; raise UserError where the file is not what was written.

    One from before heads named a world has the empty name, that of the real one.
    """
    name = "/".join(file.parts[-4:])
    try:
        line, _, body = gzip.decompress(file.read_bytes()).partition(b"\n")
        head = json.loads(line)
        answer = _answer(head, body)
        intact = head["sha256"] == answer.sha256
    except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error) as error:
        raise UserError(
            f"{name}: a kept answer that cannot be read ({error}): delete it, and `dvc repro` asks again"
        ) from error
    if not intact:
        raise UserError(
            f"{name}: a kept answer that was changed, its body has not the hash it was kept with: "
            "delete it, and `dvc repro` asks again"
        )
    return Kept(name=name, search=head["search"], world=head.get("world", ""), answer=answer)


def _answer(head: dict[str, Any], body: bytes) -> Answer:
    return TypeAdapter(Answer).validate_python(
        {
            "request": head["request"],
            "at": head["at"],
            "status": head["status"],
            "headers": head["headers"],
            "body": body,
        }
    )


def write_plan(raw: Path, *, searches: Iterable[Search], dois: Sequence[str]) -> None:
    """Say which searches and DOIs count now: what was asked for others stays, and is not parsed."""
    plan = {
        "searches": [
            {**_SEARCH.dump_python(search, mode="json"), "key": search.key}
            for search in sorted(searches, key=lambda search: (search.source, search.name, search.key))
        ],
        "dois": sorted(dois),
    }
    text = json.dumps(plan, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    write_whole(raw / "plan.json", text.encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The searches, as (source, key), and the DOIs that count now; the literatures these searches ask."""

    searches: frozenset[tuple[str, str]] = frozenset()
    dois: frozenset[str] = frozenset()
    worlds: frozenset[str] = frozenset()


def replaced(raw: Path, searches: Sequence[Search], *, complete: Container[tuple[str, str]]) -> list[Search]:
    """
    Give the searches of the last plan that were reworded and whose new wording is not yet complete.

    Their answers count until it is: a source that refuses the new wording loses nothing of the old.
    """
    file = raw / "plan.json"
    try:
        searches_before = json.loads(file.read_text(encoding="utf-8"))["searches"]
    except (OSError, ValueError, KeyError, TypeError):
        return []  # no plan, or a damaged one: a new one is about to be written
    before = [
        _SEARCH.validate_python({name: value for name, value in search.items() if name != "key"})
        for search in searches_before
    ]
    waiting = {
        (search.source, search.name, search.world)
        for search in searches
        if (search.source, search.key) not in complete
    }
    now = {(search.source, search.key) for search in searches}
    return [
        search
        for search in before
        if (search.source, search.name, search.world) in waiting
        and (search.source, search.key) in complete
        and (search.source, search.key) not in now
    ]


def read_plan(raw: Path) -> Plan:
    """Read what counts now; nothing does where no harvest has planned yet."""
    file = raw / "plan.json"
    if not file.exists():
        return Plan()
    try:
        plan = json.loads(file.read_text(encoding="utf-8"))
        return Plan(
            searches=frozenset((search["source"], search["key"]) for search in plan["searches"]),
            dois=frozenset(plan["dois"]),
            worlds=frozenset(search.get("world", "") for search in plan["searches"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise UserError(
            "plan.json is damaged: `synth harvest` writes it anew; then run `dvc repro`"
        ) from error


def files(raw: Path, plan: Plan, *, doi_key: str) -> Iterator[tuple[Path, bool]]:
    """Give every kept answer in a fixed order, and whether its search or source counts now."""
    sources = {source for source, _ in plan.searches}
    for file in sorted(raw.glob("*/*/*/*.gz")):
        source, key = file.parts[-4], file.parts[-3]
        yield file, source in sources if key == doi_key else (source, key) in plan.searches


def lost(raw: Path, entry: Entry) -> list[str]:
    """Name the answers of a completed walk that are no longer there, as they stood below ``raw``."""
    folder = raw / entry.source / entry.key / entry.folder
    there = set(map(_number, folder.glob(_ANSWERS))) if entry.answers else set()
    missing = (number for number in range(1, entry.answers + 1) if number not in there)
    return [f"{entry.source}/{entry.key}/{entry.folder}/{number:05d}" for number in missing]


def append_entry(raw: Path, entry: Entry) -> None:
    """Add one line to its source's ledger: the order of lines is that of the walks, whoever was faster."""
    line = json.dumps(_ENTRY.dump_python(entry, mode="json"), ensure_ascii=False)
    append_line(raw / entry.source / "ledger.jsonl", line)


def read_ledger(raw: Path) -> list[Entry]:
    """
    Read the ledgers, source by source, the one for all sources that there used to be first.

    A half line that a kill left behind is passed over, any other damage is an error.
    """
    before = raw / "ledger.jsonl"
    parts = [*([before] if before.exists() else []), *sorted(raw.glob("*/ledger.jsonl"))]
    return [entry for file in parts for entry in _entries(file, name=file.relative_to(raw).as_posix())]


def _entries(file: Path, *, name: str) -> Iterator[Entry]:
    for number, line in enumerate(file.read_bytes().split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            yield _ENTRY.validate_json(line)
        except ValidationError as error:
            try:
                json.loads(line)
            except ValueError:
                continue  # torn: its walk counts as not made, and is made again
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise UserError(f"{name}:{number}: {place}: {first['msg']}") from error
