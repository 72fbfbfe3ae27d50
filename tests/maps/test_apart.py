"""No two groups are called the same."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from synth.maps import apart, terms


def labelled(texts: list[list[str]]) -> list[apart.Label]:
    """Label groups of texts."""
    of = np.repeat(np.arange(len(texts)), [len(group) for group in texts])
    membership = csr_array((np.ones(len(of)), (np.arange(len(of)), of)), shape=(len(of), len(texts)))
    return apart.labels(terms.count([text for group in texts for text in group]), membership, most=5)


def test_groups_that_speak_of_other_things_are_called_by_them() -> None:
    found = labelled([["loneliness of widowers"] * 4, ["surgeons and attrition"] * 4])
    assert found[0].label != found[1].label
    assert "loneliness" in found[0].label
    assert "loneliness" in found[0].terms[0]


def test_groups_that_would_be_called_the_same_add_what_sets_them_apart() -> None:
    shared = ["mentoring, mentoring, mentoring, preceptors, preceptors, preceptors; wards, wards, wards"] * 12
    other = ["antibodies of mice and receptors of rats"] * 30
    found = labelled([[*shared, "dentists"], [*shared, "dentists, midwives", "midwives"], other])
    names = [one.label for one in found]
    assert len(set(names)) == 3
    assert names[0].partition(":")[0] == names[1].partition(":")[0]
    assert names[1].endswith(": midwives")


def test_groups_that_nothing_sets_apart_are_numbered() -> None:
    same = ["loneliness of widowers"] * 4
    names = [one.label for one in labelled([same, same, same])]
    assert names[1] == f"{names[0]} (2)"
    assert names[2] == f"{names[0]} (3)"


def test_a_group_without_a_word_has_no_label() -> None:
    assert labelled([["loneliness of widowers"] * 4, ["", ""], [""]])[1:] == [
        apart.Label(label="", terms=[]),
        apart.Label(label="", terms=[]),
    ]
