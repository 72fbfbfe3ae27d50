"""The gap map as a picture for a paper: a bar in each cell, as long as there are works, split by design."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from synth.drawing import theme

CELL = (62, 34)  # pixels of a cell
BAR = (52, 9)  # of the longest bar
LETTER = 6.4  # pixels of a letter of 12 pixels, as wide as they come on average
MARGIN = 16
LINE = 17
GAP_DASHES = "2 3"
WIDEST = 36  # letters of a label; a longer one is cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The works of a cell, by the parts of the legend, and how many of them were retracted."""

    parts: tuple[int, ...] = ()
    retracted: int = 0

    @property
    def works(self) -> int:
        """How many works."""
        return sum(self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is drawn; ``cells`` by rows. ``parts`` are the legend's words, at most as many as TEXTURES."""

    title: str
    notes: Sequence[str]
    rows: Sequence[str]
    columns: Sequence[str]
    cells: Sequence[Sequence[Cell]]
    parts: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A piece of a bar: where it begins, how long it is, and which part of the legend it shows."""

    x: float
    width: float
    part: int


def bars(parts: Sequence[int], *, largest: int, room: float = BAR[0]) -> list[Bar]:
    """Give the pieces of a bar: the fullest cell of the map fills the ``room``; none is thinner than 1.5."""
    found, x = [], 0.0
    for part, works in enumerate(parts):
        if works:
            width = max(1.5, round(room * works / largest, 2))
            found.append(Bar(x=round(x, 2), width=width, part=part))
            x += width
    return found


# Each part has a colour and a texture: lines and dots in the colour of the paper over it.
_LINES = {
    "solid": "",
    "rising": '<path d="M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2" stroke-width="1.6"/>',
    "dots": '<circle cx="1.5" cy="1.5" r="1.1"/><circle cx="4.5" cy="4.5" r="1.1"/>',
    "upright": '<path d="M1,0 v6 M4,0 v6" stroke-width="1.4"/>',
    "level": '<path d="M0,1.5 h6 M0,4.5 h6" stroke-width="1.2"/>',
    "falling": '<path d="M-1,5 l2,2 M0,0 l6,6 M5,-1 l2,2" stroke-width="1.6"/>',
    "crossed": '<path d="M0,0 l6,6 M0,6 l6,-6" stroke-width="1"/>',
    "empty": '<rect x="0.75" y="0.75" width="4.5" height="4.5" stroke="none"/>',
}
TEXTURES = tuple(zip(_LINES, (*theme.LINES, theme.QUIET, theme.QUIET), strict=True))


def patterns(prefix: str, *, classes: bool = False) -> str:
    """
    Give the textures as SVG, by the names ``prefix`` and the number of the part.

    ``classes``: their colours come from the page's style sheet, by the classes ``part-0`` … and ``paper``.
    """
    return "".join(
        f'<pattern id="{prefix}{place}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" {_paint("part-" + str(place), "fill", colour.light, classes)}/>'
        f"<g {_paint('paper', 'fill', theme.PAPER.light, classes)}"
        f"{'' if classes else f' stroke={chr(34)}{theme.PAPER.light}{chr(34)}'}>{_LINES[name]}</g></pattern>"
        for place, (name, colour) in enumerate(TEXTURES)
    )


def _paint(name: str, attribute: str, colour: str, classes: bool) -> str:
    return f'class="{name}"' if classes else f'{attribute}="{colour}"'


def svg(picture: Picture) -> bytes:
    """Draw the map; the same map gives the same bytes."""
    left = MARGIN + LETTER * max(map(_letters, picture.rows), default=0) + 10
    top = (
        MARGIN + LINE * (1 + len(picture.notes)) + 8 + LETTER * max(map(_letters, picture.columns), default=0)
    )
    wide = max(left + CELL[0] * len(picture.columns), 420.0) + MARGIN
    below = top + CELL[1] * len(picture.rows)
    tall = below + LINE * (2 + len(picture.parts)) + MARGIN
    body = [*_head(picture), *_labels(picture, left, top), *_grid(picture, left, top)]
    body += _legend(picture, below + LINE)
    font = html.escape(theme.CONFIG["font"])
    said = html.escape(f"{picture.title}. {' '.join(picture.notes)}")
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0f}" height="{tall:.0f}" '
        f'viewBox="0 0 {wide:.0f} {tall:.0f}" font-family="{font}" font-size="12">'
        f"<title>{said}</title><style>{theme.style()}</style><defs>{patterns('t')}</defs>"
        f'<rect width="100%" height="100%" fill="{theme.PAPER.light}"/>{"".join(body)}</svg>'
    )
    return drawn.encode()


def png(picture: Picture) -> bytes:
    """Draw the map as points, in double resolution."""
    import vl_convert  # brings a JavaScript engine along, which nothing else should wait for

    return bytes(vl_convert.svg_to_png(svg(picture).decode(), scale=2))


def _letters(text: str) -> int:
    return min(len(text), WIDEST)


def _cut(text: str) -> str:
    return html.escape(text if len(text) <= WIDEST else text[: WIDEST - 1].rstrip() + "…")


def _text(x: float, y: float, text: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{theme.INK.light}"{more}>{text}</text>'


def _head(picture: Picture) -> list[str]:
    title = _text(MARGIN, MARGIN + 10, html.escape(picture.title), ' font-size="15" font-weight="bold"')
    notes = enumerate(picture.notes, start=1)
    return [title, *(_text(MARGIN, MARGIN + 10 + LINE * at, html.escape(note)) for at, note in notes)]


def _labels(picture: Picture, left: float, top: float) -> list[str]:
    found = []
    for place, label in enumerate(picture.rows):
        y = top + CELL[1] * (place + 0.5) + 4
        found.append(_text(left - 8, y, _cut(label), ' text-anchor="end"'))
    for place, label in enumerate(picture.columns):
        x = left + CELL[0] * (place + 0.5) + 4
        found.append(_text(x, top - 6, _cut(label), f' transform="rotate(-90 {x:.1f} {top - 6:.1f})"'))
    return found


def _grid(picture: Picture, left: float, top: float) -> list[str]:
    largest = max((cell.works for row in picture.cells for cell in row), default=0)
    found = []
    for down, row in enumerate(picture.cells):
        for across, cell in enumerate(row):
            found += _cell(cell, left + CELL[0] * across, top + CELL[1] * down, largest)
    return found


def _cell(cell: Cell, x: float, y: float, largest: int) -> list[str]:
    wide, high = CELL
    frame = (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide}" height="{high}" fill="none" '
        f'stroke="{theme.GRID.light}"/>'
    )
    if not cell.works:
        inner = (
            f'<rect x="{x + 4:.1f}" y="{y + 4:.1f}" width="{wide - 8}" height="{high - 8}" fill="none" '
            f'stroke="{theme.QUIET.light}" stroke-dasharray="{GAP_DASHES}"/>'
        )
        return [frame, inner, _text(x + wide / 2, y + high / 2 + 4, "0", ' text-anchor="middle"')]
    words = f"{cell.works:,}" + (f" ({cell.retracted} r)" if cell.retracted else "")
    pieces = [
        f'<rect x="{x + 5 + bar.x:.2f}" y="{y + high - BAR[1] - 5:.1f}" width="{bar.width:.2f}" '
        f'height="{BAR[1]}" fill="url(#t{bar.part})" stroke="{TEXTURES[bar.part][1].light}" '
        f'stroke-width="0.75"/>'
        for bar in bars(cell.parts, largest=largest)
    ]
    return [frame, _text(x + 5, y + 14, words), *pieces]


def _legend(picture: Picture, y: float) -> list[str]:
    found = []
    for place, words in enumerate(picture.parts):
        at = y + LINE * place
        found.append(
            f'<rect x="{MARGIN}" y="{at:.1f}" width="26" height="{BAR[1]}" fill="url(#t{place})" '
            f'stroke="{TEXTURES[place][1].light}" stroke-width="0.75"/>'
        )
        found.append(_text(MARGIN + 34, at + 9, html.escape(words)))
    at = y + LINE * len(picture.parts)
    found.append(
        _text(MARGIN, at + 9, "0 in a dashed frame: no work here, a gap. (1 r): of which 1 was retracted.")
    )
    return found
