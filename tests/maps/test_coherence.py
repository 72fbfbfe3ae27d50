"""Coherence, against values worked out by hand."""

from math import log

import numpy
import pytest
from scipy import sparse

from synth.maps import coherence

# Four works: the first two words always together, the third with neither, the fourth by chance.
COUNTS = sparse.csr_array(numpy.array([[2.0, 1, 0, 1], [1, 3, 0, 0], [0, 0, 1, 1], [0, 0, 1, 0]]))


def test_words_always_together_have_1_never_together_minus_1_and_by_chance_0() -> None:
    assert coherence.npmi(COUNTS, [[0, 1], [0, 2], [0, 3]]) == pytest.approx([1, -1, 0])


def test_the_value_is_that_of_the_formula() -> None:
    counts = sparse.csr_array(numpy.array([[1.0, 1], [1, 1], [1, 0], [0, 0]]))
    assert coherence.npmi(counts, [[0, 1]]) == pytest.approx([log(0.5 / (0.75 * 0.5)) / -log(0.5)])


def test_words_of_every_work_belong_together_and_one_word_says_nothing() -> None:
    counts = sparse.csr_array(numpy.ones((3, 2)))
    assert coherence.npmi(counts, [[0, 1], [0], []]) == [1, 0, 0]


def test_cv_compares_each_word_with_all_of_its_topic() -> None:
    # Words always together have the same associations: every cosine is 1.
    assert coherence.cv(COUNTS, [[0, 1], []]) == pytest.approx([1, 0])
    # Two that never meet: (1, -1) and (-1, 1) against their sum, which is nothing.
    assert coherence.cv(COUNTS, [[0, 2]]) == pytest.approx([0])
    # By chance: (1, 0) and (0, 1) against (1, 1).
    assert coherence.cv(COUNTS, [[0, 3]]) == pytest.approx([2**-0.5])


def test_the_strongest_words_are_those_that_weigh_most_and_weigh_anything() -> None:
    topics = numpy.array([[0.1, 0.9, 0.5, 0.0], [0.0, 0.0, 0.3, 0.0]])
    assert coherence.strongest(topics) == [[1, 2, 0], [2]]
