"""
What a stage remembers from one refresh to the next: names that stay, places that stay put.

A file of JSON holds what the last refresh left, and what the one before it had left: so that a stage that
runs again on the same input begins where it began then, and writes the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from synth.errors import WarehouseError
from synth.store.raw import write_whole

Memory = Mapping[str, Any]


def print_of(rows: Iterable[object]) -> str:
    """Give a hash of all that a stage's results rest on."""
    known = sha256()
    for row in rows:
        known.update(json.dumps(row, ensure_ascii=True, sort_keys=True, default=str).encode())
        known.update(b"\n")
    return known.hexdigest()


def last(path: Path, *, of: str) -> Memory:
    """
    Give what the last refresh on other input left; empty: there was none.

    ``of`` is the print of today's input. Raises WarehouseError where the file is damaged.
    """
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        memory: Memory = kept["before"] if kept["print"] == of else kept["now"]
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError) as error:
        raise WarehouseError(
            f"{path.parent.name}/{path.name} in the folder of the state is damaged: delete it, and names and"
            " places are given anew"
        ) from error
    return memory


def keep(path: Path, *, of: str, before: Memory, now: Memory) -> None:
    """Remember what this refresh began with, and what it left, under the print of its input."""
    kept = {"print": of, "before": before, "now": now}
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    write_whole(path, text.encode("utf-8", "replace"))
