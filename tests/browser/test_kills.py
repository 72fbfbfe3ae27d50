"""A server killed while people screen: what was answered is on disk, and what was pressed is there once."""

from __future__ import annotations

import pytest

from benchmarks import room_kills
from benchmarks.room_kills import Plan
from tests.browser import chromium
from tests.browser.room import Room


@pytest.mark.skipif(bool(chromium.missing()), reason=chromium.missing())
def test_no_decision_is_lost_or_made_twice_when_the_server_is_killed(room: Room) -> None:
    moments = room_kills.run(room, Plan(people=3, decisions=45, kills=2, pause=0.15, every=2.0))
    *kills, end = moments
    assert kills
    assert [(one.lost, one.twice, one.torn) for one in moments] == [(0, 0, 0)] * len(moments)
    assert end.pressed == end.answered == end.lines == 45
