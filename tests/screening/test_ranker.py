from concurrent.futures import Future
from threading import Event, Thread

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


class Gate:
    """Stands before each fit: ``begun`` when one arrives, which waits for ``release``."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.release, self.inside, self.most = Event(), Event(), 0, 0
        learn = Learner.learn

        def gated(learner: Learner, decided: dict[int, Label], *, seed: int) -> Learnt:
            self.inside += 1
            self.most = max(self.most, self.inside)
            self.begun.set()
            assert self.release.wait(timeout=60)
            self.inside -= 1
            return learn(learner, decided, seed=seed)

        monkeypatch.setattr(Learner, "learn", gated)


def test_one_fit_waits_for_another_and_then_knows_what_was_decided_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ranker, fresh = Ranker(TEXTS), Ranker(TEXTS)
    for place in (0, 1, 2):
        fresh.decide(place, relevant=float(place % 2))
    fresh.refit()
    gate = Gate(monkeypatch)
    ranker.decide(0, relevant=0.0)
    ranker.decide(1, relevant=1.0)
    first, second = Thread(target=ranker.refit), Thread(target=ranker.refit)
    first.start()
    assert gate.begun.wait(timeout=60)
    gate.begun.clear()
    ranker.decide(2, relevant=0.0)
    second.start()
    assert not gate.begun.wait(timeout=0.2)  # it does not even begin
    gate.release.set()
    first.join()
    second.join()

    assert gate.most == 1
    assert not ranker.due
    assert numpy.array_equal(ranker.scores, fresh.scores)


def test_a_fit_neither_begins_nor_ends_in_the_middle_of_a_decision(monkeypatch: pytest.MonkeyPatch) -> None:
    ranker = Ranker(TEXTS, question="belonging of students")
    gate = Gate(monkeypatch)
    ranker.decide(0, relevant=0.0)
    fit = Thread(target=ranker.refit)
    with ranker._lock:  # as a decision holds it
        fit.start()
        assert not gate.begun.wait(timeout=0.2)
    assert gate.begun.wait(timeout=60)
    with ranker._lock:
        gate.release.set()
        fit.join(timeout=0.5)
        assert ranker.model == QUESTION
    fit.join(timeout=60)

    assert ranker.model == "svm"


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

    assert not ranker._refitting
    wait(ranker.refit_beside())
    assert not ranker._refitting
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
    with pytest.raises(UserError, match=r"'oracle' is none of most relevant, most uncertain, random, oldest"):
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


def test_the_most_uncertain_are_asked_where_relevant_turns_into_not() -> None:
    between = [Text(title=f"Belonging of students with knee pain in ward {number}") for number in range(3)]
    ranker = Ranker([*TEXTS, *between])
    assert ranker.next(3, sampler="most uncertain") == ranker.next(3)  # nothing is decided yet
    for place in range(6):
        ranker.decide(place, relevant=float(place % 2))
    ranker.refit()
    decided = [float(score) for score in ranker.scores[:6]]

    assert set(ranker.next(3, sampler="most uncertain")) == {12, 13, 14}
    assert set(ranker.next(3)) == {7, 9, 11}
    assert max(decided[0::2]) < min(float(ranker.scores[place]) for place in (12, 13, 14))
    assert max(float(ranker.scores[place]) for place in (12, 13, 14)) < min(decided[1::2])


def test_the_oldest_come_first_as_they_came_or_else_as_they_are_given() -> None:
    came = [float(-place) for place in range(len(TEXTS))]
    turned = Ranker(TEXTS, came=came)
    turned.decide(11, relevant=0.0)

    assert Ranker(TEXTS).next(3, sampler="oldest first") == [0, 1, 2]
    assert turned.next(3, sampler="oldest first") == [10, 9, 8]
    assert Ranker(TEXTS, came=[5.0] * 12).next(3, sampler="oldest first") == [0, 1, 2]


def test_works_are_given_among_those_asked_for_be_they_decided_or_not() -> None:
    ranker = Ranker(TEXTS, question="belonging of students")
    ranker.decide(1, relevant=1.0)
    among = numpy.zeros(len(TEXTS), dtype=bool)
    among[[0, 1, 3]] = True

    assert set(ranker.next(5, among=among)) == {0, 1, 3}
    assert ranker.next(5, among=among)[-1] == 0
    assert among.sum() == 3


def test_the_same_turn_draws_the_same_work_whatever_others_decide() -> None:
    ranker = Ranker(TEXTS)
    (drawn,) = ranker.next(sampler="random", turn=(7, 1))
    ranker.decide((drawn + 1) % 12, relevant=0.0)

    assert ranker.next(sampler="random", turn=(7, 1)) == [drawn]
    assert len({tuple(ranker.next(4, sampler="random", turn=(7, turn))) for turn in range(20)}) > 15
    assert len({tuple(ranker.next(4, sampler="random", turn=(who, 1))) for who in range(20)}) > 15


def test_neighbours_are_sought_among_those_that_may_be_named() -> None:
    ranker = Ranker(TEXTS)
    for place in range(6):
        ranker.decide(place, relevant=float(place % 2))

    assert [one.place for one in ranker.nearest(7, among={0: 0.0, 3: 0.25})] == [3, 0]
    assert ranker.nearest(7, among={0: 0.0, 3: 0.25})[0].relevant == 0.25
    assert ranker.nearest(7, among={}) == ()
    assert ranker.score(3) == ranker.scores[3]
