"""Sentences, clauses and labels of abstracts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.coding import passages
from synth.coding.passages import LONG, Sentences, labels


def sentence(text: str, word: str) -> str:
    start = text.index(word)
    first, last = Sentences(text, labels(text)).around(start, start + len(word))
    return text[first:last]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("It rained. We asked nurses. They left.", "nurses", "We asked nurses."),
        ("So. 3.5 nurses (cf. Ada et al. 2019).", "nurses", "3.5 nurses (cf. Ada et al. 2019)."),
        ("We are of the U.S. Army of nurses.", "nurses", "We are of the U.S. Army of nurses."),
        ("METHODS: We asked nurses. RESULTS: They left.", "nurses", "We asked nurses."),
        ("Aim and methods: We asked nurses.", "nurses", "We asked nurses."),
        ("It rained\nWe asked nurses\nThey left", "nurses", "We asked nurses"),
        ("Why? We asked nurses!", "nurses", "We asked nurses!"),
        ("It rained. we asked nurses", "nurses", "It rained. we asked nurses"),
    ],
)  # fmt: skip
def test_a_sentence_is_what_stands_between_full_stops(text: str, word: str, expected: str) -> None:
    assert sentence(text, word) == expected


def test_of_a_long_sentence_one_clause_is_given() -> None:
    clause = "on the third day of that week we asked the nurses of the ward about trust, rain, wind and more"
    text = f"It {'rained ' * 40}; {clause}; it {'rained ' * 40}."
    assert sentence(text, "nurses") == clause


def test_a_sentence_without_clauses_is_cut_at_words() -> None:
    text = f"It {'rained ' * 100}on nurses {'again ' * 100}."
    cut = sentence(text, "nurses")
    assert len(cut) <= LONG + len("nurses") and cut in text
    assert cut.split()[0] == "rained" and cut.split()[-1] == "again"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BACKGROUND: It rained. METHODS/DESIGN: We asked.", ["BACKGROUND:", "METHODS/DESIGN:"]),
        ("Patients and methods: So. Measures: Trust.", ["Patients and methods:", "Measures:"]),
        ("We asked three things: trust, rain and wind.", []),
        ("No label", []),
    ],
)  # fmt: skip
def test_labels_are_told_from_text(text: str, expected: list[str]) -> None:
    assert [text[start:stop] for start, stop in labels(text)] == expected


@given(st.text(alphabet="aB .;,:\n\u2014(\u00e9", max_size=700), st.data())
def test_what_is_given_holds_the_place_and_lies_in_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    first, last = Sentences(text, labels(text)).around(start, stop)
    assert 0 <= first <= start and stop <= last <= len(text)


def test_a_text_without_an_end_is_not_read_anew_for_each_passage(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    class Counting:
        def finditer(self, text: str, first: int, end: int) -> Iterator[re.Match[str]]:
            read.append(end - first)
            return clause.finditer(text, first, end)

    clause = passages._CLAUSE
    monkeypatch.setattr(passages, "_CLAUSE", Counting())
    sentence("rain; " * 20_000 + "nurses" + "; rain" * 20_000, "nurses")
    assert read
    assert max(read) < 5 * LONG


@given(st.lists(st.sampled_from(["rain ", "; ", ", and ", " – ", "of wind "]), max_size=400), st.data())
def test_what_stands_far_off_does_not_change_a_passage(parts: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(parts)))
    far, other = "rain " * 200, "wet; " * 200  # as long
    before = (far + "".join(parts[:place]))[-2 * LONG :]
    after = ("".join(parts[place:]) + far)[: 2 * LONG]
    near = f"{before}nurses{after}"
    assert sentence(far + near + far, "nurses") == sentence(other + near + other, "nurses")
