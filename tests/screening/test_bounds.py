import numpy
import pytest
from scipy.stats import hypergeom

from synth.screening.bounds import Flags, most_left


def refused(relevant: list[bool], *, total: int, left: int, confidence: float) -> bool:
    """Try every place to begin, one by one."""
    chances = []
    for begin in range(len(relevant)):
        last = relevant[begin:]
        chances.append(hypergeom.cdf(sum(last), total - begin, sum(last) + left, len(last)))
    return bool(min(chances) < 1 - confidence)


@pytest.mark.parametrize("seed", range(6))
def test_the_bound_is_the_largest_number_that_no_place_to_begin_refuses(seed: int) -> None:
    chance = numpy.random.default_rng(seed)
    relevant = chance.random(60) < numpy.linspace(0.5, 0.0, 60)
    most = most_left(relevant, total=90, confidence=0.95)
    assert not refused(relevant.tolist(), total=90, left=most, confidence=0.95)
    assert most == 30 or refused(relevant.tolist(), total=90, left=most + 1, confidence=0.95)


def test_nothing_can_be_left_of_a_list_read_to_its_end() -> None:
    assert most_left(numpy.array([True, False]), total=2, confidence=0.95) == 0


def test_the_bound_falls_as_irrelevant_works_are_read() -> None:
    bounds = [most_left(numpy.arange(read) < 10, total=500, confidence=0.95) for read in (20, 100, 200, 400)]
    assert bounds == sorted(bounds, reverse=True) and bounds[0] > bounds[-1]


@pytest.mark.parametrize("seed", range(40))
def test_the_quick_search_finds_what_trying_every_number_at_every_place_finds(seed: int) -> None:
    chance = numpy.random.default_rng(seed)
    read, richest = int(chance.integers(1, 300)), chance.random()
    total = read + int(chance.integers(0, 600))
    relevant = chance.random(read) < numpy.linspace(richest, 0.0, read)
    for confidence in (0.5, 0.8, 0.95, 0.99):
        assert most_left(relevant, total=total, confidence=confidence) == slowly(
            relevant, total=total, confidence=confidence
        )


def slowly(relevant: Flags, *, total: int, confidence: float) -> int:
    """Halve the range of what may be left, each time with scipy's chances at all places to begin."""
    begins = numpy.append(0, numpy.flatnonzero(relevant) + 1)
    begins = begins[begins < len(relevant)]
    found = int(relevant.sum()) - numpy.append(0, numpy.cumsum(relevant))[begins]
    unread, drawn = total - begins, len(relevant) - begins
    low, high = 0, total - len(relevant)
    while low < high:
        middle = (low + high + 1) // 2
        likely = hypergeom.cdf(found, unread, found + middle, drawn) >= 1 - confidence
        low, high = (middle, high) if likely.all() else (low, middle - 1)
    return low


def test_chances_too_small_for_a_number_refuse_nothing_that_may_be() -> None:
    # That all of 1,000 relevant works come up among the first 5,000 of 50,000 by chance is less than 1e-900.
    assert most_left(numpy.arange(5000) < 1000, total=50_000, confidence=0.95) == pytest.approx(33, abs=2)
