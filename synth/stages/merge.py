"""Join the records that are the same publication into works."""

from __future__ import annotations

import logging

from synth.dedup import grouping, matching, merging
from synth.paths import Places
from synth.stages import metrics
from synth.stages.progress import counted
from synth.store import tables
from synth.store.records import row_of_work, rows_of_lineage

log = logging.getLogger(__name__)


def run(places: Places) -> None:
    """Write works, the lineage of each field, and which records were joined and why."""
    records = places.table("records")
    candidates = [
        matching.candidate(row) for row in tables.read(records, tables.RECORDS, columns=matching.COLUMNS)
    ]
    pairs = matching.match(candidates)
    groups = grouping.group(candidates, pairs)
    tables.write(places.table("merges"), tables.MERGES, merging.merges(groups, pairs))
    with (
        tables.writing(places.table("works"), tables.WORKS) as works,
        tables.writing(places.table("lineage"), tables.LINEAGE) as lineage,
    ):
        rows = tables.read(records, tables.RECORDS)
        for work in counted(merging.merge_rows(groups, rows), what="merge", total=len(groups)):
            works(row_of_work(work))
            for line in rows_of_lineage(work):
                lineage(line)
    log.info("merge: %d records are %d works", len(candidates), len(groups))
    metrics.write(places, "merge", metrics.of_merge(places))
