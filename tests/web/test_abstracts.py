from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from synth.web.abstracts import paragraphs


def parts(abstract: str) -> list[tuple[str, str]]:
    return [(part.label, part.text) for part in paragraphs(abstract)]


def test_lines_are_paragraphs_with_whatever_label_they_begin_with() -> None:
    assert parts("Introduction: It is so.\n\nWhat we did: We looked.\nAnd saw.") == [
        ("Introduction", "It is so."),
        ("What we did", "We looked."),
        ("", "And saw."),
    ]


def test_labels_within_a_line_are_found_with_a_colon_or_in_capitals() -> None:
    assert parts("Background: A. Methods and results: B.") == [
        ("Background", "A."),
        ("Methods and results", "B."),
    ]
    assert parts("AIM To see. METHODS AND RESULTS We saw. MAIN BODY: More.") == [
        ("AIM", "To see."),
        ("METHODS AND RESULTS", "We saw."),
        ("MAIN BODY", "More."),
    ]


def test_words_in_the_midst_of_a_sentence_are_no_labels() -> None:
    text = "We used two methods: a and b. In patients. results were fair. The AIM Trust paid: all."
    assert parts(text) == [("", text)]


def test_labels_without_any_sign_are_believed_where_there_are_several() -> None:
    assert parts("Abstract Background The one. Methods 12 were. Results And Discussion No. It was.") == [
        ("Abstract Background", "The one."),
        ("Methods", "12 were."),
        ("Results And Discussion", "No. It was."),
    ]
    text = "Patients A and B came. Outcomes Research paid."
    assert parts(text) == [("", text)]


def test_a_label_without_a_text_is_kept() -> None:
    assert parts("Aim: Methods: We saw. Results: ") == [
        ("Aim", "Methods: We saw. Results:"),
    ]
    assert parts("First.\nResults: ") == [("", "First."), ("", "Results:")]


def test_an_abstract_that_is_empty_has_no_paragraphs() -> None:
    assert parts(" \n ") == []


@given(
    st.lists(st.sampled_from(["Methods:", "RESULTS", "Aim.", "A b.", "\n", "x", "(n = 3)", "BODY PARTS:"]))
)
def test_nothing_is_lost_but_blanks_and_what_parts_the_label(words: list[str]) -> None:
    abstract = " ".join(words)
    kept = "".join(label + text for label, text in parts(abstract))
    bare = re.compile(r"[\s:.]")
    assert bare.sub("", kept) == bare.sub("", abstract)
