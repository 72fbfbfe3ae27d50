"""A map as two tables in CSV: its works, and its links."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from synth.domain.pictures import STATUSES, Picture

LINKS = ("kind", "one", "other", "shared", "strength")


def works(picture: Picture) -> bytes:
    """Give a line for each work: where it lies, what it is, to which group it belongs, how it stands."""
    labels = {group.id: group.label for group in picture.groups}
    head = ("work", "title", "authors", "year", "venue", "x", "y", picture.grouping)
    more = ("label", "decision", "standing", "professions", "cited_here", "address")
    rows = (
        (
            *(point.work, point.title, point.authors, point.year, point.venue, point.x, point.y),
            *(point.group, labels.get(point.group, ""), point.outcome, STATUSES[point.status]),
            *("; ".join(point.professions), point.cited, point.address),
        )
        for point in picture.points
    )
    return _written((*head, f"{picture.grouping}_{more[0]}", *more[1:]), rows)


def links(picture: Picture) -> bytes:
    """Give a line for each link, those of each kind by strength."""
    rows = ((link.kind, link.one, link.other, link.shared, link.strength) for link in picture.links)
    return _written(LINKS, rows)


def _written(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return stream.getvalue().encode()
