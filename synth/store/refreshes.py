"""
What the citations remember from one refresh to the next: names that stay, places that stay put.

A file of JSON holds what the last refresh left, and what the one before it had left: so that a stage that
runs again on the same input begins where it began then, and writes the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from synth.errors import WarehouseError
from synth.store.raw import write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """
    What a refresh leaves to the next: how finely works were divided, the community of each, since which day
    a community is known, all names that were ever given, and where each work lay on the map.
    """

    resolution: float | None = None
    communities: dict[str, str] = field(default_factory=dict)
    since: dict[str, str | None] = field(default_factory=dict)
    used: tuple[str, ...] = ()
    places: dict[str, tuple[float, float]] = field(default_factory=dict)


NOTHING = Memory()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    print: str
    before: Memory
    now: Memory


_KEPT = TypeAdapter(_Kept)


def print_of(rows: Iterable[object]) -> str:
    """Give a hash of all that a stage's results rest on."""
    known = sha256()
    for row in rows:
        known.update(json.dumps(row, ensure_ascii=True, sort_keys=True, default=str).encode())
        known.update(b"\n")
    return known.hexdigest()


def last(path: Path, *, of: str) -> Memory:
    """
    Give what the last refresh on other input left, or nothing where there was none.

    ``of`` is the print of today's input. Raises WarehouseError where the file is damaged.
    """
    try:
        kept = _KEPT.validate_json(path.read_bytes())
    except FileNotFoundError:
        return NOTHING
    except ValidationError as error:
        raise WarehouseError(
            f"{path.parent.name}/{path.name} in the folder of the state is damaged: delete it, and names and"
            " places are given anew"
        ) from error
    return kept.before if kept.print == of else kept.now


def keep(path: Path, *, of: str, before: Memory, now: Memory) -> None:
    """Remember what this refresh began with, and what it left, under the print of its input."""
    kept = _Kept(print=of, before=before, now=now)
    text = json.dumps(asdict(kept), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    write_whole(path, text.encode("utf-8", "replace"))
