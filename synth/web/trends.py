"""Trends: works by year, and what the works of each year are about; each as a picture and as a table."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from synth.drawing import figures
from synth.drawing import trends as drawing
from synth.drawing.figures import Figure
from synth.store import built, trends
from synth.store.selections import Pair, Selection
from synth.store.trends import Course, Trends, Year
from synth.web import charted, pages, pictures, tabular
from synth.web.addresses import address, asked
from synth.web.charted import Narrowed, narrowed
from synth.web.pages import page, site

OWN = ("axis", "chart", pictures.NARROW)
FEW = 10  # works; the share of a year with fewer says little, and is in the table alone
FIRST = "practice"  # the axis one sees unless another is chosen
ALWAYS = ("topic", "design")


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The courses of an axis as the page shows them: those with most works, and where each number leads."""

    heading: str
    trends: Trends
    courses: Sequence[Course]
    years: Sequence[Year]
    image: str
    file: str


def show(request: Request) -> Response:
    """Answer the trends."""
    path = site(request).places.evidence
    known = charted.axes(path)
    selection, own = asked(request, "axis")
    axes = [axis for axis in known.axes.values() if axis.axis not in ("years", *ALWAYS)]
    ids = [axis.axis for axis in axes]
    chosen = own.get("axis") or (FIRST if FIRST in ids else ids[0])
    panels = {axis: _panel(request, selection, axis) for axis in dict.fromkeys((*ALWAYS, chosen))}
    return pages.render(
        request,
        "trends.html",
        built=built.read(path),
        panels=panels,
        chosen=chosen,
        axes=axes,
        scopes=charted.SCOPES,
        selection=selection,
        kept=[pair for pair in selection.pairs() if pair[0] != "outcome"],
        years=panels["topic"].trends.years,
        unfinished=panels["topic"].trends.unfinished,
        rising=trends.rising(path),
        few=FEW,
        growth=address(request, "trends_svg", [*selection.pairs(), ("chart", "years")]),
        of_year=lambda year: address(request, "works_list", _of_year(selection, year).pairs()),
        works_of=lambda axis, course, year: address(
            request,
            "works_list",
            narrowed(_of_year(selection, year), Narrowed(axis=axis, value=course.value)).pairs(),
        ),
        topic=lambda value: address(request, "works_list", [("topic", value)]),
    )


def picture(request: Request) -> Response:
    """Answer one of the charts as SVG, and with 304 where the browser has it already."""
    selection, own = asked(request, *OWN)
    drawn = _figure(request, selection, own)
    tag = f'"{hashlib.sha256(repr(drawn).encode()).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if request.headers.get("If-None-Match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(figures.draw(drawn, "trends.svg"), media_type="image/svg+xml", headers=headers)


def as_csv(request: Request) -> Response:
    """Answer an axis's values by year, all of them."""
    selection, own = asked(request, "axis")
    found = trends.read(site(request).places.evidence, selection, axis=own.get("axis") or "topic")
    rows = [
        (
            course.value,
            course.label,
            year.year,
            course.works[year.year],
            year.found,
            found.share(course, year),
        )
        for course in found.courses
        for year in found.years
        if year.year in course.works
    ]
    return tabular.as_csv("trends", ("value", "label", "year", "works", "of_year", "share"), rows)


def _panel(request: Request, selection: Selection, axis: str) -> Panel:
    found = trends.read(site(request).places.evidence, selection, axis=axis)
    pairs: list[Pair] = [*selection.pairs(), ("axis", axis)]
    return Panel(
        heading=found.axis.label,
        trends=found,
        courses=found.fullest(drawing.MOST),
        years=found.years,
        image=address(request, "trends_svg", [*pairs, ("chart", "shares")]),
        file=address(request, "trends_csv", pairs),
    )


def _figure(request: Request, selection: Selection, own: dict[str, str]) -> Figure:
    axis = own.get("axis") or "topic"
    found = trends.read(site(request).places.evidence, selection, axis=axis)
    note = "Synthetic demonstration data, not evidence." if pages.desk(request).synthetic else ""
    drawn: dict[str, Any] = {
        "unfinished": found.unfinished,
        "narrow": pictures.NARROW in own,
        "note": note,
    }
    if own.get("chart") != "shares":
        counts = [(year.year, year.found, year.included) for year in found.years]
        return drawing.years("Works by year", counts, **drawn)
    enough = _enough(found.years)
    lines = [
        drawing.Line(name=course.label, shares={year.year: found.mean(course, year) for year in enough})
        for course in found.fullest(drawing.MOST)
    ]
    drawn["note"] = f"Means of three years.{chr(10) if drawn['narrow'] else ' '}{note}".strip()
    return drawing.shares(found.axis.label, lines, **drawn)


def _enough(years: Sequence[Year]) -> list[Year]:
    """Give the years from the one on since which each has FEW works or more; the last may have fewer."""
    thin = [place for place, year in enumerate(years[:-1]) if year.found < FEW]
    return list(years[thin[-1] + 1 if thin else 0 :])


def _of_year(selection: Selection, year: Year) -> Selection:
    return selection.having(year=year.year)


ROUTES = (
    Route("/evidence/trends", page(show), name="trends"),
    Route("/evidence/trends.svg", page(picture), name="trends_svg"),
    Route("/evidence/trends.csv", page(as_csv), name="trends_csv"),
)
