"""What a desk begins with: the works of the last build, the log, the order that follows from both."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from synth.domain.decisions import Decision, in_time
from synth.domain.reviews import Review, Team
from synth.errors import UserError, WarehouseError
from synth.paths import Places
from synth.screening import assigning
from synth.screening.sampling import SAMPLERS, Flags, Numbers
from synth.screening.votes import vote
from synth.stages import rank
from synth.store import decisions, reviews, tables
from synth.store.decisions import DECISION
from synth.store.journal import Journal
from synth.web import ordering
from synth.web.book import Book
from synth.web.ordering import Order
from synth.web.sheets import COLUMNS, Rows, Sheets

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A build of the works with the log under them; ``synthetic`` are the demonstration's own decisions."""

    review: Review
    built: str
    sheets: Sheets
    order: Order
    journal: Journal[Decision]
    synthetic: tuple[Decision, ...]
    book: Book


def load(places: Places) -> Loaded:
    """Read everything, and fit the order to it; raises SynthError where something of it is not there."""
    review = reviews.read_review(places.review)
    if review.team.sampler not in SAMPLERS:
        known = ", ".join(SAMPLERS)
        raise UserError(f"queries/review.toml: team.sampler: {review.team.sampler!r} is none of {known}")
    built = build_of(places)
    sheets = Sheets(tables.read(places.table("works"), tables.WORKS, columns=COLUMNS))
    sheets.labels = assigning.labelled(review.team.shares, sheets.texts)
    log.info("desk: %d works read", len(sheets))
    synthetic = tuple(decisions.read(places.synthetic_decisions))
    journal = Journal(places.decisions / "screening", DECISION)
    book = opened(sheets, journal.lines(), synthetic, votes=review.team.votes)
    order = _order(places, review, sheets, book)
    log.info("desk: ready, %d decisions", len(book.entries()))
    return Loaded(
        review=review,
        built=built,
        sheets=sheets,
        order=order,
        journal=journal,
        synthetic=synthetic,
        book=book,
    )


def build_of(places: Places) -> str:
    """Name the build of the works by their file; raises WarehouseError where there is none."""
    built = stamp(places.table("works"))
    if not built:
        raise WarehouseError(f"{places.table('works').name} has not been built yet: run `dvc repro`")
    return built


def stamp(path: Path) -> str:
    """Name a file as it is now: one put in its place has another name; empty: there is none."""
    try:
        state = path.stat()
    except FileNotFoundError:
        return ""
    return f"{state.st_ino:x}-{state.st_size:x}-{state.st_mtime_ns:x}"


def opened(sheets: Sheets, lines: Sequence[Decision], synthetic: Sequence[Decision], *, votes: int) -> Book:
    """Put the log under the works of today."""
    book = Book(sheets, votes_needed=votes)
    for line in synthetic:
        book.take(line, synthetic=True)
    for line in lines:
        book.take(line)
    return book


def readers(team: Team, reviewers: Sequence[str], sheets: Sheets) -> Mapping[str, Flags]:
    """Say who of these is to read what."""
    return assigning.readers(team, reviewers, works=sheets.works, labels=sheets.labels)


def probabilities(places: Places, sheets: Sheets) -> Numbers:
    """Give each work's probability by the last build, (n_works,)."""
    return ordering.probabilities(places.table("ranking"), sheets)


def _order(places: Places, review: Review, sheets: Sheets, book: Book) -> Order:
    touched = sorted(book.touched())
    said = [line for place in touched for line in book.said(place)]
    found = sum(votes.share >= 0.5 for votes in vote(said).values())
    known = rank.examples(Rows(sheets), reviews.read_dois(places.dois), in_time(said))
    order = Order(
        sheets,
        review=review,
        known=list(known) if found < rank.ENOUGH else (),
        probabilities=probabilities(places, sheets),
    )
    for place in touched:
        order.learn(place, book.said(place))
    order.refit()
    return order
