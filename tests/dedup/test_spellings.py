import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.dedup import spellings


def test_markup_accents_case_and_punctuation_make_no_difference() -> None:
    one = spellings.key("Sense of <i>Belonging</i> &amp; Well-Being: Québec\u2019s nurses\u2014a study.")
    other = spellings.key("Sense of belonging and wellbeing: Quebec's Nurses - A Study")
    assert one == other == "senseofbelongingandwellbeingquebecsnursesastudy"


def test_inline_markup_joins_and_other_markup_parts() -> None:
    assert spellings.plain("CO<sub>2</sub> and<br/>air") == "co2 and air"


def test_a_sign_of_comparison_is_no_markup() -> None:
    assert spellings.plain("p < 0.05 and q > 3") == "p 0 05 and q 3"


@pytest.mark.parametrize(
    "title",
    [
        "看護学生の帰属意識",
        "护理学生的归属感",
        "Чувство принадлежности",
        "الشعور بالانتماء",
        "अपनेपन की भावना",
        "소속감과 간호",
    ],
)
def test_titles_in_other_scripts_keep_their_words(title: str) -> None:
    assert spellings.telling(spellings.key(title))
    assert len(spellings.plain(title).split()) == len(title.split())


def test_marks_of_other_scripts_are_letters_of_their_own() -> None:
    assert spellings.key("がく") != spellings.key("かく")
    assert spellings.key("が") == spellings.key("か\u3099")


@given(st.text())
def test_a_plain_text_is_plain_already(text: str) -> None:
    once = spellings.plain(text.replace("<", " "))
    assert spellings.plain(once) == once


@pytest.mark.parametrize(
    "title",
    [
        "Editorial",
        "Guest Editorial",
        "Erratum",
        "Book Reviews",
        "Letter to the Editor",
        "Author\u2019s reply",
        "Reply to the authors",
        "In this issue",
        "Retraction notice",
        "Corrigendum.",
        "Abstracts",
        "Fitting in",
    ],
)
def test_stock_and_very_short_titles_tell_nothing(title: str) -> None:
    assert not spellings.telling(spellings.key(title))


@pytest.mark.parametrize("title", ["Editorial independence in nursing journals", "Belonging matters"])
def test_a_title_that_only_begins_like_a_stock_one_tells(title: str) -> None:
    assert spellings.telling(spellings.key(title))


@pytest.mark.parametrize(
    ("author", "family"),
    [
        ({"name": "T. Levett-Jones", "family": "Levett-Jones"}, "levettjones"),
        ({"name": "Levett-Jones, Tracy"}, "levettjones"),
        ({"name": "Suryavanshi C"}, "suryavanshi"),
        ({"name": "Chinmay Suryavanshi"}, "suryavanshi"),
        ({"name": "van der Berg AB"}, "vanderberg"),
        ({"name": "WHO", "family": None}, "who"),
        ({"name": None}, ""),
    ],
)
def test_the_family_name_is_found_in_every_form(author: dict[str, str | None], family: str) -> None:
    assert spellings.family(author) == family
