import numpy
from scipy.stats import hypergeom

from synth.screening import auditing


def test_a_likelihood_is_that_of_drawing_without_putting_back() -> None:
    relevant = numpy.array([False, True, False, False, True])
    draws = auditing.drawn(relevant, numpy.ones(5, dtype=bool), total=40)
    left = numpy.arange(10)
    exact = hypergeom.pmf(2, 40, left + 2, 5) / 10  # in one of ten orders
    assert numpy.allclose(numpy.exp(draws.likelihood(left)), exact)


def test_works_read_by_rank_between_the_draws_leave_what_is_drawn_from() -> None:
    relevant = numpy.array([True, False, True, False])
    draws = auditing.drawn(relevant, numpy.array([False, True, False, True]), total=10)
    assert draws.unread.tolist() == [9, 7]
    assert draws.later.tolist() == [1, 0]


def test_the_bound_holds_at_every_look_at_once_whatever_is_read_between() -> None:
    chance = numpy.random.default_rng(5)
    wrong = 0
    for _ in range(300):
        labels = chance.permutation(numpy.arange(400) < chance.integers(0, 60))
        audit = chance.random(400) < 0.5
        # Between the draws the best of the rest is read: the relevant ones first.
        unread, order = labels.tolist(), []
        for drawn in audit:
            place = int(chance.integers(len(unread))) if drawn else unread.index(max(unread))
            order.append(unread.pop(place))
        read = numpy.array(order)
        looks = range(20, 300, 20)
        wrong += any(
            auditing.most_left(
                auditing.drawn(read[:look], audit[:look], total=400), unread=400 - look, confidence=0.9
            )
            < read[look:].sum()
            for look in looks
        )
    assert wrong <= 30  # a tenth of the runs; it is far fewer, as the bound is on the safe side


def test_without_a_draw_everything_may_be_left() -> None:
    nothing = numpy.zeros(5, dtype=bool)
    draws = auditing.drawn(nothing, nothing, total=50)
    assert auditing.most_left(draws, unread=45, confidence=0.95) == 45


def test_a_sample_of_the_size_said_proves_the_target_and_one_smaller_does_not() -> None:
    size = auditing.sample(found=100, unread=1000, target=0.95, confidence=0.95)

    def proved(count: int) -> bool:
        none = numpy.zeros(count, dtype=bool)
        draws = auditing.drawn(none, ~none, total=1000)
        return auditing.most_left(draws, unread=1000 - count, confidence=0.95) <= 5

    assert proved(size) and not proved(size - 1)
    assert 393 < size < 500  # a single look at a sample of 393 would do


def test_the_bound_is_the_largest_number_that_the_draws_do_not_refuse() -> None:
    read = [False, True, False, True, True, False, False, False, False, False]
    by_lot = [True, False, True, True, False, True, True, True, True, True]
    draws = auditing.drawn(numpy.array(read), numpy.array(by_lot), total=30)

    def likely(relevant: int) -> float:
        """Give the chance of all draws where so many of the 30 are relevant when the first is drawn."""
        chance = 1.0
        for place, drawn in enumerate(by_lot):
            share = (relevant - sum(read[:place])) / (30 - place)
            chance *= (share if read[place] else 1 - share) if drawn else 1
        return chance

    prior = {relevant: 1 / (relevant + 1) - 1 / (relevant + 2) for relevant in range(3, 31)}
    usual = sum(prior[relevant] * likely(relevant) for relevant in prior)
    kept = [relevant - 3 for relevant in range(3, 24) if likely(relevant) > 0.2 * usual]
    assert auditing.most_left(draws, unread=20, confidence=0.8) == max(kept)
    assert 0 < max(kept) < 20


def test_without_a_draw_nothing_is_likeliest() -> None:
    nothing = numpy.zeros(5, dtype=bool)
    assert auditing.likeliest(auditing.drawn(nothing, nothing, total=50), unread=45) == 0
