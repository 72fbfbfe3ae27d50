"""What gap map, trends and list share: the axes, what a value on one asks for, conditions to drop."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request

from synth.store import gaps, warehouse
from synth.store.gaps import Axis, Head
from synth.store.selected import Condition
from synth.store.selections import Pair, Selection
from synth.web.addresses import address

# Which works a page counts, by the outcome it asks for.
SCOPES = {"": "All works", "included": "Included works", "not excluded": "All but the excluded"}
# An axis whose values have a condition of their own; the values of all others but years are codes.
NAMED = ("topic", "community", "country", "profession", "level", "design", "quality")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The axes there are, and the values of those that a page lets one choose by."""

    axes: Mapping[str, Axis]
    values: Mapping[str, Sequence[Head]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """A value on an axis."""

    axis: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A condition, and the address of the page without it."""

    condition: Condition
    without: str


def axes(path: Path) -> Known:
    """Give the axes of a warehouse, and the values of profession, design and quality."""
    with warehouse.locked(path) as connection, warehouse.understood(path):
        return Known(
            axes=gaps.axes(connection),
            values={axis: gaps.values(connection, axis) for axis in ("profession", "design", "quality")},
        )


def narrowed(selection: Selection, to: Narrowed) -> Selection:
    """Give the selection with what a value on an axis asks for."""
    if to.axis == "years":
        first, last = (int(year) for year in to.value.split("–"))
        return selection.having(
            since=max(first, selection.since or first), until=min(last, selection.until or last)
        )
    name = to.axis if to.axis in NAMED else "code"
    before: tuple[str, ...] = getattr(selection, name)
    return selection.having(**{name: tuple(dict.fromkeys((*before, to.value)))})


def dropped(
    request: Request,
    name: str,
    selection: Selection,
    conditions: Sequence[Condition],
    pairs: Callable[[Selection], Sequence[Pair]],
) -> list[Chosen]:
    """Give the conditions, each with the address of the page ``name`` without it, as ``pairs`` gives it."""
    return [
        Chosen(
            condition=condition,
            without=address(request, name, pairs(selection.without(condition.name, condition.value))),
        )
        for condition in conditions
    ]
