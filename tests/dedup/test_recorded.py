"""Publications that two real APIs answered with, found to be one without the identifiers that say so."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace

import pytest

from synth.dedup.candidates import COLUMNS, Candidate, candidate
from synth.dedup.joining import join
from synth.dedup.matching import match
from synth.domain.records import Record
from synth.errors import SynthError
from synth.sources import SOURCES
from synth.store.records import row_of
from tests.sources import recorded

pytestmark = recorded.needed


def read(name: str) -> list[Record]:
    """Read what can be read of a recorded answer; refusals and lists of ids hold no records."""
    try:
        parsed = list(SOURCES[name.split("/")[0]].parse(recorded.answer(name)))
    except SynthError:
        return []
    return [record for record in parsed if isinstance(record, Record)]


@pytest.fixture(scope="module")
def candidates() -> list[Candidate]:
    """Read every recorded record once."""
    found = {record.key: record for name in recorded.names() for record in read(name)}
    rows = [{**row_of(record), "first_ids": record.ids, "first_at": None} for record in found.values()]
    return [candidate(row) for row in rows]


def test_what_two_sources_have_under_one_doi_is_joined_without_any_identifier(
    candidates: list[Candidate],
) -> None:
    hidden = [replace(one, ids=(), relations=()) for one in candidates]
    groups = join(hidden, match(hidden)).groups
    group = {record: number for number, records in enumerate(groups) for record in records}
    carriers: dict[str, list[Candidate]] = defaultdict(list)
    for one in candidates:
        for identifier in one.ids:
            if identifier.startswith("doi:"):
                carriers[identifier].append(one)
    shared = {doi: some for doi, some in carriers.items() if len({one.source for one in some}) > 1}
    joined = {doi for doi, some in shared.items() if len({group[one.record] for one in some}) == 1}
    # One source has nothing but a DOI for some of them (a figure): nothing is left when that is hidden.
    nameless = {doi for doi, some in shared.items() if not all(one.title for one in some)}
    print(f"{len(joined)} of {len(shared)} DOIs in two sources' answers joined by text alone")  # noqa: T201
    assert len(shared) > 4
    assert shared.keys() - joined == nameless


def test_text_joins_nothing_that_has_no_identifier_in_common(candidates: list[Candidate]) -> None:
    hidden = [replace(one, ids=(), relations=()) for one in candidates]
    ids = {one.record: set(one.ids) for one in candidates}
    for records in join(hidden, match(hidden)).groups:
        first, *others = records
        assert all(ids[first] & ids[other] for other in others), records


def test_of_the_gathered_records_on_belonging_text_joins_only_what_is_one() -> None:
    labels, made = {}, []
    for line in (recorded.FOLDER / ".." / "belonging" / "records.jsonl").read_text("utf-8").splitlines():
        given = json.loads(line)
        labels[given["id"]] = given["dup_group"]
        row = dict.fromkeys(COLUMNS) | {
            "record": given["id"],
            "source": "imports",
            "title": given["title"],
            "authors": [{"name": name} for name in given["authors"] or ()],
            "year": given["year"],
            "venue": given["journal"],
            "abstract": given["abstract"],
        }
        made.append(candidate(row))
    joined = [group for group in join(made, match(made)).groups if len(group) > 1]
    assert len(joined) > 5
    assert all(len({labels[record] for record in group}) == 1 and labels[group[0]] for group in joined)
