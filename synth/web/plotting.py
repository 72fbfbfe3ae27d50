"""What a map's script reads: the works of a map by column, as short as it can be written, and their links."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from starlette.responses import Response

from synth.domain.outcomes import Outcome
from synth.store.atlas import Atlas, Map, Row

FINE = 10_000  # steps of a place from the middle of the map to its edge
MOST_PROFESSIONS = 30  # bits of one number that JavaScript computes with
STATUSES = ("clean", "corrected", "concern", "retracted", "unknown")
# As a list of works has them: whether somebody has voted where not all have is told to nobody.
OPEN = (Outcome.UNDECIDED, Outcome.AWAITING)
OUTCOMES = ("included", "excluded", "maybe", "conflict", "open")


def points(atlas: Atlas, which: Map, outcomes: Mapping[str, Outcome]) -> dict[str, Any]:
    """
    Give everything a map draws, by column; words that come again stand once, and as numbers after that.

    ``outcomes`` is how works stand as far as who asks may know; what is not among them is undecided.
    """
    columns, groups = atlas.points(which), atlas.groups(which)
    works: list[str] = columns["work"]
    numbers = {group["id"]: number for number, group in enumerate(groups)}
    names, masks = professions(works, atlas.professions())
    return {
        "group": which.group,
        "works": works,
        "x": [round(x * FINE) for x in columns["x"]],
        "y": [round(y * FINE) for y in columns["y"]],
        "year": [year or 0 for year in columns["year"]],
        "cited": columns["cited"],
        "groups": [_group(group) for group in groups],
        "groupOf": [numbers.get(group, -1) for group in columns["group"]],
        "also": also(atlas.memberships(which), works, numbers),
        "statuses": STATUSES,
        "statusOf": [STATUSES.index(status) for status in columns["status"]],
        "outcomes": OUTCOMES,
        "outcomeOf": [_outcome(outcomes.get(work, Outcome.UNDECIDED)) for work in works],
        "professions": names,
        "professionsOf": masks,
        "path": path(atlas.path(which), works),
    }


def places(found: Iterable[str], works: Sequence[str]) -> list[int]:
    """Give the places in ``works`` of those that were found."""
    wanted = set(found)
    return [place for place, work in enumerate(works) if work in wanted]


def also(
    told: Sequence[tuple[str, str]], works: Sequence[str], numbers: Mapping[str, int]
) -> list[list[int]]:
    """Give for each group the places in ``works`` of those that belong to it beside their own."""
    places = {work: place for place, work in enumerate(works)}
    members: list[list[int]] = [[] for _ in numbers]
    for work, group in told:
        if work in places and group in numbers:
            members[numbers[group]].append(places[work])
    return members


def professions(works: Sequence[str], told: Sequence[tuple[str, str]]) -> tuple[list[str], list[int]]:
    """Give the professions most works are about, and for each work a number whose bits say which."""
    counts: dict[str, int] = {}
    for _, name in told:
        counts[name] = counts.get(name, 0) + 1
    names = sorted(counts, key=lambda name: (-counts[name], name))[:MOST_PROFESSIONS]
    bits = {name: 1 << place for place, name in enumerate(names)}
    masks: dict[str, int] = {}
    for work, name in told:
        masks[work] = masks.get(work, 0) | bits.get(name, 0)
    return names, [masks.get(work, 0) for work in works]


def path(steps: Sequence[Row], works: Sequence[str]) -> list[list[int]]:
    """Give the main path as pairs of places in ``works``, the cited one first; what is off the map is not."""
    places = {work: place for place, work in enumerate(works)}
    pairs = [(places.get(step["cited"]), places.get(step["citing"])) for step in steps]
    return [[one, other] for one, other in pairs if one is not None and other is not None]


def links(told: Mapping[str, Sequence[Any]], works: Sequence[str]) -> dict[str, list[Any]]:
    """Give links by column with places in ``works`` for their ends; a link off the map is left out."""
    places = {work: place for place, work in enumerate(works)}
    rows = zip(told["one"], told["other"], told["shared"], told["strength"], strict=True)
    kept = [(places[one], places[other], shared, round(strength, 4)) for one, other, shared, strength in rows
            if one in places and other in places]  # fmt: skip
    return {
        name: [row[place] for row in kept]
        for place, name in enumerate(("one", "other", "shared", "strength"))
    }


def answer(content: Any) -> Response:
    """Answer in JSON without a blank."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Response(text, media_type="application/json")


def _outcome(outcome: Outcome) -> int:
    return OUTCOMES.index("open" if outcome in OPEN else outcome.value)


def _group(group: Row) -> list[Any]:
    x, y = group["x"], group["y"]
    middle = [round(x * FINE), round(y * FINE)] if x is not None and y is not None else [None, None]
    return [group["id"], group["label"], group["works"], *middle]
