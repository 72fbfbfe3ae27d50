"""Works that cite each other in circles: what is dropped, and that nothing else is."""

from __future__ import annotations

import networkx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.maps import acyclic, mainpath
from synth.maps.references import Listed, resolve

UNKNOWN = float("nan")


def opened(pairs: list[tuple[int, int]], years: list[float]) -> tuple[set[tuple[int, int]], ...]:
    kept, dropped = acyclic.opened(np.array(pairs, dtype=np.int64).reshape(-1, 2), np.array(years))
    return {(int(a), int(b)) for a, b in kept}, {(int(a), int(b)) for a, b in dropped}


def test_of_two_that_cite_each_other_the_arc_from_the_younger_goes() -> None:
    assert opened([(0, 1), (1, 0)], [2010, 2005]) == ({(1, 0)}, {(0, 1)})


def test_in_the_same_year_the_arc_against_the_order_of_ids_goes() -> None:
    assert opened([(0, 1), (1, 0)], [2010, 2010]) == ({(0, 1)}, {(1, 0)})
    assert opened([(0, 1), (1, 0)], [UNKNOWN, 2010]) == ({(0, 1)}, {(1, 0)})


def test_an_arc_against_the_year_that_is_on_no_circle_stays() -> None:
    assert opened([(0, 1), (1, 2)], [2010, 2005, 2001]) == ({(0, 1), (1, 2)}, set())


def test_in_a_circle_of_three_only_the_arc_back_in_time_goes() -> None:
    assert opened([(0, 1), (1, 2), (2, 0)], [2001, 2002, 2003]) == ({(0, 1), (1, 2)}, {(2, 0)})


def test_what_hangs_on_a_circle_is_left_alone() -> None:
    pairs = [(3, 0), (0, 1), (1, 0), (1, 2)]
    assert opened(pairs, [2001, 2001, 2000, 2009]) == ({(3, 0), (0, 1), (1, 2)}, {(1, 0)})


drawn = st.integers(2, 9).flatmap(
    lambda count: st.tuples(
        st.lists(st.sampled_from([UNKNOWN, 2001.0, 2002.0, 2003.0]), min_size=count, max_size=count),
        st.sets(
            st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(
                lambda one: one[0] != one[1]
            ),
            max_size=25,
        ),
    )
)


@settings(deadline=None)
@given(drawn)
def test_no_circle_is_left_and_only_arcs_on_circles_go(
    case: tuple[list[float], set[tuple[int, int]]],
) -> None:
    years, pairs = case
    kept, dropped = opened(sorted(pairs), years)
    assert kept | dropped == pairs
    assert not kept & dropped
    assert networkx.is_directed_acyclic_graph(networkx.DiGraph(list(kept)))
    graph = networkx.DiGraph(list(pairs))
    assert all(networkx.has_path(graph, citing, cited) for cited, citing in dropped)


@settings(deadline=None)
@given(drawn)
def test_each_work_comes_after_all_it_cites(case: tuple[list[float], set[tuple[int, int]]]) -> None:
    years, pairs = case
    kept, dropped = opened(sorted(pairs), years)
    arcs = acyclic.ordered(kept, count=len(years), dropped=sorted(dropped))
    at = {work: place for place, work in enumerate(arcs.order)}
    assert sorted(arcs.order) == list(range(len(years)))
    assert all(at[cited] < at[citing] for cited, citing in kept)


def test_a_corpus_with_a_circle_has_a_main_path_and_says_what_was_dropped() -> None:
    cites = {"a": "c", "b": "a", "c": "b", "d": "c"}
    references = resolve(
        Listed(work=work, aliases=(work,), references=tuple(cites[work]), year=year)
        for work, year in zip("abcd", (2001, 2002, 2003, 2004), strict=True)
    )
    arcs = acyclic.arcs(references)
    assert arcs.dropped == [(2, 0)]
    steps = mainpath.global_path(arcs, mainpath.traverse(arcs))
    assert [(step.cited, step.citing) for step in steps] == [(0, 1), (1, 2), (2, 3)]
