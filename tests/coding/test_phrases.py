"""Many phrases at once: the same is found as by looking for each alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from synth.coding.phrases import Hit, Phrases
from synth.coding.words import Words

SOME = st.lists(st.sampled_from(["nurse", "team", "work", "ward", "trust"]), min_size=1, max_size=4)


@given(
    st.lists(SOME, min_size=1, max_size=6),
    st.lists(st.sampled_from(["nurse", "teams", "work", "ward", "."]), max_size=20),
)
def test_each_phrase_is_found_wherever_its_words_stand_in_a_row(
    phrases: list[list[str]], text: list[str]
) -> None:
    tree = Phrases()
    numbers = {tree.add(" ".join(phrase)): phrase for phrase in phrases}
    words = Words(" ".join(text))
    expected = {
        Hit(number, place, place + len(phrase) - 1)
        for number, phrase in numbers.items()
        for place in range(len(words) - len(phrase) + 1)
        if words.single[place : place + len(phrase)] == phrase
    }
    assert set(tree.find(words)) == expected


def test_a_phrase_keeps_its_number() -> None:
    tree = Phrases()
    assert tree.add("nurse") == tree.add("nurse") != tree.add("nurse", loose=True)


def test_a_plural_stands_for_itself_unless_taken_loosely() -> None:
    strict, loose = Phrases(), Phrases()
    strict.add("staff nurses")
    loose.add("staff nurses", loose=True)
    assert strict.find(Words("a staff nurse")) == []
    assert len(loose.find(Words("a staff nurse"))) == 1
    assert len(strict.find(Words("staff nurses"))) == 1


def test_words_joined_in_between_are_looked_past() -> None:
    tree = Phrases()
    tree.add("nursing student")
    assert tree.find(Words("nursing, pharmacy and allied health students")) == [Hit(0, 0, 6)]
    assert tree.find(Words("nursing, pharmacy students")) == []
    assert tree.find(Words("nursing and what was said by those students")) == []


def test_a_number_stands_where_the_phrase_has_its_sign() -> None:
    tree = Phrases()
    tree.add("followed by # interviews")
    assert tree.find(Words("followed by twelve interviews")) == [Hit(0, 0, 3)]
    assert tree.find(Words("followed by interviews")) == []
    assert tree.find(Words("followed by one interviews")) == []
