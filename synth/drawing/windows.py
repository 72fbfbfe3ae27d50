"""What part of a map a picture shows, and where on it the names of the groups stand."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy

from synth.domain.pictures import Picture
from synth.drawing import labels, marks
from synth.drawing.labels import Box, Ground, Label

SIDE = 720  # pixels
_AIR = 0.96  # of the half-width that places fill
_ROOM = 150  # pixels of a line of a name


def reach(picture: Picture) -> float:
    """Give how far from the middle of the map its works lie, in steps, so that it is the same next time."""
    farthest = max((max(abs(point.x), abs(point.y)) for point in picture.points), default=1.0)
    return max(0.1, math.ceil(10 * farthest) / 10)


class Window:
    """A square on a picture, SIDE pixels wide, that shows all works of a map."""

    def __init__(self, picture: Picture, *, left: float, top: float) -> None:
        self._scale = SIDE / 2 * _AIR / reach(picture)
        self._left, self._top = left, top

    def spot(self, x: float, y: float) -> tuple[float, float]:
        """Give the pixel of a place on the map."""
        return self._left + SIDE / 2 + x * self._scale, self._top + SIDE / 2 - y * self._scale

    def place(self, across: float, down: float) -> tuple[float, float]:
        """Give the place on the map that a pixel shows."""
        return (across - self._left - SIDE / 2) / self._scale, (self._top + SIDE / 2 - down) / self._scale

    def names(self, picture: Picture, *, size: float) -> list[Label]:
        """Give the names of the groups, with their numbers, near the middle of their works."""
        numbers = marks.numbers(picture)
        wanted = [
            (_lines(f"{numbers[group.id]} {group.label}", size), *self.spot(group.x, group.y))
            for group in picture.groups
            if group.x is not None and group.y is not None
        ]
        frame = Box(
            left=self._left + 2,
            top=self._top + 2,
            right=self._left + SIDE - 2,
            bottom=self._top + SIDE - 2,
        )
        ground = Ground(numpy.array(list(self._under(picture))).reshape(-1, 2), frame)
        return labels.placed(wanted, size=size, frame=frame, ground=ground)

    def _under(self, picture: Picture) -> Iterator[tuple[float, float]]:
        """Give the spots that names had better not cover: works, and the main path all along."""
        spots = {point.work: self.spot(point.x, point.y) for point in picture.points}
        yield from spots.values()
        for cited, citing in picture.path:
            if cited in spots and citing in spots:
                (a, b), (c, d) = spots[cited], spots[citing]
                steps = max(1, round(math.dist((a, b), (c, d)) / 4))
                yield from ((a + (c - a) * step / steps, b + (d - b) * step / steps) for step in range(steps))


def _lines(name: str, size: float) -> tuple[str, ...]:
    return labels.wrapped(name, size=size, room=_ROOM)
