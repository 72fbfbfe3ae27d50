"""People at their pace: what somebody waits from the key press to the next card, while many press."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

import numpy

Press = Callable[[], None]  # decide on the card at hand, and have the next one


def waits(presses: Sequence[Press], *, mean: float, seconds: float, seed: int = 1) -> list[float]:
    """
    Let each person press for so long, with pauses about ``mean`` seconds; give all seconds waited.

    A pause counts from the answer, as a person reads the next card before pressing again.
    """
    waited: list[float] = []
    end = time.perf_counter() + seconds
    chances = numpy.random.default_rng(seed).spawn(len(presses))
    people = [
        threading.Thread(target=_screen, args=(press, chance, mean, end, waited), daemon=True)
        for press, chance in zip(presses, chances, strict=True)
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return waited


def _screen(
    press: Press, chance: numpy.random.Generator, mean: float, end: float, waited: list[float]
) -> None:
    while (pause := chance.exponential(mean)) < end - time.perf_counter():
        time.sleep(pause)
        begun = time.perf_counter()
        press()
        waited.append(time.perf_counter() - begun)
