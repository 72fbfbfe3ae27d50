import numpy
import pytest

from synth.screening.features import extract
from synth.screening.nearness import Nearness

MATRIX = extract(
    ["knee pain", "knee pain relief", "knee surgery relief", "belonging", "belonging", ""]
).matrix
LIKENESS = (MATRIX @ MATRIX.T).toarray()


def test_a_text_is_as_near_as_its_nearest_relevant_one_and_itself_does_not_count() -> None:
    nearest = Nearness(MATRIX).to({0: 1.0, 2: 1.0})

    assert nearest[1] == pytest.approx(max(LIKENESS[1, 0], LIKENESS[1, 2]))
    assert nearest[0] == pytest.approx(LIKENESS[0, 2])
    assert nearest[3] == nearest[5] == 0


def test_a_likeness_counts_for_the_share_of_yes() -> None:
    assert Nearness(MATRIX).to({3: 0.5})[4] == pytest.approx(0.5)


def test_what_was_asked_before_changes_nothing() -> None:
    used = Nearness(MATRIX)
    for before in ({0: 1.0}, {0: 1.0, 2: 1.0, 3: 0.5}, {2: 1.0}, {}, {2: 0.5}):
        assert numpy.array_equal(used.to(before), Nearness(MATRIX).to(before))


def test_many_relevant_works_at_once_come_to_the_same_as_one_after_the_other() -> None:
    matrix = extract([f"{word} in ward {number % 7}" for number in range(40) for word in ("pain", "")]).matrix
    relevant = {row: 1.0 if row % 3 else 0.5 for row in range(0, 80, 2)}
    single = Nearness(matrix)
    for row in relevant:
        single.to({other: share for other, share in relevant.items() if other <= row})

    assert numpy.array_equal(Nearness(matrix).to(relevant), single.to(relevant))
    assert Nearness(matrix).to(relevant).max() > 0
