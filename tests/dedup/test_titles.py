import pytest

from synth.dedup import titles
from synth.domain.records import RelationKind


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Belonging in residency [Erratum appears in Med Educ 2012", "belonging in residency"),
        ("Belonging in residency. [Review] [24 refs]", "belonging in residency"),
        ("Belonging in residency (author's transl)", "belonging in residency"),
        ("[Belonging in residency].", "belonging in residency"),
        ("RETRACTED ARTICLE: Belonging in residency", "belonging in residency"),
        ("Belonging in residency [Part 2]", "belonging in residency part 2"),
        ("Belonging in residency [II]", "belonging in residency ii"),
        ("Belonging in residency (D2)", "belonging in residency d2"),
    ],
)
def test_what_a_database_adds_is_no_part_of_a_title(text: str, words: str) -> None:
    read = titles.read(text)
    assert (read.role, read.words, read.key) == (None, words, words.replace(" ", ""))


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Erratum: Belonging in residency", RelationKind.ERRATUM_OF),
        ("Correction to: Belonging in residency", RelationKind.ERRATUM_OF),
        ('Corrigendum to "Belonging in residency"', RelationKind.ERRATUM_OF),
        ("Belonging in residency: erratum", RelationKind.ERRATUM_OF),
        ("Notice of retraction: Belonging in residency", RelationKind.RETRACTION_OF),
        ("Expression of concern: Belonging in residency", RelationKind.CONCERN_ABOUT),
        ("Belonging in residency: authors' reply", RelationKind.REPLY_TO),
        ("Response to: Belonging in residency", RelationKind.REPLY_TO),
        ("Comment on «Belonging in residency»", RelationKind.COMMENT_ON),
        ("Additional file 2 of Belonging in residency", RelationKind.PART_OF),
        ("Data from: Belonging in residency", RelationKind.PART_OF),
        ("Decision letter for «Belonging in residency»", RelationKind.REVIEW_OF),
    ],
)
def test_a_notice_names_the_publication_it_speaks_of(text: str, role: RelationKind) -> None:
    read = titles.read(text)
    assert (read.role, read.words) == (role, "belonging in residency")


@pytest.mark.parametrize("text", ["Editorial", "Erratum", "Reply", "Retraction notice"])
def test_a_notice_that_names_nothing_has_its_own_title(text: str) -> None:
    assert titles.read(text).role is None


def test_numbers_are_digits_however_they_are_written() -> None:
    assert titles.numbers("belonging part 2") == titles.numbers("belonging part ii") == ("2",)
    assert titles.numbers("a second study of 40 nurses") == ("2", "40")
    assert titles.numbers("study i") == titles.numbers("phase i of the study") == ("1",)
    assert titles.numbers("the x chromosome and vitamin b") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("paediatric anaemia in hospitals", "pediatric anemia in hospitals"),
        ("well being of nurses", "wellbeing of nurses"),
        ("belonging of nurses", "belonging of nurses in hospitals"),
        ("the belonging of nurses", "belonging among nurses"),
        ("clincial placement", "clinical placement"),
    ],
)
def test_spellings_additions_and_slips_exchange_nothing(one: str, other: str) -> None:
    assert titles.exchanged(one, other) == ("", "")


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("care of adults", "care of children", ("adults", "children")),
        ("hypoglycemia in wards", "hyperglycemia in wards", ("hypoglycemia", "hyperglycemia")),
        ("preoperative care", "postoperative care", ("preoperative", "postoperative")),
        ("belonging of male nurses", "belonging of female nurses", ("male", "female")),
    ],
)
def test_other_words_are_an_exchange_however_alike(one: str, other: str, words: tuple[str, str]) -> None:
    assert titles.exchanged(one, other) == words
    assert titles.exchanged(other, one) == words[::-1]
