"""How every picture looks: one set of colours for light and one for dark, dashes beside colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Spec = dict[str, Any]  # Vega-Lite: https://vega.github.io/vega-lite/docs/spec.html

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour:
    """A colour on white paper, and what it becomes on a dark page."""

    light: str
    dark: str


PAPER = Colour(light="#ffffff", dark="#14181d")
INK = Colour(light="#1f2429", dark="#e4e9ee")
GRID = Colour(light="#dfe3e8", dark="#343b43")

# Told apart without seeing hue (they differ in dashes too), each at least 4.5 : 1 against its paper.
LINES = (
    Colour(light="#0b61a4", dark="#6cb6ff"),
    Colour(light="#c2410c", dark="#ff9d5c"),
    Colour(light="#00795c", dark="#4fd1a5"),
    Colour(light="#7b3fa0", dark="#d2a8ff"),
    Colour(light="#806400", dark="#e3c341"),
    Colour(light="#a3195b", dark="#ff8fc0"),
)
QUIET = Colour(light="#626b75", dark="#9aa5b1")  # what others are held against
DASHES = ((1, 0), (7, 3), (2, 2), (9, 3, 2, 3), (4, 4), (12, 4))  # in pixels: drawn, left out, …
QUIET_DASHES = ((5, 5), (1, 4), (10, 3, 1, 3))

# Of points on a map, the same as on the site (synth/web/static/map.css), each at least 3 : 1 on its paper.
# Where ten are not enough they come again in another shape.
MARKS = (
    Colour(light="#2f6fb5", dark="#6cb0f2"),
    Colour(light="#d1661c", dark="#fa9d5c"),
    Colour(light="#2d8f6f", dark="#54c9a0"),
    Colour(light="#8a56ac", dark="#c79bea"),
    Colour(light="#a98600", dark="#e0bf45"),
    Colour(light="#c0447c", dark="#f58ab8"),
    Colour(light="#5f6f7f", dark="#9fb0c0"),
    Colour(light="#3a9aa8", dark="#63cbd9"),
    Colour(light="#8c5a3c", dark="#d29a75"),
    Colour(light="#6b8e23", dark="#a9cf5a"),
)
GRAVE = Colour(light="#b3261e", dark="#ff6b5e")  # retracted works
REST = Colour(light="#b4bcc5", dark="#4f5a65")  # works of no group

FONT = "Helvetica, Arial, 'Liberation Sans', sans-serif"

CONFIG: Spec = {
    "background": PAPER.light,
    "font": FONT,
    "padding": 8,
    "lineBreak": "\n",  # in titles and notes
    "view": {"stroke": None},
    "title": {
        "color": INK.light,
        "subtitleColor": INK.light,
        "fontSize": 15,
        "subtitleFontSize": 12,
        "anchor": "start",
        "offset": 12,
    },
    "axis": {
        "labelColor": INK.light,
        "titleColor": INK.light,
        "labelFontSize": 12,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "titlePadding": 8,
        "gridColor": GRID.light,
        "domainColor": QUIET.light,
        "tickColor": QUIET.light,
    },
    "legend": {
        "orient": "bottom",
        "title": None,
        "labelColor": INK.light,
        "labelFontSize": 12,
        "labelLimit": 240,
        "symbolSize": 400,
        "symbolStrokeWidth": 2.5,
        "symbolType": "stroke",
        "columns": 2,
    },
    "line": {"strokeWidth": 2},
    "range": {"category": [colour.light for colour in LINES]},
}


def lines(field: str, names: Sequence[str], *, quiet: Sequence[str] = ()) -> Spec:
    """
    Give the encodings by which lines are told apart: colour and dash, under one legend.

    ``names`` are the values of ``field`` in the legend's order, ``quiet`` those that others are held
    against. Beyond six names colours come again.
    """
    colours = [LINES[place % len(LINES)].light for place in range(len(names))]
    dashes = [DASHES[place % len(DASHES)] for place in range(len(names))]
    ranges = {
        "color": [*colours, *[QUIET.light] * len(quiet)],
        "strokeDash": [list(dash) for dash in (*dashes, *QUIET_DASHES[: len(quiet)])],
    }
    return {
        channel: {"field": field, "type": "nominal", "scale": {"domain": [*names, *quiet], "range": values}}
        for channel, values in ranges.items()
    }


def style() -> str:
    """Give the CSS by which a drawn SVG turns dark where the reader's screen is."""
    rules = "".join(
        f'[{attribute}="{colour.light}"]{{{attribute}:{colour.dark}}}'
        for colour in (PAPER, INK, GRID, QUIET, *LINES, *MARKS, GRAVE, REST)
        for attribute in ("fill", "stroke")
    )
    return f"@media (prefers-color-scheme:dark){{{rules}}}"
