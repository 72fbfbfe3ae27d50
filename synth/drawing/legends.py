"""What the marks and lines of a drawn map mean, in plain words."""

from __future__ import annotations

import html
from collections.abc import Iterator

from synth.domain.pictures import Picture
from synth.drawing import labels, marks, theme
from synth.drawing.marks import Mark

SIZE = 12  # of letters, in pixels
LINKS = 1500  # are drawn at most; more is a grey cloud
READING = {
    "topics": "Works that use the same words lie near each other; how far apart two distant groups lie"
    " says little.",
    "citations": "Works lie near those they cite, are cited by, and share references with; how far apart two"
    " distant groups lie says little. What is not drawn may be unknown, and not absent.",
}


def text(words: str, x: float, y: float, *, size: float, more: str = "") -> str:
    """Give a line of words as SVG, its left end on the base line there; ``more`` attributes."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{theme.INK.light}"{more}>'
        f"{html.escape(words)}</text>"
    )


def rows(picture: Picture, *, left: float, top: float, width: float) -> Iterator[tuple[str, float]]:
    """Give the rows of the legend, each with where it ends."""
    head = {"topic": "Topics", "community": "Communities"}[picture.grouping]
    yield text(f"{head}, and how many works", left, top + 14, size=13, more=' font-weight="bold"'), top + 26
    down = top + 26
    for look, words, count in _entries(picture):
        lines = labels.wrapped(words, size=SIZE, room=width - 80, most=2)
        middle = down + 9
        shape = marks.path(look.shape, [(left + 8, middle)], 5)
        drawn = f'<path d="{shape}" fill="{look.colour.light}" fill-rule="evenodd"/>'
        for place, line in enumerate(lines):
            drawn += text(line, left + 22, down + 13 + place * 15, size=SIZE)
        drawn += text(f"{count:,}", left + width, down + 13, size=SIZE, more=' text-anchor="end"')
        down += 15 * len(lines) + 6
        yield drawn, down
    for drawn, words in _lines(picture):
        lines = labels.wrapped(words, size=SIZE, room=width - 40, most=3)
        row = drawn.format(left=left, middle=down + 9)
        for place, line in enumerate(lines):
            row += text(line, left + 34, down + 13 + place * 15, size=SIZE)
        down += 15 * len(lines) + 6
        yield row, down


def _entries(picture: Picture) -> Iterator[tuple[Mark, str, int]]:
    numbers = marks.numbers(picture)
    for group in picture.groups:
        yield marks.mark(numbers[group.id] - 1), f"{numbers[group.id]} {group.label}", group.works
    without = sum(point.group not in numbers for point in picture.points)
    if without:
        yield marks.NONE, f"no {picture.grouping}", without
    gone = sum(point.status == "retracted" for point in picture.points)
    if gone:
        yield marks.RETRACTED, f"retracted, whatever the {picture.grouping}", gone


def _lines(picture: Picture) -> Iterator[tuple[str, str]]:
    """Give the lines that the legend explains: how each is drawn, and what it says."""
    if picture.path:
        yield (
            '<path d="M{left} {middle}h26" stroke="' + theme.INK.light + '" stroke-width="1.6"'
            ' marker-end="url(#arrow)" fill="none"/>',
            "main path: along which most ways from the oldest to the newest works lead",
        )
    direct = sum(link.kind == "direct" for link in picture.links)
    if direct:
        shown = min(direct, LINKS)
        yield (
            '<path d="M{left} {middle}h26" stroke="' + theme.QUIET.light + '" fill="none"/>',
            f"citations: {shown:,} of {direct:,}, those between the most central works",
        )
