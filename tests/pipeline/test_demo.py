"""The whole line on a small demonstration literature, stage by stage, over real HTTP on loopback."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from synth.errors import SynthError
from synth.stages import build, harvest, parse, period, rank
from synth.store import raw, story
from tests.pipeline.project import STAGES, Project

SEEDS = ("10.1007/s40670-025-02461-1", "10.1186/s12909-024-05413-2")


def run(project: Project) -> None:
    for stage in STAGES:
        stage.run(project.places)


def hashes(folder: Path, pattern: str) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.glob(pattern))
    }


def answers(project: Project) -> list[Path]:
    return sorted(project.places.raw.glob("*/*/*/*.gz"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("demo"))
    run(project)
    return project


def test_every_source_brings_records_and_no_answer_is_unread(built: Project) -> None:
    numbers = built.metrics("parse")
    assert set(numbers["records_by_source"]) == {"openalex", "crossref", "pubmed", "europepmc", "eric"}
    assert numbers["answers_not_read"] == 0
    assert numbers["records"] == numbers["truth"]["records_known_to_truth"]


def test_how_much_of_the_truth_was_recovered_is_measured(built: Project) -> None:
    found, merged, ranked = (built.metrics(name)["truth"] for name in ("parse", "merge", "rank"))
    assert found["share_of_relevant_works_found"] > 0.7
    assert merged["pair_precision"] > 0.99
    assert merged["pair_sensitivity"] > merged["pair_sensitivity_by_identifiers_alone"]
    assert ranked["relevant_undecided"] > 0
    assert ranked["loss"] < 0.4  # 0.5 is chance


@pytest.mark.parametrize("doi", SEEDS)
def test_the_seeds_are_there_and_can_be_traced_to_their_answers(built: Project, doi: str) -> None:
    told = story.tell(built.places.evidence, doi)
    assert told.id == f"doi:{doi}"
    for row in told.parts["found"]:
        kept = raw.load(built.places.raw / row["answer"])
        assert kept.answer.sha256 == row["sha256"]
        assert doi.encode() in kept.answer.body.replace(b"\\/", b"/").lower()
    assert any(row["search"] == "dois" for row in told.parts["found"])


def test_a_landmark_has_no_abstract_and_no_citation_count(built: Project) -> None:
    rows = built.sql(
        "select abstract, cited_by_count, oa_status, licence, oa_url from works"
        f" where work in {tuple('doi:' + doi for doi in SEEDS)}"
    )
    assert rows == [(None,) * 5] * 2


def test_every_field_of_every_work_leads_to_a_kept_answer(built: Project) -> None:
    (orphans,) = built.sql(
        """
        select count(*)
        from lineage
        left join records on records.record = lineage.record
        left join answers on answers.answer = records.answer
        where answers.answer is null
        """
    )
    assert orphans == (0,)
    for (answer,) in built.sql("select answer from answers"):
        assert (built.places.raw / answer).is_file()


def test_synthetic_decisions_are_marked_and_lie_apart(built: Project) -> None:
    assert list((built.folder / "warehouse" / "decisions" / "screening").iterdir()) == []
    assert list((built.folder / "warehouse" / "trial" / "screening").iterdir()) == []
    assert built.sql("select bool_and(synthetic), count(*) > 20 from decisions") == [(True, True)]


def test_no_key_and_no_machine_is_in_what_is_kept_or_built(built: Project) -> None:
    here = str(built.folder).encode()
    for file in answers(built):
        kept = raw.load(file)
        assert here not in raw.packed(kept.answer, search=kept.search)
        assert b"127.0.0.1" not in json.dumps(kept.answer.request.parameters).encode()
    assert here not in built.places.evidence.read_bytes()


def test_the_same_seed_makes_the_same_bytes(built: Project, tmp_path: Path) -> None:
    other = Project(tmp_path)
    run(other)
    assert hashes(other.places.raw, "*/*/*/*.gz") == hashes(built.places.raw, "*/*/*/*.gz")
    assert hashes(other.places.build, "*.parquet") == hashes(built.places.build, "*.parquet")


def test_what_is_complete_is_not_asked_again(built: Project) -> None:
    before = (hashes(built.places.raw, "**/*.*"), built.places.period.read_bytes())
    period.run(built.places)
    harvest.run(built.places)
    assert (hashes(built.places.raw, "**/*.*"), built.places.period.read_bytes()) == before


@pytest.fixture
def copy(built: Project, tmp_path: Path) -> Project:
    """Give a copy of the built project that a test may spoil."""
    shutil.copytree(built.folder, tmp_path / "copy")
    project = Project.__new__(Project)
    project.folder = tmp_path / "copy"
    return project


def test_a_person_can_change_the_ranking(copy: Project) -> None:
    (work,) = copy.sql("select work from ranking where not decided order by rank desc limit 1")[0]
    line = {"at": "2026-11-20T10:00:00+00:00", "by": "ada", "work": work, "verdict": "include"}
    (copy.folder / "warehouse" / "trial" / "screening" / "ada.jsonl").write_text(json.dumps(line) + "\n")
    before = copy.sql(f"select score from ranking where work = '{work}'")
    rank.run(copy.places)
    build.run(copy.places)
    assert copy.sql(f"select outcome from evidence where work = '{work}'") == [("included",)]
    assert copy.sql(f"select score from ranking where work = '{work}'") > before
    assert copy.sql("select reviewer from decisions where not synthetic") == [("ada",)]


def test_a_changed_search_harvests_only_what_changed(copy: Project) -> None:
    before = answers(copy)
    search = copy.folder / "queries" / "search.yaml"
    search.write_text(
        search.read_text().replace("text: mattering nurses physicians", "text: mattering of nurses")
    )
    period.run(copy.places)
    harvest.run(copy.places)
    new = set(answers(copy)) - set(before)
    assert len(new) == 1
    assert raw.load(new.pop()).answer.request.parameter("query.bibliographic") == "mattering of nurses"
    assert set(before) <= set(answers(copy))
    parse.run(copy.places)
    build_searches = {row[0] for row in copy_searches(copy)}
    assert "mattering of nurses" in build_searches
    assert "mattering nurses physicians" not in build_searches


def copy_searches(project: Project) -> list[tuple[str, ...]]:
    import duckdb

    with duckdb.connect() as connection:
        path = str(project.places.table("searches"))
        return connection.execute("select text from read_parquet(?)", [path]).fetchall()


def test_a_reworded_search_that_is_refused_loses_nothing_of_the_old_wording(copy: Project) -> None:
    before = copy.sql("select count(*) from records where source = 'openalex'")[0][0]
    search = copy.folder / "queries" / "search.yaml"
    search.write_text(
        search.read_text().replace("- sense of belonging\n", "- sense of belonging\n      - to belong\n", 1)
    )
    copy.set('faults = ["openalex:budget-429:after=0:times=100"]')
    run(copy)
    assert copy.sql("select count(*) from records where source = 'openalex'")[0][0] >= before
    copy.set("faults = []")
    run(copy)
    texts = [text for (text,) in copy_searches(copy)]
    wordings = {"to belong" in text for text in texts if text.startswith('("sense of belonging"')}
    assert wordings == {True}  # complete, the new wording stands alone


def test_a_decision_follows_the_record_it_was_made_on(copy: Project) -> None:
    (record, work), (_, other) = copy.sql(
        "select record, work from records where source = 'eric' order by record limit 2"
    )
    assert work != other
    line = {
        "at": "2026-11-20T10:00:00+00:00",
        "by": "ada",
        "work": other,
        "record": record,
        "verdict": "include",
    }
    (copy.folder / "warehouse" / "trial" / "screening" / "ada.jsonl").write_text(json.dumps(line) + "\n")
    rank.run(copy.places)
    build.run(copy.places)
    assert copy.sql("select work, decided from decisions where reviewer = 'ada'") == [(work, other)]


def test_a_later_period_asks_again_and_no_work_loses_its_id(copy: Project) -> None:
    before = dict(copy.sql("select record, work from records"))
    kept = answers(copy)
    copy.set('as_of = "2027-02-01"')
    run(copy)
    after = dict(copy.sql("select record, work from records"))
    assert set(kept) < set(answers(copy))
    assert set(before) <= set(after)
    assert len(after) > len(before)
    aliases = dict(copy.sql("select identifier, work from identifiers"))
    assert {work for work in before.values() if work not in aliases} == set()
    assert copy.sql("select count(distinct as_of) from searches") == [(2,)]


def test_a_damaged_answer_is_named_and_counted_and_the_others_are_read(
    copy: Project, caplog: pytest.LogCaptureFixture
) -> None:
    whole = copy.sql("select count(*) from records")
    file = max(copy.places.raw.glob("openalex/*/*/*.gz"), key=lambda file: file.stat().st_size)
    file.write_bytes(file.read_bytes()[:100])
    parse.run(copy.places)
    assert file.name in caplog.text
    assert copy.metrics("parse")["answers_not_read"] == 1
    assert copy.metrics("parse")["records"] < whole[0][0]


def test_a_damaged_truth_is_one_line_and_is_written_anew(copy: Project) -> None:
    copy.places.truth.write_bytes(copy.places.truth.read_bytes()[:100])
    with pytest.raises(SynthError, match=r"truth\.parquet is damaged: delete it"):
        parse.run(copy.places)
    copy.places.truth.unlink()
    harvest.run(copy.places)
    parse.run(copy.places)
    assert copy.metrics("parse")["truth"]["records_known_to_truth"] > 0


def test_a_source_that_fails_leaves_a_gap_that_the_next_run_closes(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.set('faults = ["openalex:budget-429:after=2"]')
    run(project)
    (gap,) = {entry.source for entry in raw.read_ledger(project.places.raw) if entry.state == "gap"}
    assert gap == "openalex"
    works = project.sql("select count(*) from works")
    assert works > [(0,)]
    called = project.places.period.read_bytes()
    project.set("faults = []")
    period.run(project.places)
    assert project.places.period.read_bytes() != called
    run(project)
    closed = project.places.period.read_bytes()
    period.run(project.places)
    assert project.places.period.read_bytes() == closed
    assert project.sql("select count(*) from works") > works
    untroubled = Project(tmp_path / "untroubled")
    run(untroubled)
    assert project.sql("select count(*) from records") == untroubled.sql("select count(*) from records")


def test_strict_makes_a_gap_an_error(tmp_path: Path) -> None:
    project = Project(tmp_path, works=60)
    project.set('faults = ["pubmed:changed-schema"]')
    period.run(project.places)
    with pytest.raises(SynthError, match="pubmed/"):
        harvest.run(project.places, strict=True)
    assert answers(project)
