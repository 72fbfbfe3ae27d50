"""What a source read, where every record of an answer can be read."""

from __future__ import annotations

from collections.abc import Iterable

from synth.domain.records import Record
from synth.sources.reading import Unread


def whole(found: Iterable[Record | Unread]) -> list[Record]:
    """Give the records; raise what kept one from being read."""
    records = []
    for one in found:
        if isinstance(one, Unread):
            raise one.error
        records.append(one)
    return records
