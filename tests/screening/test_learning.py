import numpy
import pytest

from synth.screening.classifiers import CLASSIFIERS
from synth.screening.features import extract
from synth.screening.learning import Label, Learner

YES, NO = Label(relevant=1.0), Label(relevant=0.0)
WORKS = [
    "belonging of nursing students on placement",
    "sense of belonging among medical students",
    "knee pain after surgery",
    "pain relief after knee surgery",
    "students and pain",
    "",
]

pytestmark = pytest.mark.parametrize("name", CLASSIFIERS)


def learner(name: str, *, question: str = "", works: list[str] = WORKS) -> Learner:
    features = extract([*works, question], pairs=CLASSIFIERS[name].pairs)
    bare = numpy.zeros(len(works), dtype=bool)
    return Learner(features, bare=bare, known={}, model=CLASSIFIERS[name])


def test_works_like_the_relevant_ones_stand_above_those_like_the_irrelevant_ones(name: str) -> None:
    learnt = learner(name).learn({0: YES, 2: NO}, seed=1)

    assert learnt.taught
    assert learnt.scores[1] > learnt.scores[4] > learnt.scores[3]


def test_nothing_known_and_nothing_asked_leaves_the_order_as_it_is(name: str) -> None:
    learnt = learner(name).learn({}, seed=1)

    assert not learnt.taught
    assert not learnt.scores.any()


def test_the_question_orders_what_nobody_has_read(name: str) -> None:
    learnt = learner(name, question="belonging of students").learn({}, seed=1)

    assert not learnt.taught
    assert set(numpy.argsort(-learnt.scores)[:2]) == {0, 1}


def test_the_question_and_an_irrelevant_work_are_enough_to_learn_from(name: str) -> None:
    learnt = learner(name, question="belonging of students").learn({2: NO}, seed=1)

    assert learnt.taught
    assert learnt.scores[1] > learnt.scores[3]


def test_one_label_alone_is_not_enough_for_a_model(name: str) -> None:
    for label in (YES, NO):
        learnt = learner(name).learn({0: label}, seed=1)
        assert not learnt.taught
    assert learner(name).learn({0: YES}, seed=1).scores.argmax() == 1


def test_a_work_half_of_the_people_want_is_learnt_from_both_sides(name: str) -> None:
    half = Label(relevant=0.5)
    contradicted = learner(name).learn({0: half, 2: NO}, seed=1)

    assert contradicted.taught
    assert contradicted.scores[1] > contradicted.scores[3]
    assert learner(name).learn({0: half}, seed=1).taught


def test_all_decided_and_no_term_in_common_still_give_every_work_a_score(name: str) -> None:
    assert numpy.isfinite(learner(name).learn(dict.fromkeys(range(6), YES) | {2: NO}, seed=1).scores).all()
    apart = learner(name, works=["alpha", "beta"]).learn({0: YES, 1: NO}, seed=1)
    assert numpy.isfinite(apart.scores).all()


def test_the_order_of_the_decisions_and_what_was_learnt_before_change_nothing(name: str) -> None:
    used = learner(name, question="belonging")
    for decided in ({1: YES}, {1: YES, 2: NO, 0: NO}, {4: YES, 3: NO}):
        used.learn(decided, seed=1)
    first = used.learn({0: YES, 2: NO, 4: NO}, seed=1).scores

    assert numpy.array_equal(
        first, learner(name, question="belonging").learn({4: NO, 2: NO, 0: YES}, seed=1).scores
    )


def test_works_without_an_abstract_are_given_part_of_what_they_lack(name: str) -> None:
    works = [f"{word} in ward {number}" for number in range(10) for word in ("belonging", "pain", "")]
    features = extract([*works, ""], pairs=CLASSIFIERS[name].pairs)
    decided = {0: YES, 1: NO}
    plain, fair = (
        Learner(features, bare=bare, known={}, model=CLASSIFIERS[name]).learn(decided, seed=1).scores
        for bare in (numpy.zeros(30, dtype=bool), numpy.arange(30) % 3 == 1)
    )
    bare = numpy.arange(30) % 3 == 1
    gain = (fair - plain)[bare] - (fair - plain)[~bare][0]

    assert gain == pytest.approx(gain[0])
    lacked = plain[2:][~bare[2:]].mean() - plain[2:][bare[2:]].mean()
    assert 0 < gain[0] < lacked
