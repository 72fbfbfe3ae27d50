import gc

import pytest

from synth.dedup.quick import once, uncollected


class Worked:
    def __init__(self) -> None:
        self.times = 0

    @once
    def answer(self) -> int:
        self.times += 1
        return 42


def test_a_property_is_worked_out_when_asked_for_and_once() -> None:
    one, other = Worked(), Worked()
    assert one.times == 0
    assert (one.answer, one.answer, one.times, other.times) == (42, 42, 1, 0)


def test_the_collector_waits_and_is_as_before_afterwards() -> None:
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError), uncollected():
        raise ValueError
    assert gc.isenabled()
