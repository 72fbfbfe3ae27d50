"""Put everything into one DuckDB file and publish it by renaming."""

from __future__ import annotations

import logging

from synth import __version__
from synth.domain.reviews import Profile
from synth.paths import Places
from synth.stages import period
from synth.store import reviews, tables, warehouse

log = logging.getLogger(__name__)


def run(places: Places) -> None:
    """Build the warehouse from the Parquet tables and ``warehouse/schema``."""
    review = reviews.read_review(places.review)
    day = period.read(places)
    warehouse.build(
        parquet={name: places.table(name) for name in tables.TABLES},
        schema=places.schema,
        target=places.evidence,
        about={
            "review": review.name,
            "question": review.question,
            "profile": review.profile,
            "as_of": day.isoformat() if day else "",
            "version": __version__,
            "synthetic": str(review.profile is Profile.DEMO).lower(),
            "votes": str(review.team.votes),
            "blind": str(review.team.blind).lower(),
        },
    )
    log.info("build: published %s", places.evidence.name)
