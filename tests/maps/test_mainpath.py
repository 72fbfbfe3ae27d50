"""Search path counts and main paths: by hand, as published, and against all paths written out."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from itertools import pairwise

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.demo import recovering
from synth.maps import acyclic, mainpath
from synth.maps.acyclic import Arcs
from tests.maps import twelve

# The sample network of the encyclopedic article on main path analysis (J. S. Liu, "Main path analysis",
# Wikipedia, 24 August 2017), as far as its text tells it: all paths through (B, D), five in number. It says
# of them that (B, D) has the search path count 5, and that six paths go through (D, F) when they may begin at
# every ancestor (SPLC): from B and from D.
LIU = ["BD", "DF", "DI", "FH", "FI", "HK", "IL", "IM", "MN"]
LIU_PATHS = ["BDFHK", "BDFIL", "BDFIMN", "BDIL", "BDIMN"]
# Part of the network on the theory of DNA (Hummon and Doreian 1989), as V. Batagelj published it to try such
# programs with: github.com/bavla/Nets, data/Pajek/bib/cite/Test.net, and TestSPLC.net with a work before all.
DNA = {
    *(("3", "5"), ("3", "21"), ("5", "12"), ("12", "20"), ("12", "15"), ("20", "21"), ("20", "22")),
    *(("15", "22"), ("21", "22")),
}


def read(pairs: Iterable[Sequence[str]]) -> tuple[list[str], Arcs]:
    """Give the works in the order of their names, and the arcs from the cited to the citing."""
    pairs = list(pairs)
    works = sorted({work for pair in pairs for work in pair})
    places = [(works.index(cited), works.index(citing)) for cited, citing in pairs]
    return works, acyclic.ordered(places, count=len(works))


def counted(pairs: Iterable[Sequence[str]]) -> dict[tuple[str, str], int]:
    works, arcs = read(pairs)
    found = mainpath.counts(arcs, mainpath.traverse(arcs))
    return {(works[cited], works[citing]): count for (cited, citing), count in found.items()}


def test_the_twelve_works_are_traversed_as_by_hand() -> None:
    references = twelve.references()
    arcs = acyclic.arcs(references)
    traversals = mainpath.traverse(arcs)
    found = {
        (references.works[cited], references.works[citing]): count
        for (cited, citing), count in mainpath.counts(arcs, traversals).items()
    }
    assert found == twelve.TRAVERSALS
    assert traversals.paths == twelve.PATHS
    steps = mainpath.global_path(arcs, traversals)
    assert [
        (references.works[step.cited], references.works[step.citing]) for step in steps
    ] == twelve.MAIN_PATH
    assert [step.place for step in steps] == [1, 2, 3, 4]
    assert [step.share for step in steps] == [count / 11 for count in (3, 4, 4, 6)]


def test_the_published_counts_of_the_sample_network_are_found() -> None:
    found = counted(LIU)
    assert found["B", "D"] == 5
    assert found == {(arc[0], arc[1]): sum(arc in path for path in LIU_PATHS) for arc in LIU}
    # Batagelj 2003: the search path link count is the search path count when a work is put before all.
    before_all = [*LIU, *(("*", work) for work in {one for pair in LIU for one in pair})]
    assert counted(before_all)["D", "F"] == 6


def test_the_ways_over_the_published_test_network_obey_kirchhoff() -> None:
    works, arcs = read(DNA)
    assert [works[work] for work in arcs.sources] == ["3"]
    assert [works[work] for work in arcs.sinks] == ["22"]
    traversals = mainpath.traverse(arcs)
    # 3-21-22, 3-5-12-15-22, 3-5-12-20-22, 3-5-12-20-21-22
    assert traversals.paths == 4
    found = counted(DNA)
    assert found["5", "12"] == 3
    assert found["21", "22"] == found["12", "20"] == 2
    path = [works[step.citing] for step in mainpath.global_path(arcs, traversals)]
    assert path == ["5", "12", "20", "21", "22"]  # 3 + 3 + 2 + 1 + 2


graphs = st.integers(2, 9).flatmap(
    lambda count: st.tuples(
        st.permutations(range(count)),
        st.sets(
            st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(
                lambda one: one[0] < one[1]
            ),
            max_size=16,
        ),
    )
)


@settings(deadline=None)
@given(graphs)
def test_counts_and_paths_equal_all_paths_written_out(
    drawn: tuple[list[int], set[tuple[int, int]]],
) -> None:
    numbers, forward = drawn
    pairs = {(numbers[cited], numbers[citing]) for cited, citing in forward}
    arcs = acyclic.ordered(pairs, count=len(numbers))
    traversals = mainpath.traverse(arcs)
    graph = networkx.DiGraph(list(pairs))
    ends = [
        (source, sink)
        for source in graph
        for sink in graph
        if not graph.in_degree(source) and not graph.out_degree(sink)
    ]
    paths = [
        path for source, sink in ends for path in networkx.all_simple_paths(graph, source, sink) if path[1:]
    ]
    through = {arc: sum(arc in pairwise(path) for path in paths) for arc in pairs}
    assert mainpath.counts(arcs, traversals) == through
    assert traversals.paths == len(paths)
    assert sum(through[arc] for arc in pairs if arc[0] in arcs.sources) == len(paths)

    def best(some: Iterable[list[int]]) -> list[tuple[int, int]]:
        return list(
            pairwise(min(some, key=lambda path: (-sum(through[arc] for arc in pairwise(path)), path)))
        )

    steps = mainpath.global_path(arcs, traversals)
    assert [(step.cited, step.citing) for step in steps] == (best(paths) if paths else [])
    wanted = {
        arc
        for key in sorted(through, key=lambda one: (-through[one], one))[:3]
        for arc in best(path for path in paths if key in pairwise(path))
    }
    routes = mainpath.key_routes(arcs, traversals, routes=3)
    assert {(step.cited, step.citing) for step in routes} == wanted
    place = {step.cited: step.place for step in routes}
    assert all(place[step.cited] < place.get(step.citing, len(numbers) + 1) for step in routes)


def test_counts_that_no_number_type_holds_are_exact() -> None:
    # Rungs of two: each doubles the ways, 200 of them make 2 to the power of 200.
    pairs = []
    for rung in range(200):
        low, high = 3 * rung, 3 * rung + 3
        pairs += [(low, low + 1), (low, low + 2), (low + 1, high), (low + 2, high)]
    arcs = acyclic.ordered(pairs, count=601)
    traversals = mainpath.traverse(arcs)
    assert traversals.paths == 2**200
    steps = mainpath.global_path(arcs, traversals)
    assert {step.traversals for step in steps} == {2**199}
    assert {step.share for step in steps} == {0.5}
    assert [step.citing for step in steps[:2]] == [1, 3]  # the first of each rung's two


def test_where_nothing_is_cited_there_is_no_path() -> None:
    arcs = acyclic.ordered([], count=3)
    traversals = mainpath.traverse(arcs)
    assert traversals.paths == 0
    assert mainpath.global_path(arcs, traversals) == mainpath.key_routes(arcs, traversals) == []


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_arcs_does_not_matter(seed: int) -> None:
    pairs = [(cited, citing) for cited in range(12) for citing in range(cited + 1, 12, 2)]
    first = acyclic.ordered(pairs, count=12)
    random.Random(seed).shuffle(pairs)
    again = acyclic.ordered(pairs, count=12)
    assert first == again


@settings(deadline=None)
@given(graphs)
def test_the_path_is_that_of_the_demonstration_s_own_computation(
    drawn: tuple[list[int], set[tuple[int, int]]],
) -> None:
    numbers, forward = drawn
    pairs = {(numbers[cited], numbers[citing]) for cited, citing in forward}
    arcs = acyclic.ordered(pairs, count=len(numbers))
    steps = mainpath.global_path(arcs, mainpath.traverse(arcs))
    truth = recovering.main_path({(str(cited), str(citing)) for cited, citing in pairs})
    assert [(str(step.cited), str(step.citing)) for step in steps] == truth
