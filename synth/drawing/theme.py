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

_FONT = "Helvetica, Arial, 'Liberation Sans', sans-serif"

CONFIG: Spec = {
    "background": PAPER.light,
    "font": _FONT,
    "padding": 8,
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
        for colour in (PAPER, INK, GRID, QUIET, *LINES)
        for attribute in ("fill", "stroke")
    )
    return f"@media (prefers-color-scheme:dark){{{rules}}}"
