from concurrent.futures import Future
from threading import Event

import numpy
import pytest

from synth.errors import UserError
from synth.screening.learning import Label, Learner, Learnt
from synth.screening.ranker import QUESTION, Ranker
from synth.screening.texts import Example, Text

RELEVANT = [
    Text(title=f"Belonging of students in ward {number}", abstract="They fit in.") for number in range(6)
]
OTHERS = [Text(title=f"Knee pain in ward {number}", abstract="Surgery helps.") for number in range(6)]
TEXTS = [text for pair in zip(OTHERS, RELEVANT, strict=True) for text in pair]  # the odd places are relevant


def wait(refit: Future[None] | None) -> None:
    assert refit is not None
    refit.result(timeout=60)


def test_the_unread_most_like_the_relevant_are_given_next() -> None:
    ranker = Ranker(TEXTS)
    ranker.decide(1, relevant=1.0)
    ranker.decide(0, relevant=0.0)
    ranker.refit()

    assert ranker.model == "svm"
    assert set(ranker.next(5)) == {3, 5, 7, 9, 11}
    assert len(ranker.next(100)) == 10
    assert ranker.next(100) == [int(place) for place in ranker.order() if place not in (0, 1)]
    assert sorted(ranker.order()) == list(range(12))
    assert ranker.scores.shape == (12,)


def test_a_decided_work_is_not_shown_again_before_any_refit() -> None:
    ranker = Ranker(TEXTS, question="belonging of students")
    first = ranker.next()[0]
    ranker.decide(first, relevant=1.0)

    assert first % 2 == 1
    assert first not in ranker.next(100)


def test_a_work_whose_decision_is_withdrawn_is_unread_again_and_forgotten() -> None:
    ranker, fresh = Ranker(TEXTS), Ranker(TEXTS)
    for one in (ranker, fresh):
        one.decide(1, relevant=1.0)
        one.decide(0, relevant=0.0)
    ranker.decide(2, relevant=1.0)
    ranker.refit()
    ranker.next(3)
    ranker.withdraw(2)
    ranker.withdraw(7)  # never decided: nothing to take back
    ranker.refit()
    fresh.refit()

    assert 2 in ranker.next(100)
    assert numpy.array_equal(ranker.scores, fresh.scores)


def test_deciding_again_replaces() -> None:
    ranker, fresh = Ranker(TEXTS), Ranker(TEXTS)
    ranker.decide(1, relevant=0.0)
    for one in (ranker, fresh):
        one.decide(1, relevant=1.0, weight=2.0)
        one.decide(0, relevant=0.0)
        one.refit()

    assert numpy.array_equal(ranker.scores, fresh.scores)


def test_before_any_decision_the_question_orders_and_names_the_ranking() -> None:
    ranker = Ranker(TEXTS, question="belonging of students")

    assert ranker.model == QUESTION
    assert set(ranker.next(6)) == {1, 3, 5, 7, 9, 11}


def test_known_works_are_learnt_from_and_are_not_in_the_list() -> None:
    known = [Example(text=RELEVANT[0], relevant=True), Example(text=OTHERS[0], relevant=False)]
    ranker = Ranker(TEXTS, known=known)

    assert set(ranker.next(6)) == {1, 3, 5, 7, 9, 11}
    assert len(ranker.order()) == len(TEXTS)


def test_a_refit_is_due_after_each_of_the_first_decisions_and_later_when_more_are_made() -> None:
    ranker = Ranker([*TEXTS, *TEXTS, *TEXTS, *TEXTS])
    assert not ranker.due
    for place in range(20):
        ranker.decide(place, relevant=float(place % 2))
        assert ranker.due
        ranker.refit()
        assert not ranker.due
    for place in range(20, 40):
        ranker.decide(place, relevant=float(place % 2))
    ranker.refit()
    ranker.decide(40, relevant=0.0)
    assert not ranker.due
    ranker.decide(42, relevant=0.0)
    assert ranker.due


def test_a_refit_is_due_at_once_when_few_relevant_works_become_one_more() -> None:
    ranker = Ranker([*TEXTS, *TEXTS, *TEXTS, *TEXTS])
    ranker.decide(1, relevant=1.0)
    for place in range(0, 46, 2):
        ranker.decide(place, relevant=0.0)
    ranker.refit()
    ranker.decide(46, relevant=0.0)
    assert not ranker.due
    ranker.decide(46, relevant=1.0)
    assert ranker.due


def test_a_refit_beside_the_reader_ends_where_one_in_front_does() -> None:
    beside, before = Ranker(TEXTS), Ranker(TEXTS)
    refits = []
    for place in range(6):
        beside.decide(place, relevant=float(place % 2))
        refits.append(beside.refit_beside())
        before.decide(place, relevant=float(place % 2))
    for refit in refits:
        if refit:
            wait(refit)
    before.refit()

    assert numpy.array_equal(beside.scores, before.scores)
    assert beside.refit_beside() is None


def test_reading_and_deciding_go_on_while_a_refit_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    ranker = Ranker(TEXTS, question="belonging of students")
    begun, release = Event(), Event()
    learn = Learner.learn

    def slowly(self: Learner, decided: dict[int, Label], *, seed: int) -> Learnt:
        begun.set()
        assert release.wait(timeout=60)
        return learn(self, decided, seed=seed)

    monkeypatch.setattr(Learner, "learn", slowly)
    ranker.decide(0, relevant=0.0)
    refit = ranker.refit_beside()
    assert begun.wait(timeout=60)
    ranker.decide(1, relevant=1.0)
    assert ranker.refit_beside() is None  # the one under way will see to it
    assert ranker.next(100) == [int(place) for place in ranker.order() if place > 1]
    assert ranker.model == QUESTION
    release.set()
    wait(refit)

    fresh = Ranker(TEXTS, question="belonging of students")
    fresh.decide(0, relevant=0.0)
    fresh.decide(1, relevant=1.0)
    fresh.refit()
    assert numpy.array_equal(ranker.scores, fresh.scores)
    assert not ranker.due


def test_a_refit_that_fails_says_so_and_does_not_bar_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    ranker = Ranker(TEXTS)
    ranker.decide(0, relevant=0.0)
    ranker.decide(1, relevant=1.0)
    with monkeypatch.context() as broken:
        broken.setattr(Learner, "learn", None)
        refit = ranker.refit_beside()
        assert refit is not None
        with pytest.raises(TypeError):
            refit.result(timeout=60)

    wait(ranker.refit_beside())
    assert ranker.model == "svm"


@pytest.mark.parametrize(
    "texts", [[], [Text()], [Text(), Text()], [Text(title="pain"), Text(title="belonging")]]
)
def test_lists_with_little_in_them_are_ranked_all_the_same(texts: list[Text]) -> None:
    ranker = Ranker(texts, question="belonging")
    assert sorted(ranker.next(10)) == list(range(len(texts)))
    for place in range(len(texts)):
        ranker.decide(place, relevant=place % 2)
        ranker.refit()

    assert ranker.next() == []
    assert numpy.isfinite(ranker.scores).all()
    for place in range(len(texts)):
        ranker.why(place)
        ranker.nearest(place)


def test_a_work_without_an_abstract_in_another_language_stands_in_the_order_like_any_other() -> None:
    texts = [
        *TEXTS,
        Text(title="Belonging"),
        Text(title="帰属意識と看護学生"),
        Text(title="看護学生の帰属意識"),
    ]
    ranker = Ranker(texts, question="belonging of students")
    ranker.decide(13, relevant=1.0)
    ranker.decide(0, relevant=0.0)
    ranker.refit()
    order = ranker.next(100)

    assert order[0] == 14
    assert order.index(12) < order.index(2)


def test_a_place_that_is_not_there_and_unknown_names_are_refused() -> None:
    ranker = Ranker(TEXTS)

    with pytest.raises(IndexError, match="no work at place 12 of 12"):
        ranker.decide(12, relevant=1.0)
    with pytest.raises(UserError, match=r"'oracle' is none of most relevant, random"):
        ranker.next(sampler="oracle")
    with pytest.raises(UserError, match=r"screening\.model: 'oracle' is none of"):
        Ranker(TEXTS, model="oracle")


def test_an_audit_sample_is_drawn_anew_after_each_decision_and_alike_for_a_seed() -> None:
    ranker, same, other = Ranker(TEXTS, seed=1), Ranker(TEXTS, seed=1), Ranker(TEXTS, seed=2)
    samples = []
    for place in range(3):
        samples.append(tuple(ranker.next(6, sampler="random")))
        assert samples[-1] == tuple(same.next(6, sampler="random"))
        assert samples[-1] != tuple(other.next(6, sampler="random"))
        for one in (ranker, same, other):
            one.decide(place, relevant=0.0)

    assert len({sample[0] for sample in samples} | set(samples)) > 3


def test_the_reasons_and_the_nearest_follow_the_newest_fit() -> None:
    ranker = Ranker(TEXTS)
    ranker.decide(1, relevant=1.0)
    ranker.decide(0, relevant=0.0)
    ranker.refit()

    assert "Belonging" in {term.term for term in ranker.why(3) if term.weight > 0}
    assert [one.place for one in ranker.nearest(3)] == [1, 0]


def test_a_withdrawn_work_that_was_passed_is_shown_again_without_a_refit() -> None:
    ranker = Ranker([Text(title=f"pain knee {number % 7} word{number}") for number in range(30)])
    first, second = ranker.next(2)
    ranker.decide(first, relevant=0)
    ranker.decide(second, relevant=0)
    ranker.next()
    ranker.withdraw(first)

    assert ranker.next() == [first]


def test_a_refit_loses_no_unread_work() -> None:
    texts = [
        Text(title=f"{word} ward number{number}")
        for number in range(10)
        for word in ("pain", "knee", "belonging")
    ]
    ranker = Ranker(texts, question="pain")
    for place in ranker.next(10):
        ranker.decide(place, relevant=0.0)
        ranker.next()
    ranker.decide(2, relevant=1.0)
    ranker.refit()

    assert len(ranker.next(30)) == 19
