from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from synth.drawing import figures, reading
from synth.drawing.curves import CHANCE, PERFECT
from synth.drawing.reading import FOUND, Course


@st.composite
def courses(draw: st.DrawFn) -> Course:
    relevant = draw(st.lists(st.booleans(), max_size=1500))
    unread, left = draw(st.integers(0, 500)), draw(st.integers(0, 50))
    return Course(relevant=relevant, total=len(relevant) + unread, there=sum(relevant) + min(left, unread))


@given(courses())
def test_every_point_of_a_curve_is_true(course: Course) -> None:
    for point in reading.points(course):
        assert point.found == sum(course.relevant[: point.read])
        assert point.perfect == min(point.read, course.there)
        assert course.total == 0 or abs(point.chance - course.there * point.read / course.total) <= 0.0051


@given(courses(), st.integers(1, 60))
def test_a_curve_goes_from_nothing_to_the_last_work_in_few_points(course: Course, most: int) -> None:
    read = [point.read for point in reading.points(course, most=most)]
    assert (read[0], read[-1]) == (0, len(course.relevant))
    assert all(one < other for one, other in pairwise(read))
    assert len(read) <= most + 2


def drawn(course: Course, *, whole: bool = False) -> dict[str, list[tuple[float, float]]]:
    """Give the lines of the figure's only panel, by kind."""
    (panel,) = reading.figure("Found", course, whole=whole).panels
    lines: dict[str, list[tuple[float, float]]] = {}
    for layer in panel["layer"]:
        for point in layer["data"]["values"]:
            lines.setdefault(point["kind"], []).append((point["read"], point["found"]))
    return lines


COURSE = Course(relevant=[True, True, False, True], total=40, there=8)


def test_the_lines_end_where_the_reading_ends() -> None:
    lines = drawn(COURSE)
    assert lines[FOUND] == [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3)]
    assert lines[PERFECT] == [(0, 0), (4, 4)]
    assert lines[CHANCE] == [(0, 0), (4, 0.8)]


def test_a_curve_that_is_to_grow_has_room_for_the_whole_list() -> None:
    lines = drawn(COURSE, whole=True)
    assert lines[FOUND][-1] == (4, 3)
    assert lines[PERFECT] == [(0, 0), (8, 8), (40, 8)]
    assert lines[CHANCE] == [(0, 0), (40, 8)]


def test_a_perfect_order_far_above_what_is_found_is_cut_and_presses_nothing_flat() -> None:
    course = Course(relevant=[True] * 6 + [False] * 94, total=1000, there=90)
    lines = drawn(course)
    assert reading.top(course) == 14  # by chance 9, and half as much again
    assert lines[PERFECT] == [(0, 0), (14, 14)]
    (panel,) = reading.figure("Found", course).panels
    assert panel["encoding"]["y"]["scale"]["domain"] == [0, 14]
    assert drawn(course, whole=True)[PERFECT] == [(0, 0), (90, 90), (1000, 90)]


@given(courses())
def test_nothing_found_lies_above_the_edge(course: Course) -> None:
    assert all(point.found <= reading.top(course) for point in reading.points(course))


def test_nothing_read_of_nothing_is_drawn() -> None:
    empty = Course(relevant=[], total=0, there=0)
    assert b"</svg>" in figures.draw(reading.figure("Found", empty), "curve.svg")
