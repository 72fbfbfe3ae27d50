"""
Texts as rows of weighted words, and which words these are: the same from refresh to refresh.

Topics are made of the commonest single words; phrases tell what they are. On the demonstration and on three
real corpora words alone gave more coherent topics than words and phrases, 2,000 of them no less stable ones
than all, and topics that told included works from excluded ones as well.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfTransformer

from synth.maps.counting import Flags, Matrix, Terms

MOST = 2000  # words
COMMON = 0.5  # a word in more than this share of the texts tells none of them apart
LEAST, PER = 3, 2000  # a word stands in so many texts, and in one of so many
FEW = 100  # texts; where there are fewer, no word is too common, and two texts with it are enough


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words that topics were made of, by their keys, and those that were too common for it."""

    used: tuple[str, ...] = ()
    common: frozenset[str] = frozenset()


def least(texts: int) -> int:
    """Give in how many texts a term must stand to be counted."""
    return 2 if texts < FEW else max(LEAST, texts // PER)


def choose(terms: Terms, *, before: Vocabulary) -> Terms:
    """
    Give the words that topics are made of: the commonest of those that are not too common.

    What was used in the last run, or was too common for it, remains so: a word that crosses the line
    would move works that nobody touched.
    """
    often, used = terms.found(), set(before.used)
    able = (
        _single(terms)
        & ~_common(terms)
        & numpy.array([key not in before.common for key in terms.keys], dtype=bool)
    )
    fresh = numpy.flatnonzero(able)
    fresh = fresh[numpy.argsort(-often[fresh], kind="stable")[:MOST]]
    chosen = numpy.array([key in used for key in terms.keys], dtype=bool)
    chosen[fresh] = True
    return terms.only(chosen)


def vocabulary(terms: Terms, chosen: Terms, *, before: Vocabulary) -> Vocabulary:
    """Give what is to be known of the words in the next run."""
    used = set(chosen.keys)
    common = {terms.keys[place] for place in numpy.flatnonzero(_single(terms) & _common(terms)).tolist()}
    return Vocabulary(used=tuple(chosen.keys), common=frozenset((common | before.common) - used))


def _single(terms: Terms) -> Flags:
    return numpy.array([" " not in key for key in terms.keys], dtype=bool)


def _common(terms: Terms) -> Flags:
    texts = terms.counts.shape[0]
    common: Flags = terms.found() > (texts if texts < FEW else COMMON * texts)
    return common


def weigh(terms: Terms) -> Matrix:
    """
    Give rows of length 1, (n_texts, n_terms): damped counts times inverse document frequency.

    Counts are 1 or more. A text without terms is a row of 0.
    """
    counts = terms.counts.astype(numpy.float64)
    if not counts.shape[1]:
        return counts
    return sparse.csr_array(TfidfTransformer(sublinear_tf=True).fit_transform(counts))


def columns_of(keys: Collection[str], *, among: Collection[str]) -> NDArray[numpy.int64]:
    """Give where each key stands among others, -1 where it does not."""
    places = {key: place for place, key in enumerate(among)}
    return numpy.array([places.get(key, -1) for key in keys], dtype=numpy.int64)
