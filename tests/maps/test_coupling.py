"""Works that are cited together, works that cite the same: against hand-made tables and plain counting."""

from __future__ import annotations

import itertools
import math
from typing import Any

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.maps import coupling
from synth.maps.coupling import Links
from synth.maps.references import Listed, References, resolve
from tests.maps import twelve

MANY = 1000
Found = dict[tuple[str, str], tuple[int, Any]]


def named(links: Links, references: References) -> Found:
    columns = (links.one, links.other, links.shared, links.strength)
    return {
        (references.works[one], references.works[other]): (shared, strength)
        for one, other, shared, strength in zip(*(column.tolist() for column in columns), strict=True)
    }


def expected(table: dict[tuple[str, str], tuple[int, int, int]]) -> Found:
    return {
        pair: (shared, pytest.approx(shared / math.sqrt(one * other)))
        for pair, (shared, one, other) in table.items()
    }


def test_the_twelve_works_are_co_cited_as_by_hand() -> None:
    references = twelve.references()
    found = named(coupling.cocitation(references, most=MANY), references)
    assert found == expected(twelve.COCITATION)


def test_the_twelve_works_are_coupled_as_by_hand_also_by_what_is_not_here() -> None:
    references = twelve.references()
    assert named(coupling.coupling(references, most=MANY), references) == expected(twelve.COUPLING)


graphs = st.integers(2, 12).flatmap(
    lambda count: st.tuples(
        st.just(count),
        st.sets(
            st.tuples(st.integers(0, count - 1), st.integers(0, count + 3)).filter(
                lambda one: one[0] != one[1]
            ),
            max_size=40,
        ),
    )
)


def corpus(count: int, cites: set[tuple[int, int]]) -> References:
    """
    Give works named 00, 01, …; those beyond are outside, even ones named by DOI, odd by OpenAlex.

    Every third work has no OpenAlex number.
    """

    def name(number: int) -> str:
        if number < count:
            return f"doi:{number:02}"
        return f"doi:out{number}" if number % 2 else f"openalex:{number}"

    return resolve(
        Listed(
            work=name(work),
            aliases=(name(work), f"openalex:{work}") if work % 3 else (name(work),),
            references=[name(to) for by, to in cites if by == work],
        )
        for work in range(count)
    )


@settings(deadline=None)
@given(graphs)
def test_both_equal_plain_counting_over_a_networkx_graph(drawn: tuple[int, set[tuple[int, int]]]) -> None:
    references = corpus(*drawn)
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_nodes_from(references.works)
    for work, row in zip(references.works, range(len(references.works)), strict=True):
        graph.add_edges_from((work, references.works[to]) for to in references.cites[[row]].indices)
        for kind, matrix in references.outside.items():
            graph.add_edges_from((work, references.names[kind][to]) for to in matrix[[row]].indices)

    def listed(work: str) -> list[set[str]]:
        """Give what a work cites: here, outside by DOI, outside by OpenAlex, here without OpenAlex number."""
        outside = set(graph.successors(work)) - set(references.works)
        here = set(graph.successors(work)) & set(references.works)
        named = ({name for name in outside if name.startswith(kind)} for kind in ("doi", "openalex"))
        return [here, *named, {name for name in here if not int(name[4:]) % 3}]

    def most(one: list[set[str]]) -> int:
        here, by_doi, by_number, doubtful = map(len, one)
        return here + max(by_doi, by_number - doubtful)

    cocited, coupled = {}, {}
    for one, other in itertools.combinations(references.works, 2):
        by = set(graph.predecessors(one)) & set(graph.predecessors(other))
        if by:
            cocited[one, other] = (len(by), graph.in_degree(one), graph.in_degree(other))
        both = [first & second for first, second in zip(listed(one), listed(other), strict=True)]
        if most(both):
            coupled[one, other] = (most(both), most(listed(one)), most(listed(other)))
    assert named(coupling.cocitation(references, most=MANY), references) == expected(cocited)
    assert named(coupling.coupling(references, most=MANY), references) == expected(coupled)


def test_of_each_work_the_strongest_links_stay_and_ties_go_to_the_first() -> None:
    # One old work that five others cite, three of them nothing else: all couplings of these three are 1.
    references = corpus(6, {(1, 0), (2, 0), (3, 0), (4, 0), (4, 6), (5, 0), (5, 8), (5, 10)})
    found = named(coupling.coupling(references, most=1), references)
    # Each of the three takes the first of the others, 4 and 5 the first of the three.
    assert set(found) == {
        ("doi:01", "doi:02"),
        ("doi:01", "doi:03"),
        ("doi:01", "doi:04"),
        ("doi:01", "doi:05"),
    }


@pytest.mark.parametrize("block", [1, 3, 50])
def test_the_blocks_in_which_products_are_made_change_nothing(
    monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    rng = np.random.default_rng(3)
    cites = {(int(a), int(b)) for a, b in rng.integers(0, 40, (300, 2)) if a != b}
    references = corpus(36, {(a, b) for a, b in cites if a < 36})
    whole = [named(find(references, most=3), references) for find in (coupling.cocitation, coupling.coupling)]
    monkeypatch.setattr(coupling, "BLOCK", block)
    monkeypatch.setattr(coupling, "PAIRS", block)
    again = [named(find(references, most=3), references) for find in (coupling.cocitation, coupling.coupling)]
    assert again == whole


def test_what_a_crowd_cites_links_nobody_by_itself_but_counts_where_others_link() -> None:
    # 0 is cited by all of 2 to 6; 1 only by 2 and 3.
    references = corpus(7, {*((work, 0) for work in range(2, 7)), (2, 1), (3, 1)})
    links = coupling.coupling(references, most=MANY, crowd=4)
    assert links.crowds == 1
    assert named(links, references) == {("doi:02", "doi:03"): (2, pytest.approx(1))}
    assert coupling.coupling(references, most=MANY).crowds == 0


def test_a_bibliography_that_cites_a_crowd_makes_no_co_citations_by_itself() -> None:
    references = corpus(7, {*((6, work) for work in range(5)), (5, 0), (5, 1)})
    links = coupling.cocitation(references, most=MANY, crowd=4)
    assert links.crowds == 1
    assert named(links, references) == {("doi:00", "doi:01"): (2, pytest.approx(1))}


def test_where_nothing_is_cited_there_are_no_links() -> None:
    for references in (resolve([]), corpus(3, set())):
        assert len(coupling.cocitation(references, most=5)) == len(coupling.coupling(references, most=5)) == 0
