import numpy
import pytest

from synth.screening import calibration
from synth.screening.calibration import Flags, Numbers
from synth.screening.ranker import Ranker
from synth.screening.texts import Text


def none_of(count: int) -> Flags:
    return numpy.zeros(count, dtype=bool)


def drawn(count: int, *, slope: float = 2.0, intercept: float = -1.0) -> tuple[Numbers, Numbers]:
    """Draw scores, and labels whose chance follows a sigmoid of the score."""
    chance = numpy.random.default_rng(7)
    scores = chance.normal(size=count)
    likely = 1 / (1 + numpy.exp(-(slope * scores + intercept)))
    return scores, (chance.random(count) < likely).astype(float)


def test_the_curve_behind_the_labels_is_found() -> None:
    scores, shares = drawn(20_000)
    fitted = calibration.fit(scores, shares, none_of(len(scores)))
    assert fitted.slope == pytest.approx(2, abs=0.1)
    assert fitted.intercept == pytest.approx(-1, abs=0.1)
    places = numpy.linspace(-2, 2, 9)
    assert fitted.probability(places) == pytest.approx(1 / (1 + numpy.exp(1 - 2 * places)), abs=0.05)


def test_a_curve_that_is_no_sigmoid_is_followed() -> None:
    scores = numpy.linspace(0, 1, 4000)
    shares = (numpy.random.default_rng(3).random(4000) < numpy.where(scores > 0.9, 0.9, 0.05)).astype(float)
    fitted = calibration.fit(scores, shares, none_of(4000))
    low, high = fitted.probability(numpy.array([0.8, 0.95]))
    assert low < 0.15
    assert high > 1 / (1 + numpy.exp(-(fitted.slope * 0.95 + fitted.intercept))) + 0.1


def test_two_works_whose_scores_differ_are_kept_apart() -> None:
    scores, shares = drawn(300)
    told = calibration.fit(scores, shares, none_of(300)).probability(numpy.sort(scores))
    assert (numpy.diff(told) > 0).all()


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_the_scale_of_the_scores_makes_no_difference(scale: float) -> None:
    scores, shares = drawn(300)
    expected = calibration.fit(scores, shares, none_of(300)).probability(scores)
    scaled = calibration.fit(scale * scores, shares, none_of(300)).probability(scale * scores)
    assert scaled == pytest.approx(expected, abs=1e-4)


def test_a_higher_score_is_never_less_probable() -> None:
    scores, shares = drawn(200, slope=-3)
    fitted = calibration.fit(scores, shares, none_of(200))
    assert fitted.slope == 0
    assert fitted.probability(numpy.array([-9.0, 9.0])) == pytest.approx(shares.mean(), abs=0.08)


def test_perfect_separation_makes_nothing_certain() -> None:
    scores = numpy.linspace(-1, 1, 100)
    fitted = calibration.fit(scores, (scores > 0).astype(float), none_of(100))
    assert 0 < fitted.probability(numpy.array([-1.0]))[0] < 0.05
    assert 0.95 < fitted.probability(numpy.array([1.0]))[0] < 1


def test_scores_beyond_all_measure_are_probabilities_still() -> None:
    scores, shares = drawn(100)
    told = calibration.fit(scores, shares, none_of(100)).probability(numpy.array([-1e300, 1e300]))
    assert told == pytest.approx([0, 1])


def test_equal_scores_get_the_share_there_is() -> None:
    shares = numpy.array([1.0] * 20 + [0.0] * 40)
    told = calibration.fit(numpy.zeros(60), shares, none_of(60)).probability(numpy.zeros(1))
    assert 0.2 < told[0] < 0.4


def test_an_audit_that_finds_less_lowers_what_is_expected_of_the_unread() -> None:
    scores, shares = drawn(200)
    audit = numpy.arange(300) >= 200
    more, none = numpy.append(scores, scores[:100]), numpy.append(shares, numpy.zeros(100))
    with_audit = calibration.fit(more, none, audit).probability(scores)
    assert with_audit.mean() < calibration.fit(scores, shares, none_of(200)).probability(scores).mean() - 0.05


@pytest.mark.parametrize(("drawn_at_random", "expected"), [(10, 0.5 * 200 / 240), (50, 0.25), (200, 0.25)])
def test_an_audit_weighs_as_much_as_all_read_by_rank_when_it_is_large_enough(
    drawn_at_random: int, expected: float
) -> None:
    shares = numpy.array([1.0, 0.0] * 100 + [0.0] * drawn_at_random)
    audit = numpy.arange(len(shares)) >= 200
    told = calibration.fit(numpy.zeros(len(shares)), shares, audit).probability(numpy.zeros(1))
    assert told[0] == pytest.approx(expected, abs=0.01)


def lacking(shares: Numbers, audit: Flags | None = None, *, unread: float = -9.0) -> str:
    """Say what is missing where works score 0 to 1 and the unread lie at ``unread``."""
    flags = none_of(len(shares)) if audit is None else audit
    scores = numpy.linspace(1, 0, len(shares))
    crossed = calibration.CrossFitted(scores=scores, unread=numpy.full(100, unread))
    return calibration.missing(crossed, shares, flags)


@pytest.mark.parametrize(
    ("relevant", "irrelevant", "enough"),
    [(0, 0, False), (4, 96, False), (96, 4, False), (5, 44, False), (5, 45, True)],
)
def test_too_few_decisions_make_no_probability(relevant: int, irrelevant: int, enough: bool) -> None:
    said = lacking(numpy.array([1.0] * relevant + [0.0] * irrelevant))
    assert said == ("" if enough else "it takes 50 decided works, 5 of them relevant and 5 not")


def test_the_rich_part_of_the_reading_says_nothing_of_the_unread() -> None:
    shares = numpy.array([0.0] * 60 + [1.0, 0.0] * 20)
    assert "10 of the last 20 works read were relevant" in lacking(shares)


def test_a_reading_whose_works_score_as_low_as_the_unread_speaks_for_them() -> None:
    assert lacking(numpy.array([0.0] * 60 + [1.0, 0.0] * 20), unread=0.1) == ""


def test_an_audit_speaks_for_the_unread_even_in_the_rich_part() -> None:
    shares = numpy.array([0.0] * 60 + [1.0, 0.0] * 20 + [0.0] * calibration.AUDIT)
    assert lacking(shares, numpy.arange(len(shares)) >= 100) == ""


def test_relevant_works_of_an_audit_are_not_taken_for_the_last_read_by_rank() -> None:
    shares = numpy.array([1.0] * 5 + [0.0] * 95 + [1.0] * 10)
    assert lacking(shares, numpy.arange(110) >= 100) == ""
    assert lacking(shares) != ""


def test_every_fold_has_its_part_of_both_kinds() -> None:
    shares = numpy.array([1.0] * 10 + [0.0] * 50)
    dealt = calibration.folds(shares)
    assert [int(shares[dealt == fold].sum()) for fold in range(calibration.FOLDS)] == [2] * 5
    assert numpy.bincount(dealt).tolist() == [12] * 5


class Noting:
    """A learner that notes what it knows when it is fitted, and scores a work by whether it knows it."""

    def __init__(self, total: int) -> None:
        self.told: dict[int, float] = {}
        self.fitted: list[dict[int, float]] = []
        self.scores = numpy.zeros(total)

    def decide(self, place: int, *, relevant: float) -> None:
        self.told[place] = relevant

    def withdraw(self, place: int) -> None:
        self.told.pop(place, None)

    def refit(self) -> None:
        self.fitted.append(dict(self.told))
        self.scores = numpy.array([place in self.told for place in range(len(self.scores))], dtype=float)


def test_no_score_comes_from_a_model_that_saw_the_decision() -> None:
    lessons = {place: float(place % 3 == 0) for place in range(29, -1, -1)}
    learner = Noting(40)
    assert calibration.cross_fitted(learner, lessons).scores.tolist() == [0.0] * 30
    assert [len(known) for known in learner.fitted] == [24] * 5 + [30]


def test_the_learner_comes_back_with_all_decisions_in_their_order() -> None:
    lessons = {place: float(place % 3 == 0) for place in range(29, -1, -1)}
    learner = Noting(40)
    for place, share in lessons.items():
        learner.decide(place, relevant=share)
    calibration.cross_fitted(learner, lessons)
    assert list(learner.told.items()) == list(lessons.items())
    assert learner.fitted[-1] == lessons


def test_a_ranker_is_such_a_learner_and_its_scores_are_the_same_afterwards() -> None:
    texts = [Text(title=f"{'belonging of nurses' if place % 2 else 'trauma'} {place}") for place in range(60)]
    lessons = {place: float(place % 2) for place in range(30)}
    ranker = Ranker(texts, question="belonging")
    for place, share in lessons.items():
        ranker.decide(place, relevant=share)
    ranker.refit()
    before = ranker.scores
    crossed = calibration.cross_fitted(ranker, lessons)
    assert (ranker.scores == before).all()
    assert crossed.scores[1::2].min() > crossed.scores[::2].max()
    assert (numpy.argsort(crossed.unread, kind="stable") == numpy.argsort(before[30:], kind="stable")).all()


class Scaling(Noting):
    """A learner whose scores depend on how much it was told, as those of a model on another scale do."""

    def refit(self) -> None:
        self.scores = len(self.told) * numpy.linspace(0, 1, len(self.scores)) - len(self.told)


def test_the_unread_are_scored_on_the_scale_of_the_models_that_saw_a_part() -> None:
    lessons = {place: float(place % 3 == 0) for place in range(30)}
    crossed = calibration.cross_fitted(Scaling(40), lessons)
    assert crossed.unread == pytest.approx(24 * numpy.linspace(0, 1, 40)[30:] - 24)


def test_held_out_probabilities_do_not_know_their_own_decision() -> None:
    scores, shares = drawn(200)
    told = calibration.held_out(scores, shares, none_of(200))
    turned = shares.copy()
    turned[0] = 1 - turned[0]
    # The fold a work is dealt to may change with its label, so it is compared under a like label elsewhere.
    error = calibration.expected_error(calibration.reliability(told, shares))
    assert error is not None and error < 0.15
    assert abs(calibration.held_out(scores, turned, none_of(200))[0] - told[0]) < 0.05


def test_bins_count_every_work_once_and_a_certain_one_in_the_last() -> None:
    bins = calibration.reliability(numpy.array([0.0, 0.05, 0.95, 1.0]), numpy.array([0.0, 1.0, 1.0, 1.0]))
    assert [(one.low, one.high, one.works, one.observed) for one in bins] == [
        (0.0, 0.1, 2, 0.5),
        (0.9, 1.0, 2, 1.0),
    ]


def test_the_expected_error_weighs_bins_by_their_works() -> None:
    bins = calibration.reliability(numpy.array([0.25] * 8 + [0.85] * 2), numpy.array([0.25] * 8 + [0.35] * 2))
    assert calibration.expected_error(bins) == pytest.approx(0.2 * 0.5)


def test_of_no_work_there_is_no_error() -> None:
    nothing = numpy.array([])
    assert calibration.expected_error(calibration.reliability(nothing, nothing)) is None
    assert calibration.brier(nothing, nothing) is None


def test_the_brier_score_is_the_mean_squared_gap() -> None:
    assert calibration.brier(numpy.array([0.5, 1.0]), numpy.array([0.0, 1.0])) == pytest.approx(0.125)
