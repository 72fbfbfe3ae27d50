"""Trends as figures."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from synth.drawing import figures, trends
from synth.drawing.figures import Figure
from synth.drawing.trends import Line

COUNTS = [(2019, 4, 1), (2020, 9, 3), (2021, 2, 0)]
LINES = [
    Line(name="wards", shares={2019: 0.25, 2020: 0.5, 2021: 0.5}),
    Line(name="campus", shares={2019: 0.5, 2020: 0.125, 2021: 0.0}),
]


def words(figure: Figure) -> set[str]:
    root = ElementTree.fromstring(figures.draw(figure, "a.svg"))
    return {element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")}


def layers(figure: Figure) -> list[dict[str, Any]]:
    return list(figure.panels[0]["layer"])


def test_bars_name_found_and_included_and_the_years() -> None:
    told = words(trends.years("Works by year", COUNTS, note="made up"))
    assert {"Works by year", "found", "included", "2019", "2021", "made up"} <= told


def test_a_year_that_is_not_over_is_hollow_and_the_picture_says_so() -> None:
    figure = trends.years("Works", COUNTS, unfinished=2021)
    assert "2021 is not over: hollow." in words(figure)
    over = {value["year"]: value["over"] for value in figure.panels[0]["data"]["values"]}
    assert over == {2019: True, 2020: True, 2021: False}


def test_lines_stop_before_a_year_that_is_not_over_and_its_points_stand_apart() -> None:
    line, points = layers(trends.shares("Topics", LINES, unfinished=2021))
    assert {value["year"] for value in line["data"]["values"]} == {2019, 2020}
    assert {(value["name"], value["share"]) for value in points["data"]["values"]} == {
        ("wards", 0.5),
        ("campus", 0.0),
    }


def test_lines_go_to_the_end_where_all_years_are_over() -> None:
    line, points = layers(trends.shares("Topics", LINES))
    assert {value["year"] for value in line["data"]["values"]} == {2019, 2020, 2021}
    assert points["data"]["values"] == []


def test_lines_are_named_and_differ_in_dashes_too() -> None:
    figure = trends.shares("Topics", LINES)
    assert {"wards", "campus", "share of the year's works"} <= words(figure)
    dashes = figure.panels[0]["encoding"]["strokeDash"]["scale"]["range"]
    assert dashes[0] != dashes[1]


def test_a_phone_gets_a_narrow_one() -> None:
    wide = ElementTree.fromstring(figures.draw(trends.shares("T", LINES), "a.svg"))
    narrow = ElementTree.fromstring(figures.draw(trends.shares("T", LINES, narrow=True), "a.svg"))
    assert float(narrow.get("width", 0)) < 400 < float(wide.get("width", 0))


def test_nothing_at_all_is_drawn_too() -> None:
    assert "T" in words(trends.years("T", []))
    assert "T" in words(trends.shares("T", []))
