"""The usual rules of thumb for stopping, each with how often it failed when we tried it."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy

from synth.screening.reading import Reading, Statement

# How often each rule said stop before 95 % of the relevant works were found, as a share of the simulations
# of benchmarks/stopping.py: 18 labelled reviews, with three known pairs each and with nothing known.
FAILED = {
    "50 irrelevant": 0.44,
    "100 irrelevant": 0.21,
    "10 % irrelevant": 0.17,
    "SAFE": 0.36,
    "knee": 0.06,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Irrelevant:
    """Stop after so many irrelevant works in a row: a number, or a share of the list, rounded up."""

    name: str
    count: int = 0
    share: float = 0.0

    def __call__(self, reading: Reading, *, target: float = 0.95, confidence: float = 0.95) -> Statement:
        """Say it; neither target nor confidence matters to the rule."""
        count = self.count or ceil(round(self.share * reading.total, 9))
        stop = _since_find(reading) >= count
        says = f"{count:,} irrelevant {'work' if count == 1 else 'works'} in a row"
        return _stated(reading, name=self.name, says=says, stop=stop, target=target, confidence=confidence)


def safe(reading: Reading, *, target: float = 0.95, confidence: float = 0.95) -> Statement:
    """
    Stop after a tenth of the list, twice as many works as are relevant, and 50 irrelevant in a row.

    The second phase of SAFE: Boetje and van de Schoot 2024, doi:10.1186/s13643-024-02502-7. How many works
    are relevant is taken from those found, as there is no random sample of a first phase; key works known
    beforehand, which it wants found too, are the reader's to check.
    """
    enough = reading.read >= max(0.1 * reading.total, 2 * reading.found)
    stop = enough and _since_find(reading) >= 50
    says = "a tenth of the list read, and 50 irrelevant works in a row"
    return _stated(reading, name="SAFE", says=says, stop=stop, target=target, confidence=confidence)


def knee(reading: Reading, *, target: float = 0.95, confidence: float = 0.95) -> Statement:
    """
    Stop when the slope of the recall curve before its knee is many times that behind.

    Cormack and Grossman 2016, doi:10.1145/2911451.2911510: the knee is the place farthest from the
    straight line; the ratio asked for falls from 156 to 6 with the first 150 finds.
    """
    found = numpy.cumsum(numpy.array(reading.relevant, dtype=bool))
    read, total = len(found), int(found[-1]) if len(found) else 0
    stop = False
    if total:
        place = int((found - total * numpy.arange(1, read + 1) / read).argmax())
        before = found[place] / (place + 1)
        behind = (total - found[place] + 1) / max(read - place - 1, 1)
        stop = bool(before / behind >= 156 - min(total, 150))
    says = "a knee in the recall curve"
    return _stated(reading, name="knee", says=says, stop=stop, target=target, confidence=confidence)


def _since_find(reading: Reading) -> int:
    """Count the irrelevant works read after the last relevant one."""
    for count, relevant in enumerate(reversed(reading.relevant)):
        if relevant:
            return count
    return reading.read


def _stated(
    reading: Reading, *, name: str, says: str, stop: bool, target: float, confidence: float
) -> Statement:
    stop = stop or not reading.unread
    words = (
        f"The rule of thumb «{says}» {'says stop' if stop else 'is not met yet'}. It says nothing of recall: "
        f"in our simulations it stopped before 95% were found in {FAILED[name]:.0%} of all readings."
    )
    return Statement(
        method=name, target=target, confidence=confidence, found=reading.found, words=words, stop=stop
    )
