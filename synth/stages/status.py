"""What is built, what is stale, counts, gaps and budgets, and what to do next."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from synth.domain import ledger
from synth.domain.ledger import Entry, State
from synth.domain.reviews import Profile, Review
from synth.errors import UserError
from synth.paths import Places
from synth.sources import harvesting
from synth.stages import period
from synth.stages.losses import losses
from synth.store import raw, reviews, warehouse

SOURCE_COLUMNS = ("source", "searches", "complete", "received", "requests", "not found", "budget left")
FAULTS = " · faults are switched on: what is asked from now on meets them (a later [demo] as_of asks again)"
DECIDED = "('included', 'excluded')"
WAITING = """
    select count(distinct work)
    from stage_outcomes
    where outcome = 'awaiting' and (stage = 'abstract' or work in (select work from reports))
"""
COUNTS = (
    ("records", "select count(*) from records"),
    ("works", "select count(*) from works"),
    ("works without an abstract", "select count(*) from works where abstract is null"),
    ("works someone decided on", "select count(distinct work) from decisions where standing"),
    ("works that wait for another vote", WAITING),
    ("works in conflict, to be settled", "select count(*) from outcomes where outcome = 'conflict'"),
    ("works included", "select count(*) from included"),
    ("full texts sought and not decided on", "select count(*) from reports where outcome not in " + DECIDED),
    ("retracted works", "select count(*) from works where status = 'retracted'"),
    ("pairs that need a person", "select count(*) from doubtful"),
    ("decisions worth a second look", "select count(*) from doubts"),
)
READING = "select words from statements where chosen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The state of a corpus, as rows and lines to show."""

    review: str
    profile: str
    reach: str
    synthetic: bool
    sources: Sequence[Sequence[Any]]
    gaps: Sequence[str]
    counts: Sequence[Sequence[Any]]
    reading: str
    stale: Sequence[str]
    following: Sequence[str]


def status(places: Places) -> Status:
    """Look at everything once; what is not there yet is left out."""
    review = reviews.read_review(places.review)
    entries = raw.read_ledger(places.raw)
    plan = raw.read_plan(places.raw)
    current = [entry for entry in entries if entry.key == harvesting.DOIS or entry.walk in plan.searches]
    gaps = ledger.open_gaps(current)
    lost = list(losses(places, entries).values())
    stale = _stale(places)
    counts, reading = _built(places)
    demo = review.profile is Profile.DEMO
    again = bool(stale or lost) or _due(gaps)
    return Status(
        review=review.name,
        profile=review.profile.value,
        reach=_reach(places, review),
        synthetic=demo,
        sources=[_source(name, current, places.raw) for name in sorted({entry.source for entry in current})],
        gaps=[*map(_told, gaps), *(f"{words}; `dvc repro` asks again" for words in lost)],
        counts=counts,
        reading=reading,
        stale=stale,
        following=following(built=bool(counts), again=again, demo=demo),
    )


def _reach(places: Places, review: Review) -> str:
    """Say up to which day the corpus is to be complete."""
    if not places.period.exists():
        return "nothing asked yet"
    day = period.read(places)
    if day is None:
        return "only files, nobody is asked"
    faults = review.profile is Profile.DEMO and review.demo.faults
    return f"complete to {day}{FAULTS if faults else ''}"


def _source(name: str, entries: Sequence[Entry], folder: Path) -> tuple[Any, ...]:
    own = [entry for entry in entries if entry.source == name]
    last: dict[str, Entry] = {entry.key: entry for entry in own}
    records: dict[str, int] = defaultdict(int)
    for entry in own:
        records[entry.key] = max(records[entry.key], entry.records)
    return (
        name,
        len(last),
        sum(entry.state is State.COMPLETE for entry in last.values()),
        sum(records.values()),
        sum(entry.requests for entry in own),
        len({doi for entry in last.values() for doi in entry.missing}),
        _budget(folder / name),
    )


def _budget(folder: Path) -> str | None:
    """Give what the latest answer said is left of a daily budget."""
    files = sorted(folder.glob("*/*/*.gz"), key=lambda file: file.stat().st_mtime)
    if not files:
        return None
    try:
        answer = raw.load(files[-1]).answer
    except UserError:
        return "not known: the last answer is damaged"
    if answer.header("x-ratelimit-remaining-usd") is None:
        return None  # a limit a second is no budget
    return f"{answer.header('x-ratelimit-remaining')} of {answer.header('x-ratelimit-limit')} credits"


def _told(gap: Entry) -> str:
    due = f"; again from {gap.due:%Y-%m-%d %H:%M} UTC" if gap.due else "; `dvc repro` asks again"
    return f"{gap.source}, {gap.search}: {gap.reason}{due}"


def _built(places: Places) -> tuple[list[tuple[str, int]], str]:
    """Give what the warehouse counts, and its words on whether enough has been read."""
    if not places.evidence.exists():
        return [], ""
    with warehouse.locked(places.evidence) as connection, warehouse.understood(places.evidence):
        counts = [(what, int(row[0])) for what, sql in COUNTS for row in connection.execute(sql).fetchall()]
        return counts, " ".join(row[0] for row in connection.execute(READING).fetchall())


def _stale(places: Places) -> list[str]:
    """Ask DVC which stages would run; ``period`` always does and is left out."""
    try:
        said = subprocess.run(
            [sys.executable, "-m", "dvc", "status", "--json"],
            cwd=places.root,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ["not known: dvc status did not answer"]
    if said.returncode:
        busy = "a run is under way" if "busy" in said.stderr else said.stderr.strip().splitlines()[-1:]
        return [f"not known: {busy}"]
    return [stage for stage in json.loads(said.stdout or "{}") if stage != "period"]


def _due(gaps: Sequence[Entry]) -> bool:
    now = datetime.now(UTC)
    return any(gap.due is None or gap.due <= now for gap in gaps)


def following(*, built: bool, again: bool, demo: bool) -> list[str]:
    """Name the next useful commands; ``again``: something is stale, lost or due."""
    if not built:
        return ["dvc repro"]
    commands = ["dvc repro"] if again else []
    commands += [
        "synth ask                      # the stored questions",
        "synth ask most_cited           # one of them, answered",
    ]
    if demo:  # whose literature holds this work for sure
        commands.append("synth trace 10.1007/s40670-025-02461-1")
    return commands[:3]
