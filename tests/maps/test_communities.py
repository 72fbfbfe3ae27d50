"""Communities: modularity as networkx has it, planted ones found, their number by stability."""

from __future__ import annotations

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from sklearn.metrics import adjusted_mutual_info_score

from synth.maps import communities
from synth.maps.communities import LEAST, Tried
from synth.maps.references import Listed, References, resolve
from tests.maps import twelve


def planted(
    groups: int, *, size: int = 30, inside: float = 0.8, seed: int = 1
) -> tuple[References, list[int]]:
    """Give works that each cite eight earlier ones, most of their own group, and the groups."""
    rng = np.random.default_rng(seed)
    of = rng.permutation(np.repeat(np.arange(groups), size))
    listed = []
    for work, group in enumerate(of.tolist()):
        own = [other for other in range(work) if of[other] == group]
        cited = {
            int(rng.choice(own) if own and rng.random() < inside else rng.integers(0, work))
            for _ in range(8 if work else 0)
        }
        names = tuple(f"w{other:04}" for other in sorted(cited))
        listed.append(Listed(work=f"w{work:04}", aliases=(f"w{work:04}",), references=names, year=2000))
    return resolve(listed), of.tolist()


@settings(deadline=None)
@given(
    st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda one: one[0] < one[1]), min_size=1),
    st.lists(st.integers(0, 3), min_size=8, max_size=8),
    st.sampled_from([0.5, 1.0, 2.5]),
)
def test_modularity_equals_networkx(edges: set[tuple[int, int]], of: list[int], resolution: float) -> None:
    graph: networkx.Graph[int] = networkx.Graph()
    graph.add_nodes_from(range(8))
    for one, other in edges:
        graph.add_edge(one, other, weight=1 + one / 4)
    groups = [{work for work in range(8) if of[work] == group} for group in set(of)]
    wanted = networkx.community.modularity(graph, groups, resolution=resolution)
    matrix = csr_array(networkx.to_scipy_sparse_array(graph, nodelist=range(8), format="csr"))
    found = communities.modularity(matrix, np.array(of), resolution=resolution)
    assert found == pytest.approx(wanted)


@pytest.mark.parametrize("groups", [3, 8])
def test_planted_communities_are_found_and_their_number_too(groups: int) -> None:
    references, of = planted(groups)
    found = communities.find(references, seed=1)
    assert adjusted_mutual_info_score(of, found.of.tolist()) > 0.9
    assert len(set(found.of.tolist()) - {-1}) == groups
    assert found.chosen in found.tried


def test_the_same_seed_gives_the_same_communities() -> None:
    references, _ = planted(4, inside=0.5)
    one, again = (communities.find(references, seed=3) for _ in range(2))
    assert one.of.tolist() == again.of.tolist()
    assert one.tried == again.tried


def test_communities_are_numbered_by_size() -> None:
    references, _ = planted(5, size=25)
    sizes = np.bincount(communities.find(references, seed=1).of)
    assert sizes.tolist() == sorted(sizes.tolist(), reverse=True)
    assert sizes.min() >= LEAST


def test_a_citation_weighs_by_what_both_cite_and_who_cites_both() -> None:
    references = twelve.references()
    graph = communities.weighted(references)
    place = {name: number for number, name in enumerate(references.works)}
    assert (graph != graph.T).nnz == 0
    assert graph[place["a"], place["b"]] == 0  # neither cites the other
    assert graph[place["c"], place["a"]] == 1  # c cites a; they share nothing else
    assert graph[place["g"], place["e"]] == 1
    # g cites e and f, and f cites c as e does; e and g share no reference, and nobody cites both.
    assert graph[place["g"], place["f"]] == 1


def test_the_weight_grows_with_what_is_shared() -> None:
    # b cites a; both cite x; c cites a and b.
    cites = {"a": ("x",), "b": ("a", "x"), "c": ("a", "b"), "x": ()}
    references = resolve(Listed(work=name, aliases=(name,), references=cites[name]) for name in cites)
    graph = communities.weighted(references)
    coupled, cocited = 1 / np.sqrt(1 * 2), 1 / np.sqrt(2 * 1)
    assert graph[1, 0] == pytest.approx(1 + coupled + cocited)


def test_works_without_a_citation_and_very_small_groups_have_no_community() -> None:
    cites = {"a": ("b",), "c": ("d", "outside:1"), "e": (), "b": (), "d": (), "f": ("outside:1",)}
    references = resolve(Listed(work=name, aliases=(name,), references=cites[name]) for name in cites)
    found = communities.find(references, seed=1)
    assert set(found.of.tolist()) == {-1}
    assert found.small == 4


def test_where_nothing_is_cited_there_is_no_community() -> None:
    for references in (resolve([]), resolve([Listed(work="a", aliases=("a",), references=("x:1",))])):
        found = communities.find(references, seed=1)
        assert (set(found.of.tolist()) <= {-1}, found.chosen, found.tried) == (True, None, ())


def test_the_finest_division_that_is_nearly_as_steady_is_chosen() -> None:
    def tried(resolution: float, stability: float) -> Tried:
        return Tried(resolution=resolution, communities=3, stability=stability)

    steady = [tried(0.5, 0.9), tried(1, 0.94), tried(2, 0.93), tried(4, 0.905), tried(8, 0.89)]
    assert communities.choose(steady).resolution == 4  # 1 - 1.5 * 0.06 - 0.01
    assert communities.choose(steady[:2]).resolution == 1
    # Where the steadiest hardly changes, nothing that changes is nearly as steady.
    assert communities.choose([tried(1, 0.999), tried(2, 0.99), tried(4, 0.96)]).resolution == 2


def test_the_resolution_of_the_last_refresh_is_kept_while_it_is_steady_enough() -> None:
    tried = [
        Tried(resolution=resolution, communities=3, stability=stability)
        for resolution, stability in ((1, 0.93), (2, 0.94), (4, 0.93), (8, 0.86), (16, 0.8))
    ]
    assert communities.choose(tried).resolution == 4  # 1 - (1.5 * 0.06 + 0.01)
    assert communities.choose(tried, before=2).resolution == 2
    assert communities.choose(tried, before=8).resolution == 8  # 1 - 1.5 * (1.5 * 0.06 + 0.01)
    assert communities.choose(tried, before=16).resolution == 4
    assert communities.choose(tried, before=3).resolution == 4


def test_a_division_that_begins_with_that_of_before_keeps_to_it() -> None:
    references, _ = planted(6, inside=0.55)
    graph = communities.weighted(references)
    of = communities.leiden(graph, resolution=2, seed=5)
    again = communities.onwards(graph, of, resolution=2, seed=9)
    anew = communities.leiden(graph, resolution=2, seed=9)
    assert adjusted_mutual_info_score(of, again) >= adjusted_mutual_info_score(of, anew)
    assert adjusted_mutual_info_score(of, again) > 0.9


def test_a_bad_division_of_before_is_given_up() -> None:
    references, of = planted(4)
    bad = np.arange(len(of)) % 7
    found = communities.find(references, seed=1, before=communities.Before(resolution=1.0, of=bad))
    assert adjusted_mutual_info_score(of, found.of.tolist()) > 0.9


def test_works_that_are_new_or_alone_begin_by_themselves() -> None:
    references, _ = planted(3)
    graph = communities.weighted(references)
    of = communities.leiden(graph, seed=1)
    new = np.where(np.arange(len(of)) % 10 == 0, -1, of)
    assert adjusted_mutual_info_score(of, communities.onwards(graph, new, seed=1)) > 0.95
