"""What a sentence tells of the work itself."""

from __future__ import annotations

import pytest

from synth.coding.passages import Sentences
from synth.coding.weighing import Telling, Weight


def weights(*sentences: str) -> list[Weight]:
    text = " ".join(sentences)
    starts = Sentences(text, []).starts
    telling = Telling(text, starts)
    return [telling.weight(number) for number in range(len(starts))]


def test_what_comes_before_the_work_is_passing() -> None:
    assert weights("Rain is common.", "This study asked nurses.", "It was cold.") == [
        Weight.PASSING,
        Weight.STUDIED,
        Weight.TOLD,
    ]


def test_where_nothing_speaks_of_a_work_all_of_it_tells() -> None:
    assert weights("Rain is common.", "Wind is rare.") == [Weight.STUDIED, Weight.STUDIED]


@pytest.mark.parametrize(
    "ahead",
    [
        "Future research should look at rain.",
        "Further studies are needed.",
        "This may help nurses.",
        "It has implications for wards.",
    ],
)
def test_what_looks_ahead_is_passing(ahead: str) -> None:
    assert weights("We asked nurses.", ahead)[1] is Weight.PASSING


def test_a_long_text_is_no_abstract_and_tells_throughout() -> None:
    assert set(weights("Rain is common.", *["We asked nurses."] * 300)) == {Weight.STUDIED}
