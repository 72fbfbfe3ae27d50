"""The topic map and the citation map: a drawing, tables that say the same, and what it is drawn from."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from synth.domain.pictures import STATUSES
from synth.store import atlas, built
from synth.store.atlas import CITATIONS, MAPS, TOPICS, Map, Row
from synth.web import map_files, pages, plotting, works
from synth.web.pages import page

# What marks, choices and links are called.
WORDS = {
    "outcomes": {
        **{name: name for name in plotting.OUTCOMES},
        "open": "open: not all votes are in",
    },
    "statuses": STATUSES,
    "kinds": {
        "direct": "One cites the other",
        "co-citation": "Cited together",
        "coupling": "Citing the same",
    },
}


def topics(request: Request) -> Response:
    """Show the topic map."""
    return _show(request, TOPICS, "map_topics.html")


def citations(request: Request) -> Response:
    """Show the citation map."""
    return _show(request, CITATIONS, "map_citations.html")


def _show(request: Request, which: Map, template: str) -> Response:
    with atlas.opened(pages.site(request).places.evidence) as opened:
        tables, coverage, facts = opened.tables(which), opened.coverage(), opened.facts(which)
    return pages.render(
        request,
        template,
        map=which,
        built=built.read(pages.site(request).places.evidence),
        tables=tables,
        groups=tables["groups"],
        coverage=coverage,
        facts=facts,
        growth=_growth(tables.get("growth", [])),
        words={"none": f"no {which.group}", **WORDS},
        answers=f"{request.url.path.rpartition('/')[0]}/maps/{which.name}/",
        records=str(request.app.url_path_for("record", work="")),
        works_page=str(request.app.url_path_for("works_list")),
        kinds=map_files.KINDS,
        file_name=map_files.file_name,
        filtered=bool(set(request.query_params) - {"words"}),
    )


def points(request: Request) -> Response:
    """
    Answer what a map draws, as far as who asks may know it.

    A vote that is hidden from her in words must not show in a colour either.
    """
    which, outcomes = _which(request), works.outcomes(pages.desk(request), pages.person(request))
    with atlas.opened(pages.site(request).places.evidence) as opened:
        return plotting.answer(plotting.points(opened, which, outcomes))


def titles(request: Request) -> Response:
    """Answer the titles of a map's works, in the order of its points; half of all that is sent, so apart."""
    with atlas.opened(pages.site(request).places.evidence) as opened:
        return plotting.answer(opened.titles(_which(request)))


def found(request: Request) -> Response:
    """Answer the places, in the order of points, of the works in which the words of a search are found."""
    which = _which(request)
    with atlas.opened(pages.site(request).places.evidence) as opened:
        told = opened.found(which, request.query_params.get("words", ""))
        return plotting.answer(plotting.places(told, opened.works(which)))


def links(request: Request) -> Response:
    """Answer the strongest links of a kind, or those of one work."""
    query, which = request.query_params, _which(request)
    with atlas.opened(pages.site(request).places.evidence) as opened:
        told = opened.links(query.get("kind", ""), work=query.get("work"))
        return plotting.answer(plotting.links(told, opened.works(which)))


def _which(request: Request) -> Map:
    name = request.path_params["map"]
    if name not in MAPS:
        raise HTTPException(404)
    return MAPS[name]


def _growth(rows: list[Row]) -> dict[str, dict[int, int]]:
    """Give the works of each topic by year."""
    growth: dict[str, dict[int, int]] = {}
    for row in rows:
        growth.setdefault(row["topic"], {})[row["year"]] = row["works"]
    return growth


ROUTES = (
    Route("/evidence/topics", page(topics), name="topic_map"),
    Route("/evidence/citations", page(citations), name="citation_map"),
    Route("/evidence/maps/{map}/points", page(points), name="map_points"),
    Route("/evidence/maps/{map}/titles", page(titles), name="map_titles"),
    Route("/evidence/maps/{map}/found", page(found), name="map_found"),
    Route("/evidence/maps/{map}/links", page(links), name="map_links"),
)
