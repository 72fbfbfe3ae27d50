"""Words on a picture: how wide they are, where they break, and where they cover little and no others."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

Spots = NDArray[numpy.float64]  # (n_spots, 2)

LINE = 1.2  # from line to line, in sizes of the letters
_NARROW, _WIDE = "fijlrtI.,:;'|()!- ", "mwMWGOQ%@"
_TRIES, _REACH = 700, 230  # spots to try for a label, within so many pixels
_CELL = 4  # pixels
_LABEL = 60  # cells; a label that covers so many of the usual ones costs as much as half its reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on the picture, in pixels from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Say whether the two cover a common spot."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def inside(self, other: Box) -> bool:
        """Say whether the other covers this one whole."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Lines of words, their middle at ``x`` and ``y``, that belong to the spot ``at``."""

    lines: tuple[str, ...]
    x: float
    y: float
    at: tuple[float, float]


def width(text: str, size: float) -> float:
    """Give about how wide a text is in Helvetica or its like; rather too wide than too narrow."""
    return size * sum(
        0.34 if sign in _NARROW else 0.9 if sign in _WIDE else 0.72 if sign.isupper() else 0.58
        for sign in text
    )


def wrapped(text: str, *, size: float, room: float, most: int = 3) -> tuple[str, ...]:
    """
    Break a text into at most so many lines of at most so many pixels; the rest is left off with ….

    Not what stands behind a colon: it tells a group from others of its name.
    """
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    if len(lines) > most:
        own = f"… {text.partition(': ')[2]}"
        fits = own != "… " and width(own, size) <= room
        lines = [*lines[: most - 1], own if fits else " ".join(lines[most - 1 :])]
    return tuple(_cut(line, size=size, room=room) for line in lines)


def _cut(line: str, *, size: float, room: float) -> str:
    if width(line, size) <= room:
        return line
    while line and width(line + "…", size) > room:
        line = line[:-1]
    return line.rstrip(" ,") + "…"


def box(lines: Sequence[str], x: float, y: float, *, size: float) -> Box:
    """Give what lines about a middle cover, with a little air."""
    half = max(width(line, size) for line in lines) / 2 + 3
    high = len(lines) * size * LINE / 2 + 1
    return Box(left=x - half, top=y - high, right=x + half, bottom=y + high)


class Ground:
    """What lies under labels: spots (n_spots, 2) in pixels within the frame, counted by small squares."""

    def __init__(self, spots: Spots, frame: Box) -> None:
        self._frame = frame
        across = math.ceil((frame.right - frame.left) / _CELL)
        down = math.ceil((frame.bottom - frame.top) / _CELL)
        places = (spots - (frame.left, frame.top)) / _CELL
        edges = ([0, *range(1, across + 1)], [0, *range(1, down + 1)])
        counts = numpy.histogram2d(places[:, 0], places[:, 1], bins=edges)[0]
        self._sums = numpy.pad(counts.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
        self.usual = max(1.0, float(counts.sum()) * _LABEL / max(1, int((counts > 0).sum())))

    def covered(self, here: Box) -> float:
        """Give how many spots a box covers."""
        left, right = (self._cell(one - self._frame.left, 0) for one in (here.left, here.right))
        top, bottom = (self._cell(one - self._frame.top, 1) for one in (here.top, here.bottom))
        sums = self._sums
        return float(sums[right, bottom] - sums[left, bottom] - sums[right, top] + sums[left, top])

    def _cell(self, pixels: float, axis: int) -> int:
        return min(max(round(pixels / _CELL), 0), int(self._sums.shape[axis]) - 1)


def placed(
    wanted: Sequence[tuple[tuple[str, ...], float, float]], *, size: float, frame: Box, ground: Ground
) -> list[Label]:
    """
    Give the labels, near their spots, where they cover little and no earlier one, within the frame.

    One for which there is no room is left out: the first come first.
    """
    taken: list[Box] = []
    found = []
    for lines, x, y in wanted:
        tries = ((_cost(lines, x, y, spot, size, ground), *spot) for spot in _spots(x, y))
        for _, across, down in sorted(tries):
            here = box(lines, across, down, size=size)
            if here.inside(frame) and not any(here.meets(other) for other in taken):
                taken.append(here)
                found.append(Label(lines=lines, x=across, y=down, at=(x, y)))
                break
    return found


def _spots(x: float, y: float) -> Iterator[tuple[float, float]]:
    """Give spots to try, round and round the one that is meant, evenly in every direction."""
    for attempt in range(_TRIES):
        away, turn = _REACH * math.sqrt(attempt / _TRIES), attempt * math.pi * (3 - math.sqrt(5))
        yield x + away * math.cos(turn), y + away * math.sin(turn)


def _cost(
    lines: Sequence[str], x: float, y: float, spot: tuple[float, float], size: float, ground: Ground
) -> float:
    """Say what a spot costs: what it covers, as a share of all that could be, and how far off it is."""
    here = box(lines, *spot, size=size)
    return round(ground.covered(here) / ground.usual + math.dist((x, y), spot) / _REACH * 2, 6)
