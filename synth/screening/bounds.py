"""How many relevant works may be left when the last ones read are taken for a random draw."""

from __future__ import annotations

import numpy
from numpy.typing import NDArray
from scipy.stats import hypergeom

Flags = NDArray[numpy.bool_]


def most_left(relevant: Flags, *, total: int, confidence: float) -> int:
    """
    Give the largest number of relevant works that may be left of a list of ``total``.

    ``relevant`` are the labels in the order read, (n_read,). The last works read, from any place on, are
    taken for a random draw from what was unread before them, and the place that leaves least is kept, as
    in Callaghan and Müller-Hansen 2020, doi:10.1186/s13643-020-01521-4: a number is refused when so few
    finds, or fewer, come in less than ``1 - confidence`` of such draws. Works read by rank are richer than
    a random draw, which keeps the bound on the safe side although the place is chosen afterwards.
    """
    # The best place to begin is right after a find, or the beginning: every irrelevant work more helps.
    begins = numpy.append(0, numpy.flatnonzero(relevant) + 1)
    begins = begins[begins < len(relevant)]
    found = int(relevant.sum()) - numpy.append(0, numpy.cumsum(relevant))[begins]
    unread, drawn = total - begins, len(relevant) - begins
    low, high = 0, total - len(relevant)
    while low < high:  # more left, less likely: the answer is the last that no place refuses
        middle = (low + high + 1) // 2
        likely = hypergeom.cdf(found, unread, found + middle, drawn) >= 1 - confidence
        low, high = (middle, high) if likely.all() else (low, middle - 1)
    return low
