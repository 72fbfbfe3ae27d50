"""A topic in a sentence, its typical works, and labels of which no two are the same."""

import numpy
from scipy import sparse

from synth.maps import describing, labels

DISTINCT = [("placement", 1.0), ("clinical placement", 0.9), ("nursing students", 0.8), ("clinical", 0.7)]


def row(title: str | None, year: int | None = 2020) -> dict[str, object]:
    return {"title": title, "year": year}


def test_a_description_counts_names_and_shows() -> None:
    said = describing.sentence(DISTINCT, [row("Wards."), row("Mentors", None), row("Third")], works=12)
    assert said == (
        "12 works, mostly on clinical placement and nursing students; typical: «Wards» (2020), «Mentors»."
    )


def test_a_description_leaves_out_what_it_does_not_have() -> None:
    assert describing.sentence([], [row(None)], works=1) == "1 work."
    assert describing.sentence([("wards", 1.0)], [], works=2) == "2 works, mostly on wards."


def test_a_title_is_cut_at_a_word_and_shown_once() -> None:
    said = describing.sentence([], [row("word " * 40), row("word " * 40), row("Next")], works=2)
    assert said.count("«") == 2
    assert "word …» (2020), «Next»" in said


def test_the_typical_works_are_near_the_middle_and_have_something_to_say() -> None:
    rows = numpy.array([[0.8, 0.6, 0.0], [0.6, 0.8, 0.0], [0.1, 0.1, 0.99], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    matrix, main = sparse.csr_array(rows), numpy.array([0, 0, 0, 0, 1])
    found = describing.central(matrix, main, ["e", "d", "c", "b", "a"], topics=2)
    assert found == [[0, 1, 2], [4]]
    even = describing.central(matrix[[0, 0]], numpy.zeros(2, dtype=int), ["b", "a"], topics=1)
    assert even == [[1, 0]]


def test_groups_that_would_be_called_the_same_get_one_more_term() -> None:
    one = [("wards", 1.0), ("mentors", 0.9), ("shifts", 0.8), ("trust", 0.1)]
    other = [("wards", 1.0), ("mentors", 0.9), ("shifts", 0.8), ("hope", 0.1)]
    assert labels.labels([one, other]) == ["wards, mentors, shifts, trust", "wards, mentors, shifts, hope"]
    assert labels.labels([one[:1], one[:1]]) == ["wards", "wards (2)"]
    assert labels.labels([[]]) == ["without words in common"]
