"""A map as a file of programs for networks: GEXF (Gephi) and GraphML (Cytoscape, igraph, yEd, Gephi)."""

from __future__ import annotations

import io
import re
from typing import Any
from xml.sax.saxutils import escape

import networkx

from synth.domain.pictures import STATUSES, Picture, Point
from synth.maps.pairs import Pair, pairs

_SPAN = 1000  # Gephi draws points of some units; a map of width 2 would be one blot
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 has no other signs
_TODAY = re.compile(rb' lastmodifieddate="[^"]*"')


def gexf(picture: Picture) -> bytes:
    """Give GEXF 1.2; places as Gephi reads them."""
    graph = _graph(picture, decorated=True)
    stream = io.BytesIO()
    networkx.write_gexf(graph, stream, version="1.2draft")
    # networkx writes the day it runs on, which would make other bytes of the same map.
    day = f' lastmodifieddate="{picture.as_of}"'.encode() if picture.as_of else b""
    said = f"<description>{escape(_legal(picture.note))}</description></meta>".encode()
    return _TODAY.sub(day, stream.getvalue(), count=1).replace(b"</meta>", said, 1)


def graphml(picture: Picture) -> bytes:
    """Give GraphML."""
    stream = io.BytesIO()
    networkx.write_graphml_xml(_graph(picture, decorated=False), stream)
    return stream.getvalue()


def _graph(picture: Picture, *, decorated: bool) -> Any:
    graph: Any = networkx.Graph(name=_legal(picture.title), note=_legal(picture.note))
    labels = {group.id: group.label for group in picture.groups}
    for point in picture.points:
        place = {"viz": {"position": {"x": point.x * _SPAN, "y": point.y * _SPAN, "z": 0.0}}}
        told = {name: _legal(value) for name, value in _told(point, picture, labels).items()}
        graph.add_node(point.work, **told, **(place if decorated else {"x": point.x, "y": point.y}))
    for pair in pairs(picture.links):
        graph.add_edge(pair.one, pair.other, **_joined(pair))
    return graph


def _told(point: Point, picture: Picture, labels: dict[str, str]) -> dict[str, str | int]:
    """Give what is known of a work; what is not known is left out, and all that is coded stands in words."""
    told: dict[str, str | int | None] = {
        "label": point.label,
        "authors": point.authors,
        "year": point.year,
        "venue": point.venue,
        picture.grouping: point.group,
        f"{picture.grouping}_label": labels.get(point.group, ""),
        "decision": point.outcome,
        "standing": STATUSES[point.status],
        "professions": "; ".join(point.professions),
        "address": point.address,
    }
    return {**{name: value for name, value in told.items() if value}, "cited_here": point.cited}


def _joined(pair: Pair) -> dict[str, str | int | float]:
    told: dict[str, str | int | float] = {
        "weight": round(pair.weight, 4),
        "kinds": pair.kinds,
        "cited_together": pair.cited_together,
        "references_shared": pair.references_shared,
    }
    return {**told, "citing": pair.citing} if pair.citing else told


def _legal(value: Any) -> Any:
    return _ILLEGAL.sub(" ", value) if isinstance(value, str) else value
