"""Choices that follow from one number, cheap enough to make them again whenever a text is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Choice = TypeVar("Choice")

_MASK = (1 << 64) - 1


class Dice:
    """
    A stream of choices; the same seed, the same stream.

    A numpy generator would do, but making one costs as much as writing a whole abstract.
    The stream is a linear congruential one (Knuth's MMIX constants) read from its high bits.
    """

    __slots__ = ("state",)

    def __init__(self, seed: int) -> None:
        self.state = (seed * 0x9E3779B97F4A7C15 + 0xD1B54A32D192ED03) & _MASK

    def below(self, limit: int) -> int:
        """Give a whole number from 0 up to, not including, ``limit``."""
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & _MASK
        return (self.state >> 33) % limit

    def between(self, low: int, high: int) -> int:
        """Give a whole number from ``low`` to ``high``, both included."""
        return low + self.below(high - low + 1)

    def pick(self, choices: Sequence[Choice]) -> Choice:
        """Give one of the choices."""
        return choices[self.below(len(choices))]

    def chance(self, probability: float) -> bool:
        """Say yes with this probability."""
        return self.below(1_000_000) < probability * 1_000_000

    def some(self, choices: Sequence[Choice], count: int) -> list[Choice]:
        """Give ``count`` different choices (all, where there are fewer) in chance order."""
        left = list(choices)
        return [left.pop(self.below(len(left))) for _ in range(min(count, len(left)))]
