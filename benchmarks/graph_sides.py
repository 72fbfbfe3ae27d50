"""
One side of the comparison in ``benchmarks.graphs``, in a process of its own.

python -m benchmarks.graph_sides ours|networkx|igraph ARCS PAIRS OUT

ARCS has a citation a line, the citing and the cited work; PAIRS pairs of works to be counted. What each
finds, and the processor seconds each step takes, go to OUT as JSON. Only the side named is imported.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Found = dict[str, Any]
Pairs = list[tuple[int, int]]

PIVOTS = 4  # works that betweenness is measured from: networkx takes seconds for each
SEED = 1
FEWER = 200  # igraph gives a whole row of the product for each work, as a list


def read(file: Path) -> Pairs:
    """Read pairs of numbers."""
    lines = file.read_text().splitlines()
    return [(int(one), int(other)) for one, other in (line.split() for line in lines)]


class Clock:
    """The processor seconds that each step took, by its name; every side has one thread."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, step: str) -> Iterator[None]:
        """Time what is done within."""
        begun = time.process_time()
        yield
        self.seconds[step] = time.process_time() - begun


def ours(arcs: Pairs, pairs: Pairs, clock: Clock) -> Found:
    """Measure with this project's own modules."""
    import numpy as np

    from synth.maps import acyclic, centrality, communities, coupling, mainpath
    from synth.maps.references import References, matrix

    count = 1 + max(map(max, arcs))
    with clock("build"):
        cites = matrix(arcs, shape=(count, count))
        works = [f"{work:07}" for work in range(count)]
        references = References(
            works=works, years=[None] * count, cites=cites, outside={}, names={}, unnamed={}
        )
        either = centrality.undirected(cites)
    with clock("pagerank"):
        pagerank = centrality.pagerank(cites)
    with clock("betweenness"):
        pivots = np.array(random.Random(SEED).sample(range(count), PIVOTS))
        betweenness = centrality.betweenness(either, pivots)
    with clock("co-citation, all"):
        cocitation = coupling.cocitation(references, most=10)
    with clock("coupling, all"):
        coupled = coupling.coupling(references, most=10)
    with clock("search path count"):
        ordered = acyclic.arcs(references)
        traversals = mainpath.traverse(ordered)
        counts = mainpath.counts(ordered, traversals)
    with clock("main path"):
        path = mainpath.global_path(ordered, traversals)
    with clock("communities"):
        of = communities.leiden(either, seed=SEED)
    with clock("modularity"):
        modularity = communities.modularity(either, of)
    places = {
        (a, b): n for n, (a, b) in enumerate(zip(coupled.one.tolist(), coupled.other.tolist(), strict=True))
    }
    return {
        "pagerank": pagerank.tolist(),
        "betweenness": betweenness.tolist(),
        "co-citation links": len(cocitation),
        "coupling links": len(coupled),
        "coupling kept": {
            f"{a} {b}": int(coupled.shared[places[a, b]]) for a, b in pairs if (a, b) in places
        },
        **_counted(references, np.array(pairs), coupling.alike),
        "paths": str(traversals.paths),
        "counts": [str(counts[arc]) for arc in sorted(counts)],
        "path": [[step.cited, step.citing] for step in path],
        "of": of.tolist(),
        "modularity": modularity,
    }


def _counted(references: Any, pairs: Any, alike: Callable[..., Any]) -> Found:
    """Count what pairs have in common: the strengths that ``alike`` gives, times what each has."""
    import numpy as np

    one, other = pairs[:, 0], pairs[:, 1]
    coupled, cocited = alike(references, one, other)
    scale = (np.sqrt(has[one] * has[other]) for has in (references.here, references.cited))
    both = zip((coupled, cocited), scale, strict=True)
    shared = [np.rint(strength * size).astype(int).tolist() for strength, size in both]
    return {"coupling": shared[0], "co-citation": shared[1]}


def of_networkx(arcs: Pairs, pairs: Pairs, clock: Clock) -> Found:
    """Measure with networkx, and by plain loops over its graph where it has no such measure."""
    import networkx

    with clock("build"):
        graph: networkx.DiGraph[int] = networkx.DiGraph()
        graph.add_nodes_from(range(1 + max(map(max, arcs))))
        graph.add_edges_from(arcs)
        either = graph.to_undirected()
    with clock("pagerank"):
        pagerank = networkx.pagerank(graph, tol=1e-14, max_iter=500)
    with clock("betweenness"):
        betweenness = networkx.betweenness_centrality(either, k=PIVOTS, seed=SEED)
    with clock("co-citation, sample"):
        cocited = [len(set(graph.predecessors(a)) & set(graph.predecessors(b))) for a, b in pairs]
    with clock("coupling, sample"):
        coupled = [len(set(graph.successors(a)) & set(graph.successors(b))) for a, b in pairs]
    with clock("search path count"):
        order = list(networkx.topological_sort(graph))  # the citing before the cited
        above: dict[int, int] = {}
        below: dict[int, int] = {}
        for work in order:
            above[work] = sum(above[by] for by in graph.predecessors(work)) or 1
        for work in reversed(order):
            below[work] = sum(below[to] for to in graph.successors(work)) or 1
        counts = {(cited, citing): below[cited] * above[citing] for citing, cited in graph.edges}
    with clock("communities"):
        found = networkx.community.louvain_communities(either, seed=SEED)
    with clock("modularity"):
        modularity = networkx.community.modularity(either, found)
    return {
        "pagerank": [pagerank[work] for work in range(len(graph))],
        "betweenness": [betweenness[work] for work in range(len(graph))],
        "coupling": coupled,
        "co-citation": cocited,
        "counts": [str(counts[arc]) for arc in sorted(counts)],
        "modularity": modularity,
    }


def of_igraph(arcs: Pairs, pairs: Pairs, clock: Clock) -> Found:
    """Measure with igraph: it counts co-citation and coupling with all works at once, so of fewer pairs."""
    import igraph

    pairs = pairs[:FEWER]

    igraph.set_random_number_generator(random.Random(SEED))
    with clock("build"):
        graph = igraph.Graph(n=1 + max(map(max, arcs)), edges=arcs, directed=True)
        either = graph.as_undirected()
    with clock("pagerank"):
        pagerank = graph.pagerank(implementation="prpack")
    some = sorted({one for one, _ in pairs})
    row = {work: place for place, work in enumerate(some)}
    with clock("co-citation, sample"):
        cocited = graph.cocitation(some)
    with clock("coupling, sample"):
        coupled = graph.bibcoupling(some)
    with clock("communities"):
        found = either.community_leiden(objective_function="modularity", n_iterations=2)
    with clock("modularity"):
        modularity = either.modularity(found)
    return {
        "pagerank": pagerank,
        "coupling": [int(coupled[row[a]][b]) for a, b in pairs],
        "co-citation": [int(cocited[row[a]][b]) for a, b in pairs],
        "modularity": modularity,
    }


SIDES = {"ours": ours, "networkx": of_networkx, "igraph": of_igraph}


def main() -> None:
    """Be one side."""
    side, *files = sys.argv[1:]
    arcs, pairs, out = map(Path, files)
    clock = Clock()
    found = SIDES[side](read(arcs), read(pairs), clock)
    out.write_text(json.dumps({**found, "seconds": clock.seconds}))


if __name__ == "__main__":
    main()
