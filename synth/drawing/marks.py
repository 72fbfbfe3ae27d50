"""How works are marked on a drawn map: a colour and a shape for each group, a cross for what is retracted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from synth.domain.pictures import Picture
from synth.drawing import theme
from synth.drawing.theme import Colour

SHAPES = ("disc", "square", "triangle", "diamond", "ring")
CROSS = "cross"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a work looks like."""

    colour: Colour
    shape: str


RETRACTED = Mark(colour=theme.GRAVE, shape=CROSS)
NONE = Mark(colour=theme.REST, shape="disc")


def mark(place: int) -> Mark:
    """Give the mark of the group at this place, from 0: ten colours in one shape, then in the next."""
    count = len(theme.MARKS)
    return Mark(colour=theme.MARKS[place % count], shape=SHAPES[place // count % len(SHAPES)])


def numbers(picture: Picture) -> dict[str, int]:
    """Give each group the number it has in the legend and on the map, from 1."""
    return {group.id: place for place, group in enumerate(picture.groups, start=1)}


def path(shape: str, points: Iterable[tuple[float, float]], size: float) -> str:
    """Give the data of an SVG path that has this shape, ``2 * size`` wide, at each of the points."""
    drawn = glyph(shape, size)
    return "".join(f"M{x:.1f} {y:.1f}{drawn}" for x, y in points)


def glyph(shape: str, size: float) -> str:
    """Give the data of a path that draws this shape about the spot where it begins."""
    return _GLYPHS[shape](size)


def _disc(size: float) -> str:
    arc = f"a{size:.2f} {size:.2f} 0 1 0 "
    return f"m{-size:.2f} 0{arc}{2 * size:.2f} 0{arc}{-2 * size:.2f} 0"


def _square(size: float) -> str:
    side = 1.8 * size
    return f"m{-side / 2:.2f} {-side / 2:.2f}h{side:.2f}v{side:.2f}h{-side:.2f}z"


def _triangle(size: float) -> str:
    return f"m0 {-1.2 * size:.2f}l{1.15 * size:.2f} {2 * size:.2f}h{-2.3 * size:.2f}z"


def _diamond(size: float) -> str:
    return _corners([(0, -1.25), (1.25, 1.25), (-1.25, 1.25), (-1.25, -1.25)], size) + "z"


def _ring(size: float) -> str:
    return _disc(size) + _disc(0.55 * size).replace(f"m{-0.55 * size:.2f}", f"m{0.45 * size:.2f}")


def _cross(size: float) -> str:
    far, thin = 1.5 * size, 0.45 * size
    long = far - thin
    steps = [
        (-far, -long),
        (thin, -thin),
        (long, long),
        (long, -long),
        (thin, thin),
        (-long, long),
        (long, long),
        (-thin, thin),
        (-long, -long),
        (-long, long),
        (-thin, -thin),
        (long, -long),
    ]
    return _corners(steps, 1) + "z"


def _corners(steps: Sequence[tuple[float, float]], size: float) -> str:
    first, *rest = steps
    return f"m{first[0] * size:.2f} {first[1] * size:.2f}" + "".join(
        f"l{across * size:.2f} {down * size:.2f}" for across, down in rest
    )


_GLYPHS = {
    "disc": _disc,
    "square": _square,
    "triangle": _triangle,
    "diamond": _diamond,
    "ring": _ring,
    CROSS: _cross,
}
