import numpy
import pytest
from scipy.stats import hypergeom

from synth.screening.bounds import most_left


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
