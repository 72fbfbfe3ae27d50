"""Work in processes of its own; what they are given must be found by name in a fresh one."""

from __future__ import annotations

import os
import signal
import time
from multiprocessing import active_children
from pathlib import Path

import pytest

from synth.errors import UserError
from synth.stages import parallel


def slow_first(number: int) -> int:
    time.sleep(0.3 if number == 0 else 0)
    return number * number


def threads(name: str) -> str | None:
    return os.environ.get(name)


def refuse(number: int) -> int:
    if number == 1:
        raise UserError("number 1: too small: try 2")
    return number


def die(number: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def wait(file: str) -> None:
    Path(file).touch()
    time.sleep(60)


def alive() -> set[int | None]:
    return {process.pid for process in active_children()}


def test_results_come_in_the_order_of_the_jobs() -> None:
    results = parallel.each(slow_first, range(5), processes=2, what="test")
    assert list(results) == [0, 1, 4, 9, 16]


def test_nothing_to_do_is_done_at_once() -> None:
    assert list(parallel.each(slow_first, [], processes=2, what="test")) == []


def test_each_process_has_one_thread_and_this_one_keeps_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    (said,) = parallel.each(threads, ["OMP_NUM_THREADS"], processes=4, what="test")
    assert said == "1"
    assert os.environ["OMP_NUM_THREADS"] == "3"
    assert "MKL_NUM_THREADS" not in os.environ


def test_a_refusal_inside_is_a_refusal_outside_and_leaves_no_process() -> None:
    before = alive()
    with pytest.raises(UserError, match="try 2"):
        list(parallel.each(refuse, range(50), processes=2, what="test"))
    assert alive() == before


def test_a_killed_process_is_told_in_words() -> None:
    with pytest.raises(UserError, match="test: a process was killed"):
        list(parallel.each(die, [1], processes=1, what="test"))


def test_who_stops_listening_ends_the_processes(tmp_path: Path) -> None:
    before = alive()
    results = parallel.each(slow_first, [1, *[0] * 1000], processes=2, what="test")
    assert next(results) == 1
    begun = alive() - before
    results.close()  # type: ignore[attr-defined]  # a generator has it, what is promised is an iterator
    assert begun and not begun & alive()
