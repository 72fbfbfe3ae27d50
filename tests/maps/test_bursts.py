"""Bursts of citations: worked out by hand, and against all sequences of states written out."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.maps import bursts
from synth.maps.references import Listed, References, resolve


def spans(relevant: list[int], total: list[int]) -> list[tuple[int, int, float]]:
    return list(bursts.spans_of(np.array(relevant), np.array(total)))


def test_a_year_of_many_citations_is_a_burst_as_by_hand() -> None:
    # 10 of 50: p = 1/5, in the burst 2/5. A year with r of 10 gains r ln 2 - (10 - r) ln (0.8 / 0.6); the
    # middle year 6 ln 2 - 4 ln 4/3 = 3.01, the others lose; to enter costs ln 5 = 1.61.
    found = spans([1, 1, 6, 1, 1], [10] * 5)
    assert [(first, last) for first, last, _ in found] == [(2, 2)]
    assert found[0][2] == pytest.approx(6 * math.log(2) - 4 * math.log(4 / 3))
    assert found[0][2] == pytest.approx(3.00815, abs=1e-5)


def test_a_year_that_gains_less_than_it_costs_to_enter_is_none() -> None:
    # 12 of 50: p = 0.24; the middle year gains 4 ln 2 - 6 ln (0.76 / 0.52) = 0.50, less than ln 5.
    assert spans([2, 2, 4, 2, 2], [10] * 5) == []


def test_a_poor_year_between_rich_ones_is_bridged_where_that_is_cheaper_than_to_enter_again() -> None:
    # 18 of 120, p = 0.15: a year of 8 gains 8 ln 2 - 12 ln (0.85 / 0.7) = 3.22; that of 2 between them loses
    # 18 ln (0.85 / 0.7) - 2 ln 2 = 2.11, but ending and entering anew would cost ln 6 = 1.79: two bursts.
    found = spans([0, 8, 2, 8, 0, 0], [20] * 6)
    assert [(first, last) for first, last, _ in found] == [(1, 1), (3, 3)]
    # With 3 in between it loses 17 * 0.194 - 3 * 0.693 = 1.22 only: one burst.
    assert [(first, last) for first, last, _ in spans([0, 8, 3, 8, 0, 0], [20] * 6)] == [(1, 3)]


def test_what_half_of_all_cite_anyway_cannot_burst() -> None:
    assert spans([9, 10, 10], [10, 10, 10]) == []
    assert spans([0, 0], [5, 5]) == []


batches = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 30)).map(lambda one: (one[0], one[0] + one[1] + 1)),
    min_size=1,
    max_size=8,
)


@settings(deadline=None)
@given(batches)
def test_the_states_are_the_cheapest_of_all_sequences(drawn: list[tuple[int, int]]) -> None:
    relevant, total = [one[0] for one in drawn], [one[1] for one in drawn]
    share = sum(relevant) / sum(total)
    found = spans(relevant, total)
    if not 0 < 2 * share < 1:
        assert found == []
        return

    def cost(states: tuple[bool, ...]) -> float:
        entered = sum(now and not before for before, now in itertools.pairwise((False, *states)))
        likely = (
            count * math.log(share * (1 + state)) + (all_ - count) * math.log(1 - share * (1 + state))
            for count, all_, state in zip(relevant, total, states, strict=True)
        )
        return entered * math.log(len(total)) - sum(likely)

    ours = tuple(any(first <= batch <= last for first, last, _ in found) for batch in range(len(total)))
    cheapest = min(map(cost, itertools.product((False, True), repeat=len(total))))
    assert cost(ours) == pytest.approx(cheapest)


def corpus(old: list[int], by_year: dict[int, tuple[int, int]]) -> References:
    """Give one old work, another, and works that cite: of each year so many the first, so many the second."""
    listed = [
        Listed(work=name, aliases=(name,), references=(), year=year)
        for name, year in zip(("a", "b"), old, strict=True)
    ]
    for year, counts in by_year.items():
        for cited, count in zip("ab", counts, strict=True):
            listed += [
                Listed(work=f"c{year}{cited}{n}", aliases=(), references=(cited,), year=year)
                for n in range(count)
            ]
    return resolve(listed)


def test_a_burst_of_a_work_is_told_by_its_years() -> None:
    years = {2001: (1, 9), 2002: (1, 9), 2003: (6, 4), 2004: (1, 9), 2005: (1, 9)}
    found = [one for one in bursts.bursts(corpus([2000, 2000], years)) if one.work == 0]
    assert [(one.first_year, one.last_year, one.citations) for one in found] == [(2003, 2003, 6)]
    assert found[0].strength == pytest.approx(6 * math.log(2) - 4 * math.log(4 / 3))


def test_years_before_a_work_appeared_are_not_held_against_it() -> None:
    years = {1990: (0, 50), **dict.fromkeys(range(2001, 2006), (2, 8))}
    assert [one.work for one in bursts.bursts(corpus([2000, 1980], years)) if one.work == 0] == []


def test_a_work_of_unknown_year_is_looked_at_from_its_first_citation_on() -> None:
    listed = [
        Listed(work="a", aliases=("a",), references=()),
        Listed(work="b", aliases=("b",), references=("a",)),
        Listed(work="c", aliases=("c",), references=("a",), year=2003),
        Listed(work="d", aliases=("d",), references=("a",), year=2004),
    ]
    assert bursts.bursts(resolve(listed)) == []


def test_where_nothing_is_cited_nothing_bursts() -> None:
    assert bursts.bursts(resolve([])) == []
    assert bursts.bursts(resolve([Listed(work="a", aliases=("a",), references=("x:1",), year=2001)])) == []
