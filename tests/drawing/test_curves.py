from bisect import bisect_right
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from synth.drawing import curves
from synth.drawing.curves import CHANCE, PERFECT, Curve

POSITIONS = st.builds(
    lambda count, seed: sorted(Random(seed).sample(range(1, 3001), count)),
    st.integers(1, 2000),
    st.integers(0, 1000),
)


def curve(positions: list[int], *, n: int = 3000, kind: str = "warm") -> Curve:
    return Curve(kind=kind, run=f"{kind}, seed 1", n=n, positions=positions)


def drawn(*runs: Curve) -> dict[str, list[dict[str, Any]]]:
    """Give the points of the only panel, by kind."""
    (panel,) = curves.recall("Recall", [("a set", runs)]).panels
    points: dict[str, list[dict[str, Any]]] = {}
    for layer in panel["layer"]:
        for point in layer["data"]["values"]:
            points.setdefault(point["kind"], []).append(point)
    return points


@given(POSITIONS)
def test_every_corner_of_a_curve_is_true(positions: list[int]) -> None:
    for point in drawn(curve(positions))["warm"]:
        read = round(point["read"] * 3000)
        found = bisect_right(positions, read) / len(positions)
        assert abs(point["found"] - found) < 1e-4


@given(POSITIONS)
def test_a_curve_goes_from_nothing_to_everything_in_few_corners(positions: list[int]) -> None:
    points = drawn(curve(positions))["warm"]
    assert (points[0]["read"], points[0]["found"]) == (0, 0)
    assert (points[-1]["read"], points[-1]["found"]) == (1, 1)
    assert len(points) <= curves.MOST + 3


def test_the_perfect_order_finds_all_first_and_chance_as_much_as_is_read() -> None:
    points = drawn(curve([2, 4, 9], n=12))
    assert [(point["read"], point["found"]) for point in points[PERFECT]] == [(0, 0), (0.25, 1), (1, 1)]
    assert [(point["read"], point["found"]) for point in points[CHANCE]] == [(0, 0), (1, 1)]


def test_a_run_that_had_nothing_to_find_is_drawn_as_nothing_found() -> None:
    for n in (12, 0):
        points = drawn(curve([], n=n))["warm"]
        assert [(point["read"], point["found"]) for point in points] == [(0, 0)]


def test_several_sets_are_several_panels_with_one_legend() -> None:
    figure = curves.recall("Recall", [("north", [curve([1])]), ("south", [curve([2], kind="cold")])])
    assert [panel["title"]["text"] for panel in figure.panels] == ["north", "south"]
    legends = [panel["encoding"]["color"]["scale"]["domain"] for panel in figure.panels]
    assert legends == [["warm", "cold", PERFECT, CHANCE]] * 2


def test_a_set_alone_stands_in_the_title() -> None:
    assert curves.recall("Recall", [("north", [curve([1])]), ("south", [])]).title == "Recall: north"
