"""Ask every source, side by side, for what the period calls for; keep the answers and the ledger."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from threading import Lock

from synth.demo import coders, faults, reviewers, truth
from synth.demo import literature as demonstration
from synth.demo.server import Server
from synth.domain import ledger
from synth.domain.answers import Search
from synth.domain.ledger import Entry, State
from synth.domain.reviews import KnownWork, Profile, Review
from synth.errors import SourceError
from synth.paths import Places
from synth.sources import SOURCES, harvesting
from synth.sources.client import Client, now
from synth.sources.harvesting import Walk
from synth.stages import period
from synth.stages.losses import losses
from synth.stages.progress import Bars
from synth.store import codings, decisions, raw, reviews
from synth.strategy import blocks, dialects

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Whom to ask: other base addresses, a fixed clock and no pace where it is the demonstration."""

    bases: dict[str, str]
    clock: Callable[[], datetime]
    pace: float | None = None
    keys: bool = True


def run(places: Places, *, strict: bool = False) -> None:
    """Harvest what is owed; a source that fails leaves a gap and a warning, with ``strict`` an error."""
    review = reviews.read_review(places.review)
    known = reviews.read_dois(places.dois)
    day = period.read(places)
    for folder in (places.synthetic_decisions, places.synthetic_codings):
        folder.mkdir(parents=True, exist_ok=True)
    if day is None:
        return
    searches = _searches(places, review)
    dois = [work.doi for work in known]
    _plan(places, searches, dois=dois)
    entries = _whole(places)
    walks = {
        name: harvesting.plan(
            SOURCES[name],
            searches=[search for search in searches if search.source == name],
            dois=dois,
            entries=entries,
            as_of=day,
        )
        for name in review.harvest.sources
    }
    if not any(walks.values()) and (review.profile is not Profile.DEMO or _has_truth(places)):
        log.info("harvest: complete to %s, nothing to ask", day)
        if review.profile is Profile.DEMO and review.demo.faults:
            log.warning("harvest: nothing meets the faults of [demo]: a later [demo] as_of asks again")
        return
    with _world(review, places=places, known=known) as world:
        ended = _ask_all(walks, review=review, places=places, world=world)
    _plan(places, searches, dois=dois)
    _report(ended, strict=strict)


def _plan(places: Places, searches: Sequence[Search], *, dois: Sequence[str]) -> None:
    """Say what counts now, before anything is asked and again after it."""
    complete = {entry.walk for entry in raw.read_ledger(places.raw) if entry.state is State.COMPLETE}
    before = raw.replaced(places.raw, searches, complete=complete)
    raw.write_plan(places.raw, searches=[*searches, *before], dois=dois)


def _whole(places: Places) -> list[Entry]:
    """Read the ledger without the walks whose answers somebody deleted: named here, they are owed again."""
    entries = raw.read_ledger(places.raw)
    lost = losses(places, entries)
    for words in lost.values():
        log.warning("harvest: %s; asked again", words)
    return ledger.without(entries, lost)


def _has_truth(places: Places) -> bool:
    """Say whether what the demonstration's generator writes beside the answers is all there."""
    folders = (places.synthetic_decisions, places.synthetic_codings)
    logs = (folder / f"{name}.jsonl" for folder in folders for name in reviewers.NAMES)
    return all(file.exists() for file in (places.truth, places.true_codes, places.true_citations, *logs))


def _searches(places: Places, review: Review) -> list[Search]:
    """Compile the searches for each source; those of the demonstration bear its name."""
    strategy = blocks.read(reviews.read_search(places.search))
    world = _named(review)
    return [
        replace(search, world=world)
        for source in review.harvest.sources
        for search in dialects.compile(strategy, source)
    ]


def _named(review: Review) -> str:
    """
    Name the literature that is asked, the real one by an empty name.

    Another seed, size or version of the generator is another literature, and is asked anew.
    """
    demo = review.demo
    named = f"demo {demonstration.VERSION}, seed {demo.seed}, {demo.works} works"
    return named if review.profile is Profile.DEMO else ""


@contextmanager
def _world(review: Review, *, places: Places, known: Sequence[KnownWork]) -> Iterator[World]:
    """Give the real world, or bring up the demonstration literature for as long as it is asked."""
    if review.profile is not Profile.DEMO:
        yield World(bases=dict(review.harvest.bases), clock=now)
        return
    landmarks = [
        demonstration.Landmark(
            doi=work.doi, title=work.title, authors=work.authors, year=work.year, journal=work.journal
        )
        for work in known
        if work.year
    ]
    literature = demonstration.generate(review.demo, landmarks)
    for name, lines in reviewers.decisions(literature).items():
        decisions.write(places.synthetic_decisions, name, lines)
    for name, words in coders.codings(literature).items():
        codings.write(places.synthetic_codings, name, words)
    truth.write_truth(literature, places.raw)
    noon = datetime.combine(review.demo.as_of, time(12), UTC)
    with Server(literature, [faults.parse(fault) for fault in review.demo.faults]) as server:
        bases = {name: f"{server.address}/{name}" for name in SOURCES}
        yield World(bases=bases, clock=lambda: noon, pace=0.0, keys=False)


def _ask_all(walks: dict[str, list[Walk]], *, review: Review, places: Places, world: World) -> list[Entry]:
    """Ask all sources side by side, each at its own pace; every walk's end goes to the ledger at once."""
    literature = _named(review)
    ended: list[Entry] = []
    lock = Lock()
    with Bars() as bars, ThreadPoolExecutor(max_workers=len(walks) or 1) as pool:

        def harvest(name: str) -> None:
            source = SOURCES[name]
            client = Client(
                source,
                base=world.bases.get(name),
                contact=review.harvest.contact,
                key=os.environ.get(source.KEY, "") if source.KEY and world.keys else "",
                pace=world.pace,
                clock=world.clock,
            )
            for entry in harvesting.walk_all(
                walks[name],
                source=source,
                ask=client.ask,
                shelf=lambda walk: raw.Folder(
                    places.raw,
                    source=name,
                    key=walk.key,
                    day=walk.as_of,
                    search=walk.search.name,
                    world=literature,
                ),
                clock=world.clock,
                tell=bars.tell,
            ):
                with lock:
                    raw.append_entry(places.raw, entry)
                    ended.append(entry)
                    bars.ended(entry)

        for future in [pool.submit(harvest, name) for name in walks if walks[name]]:
            future.result()
    return ended


def _report(ended: Sequence[Entry], *, strict: bool) -> None:
    gaps = [entry for entry in ended if entry.state is State.GAP]
    if gaps and strict:
        names = ", ".join(sorted({f"{gap.source}/{gap.search}" for gap in gaps}))
        raise SourceError(
            f"left {len(gaps)} gaps: {names}; run again when `synth status` says so", source="harvest"
        )
