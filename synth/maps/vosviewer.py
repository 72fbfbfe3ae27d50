"""
A map as a file of VOSviewer and VOSviewer Online.

The format: https://app.vosviewer.com/docs/file-types/json-file-type/
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from synth.domain.pictures import STATUSES, Group, Picture, Point
from synth.maps.pairs import Pair, pairs

MOST_CLUSTERS = 1000  # the format has no more
_LINKS_SHOWN = 1000  # at first; the reader can ask for more


def write(picture: Picture) -> bytes:
    """Give the file; the same picture, the same bytes."""
    joined = pairs(picture.links)
    content = {
        "network": {
            "items": _items(picture, joined),
            "links": [
                {"source_id": pair.one, "target_id": pair.other, "strength": round(pair.weight, 4)}
                for pair in joined
            ],
            "clusters": [
                {"cluster": number, "label": group.label}
                for group, number in zip(picture.groups, _numbers(picture.groups).values(), strict=True)
            ],
        },
        "config": {
            "parameters": {"item_size": 1, "item_color": 1, "max_n_links": _LINKS_SHOWN},
            "terminology": {
                "item": "work",
                "items": "works",
                "cluster": picture.grouping,
                "clusters": {"topic": "topics", "community": "communities"}[picture.grouping],
            },
        },
        "info": {"title": html.escape(picture.title), "description": html.escape(_said(picture))},
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _said(picture: Picture) -> str:
    links = (
        " A link's strength counts 1 for a citation and up to 1 each for being cited together and for"
        " citing the same."
    )
    return picture.note + (links if picture.links else "")


def _numbers(groups: Sequence[Group]) -> Mapping[str, int]:
    """Give each group a number that stays with it from refresh to refresh: where it can, that in its id."""
    told = {group.id: int("".join(re.findall(r"\d+$", group.id)) or 0) for group in groups}
    if len(set(told.values())) == len(told) and all(0 < one <= MOST_CLUSTERS for one in told.values()):
        return told
    return {group.id: min(place, MOST_CLUSTERS) for place, group in enumerate(groups, start=1)}


def _items(picture: Picture, joined: Sequence[Pair]) -> list[dict[str, Any]]:
    numbers = _numbers(picture.groups)
    counts: dict[str, int] = {}
    strengths: dict[str, float] = {}
    for pair in joined:
        for work in (pair.one, pair.other):
            counts[work] = counts.get(work, 0) + 1
            strengths[work] = strengths.get(work, 0.0) + pair.weight
    return [
        {
            "id": point.work,
            "label": point.called,
            "description": _described(point),
            **({"url": point.address} if point.address else {}),
            "x": point.x,
            "y": point.y,
            **({"cluster": numbers[point.group]} if point.group in numbers else {}),
            "weights": {
                "Cited by works here": point.cited,
                "Links": counts.get(point.work, 0),
                "Total link strength": round(strengths.get(point.work, 0.0), 4),
            },
            "scores": _scores(point),
        }
        for point in picture.points
    ]


def _described(point: Point) -> str:
    """Give title, authors, venue and standing as HTML, in which nothing of theirs is markup."""
    lines = (
        point.label,
        point.authors,
        point.venue,
        f"Decision: {point.outcome}",
        f"Standing: {STATUSES[point.status]}",
        f"Professions: {', '.join(point.professions)}" if point.professions else "",
    )
    return "<br>".join(html.escape(line) for line in lines if line)


def _scores(point: Point) -> dict[str, float]:
    year = {"Year of publication": point.year} if point.year else {}
    return {
        **year,
        "Included": int(point.outcome == "included"),
        "Retracted": int(point.status == "retracted"),
    }
