"""A map as a static picture for a paper: SVG that turns dark with its reader, and PNG."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence

from synth.domain.pictures import Picture, Point
from synth.drawing import labels, legends, marks, slides, theme
from synth.drawing.labels import Label
from synth.drawing.marks import Mark
from synth.drawing.windows import SIDE, Window

LEGEND, EDGE = 310, 20  # pixels: the legend's width, and what is free around
_TITLE, _NAMES = 20, 12.5  # sizes of letters
_FAR = 40  # pixels from its spot where a label gets a line to it


def svg(picture: Picture) -> bytes:
    """
    Give the map as one SVG: points, names of groups, legend, and what it rests on.

    All works are drawn, each group as one path, so that it stays light at 50,000 of them.
    """
    header = _header(picture)
    top = EDGE + sum(size * 1.35 for _, size in header) + 14
    window = Window(picture, left=EDGE, top=top)
    legend = list(legends.rows(picture, left=2 * EDGE + SIDE, top=top, width=LEGEND))
    height = max(top + SIDE, max(bottom for _, bottom in legend)) + EDGE
    whole = 3 * EDGE + SIDE + LEGEND
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {height:.0f}" width="{whole}"'
        f' height="{height:.0f}" role="img" font-family="{html.escape(theme.FONT)}">',
        f"<title>{html.escape(picture.title)}</title><desc>{html.escape(_said(picture))}</desc>",
        f"<style>{theme.style()}</style>",
        _ARROW,
        f'<rect width="100%" height="100%" fill="{theme.PAPER.light}"/>',
        *_texts(header),
        f'<rect x="{EDGE}" y="{top:.1f}" width="{SIDE}" height="{SIDE}" fill="none"'
        f' stroke="{theme.GRID.light}"/>',
        *_links(picture, window),
        *_points(picture, window),
        *_path(picture, window),
        *_names(picture, window),
        *(drawn for drawn, _ in legend),
        "</svg>\n",
    ]
    return "\n".join(parts).encode()


def png(picture: Picture) -> bytes:
    """Give the same as PNG in double resolution, on white."""
    import vl_convert  # brings a JavaScript engine along, which nothing else should wait for

    # The fonts of a machine without Helvetica are another size; what is dark in the SVG's style is not meant.
    drawn = svg(picture).decode().replace(f"<style>{theme.style()}</style>", "", 1)
    return bytes(vl_convert.svg_to_png(drawn, scale=2))


DRAWN: dict[str, Callable[[Picture], bytes]] = {".svg": svg, ".png": png, ".html": slides.write}

_ARROW = (
    '<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="5" markerHeight="5"'
    f' orient="auto"><path d="M0 0L10 5L0 10z" fill="{theme.INK.light}"/></marker></defs>'
)


def _said(picture: Picture) -> str:
    """Give what a screen reader says of the picture: the groups by size, and what it rests on."""
    named = "; ".join(f"{group.label}: {group.works:,} works" for group in picture.groups)
    return f"{picture.note} {legends.READING[picture.name]} {named}"


def _header(picture: Picture) -> list[tuple[str, float]]:
    room = 3 * EDGE + SIDE + LEGEND - 2 * EDGE
    notes = [line for text in (picture.note, legends.READING[picture.name])
             for line in labels.wrapped(text, size=legends.SIZE, room=room)]  # fmt: skip
    return [(picture.title, _TITLE), *((line, legends.SIZE) for line in notes)]


def _texts(header: Sequence[tuple[str, float]]) -> Iterator[str]:
    down = float(EDGE)
    for place, (text, size) in enumerate(header):
        down += size * 1.35
        weight = "" if place else ' font-weight="bold"'
        yield legends.text(text, EDGE, down - size * 0.3, size=size, more=weight)


def _links(picture: Picture, window: Window) -> Iterator[str]:
    spots = {point.work: window.spot(point.x, point.y) for point in picture.points}
    direct = [link for link in picture.links if link.kind == "direct"][: legends.LINKS]
    if direct:
        ends = ((*spots[link.one], *spots[link.other]) for link in direct)
        lines = "".join(f"M{a:.1f} {b:.1f}L{c:.1f} {d:.1f}" for a, b, c, d in ends)
        yield (
            f'<path d="{lines}" fill="none" stroke="{theme.QUIET.light}" stroke-width="0.6"'
            ' stroke-opacity="0.3"/>'
        )


def _points(picture: Picture, window: Window) -> Iterator[str]:
    size = max(1.0, min(3.2, 130 / max(len(picture.points), 1) ** 0.5))
    numbers = marks.numbers(picture)
    by_group: dict[str, list[Point]] = {}
    for point in picture.points:
        if point.status != "retracted":
            by_group.setdefault(point.group if point.group in numbers else "", []).append(point)
    gone = [point for point in picture.points if point.status == "retracted"]
    looks = [(marks.NONE, by_group.get("", []), "")]
    looks += [
        (marks.mark(numbers[group.id] - 1), by_group.get(group.id, []), group.label)
        for group in picture.groups
    ]
    for look, points, label in looks:
        if points:
            yield _drawn(look, points, window, size=size, label=label)
    if gone:
        yield _drawn(marks.RETRACTED, gone, window, size=max(size, 2.6), label="retracted works")


def _drawn(look: Mark, points: Sequence[Point], window: Window, *, size: float, label: str) -> str:
    path = marks.path(look.shape, (window.spot(point.x, point.y) for point in points), size)
    halo = (
        f' stroke="{theme.PAPER.light}" stroke-width="1.2" paint-order="stroke"'
        if look is marks.RETRACTED
        else ' fill-opacity="0.75"'
    )
    title = f"<title>{html.escape(label)}</title>" if label else ""
    rule = ' fill-rule="evenodd"' if look.shape == "ring" else ""
    return f'<path d="{path}" fill="{look.colour.light}"{halo}{rule}>{title}</path>'


def _path(picture: Picture, window: Window) -> Iterator[str]:
    """Draw the main path from the cited to the citing work."""
    spots = {point.work: window.spot(point.x, point.y) for point in picture.points}
    for cited, citing in picture.path:
        if cited in spots and citing in spots:
            (a, b), (c, d) = spots[cited], spots[citing]
            line = f"M{a:.1f} {b:.1f}L{c:.1f} {d:.1f}"
            yield (
                f'<path d="{line}" fill="none" stroke="{theme.PAPER.light}" stroke-width="4"/>'
                f'<path d="{line}" fill="none" stroke="{theme.INK.light}" stroke-width="1.6"'
                ' marker-end="url(#arrow)"/>'
            )


def _names(picture: Picture, window: Window) -> Iterator[str]:
    """Write the names of the groups near their works, with a halo, none over another."""
    for label in window.names(picture, size=_NAMES):
        yield from _name(label)


def _name(label: Label) -> Iterator[str]:
    x, y = label.at
    here = labels.box(label.lines, label.x, label.y, size=_NAMES)
    nearest = (min(max(x, here.left), here.right), min(max(y, here.top), here.bottom))
    if (nearest[0] - x) ** 2 + (nearest[1] - y) ** 2 > _FAR**2:
        yield (
            f'<path d="M{x:.1f} {y:.1f}L{nearest[0]:.1f} {nearest[1]:.1f}" fill="none"'
            f' stroke="{theme.INK.light}" stroke-width="0.8"/>'
        )
    first = label.y - (len(label.lines) - 1) * _NAMES * labels.LINE / 2 + _NAMES * 0.35
    halo = (
        f' stroke="{theme.PAPER.light}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"'
        ' font-weight="bold" text-anchor="middle"'
    )
    for place, line in enumerate(label.lines):
        yield legends.text(line, label.x, first + place * _NAMES * labels.LINE, size=_NAMES, more=halo)
