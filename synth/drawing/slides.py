"""A map as one page for a slide: opens from disk without a network, is moved and searched, has its table."""

from __future__ import annotations

import html
import json
from functools import cache
from pathlib import Path
from typing import Any

from synth.domain.pictures import STATUSES, Group, Picture, Point
from synth.drawing import legends, marks, theme, windows
from synth.drawing.theme import Colour
from synth.drawing.windows import Window

FINE = 10_000  # steps of a place from the middle of the map to its edge
_OUTCOMES = {
    "included": (theme.LINES[2], "disc"),
    "excluded": (theme.GRAVE, "diamond"),
    "conflict": (theme.MARKS[5], "triangle"),
    "maybe": (theme.MARKS[4], "square"),
    "awaiting": (theme.MARKS[0], "ring"),
    "undecided": (theme.REST, "disc"),
}
# Old to new; light to dark on white, and the other way round on black, so that the new stand out.
_RAMP = (
    Colour(light="#f1c75b", dark="#3f4a78"),
    Colour(light="#e49a4a", dark="#5f5fa6"),
    Colour(light="#cf6a52", dark="#8f72b8"),
    Colour(light="#a8446a", dark="#c07fae"),
    Colour(light="#6f2f7d", dark="#eb9c94"),
    Colour(light="#2c1e5c", dark="#fbd08a"),
)


def write(picture: Picture) -> bytes:
    """Give the page; the same picture, the same bytes."""
    plural = {"topic": "topics", "community": "communities"}[picture.grouping]
    path = " Arrows are the main path, from the cited to the citing work." if picture.path else ""
    page = _beside("slide.html").format(
        title=html.escape(picture.title),
        style=_beside("slide.css"),
        note=html.escape(picture.note),
        reading=html.escape(legends.READING[picture.name]),
        line=path,
        grouping=picture.grouping,
        grouping_head=picture.grouping.capitalize(),
        grouping_plural=plural,
        groups_head=plural.capitalize(),
        count=f"{len(picture.points):,}",
        groups="\n".join(map(_row, picture.groups)),
        data=_written(_data(picture)),
        script=_beside("slide.js"),
    )
    return page.encode()


@cache
def _beside(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def _written(content: Any) -> str:
    # "</script>" or "<!--" in a title would end the script.
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _row(group: Group) -> str:
    return f'<tr><th scope="row">{html.escape(group.label)}</th><td class="number">{group.works:,}</td></tr>'


def _pair(colour: Colour) -> tuple[str, str]:
    return colour.light, colour.dark


def _data(picture: Picture) -> dict[str, Any]:
    """Give what the script draws."""
    places = {point.work: place for place, point in enumerate(picture.points)}
    return {
        "fine": FINE,
        "whole": round(1 / windows.reach(picture), 3),
        "none": f"no {picture.grouping}",
        "rest": _pair(theme.REST),
        "grave": _pair(theme.GRAVE),
        "ramp": [_pair(colour) for colour in _RAMP],
        "glyphs": {shape: marks.glyph(shape, 6) for shape in (*marks.SHAPES, marks.CROSS)},
        "groups": [_group(group, place) for place, group in enumerate(picture.groups)],
        "names": _names(picture),
        "outcomes": [(name, _pair(colour), shape) for name, (colour, shape) in _OUTCOMES.items()],
        "statuses": list(STATUSES.values()),
        "path": [
            (places[cited], places[citing])
            for cited, citing in picture.path
            if cited in places and citing in places
        ],
        "works": _works(picture),
    }


def _group(group: Group, place: int) -> dict[str, Any]:
    look = marks.mark(place)
    return {"label": f"{place + 1} {group.label}", "colour": _pair(look.colour), "shape": look.shape}


def _names(picture: Picture) -> list[tuple[tuple[str, ...], float, float]]:
    """Give the names of the groups in lines, and the places on the map they stand at."""
    window = Window(picture, left=0, top=0)
    found = window.names(picture, size=13)
    places = (window.place(label.x, label.y) for label in found)
    return [(label.lines, round(x, 4), round(y, 4)) for label, (x, y) in zip(found, places, strict=True)]


def _works(picture: Picture) -> dict[str, list[Any]]:
    """Give the works by column; a venue stands once."""
    points = picture.points
    groups = {group.id: place for place, group in enumerate(picture.groups)}
    venues = {venue: place for place, venue in enumerate(sorted({point.venue for point in points}))}
    outcomes, statuses = list(_OUTCOMES), list(STATUSES)
    return {
        "x": [round(point.x * FINE) for point in points],
        "y": [round(point.y * FINE) for point in points],
        "title": [point.label for point in points],
        "authors": [_short(point) for point in points],
        "year": [point.year or 0 for point in points],
        "venue": [venues[point.venue] for point in points],
        "venues": list(venues),
        "group": [groups.get(point.group, -1) for point in points],
        "outcome": [outcomes.index(point.outcome) for point in points],
        "status": [statuses.index(point.status) for point in points],
        "retracted": [int(point.status == "retracted") for point in points],
        "address": [point.address for point in points],
    }


def _short(point: Point) -> str:
    names = [name for name in point.authors.split("; ") if name]
    return "; ".join(names[:3]) + (" et al." if len(names) > 3 else "")
