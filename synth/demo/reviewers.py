"""Two synthetic reviewers and what they decided."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import numpy as np

from synth.demo import naming, truth
from synth.demo.dice import Dice
from synth.demo.literature import Literature
from synth.demo.publications import wording
from synth.demo.records import CROSSREF, OPENALEX, PUBMED, SOURCES
from synth.demo.vocabulary import Genre
from synth.demo.works import EPOCH, NOTICES, Column, Kind
from synth.domain import identifiers
from synth.domain.decisions import Decision, Verdict
from synth.domain.identifiers import WorkId

NAMES = ("synthetic-ada", "synthetic-ben")
_START = datetime.datetime(2026, 10, 5, 8, 30, tzinfo=datetime.UTC)
_MOST = 360  # works read by either of them
_RANDOM = 0.35  # of these, the share drawn by chance
_BOTH = 0.6  # of these, the share both read
# How often a reviewer errs: where a work is relevant, where it is near, where it is far.
_SLIPS = {"synthetic-ada": (0.03, 0.015, 0.002), "synthetic-ben": (0.05, 0.025, 0.004)}
_NEAR = (Genre.ELSEWHERE, Genre.PASSING, Genre.NEIGHBOUR)


def identifier(literature: Literature, work: int) -> tuple[WorkId, str] | None:
    """Give an identifier that a record of a work really shows, and that record's name."""
    for source in (OPENALEX, PUBMED, CROSSREF):
        record = int(literature.held[source, work])
        if record < 0:
            continue
        native = naming.native_of(literature, record)
        kind = ("openalex", "doi", "pubmed")[source]
        own = naming.doi_of(literature, work)
        shows_own = own and naming.shown_doi(literature, record) == own
        found = identifiers.work_id("doi", own) if shows_own else identifiers.work_id(kind, native)
        if found:
            return found, f"{SOURCES[source]}/{native}"
    return None


def stems(literature: Literature, work: int) -> int:
    """Count the stem that a search for belonging lists works by."""
    found = wording(literature, work)
    text = " ".join([found.full_title, *(words for _, words in found.sections)])
    return text.lower().count("belong")


def readable(literature: Literature) -> Column:
    """Give the works one could have read on the epoch's eve: not the landmarks, not what came later."""
    works = literature.works
    early = literature.records.day[literature.held] <= min(literature.today, EPOCH - 60)
    there = np.asarray((early & (literature.held >= 0)).any(axis=0))
    made_up = np.arange(len(works)) < literature.synthetic
    return np.flatnonzero(there & made_up & (works.day < EPOCH - 60))


def read(literature: Literature) -> list[int]:
    """Choose the works to be read: what a search lists first, thinned, and some by chance."""
    works = literature.works
    open_to_them = [int(work) for work in readable(literature)]
    listed = [work for work in open_to_them if _listed(literature, work)]
    listed.sort(key=lambda work: (-stems(literature, work), work))
    most = min(_MOST, len(open_to_them) // 4)
    ranked = listed[: 4 * most : 2][: round(most * (1 - _RANDOM))]
    by_chance = sorted(set(open_to_them) - set(ranked), key=lambda work: int(works.salt[work]) % 1_000_003)
    return sorted(
        [*ranked, *by_chance[: most - len(ranked)]], key=lambda work: int(works.salt[work]) % 999_983
    )


def _listed(literature: Literature, work: int) -> bool:
    # Counting stems writes every abstract: in a very large literature a share of it is enough.
    share = max(1, literature.synthetic // 8000)
    return work % share == 0 and stems(literature, work) > 0


def _verdict(literature: Literature, work: int, *, by: str, dice: Dice) -> Verdict:
    works = literature.works
    wanted = truth.relevant(literature, work)
    missed, near, far = _SLIPS[by]
    slip = missed if wanted else near if works.genre[work] in _NEAR else far
    hard = works.genre[work] in (Genre.THEME, Genre.MATTERING)
    if dice.chance(0.035 if hard else 0.008):
        return Verdict.MAYBE
    include = wanted != dice.chance(slip * (1.4 if hard else 1.0))
    return Verdict.INCLUDE if include else Verdict.EXCLUDE


def _reason(literature: Literature, work: int) -> str:
    works = literature.works
    if works.kind[work] in (*NOTICES, Kind.EDITORIAL):
        return "wrong-type"
    genre = Genre(int(works.genre[work]))
    return (
        "wrong-population" if genre in (Genre.ELSEWHERE, Genre.CLINICAL, Genre.ACCIDENT) else "wrong-concept"
    )


def _decisions_by(literature: Literature, by: str, read: list[int]) -> Iterator[Decision]:
    place = NAMES.index(by)
    dice = Dice(literature.synthetic * 31 + place)
    moment = _START + datetime.timedelta(minutes=7 * place)
    for number, work in enumerate(read):
        # Both read the first part; the rest is divided.
        if number >= len(read) * _BOTH and number % len(NAMES) != place:
            continue
        found = identifier(literature, work)
        if found is None:
            continue
        moment += datetime.timedelta(seconds=dice.between(20, 160))
        verdict = _verdict(literature, work, by=by, dice=dice)
        yield Decision(
            at=moment.isoformat(),
            by=by,
            work=found[0],
            verdict=verdict,
            record=found[1],
            reason=_reason(literature, work) if verdict is Verdict.EXCLUDE else "",
            key=f"{by}-{number:05d}",
        )


def decisions(literature: Literature) -> dict[str, list[Decision]]:
    """
    Give what the two synthetic reviewers decided, in the order of time, by reviewer.

    They read part of what a search for the word lists first and a part by chance, mostly agree with
    the truth, and never read a landmark.
    """
    works = read(literature)
    return {name: list(_decisions_by(literature, name, works)) for name in NAMES}
