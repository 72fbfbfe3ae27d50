import numpy
import pytest

from synth.screening import prior, texts
from synth.screening.features import extract
from synth.screening.prior import Question

WORKS = [
    "pain after knee surgery",
    "sense of belonging among nursing students in a hospital where they learn and work together",
    "belonging",
    "a hospital where they learn and work together and nobody asks after pain or knee surgery",
]


def asked(question: str) -> Question:
    return Question(extract([*WORKS, question]), row=len(WORKS), works=len(WORKS))


def test_works_that_say_the_words_of_the_question_come_first() -> None:
    likeness = asked("belonging of nursing students").likeness

    assert list(numpy.argsort(-likeness)[:2]) == [1, 2]
    assert likeness[0] == likeness[3] == 0


def test_without_a_question_no_work_is_like_it() -> None:
    assert not asked("").asks
    assert not asked("").likeness.any()


def test_what_each_term_adds_adds_up() -> None:
    question = asked("belonging of nursing students in a hospital")

    for place in range(len(WORKS)):
        added, total = question.added(place, place + 1)
        assert numpy.isclose(added.sum(), total[0])
        assert numpy.isclose(total[0], question.likeness[place])


def test_the_question_counts_less_the_more_relevant_works_are_known() -> None:
    weights = [prior.weight(known) for known in (0, 1, 10, 100)]

    assert weights[0] == 1
    assert weights[2] == 0.5
    assert weights == sorted(weights, reverse=True)


def test_what_is_excluded_is_not_asked_for() -> None:
    question = "Knee pain. We excluded animal studies.\nRandomised trials; surgery was an exclusion."

    assert prior.wanted(question) == "Knee pain.\nRandomised trials;"


def test_what_stands_under_a_heading_of_exclusion_is_not_asked_for() -> None:
    question = "Pain\n\nExclusion criteria:\n- animals\n- reviews\n\nInclusion criteria\n- trials"

    assert prior.wanted(question) == "Pain\nInclusion criteria\n- trials"


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Belonging of nurses: a systematic review and meta-analysis", ["belonging", "nurses"]),
        ("Belonging: a Systematic Literature Review", ["belonging"]),
        ("A scoping review of belonging", ["belonging"]),
        ("Belonging: a mixed-methods review, a meta\N{HYPHEN}analysis, a metasynthesis", ["belonging"]),
        ("Peer review of teaching", ["peer", "review", "teaching"]),
        ("Systematic reviews of belonging", ["systematic", "reviews", "belonging"]),
    ],
)
def test_what_the_review_calls_itself_is_not_asked_for(title: str, wanted: list[str]) -> None:
    left = [word for word in texts.words(prior.wanted(title)) if word not in ("of", "and")]

    assert left == wanted


def test_a_kind_of_review_that_a_criterion_names_is_asked_for() -> None:
    assert prior.wanted("A review\nDesign: systematic review") == "A review\nDesign: systematic review"
