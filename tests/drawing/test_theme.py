from itertools import combinations

import pytest

from synth.drawing import theme
from synth.drawing.theme import Colour


def brightness(colour: str) -> float:
    """Give the relative luminance as WCAG 2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", [theme.INK, theme.QUIET, *theme.LINES])
def test_text_and_lines_stand_out_from_light_and_from_dark_paper(colour: Colour) -> None:
    assert contrast(colour.light, theme.PAPER.light) >= 4.5
    assert contrast(colour.dark, theme.PAPER.dark) >= 4.5


def test_lines_differ_in_dashes_and_not_in_colour_alone() -> None:
    encodings = theme.lines("kind", ["a", "b", "c"], quiet=["perfect", "chance"])
    dashes = encodings["strokeDash"]["scale"]["range"]
    assert len(dashes) == 5
    assert all(one != other for one, other in combinations(dashes, 2))
    # One field, one order: so the two share one legend.
    assert encodings["color"]["scale"]["domain"] == encodings["strokeDash"]["scale"]["domain"]


def test_what_others_are_held_against_is_quiet() -> None:
    colours = theme.lines("kind", ["a"], quiet=["chance"])["color"]["scale"]["range"]
    assert colours == [theme.LINES[0].light, theme.QUIET.light]


def test_more_lines_than_colours_still_have_one_each() -> None:
    scale = theme.lines("kind", [str(number) for number in range(20)])["color"]["scale"]
    assert len(scale["domain"]) == len(scale["range"]) == 20


def test_each_colour_turns_into_its_own_dark_one() -> None:
    colours = [theme.PAPER, theme.INK, theme.GRID, theme.QUIET, *theme.LINES]
    assert len({colour.light for colour in colours}) == len(colours)
    style = theme.style()
    for colour in colours:
        assert f'[stroke="{colour.light}"]{{stroke:{colour.dark}}}' in style
