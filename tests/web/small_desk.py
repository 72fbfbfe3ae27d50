"""A project of a few works, decided on by whom a test likes, and the desk on it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from synth.domain.decisions import Decision, Verdict
from synth.domain.identifiers import WorkId
from synth.domain.people import Person, Role
from synth.paths import Places
from synth.store import decisions, tables
from synth.web.desk import Desk, Press, Saved, Stage
from tests.store.small_warehouse import work

ADA, BEN, CEM = (Person(name=name, role=Role.REVIEWER) for name in ("ada", "ben", "cem"))
LEA = Person(name="lea", role=Role.LEAD)
RUE = Person(name="rue", role=Role.READER)

INCLUDE, EXCLUDE, MAYBE, WITHDRAW = Verdict
REVIEW = """\
name = "A review"
question = "What is known about belonging among students?"
profile = "files"

[screening]
seed = 1

[[reasons]]
id = "off-topic"
label = "Off topic"

[[reasons]]
id = "not-had"
label = "Not to be had"
not_retrieved = true

[team]
"""
AT_THE_DESK = "  # those at the desk\n"


def name(place: int) -> WorkId:
    """Give the id of a work of the small project."""
    return WorkId(f"doi:10.5555/w{place:03}")


def row(place: int, *records: str, **account: Any) -> dict[str, Any]:
    """Give a work: one in three is about belonging, and none is like another."""
    subject = "Belonging of students" if place % 3 == 0 else "Knee pain"
    abstract = f"About {'fitting in' if place % 3 == 0 else 'surgery'} in ward {place}."
    told = {"title": f"{subject} in ward {place}", "abstract": abstract, **account}
    return work(name(place), *(records or (f"openalex/W{place}",)), **told)


def write(places: Places, rows: Iterable[dict[str, Any]]) -> None:
    """Put other works in the place of those that were built."""
    tables.write(places.table("works"), tables.WORKS, rows)


def project(folder: Path, *, works: int | Sequence[dict[str, Any]] = 12, team: str = "") -> Places:
    """Make a project; ``team`` are lines of that table of review.toml."""
    places = Places(folder, "files")
    places.queries.mkdir(parents=True)
    (places.decisions / "screening").mkdir(parents=True)
    places.dois.write_text("doi,title,authors,year,journal,known_from\n", encoding="utf-8")
    places.review.write_text(REVIEW + team, encoding="utf-8")
    write(places, map(row, range(works)) if isinstance(works, int) else works)
    return places


def clock() -> Callable[[], datetime]:
    """Give a clock that goes on by a minute each time it is looked at."""

    def moments() -> Iterator[datetime]:
        moment = datetime(2026, 11, 20, 10, tzinfo=UTC)
        while True:
            yield moment
            moment += timedelta(minutes=1)

    return moments().__next__


def desk(places: Places, *people: Person, now: Callable[[], datetime] | None = None) -> Desk:
    """Give a desk for these people, or for Ada and Ben."""
    names = tuple(person.name for person in people) or ("ada", "ben")
    _name(places, names)
    return Desk(places, reviewers=lambda: names, now=now or clock())


def _name(places: Places, names: Sequence[str]) -> None:
    """Let the review name those at the desk, as it must where works need several votes, unless it does."""
    lines = places.review.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.endswith(AT_THE_DESK)]
    if not any(line.startswith("votes") for line in kept):
        return
    if not any(line.startswith("reviewers") for line in kept):
        kept.append(f"reviewers = {json.dumps(names)}{AT_THE_DESK}")
        places.review.write_text("".join(kept), encoding="utf-8")


def say(
    at: Desk, person: Person, work: str, verdict: Verdict, *, stage: Stage = "abstract", **more: Any
) -> Saved:
    """Have somebody press a key on the card of a work."""
    card = at.dealt(person, work, stage=stage)
    pressed = {"key": card.key, "shown_by": card.shown_by, **more}
    act = at.settle if pressed.pop("settles", False) else at.decide
    return act(person, Press(work=work, verdict=verdict, stage=stage, **pressed))


def dealt(at: Desk, person: Person, **how: Any) -> list[str]:
    """Give the works that lie before somebody next, all of them unless it is said how many."""
    return [card.work for card in at.deal(person, **{"most": 1000, **how})]


def logged(places: Places) -> list[Decision]:
    """Give what stands in the files."""
    return list(decisions.read(places.decisions / "screening"))
