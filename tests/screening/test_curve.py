import numpy
import pytest
from scipy.stats import norm

from synth.screening import auditing, curve
from synth.screening.curve import HASTE, NONE, OTHER_REVIEWS, Flags, Left


def read(relevant: Flags, *, total: int) -> Left:
    nothing = numpy.zeros(0, dtype=bool)
    draws = auditing.drawn(nothing, nothing, total=total)
    return curve.left(relevant, total=total, draws=draws, prior=OTHER_REVIEWS)


def reading(chance: numpy.random.Generator, *, total: int, relevant: int) -> Flags:
    """Make a whole reading by a curve that other reviews make likely."""
    prior = OTHER_REVIEWS
    mean = prior.mean + prior.mean_spread * chance.standard_normal()
    width = numpy.exp(prior.width + prior.width_spread * chance.standard_normal())
    odd = chance.random(relevant) < chance.beta(*prior.odd)
    usual = norm.cdf(mean + width * chance.standard_normal(relevant))
    places = numpy.where(odd, 1 - chance.random(relevant) ** (1 / HASTE), usual)
    keys = numpy.append(places, chance.random(total - relevant))
    order: Flags = numpy.argsort(keys) < relevant
    return order


def test_the_bound_is_true_as_often_as_it_says_for_readings_like_those_of_other_reviews() -> None:
    chance = numpy.random.default_rng(11)
    true = []
    for _ in range(200):
        labels = reading(chance, total=800, relevant=int(numpy.exp(chance.uniform(2.5, 5))))
        cut = int(chance.uniform(0.15, 0.8) * 800)
        true.append(read(labels[:cut], total=800).within(0.9) >= labels[cut:].sum())
    assert 0.86 <= numpy.mean(true) <= 0.99


def test_finds_at_the_end_of_the_reading_say_that_more_is_left() -> None:
    early = numpy.arange(300) < 30
    late = early | (numpy.arange(300) % 40 == 39)
    assert read(late, total=900).within(0.5) > read(early, total=900).within(0.5)


def test_reading_on_without_a_find_leaves_less() -> None:
    bounds = [read(numpy.arange(cut) < 30, total=900).within(0.95) for cut in (100, 300, 500, 800)]
    assert bounds == sorted(bounds, reverse=True) and bounds[0] > bounds[-1]


def test_a_reading_in_no_order_at_all_leaves_as_much_as_chance_would() -> None:
    labels = numpy.random.default_rng(3).permutation(numpy.arange(1000) < 100)
    left = read(labels[:500], total=1000)
    assert left.within(0.05) <= labels[500:].sum() <= left.within(0.99)


def test_nothing_is_left_of_a_list_read_to_its_end() -> None:
    left = read(numpy.arange(60) < 10, total=60)
    assert left.counts.tolist() == [0] and left.within(0.95) == 0


def test_finds_in_a_random_sample_leave_more() -> None:
    ranked = numpy.arange(300) < 30
    draws = {
        found: auditing.drawn(numpy.arange(350) >= 350 - found, numpy.arange(350) >= 300, total=900)
        for found in (0, 3)
    }
    none, three = (
        curve.left(ranked, total=900, draws=drawn, prior=OTHER_REVIEWS) for drawn in draws.values()
    )
    assert none.within(0.5) < three.within(0.5) and none.within(0.95) < three.within(0.95)


def test_two_lists_beside_each_other_add_what_they_leave() -> None:
    one = Left(counts=numpy.array([0, 1]), probabilities=numpy.array([0.5, 0.5]))
    both = one.beside(one)
    assert both.counts.tolist() == [0, 1, 2] and both.probabilities.tolist() == [0.25, 0.5, 0.25]
    assert NONE.beside(one).probabilities.tolist() == [0.5, 0.5]


def test_many_lists_beside_each_other_keep_to_the_numbers_that_may_be() -> None:
    one = Left(counts=numpy.array([0, 1, 5000]), probabilities=numpy.array([0.6, 0.4 - 1e-9, 1e-9]))
    all_of_them = NONE
    for _ in range(60):
        all_of_them = all_of_them.beside(one)
    assert len(all_of_them.counts) < 150
    assert all_of_them.probabilities.sum() == pytest.approx(1)
    mean = 60 * (0.4 + 5000e-9)
    assert (all_of_them.counts * all_of_them.probabilities).sum() == pytest.approx(mean, rel=1e-6)


def test_a_list_of_fifty_thousand_is_weighed_in_a_few_steps() -> None:
    left = read(numpy.arange(5000) < 200, total=50_000)
    assert len(left.counts) < 100 and left.counts[-1] == 45_000
    assert abs(left.probabilities.sum() - 1) < 1e-9
