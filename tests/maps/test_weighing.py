"""The words that topics are made of: the commonest that are not too common, the same at the next refresh."""

from __future__ import annotations

import numpy
import pytest

from synth.maps import counting, weighing
from synth.maps.weighing import Vocabulary

NONE = Vocabulary()


def texts(**times: int) -> list[str]:
    """Give 200 texts, in the first so many of which each word stands."""
    return [". ".join(word for word, count in times.items() if place < count) for place in range(200)]


def chosen(written: list[str], *, before: Vocabulary = NONE) -> tuple[list[str], Vocabulary]:
    terms = counting.count(written, least=weighing.least(len(written)))
    found = weighing.choose(terms, before=before)
    return found.keys, weighing.vocabulary(terms, found, before=before)


def test_a_word_is_used_if_it_is_neither_rare_nor_common() -> None:
    used, known = chosen(texts(ward=190, mentor=60, placement=3, shift=2))
    assert used == ["mentor", "placement"]
    assert known == Vocabulary(used=("mentor", "placement"), common=frozenset({"ward"}))


def test_a_word_that_crosses_the_line_stays_on_its_side() -> None:
    _, known = chosen(texts(ward=102, mentor=98))
    assert known == Vocabulary(used=("mentor",), common=frozenset({"ward"}))
    used, later = chosen(texts(ward=98, mentor=102, handover=9), before=known)
    assert used == ["handover", "mentor"]
    assert later.common == {"ward"}


def test_of_many_words_the_commonest_are_used_and_those_of_the_last_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(weighing, "MOST", 1)
    assert chosen(texts(mentor=40, placement=30))[0] == ["mentor"]
    before = Vocabulary(used=("placement",))
    assert chosen(texts(mentor=40, placement=30), before=before)[0] == ["mentor", "placement"]


def test_phrases_are_not_used() -> None:
    written = ["clinical placement"] * 30 + ["placement of pupils"] * 10 + ["clinical ward"] * 160
    assert all(" " not in key for key in chosen(written)[0])


def test_among_few_texts_no_word_is_too_common() -> None:
    assert chosen(["mentor", "mentor ward", "mentor ward"])[0] == ["mentor", "ward"]


def test_rows_have_the_length_one_and_rare_words_weigh_more() -> None:
    terms = counting.count(["mentor. ward", "mentor. shift", "mentor. ward", ""], least=1)
    rows = weighing.weigh(terms).toarray()
    assert numpy.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 1, 0])
    assert rows[1, terms.keys.index("shift")] > rows[0, terms.keys.index("ward")] > 0
    assert rows[0, terms.keys.index("ward")] > rows[0, terms.keys.index("mentor")]


def test_where_a_key_stands_is_told_and_that_it_does_not() -> None:
    assert weighing.columns_of(("b", "x", "a"), among=["a", "b"]).tolist() == [1, -1, 0]


def test_in_how_many_texts_a_word_must_stand_grows_with_them() -> None:
    assert [weighing.least(count) for count in (0, 99, 100, 6000, 50_000)] == [2, 2, 3, 3, 25]
