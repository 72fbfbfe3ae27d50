"""Recall curves: what share of the relevant is found when what share is read, against chance and perfect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from synth.drawing import theme
from synth.drawing.figures import Figure
from synth.drawing.theme import Spec

PERFECT, CHANCE = "perfect order", "order by chance"
MOST = 400  # points of one curve; a screen shows no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One order of reading: ``positions``, counted from 1, of the relevant among ``n`` works."""

    kind: str  # what the legend calls it, the same for curves drawn alike
    run: str  # which of its kind
    n: int
    positions: Sequence[int]


def recall(title: str, panels: Iterable[tuple[str, Sequence[Curve]]]) -> Figure:
    """Give a panel for each name and its curves; the first curve's numbers make perfect and chance."""
    named = [(name, curves) for name, curves in panels if curves]
    kinds = list(dict.fromkeys(curve.kind for _, curves in named for curve in curves))
    alone = len(named) == 1
    whole = f"{title}: {named[0][0]}" if alone else title
    return Figure(
        title=whole, panels=tuple(_panel("" if alone else name, curves, kinds) for name, curves in named)
    )


def _panel(name: str, curves: Sequence[Curve], kinds: Sequence[str]) -> Spec:
    percent = {"format": ".0%", "tickCount": 5}
    tips = [
        {"field": "kind", "title": "order"},
        {"field": "run", "title": "run"},
        {"field": "read", "title": "read", "format": ".1%"},
        {"field": "found", "title": "relevant found", "format": ".1%"},
    ]
    panel: Spec = {
        "encoding": {
            "x": {"field": "read", "type": "quantitative", "title": "records read", "axis": percent},
            "y": {"field": "found", "type": "quantitative", "title": "relevant found", "axis": percent},
            "detail": {"field": "run"},
            **theme.lines("kind", kinds, quiet=(PERFECT, CHANCE)),
        },
        "layer": [
            {
                "data": {"values": [point for curve in curves for point in _points(curve)]},
                "mark": {"type": "line", "interpolate": "step-after"},
                "encoding": {"tooltip": tips},
            },
            {"data": {"values": _references(curves[0])}, "mark": {"type": "line", "strokeWidth": 1.5}},
        ],
    }
    return {"title": {"text": name, "fontSize": 13, "fontWeight": "normal"}, **panel} if name else panel


def _points(curve: Curve) -> list[Spec]:
    """Give the corners of the curve; a long one is thinned evenly, its last one stays."""
    found = len(curve.positions)
    step = max(1, -(-found // MOST))
    corners = [(0, 0), *((curve.positions[place - 1], place) for place in range(step, found + 1, step))]
    if found:
        corners += [(curve.positions[-1], found), (curve.n, found)]
    return [
        {
            "kind": curve.kind,
            "run": curve.run,
            "read": round(read / (curve.n or 1), 5),
            "found": round(count / found, 5) if found else 0,
        }
        for read, count in dict.fromkeys(corners)
    ]


def _references(curve: Curve) -> list[Spec]:
    share = len(curve.positions) / (curve.n or 1)
    return [
        *(
            {"kind": PERFECT, "run": "", "read": read, "found": found}
            for read, found in ((0, 0), (share, 1), (1, 1))
        ),
        *({"kind": CHANCE, "run": "", "read": read, "found": read} for read in (0, 1)),
    ]
