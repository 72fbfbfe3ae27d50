"""A reading under way: relevant works found over works read, against chance and the perfect order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

from synth.drawing import theme
from synth.drawing.curves import CHANCE, PERFECT
from synth.drawing.figures import Figure
from synth.drawing.theme import Spec

FOUND = "this reading"
NARROW = (250, 230)  # pixels of the panel on a phone
MOST = 400  # points of a curve; a screen shows no more
ROOM = 1.5  # of what is found, or would be by chance, is what the picture has room for


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """
    What was read of a list of ``total`` works: whether each is relevant, in the order read.

    ``there``: how many relevant works there are in all, found and left; no fewer than were found.
    """

    relevant: Sequence[bool]
    total: int
    there: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """After ``read`` works: how many relevant were found, and would be by chance and in the perfect order."""

    read: int
    found: int
    chance: float
    perfect: int


def points(course: Course, *, most: int = MOST) -> list[Point]:
    """Give the curve from nothing read to the last work, thinned evenly to about ``most`` points."""
    found = [0, *accumulate(map(int, course.relevant))]
    step = max(1, -(-len(course.relevant) // most))
    shown = dict.fromkeys([*range(0, len(found), step), len(found) - 1])
    return [_point(course, read, found[read]) for read in shown]


def _point(course: Course, read: int, found: int) -> Point:
    chance = course.there * read / course.total if course.total else 0.0
    return Point(read=read, found=found, chance=round(chance, 2), perfect=min(read, course.there))


def top(course: Course) -> int:
    """Give the relevant works at the upper edge; the perfect order may go beyond, and press nothing flat."""
    last = _point(course, len(course.relevant), sum(course.relevant))
    return min(last.perfect, ceil(ROOM * max(last.found, last.chance)))


def figure(
    title: str, course: Course, *, whole: bool = False, narrow: bool = False, note: str = ""
) -> Figure:
    """
    Give the curve so far.

    ``whole``: on axes that reach to the end of the list, so that it can grow; ``narrow``: for a phone.
    """
    end = course.total if whole else len(course.relevant)
    last = _point(course, end, course.there)
    edge = last.perfect if whole else top(course)
    ends = (end,) if edge == last.perfect else ()
    references = [
        {"kind": PERFECT, "read": read, "found": min(read, edge)} for read in dict.fromkeys((0, edge, *ends))
    ] + [{"kind": CHANCE, "read": read, "found": found} for read, found in ((0, 0), (end, last.chance))]
    tips = [{"field": "read", "title": "works read"}, {"field": "found", "title": "relevant found"}]
    panel: Spec = {
        "encoding": {
            "x": _axis("read", "works read", max(end, 1)),
            "y": _axis("found", "relevant works found", max(edge, 1)),
            **theme.lines("kind", [FOUND], quiet=(PERFECT, CHANCE)),
        },
        "layer": [
            {
                "data": {"values": [_corner(point) for point in points(course)]},
                "mark": {"type": "line", "interpolate": "step-after"},
                "encoding": {"tooltip": tips},
            },
            {"data": {"values": references}, "mark": {"type": "line", "strokeWidth": 1.5}},
        ],
    }
    if narrow:  # a panel in a column keeps its own size
        panel = {"vconcat": [{**panel, "width": NARROW[0], "height": NARROW[1]}]}
    return Figure(title=title, panels=(panel,), note=note)


def _corner(point: Point) -> Spec:
    return {"kind": FOUND, "read": point.read, "found": point.found}


def _axis(field: str, title: str, end: int) -> Spec:
    # Works are whole: a tick between two of them would say nothing.
    ticks = {"format": ",d", "tickCount": min(end, 6), "tickMinStep": 1}
    return {
        "field": field,
        "type": "quantitative",
        "title": title,
        "axis": ticks,
        "scale": {"domain": [0, end], "nice": False},
    }
