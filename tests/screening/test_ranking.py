import numpy
import pytest

from synth.screening import calibration
from synth.screening.ranker import Ranker
from synth.screening.ranking import Lesson, learn
from synth.screening.texts import Text

TOPICS = ("belonging of nursing students on ward", "imaging of trauma in clinic", "antibodies of class")


def corpus(count: int = 300) -> list[Text]:
    return [Text(title=f"{TOPICS[place % 3]} {place % 17}") for place in range(count)]


def ranker() -> Ranker:
    return Ranker(corpus(), question="belonging of students")


def lessons(count: int, **wrong: float) -> dict[int, Lesson]:
    said = {place: Lesson(share=float(place % 3 == 0)) for place in range(count)}
    # Read by rank, the relevant ones come first.
    order = sorted(said, key=lambda place: -said[place].share)
    return {place: said[place] for place in order} | {
        int(place.removeprefix("work")): Lesson(share=share) for place, share in wrong.items()
    }


def test_before_there_is_enough_works_are_ordered_and_nothing_more_is_said() -> None:
    model = ranker()
    learnt = learn(model, lessons(30))
    assert learnt.missing.startswith("it takes 50 decided works")
    assert numpy.isnan(learnt.probabilities).all()
    assert (learnt.bins, learnt.error, learnt.brier, learnt.doubts) == ((), None, None, ())
    assert sorted(int(place) % 3 for place in model.order()[:100]) == [0] * 100


def test_of_no_decision_nothing_is_said() -> None:
    model = ranker()
    assert learn(model, {}).missing
    assert model.model == "question"


def test_with_enough_every_work_has_a_probability_and_the_relevant_ones_the_higher() -> None:
    learnt = learn(ranker(), lessons(120))
    assert learnt.missing == ""
    unread = numpy.arange(120, 300)
    relevant = learnt.probabilities[unread[unread % 3 == 0]]
    assert relevant.min() > 0.5 > learnt.probabilities[unread[unread % 3 != 0]].max()
    assert sum(one.works for one in learnt.bins) == 120
    assert learnt.error is not None and learnt.error < 0.1
    assert learnt.brier is not None and learnt.brier < 0.05


class Fixed:
    """A learner that learns nothing: the works it gives 1 or 0 were read, the others are far below."""

    def __init__(self) -> None:
        self.scores = numpy.array([float(place % 3 == 0) for place in range(120)] + [-5.0] * 180)

    def decide(self, place: int, *, relevant: float) -> None: ...

    def withdraw(self, place: int) -> None: ...

    def refit(self) -> None: ...


def test_in_the_rich_part_the_read_have_a_probability_and_the_unread_none() -> None:
    rich = dict(sorted(lessons(120).items(), key=lambda item: item[1].share))
    learnt = learn(Fixed(), rich)
    assert learnt.missing.startswith("20 of the last 20 works read were relevant")
    assert not numpy.isnan(learnt.probabilities[:120]).any()
    assert numpy.isnan(learnt.probabilities[120:]).all()
    assert not numpy.isnan(learn(Fixed(), lessons(120)).probabilities).any()


@pytest.mark.parametrize(("work", "share"), [("work3", 0.0), ("work4", 1.0)])
def test_a_slip_is_the_first_doubt(work: str, share: float) -> None:
    learnt = learn(ranker(), lessons(120, **{work: share}))
    assert [(f"work{one.place}", one.share) for one in learnt.doubts[:1]] == [(work, share)]


def test_the_same_decisions_give_the_same_numbers() -> None:
    first, second = (learn(ranker(), lessons(120)) for _ in range(2))
    assert (first.probabilities == second.probabilities).all()
    assert first.bins == second.bins


def test_a_ranking_learns_from_as_few_folds_as_it_says() -> None:
    assert calibration.FOLDS <= calibration.OF_EACH  # each fold leaves out one of each kind at least
