import pytest

from synth.demo.texts import Field, plain, stem, stemmed

TEXTS = ["the sense of belonging of nurses", "", "belongings of a nurse", "nursing students on placement"]


def found(pattern: str) -> list[int]:
    return [place for place, hit in enumerate(Field(TEXTS).phrase(pattern)) if hit]


def test_markup_entities_accents_and_case_do_not_matter() -> None:
    assert (
        plain("<i>Zugehörigkeit</i> &amp;amp; Nurses&#x27; well-being") == "zugehorigkeit nurses well being"
    )


def test_each_chinese_character_is_a_word() -> None:
    assert plain("归属感") == "归 属 感"


def test_whole_words_are_found_and_parts_are_not() -> None:
    assert found("sense of belonging") == [0]
    assert found("belonging") == [0]
    assert found("nurse") == [2]
    assert found("missing") == []


def test_an_asterisk_cuts_a_word() -> None:
    assert found("belonging*") == [0, 2]
    assert found("nurs* student*") == [3]
    assert found("*") == []


def test_words_near_each_other_are_found_in_any_order() -> None:
    field = Field(TEXTS)
    assert list(field.near("nurses belonging", 1)) == [True, False, False, False]
    assert not field.near("nurses sense", 1).any()


def test_a_phrase_does_not_reach_from_one_text_into_the_next() -> None:
    assert not Field(["one two", "three four"]).phrase("two three").any()


def test_a_row_is_what_was_put_in() -> None:
    field = Field(TEXTS)
    assert [field.row(place) for place in range(len(TEXTS))] == TEXTS


@pytest.mark.parametrize("word", ["belong", "belongs", "belonging", "belongings", "belongingness"])
def test_openalex_takes_all_forms_of_belong_for_one(word: str) -> None:
    assert stem(word) == "belong"


def test_stems_do_not_join_what_is_different() -> None:
    assert stemmed("medicine medical nurse nursing") == "medicin medical nurs nurs"
