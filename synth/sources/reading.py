"""The records of one answer, one after the other: one that cannot be read costs only itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from synth.domain.records import Record
from synth.errors import SourceChanged

Body = TypeVar("Body")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A record that came and has not the known shape; ``error`` names its place and field."""

    error: SourceChanged


def each(bodies: Iterable[Body], read: Callable[[Body], Record]) -> Iterator[Record | Unread]:
    """
    Read one record after the other.

    Raises the first's SourceChanged where none can be read: then it is the API that changed.
    """
    found = [_read(body, read) for body in bodies]
    if found and all(isinstance(one, Unread) for one in found):
        raise next(one.error for one in found if isinstance(one, Unread))
    yield from found


def _read(body: Body, read: Callable[[Body], Record]) -> Record | Unread:
    try:
        return read(body)
    except SourceChanged as error:
        return Unread(error=error)
