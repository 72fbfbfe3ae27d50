"""Trends as figures: works by year, and shares of each year's works; a year not over is told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from synth.drawing import theme
from synth.drawing.figures import Figure
from synth.drawing.theme import Spec

FOUND, INCLUDED = "found", "included"
NARROW = (250, 230)  # pixels of the panel on a phone
MOST = len(theme.LINES)  # lines of a picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A name of the legend, and its share of each year's works, from 0 to 1."""

    name: str
    shares: Mapping[int, float]


def years(
    title: str,
    counts: Sequence[tuple[int, int, int]],
    *,
    unfinished: int | None = None,
    narrow: bool = False,
    note: str = "",
) -> Figure:
    """
    Give bars of the works found in each year, and within them those included.

    ``counts``: year, found, included. The bars of a year that is not over are hollow.
    """
    values = [
        {"year": year, "kind": kind, "works": works, "over": year != unfinished}
        for year, *both in counts
        for kind, works in zip((FOUND, INCLUDED), both, strict=True)
    ]
    colours = {FOUND: theme.QUIET.light, INCLUDED: theme.LINES[0].light}
    panel: Spec = {
        "data": {"values": values},
        "mark": {"type": "bar", "strokeWidth": 1.5},
        "encoding": {
            "x": _years([year for year, *_ in counts], narrow=narrow, band=True),
            "y": {
                "field": "works",
                "type": "quantitative",
                "title": "works",
                "stack": None,
                "axis": {"format": ",d", "tickMinStep": 1},
            },
            "color": {
                "field": "kind",
                "type": "nominal",
                "scale": {"domain": list(colours), "range": list(colours.values())},
                "legend": {"symbolType": "square", "symbolSize": 120},
            },
            "stroke": {
                "field": "kind",
                "type": "nominal",
                "scale": {"domain": list(colours), "range": list(colours.values())},
                "legend": None,
            },
            "fillOpacity": {"condition": {"test": "datum.over", "value": 1}, "value": 0},
            "order": {"field": "kind"},
        },
    }
    return _figure(title, panel, unfinished=unfinished, narrow=narrow, note=note)


def shares(
    title: str,
    lines: Sequence[Line],
    *,
    unfinished: int | None = None,
    narrow: bool = False,
    note: str = "",
) -> Figure:
    """Give a line for each name, at most MOST; a year that is not over stands apart, as hollow points."""
    shown = [
        {"name": line.name, "year": year, "share": round(share, 4)}
        for line in lines
        for year, share in sorted(line.shares.items())
    ]
    over = [value for value in shown if value["year"] != unfinished]
    beyond = [value for value in shown if value["year"] == unfinished]
    panel: Spec = {
        "encoding": {
            "x": _years(sorted({year for line in lines for year in line.shares}), narrow=narrow),
            "y": {
                "field": "share",
                "type": "quantitative",
                "title": "share of the year's works",
                "axis": {"format": ".0%", "tickCount": 5},
                "scale": {"domainMin": 0},
            },
            **theme.lines("name", [line.name for line in lines]),
        },
        "layer": [
            {"data": {"values": over}, "mark": {"type": "line"}},
            {
                "data": {"values": beyond},
                "mark": {"type": "point", "filled": False, "size": 60},
                "encoding": {"strokeDash": {"value": [1, 0]}},
            },
        ],
    }
    return _figure(title, panel, unfinished=unfinished, narrow=narrow, note=note)


def _years(years: Sequence[int], *, narrow: bool, band: bool = False) -> Spec:
    axis: dict[str, Any] = {"format": "d", "labelAngle": 0, "tickMinStep": 1, "grid": False}
    if not band:
        axis["tickCount"] = min(5 if narrow else 10, max(1, len(years) - 1))
        return {
            "field": "year",
            "type": "quantitative",
            "title": None,
            "axis": axis,
            "scale": {"nice": False, "zero": False},
        }
    step = max(1, -(-len(years) // (5 if narrow else 10)))
    axis["values"] = list(years[::-step])[::-1]
    return {"field": "year", "type": "ordinal", "title": None, "axis": axis}


def _figure(title: str, panel: Spec, *, unfinished: int | None, narrow: bool, note: str) -> Figure:
    told = [f"{unfinished} is not over: hollow."] if unfinished else []
    notes = [*told, *([note] if note else [])]
    if narrow:  # a panel in a column keeps its own size
        panel = {"vconcat": [{**panel, "width": NARROW[0], "height": NARROW[1]}]}
    return Figure(title=title, panels=(panel,), note=("\n" if narrow else " ").join(notes))
