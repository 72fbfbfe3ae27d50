"""Finding codes: what counts as a code's phrase in a work's own words, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.coding.finding import BETWEEN, Finder, Passage
from synth.domain.codebook import Code, Codebook, Facet, Phrase


def book(
    *phrases: str | Phrase, unless: tuple[str, ...] = (), lacking: bool = False, own: bool = False
) -> Codebook:
    """Make a codebook of one code, x, with these phrases."""
    hints = tuple(Phrase(words=one) if isinstance(one, str) else one for one in phrases)
    code = Code(
        id="x", facet="f", label="X", definition="X.", hints=hints, unless=unless, lacking=lacking, own=own
    )
    return Codebook(version=1, facets=(Facet(id="f", label="F", codes=(code,)),))


def found(codebook: Codebook, text: str) -> list[str]:
    """Give what is found in an abstract of this one sentence, as it stands there."""
    return [text[one.start : one.stop] for one in Finder(codebook).find("", text)]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("nursing student", "We asked Nursing  Students.", "Nursing  Students"),
        ("nursing student", "The nursing students\u2019 views.", "nursing students"),
        ("nursing student", "Student\u2019s and nursing student's views.", "nursing student's"),
        ("co-creation", "Cocreation helps.", "Cocreation"),
        ("co-creation", "Co\u2010creation helps.", "Co\u2010creation"),
        ("co-creation", "Co creation helps.", "Co creation"),
        ("well-being", "Their wellbeing rose.", "wellbeing"),
        ("well-being", "Their well being rose.", "well being"),
        ("health-care worker", "Healthcare workers came.", "Healthcare workers"),
        ("health-care worker", "Health care workers came.", "Health care workers"),
        ("paediatric unit", "A pediatric unit.", "pediatric unit"),
        ("randomized", "It was randomised.", "randomised"),
        ("M\u0101ori", "Maori nurses.", "Maori"),
        ("Maori", "M\u0101ori nurses.", "M\u0101ori"),
        ("part of team", "To be part of the team.", "part of the team"),
        ("feel valued", "She felt valued.", "felt valued"),
        (
            "diversity, equity, and inclusion",
            "Diversity, equity and inclusion.",
            "Diversity, equity and inclusion",
        ),
        ("diversity, equity, and inclusion", "diversity equity & inclusion", "diversity equity & inclusion"),
        ("nursing student", "Nursing and midwifery students.", "Nursing and midwifery students"),
        ("nursing student", "Nursing, pharmacy, and allied health students.", None),
        ("medical student", "medical/nursing students", "medical/nursing students"),
        ("# hospitals", "From six hospitals.", "six hospitals"),
        ("# hospitals", "From 12 hospitals.", "12 hospitals"),
        ("BES-CPE", "The BES\u2013CPE was used.", "BES\u2013CPE"),
    ],
)
def test_a_phrase_is_found_however_it_is_written(phrase: str, text: str, expected: str | None) -> None:
    assert found(book(phrase), text) == [expected or text.rstrip(".")]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("nursing student", "Nursing. Students came."),
        ("nursing student", "Non-nursing students came."),
        ("nurses", "The nurse came."),
        ("resident", "Residential care."),
        ("student engagement", "Students, time and patient engagement."),
        ("nursing student", "Nursing and the students."),
        ("# hospitals", "One hospital and COVID-19 hospitals."),
        ("in-group", "It was higher in group A."),
        ("team", "Teamwork."),
    ],
)
def test_other_words_are_not_taken_for_it(phrase: str, text: str) -> None:
    assert found(book(phrase), text) == []


def test_capitals_count_where_the_codebook_says_so() -> None:
    codebook = book(Phrase(words="DEI", as_written=True))
    assert found(codebook, "Agnus dei and DEI.") == ["DEI"]


def test_a_phrase_may_need_another_somewhere_in_the_work() -> None:
    finder = Finder(book(Phrase(words="IPA", where=("phenomenological",))))
    assert finder.find("", "We used IPA.") == []
    assert len(finder.find("A phenomenological study", "We used IPA.")) == 1


def test_a_phrase_does_not_count_within_another() -> None:
    codebook = book(Phrase(words="residents", unless=("nursing home resident",)), unless=("residents of",))
    assert found(codebook, "We asked residents, nursing home residents and residents of towns.") == [
        "residents"
    ]


def test_a_phrase_may_be_bound_to_a_field() -> None:
    finder = Finder(book(Phrase(words="editorial", places=("title",))))
    assert [one.field for one in finder.find("An editorial", "This editorial says.", ["editorial"])] == [
        "title"
    ]


def test_a_phrase_that_stands_alone_has_a_part_of_the_title_to_itself() -> None:
    finder = Finder(book(Phrase(words="perspective", alone=True)))
    assert len(finder.find("Two years on: a perspective", None)) == 1
    assert finder.find("The students' perspective", None) == []


def test_the_longest_phrase_of_a_code_counts_and_not_what_lies_in_it() -> None:
    assert found(book("belonging", "sense of belonging"), "We saw a sense of belonging.") == [
        "sense of belonging"
    ]


def test_a_heading_counts_the_other_way_round() -> None:
    keywords = ["Burnout", "Students, Nursing"]
    (one,) = Finder(book("nursing student")).find("", None, keywords)
    assert (one.field, one.text) == ("keywords", "Students, Nursing")
    assert BETWEEN.join(keywords)[one.start : one.stop] == "Students, Nursing"


def test_the_label_of_a_section_is_no_text() -> None:
    text = "PATIENTS AND METHODS: We asked nurses. SURVEY: Ten came."
    assert found(book("patients", "survey", "nurses"), text) == ["nurses"]


def test_a_passage_is_the_sentence_and_keeps_its_place() -> None:
    text = "It is so. We asked 3.5 nurses, e.g. Ada et al. Then we left."
    (one,) = Finder(book("nurses")).find("", text)
    assert one.text == "We asked 3.5 nurses, e.g. Ada et al. Then we left."
    assert text[one.start : one.stop] == "nurses"


def test_of_a_long_sentence_the_clause_is_shown() -> None:
    text = f"We asked {'very ' * 60}many people; then the nurses spoke of trust; {'so ' * 60}it ended."
    (one,) = Finder(book("nurses")).find("", text)
    assert len(one.text) < 330 and "then the nurses spoke of trust" in one.text


@pytest.mark.parametrize(
    "text",
    [
        "Burnout was not assessed.",
        "Burnout was not measured here.",
        "Stress and burnout were not asked about.",
        "We did not measure burnout.",
        "We studied joy rather than burnout.",
        "We studied joy instead of burnout.",
        "Burnout is beyond the scope of this paper.",
        "Burnout was left to a further study.",
        "We excluded burnout.",
        "Neither joy nor burnout explained it.",
        "No burnout was reported.",
    ],
)
def test_what_a_text_sets_aside_does_not_count(text: str) -> None:
    assert found(book("burnout", lacking=True), text) == []


@pytest.mark.parametrize(
    "text",
    [
        "There was no difference in burnout.",
        "Joy did not predict burnout.",
        "Not only joy but also burnout was assessed.",
        "Burnout was assessed, but joy was not measured.",
        "Lack of sleep led to burnout.",
        "There was no burnout among them.",
    ],
)
def test_a_negative_finding_is_a_finding(text: str) -> None:
    assert found(book("burnout", lacking=True), text) != []


@pytest.mark.parametrize(
    "text",
    [
        "It was done without a control group.",
        "There was no control group.",
        "We did not use a control group.",
        "For lack of a control group we stopped.",
    ],
)
def test_what_a_text_denies_does_not_count_unless_the_code_is_about_the_lack(text: str) -> None:
    assert found(book("control group"), text) == []
    assert found(book("control group", lacking=True), text) != []


def test_a_code_of_what_the_work_did_does_not_count_for_others() -> None:
    assert found(book("survey", own=True), "Earlier cross-sectional surveys disagree with us.") == []
    assert found(book("survey"), "Earlier cross-sectional surveys disagree with us.") == ["surveys"]


def test_a_word_in_passing_does_not_count() -> None:
    finder = Finder(book("burnout"))
    opening = "Burnout is common in hospitals."
    body = "We asked nurses about trust."
    ahead = "Future research should look at burnout."
    assert finder.find("", f"{opening} {body}") == []
    assert finder.find("", f"{body} {ahead}") == []
    assert len(finder.find("", f"{opening} {body} {ahead}")) == 2
    assert len(finder.find("Burnout", f"{opening} {body}")) == 2
    assert len(finder.find("", f"{opening} We asked nurses about burnout.")) == 2
    assert len(finder.find("", opening)) == 1


REAL = Finder(
    book(
        "nursing student",
        "co-creation",
        Phrase(words="DEI", as_written=True),
        unless=("former nursing student",),
    )
)
SIGNS = st.text(
    alphabet=st.one_of(st.sampled_from("DEI -\u2013\u2019'.,;:()&/\n\u00ad\u0301\ufb01:"), st.characters()),
    max_size=40,
)
PIECES = st.lists(
    st.one_of(
        SIGNS,
        st.sampled_from(["nursing", "students", "co-creation", " and ", " DEI", "METHODS:", "not", ". "]),
    ),
    max_size=12,
).map("".join)


@given(PIECES, PIECES, st.lists(PIECES, max_size=3))
def test_every_passage_leads_back_to_the_text_it_stands_in(
    title: str, abstract: str, keywords: list[str]
) -> None:
    texts = {"title": title, "abstract": abstract, "keywords": BETWEEN.join(keywords)}
    for one in REAL.find(title, abstract, keywords):
        assert 0 <= one.start < one.stop <= len(texts[one.field])
        assert texts[one.field][one.start : one.stop] in one.text
        assert one.text in texts[one.field]


def spots(passages: list[Passage]) -> set[tuple[str, str, int]]:
    return {(one.code, one.phrase, one.start) for one in passages}


@given(PIECES, st.text(alphabet=st.sampled_from("abcdefg hijk"), max_size=40))
def test_a_sentence_more_at_the_end_loses_no_passage(abstract: str, more: str) -> None:
    before = REAL.find("", f"{abstract}.")
    after = REAL.find("", f"{abstract}. \n{more}")
    assert spots(before) <= spots(after)
