import re
from xml.etree import ElementTree

import pytest

from synth.drawing import figures, theme
from synth.drawing.figures import FORMS, Figure
from synth.drawing.theme import Spec
from synth.errors import UserError


def panel(name: str) -> Spec:
    return {
        "title": name,
        "data": {"values": [{"x": 0, "y": 1, "kind": "one"}, {"x": 1, "y": 3, "kind": "one"}]},
        "mark": "line",
        "encoding": {
            "x": {"field": "x", "type": "quantitative"},
            "y": {"field": "y", "type": "quantitative"},
            **theme.lines("kind", ["one"]),
        },
    }


ONE = Figure(title="How it went", panels=(panel("alone"),), note="made up")
MANY = Figure(title="How it went", panels=(panel("north"), panel("south"), panel("west")))


def words(figure: Figure) -> set[str]:
    """Give the texts of the SVG."""
    drawn = ElementTree.fromstring(figures.draw(figure, "a.svg"))
    return {element.text or "" for element in drawn.iter("{http://www.w3.org/2000/svg}text")}


def test_an_svg_says_what_it_shows() -> None:
    assert {"How it went", "made up", "one", "x", "y"} <= words(ONE)
    assert {"How it went", "north", "south", "west"} <= words(MANY)


def test_a_screen_reader_is_told_what_is_shown() -> None:
    drawn = ElementTree.fromstring(figures.draw(ONE, "a.svg"))
    assert drawn[0].tag.endswith("title")
    assert drawn[0].text == "How it went. made up"
    assert '"description": "How it went. made up"' in figures.draw(ONE, "a.html").decode()


def test_an_svg_turns_dark_with_its_reader() -> None:
    assert b"prefers-color-scheme:dark" in figures.draw(ONE, "a.svg")


def test_a_png_is_a_png_in_double_resolution() -> None:
    drawn = figures.draw(ONE, "A.PNG")
    assert drawn.startswith(b"\x89PNG\r\n")
    assert int.from_bytes(drawn[16:20], "big") > 2 * figures.WIDE[0]


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("figure", [ONE, MANY], ids=["one panel", "many"])
def test_the_same_figure_gives_the_same_bytes(figure: Figure, name: str) -> None:
    assert figures.draw(figure, name="a" + name) == figures.draw(figure, name="a" + name)


def test_a_page_has_a_chart_for_each_panel() -> None:
    page = figures.draw(MANY, "a.html").decode()
    assert len(re.findall(r'<div id="chart\d">', page)) == 3


@pytest.mark.parametrize("name", ["a.pdf", "a", "svg"])
def test_a_picture_of_another_kind_is_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(UserError, match=rf"{name}: .*\.svg, \.png, \.html"):
        figures.draw(ONE, name)
