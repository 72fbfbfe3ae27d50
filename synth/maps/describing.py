"""A topic in a sentence: how many works, on what, and two that are typical of it."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import numpy
from numpy.typing import NDArray

from synth.maps import terms
from synth.maps.counting import Matrix

Row = Mapping[str, Any]

SAID, SHOWN = 4, 2  # terms that a description names, works it shows
CENTRAL = 5  # works that are kept as typical
LONGEST = 110  # letters of a title


def central(
    matrix: Matrix, main: NDArray[numpy.int64], works: Sequence[str], *, topics: int
) -> list[list[int]]:
    """
    Give the places of each topic's most typical works: nearest to the middle of all that are in it.

    ``matrix`` has rows of length 1, (n_works, n_terms). Asked are those of which as much is known as of the
    median work: a bare title of two words is near to anything. Of equals, the first in the alphabet.
    """
    found, known = [], numpy.diff(matrix.indptr)
    for topic in range(topics):
        places = numpy.flatnonzero(main == topic)
        middle = numpy.asarray(matrix[places].sum(axis=0)).ravel()
        places = places[known[places] >= numpy.median(known[places])]
        near = numpy.round(matrix[places] @ middle, 9).tolist()
        order = sorted(zip(near, places.tolist(), strict=True), key=lambda one: (-one[0], works[one[1]]))
        found.append([place for _, place in order[:CENTRAL]])
    return found


def sentence(distinct: Sequence[tuple[str, float]], typical: Sequence[Row], *, works: int) -> str:
    """
    Say what a topic is in a sentence.

    Read beside a topic's most central sentence (which says what one paper found, and belongs to its
    publisher) and beside the bare list of terms, this told most. Works without a title are not shown.
    """
    told = dict.fromkeys(_told(row) for row in typical if row["title"])
    shown = ", ".join(list(told)[:SHOWN])
    words = _listed(_said(distinct))
    parts = [f"{works} work{'s' if works != 1 else ''}"]
    parts += [f"mostly on {words}"] if words else []
    return ", ".join(parts) + (f"; typical: {shown}." if shown else ".")


def _said(distinct: Sequence[tuple[str, float]]) -> list[str]:
    """Give the strongest terms, the longer of two that share a word, none that says another again."""
    names = [name for name, _ in distinct if not terms.half(name)] or [name for name, _ in distinct]
    chosen: list[str] = []
    for name in names:
        fuller = next((other for other in names if f" {name} " in f" {other} " and other != name), name)
        if len(chosen) < SAID and not any(terms.alike(fuller, other) for other in chosen):
            chosen.append(fuller)
    return chosen


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _told(row: Row) -> str:
    title = textwrap.shorten(row["title"].rstrip(". "), LONGEST, placeholder=" …")
    return f"«{title}» ({row['year']})" if row["year"] else f"«{title}»"
