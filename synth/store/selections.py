"""A selection of works: what an address asks for, condition by condition; all of them hold at once."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from synth.errors import UserError

Pair = tuple[str, str]  # a name and a value, as in an address
Corner = tuple[float, float]

OUTCOMES = ("included", "excluded", "conflict", "maybe", "open", "not excluded")
OPEN = ("awaiting", "undecided")  # told apart to nobody: it would say whether somebody has voted
STATUSES = ("unknown", "clean", "corrected", "concern", "retracted")
ORIGINS = ("person", "phrase")
LINKS = ("direct", "co-citation", "coupling")
MAPS = ("topics", "citations")

LONGEST = 500  # characters of a value
MOST = 20  # values of one name
CORNERS = (3, 60)
YEARS = (1500, 2100)
UNWRITABLE = ("Cc", "Cs")  # control signs and halves of signs, as Unicode calls them


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """
    Conditions on works. A name with several values asks for works that have all of them.

    ``axis`` asks for any value on an axis of the gap map; ``origin`` says whose word the codes must be.
    ``link`` with ``one`` and ``other``: the works that make this link of a citation map; ``map`` with
    ``lasso``: those inside the polygon, in the map's own coordinates.
    """

    code: tuple[str, ...] = ()
    axis: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    community: tuple[str, ...] = ()
    profession: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    design: tuple[str, ...] = ()
    quality: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    journal: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    cited_by: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    origin: str = ""
    year: int | None = None
    since: int | None = None
    until: int | None = None
    outcome: str = ""
    status: str = ""
    path: str = ""
    burst: str = ""
    link: str = ""
    one: str = ""
    other: str = ""
    map: str = ""
    lasso: tuple[Corner, ...] = ()

    def pairs(self) -> list[Pair]:
        """Give the conditions as they stand in an address, in one order whatever order they came in."""
        return [(field.name, text) for field in fields(self) for text in _texts(getattr(self, field.name))]

    def without(self, name: str, value: str) -> Selection:
        """Give the selection without one condition, and without what makes no sense alone."""
        gone = TOGETHER.get(name, ())
        kept = [pair for pair in self.pairs() if pair != (name, value) and pair[0] not in gone]
        return read(kept)

    def having(self, **changes: Any) -> Selection:
        """Give the selection with other values for some names."""
        return replace(self, **changes)


# What makes no sense without the other.
TOGETHER = {
    **dict.fromkeys(("link", "one", "other"), ("link", "one", "other")),
    **dict.fromkeys(("map", "lasso"), ("map", "lasso")),
}


def _texts(value: Any) -> list[str]:
    match value:
        case None | "" | ():
            return []
        case ((float(), float()), *_):
            return [";".join(f"{x:.6g},{y:.6g}" for x, y in value)]
        case tuple():
            return list(value)
        case _:
            return [str(value)]


def read(pairs: Iterable[Pair]) -> Selection:
    """
    Read a selection from the parameters of an address; empty ones count for nothing.

    Raises UserError for a name there is none of, a value that cannot be, a name given too often, and for
    conditions that lack their other half or cannot both hold.
    """
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        if name not in READERS:
            raise UserError(f"{name[:60]}: there is no such condition; there are: {', '.join(READERS)}")
        text = value.strip()
        if text and text not in given.setdefault(name, []):
            given[name].append(text)
    made = Selection(**{name: READERS[name](name, values) for name, values in given.items() if values})
    _check(made)
    return made


def _check(made: Selection) -> None:
    """Raise UserError for conditions that do not go together."""
    if made.link and not (made.one and made.other):
        raise UserError("link: give the two works too: one=… and other=…")
    if (made.one or made.other) and not made.link:
        raise UserError(f"one, other: say which link is meant: link={' or '.join(LINKS)}")
    if made.link and made.one == made.other:
        raise UserError("one, other: are the same work; a link has two: change one of them")
    if made.lasso and not made.map:
        raise UserError(f"lasso: say on which map it was drawn: map={' or '.join(MAPS)}")
    if made.since and made.until and made.since > made.until:
        raise UserError(f"since, until: {made.since} is after {made.until}: change one of them")


def _many(name: str, values: list[str]) -> tuple[str, ...]:
    if len(values) > MOST:
        raise UserError(f"{name}: {len(values)} values are too many: give at most {MOST}")
    return tuple(_text(name, value) for value in values)


def _words(name: str, values: list[str]) -> tuple[str, ...]:
    for value in values:
        if not any(sign.isalnum() for sign in value):
            raise UserError(f"{name}: {value!r} has no letter and no digit: write words to look for")
    return _many(name, values)


def _single(name: str, values: list[str]) -> str:
    if len(values) > 1:
        raise UserError(f"{name}: is given {len(values)} times with different values: keep one of them")
    return _text(name, values[0])


def _text(name: str, value: str) -> str:
    if len(value) > LONGEST:
        raise UserError(f"{name}: has {len(value):,} characters: give at most {LONGEST}")
    if any(unicodedata.category(sign) in UNWRITABLE for sign in value):
        raise UserError(f"{name}: {value!r} has a sign that cannot be written: leave it out")
    return value


def _one_of(*known: str) -> Callable[[str, list[str]], str]:
    def take(name: str, values: list[str]) -> str:
        text = _single(name, values)
        if text not in known:
            raise UserError(f"{name}: {text!r} is none of {', '.join(known)}: take one of these")
        return text

    return take


def _outcome(name: str, values: list[str]) -> str:
    told = ["open" if value in OPEN else value for value in values]
    return _one_of(*OUTCOMES)(name, list(dict.fromkeys(told)))


def _year(name: str, values: list[str]) -> int:
    text = _single(name, values)
    first, last = YEARS
    if not (text.isascii() and text.isdigit() and first <= int(text) <= last):
        raise UserError(f"{name}: {text!r} is no year from {first} to {last}: write one, as 2015")
    return int(text)


def _lasso(name: str, values: list[str]) -> tuple[Corner, ...]:
    if len(values) > 1:
        raise UserError(f"{name}: is given {len(values)} times: keep one of them")
    corners = [_corner(name, text) for text in values[0].strip(";").split(";")]
    fewest, most = CORNERS
    if not fewest <= len(corners) <= most:
        raise UserError(f"{name}: has {len(corners)} corners: give {fewest} to {most}, as x,y;x,y;x,y")
    return tuple(corners)


def _corner(name: str, text: str) -> Corner:
    try:
        x, y = (float(f"{float(part):.6g}") for part in text.split(","))  # as it stands in an address
    except ValueError:
        raise UserError(f"{name}: {text[:60]!r} is no corner: write two numbers, as 0.25,-0.5") from None
    if not (math.isfinite(x) and math.isfinite(y)):
        raise UserError(f"{name}: {text[:60]!r} is no place on a map: write two numbers from -1 to 1")
    return x, y


READERS: dict[str, Callable[[str, list[str]], Any]] = {
    **dict.fromkeys(
        ("code", "axis", "topic", "community", "profession", "level", "design", "quality", "country"), _many
    ),
    **dict.fromkeys(("journal", "cites", "cited_by"), _many),
    "words": _words,
    "origin": _one_of(*ORIGINS),
    **dict.fromkeys(("year", "since", "until"), _year),
    "outcome": _outcome,
    "status": _one_of(*STATUSES),
    "path": _one_of("main"),
    "burst": _one_of("1"),
    "link": _one_of(*LINKS),
    **dict.fromkeys(("one", "other"), _single),
    "map": _one_of(*MAPS),
    "lasso": _lasso,
}
