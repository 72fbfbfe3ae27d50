from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.screening.highlighting import KINDS, Highlighter


def marked(text: str, **terms: list[str]) -> list[tuple[str, str]]:
    """Give what is marked and how; a kind that is a word of Python ends in an underscore."""
    highlighter = Highlighter({kind.rstrip("_"): found for kind, found in terms.items()})
    return [(one.text, one.kind) for one in highlighter.segments(text) if one.kind]


@given(
    st.text(alphabet="aáÁbß \u0301-*歸İﬁ\n", max_size=40),
    st.lists(st.text(alphabet="aábß *-歸ﬁ", max_size=6), max_size=6),
)
def test_the_segments_joined_are_the_text_and_none_is_empty(text: str, terms: list[str]) -> None:
    segments = Highlighter(dict(zip(KINDS, (terms, terms[::2], terms[1:]), strict=True))).segments(text)
    assert "".join(segment.text for segment in segments) == text
    assert all(segment.text for segment in segments)


def test_a_term_is_found_as_whole_words_alone() -> None:
    assert marked("Nurse, nurses, a nurse-led ward, nursed", for_=["nurse"]) == [
        ("Nurse", "for"),
        ("nurse", "for"),
    ]


def test_an_asterisk_stands_for_any_ending_and_for_none() -> None:
    found = marked("belong belonging unbelonging", concept=["belong*"])
    assert found == [("belong", "concept"), ("belonging", "concept")]
    assert marked("cell lines", against=["cell* line*"]) == [("cell lines", "against")]


def test_a_term_of_several_words_is_found_across_lines_and_hyphens() -> None:
    text = "sense of\nbelonging, sense-of-belonging, sense of no belonging"
    assert [found for found, _ in marked(text, concept=["sense of belonging"])] == [
        "sense of\nbelonging",
        "sense-of-belonging",
    ]


def test_of_terms_that_begin_at_one_word_the_longest_is_marked() -> None:
    text = "belonging to a group, belonging"
    assert marked(text, concept=["belonging"], against=["belonging to"]) == [
        ("belonging to", "against"),
        ("belonging", "concept"),
    ]


def test_a_term_that_lies_over_the_end_of_another_is_not_marked_beside_it() -> None:
    assert marked("a b c", for_=["a b"], against=["b c"]) == [("a b", "for")]


def test_a_term_of_two_kinds_is_of_the_first() -> None:
    assert marked("ward", concept=["ward"], for_=["Ward"]) == [("ward", "for")]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_accents_and_capitals_do_not_matter_and_an_accent_stays_with_its_letter(form: str) -> None:
    text = unicodedata.normalize(form, "Zugehörigkeit é ÉTUDIANTS")  # type: ignore[arg-type]
    found = marked(text, concept=["zugehorigkeit"], for_=["étudiants"])
    assert [unicodedata.normalize("NFC", one) for one, _ in found] == ["Zugehörigkeit", "ÉTUDIANTS"]


def test_scripts_without_spaces_are_searched_at_every_sign() -> None:
    assert marked("學生歸屬感研究", concept=["歸屬感"]) == [("歸屬感", "concept")]


def test_what_is_no_word_marks_nothing() -> None:
    assert marked("a * b - c", for_=["*", "", " ", "-"]) == []
    assert Highlighter({}).segments("") == ()


def test_signs_with_a_meaning_in_patterns_mean_themselves() -> None:
    assert marked("c++ (x) a.b axb", for_=["c++", "a.b"]) == [("c++", "for"), ("a.b", "for")]
