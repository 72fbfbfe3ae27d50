"""
How much of the demonstration's truth the maps recovered: codes, groups of works, the main path.

A work is what the pipeline made of records. It is held to be the publication (of the topic, the community)
that most of its records are of, and to carry the codes that its records show: what was not harvested could
not be coded. Real works, of which no truth is known, are left out.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any, Literal

import duckdb
from sklearn.metrics import adjusted_mutual_info_score

from synth.demo import recovery
from synth.errors import WarehouseError

Arc = tuple[str, str]  # the cited work and the citing one: knowledge flows from the first to the second


def read_codes(path: Path) -> dict[str, frozenset[str]]:
    """Give the codes of its publication that each record shows, by the record's name (``openalex/W1``)."""
    rows = _read(path, "select source || '/' || native, codes from read_parquet($path)")
    return {record: frozenset(codes) for record, codes in rows}


def read_groups(path: Path, column: Literal["topic", "community"]) -> dict[str, str]:
    """Give the topic or the community of each record's publication, where it has one."""
    rows = _read(
        path,
        f"select source || '/' || native, {column}::varchar from read_parquet($path)"
        f" where {column} is not null",
    )
    return dict(rows)


def read_citations(path: Path, records: Set[str]) -> set[Arc]:
    """
    Give the citations that these records tell of, as publications: the cited one, the citing one.

    One record must show it among its references, and another carry the identifier that is shown there.
    """
    rows = _read(path, "select cited, citing, tellers from read_parquet($path) where told")
    return {
        (cited, citing)
        for cited, citing, tellers in rows
        if any(pair["citing"] in records and pair["cited"] in records for pair in tellers)
    }


def _read(path: Path, statement: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        try:
            return connection.execute(statement, {"path": str(path)}).fetchall()
        except duckdb.Error as error:
            raise WarehouseError(
                f"{path.name} is damaged or old: delete it, then `dvc repro` writes it anew"
            ) from error


def of_codes(
    truth: Mapping[str, Set[str]],
    works: Mapping[str, Sequence[str]],
    found: Mapping[str, Set[str]],
    facets: Mapping[str, str],
) -> dict[str, Any]:
    """
    Say how many of the codes found are true, and how many of the true ones were found.

    ``works`` gives each work's records, ``found`` its codes. A code is true of a work where one of its
    records shows it, in title, abstract or keywords. Codes that ``facets`` does not name are not counted.
    Precision of nothing found and recall of nothing true are 0.
    """
    judged = _true_codes(truth, works)
    true = {(work, code) for work, codes in judged.items() for code in codes if code in facets}
    coded = {(work, code) for work in judged for code in found.get(work, ()) if code in facets}
    return {
        "works": len(judged),
        **_counts(true, coded),
        "by_facet": {
            facet: _counts(*(_only(pairs, facets, facet) for pairs in (true, coded)))
            for facet in dict.fromkeys(facets.values())
        },
        "by_code": [
            {
                "code": code,
                **_counts(*({pair for pair in pairs if pair[1] == code} for pairs in (true, coded))),
            }
            for code in sorted({code for _, code in true | coded})
        ],
    }


def _true_codes(
    truth: Mapping[str, Set[str]], works: Mapping[str, Sequence[str]]
) -> dict[str, frozenset[str]]:
    known = {
        work: [truth[record] for record in records if record in truth] for work, records in works.items()
    }
    return {work: frozenset().union(*shown) for work, shown in known.items() if shown}


def _only(pairs: Set[tuple[str, str]], facets: Mapping[str, str], facet: str) -> set[tuple[str, str]]:
    return {(work, code) for work, code in pairs if facets[code] == facet}


def _counts(true: Set[tuple[str, str]], found: Set[tuple[str, str]]) -> dict[str, float | int]:
    right = len(true & found)
    return {
        "true": len(true),
        "found": len(found),
        "precision": _share(right, len(found)),
        "recall": _share(right, len(true)),
    }


def of_groups(
    truth: Mapping[str, str], works: Mapping[str, Sequence[str]], found: Mapping[str, str]
) -> dict[str, float | int]:
    """
    Compare the groups that works were found to be in with those they are in.

    ``truth`` gives each record's group, ``works`` each work's records, ``found`` the work's group. Works
    without a group on either side are left out. Adjusted mutual information is 1 where both say the same,
    and about 0 where they agree as much as by chance (Vinh, Epps and Bailey 2010).
    """
    named = _most_common(truth, {work: works.get(work, ()) for work in found})
    both = sorted(named)
    true, made = [named[work] for work in both], [found[work] for work in both]
    agreed = float(adjusted_mutual_info_score(true, made)) if both else 0.0
    return {
        "works": len(both),
        "groups_true": len(set(true)),
        "groups_found": len(set(made)),
        "adjusted_mutual_information": round(agreed, 4),
    }


def _most_common(truth: Mapping[str, str], works: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Give what most of each work's records are of, of equals the first in order."""
    named = {}
    for work, records in works.items():
        counts = Counter(truth[record] for record in records if record in truth)
        if counts:
            named[work] = min(counts, key=lambda name: (-counts[name], name))
    return named


def of_main_path(
    citations_path: Path, truth_path: Path, works: Mapping[str, Sequence[str]], steps: Sequence[Arc]
) -> dict[str, Any]:
    """
    Compare the main path that was found with that of the true citations which the records here tell of.

    ``works`` gives each work's records, ``steps`` the path found: pairs of the cited and the citing work.
    Both paths are of publications; a publication that is in several works goes by the first of their ids.
    """
    facts = recovery.read(truth_path)
    publication = _most_common({record: fact.work for record, fact in facts.items()}, works)
    ids: dict[str, str] = {}
    for work in sorted(publication):
        ids.setdefault(publication[work], work)
    records = {record for here in works.values() for record in here}
    told = {
        (ids[cited], ids[citing])
        for cited, citing in read_citations(citations_path, records)
        if {cited, citing} <= ids.keys()
    }
    true = main_path(told)
    found = [
        tuple(ids[publication[work]] if work in publication else work for work in step) for step in steps
    ]
    return {
        "citations": len(told),
        "steps_true": len(true),
        "steps_found": len(found),
        "steps_shared": len(set(true) & set(found)),
        "share_of_steps_found": _share(len(set(true) & set(found)), len(true)),
        "equal": found == true,
        "path": [true[0][0], *(citing for _, citing in true)] if true else [],
    }


def main_path(arcs: Set[Arc]) -> list[Arc]:
    """
    Give the global main path by search path count (Batagelj 2003, arXiv:cs/0309023), from the oldest work on.

    An arc leads from the cited work to the citing one. Works that cite nothing here are sources, works that
    nothing here cites are sinks. An arc's count is the number of ways from a source to a sink that go over
    it; the path is the way from a source to a sink with the largest sum of counts. Of ways with equal sums
    it is the one whose works, read from the source on, come first in the order of their ids. Citations on
    a cycle (both works reach each other) and of a work by itself are left out before anything is counted.
    All numbers are whole and exact.
    """
    arcs = _acyclic(arcs)
    after: dict[str, list[str]] = defaultdict(list)
    before: dict[str, list[str]] = defaultdict(list)
    for cited, citing in sorted(arcs):
        after[cited].append(citing)
        before[citing].append(cited)
    order = list(TopologicalSorter(before).static_order())
    reached, left = _ways(order, before), _ways(order[::-1], after)
    best: dict[str, int] = {}
    for work in reversed(order):
        best[work] = max((reached[work] * left[one] + best[one] for one in after.get(work, ())), default=0)
    path = (
        [min((work for work in order if work not in before), key=lambda one: (-best[one], one))]
        if order
        else []
    )
    while path and path[-1] in after:
        here = path[-1]
        path.append(min(after[here], key=lambda one: (-(reached[here] * left[one] + best[one]), one)))
    return list(itertools.pairwise(path))


def _ways(order: Iterable[str], behind: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Count the ways that lead to each work from where there is nothing behind."""
    ways: dict[str, int] = {}
    for work in order:
        ways[work] = sum(ways[one] for one in behind[work]) if behind.get(work) else 1
    return ways


def _acyclic(arcs: Set[Arc]) -> set[Arc]:
    """Leave out every arc whose works reach each other."""
    after: dict[str, set[str]] = defaultdict(set)
    for cited, citing in arcs:
        after[cited].add(citing)
    kept = {arc for arc in arcs if arc[0] != arc[1]}
    try:
        TopologicalSorter(after).prepare()
    except CycleError:
        kept = {(cited, citing) for cited, citing in kept if cited not in _reach(citing, after)}
    return kept


def _reach(work: str, after: Mapping[str, Set[str]]) -> set[str]:
    """Give the works that one can get to from a work."""
    seen: set[str] = set()
    stack = [work]
    while stack:
        for one in after.get(stack.pop(), ()):
            if one not in seen:
                seen.add(one)
                stack.append(one)
    return seen


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
