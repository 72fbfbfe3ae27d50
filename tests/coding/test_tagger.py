from __future__ import annotations

import random
from dataclasses import replace

import numpy
import pytest
from sklearn.linear_model import LogisticRegression

from synth.coding import tagger
from synth.coding.tagger import Lessons, Tagger

WORDS = [f"word{first}{second}" for first in "abcdefghij" for second in "abcdefghij"]


class Drawn:
    """Works by chance, of which some are about mentoring; phrases find half of these, coders read some."""

    def __init__(self, *, works: int, coded: int, often: float = 0.2, seed: int = 1) -> None:
        dice = random.Random(seed)
        self.truth = [dice.random() < often for _ in range(works)]
        self.texts = [" ".join(self._words(dice, about=about)) for about in self.truth]
        self.found = [{"mentoring"} if about and dice.random() < 0.5 else set() for about in self.truth]
        self.coded = range(coded)

    def _words(self, dice: random.Random, *, about: bool) -> list[str]:
        words = dice.choices(WORDS, k=40)
        if dice.random() < (0.85 if about else 0.03):
            words += ["guided", "mentees"]
        return words

    @property
    def lessons(self) -> Lessons:
        return Lessons(
            present=[place for place in self.coded if self.truth[place]],
            absent=[place for place in self.coded if not self.truth[place]],
            found={place for place, codes in enumerate(self.found) if codes},
            said=set(self.coded),
        )

    def learn(
        self, lessons: Lessons | None = None, *, examples: int = 10, sure: float = 0.5
    ) -> tagger.Learnt:
        reader = Tagger(self.texts, coded=list(self.coded), seed=1)
        return reader.learn(lessons or self.lessons, examples=examples, sure=sure)


def test_what_phrases_miss_is_proposed_and_most_of_it_is_right() -> None:
    drawn = Drawn(works=1500, coded=300)
    learnt = drawn.learn()
    missed = [place for place in range(300, 1500) if drawn.truth[place] and not drawn.found[place]]
    right = [place for place in learnt.proposals if drawn.truth[place]]
    assert len(right) > 0.7 * len(learnt.proposals)  # who knows how they were drawn gets 0.78
    assert len(right) > 0.6 * len(missed)
    assert all(0.5 <= chance <= 1 for chance in learnt.proposals.values())


def test_nothing_is_proposed_where_a_phrase_found_it_or_a_person_spoke() -> None:
    drawn = Drawn(works=600, coded=200)
    spoken = replace(drawn.lessons, said={*range(400)})
    learnt = drawn.learn(spoken, sure=0.01)
    assert learnt.proposals
    assert not learnt.proposals.keys() & (spoken.found | spoken.said)


def test_its_probabilities_hold_on_works_it_did_not_see() -> None:
    drawn = Drawn(works=3000, coded=600)
    learnt = drawn.learn(sure=0.001)
    unseen = [(chance, drawn.truth[place]) for place, chance in learnt.proposals.items()]
    mean, share = numpy.mean([pair[0] for pair in unseen]), numpy.mean([pair[1] for pair in unseen])
    assert mean == pytest.approx(share, abs=0.05)
    assert learnt.brier is not None and learnt.brier < 0.08  # saying the share of each would give 0.16
    for one in tagger.reliability([learnt.tried]):
        assert one.works < 30 or one.predicted == pytest.approx(one.observed, abs=0.15)


def test_what_it_says_of_itself_is_of_works_it_did_not_see() -> None:
    """Where nothing tells the works apart, a tagger that judged what it had seen would look good."""
    drawn = Drawn(works=300, coded=300)
    dice = random.Random(5)
    drawn.truth = [dice.random() < 0.5 for _ in drawn.truth]
    drawn.found = [set() for _ in drawn.truth]
    learnt = drawn.learn()
    assert learnt.precision is None or learnt.precision < 0.65
    assert learnt.brier == pytest.approx(0.25, abs=0.03)


@pytest.mark.parametrize(
    ("present", "absent", "words"),
    [
        (range(0), range(50), "people have coded 0 of 10 works with it"),
        (range(9), range(10, 50), "people have coded 9 of 10 works with it"),
        (range(10), range(10, 12), "people have coded 2 of 10 works without it"),
        (range(1), range(0), "people have coded 1 of 10 works with it and 0 of 10 works without it"),
    ],
)
def test_too_few_examples_are_said_and_not_learnt_from(present: range, absent: range, words: str) -> None:
    learnt = Drawn(works=60, coded=60).learn(Lessons(present=present, absent=absent))
    assert (learnt.present, learnt.absent, learnt.missing) == (len(present), len(absent), words)
    assert not learnt.proposals
    assert (learnt.precision, learnt.recall, learnt.brier) == (None, None, None)


@pytest.mark.parametrize("each", [2, 3, 7])
def test_it_fits_on_few_examples(each: int) -> None:
    drawn = Drawn(works=80, coded=40, often=0.5)
    whole = drawn.lessons
    few = replace(whole, present=whole.present[:each], absent=whole.absent[:each])
    learnt = drawn.learn(few, examples=2)
    assert learnt.missing == ""
    assert len(learnt.tried) == 2 * each


def test_works_that_are_all_alike_are_as_likely_as_any() -> None:
    reader = Tagger(["the same words"] * 40, coded=range(20), seed=1)
    learnt = reader.learn(Lessons(present=range(10), absent=range(10, 20)), examples=10, sure=0.1)
    assert set(learnt.proposals.values()) == {0.5}
    assert set(learnt.proposals) == set(range(20, 40))


def test_works_without_a_word_in_common_cannot_be_learnt_from() -> None:
    texts = [f"lonely{chr(97 + place)}" for place in range(4)]
    reader = Tagger(texts, coded=range(4), seed=1)
    learnt = reader.learn(Lessons(present=[0, 1], absent=[2, 3]), examples=2, sure=0.5)
    assert learnt.missing == "the works hold no words"
    assert Tagger([], coded=[], seed=1).learn(Lessons(present=[], absent=[]), examples=2, sure=0.5).missing


def test_the_same_works_and_words_give_the_same_in_whatever_order_coders_read_them() -> None:
    drawn = Drawn(works=400, coded=200)
    whole = drawn.lessons
    other = replace(whole, present=whole.present[::-1], absent=whole.absent[::-1])
    one, two = drawn.learn(whole), drawn.learn(other)
    assert one.proposals == two.proposals
    assert (one.tried == two.tried).all()


def test_the_sigmoid_is_that_of_platt() -> None:
    """Held against scikit-learn's logistic regression on his targets, each work weighed by them."""
    dice = numpy.random.default_rng(3)
    truth = dice.random(300) < 0.3
    found = truth & (dice.random(300) < 0.5) | (dice.random(300) < 0.05)
    scores = dice.normal(size=300) + 1.5 * truth
    curve = tagger.fit(scores, found, truth)
    targets = numpy.empty(300)
    for group in (found, ~found):
        yes, no = int((group & truth).sum()), int((group & ~truth).sum())
        targets[group] = numpy.where(truth[group], (yes + 1) / (yes + 2), 1 / (no + 2))
    model = LogisticRegression(C=1e9, tol=1e-10, max_iter=1000)
    model.fit(
        numpy.tile(numpy.column_stack([scores, found]), (2, 1)),
        numpy.repeat([1, 0], 300),
        sample_weight=numpy.concatenate([targets, 1 - targets]),
    )
    assert curve.slope == pytest.approx(model.coef_[0, 0], rel=1e-3)
    assert curve.found == pytest.approx(model.coef_[0, 1], rel=1e-3)
    assert curve.intercept == pytest.approx(model.intercept_[0], rel=1e-3)


def test_where_phrases_find_nothing_a_code_is_as_likely_as_it_is_common_there() -> None:
    """Of works with the phrase nearly all have the code, of those without it one in twenty."""
    found = numpy.arange(400) < 100
    truth = numpy.where(found, numpy.arange(400) < 95, numpy.arange(400) % 20 == 0)
    curve = tagger.fit(numpy.zeros(400), found, truth)
    with_it, without = curve.probability(numpy.zeros(2), numpy.array([True, False]))
    assert with_it == pytest.approx(0.95, abs=0.02)
    assert without == pytest.approx(0.05, abs=0.02)


@pytest.mark.parametrize("found", [False, True])
def test_scores_that_tell_the_wrong_way_round_tell_nothing(found: bool) -> None:
    truth = numpy.array([True] * 5 + [False] * 15)
    curve = tagger.fit(-1.0 * truth, numpy.full(20, found), truth)
    assert curve.slope == 0
    low, high = curve.probability(numpy.array([-1.0, 0.0]), numpy.full(2, found))
    assert low == high == pytest.approx(0.25, abs=0.08)
