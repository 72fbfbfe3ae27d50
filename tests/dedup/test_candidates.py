from datetime import datetime
from typing import Any

from synth.dedup.candidates import COLUMNS, FEW, OPENING, Candidate, candidate, turns
from synth.domain.identifiers import WorkId
from synth.store import tables


def row(**fields: Any) -> dict[str, Any]:
    known = {
        "record": "openalex/W1",
        "source": "openalex",
        "ids": ["openalex:W1"],
        "first_ids": ["openalex:W1"],
    }
    return {**dict.fromkeys(COLUMNS), **known, **fields}


def test_a_candidate_is_read_from_a_row_of_records() -> None:
    assert set(COLUMNS) <= set(tables.RECORDS.columns)
    read = candidate(row(authors=[{"name": "Ngozi Okafor", "family": None}, {"name": "", "family": None}]))
    assert (read.title, read.families, read.kind) == ("", ("okafor",), "other")
    assert candidate(row()).families == ()


def test_of_an_abstract_the_opening_is_kept_and_of_relations_those_that_name_something() -> None:
    links = [{"kind": "preprint_of", "target": "doi:10.5555/a"}, {"kind": "has_comment", "target": None}]
    read = candidate(row(abstract="x" * 5000, relations=links))
    assert len(read.abstract) == OPENING
    assert read.relations == (("preprint_of", "doi:10.5555/a"),)


def test_records_stand_in_the_order_of_their_retrieval() -> None:
    early = candidate(row(record="eric/EJ1", source="eric", first_at=datetime(2026, 1, 1)))
    late = candidate(row(first_at=datetime(2026, 1, 2)))
    loose = candidate(row(record="imports/1", source="imports"))
    same_day = candidate(row(record="pubmed/7", source="pubmed", first_at=datetime(2026, 1, 2)))
    assert sorted([loose, same_day, late, early], key=lambda one: one.place) == [early, late, same_day, loose]


def bare(number: int, **changes: Any) -> Candidate:
    """Make an entry that has a title and a year, and nothing else."""
    said = {"title": "Editorial", "year": 2019, "ids": (), **changes}
    return Candidate(
        record=f"imports/{number:05}", source="imports", first_ids=(), first_at=None, kind="article", **said
    )


def test_only_a_crowd_that_says_the_same_in_everything_has_turns() -> None:
    assert turns(map(bare, range(FEW))) == {}
    crowd = turns(map(bare, range(FEW + 2)))
    assert [turn.number for turn in crowd.values()] == [0, *[1] * (FEW - 1), 2, 2]
    assert len({turn.crowd for turn in crowd.values()}) == 1
    assert turns(bare(number, year=2000 + number) for number in range(FEW + 2)) == {}
    identified = (bare(number, ids=(WorkId("doi:10.1/a"),)) for number in range(FEW + 2))
    assert turns(identified) == {}  # an identifier in common says more
