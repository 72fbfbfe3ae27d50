"""Say what the corpus should hold: the day it is complete to, and the gaps whose time has come."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

from synth.domain import ledger
from synth.domain.reviews import Profile, Review
from synth.errors import UserError, WarehouseError
from synth.paths import Places
from synth.store import raw, reviews


def as_of(review: Review, today: date) -> date | None:
    """
    Give the day the corpus is to be complete to: pinned, or today rounded down; None where nothing is asked.
    """
    if review.profile is Profile.FILES:
        return None
    if review.profile is Profile.DEMO:
        return review.demo.as_of
    if review.harvest.as_of:
        if review.harvest.as_of > today:
            raise UserError(f"queries/review.toml: harvest.as_of: {review.harvest.as_of} is not here yet")
        return review.harvest.as_of
    return today - timedelta(days=today.toordinal() % review.harvest.refresh_every_days)


def read(places: Places) -> date | None:
    """Read the day ``period.json`` names, None where nobody is asked; raise where there is no such file."""
    try:
        day = json.loads(places.period.read_text(encoding="utf-8"))["as_of"]
        return date.fromisoformat(day) if day else None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WarehouseError(
            "period.json is missing or damaged: run `dvc repro`, or `synth period` first"
        ) from error


def run(places: Places) -> None:
    """Write ``period.json``: the same bytes as long as nothing is to be asked."""
    review = reviews.read_review(places.review)
    now = datetime.now(UTC)
    day = as_of(review, now.date())
    gaps = ledger.called_for(raw.read_ledger(places.raw), as_of=day, now=now) if day else []
    period = {"as_of": day.isoformat() if day else None, "gaps": gaps}
    raw.write_whole(places.period, (json.dumps(period, indent=1) + "\n").encode())
