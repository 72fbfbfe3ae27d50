"""Labels that tell groups apart, also from their nearest kin: communities of one topic speak alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from synth.maps import terms
from synth.maps.counting import Matrix
from synth.maps.terms import Terms

RIVALS = 100  # terms in which groups of the same name are compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a group is called, and the terms that set it apart from all, strongest first."""

    label: str
    terms: Sequence[str]


def labels(found: Terms, membership: Matrix, *, most: int) -> list[Label]:
    """
    Give each group its label; no two have the same, and one without any term has an empty one.

    ``membership`` (n_texts, n_groups) has a one where a text is in a group. Groups whose labels would be the
    same add, after a colon, what sets them apart from one another; where there is nothing, a number.
    """
    told = terms.distinctive(found, membership, most=most)
    names = [terms.label(words) for words in told]
    for group, label in _told_apart(names, found, membership):
        names[group] = label
    return [
        Label(label=label, terms=[term for term, _ in words])
        for label, words in zip(_numbered(names), told, strict=True)
    ]


def _told_apart(names: Sequence[str], found: Terms, membership: Matrix) -> Iterator[tuple[int, str]]:
    """Give groups of the same name another each: with the term that is most its own among them."""
    for label, groups in _same(names).items():
        among = membership[:, groups]
        texts = np.flatnonzero(np.diff(among.indptr))
        inside = replace(found, counts=found.counts[texts])
        told = [dict(words) for words in terms.distinctive(inside, among[texts], most=RIVALS)]
        for place, group in enumerate(groups):
            others = told[:place] + told[place + 1 :]
            own = {term: weight - max(_of(term, others)) for term, weight in told[place].items()}
            term = max(own, key=lambda term: own[term], default="")
            if term and own[term] > 0 and not _in(term, label):
                yield group, f"{label}: {term}"


def _of(term: str, others: Sequence[Mapping[str, float]]) -> Iterator[float]:
    return (other.get(term, 0.0) for other in others)


def _same(names: Sequence[str]) -> dict[str, list[int]]:
    """Give the groups of each name that several have."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for group, name in enumerate(names):
        groups[name].append(group)
    return {name: some for name, some in groups.items() if name and len(some) > 1}


def _in(term: str, label: str) -> bool:
    return any(terms.alike(term, part) for part in label.split(", "))


def _numbered(names: Sequence[str]) -> list[str]:
    """Put a number behind what is still the same, from the second on."""
    numbers = {group: place for some in _same(names).values() for place, group in enumerate(some, start=1)}
    return [
        f"{name} ({numbers[group]})" if numbers.get(group, 1) > 1 else name
        for group, name in enumerate(names)
    ]
