from __future__ import annotations

from itertools import combinations

import numpy

from synth.drawing import labels
from synth.drawing.labels import Box, Ground

FRAME = Box(left=0, top=0, right=600, bottom=600)
NOTHING = Ground(numpy.zeros((0, 2)), FRAME)


def test_names_cover_no_other_name_and_stay_in_the_frame() -> None:
    wanted = [((f"name {place}", "of a group"), 300.0 + place, 300.0) for place in range(30)]
    found = labels.placed(wanted, size=12, frame=FRAME, ground=NOTHING)
    boxes = [labels.box(label.lines, label.x, label.y, size=12) for label in found]
    assert len(found) == 30
    assert all(box.inside(FRAME) for box in boxes)
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))


def test_a_name_stands_beside_its_works_where_there_is_room() -> None:
    chance = numpy.random.default_rng(1)
    works = 300 + 30 * chance.normal(size=(400, 2))
    ground = Ground(works, FRAME)
    (label,) = labels.placed([(("a name",), 300.0, 300.0)], size=12, frame=FRAME, ground=ground)
    assert ground.covered(labels.box(label.lines, label.x, label.y, size=12)) < 20
    assert 20 < numpy.hypot(label.x - 300, label.y - 300) < 120


def test_a_name_without_works_below_stands_on_its_spot() -> None:
    (label,) = labels.placed([(("a name",), 300.0, 300.0)], size=12, frame=FRAME, ground=NOTHING)
    assert (label.x, label.y) == (300, 300)


def test_where_there_is_no_room_the_later_names_are_left_out() -> None:
    small = Box(left=0, top=0, right=90, bottom=40)
    wanted = [(("a long name",), 45.0, 20.0)] * 5
    found = labels.placed(wanted, size=12, frame=small, ground=Ground(numpy.zeros((0, 2)), small))
    assert 1 <= len(found) < 5


def test_the_ground_counts_what_a_box_covers() -> None:
    ground = Ground(numpy.array([(10.0, 10.0), (50.0, 50.0), (51.0, 50.0)]), FRAME)
    assert ground.covered(Box(left=40, top=40, right=60, bottom=60)) == 2
    assert ground.covered(Box(left=0, top=0, right=600, bottom=600)) == 3
    assert ground.covered(Box(left=100, top=100, right=200, bottom=200)) == 0


def test_a_text_breaks_between_words_and_ends_with_dots_where_it_is_too_long() -> None:
    named = labels.wrapped("students on placement in hospitals: rural", size=12, room=120, most=2)
    assert named == ("students on", "… rural")
    lines = labels.wrapped("students on placement in hospitals of the country", size=12, room=120, most=2)
    assert lines[0] == "students on" and lines[1].startswith("placement in") and lines[1].endswith("…")
    assert all(labels.width(line, 12) <= 120 for line in lines)
    assert labels.wrapped("short", size=12, room=120) == ("short",)
    assert labels.wrapped("x" * 60, size=12, room=120)[0].endswith("…")
