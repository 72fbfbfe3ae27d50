import numpy
import pytest

from synth.screening import explaining
from synth.screening.classifiers import CLASSIFIERS
from synth.screening.features import extract
from synth.screening.learning import Label, Learner
from synth.screening.texts import Text

TEXTS = [
    Text(title="Sense of Belonging among nursing students"),
    Text(title="Belonging at work in nursing", abstract="Students say that they belong."),
    Text(title="Knee pain after surgery"),
    Text(title="Pain relief after knee surgery among nursing staff"),
    Text(title="Knee braces"),
    Text(),
]
FEATURES = extract([*(text.whole() for text in TEXTS), "Belonging of nursing students"])
BARE = numpy.zeros(len(TEXTS), dtype=bool)
LEARNER = Learner(FEATURES, bare=BARE, known={}, model=CLASSIFIERS["svm"])
LEARNT = LEARNER.learn({0: Label(relevant=1.0), 2: Label(relevant=0.0)}, seed=1)


def reasons(place: int, *, terms: int = 100) -> tuple[explaining.Term, ...]:
    return explaining.reasons(FEATURES, LEARNT, LEARNER.question, place=place, text=TEXTS[place], terms=terms)


def test_the_terms_of_a_work_add_up_to_its_score_but_for_one_constant() -> None:
    sums = numpy.array([sum(term.weight for term in reasons(place)) for place in range(len(TEXTS))])

    assert (LEARNT.scores - sums) == pytest.approx(LEARNT.scores[0] - sums[0], abs=1e-5)


def test_terms_speak_for_a_work_or_against_it_the_heaviest_first() -> None:
    weights = {term.term: term.weight for term in reasons(3)}

    assert weights["nursing"] > 0 > weights["surgery"]
    heaviest = [abs(term.weight) for term in reasons(3)]
    assert heaviest == sorted(heaviest, reverse=True)
    assert reasons(3, terms=2) == reasons(3)[:2]


def test_terms_are_spelt_as_the_work_spells_them() -> None:
    assert {"Belonging", "nursing"} <= {term.term for term in reasons(1)}


def test_a_work_without_words_has_no_reasons() -> None:
    assert reasons(5) == ()


def test_the_nearest_decided_works_come_first_and_never_the_work_itself() -> None:
    found = explaining.neighbours(FEATURES, {0: 1.0, 2: 0.0, 3: 0.5}, place=3, count=2)

    assert [(one.place, one.relevant) for one in found] == [(2, 0.0), (0, 1.0)]
    assert 1 >= found[0].similarity > found[1].similarity > 0


def test_nobody_is_near_before_anything_is_decided() -> None:
    assert explaining.neighbours(FEATURES, {3: 1.0}, place=3, count=3) == ()
