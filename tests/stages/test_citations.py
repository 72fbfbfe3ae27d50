"""The stage citations: its tables, what stays from refresh to refresh, works with hardly a reference."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from synth.domain.records import Record
from synth.domain.reviews import Citations
from synth.errors import SynthError
from synth.stages import citations, cited
from synth.stages.cited import Cited
from synth.store import tables
from synth.store.refreshes import NOTHING, Memory
from tests.maps import twelve
from tests.pipeline.project import SHARED, Project
from tests.sources import recorded
from tests.store.small_warehouse import work

Rows = Sequence[dict[str, Any]]

DAY = date(2026, 11, 1)
TWELVE = [
    work(
        name,
        aliases=list(twelve.ALIASES[name]),
        references=list(twelve.CITES.get(name, ())),
        year=year,
        title=f"Belonging of group {name}",
    )
    for name, year in twelve.YEARS.items()
]


def planted(count: int, *, groups: int = 6, seed: int = 1) -> list[dict[str, Any]]:
    """Give works of some groups that mostly cite within them; fewer works are the first of more."""
    rng = np.random.default_rng(seed)
    of: list[int] = []
    rows = []
    for number in range(count):
        of.append(int(rng.integers(groups)))
        own = [other for other in range(number) if of[other] == of[number]]
        cites = {int(rng.choice(own)) for _ in range(7)} if own else set()
        if number and rng.random() < 0.5:
            cites.add(int(rng.integers(number)))
        rows.append(
            work(
                f"w{number:04}",
                references=[f"w{other:04}" for other in sorted(cites)],
                year=2000 + number // 30,
                title=f"Study of theme{of[number]} number {number}",
            )
        )
    return rows


def measured(rows: Rows, before: Memory = NOTHING, day: date = DAY) -> Cited:
    return citations.measure(rows, Citations(), day=day, before=before)


def test_the_tables_of_the_twelve_works_are_those_made_by_hand() -> None:
    found = measured(TWELVE)
    links = {(row["kind"], row["one"], row["other"]): row for row in cited.links(found)}
    by_hand = {
        **{("co-citation", *pair): numbers for pair, numbers in twelve.COCITATION.items()},
        **{("coupling", *pair): numbers for pair, numbers in twelve.COUPLING.items()},
    }
    assert {key: row["shared"] for key, row in links.items()} == {key: one[0] for key, one in by_hand.items()}
    for key, (shared, one, other) in by_hand.items():
        assert links[key]["strength"] == pytest.approx(shared / math.sqrt(one * other))
    steps = [row for row in cited.main_path(found) if row["kind"] == "global"]
    assert [(row["cited"], row["citing"]) for row in steps] == twelve.MAIN_PATH
    assert [row["traversals"] for row in steps] == ["3", "4", "4", "6"]
    measures = {row["work"]: row for row in cited.measures(found)}
    assert (measures["a"]["references_here"], measures["a"]["cited_here"]) == (0, 3)
    assert (measures["e"]["references_here"], measures["e"]["cited_here"]) == (2, 2)
    assert sum(row["pagerank"] for row in measures.values()) == pytest.approx(1)


def test_a_work_that_shares_nothing_has_no_place_and_the_others_have_one() -> None:
    placed = {row["work"]: row for row in cited.placed(measured(TWELVE))}
    # l neither cites nor is cited; j shares but references outside.
    assert set(placed) == set(twelve.YEARS) - {"l"}
    assert all(-1 <= row["x"] <= 1 and -1 <= row["y"] <= 1 for row in placed.values())
    assert {row["moved"] for row in placed.values()} == {None}


def test_the_share_of_citations_inside_a_community_is_of_those_made_and_received() -> None:
    # Of the twelve: c, d, a, b in one, e, f, g, h in the other, the rest in none.
    references = twelve.references()
    of = np.array(
        [
            {"a": 0, "b": 0, "c": 0, "d": 0, "i": -1, "j": -1, "k": -1, "l": -1}.get(name, 1)
            for name in references.works
        ]
    )
    # In the first: 4 inside, and e-c, e-d, f-c, k-a; in the second 4 inside (g-e, g-f, h-e), these and i-g.
    assert cited.inside_of(references, of) == [4 / 8, 3 / 7]


@pytest.fixture(scope="module")
def first() -> Cited:
    """Give the first 200 works, measured without any memory."""
    return measured(planted(200))


def test_communities_are_named_by_the_words_of_their_works(first: Cited) -> None:
    rows = list(cited.communities(first))
    assert [row["place"] for row in rows] == list(range(1, 7))
    assert [row["community"] for row in rows] == [f"c0{number}" for number in range(1, 7)]
    assert sum(row["works"] for row in rows) <= 200
    assert {row["since"] for row in rows} == {"2026-11-01"}
    assert len({row["label"] for row in rows}) == 6


def test_after_a_refresh_with_more_works_names_and_places_are_kept(first: Cited) -> None:
    again = measured(planted(210), before=citations.remembered(first, NOTHING), day=date(2027, 1, 1))
    before = {row["work"]: row["community"] for row in cited.measures(first) if row["community"]}
    after = {row["work"]: row["community"] for row in cited.measures(again)}
    assert np.mean([after[name] == community for name, community in before.items()]) >= 0.95
    moved = [row["moved"] for row in cited.placed(again) if row["moved"] is not None]
    assert len(moved) >= 195
    assert np.median(moved) < 0.02
    assert {row["since"] for row in cited.communities(again)} == {"2026-11-01"}


def test_what_is_remembered_holds_names_that_are_never_given_again(first: Cited) -> None:
    memory = citations.remembered(first, Memory(used=("c99",), places={"gone": (0.5, 0.5)}))
    assert memory.used == ("c01", "c02", "c03", "c04", "c05", "c06", "c99")
    assert memory.places["gone"] == (0.5, 0.5)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path / "project", profile="files")
    project.places.period.parent.mkdir(parents=True, exist_ok=True)
    project.places.period.write_text(json.dumps({"as_of": "2026-11-01", "gaps": []}))
    return project


def run(project: Project, rows: Rows) -> dict[str, bytes]:
    """Run the stage over these works, and give all that it wrote."""
    tables.write(project.places.table("works"), tables.WORKS, rows)
    citations.run(project.places)
    written = {name: project.places.table(name).read_bytes() for name in cited.TABLES}
    return written | {"metrics": (project.places.metrics / "citations.json").read_bytes()}


def test_the_same_input_gives_the_same_bytes_though_the_stage_remembers(project: Project) -> None:
    rows = planted(150)
    first = run(project, rows)
    assert (project.places.state / "citations").is_dir()
    assert run(project, rows) == first
    more = run(project, planted(160))
    assert more != first
    assert run(project, planted(160)) == more


def read(project: Project, name: str) -> list[dict[str, Any]]:
    return list(tables.read(project.places.table(name), tables.TABLES[name]))


def test_no_works_at_all_make_empty_tables_and_facts_that_say_so(project: Project) -> None:
    run(project, [])
    assert [name for name in cited.TABLES if read(project, name)] == ["citation_facts"]
    assert project.metrics("citations")["works"] == 0


def test_works_without_any_reference_are_no_trouble_and_are_told(project: Project) -> None:
    run(project, [work(f"w{number}", title="Belonging") for number in range(12)])
    assert [row["cited_here"] for row in read(project, "citation_measures")] == [0] * 12
    facts = {row["fact"]: row["words"] for row in read(project, "citation_facts")}
    assert facts["works with references"] == "Of 0 of 12 works any reference is known."
    assert facts["communities"] == "No work here cites another: there are no communities."
    assert read(project, "citation_places") == read(project, "links") == read(project, "main_path") == []


def test_facts_tell_an_estimate_from_a_measure() -> None:
    def words(pivots: int) -> str:
        found = citations.measure(planted(60), Citations(pivots=pivots), day=DAY)
        return next(str(row["words"]) for row in cited.facts(found) if row["fact"] == "betweenness")

    assert words(60) == "Betweenness is measured from all 60 works."
    assert words(20) == "Betweenness is estimated, from 20 of 60 works drawn by chance."


@pytest.mark.skipif(
    not (SHARED / "belonging").is_dir(), reason="the real records are not beside this checkout"
)
def test_the_real_records_with_hardly_a_reference_are_measured_and_told() -> None:
    lines = (SHARED / "belonging" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    rows: dict[str, dict[str, Any]] = {}
    for one in map(json.loads, lines):
        name = f"doi:{one['doi']}" if one["doi"] else one["id"]
        references = [f"doi:{doi}" for doi in one["references"]]
        rows.setdefault(
            name,
            work(name, references=references, year=one["year"], title=one["title"], abstract=one["abstract"]),
        )
    found = measured(list(rows.values()))
    numbers = cited.numbers(found)
    assert numbers["works"] > 1200
    assert 0 < numbers["works_with_references"] <= 12
    facts = {row["fact"]: row["words"] for row in cited.facts(found)}
    assert facts["works with references"].startswith(f"Of {numbers['works_with_references']} of 1,")
    assert len(list(cited.placed(found))) <= numbers["works_placed"] < 100


def _row(record: Record) -> dict[str, Any]:
    ids: list[str] = [*record.ids] or [f"{record.source}/{record.native}"]
    return work(ids[0], aliases=ids, references=list(record.references), year=record.year, title=record.title)


@recorded.needed
@pytest.mark.parametrize("source", ["openalex", "crossref", "europepmc", "pubmed"])
def test_the_recorded_answers_are_measured(source: str) -> None:
    rows: dict[str, dict[str, Any]] = {}
    for name in recorded.names():
        if name.startswith(f"{source}/"):
            try:
                records = recorded.records(name)
            except SynthError:  # refusals and broken answers are recorded too
                continue
            rows.update({row["work"]: row for row in map(_row, records)})
    found = measured(list(rows.values()))
    numbers = cited.numbers(found)
    assert numbers["works"] == len(rows) > 0
    assert numbers["works_with_references"] == sum(bool(row["references"]) for row in rows.values())
    assert len(list(cited.measures(found))) == len(rows)
