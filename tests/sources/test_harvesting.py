from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from synth.domain import ledger
from synth.domain.answers import Answer, Request, Search
from synth.domain.ledger import State
from synth.errors import (
    SourceBusy,
    SourceError,
    SourceMissing,
    SourceRefused,
    SourceUnreachable,
)
from synth.sources import harvesting
from tests.sources.toy import DAY, NARROW, NOON, WIDE, Shelf, Toy, World, answer, failing, harvest, walks


def test_every_page_is_asked_once_and_counted() -> None:
    world, shelf = World(), Shelf()
    (entry,) = harvest(world, shelf, walks(NARROW))
    assert (entry.state, entry.hits, entry.records, entry.requests) == (State.COMPLETE, 9, 9, 3)
    assert [request.parameter("page") for request in world.asked] == ["1", "2", "3"]
    assert len(shelf.answers) == 3


def test_what_is_complete_is_not_asked_again() -> None:
    entries = harvest(World(), Shelf(), walks(NARROW))
    assert walks(NARROW, entries=entries) == []


def test_a_new_period_asks_only_for_what_is_new() -> None:
    (entry,) = harvest(World(), Shelf(), walks(NARROW))
    later = DAY + timedelta(days=7)
    (walk,) = harvesting.plan(Toy(), searches=[NARROW], dois=[], entries=[entry], as_of=later)
    assert walk.since == DAY - harvesting.OVERLAP
    assert walk.first[0].parameter("since") == str(walk.since)


def test_a_changed_search_is_asked_whole_and_the_others_not_at_all() -> None:
    entries = harvest(World(), Shelf(), walks(NARROW, WIDE))
    changed = Search(source="toy", name="wide", text="mattering OR othering")
    (walk,) = walks(NARROW, changed, entries=entries)
    assert (walk.search, walk.since) == (changed, None)


def test_a_refusal_leaves_a_gap_keeps_what_came_and_stops_the_source() -> None:
    refused = SourceRefused("budget spent", source="toy", status=429, wait=7200)
    world, shelf = World(failing(refused, page="2")), Shelf()
    first, second = harvest(world, shelf, walks(NARROW, WIDE))
    assert (first.state, second.state) == (State.GAP, State.GAP)
    assert first.due == NOON + timedelta(hours=2)
    assert "budget spent" in first.reason
    assert len(shelf.answers) == 1
    assert len(world.asked) == 2  # nothing of the second search


def test_a_gap_is_closed_from_the_page_where_it_opened() -> None:
    shelf = Shelf()
    down = SourceUnreachable("down", source="toy")
    entries = harvest(World(failing(down, page="3")), shelf, walks(NARROW))
    world = World()
    (entry,) = harvest(world, shelf, walks(NARROW, entries=entries))
    assert [request.parameter("page") for request in world.asked] == ["3"]
    assert (entry.state, entry.records, shelf.renewed) == (State.COMPLETE, 9, 0)
    assert ledger.open_gaps([*entries, entry]) == []


def test_a_walk_whose_cursor_has_died_is_begun_anew() -> None:
    shelf = Shelf()
    harvest(World(failing(SourceUnreachable("down", source="toy"), page="2")), shelf, walks(NARROW))
    died = SourceMissing("cursor expired", source="toy", status=404)
    world = World(failing(died, page="2"))
    (entry,) = harvest(world, shelf, walks(NARROW))
    assert [request.parameter("page") for request in world.asked] == ["2", "1", "2", "3"]
    assert (entry.state, entry.records, shelf.renewed) == (State.COMPLETE, 9, 1)


def test_a_search_asked_wrongly_leaves_a_gap_and_the_next_goes_on() -> None:
    def trouble(request: Request) -> None:
        if request.parameter("text") == NARROW.text:
            raise SourceError("asked wrongly: bad field", source="toy", status=400)

    first, second = harvest(World(trouble), Shelf(), walks(NARROW, WIDE))
    assert (first.state, second.state) == (State.GAP, State.COMPLETE)
    assert "bad field" in first.reason


def test_an_answer_of_another_shape_is_a_gap_and_never_zero_results() -> None:
    class Changed(World):
        def ask(self, request: Request) -> Answer:
            return answer(request, results=[])

    (entry,) = harvest(Changed(), Shelf(), walks(NARROW))
    assert entry.state is State.GAP
    assert "no numbers" in entry.reason


def test_a_cursor_that_repeats_ends_in_a_gap_and_not_in_a_circle() -> None:
    class Circle(World):
        def ask(self, request: Request) -> Answer:
            self.asked.append(request)
            return answer(request, numbers=[1], hits=9, next=1)

    world = Circle()
    (entry,) = harvest(world, Shelf(), walks(NARROW))
    assert entry.state is State.GAP
    assert "already sent" in entry.reason
    assert len(world.asked) == 1


def test_dois_that_a_source_does_not_have_are_listed() -> None:
    def trouble(request: Request) -> None:
        if request.parameter("doi") == "10.1234/404":
            raise SourceMissing("not there", source="toy", status=404)

    (entry,) = harvest(World(trouble), Shelf(), walks(dois=["10.1234/7", "10.1234/404"]))
    assert (entry.state, entry.records, entry.missing) == (State.COMPLETE, 1, ("10.1234/404",))


def test_only_new_dois_are_asked_for() -> None:
    entries = harvest(World(), Shelf(), walks(dois=["10.1234/1", "10.1234/2"]))
    (walk,) = walks(dois=["10.1234/1", "10.1234/2", "10.1234/3"], entries=entries)
    assert walk.dois == ("10.1234/3",)


@pytest.mark.parametrize("page", ["1", "2", "3"])
def test_a_harvest_killed_between_two_pages_continues(page: str) -> None:
    class Killed(BaseException):
        pass

    def trouble(request: Request) -> None:
        if request.parameter("page") == page:
            raise Killed

    shelf, world = Shelf(), World()
    with pytest.raises(Killed):
        harvest(World(trouble), shelf, walks(NARROW))
    (entry,) = harvest(world, shelf, walks(NARROW))
    assert (entry.state, entry.records) == (State.COMPLETE, 9)
    assert len(world.asked) == 4 - int(page)


def test_a_404_to_a_batch_is_a_moved_address_and_not_unknown_dois() -> None:
    class Batching(Toy):
        def fetch(self, dois: Sequence[str]) -> list[Request]:
            return [Request(source="toy", path="/batch", parameters=(("doi", "|".join(dois)),))]

    def trouble(request: Request) -> None:
        raise SourceMissing("no such path", source="toy", status=404)

    source = Batching()
    planned = harvesting.plan(source, searches=[], dois=["10.1234/a"], entries=[], as_of=DAY)
    (entry,) = harvesting.walk_all(
        planned,
        source=source,
        ask=World(trouble).ask,
        shelf=lambda walk: Shelf(),
        clock=lambda: NOON,
        tell=lambda progress: None,
    )
    assert (entry.state, entry.missing, entry.dois) == (State.GAP, (), ())


def test_a_batch_that_cannot_be_asked_leaves_a_gap_and_the_others_go_on() -> None:
    def trouble(request: Request) -> None:
        if request.parameter("doi") == "10.1234/2":
            raise SourceError("asked wrongly", source="toy", status=400)

    world, shelf = World(trouble), Shelf()
    (entry,) = harvest(world, shelf, walks(dois=["10.1234/1", "10.1234/2", "10.1234/3"]))
    assert entry.state is State.GAP
    assert len(shelf.answers) == 2
    again = World(trouble)
    harvest(again, shelf, walks(dois=["10.1234/1", "10.1234/2", "10.1234/3"]))
    assert [request.parameter("doi") for request in again.asked] == ["10.1234/2"]
    assert shelf.renewed == 0


def test_one_search_too_much_for_a_source_does_not_starve_the_others() -> None:
    def trouble(request: Request) -> None:
        if request.parameter("text") == NARROW.text:
            raise SourceBusy("504, five times", source="toy", status=504)

    first, second = harvest(World(trouble), Shelf(), walks(NARROW, WIDE))
    assert (first.state, second.state) == (State.GAP, State.COMPLETE)


def test_a_source_that_is_busy_twice_in_a_row_is_left_alone() -> None:
    def trouble(request: Request) -> None:
        raise SourceBusy("503, five times", source="toy", status=503)

    third = Search(source="toy", name="third", text="othering")
    world = World(trouble)
    entries = harvest(world, Shelf(), walks(NARROW, WIDE, third))
    assert [entry.state for entry in entries] == [State.GAP] * 3
    assert len(world.asked) == 2


def test_hits_without_the_records_are_a_gap_and_are_asked_anew() -> None:
    class Silent(World):
        def ask(self, request: Request) -> Answer:
            self.asked.append(request)
            return answer(request, numbers=[1, 2], hits=5000)

    shelf = Shelf()
    (entry,) = harvest(Silent(), shelf, walks(NARROW))
    assert entry.state is State.GAP
    assert "2 came of 5000" in entry.reason
    (entry,) = harvest(World(), shelf, walks(NARROW))
    assert (entry.state, entry.records, shelf.renewed) == (State.COMPLETE, 9, 1)


def test_a_few_records_less_than_the_source_counts_are_remarked_on() -> None:
    class Short(World):
        def ask(self, request: Request) -> Answer:
            return answer(request, numbers=list(range(99)), hits=101)

    (entry,) = harvest(Short(), Shelf(), walks(NARROW))
    assert entry.state is State.COMPLETE
    assert entry.remarks == ("99 came of 101 that it counts",)


def test_a_day_pinned_ahead_of_its_time_loses_nothing() -> None:
    (entry,) = harvest(World(), Shelf(), walks(NARROW))
    ahead = replace(entry, as_of=DAY + timedelta(days=40))
    (walk,) = harvesting.plan(
        Toy(), searches=[NARROW], dois=[], entries=[ahead], as_of=DAY + timedelta(days=50)
    )
    assert walk.since == DAY - harvesting.OVERLAP


def test_the_ledger_knows_how_many_answers_a_complete_walk_kept() -> None:
    shelf = Shelf()
    gap, complete = (
        harvest(World(failing(SourceUnreachable("down", source="toy"), page="3")), shelf, walks(NARROW))[0],
        harvest(World(), shelf, walks(NARROW))[0],
    )
    assert (gap.folder, gap.answers) == ("", 0)
    assert (complete.folder, complete.answers) == (f"{DAY}.0", 3)


def test_a_record_that_cannot_be_read_came_all_the_same_and_is_remarked_on() -> None:
    class Odd(World):
        def ask(self, request: Request) -> Answer:
            return answer(request, numbers=[1, None, *range(7)], hits=9)

    (entry,) = harvest(Odd(), Shelf(), walks(NARROW))
    assert (entry.state, entry.records) == (State.COMPLETE, 9)
    assert entry.remarks == (
        "1 of its records kept but not read yet: toy: answer.numbers is of no known shape",
    )
