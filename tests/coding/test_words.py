"""Words of a text: one spelling, and places that lead back to the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.coding.spelling import singular, spelt
from synth.coding.words import Words

TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("aeios nurt-\u2013\u2019'.,;:()&/\n\u00ad\u0301\ufb01\u0101A5%"), st.characters()
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("behaviour", "behavior"),
        ("randomised", "randomized"),
        ("organisational", "organizational"),
        ("analysing", "analyzing"),
        ("paediatric", "pediatric"),
        ("anaesthesiologist", "anesthesiologist"),
        ("programme", "program"),
        ("counselling", "counseling"),
        ("enrolment", "enrollment"),
        ("centre", "center"),
        ("practising", "practicing"),
        ("licence", "license"),
        ("judgement", "judgment"),
        ("speciality", "specialty"),
        ("imposter", "impostor"),
        ("M\u0101ori", "maori"),
        ("Ma\u0304ori", "Maori"),
        ("pro\ufb01le", "profile"),
        ("student\u2019s", "student"),
        ("felt", "feeling"),
        ("LBTQUIA", "LGBTQ"),
        ("LGBT", "2SLGBTQ"),
        ("co\u00adcreation", "cocreation"),
    ],
)
def test_two_ways_to_write_a_word_are_one(one: str, other: str) -> None:
    assert spelt(one) == spelt(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("four", "for"), ("hour", "hor"), ("your", "yor"), ("nursing", "nurse"), ("table", "lgbtq")],
)
def test_words_that_look_alike_stay_apart(one: str, other: str) -> None:
    assert spelt(one) != spelt(other)


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("students", "student"),
        ("studies", "study"),
        ("midwives", "midwife"),
        ("analyses", "analysis"),
        ("biases", "bias"),
        ("classes", "class"),
        ("women", "woman"),
        ("campus", "campus"),
        ("stress", "stress"),
        ("series", "series"),
    ],
)
def test_a_plural_has_its_singular(many: str, one: str) -> None:
    assert singular(many) == one


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("inter-professional", ["interprofessional"]),
        ("semi structured", ["semistructured"]),
        ("post-graduate", ["postgraduate"]),
        ("post graduate", ["post", "graduate"]),
        ("pre- and post-test", ["pre", "and", "posttest"]),
        ("part of their team", ["part", "of", "team"]),
        ("nurses & doctors", ["nurses", "and", "doctors"]),
        ("nurses. Doctors", ["nurses", ".", "doctors"]),
        ("1,204 nurses", ["1,204", "nurses"]),
    ],
)
def test_a_text_is_read_into_words(text: str, expected: list[str]) -> None:
    assert Words(text).spelt == expected


def test_a_heading_can_be_read_the_other_way_round() -> None:
    assert Words("Education, Nursing, Baccalaureate").turned().spelt == [
        "baccalaureate",
        "nursing",
        "education",
    ]


@given(TEXTS)
def test_each_word_stands_where_it_says_in_the_text(text: str) -> None:
    words = Words(text)
    reached = 0
    for word, start, stop in zip(words.spelt, words.starts, words.stops, strict=True):
        assert reached <= start < stop <= len(text)
        reached = stop
        if word.isascii() and word.isalnum():
            assert any(sign.isalnum() or sign == "&" for sign in text[start:stop])


@given(TEXTS, st.integers(min_value=0, max_value=1000))
def test_places_are_counted_from_where_the_text_begins(text: str, base: int) -> None:
    assert Words(text, base=base).starts == [base + start for start in Words(text).starts]


@given(st.text(max_size=30))
def test_a_spelling_stays_when_it_is_spelt_again(word: str) -> None:
    assert isinstance(spelt(word), str)
    assert singular(spelt(word)) == singular(spelt(word))
