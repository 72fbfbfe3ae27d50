"""How records become works from run to run: what is kept, what people say, what counts as one."""

from __future__ import annotations

import hashlib
import logging
import random
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from synth.domain.pairs import PairDecision, PairVerdict
from synth.domain.records import RelationKind
from synth.errors import UserError
from synth.stages import build, duplicates, harvest, merge, parse, period, rank
from synth.stages.duplicates import Outlook
from synth.store import pairs as log_of_pairs
from synth.store import tables
from tests.pipeline.project import STAGES, Project

MERGED = ("works", "lineage", "disagreements", "pairs", "relations")
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def run(project: Project, *stages: object) -> None:
    for stage in stages or STAGES:
        stage.run(project.places)  # type: ignore[attr-defined]  # a module with a function run


def written(project: Project) -> dict[str, str]:
    """Give a hash of each table the stage writes."""
    files = {name: project.places.table(name) for name in MERGED}
    return {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in files.items()}


def table(project: Project, statement: str) -> list[tuple[Any, ...]]:
    """Ask the tables that the stage wrote; the warehouse need not be built anew."""
    with duckdb.connect() as connection:
        for name in MERGED:
            path = project.places.table(name)
            connection.execute(f"create view {name} as select * from read_parquet('{path}')")
        return connection.execute(statement).fetchall()


def work_of(project: Project, *records: str) -> dict[str, str]:
    """Give the work that each of these records is in."""
    listed = dict(table(project, "select unnest(records), work from works"))
    return {record: listed[record] for record in records}


def decide(
    project: Project, one: str, words: str, other: str, *, by: str = "ada", minute: int = 0
) -> Outlook:
    at = NOON + timedelta(minutes=minute)
    return duplicates.decide(project.places, by=by, at=at, names=(one, other), words=words)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("merge"), works=300)
    run(project)
    return project


@pytest.fixture
def copy(built: Project, tmp_path: Path) -> Project:
    """Give a copy of the built project that a test may spoil."""
    shutil.copytree(built.folder, tmp_path / "copy")
    project = Project.__new__(Project)
    project.folder = tmp_path / "copy"
    return project


def a_merged_work(project: Project) -> tuple[str, list[str]]:
    """Give a work of two records that nothing but one pair joins."""
    return project.sql(
        """
        select work, [any_value(record), any_value(other)]
        from merges
        where work in (select work from records group by work having count(*) = 2)
        group by work
        having count(*) = 1
        order by work
        limit 1
        """
    )[0]


def test_most_of_the_truth_is_recovered_and_told_by_kind_of_dirt(built: Project) -> None:
    truth = built.metrics("merge")["truth"]
    assert truth["pair_precision"] >= 0.999
    assert truth["pair_sensitivity"] >= 0.98
    assert truth["pair_sensitivity_by_identifiers_alone"] <= 0.87
    missed = {row["dirt"]: row["missed"] for row in truth["by_dirt"]}
    assert {"missing-doi", "subtitle-dropped"} <= set(missed)
    assert missed["none"] == 0
    assert 0 < truth["relations_found"] <= truth["relations_true"]


def test_what_is_kept_between_runs_changes_no_byte(copy: Project) -> None:
    before = written(copy)
    run(copy, merge)
    assert written(copy) == before
    shutil.rmtree(copy.places.state)
    run(copy, merge)
    assert written(copy) == before


def test_a_later_period_is_merged_as_if_all_had_come_at_once(copy: Project) -> None:
    copy.set('as_of = "2027-02-01"')
    run(copy, period, harvest, parse, merge)
    grown = written(copy)
    shutil.rmtree(copy.places.state)
    run(copy, merge)
    assert written(copy) == grown


def test_a_merge_is_undone_stays_undone_and_is_taken_back(copy: Project) -> None:
    work, (one, other) = a_merged_work(copy)
    outlook = decide(copy, one, "different", other)
    assert sorted(records for _, records in outlook.works) == sorted([(one,), (other,)])
    run(copy, merge)
    apart = work_of(copy, one, other)
    assert len(set(apart.values())) == 2
    assert work in apart.values()
    assert {records[0]: id_ for id_, records in outlook.works} == apart
    (told,) = table(copy, "select verdict, decided_by, joined from pairs where verdict is not null")
    assert told == ("different", "ada", False)

    copy.set('as_of = "2027-02-01"')
    run(copy, period, harvest, parse, merge)
    assert work_of(copy, one, other) == apart

    outlook = decide(copy, one, "withdraw", other, minute=1)
    assert [set(records) for _, records in outlook.works] == [{one, other}]


def test_a_screening_decision_stays_with_the_record_it_was_made_on(copy: Project) -> None:
    work, (one, other) = a_merged_work(copy)
    log = copy.folder / "warehouse" / "trial" / "screening" / "ada.jsonl"
    log.write_text(
        f'{{"at": "2026-11-20T10:00:00+00:00", "by": "ada", "work": "{work}", "record": "{other}",'
        ' "verdict": "include"}\n'
    )
    decide(copy, one, "different", other)
    run(copy, merge, rank)
    with duckdb.connect() as connection:
        path = str(copy.places.table("decisions"))
        statement = "select work from read_parquet(?) where reviewer = 'ada'"
        decided = connection.execute(statement, [path]).fetchall()
    assert decided == [(work_of(copy, other)[other],)]


def test_a_person_joins_two_works_and_the_pair_leaves_the_queue_at_once(copy: Project) -> None:
    copy.set('point = "safe"')  # whatever is not beyond doubt waits for a person
    run(copy, merge, rank, build)
    first = duplicates.questions(copy.places, most=1).questions[0]
    decide(copy, first.record, "same", first.other)
    left = duplicates.questions(copy.places, most=1000).questions
    assert (first.record, first.other) not in [(one.record, one.other) for one in left]
    run(copy, merge)
    assert len(set(work_of(copy, first.record, first.other).values())) == 1
    assert table(copy, "select joined, decided_by from pairs where verdict = 'same'") == [(True, "ada")]


def test_people_who_disagree_are_asked_again_and_the_latest_word_holds(copy: Project) -> None:
    _, (one, other) = a_merged_work(copy)
    decide(copy, one, "same", other, by="ben")
    outlook = decide(copy, one, "different", other, minute=1)
    assert outlook.remarks == ("ben says same; the latest word holds until you agree",)
    question = duplicates.questions(copy.places, most=1).questions[0]
    assert [made.by for made in question.said] == ["ada", "ben"]
    decide(copy, other, "different", one, by="ben", minute=2)
    assert not any(question.said for question in duplicates.questions(copy.places, most=1000).questions)


def test_decisions_that_contradict_each_other_are_said(
    copy: Project, caplog: pytest.LogCaptureFixture
) -> None:
    a, b, c = (
        name for (name,) in copy.sql("select min(record) from records group by work order by 1 limit 3")
    )
    decide(copy, a, "same", b)
    decide(copy, b, "same", c, minute=1)
    outlook = decide(copy, a, "different", c, minute=2)
    (words, *_) = outlook.remarks
    assert words.startswith(f"ada says that {a} is different from {c}")
    with caplog.at_level(logging.WARNING):
        run(copy, merge)
    assert words in caplog.text


def test_a_verdict_that_is_none_is_refused_and_not_written(copy: Project) -> None:
    _, (one, other) = a_merged_work(copy)
    for words in ("alike", "related", ""):
        with pytest.raises(UserError, match="is no verdict"):
            decide(copy, one, words, other)
    with pytest.raises(UserError, match="both lead to"):
        decide(copy, one, "same", one)
    assert not list((copy.places.decisions / "pairs").glob("*.jsonl"))


def test_a_relation_that_a_person_names_links_two_works(copy: Project) -> None:
    _, (one, other) = a_merged_work(copy)
    decide(copy, one, "preprint of", other)
    run(copy, merge)
    assert table(copy, "select record, kind, other, told_by from relations where origin = 'person'") == [
        (one, "preprint_of", other, "ada")
    ]
    assert len(set(work_of(copy, one, other).values())) == 2


def test_a_relation_that_counts_as_one_work_makes_one_of_preprint_and_article(copy: Project) -> None:
    preprints = copy.sql("select work, other_work from related where kind = 'preprint_of' order by all")
    assert preprints
    copy.set('one_work = ["preprint_of"]')
    run(copy, merge)
    aliases = dict(table(copy, "select unnest(aliases), work from works"))
    assert all(aliases[one] == aliases[other] for one, other in preprints)
    assert len(set(aliases.values())) < copy.sql("select count(*) from works")[0][0]
    types = dict(table(copy, "select work, type from works"))
    assert all(types[aliases[one]] != "preprint" for one, _ in preprints)


def rewritten(project: Project, rows: list[dict[str, Any]]) -> None:
    """Put these rows in the place of the project's records."""
    told = (
        {**row, "retrieved_at": str(row["retrieved_at"]), "first_at": str(row["first_at"])} for row in rows
    )
    tables.write(project.places.table("records"), tables.RECORDS, told)


def files_of(folder: Path) -> dict[str, bytes]:
    """Give what merge keeps; topics and citations keep theirs in folders of their own."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def some(rows: list[dict[str, Any]], rng: random.Random) -> list[dict[str, Any]]:
    """Give most of the rows, a few of them saying another thing than before, and a crowd."""
    kept = [row for row in rows if rng.random() < 0.85]
    for row in rng.sample(kept, 12):
        other = rng.choice(rows)
        change = rng.choice(
            ({"year": 1999}, {"title": other["title"]}, {"ids": other["ids"]}, {"abstract": "Short."})
        )
        kept[kept.index(row)] = {**row, **change}
    crowd = {
        **rows[0],
        "ids": [],
        "first_ids": [],
        "title": "Belonging on the ward: a crowd",
        "relations": [],
    }
    return kept + [{**crowd, "record": f"imports/{number}"} for number in range(rng.randrange(8, 16))]


@pytest.mark.parametrize("seed", range(3))
def test_whatever_comes_goes_changes_and_is_decided_the_bytes_are_those_of_a_full_run(
    copy: Project, seed: int
) -> None:
    rng = random.Random(seed)
    rows = list(tables.read(copy.places.table("records"), tables.RECORDS))
    pairs = table(copy, "select record, other from pairs order by all")
    for step in range(6):
        there = some(rows, rng)
        rewritten(copy, there)
        names = [row["record"] for row in there]
        if step % 2 == 0:
            two = rng.sample(names, 2) if step else rng.choice(pairs)
        verdict = "withdraw" if step % 2 else rng.choice(("same", "different", "related"))
        relation = RelationKind.PREPRINT_OF if verdict == "related" else None
        at = (NOON + timedelta(minutes=step)).isoformat()
        decision = PairDecision(
            at=at, by="ada", record=two[0], other=two[1], verdict=PairVerdict(verdict), relation=relation
        )
        log_of_pairs.append(copy.places.decisions / "pairs", decision)
        if step == 4:
            copy.set('one_work = ["preprint_of"]')
        run(copy, merge)
        stepwise, kept = written(copy), files_of(copy.places.state)
        shutil.rmtree(copy.places.state)
        run(copy, merge)
        assert (written(copy), files_of(copy.places.state)) == (stepwise, kept)


@pytest.mark.parametrize("name", ["pairs.parquet", "prints.parquet", "works.parquet"])
def test_a_kept_file_that_is_damaged_or_of_another_run_changes_no_byte(copy: Project, name: str) -> None:
    before, kept = written(copy), files_of(copy.places.state)
    rows = list(tables.read(copy.places.table("records"), tables.RECORDS))
    rewritten(copy, rows[::2])
    run(copy, merge)
    strange = (copy.places.state / name).read_bytes()
    for spoilt in (strange, b"PAR1", kept[name][:-20]):
        rewritten(copy, rows)
        for file, whole in kept.items():
            (copy.places.state / file).write_bytes(spoilt if file == name else whole)
        run(copy, merge)
        assert written(copy) == before
        assert files_of(copy.places.state) == kept
