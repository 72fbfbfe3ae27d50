"""Texts as rows of weighted terms, and which terms these are: the same from refresh to refresh."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray
from scipy import sparse
from sklearn.preprocessing import normalize

from synth.maps.counting import Matrix, Terms

COMMON = 0.3  # a term in more than this share of the texts tells none of them apart
LEAST, PER = 3, 2000  # a term stands in so many texts, and in one of so many
FEW = 100  # texts; where there are fewer, two of them with a term are enough


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The terms that topics were made of, by their keys, and those that were too common for it."""

    used: tuple[str, ...] = ()
    common: frozenset[str] = frozenset()


def least(texts: int) -> int:
    """Give in how many texts a term must stand to be counted."""
    return 2 if texts < FEW else max(LEAST, texts // PER)


def choose(terms: Terms, *, before: Vocabulary) -> Terms:
    """
    Give the terms that topics are made of: neither too rare nor too common.

    What was used in the last run, or was too common for it, remains so: a term that crosses the line
    would move works that nobody touched.
    """
    used, common = set(before.used), before.common
    often, most = terms.found(), COMMON * terms.counts.shape[0]
    few = terms.counts.shape[0] < FEW
    chosen = [
        key in used or (key not in common and (few or often[place] <= most))
        for place, key in enumerate(terms.keys)
    ]
    return terms.only(numpy.array(chosen, dtype=bool))


def vocabulary(terms: Terms, chosen: Terms) -> Vocabulary:
    """Give what is to be known of the terms in the next run."""
    used = frozenset(chosen.keys)
    return Vocabulary(used=tuple(chosen.keys), common=frozenset(key for key in terms.keys if key not in used))


def weigh(terms: Terms) -> Matrix:
    """
    Give rows of length 1, (n_texts, n_terms): damped counts times inverse document frequency.

    The weights of scikit-learn's TfidfVectorizer with ``sublinear_tf``. A text without terms is a row of 0.
    """
    total, often = terms.counts.shape[0], terms.found()
    damped = terms.counts.astype(numpy.float64)
    damped.data = 1 + numpy.log(numpy.maximum(damped.data, 1))
    rarity = numpy.log((1 + total) / (1 + often)) + 1
    return normalize((damped @ sparse.diags_array(rarity)).tocsr()) if damped.shape[1] else damped


def columns_of(keys: Collection[str], *, among: Collection[str]) -> NDArray[numpy.int64]:
    """Give where each key stands among others, -1 where it does not."""
    places = {key: place for place, key in enumerate(among)}
    return numpy.array([places.get(key, -1) for key in keys], dtype=numpy.int64)
