"""The gap map as a picture."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from synth.drawing import gaps, theme
from synth.drawing.gaps import Bar, Cell, Picture

PICTURE = Picture(
    title="Who × What <is> done",
    notes=["4 works & more."],
    rows=["Nursing students", "A group with a name that is much longer than there is room for it"],
    columns=["Mentoring", "A welcome"],
    cells=[
        [Cell(parts=(6, 2), retracted=1), Cell()],
        [Cell(parts=(0, 1)), Cell(parts=(1, 0))],
    ],
    parts=["Qualitative", "Several designs"],
)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(picture: Picture = PICTURE) -> ElementTree.Element:
    return ElementTree.fromstring(gaps.svg(picture))


def texts(picture: Picture = PICTURE) -> list[str]:
    return [element.text or "" for element in drawn(picture).iter(f"{SVG}text")]


def test_every_count_label_and_legend_is_in_the_picture() -> None:
    assert texts() == [
        "Who × What <is> done",
        "4 works & more.",
        "Nursing students",
        "A group with a name that is much lo…",
        "Mentoring",
        "A welcome",
        "8 (1 r)",
        "0",
        "1",
        "1",
        "Qualitative",
        "Several designs",
        "0 in a dashed frame: no work here, a gap. (1 r): of which 1 was retracted.",
    ]


def test_a_screen_reader_is_told_what_it_is() -> None:
    assert drawn()[0].text == "Who × What <is> done. 4 works & more."


def test_bars_are_as_long_as_there_are_works_and_split_by_part() -> None:
    assert gaps.bars((6, 0, 2), largest=8, room=80) == [
        Bar(x=0.0, width=60.0, part=0),
        Bar(x=60.0, width=20.0, part=2),
    ]
    assert gaps.bars((3, 1), largest=8, room=80) == [
        Bar(x=0.0, width=30.0, part=0),
        Bar(x=30.0, width=10.0, part=1),
    ]
    assert gaps.bars((), largest=0) == []


def test_one_work_among_thousands_is_still_seen() -> None:
    (bar,) = gaps.bars((1,), largest=5000)
    assert bar.width == 1.5


def test_parts_differ_by_texture_and_not_by_colour_alone() -> None:
    textures = re.findall(r"<g [^>]*>(.*?)</g>", gaps.patterns("t"))
    assert len(textures) == len(gaps.TEXTURES) == len(set(textures))


def test_every_texture_that_is_used_is_there_and_everything_lies_within() -> None:
    root = drawn()
    there = {element.get("id") for element in root.iter(f"{SVG}pattern")}
    used = {
        name for element in root.iter() for name in re.findall(r"url\(#(\w+)\)", element.get("fill") or "")
    }
    assert used and used <= there
    wide, tall = float(root.get("width", 0)), float(root.get("height", 0))
    for element in root:
        if element.tag == f"{SVG}rect" and element.get("x"):
            assert float(element.get("x", 0)) + float(element.get("width", 0)) <= wide
            assert float(element.get("y", 0)) + float(element.get("height", 0)) <= tall


def test_the_picture_turns_dark_with_its_reader() -> None:
    assert b"prefers-color-scheme:dark" in gaps.svg(PICTURE)
    assert theme.PAPER.light.encode() in gaps.svg(PICTURE)


@pytest.mark.parametrize("draw", [gaps.svg, gaps.png])
def test_the_same_map_gives_the_same_bytes(draw: object) -> None:
    assert callable(draw)
    assert draw(PICTURE) == draw(PICTURE)


def test_points_come_in_double_resolution() -> None:
    png = gaps.png(PICTURE)
    assert png.startswith(b"\x89PNG\r\n")
    assert int.from_bytes(png[16:20], "big") == 2 * round(float(drawn().get("width", 0)))


def test_a_map_of_nothing_is_a_picture_too() -> None:
    nothing = Picture(title="T", notes=[], rows=[], columns=[], cells=[], parts=[])
    assert texts(nothing)[0] == "T"
