"""Who reads what."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import numpy
from numpy.typing import NDArray

from synth.domain.reviews import Assignment, Share, Team
from synth.errors import UserError
from synth.screening import texts
from synth.screening.texts import Text

Flags = NDArray[numpy.bool_]
Hashes = NDArray[numpy.uint64]


def readers(
    team: Team, reviewers: Sequence[str], *, works: Sequence[str], labels: Mapping[str, Flags]
) -> dict[str, Flags]:
    """
    Say of each reviewer which works are hers to read, (n_works,).

    ``works`` are ids; ``labels`` says of each share by its label which works fall in it, as ``labelled``
    gives it. A share whose reviewers all have left is read by everybody.
    """
    everything = numpy.ones(len(works), dtype=bool)
    if team.assignment is Assignment.SHARE:
        return dealt_out(works, reviewers, each=team.votes)
    if team.assignment is Assignment.ALL:
        return dict.fromkeys(reviewers, everything)
    hers = {name: numpy.zeros(len(works), dtype=bool) for name in reviewers}
    anybodys = everything.copy()
    for share in team.shares:
        there = [name for name in share.reviewers if name in hers]
        for name in there:
            hers[name] |= labels[share.label]
        if there:
            anybodys &= ~labels[share.label]
    return {name: mask | anybodys for name, mask in hers.items()}


def dealt_out(works: Sequence[str], reviewers: Sequence[str], *, each: int) -> dict[str, Flags]:
    """
    Deal each work to so many of the reviewers, evenly but for chance.

    By rendezvous hashing (Thaler and Ravishankar 1998, doi:10.1109/90.663936): a work goes to those whose
    hash with it is highest, so one who leaves gives hers to the others, and nothing else moves.
    """
    if not reviewers:
        return {}
    own = numpy.array([_hash(work) for work in works], dtype=numpy.uint64)
    heights = numpy.stack([_mixed(own ^ numpy.uint64(_hash(name))) for name in reviewers])
    highest = numpy.argsort(heights, axis=0, kind="stable")[-each:]
    return {name: (highest == place).any(axis=0) for place, name in enumerate(reviewers)}


def _hash(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=8).digest())


def _mixed(hashes: Hashes) -> Hashes:
    """Mix each number's bits as splitmix64 does at its end (Steele 2014, doi:10.1145/2660193.2660195)."""
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        hashes = (hashes ^ (hashes >> numpy.uint64(shift))) * numpy.uint64(factor)
    return hashes ^ (hashes >> numpy.uint64(31))


def labelled(shares: Sequence[Share], works: Sequence[Text]) -> dict[str, Flags]:
    """
    Say of each share, by its label, which works fall in it: those with a word that begins like one of its.

    Of several words in a row the last may go on. Raises UserError where there is no word to look for.
    """
    begins = {share.label: [_beginning(share, word) for word in share.words] for share in shares}
    found = {label: numpy.zeros(len(works), dtype=bool) for label in begins}
    for place, work in enumerate(works if shares else ()):
        spoken = _spoken(work.whole())
        for label, beginnings in begins.items():
            found[label][place] = any(beginning in spoken for beginning in beginnings)
    return found


def _beginning(share: Share, word: str) -> str:
    if not texts.words(word):
        raise UserError(f"team.shares: {share.label}: {word!r} is no word: two letters or more make one")
    return _spoken(word)


def _spoken(text: str) -> str:
    return " " + " ".join(texts.words(text))
