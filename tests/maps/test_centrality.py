"""PageRank and betweenness equal networkx's, whole and from some works only."""

from __future__ import annotations

import random

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from synth.maps import centrality

Pairs = set[tuple[int, int]]

drawn = st.integers(1, 10).flatmap(
    lambda count: st.tuples(
        st.just(count),
        st.sets(
            st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(
                lambda one: one[0] != one[1]
            ),
            max_size=30,
        ),
    )
)


def matrix(count: int, pairs: Pairs) -> csr_array:
    ends = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    return csr_array((np.ones(len(ends), dtype=np.int64), (ends[:, 0], ends[:, 1])), shape=(count, count))


def directed(count: int, pairs: Pairs) -> networkx.DiGraph[int]:
    graph: networkx.DiGraph[int] = networkx.DiGraph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(sorted(pairs))
    return graph


def random_pairs(count: int, edges: int, seed: int) -> Pairs:
    rng = random.Random(seed)
    return {(a, b) for a, b in ((rng.randrange(count), rng.randrange(count)) for _ in range(edges)) if a != b}


@settings(deadline=None)
@given(drawn)
def test_pagerank_equals_networkx(case: tuple[int, Pairs]) -> None:
    ranks = networkx.pagerank(directed(*case), tol=1e-13, max_iter=1000)
    found = centrality.pagerank(matrix(*case))
    assert found.tolist() == pytest.approx([ranks[work] for work in range(case[0])], abs=1e-10)
    assert found.sum() == pytest.approx(1)


@settings(deadline=None)
@given(drawn)
def test_betweenness_equals_networkx(case: tuple[int, Pairs]) -> None:
    count, pairs = case
    wanted = networkx.betweenness_centrality(directed(count, pairs).to_undirected())
    graph = centrality.undirected(matrix(count, pairs))
    found = centrality.betweenness(graph, np.arange(count))
    assert found.tolist() == pytest.approx([wanted[work] for work in range(count)], abs=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_the_estimate_from_some_works_equals_networkx_from_the_same(seed: int) -> None:
    pairs = random_pairs(200, 400, seed)
    graph = directed(200, pairs).to_undirected()
    pivots = random.Random(7).sample(list(graph.nodes()), 90)  # as networkx draws them
    wanted = networkx.betweenness_centrality(graph, k=90, seed=7)
    found = centrality.betweenness(centrality.undirected(matrix(200, pairs)), np.array(pivots))
    assert found.tolist() == pytest.approx([wanted[work] for work in range(200)], abs=1e-12)


def test_one_pivot_says_nothing_of_itself() -> None:
    chain = centrality.undirected(matrix(4, {(1, 0), (2, 1), (3, 2)}))
    assert centrality.betweenness(chain, np.array([0])).tolist() == [0, 1, 0.5, 0]


def test_where_there_are_few_works_all_are_measured_from() -> None:
    assert centrality.drawn(5, pivots=5, seed=1).tolist() == [0, 1, 2, 3, 4]


def test_where_there_are_many_the_draw_is_the_same_each_time_and_another_by_seed() -> None:
    one = centrality.drawn(1000, pivots=50, seed=1)
    assert len(set(one.tolist())) == 50
    assert one.tolist() == centrality.drawn(1000, pivots=50, seed=1).tolist()
    assert one.tolist() != centrality.drawn(1000, pivots=50, seed=2).tolist()


def test_the_more_pivots_the_nearer_the_estimate() -> None:
    graph = centrality.undirected(matrix(300, random_pairs(300, 700, 5)))
    whole = centrality.betweenness(graph, np.arange(300))
    far = [
        np.abs(centrality.betweenness(graph, centrality.drawn(300, pivots=count, seed=1)) - whole).sum()
        for count in (10, 50, 290)
    ]
    assert far[0] > far[1] > far[2]


@pytest.mark.parametrize("count", [3, 7, 50, 333])
def test_the_middle_of_a_star_is_on_all_ways_and_on_no_more(count: int) -> None:
    star = centrality.undirected(matrix(count, {(work, 0) for work in range(1, count)}))
    for pivots in (count, 2 + count // 3):
        found = centrality.betweenness(star, centrality.drawn(count, pivots=pivots, seed=3))
        assert found[0] == pytest.approx(1)
        assert found.max() <= 1


def test_how_many_walk_abreast_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = centrality.undirected(matrix(60, random_pairs(60, 120, 2)))
    whole = centrality.betweenness(graph, np.arange(60))
    monkeypatch.setattr(centrality, "ABREAST", 7)
    assert centrality.betweenness(graph, np.arange(60)).tolist() == pytest.approx(whole.tolist())


def test_no_works_and_no_citations_are_no_trouble() -> None:
    assert centrality.pagerank(matrix(0, set())).tolist() == []
    assert centrality.pagerank(matrix(2, set())).tolist() == [0.5, 0.5]
    assert centrality.betweenness(matrix(0, set()), np.arange(0)).tolist() == []
    assert centrality.betweenness(matrix(4, set()), np.arange(4)).tolist() == [0] * 4


def test_both_equal_igraph_where_it_is_installed() -> None:
    igraph = pytest.importorskip("igraph", reason="igraph is optional: it is under the GPL")
    pairs = random_pairs(300, 900, 4)
    graph = igraph.Graph(n=300, edges=sorted(pairs), directed=True)
    found = centrality.pagerank(matrix(300, pairs))
    assert found.tolist() == pytest.approx(graph.pagerank(), abs=1e-8)
    either = centrality.undirected(matrix(300, pairs))
    wanted = [one / (299 * 298 / 2) for one in graph.as_undirected().betweenness()]
    assert centrality.betweenness(either, np.arange(300)).tolist() == pytest.approx(wanted)
