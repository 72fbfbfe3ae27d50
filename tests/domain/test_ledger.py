from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from synth.domain import ledger
from synth.domain.ledger import Entry, State

DAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def complete(**changes: object) -> Entry:
    entry = Entry(
        state=State.COMPLETE, source="openalex", search="narrow", key="k1", text="a", as_of=DAY, at=NOW
    )
    return replace(entry, **changes)  # type: ignore[arg-type]  # fields by name, as a test writes them


def gap(**changes: object) -> Entry:
    return complete(state=State.GAP, reason="openalex: 503", **changes)


def test_no_gap_calls_for_nothing() -> None:
    assert ledger.called_for([complete()], as_of=DAY, now=NOW) == []


def test_a_gap_is_called_for_once_it_is_due() -> None:
    later = gap(due=NOW + timedelta(hours=3))
    assert ledger.called_for([later], as_of=DAY, now=NOW) == []
    assert len(ledger.called_for([later], as_of=DAY, now=NOW + timedelta(hours=3))) == 1


def test_a_closed_gap_stays_named_so_that_nothing_runs_again() -> None:
    before = ledger.called_for([gap()], as_of=DAY, now=NOW)
    assert ledger.called_for([gap(), complete()], as_of=DAY, now=NOW) == before


def test_a_second_gap_of_the_same_search_is_another_call() -> None:
    once = ledger.called_for([gap()], as_of=DAY, now=NOW)
    twice = ledger.called_for([gap(), gap()], as_of=DAY, now=NOW)
    assert set(once) < set(twice)


def test_gaps_of_an_earlier_period_are_not_called_for() -> None:
    assert ledger.called_for([gap(as_of=DAY - timedelta(days=7))], as_of=DAY, now=NOW) == []


def test_the_last_complete_walk_is_that_of_the_latest_day() -> None:
    old = complete(as_of=DAY - timedelta(days=7))
    found = ledger.last_complete([complete(), old, gap()], source="openalex", key="k1")
    assert found == complete()
    assert ledger.last_complete([complete()], source="pubmed", key="k1") is None


def test_dois_count_as_asked_only_where_the_walk_was_completed() -> None:
    entries = [complete(key="dois", dois=("10.1/a",)), gap(key="dois", dois=("10.1/b",))]
    assert ledger.asked_dois(entries, source="openalex", as_of=DAY) == {"10.1/a"}
    assert ledger.asked_dois(entries, source="openalex", as_of=DAY + timedelta(days=1)) == set()


def test_a_gap_is_open_until_its_search_is_completed() -> None:
    assert ledger.open_gaps([complete(), gap()]) == [gap()]
    assert ledger.open_gaps([gap(), complete()]) == []
    assert ledger.open_gaps([gap(key="k2"), complete()]) == [gap(key="k2")]


def test_a_walk_whose_answers_are_lost_is_owed_again_with_all_that_stood_on_it() -> None:
    first, news = complete(answers=2), complete(as_of=DAY + timedelta(days=7), since=DAY, answers=1)
    other, dois = complete(key="k2"), complete(key="dois", dois=("10.1/a",))
    entries = [first, other, dois, news]
    assert ledger.owed_again(entries, lost=[first], dois=[]) == [first]
    assert ledger.without(entries, [first]) == [other, dois]
    assert ledger.without(entries, [news]) == [first, other, dois]


def test_a_lost_walk_is_made_good_by_one_that_asked_as_far_back() -> None:
    lost = complete(since=DAY - timedelta(days=14), answers=1)
    whole, further = complete(answers=3), complete(since=DAY - timedelta(days=20))
    nearer = complete(since=DAY - timedelta(days=7))
    assert ledger.owed_again([lost, whole], lost=[lost], dois=[]) == []
    assert ledger.owed_again([lost, further], lost=[lost], dois=[]) == []
    for later in (nearer, gap(), complete(key="k2")):
        assert ledger.owed_again([lost, later], lost=[lost], dois=[]) == [lost]
    assert ledger.owed_again([whole, lost], lost=[lost], dois=[]) == [lost]
    assert ledger.owed_again([lost, whole], lost=[lost, whole], dois=[]) == [lost, whole]


def test_lost_dois_are_made_good_by_a_walk_for_those_that_still_count() -> None:
    lost, later = complete(key="dois", dois=("10.1/a", "10.1/b")), complete(key="dois", dois=("10.1/b",))
    assert ledger.owed_again([lost, later], lost=[lost], dois=["10.1/a", "10.1/b"]) == [lost]
    assert ledger.owed_again([lost, later], lost=[lost], dois=["10.1/b"]) == []
    assert ledger.owed_again([lost], lost=[lost], dois=["10.1/c"]) == []
