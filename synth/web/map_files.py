"""A map to be taken away: as a picture, as a page for a slide, for other programs, as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from synth.domain.outcomes import Outcome
from synth.domain.pictures import Picture
from synth.drawing.maps import DRAWN
from synth.maps.exports import EXPORTS
from synth.store import mapping
from synth.store.atlas import MAPS, Map
from synth.web import pages, works
from synth.web.pages import page
from synth.web.plotting import OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of file: what it is for, in a line, and as what it is sent."""

    words: str
    media: str


KINDS: Mapping[str, Kind] = {
    ".svg": Kind(words="SVG: a picture for a paper", media="image/svg+xml"),
    ".png": Kind(words="PNG: a picture for a text or a slide", media="image/png"),
    ".html": Kind(words="HTML: one page that moves, without a network", media="text/html"),
    ".json": Kind(words="JSON for VOSviewer", media="application/json"),
    ".gexf": Kind(words="GEXF for Gephi", media="application/gexf+xml"),
    ".graphml": Kind(words="GraphML for yEd, Cytoscape, igraph", media="application/graphml+xml"),
    ".csv": Kind(words="CSV: the works with their places", media="text/csv; charset=utf-8"),
}


def download(request: Request) -> Response:
    """Answer a map as a file; decisions in it are those that who asks may know."""
    name = request.path_params["name"]
    which, suffix = _asked(name)
    picture = mapping.read(pages.site(request).places.evidence, which.name)
    content = {**DRAWN, **EXPORTS}[suffix](
        seen(picture, works.outcomes(pages.desk(request), pages.person(request)))
    )
    heads = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=KINDS[suffix].media, headers=heads)


def seen(picture: Picture, outcomes: Mapping[str, Outcome]) -> Picture:
    """Give the map with decisions as somebody may know them; whether some have voted is told to nobody."""
    points = []
    for point in picture.points:
        outcome = outcomes.get(point.work, Outcome.UNDECIDED)
        told = Outcome.UNDECIDED if outcome in OPEN else outcome
        points.append(replace(point, outcome=told.value))
    return replace(picture, points=tuple(points))


def file_name(which: Map, suffix: str) -> str:
    """Give the name a file of a map has: topic-map.svg."""
    return f"{which.name.removesuffix('s')}-map{suffix}"


def _asked(name: str) -> tuple[Map, str]:
    for which in MAPS.values():
        for suffix in KINDS:
            if name == file_name(which, suffix):
                return which, suffix
    raise HTTPException(404)


ROUTES = (Route("/evidence/files/{name}", page(download), name="map_file"),)
