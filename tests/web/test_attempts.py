from __future__ import annotations

from synth.web import attempts
from synth.web.attempts import Attempts


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


ADA = ("ada", "192.0.2.1")
BEN = ("ben", "192.0.2.2")


def failed(times: int, who: tuple[str, str], *, clock: Clock, tried: Attempts) -> float:
    """Fail so often, each time as soon as one may; give the wait after that."""
    for _ in range(times):
        while wait := tried.begin(*who):
            clock.seconds += wait
    return tried.begin(*who)


def test_a_few_failures_cost_nothing() -> None:
    tried = Attempts(Clock())
    assert [tried.begin(*ADA) for _ in range(5)] == [0.0] * 5
    assert tried.begin(*ADA) == 1.0


def test_each_further_failure_makes_the_wait_twice_as_long_up_to_five_minutes() -> None:
    clock = Clock()
    tried = Attempts(clock)
    waits = [failed(5, ADA, clock=clock, tried=tried)]
    waits += [failed(1, ADA, clock=clock, tried=tried) for _ in range(12)]
    assert waits == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 300.0, 300.0, 300.0, 300.0]


def test_waiting_is_counted_down_and_asking_meanwhile_makes_it_no_longer() -> None:
    clock = Clock()
    tried = Attempts(clock)
    failed(8, ADA, clock=clock, tried=tried)
    clock.seconds += 3.0
    assert [tried.begin(*ADA) for _ in range(50)] == [5.0] * 50


def test_an_address_is_counted_whatever_the_name() -> None:
    tried = Attempts(Clock())
    assert [tried.begin(f"name {number}", "192.0.2.1") for number in range(5)] == [0.0] * 5
    assert tried.begin("new", "192.0.2.1")
    assert tried.begin("new", "192.0.2.2") == 0.0


def test_a_few_failures_elsewhere_hold_nobody_up_and_hundreds_hold_up_strangers() -> None:
    tried = Attempts(Clock())
    begun = [tried.begin("ada", f"address {number}") for number in range(attempts._FREE_NAME)]
    assert begun == [0.0] * attempts._FREE_NAME
    assert tried.begin("ada", "address new") == 1.0
    assert tried.begin("ben", "address new") == 0.0


def test_who_signed_in_before_is_not_locked_out_by_who_guesses_on_from_ever_new_addresses() -> None:
    clock = Clock()
    tried = Attempts(clock)
    tried.begin(*ADA)
    tried.passed(*ADA)
    guesses = 0
    for minute in range(24 * 60):
        for second in range(60):
            guesses += not tried.begin("ada", f"address {minute} {second}")
            clock.seconds += 1.0
        assert tried.begin(*ADA) == 0.0
        tried.passed(*ADA)
    assert attempts._FREE_NAME < guesses < 2 * attempts._FREE_NAME


def test_what_was_not_looked_at_is_no_failure_and_opens_nothing() -> None:
    clock = Clock()
    tried = Attempts(clock)
    for _ in range(50):
        assert tried.begin(*ADA) == 0.0
        tried.unheard(*ADA)
    failed(8, ADA, clock=clock, tried=tried)
    clock.seconds += 8.0
    assert tried.begin(*ADA) == 0.0
    tried.unheard(*ADA)
    assert tried.begin(*ADA) == 0.0, "at once, since nothing was tried"
    assert tried.begin(*ADA) == 16.0, "and what failed before still counts"


def test_signing_in_and_an_hour_of_quiet_make_good() -> None:
    clock = Clock()
    tried = Attempts(clock)
    failed(7, ADA, clock=clock, tried=tried)
    tried.passed(*ADA)
    assert tried.begin(*ADA) == 0.0
    failed(9, BEN, clock=clock, tried=tried)
    clock.seconds += 3601.0
    assert [tried.begin(*BEN) for _ in range(5)] == [0.0] * 5


def test_memory_is_bounded_and_the_oldest_is_forgotten_first() -> None:
    tried = Attempts(Clock())
    for _ in range(6):
        tried.begin(*ADA)
    for number in range(attempts._MOST // 3 - 1):
        tried.begin(f"name {number}", f"address {number}")
    assert tried.begin(*ADA), "still in mind"
    for number in range(attempts._MOST + 20):
        tried.begin(f"name {number}", f"address {number}")
        tried.passed(f"other {number}", f"other {number}")
    assert len(tried._failures) == len(tried._at_home) == attempts._MOST
    assert tried.begin(*ADA) == 0.0
