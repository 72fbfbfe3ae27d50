"""
The measures of citations beside networkx and igraph: python -m benchmarks.graphs [WORKS CITATIONS]

A literature with planted communities is grown (100,000 works and a million citations, if nothing else is
said); each side measures it in a process of its own. Printed are processor seconds and peak memory, and by
how much the results differ: PageRank, betweenness from the same works, co-citations and couplings of a
sample of pairs, search path counts of all citations, modularity. igraph is under the GPL and no part of
this project: it runs in an environment of its own.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import adjusted_mutual_info_score

from benchmarks import peers
from benchmarks.measuring import ROOT, Measured, measured

Numbers = NDArray[np.int64]
Found = Mapping[str, Any]

COMMUNITIES = 250
INSIDE = 0.75  # the share of citations within a community
SAMPLE = 2_000  # pairs of works that co-citation and coupling are counted for
SEED = 20251120
SIDES = ("ours", "networkx", "igraph")


def grown(works: int, citations: int) -> tuple[Numbers, Numbers]:
    """
    Give citations (n_citations, 2) of earlier works, newer ones more often, and each work's community.

    Some are drawn twice and count once: so more are drawn than asked for, and some left out again.
    """
    rng = np.random.default_rng(SEED)
    of = rng.integers(0, COMMUNITIES, works)
    citing = np.sort(rng.integers(1, works, 3 * citations // 2))
    recent = np.sqrt(rng.random(len(citing)))
    cited = (citing * recent).astype(np.int64)
    inside = rng.random(len(citing)) < INSIDE
    for community in range(COMMUNITIES):
        members = np.flatnonzero(of == community)
        here = np.flatnonzero(inside & (of[citing] == community))
        rank = np.searchsorted(members, citing[here])
        cited[here] = members[(rank * recent[here]).astype(np.int64)]
    arcs = np.unique(np.column_stack([citing, cited])[citing != cited], axis=0)
    kept = rng.choice(len(arcs), min(citations, len(arcs)), replace=False)
    return arcs[np.sort(kept)], of


def sampled(arcs: Numbers) -> Numbers:
    """Give pairs of works of which most share something: two that one work cites, in order."""
    rng = np.random.default_rng(SEED)
    begins = np.flatnonzero(arcs[:-1, 0] == arcs[1:, 0])
    chosen = rng.choice(begins, SAMPLE, replace=False)
    return np.sort(np.column_stack([arcs[chosen, 1], arcs[chosen + 1, 1]]), axis=1)


def ran(side: str, folder: Path) -> tuple[Found, Measured]:
    """Let one side measure, and give what it found and what that cost."""
    out = folder / f"{side}.json"
    words = [
        "-m",
        "benchmarks.graph_sides",
        side,
        *(str(folder / name) for name in ("arcs", "pairs")),
        str(out),
    ]
    if side == "igraph":  # another Python, which has nothing of ours: it runs the file itself
        script = Path(__file__).with_name("graph_sides.py")
        words = [
            "-c",
            "import os, sys; os.execv(sys.argv[1], sys.argv[1:])",
            str(peers.python(side)),
            str(script),
            *words[2:],
        ]
    cost = measured(words, folder=ROOT)
    return json.loads(out.read_text()), cost


def differences(ours: Found, other: Found) -> dict[str, str]:
    """Say by how much two sides differ in what both measured."""
    told = {}
    for name in ("pagerank", "betweenness"):
        if name in other:
            apart = np.abs(np.array(ours[name]) - np.array(other[name])).max()
            told[f"largest difference of {name}"] = f"{apart:.1e} (the largest is {max(ours[name]):.1e})"
    for name in ("co-citation", "coupling"):
        pairs = list(zip(ours[name], other[name], strict=False))  # igraph counts fewer
        wrong = sum(one != two for one, two in pairs)
        shared = np.mean([one for one, _ in pairs])
        told[f"{name} of {len(pairs):,} pairs"] = f"{wrong} differ (they share {shared:.1f} on average)"
    if "counts" in other:
        wrong = sum(one != two for one, two in zip(ours["counts"], other["counts"], strict=True))
        digits = max(map(len, ours["counts"]))
        told["search path counts"] = f"{wrong} of {len(ours['counts']):,} differ (up to {digits} figures)"
    told["modularity"] = f"{ours['modularity']:.4f} here, {other['modularity']:.4f} there"
    return told


def timed(found: Mapping[str, Found], costs: Mapping[str, Measured]) -> None:
    """Print seconds and memory, a column a side."""
    steps = dict.fromkeys(step for one in found.values() for step in one["seconds"])
    print(f"{'CPU seconds':<24}" + "".join(f"{side:>12}" for side in SIDES))
    for step in steps:
        figures = [found[side]["seconds"].get(step) for side in SIDES]
        print(f"{step:<24}" + "".join(f"{'' if one is None else f'{one:.2f}':>12}" for one in figures))
    print(f"{'peak MiB':<24}" + "".join(f"{costs[side].peak:>12.0f}" for side in SIDES))
    quicker = found["networkx"]["seconds"]["communities"] / found["ours"]["seconds"]["communities"]
    print(f"Leiden is {quicker:.1f} times as fast as networkx's Louvain")


def recounted(ours: Found, arcs: Numbers) -> tuple[float, int]:
    """Count again, by networkx, the modularity of our communities, and the links kept that are miscounted."""
    import networkx

    graph: networkx.Graph[int] = networkx.Graph(arcs.tolist())
    of = np.array(ours["of"])
    groups = [set(np.flatnonzero(of == name).tolist()) & set(graph) for name in np.unique(of)]
    lists: Sequence[set[int]] = [set() for _ in range(len(of))]
    for citing, cited in arcs.tolist():
        lists[citing].add(cited)
    kept = ((*map(int, pair.split()), shared) for pair, shared in ours["coupling kept"].items())
    wrong = sum(len(lists[one] & lists[other]) != shared for one, other, shared in kept)
    return networkx.community.modularity(graph, groups), wrong


def main() -> None:
    """Grow the literature, run every side, and compare."""
    works, citations = map(int, sys.argv[1:] or (100_000, 1_000_000))
    arcs, of = grown(works, citations)
    print(f"{works:,} works, {len(arcs):,} citations, {COMMUNITIES} communities planted", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        np.savetxt(folder / "arcs", arcs, fmt="%d")
        np.savetxt(folder / "pairs", sampled(arcs), fmt="%d")
        runs = {side: ran(side, folder) for side in SIDES}
    found, costs = {side: run[0] for side, run in runs.items()}, {side: run[1] for side, run in runs.items()}
    timed(found, costs)
    for side in SIDES[1:]:
        print(f"beside {side}")
        for what, told in differences(found["ours"], found[side]).items():
            print(f"  {what}: {told}")
    modularity, wrong = recounted(found["ours"], arcs)
    apart = abs(modularity - found["ours"]["modularity"])
    print(
        f"networkx's modularity of our communities differs by {apart:.1e}; {wrong} links kept are miscounted"
    )
    agreed = adjusted_mutual_info_score(of, found["ours"]["of"])
    print(f"the planted communities are found to {agreed:.3f} (adjusted mutual information)")


if __name__ == "__main__":
    main()
