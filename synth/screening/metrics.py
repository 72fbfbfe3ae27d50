"""How good an order of reading is, and how far reviewers agree; with what each number assumes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Sequence

# An order of reading: whether the first, the second, … work read is relevant.
Order = Sequence[bool]


SHARES = (5, 10, 20, 50)  # per cent read at which recall is told


def measures(order: Order) -> dict[str, float | None]:
    """Give the numbers by which orders of reading are compared, under the names they have everywhere."""
    return {
        "loss": loss(order),
        "wss95": work_saved(order, recall=0.95),
        "atd": discovery_time(order),
        **{f"recall@{percent}": recall_at(order, share=percent / 100) for percent in SHARES},
    }


def positions(order: Order) -> list[int]:
    """Give the places, counted from 1, at which the relevant works stand."""
    return [place for place, relevant in enumerate(order, start=1) if relevant]


def loss(order: Order) -> float | None:
    """
    Give the area between the perfect recall curve and this one, over that between perfect and worst.

    0 is perfect, 1 is worst; 0 where every work is relevant, None where none is. With N works, P of them
    relevant: ``(P(N-(P-1)/2) - sum of cumulative relevant) / (P(N-P))``, as ``asreview.metrics.loss``.
    """
    total, places = len(order), positions(order)
    relevant = len(places)
    if not relevant:
        return None
    if relevant == total:
        return 0.0
    # A work at place p is in every later count: it adds N - p + 1 to the sum of cumulative relevant.
    cumulative = sum(total - place + 1 for place in places)
    return (relevant * (total - (relevant - 1) / 2) - cumulative) / (relevant * (total - relevant))


def needed(order: Order, *, recall: float) -> int | None:
    """Give how many works are read when this share of the relevant ones, rounded up, is found."""
    places = positions(order)
    if not places:
        return None
    # The product is rounded first: 0.95 * 20 is 19 and a bit in floating point.
    found = max(1, math.ceil(round(recall * len(places), 9)))
    return places[found - 1]


def work_saved(order: Order, *, recall: float = 0.95) -> float | None:
    """
    Give the work saved over reading in random order (WSS) at this recall: ``recall - read / N``.

    Cohen et al. 2006, doi:10.1197/jamia.m1929, in the form that does not count the last works as unread.
    """
    read = needed(order, recall=recall)
    return None if read is None else recall - read / len(order)


def discovery_time(order: Order) -> float | None:
    """Give the average time to discovery (ATD): the mean place of a relevant work as a share of all."""
    places = positions(order)
    return sum(places) / len(places) / len(order) if places else None


def recall_at(order: Order, *, share: float) -> float | None:
    """Give the share of relevant works found when this share of all works, rounded down, is read."""
    places = positions(order)
    if not places:
        return None
    read = math.floor(round(share * len(order), 9))
    return sum(place <= read for place in places) / len(places)


def average_precision(order: Order) -> float | None:
    """Give the mean, over the relevant works, of the share of relevant among those read up to each."""
    places = positions(order)
    if not places:
        return None
    return sum(found / place for found, place in enumerate(places, start=1)) / len(places)


def kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float | None:
    """
    Give Cohen's kappa of two reviewers' verdicts on the same works, in the same order.

    It assumes that each reviewer's rates of verdicts are fixed and their verdicts independent by chance
    (Cohen 1960, doi:10.1177/001316446002000104). None where chance alone would explain full agreement:
    no work, or both always the same verdict. Raises ValueError where the lengths differ.
    """
    pairs = list(zip(first, second, strict=True))
    if not pairs:
        return None
    rates, others = Counter(first), Counter(second)
    agreed = sum(one == other for one, other in pairs) / len(pairs)
    # Whole numbers first: chance is exactly 1 when both always say the same.
    chance = sum(rates[verdict] * others[verdict] for verdict in rates) / len(pairs) ** 2
    return None if chance == 1 else (agreed - chance) / (1 - chance)
