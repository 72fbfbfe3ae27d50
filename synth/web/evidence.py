"""The first page of the evidence: what is known, by whom, and where nothing is; four pictures lead on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from synth.store import built, gaps, trends, warehouse
from synth.store.selections import Selection
from synth.web import pages
from synth.web.addresses import address
from synth.web.pages import page, site

WIDE, HIGH = 200, 72  # of a sketch, in its own units
DOTS = 120  # of a sketch of a map


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A piece of a sketch: a box, or a round one where ``r`` is given; ``kind`` is its class."""

    x: float
    y: float
    width: float = 0
    height: float = 0
    r: float = 0
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A picture that can be gone to: its name, what it answers, a figure in words, and a small sketch."""

    route: str
    name: str
    about: str
    figure: str
    sketch: Sequence[Shape]


def show(request: Request) -> Response:
    """Answer what there is, and the ways to it."""
    path = site(request).places.evidence
    about = built.read(path)
    there = {getattr(route, "name", "") for route in request.app.routes}
    return pages.render(
        request,
        "evidence.html",
        built=about,
        ways=[_way(path, name, *told) for name, told in WAYS.items() if name in there],
        lists={
            "all": address(request, "works_list"),
            "included": address(request, "works_list", [("outcome", "included")]),
            "retracted": address(request, "works_list", [("status", "retracted")]),
        },
        wide=WIDE,
        high=HIGH,
    )


def _way(
    path: Path, route: str, name: str, about: str, told: Callable[[Path], tuple[str, list[Shape]]]
) -> Way:
    figure, sketch = told(path)
    return Way(route=route, name=name, about=about, figure=figure, sketch=sketch)


def _topics(path: Path) -> tuple[str, list[Shape]]:
    rows = _rows(path, "select x, y, works from topics order by place")
    largest = max((works for _, _, works in rows), default=1)
    shapes = [
        Shape(x=_across(x), y=_down(y), r=round(2 + 7 * (works / largest) ** 0.5, 2), kind="part")
        for x, y, works in rows
        if x is not None and y is not None
    ]
    return _counted(len(rows), "topic"), shapes


def _citations(path: Path) -> tuple[str, list[Shape]]:
    rows = _rows(
        path,
        f"""
        select citation_places.x, citation_places.y, citation_places.work in (
                   select cited from main_path union all select citing from main_path
               )
        from citation_places
        join citation_measures on citation_measures.work = citation_places.work
        order by citation_measures.pagerank desc, citation_places.work
        limit {DOTS}
        """,
    )
    ((count, coverage),) = _rows(
        path,
        """
        select (select count(*) from communities), (select share from citation_coverage where scope = 'all')
        """,
    )
    shapes = [
        Shape(x=_across(x), y=_down(y), r=3 if on_path else 1.6, kind="later" if on_path else "part")
        for x, y, on_path in rows
    ]
    words = _counted(count, "community", "communities")
    known = f"; references are known of {100 * coverage:.0f} % of the works" if coverage is not None else ""
    return words + known, shapes


def _gaps(path: Path) -> tuple[str, list[Shape]]:
    with warehouse.locked(path) as connection, warehouse.understood(path):
        known = list(gaps.axes(connection))
    rows, columns = [axis for axis in (*gaps.DEFAULTS, *known) if axis in known][:2]
    whole = gaps.read(path, gaps.USUAL, rows=rows, columns=columns)
    found = whole.cut(9, 22)
    cells = len(whole.rows) * len(whole.columns)
    step_x, step_y = WIDE / max(1, len(found.columns)), HIGH / max(1, len(found.rows))
    shapes = []
    for down, row in enumerate(found.rows):
        for across, column in enumerate(found.columns):
            works = found.cell(row, column).works
            size = min(step_x, step_y) * (0.2 + 0.7 * (works / (found.largest or 1)) ** 0.5) if works else 3
            x, y = step_x * (across + 0.5) - size / 2, step_y * (down + 0.5) - size / 2
            kind = "part" if works else "none"
            shapes.append(
                Shape(x=round(x, 1), y=round(y, 1), width=round(size, 1), height=round(size, 1), kind=kind)
            )
    words = f"{found.row_axis.label} × {found.column_axis.label}"
    return f"{words}: {whole.empty:,} of {cells:,} cells are empty", shapes


def _trends(path: Path) -> tuple[str, list[Shape]]:
    found = trends.read(path, Selection(), axis="topic")
    years = found.years[-40:]
    largest = max((year.found for year in years), default=1) or 1
    step = WIDE / max(1, len(years))
    shapes = []
    for place, year in enumerate(years):
        height = round(HIGH * year.found / largest, 1)
        kind = "none" if year.year == found.unfinished else "part"
        shapes.append(
            Shape(
                x=round(step * place, 1),
                y=HIGH - height,
                width=round(step * 0.7, 1),
                height=height,
                kind=kind,
            )
        )
    span = f"{found.years[0].year} to {found.years[-1].year}" if found.years else "no work has a year"
    return span, shapes


def _rows(path: Path, statement: str) -> list[tuple[float, ...]]:
    with warehouse.locked(path) as connection, warehouse.understood(path):
        return connection.execute(statement).fetchall()


def _across(x: float) -> float:
    return round((x + 1) / 2 * (WIDE - 16) + 8, 1)


def _down(y: float) -> float:
    return round((1 - y) / 2 * (HIGH - 16) + 8, 1)


def _counted(count: float, word: str, words: str = "") -> str:
    return f"{count:,.0f} {word if count == 1 else words or f'{word}s'}"


# Each picture: its name, the question it answers, and what gives its figure and sketch.
WAYS: Mapping[str, tuple[str, str, Callable[[Path], tuple[str, list[Shape]]]]] = {
    "topic_map": (
        "Topic map",
        "What is written about, and which works belong together by their words.",
        _topics,
    ),
    "citation_map": (
        "Citation map",
        "Who builds on whom, and the line of works that leads to today.",
        _citations,
    ),
    "gaps": ("Gap map", "What is known of whom, by which practice or outcome, and where nothing is.", _gaps),
    "trends": ("Trends", "What there is more of from year to year, and what less.", _trends),
}

ROUTES = (Route("/evidence", page(show), name="evidence"),)
