"""A map read whole out of the warehouse, for a picture or a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from synth.domain.pictures import Group, Link, Picture, Point
from synth.errors import UserError
from synth.store import atlas
from synth.store.atlas import CITATIONS, MAPS, Atlas, Map, Row

TITLES = {
    "topics": "Topic map: what the works are about",
    "citations": "Citation map: who builds on whom",
}
DIRECT, MOST_LINKS = "direct", 200_000  # a file holds more than a screen


def read(path: Path, name: str) -> Picture:
    """
    Read the map of this name, topics or citations, from the warehouse at ``path``.

    Raises UserError where there is no such map or nothing on it, WarehouseError where the warehouse is
    missing, damaged or of before the maps.
    """
    if name not in MAPS:
        raise UserError(f"there is no map {name!r}: there are {', '.join(MAPS)}")
    which = MAPS[name]
    with atlas.opened(path) as opened:
        facts = opened.facts(which)
        points = _points(opened, which)
        if not points:
            raise UserError(f"no work has a place on the map of {name} yet: run `dvc repro`")
        return Picture(
            name=name,
            title=TITLES[name],
            grouping=which.group,
            points=points,
            groups=tuple(
                Group(id=one["id"], label=one["label"], works=one["works"], x=one["x"], y=one["y"])
                for one in opened.groups(which)
            ),
            links=_links(opened, points, kinds=atlas.KINDS if which is CITATIONS else ()),
            path=tuple((step["cited"], step["citing"]) for step in opened.path(which)),
            known=_known(which, facts, opened.coverage()),
            as_of=str(facts["as_of"] or ""),
            synthetic=facts["synthetic"] == "true",
        )


def _points(opened: Atlas, which: Map) -> tuple[Point, ...]:
    about: dict[str, list[str]] = {}
    for work, profession in opened.professions():
        about.setdefault(work, []).append(profession)
    columns = {**opened.points(which), **opened.accounts(which)}
    rows = (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))
    return tuple(_point(row, about.get(row["work"], [])) for row in rows)


def _point(row: dict[str, Any], professions: list[str]) -> Point:
    return Point(
        work=row["work"],
        title=row["title"] or "",
        authors=row["authors"] or "",
        year=row["year"],
        venue=row["venue"] or "",
        x=row["x"],
        y=row["y"],
        group=row["group"] or "",
        outcome=row["outcome"],
        status=row["status"],
        professions=tuple(professions),
        cited=row["cited"],
    )


def _links(opened: Atlas, points: tuple[Point, ...], *, kinds: tuple[str, ...]) -> tuple[Link, ...]:
    """Give the links of these kinds between works that have a place."""
    here = {point.work for point in points}
    found = []
    for kind in kinds:
        told = opened.links(kind, most=MOST_LINKS)
        rows = zip(told["one"], told["other"], told["shared"], told["strength"], strict=True)
        found += [
            # What orders direct links is no strength of theirs: each is one citation.
            Link(kind=kind, one=one, other=other, shared=shared, strength=1.0 if kind == DIRECT else strength)
            for one, other, shared, strength in rows
            if one in here and other in here
        ]
    return tuple(found)


def _known(which: Map, facts: Row, coverage: dict[str, Row]) -> str:
    """Say how many works have a place, and of how many who cites whom is known."""
    placed = f"{facts['placed']:,} of {facts['works']:,} works have a place."
    if which is not CITATIONS:
        return placed
    every = coverage["all"]
    share = f" ({100 * every['share']:.0f} %)" if every["share"] is not None else ""
    return (
        f"{placed} References are known for {every['with_references']:,} of {every['works']:,} works{share}."
    )
