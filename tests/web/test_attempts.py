from __future__ import annotations

from synth.web import attempts
from synth.web.attempts import Attempts


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def failed(times: int, *who: str, clock: Clock, tried: Attempts) -> float:
    """Fail so often, each time as soon as one may; give the wait after that."""
    for _ in range(times):
        while wait := tried.begin(*who):
            clock.seconds += wait
    return tried.begin(*who)


def test_a_few_failures_cost_nothing() -> None:
    clock = Clock()
    tried = Attempts(clock)
    assert [tried.begin("name ada") for _ in range(5)] == [0.0] * 5
    assert tried.begin("name ada") == 1.0


def test_each_further_failure_makes_the_wait_twice_as_long_up_to_five_minutes() -> None:
    clock = Clock()
    tried = Attempts(clock)
    waits = [failed(5, "name ada", clock=clock, tried=tried)]
    waits += [failed(1, "name ada", clock=clock, tried=tried) for _ in range(12)]
    assert waits == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 300.0, 300.0, 300.0, 300.0]


def test_waiting_is_counted_down_and_asking_meanwhile_makes_it_no_longer() -> None:
    clock = Clock()
    tried = Attempts(clock)
    failed(8, "name ada", clock=clock, tried=tried)
    clock.seconds += 3.0
    assert [tried.begin("name ada") for _ in range(50)] == [5.0] * 50


def test_a_name_is_counted_whatever_the_address_and_an_address_whatever_the_name() -> None:
    tried = Attempts(Clock())
    for number in range(5):
        assert tried.begin("name ada", f"address {number}") == 0.0
        assert tried.begin(f"name {number}", "address one") == 0.0
    assert tried.begin("name ada", "address new")
    assert tried.begin("name new", "address one")
    assert tried.begin("name new", "address new") == 0.0


def test_signing_in_and_an_hour_of_quiet_make_good() -> None:
    clock = Clock()
    tried = Attempts(clock)
    failed(7, "name ada", clock=clock, tried=tried)
    tried.passed("name ada")
    assert tried.begin("name ada") == 0.0
    failed(9, "name ben", clock=clock, tried=tried)
    clock.seconds += 3601.0
    assert [tried.begin("name ben") for _ in range(5)] == [0.0] * 5


def test_memory_is_bounded_and_the_oldest_is_forgotten_first() -> None:
    tried = Attempts(Clock())
    for _ in range(6):
        tried.begin("name ada")
    for number in range(attempts._MOST - 1):
        tried.begin(f"name {number}")
    assert tried.begin("name ada"), "still in mind"
    for number in range(20_000):
        tried.begin(f"address {number}")
    assert len(tried._failures) == attempts._MOST
    assert tried.begin("name ada") == 0.0
