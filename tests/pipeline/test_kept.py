"""What is kept counts: dropped searches, deleted answers, odd records, and the order of the ledger."""

from __future__ import annotations

import gzip
import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from synth.domain.answers import Answer, Request, Search
from synth.sources import SOURCES, openalex
from synth.stages import harvest, parse, period, status
from synth.store import raw, tables
from tests.pipeline.project import Project

OLD, NEW = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)
NARROW = Search(source="openalex", name="narrow", text="belonging")
REWORDED = Search(source="openalex", name="narrow", text="belonging OR mattering")


def asked(project: Project) -> None:
    period.run(project.places)
    harvest.run(project.places)


def bodies(project: Project) -> dict[Path, bytes]:
    """Give every kept answer without its head: what is left of a budget may be another figure now."""
    return {file: raw.load(file).answer.body for file in sorted(project.places.raw.glob("*/*/*/*.gz"))}


def read(project: Project, name: str = "records") -> list[dict[str, Any]]:
    parse.run(project.places)
    return list(tables.read(project.places.table(name), tables.TABLES[name]))


def work(number: int, **fields: object) -> dict[str, object]:
    address = f"https://openalex.org/W{number}"
    return {"id": address, "ids": {"openalex": address}, "display_name": "A title", **fields}


def keep(project: Project, search: Search, *works: dict[str, object], at: datetime, world: str = "") -> None:
    """Keep one answer of OpenAlex to a search."""
    request: Request = openalex.search(search, since=None, until=at.date())
    body = json.dumps({"meta": {"count": len(works)}, "results": works}).encode()
    shelf = raw.Folder(
        project.places.raw, source="openalex", key=search.key, day=at.date(), search=search.name, world=world
    )
    shelf.keep(Answer(request=request, at=at, status=200, headers=(), body=body))


@pytest.fixture
def live(tmp_path: Path) -> Project:
    """Give a project of the real world that has asked nobody."""
    return Project(tmp_path, profile="live")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("kept"), works=120)
    asked(project)
    return project


@pytest.fixture
def copy(built: Project, tmp_path: Path) -> Project:
    """Give a copy of the harvested project that a test may spoil."""
    shutil.copytree(built.folder, tmp_path / "copy")
    project = Project.__new__(Project)
    project.folder = tmp_path / "copy"
    return project


def test_a_reworded_search_moves_neither_a_records_first_moment_nor_its_first_names(live: Project) -> None:
    keep(live, NARROW, work(1), work(2), at=OLD)
    keep(live, REWORDED, work(1, doi="https://doi.org/10.1234/a"), work(3), at=NEW)
    raw.write_plan(live.places.raw, searches=[REWORDED], dois=[])
    first, third = read(live)
    assert first["first_ids"] == ["openalex:W1"]
    assert first["ids"] == ["doi:10.1234/a", "openalex:W1"]
    assert (first["first_at"], third["first_at"]) == (OLD.replace(tzinfo=None), NEW.replace(tzinfo=None))
    assert [row["native"] for row in (first, third)] == ["W1", "W3"]  # W2 nothing finds any more
    assert len(read(live, "answers")) == 1


def test_an_answer_about_another_literature_tells_nothing_of_this_one(live: Project) -> None:
    keep(live, NARROW, work(1), at=OLD, world="demo 1, seed 7, 60 works")
    keep(live, REWORDED, work(1, doi="https://doi.org/10.1234/a"), at=NEW)
    raw.write_plan(live.places.raw, searches=[REWORDED], dois=[])
    (record,) = read(live)
    assert record["first_at"] == NEW.replace(tzinfo=None)


def test_a_doi_that_was_struck_off_the_list_still_tells_when_its_record_came_first(live: Project) -> None:
    request = Request(source="openalex", path="/works/doi:10.1234/a")
    shelf = raw.Folder(live.places.raw, source="openalex", key="dois", day=OLD.date(), search="dois")
    body = json.dumps(work(1, doi="https://doi.org/10.1234/a")).encode()
    shelf.keep(Answer(request=request, at=OLD, status=200, headers=(), body=body))
    keep(live, NARROW, work(1), at=NEW)
    raw.write_plan(live.places.raw, searches=[NARROW], dois=[])
    (record,) = read(live)
    assert record["first_at"] == OLD.replace(tzinfo=None)
    assert [row["records"] for row in read(live, "answers")] == [1, 0]


def test_one_odd_field_costs_one_record_which_is_named_and_counted(
    live: Project, caplog: pytest.LogCaptureFixture
) -> None:
    keep(live, NARROW, work(1), work(2, biblio={"volume": ["12"]}), work(3), at=NEW)
    raw.write_plan(live.places.raw, searches=[NARROW], dois=[])
    assert [row["native"] for row in read(live)] == ["W1", "W3"]
    (answer,) = read(live, "answers")
    assert (answer["records"], answer["unread"]) == (2, 1)
    assert f"{answer['answer']}, record 2: openalex: answer.results[1].biblio.volume is of type list" in (
        caplog.text
    )
    numbers = live.metrics("parse")
    assert (numbers["answers_not_read"], numbers["records_not_read"]) == (0, 1)
    places = {row["record"]: row["place"] for row in read(live, "found")}
    assert places == {"openalex/W1": 1, "openalex/W3": 3}


def test_two_harvests_write_the_same_ledger_whichever_source_is_faster(
    built: Project, tmp_path: Path
) -> None:
    other = Project(tmp_path, works=120)
    other.set('faults = ["eric:slow:times=2:seconds=0.5"]')
    asked(other)
    ledgers = [sorted(project.places.raw.glob("**/ledger.jsonl")) for project in (built, other)]
    assert [file.parent.name for file in ledgers[0]] == [
        "crossref",
        "eric",
        "europepmc",
        "openalex",
        "pubmed",
    ]
    assert [file.read_bytes() for file in ledgers[0]] == [file.read_bytes() for file in ledgers[1]]


@pytest.mark.parametrize("source", SOURCES)
def test_a_deleted_answer_is_named_and_asked_again(
    copy: Project, caplog: pytest.LogCaptureFixture, source: str
) -> None:
    whole = bodies(copy)
    gone = max(
        (file for file in whole if file.parts[-4] == source and file.parts[-3] != "dois"),
        key=lambda file: len(whole[file]),
    )
    gone.unlink()
    asked(copy)
    assert f"{source}/{gone.parts[-3]}/{gone.parts[-2]}/{gone.name[:5]}; asked again" in caplog.text
    assert bodies(copy) == whole
    lines = len(raw.read_ledger(copy.places.raw))
    asked(copy)
    assert len(raw.read_ledger(copy.places.raw)) == lines  # made good once and for all


def test_deleted_answers_about_dois_are_asked_again(copy: Project) -> None:
    whole = bodies(copy)
    shutil.rmtree(copy.places.raw / "crossref" / "dois")
    asked(copy)
    assert bodies(copy) == whole


def test_an_answer_of_an_earlier_period_that_is_deleted_is_asked_for_from_there_on(copy: Project) -> None:
    before = {row["record"] for row in read(copy)}
    copy.set('as_of = "2027-02-01"')
    asked(copy)
    first = copy.places.raw.glob("europepmc/*/2026-11-01/00001-*")
    largest = max((file for file in first if "dois" not in file.parts), key=lambda file: file.stat().st_size)
    shutil.rmtree(largest.parent)
    assert not before <= {row["record"] for row in read(copy)}
    asked(copy)
    assert before <= {row["record"] for row in read(copy)}
    lines = len(raw.read_ledger(copy.places.raw))
    asked(copy)
    assert len(raw.read_ledger(copy.places.raw)) == lines


def test_a_deleted_answer_that_cannot_be_had_leaves_a_gap_until_it_can(copy: Project) -> None:
    whole = bodies(copy)
    gone = next(file for file in whole if file.parts[-4] == "eric")
    gone.unlink()
    copy.set('faults = ["eric:changed-schema"]')
    asked(copy)
    assert not gone.exists()
    gap, lost = status.status(copy.places).gaps
    assert "no docs" in gap
    assert lost.endswith(f"{gone.name[:5]}; `dvc repro` asks again")
    copy.set("faults = []")
    asked(copy)
    assert bodies(copy) == whole


def test_answers_from_before_they_were_counted_are_read_and_nothing_is_asked(copy: Project) -> None:
    records = read(copy)
    lines = []
    for file in sorted(copy.places.raw.glob("*/ledger.jsonl")):
        for line in file.read_text().splitlines():
            new = ("folder", "answers")
            lines.append({name: value for name, value in json.loads(line).items() if name not in new})
        file.unlink()
    (copy.places.raw / "ledger.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    for file in bodies(copy):
        head, _, body = gzip.decompress(file.read_bytes()).partition(b"\n")
        old = {name: value for name, value in json.loads(head).items() if name != "world"}
        file.write_bytes(gzip.compress(json.dumps(old).encode() + b"\n" + body, mtime=0))
    asked(copy)
    assert list(copy.places.raw.glob("*/ledger.jsonl")) == []
    assert read(copy) == records


def test_faults_that_nobody_meets_are_said(copy: Project, caplog: pytest.LogCaptureFixture) -> None:
    assert "faults" not in status.status(copy.places).reach
    copy.set('faults = ["eric:500"]')
    asked(copy)
    assert "nothing meets the faults of [demo]" in caplog.text
    assert "faults are switched on" in status.status(copy.places).reach


def test_a_later_period_and_another_wording_move_no_first_moment(copy: Project) -> None:
    before = {row["record"]: (row["first_at"], row["first_ids"]) for row in read(copy)}
    search = copy.places.search
    search.write_text(search.read_text().replace("- sense of belonging\n", "- a sense of belonging\n"))
    copy.set('as_of = "2027-02-01"')
    asked(copy)
    after = {row["record"]: (row["first_at"], row["first_ids"]) for row in read(copy)}
    stayed = before.keys() & after.keys()
    assert {record: after[record] for record in stayed} == {record: before[record] for record in stayed}
    assert date(2027, 2, 1) in {moment.date() for moment, _ in after.values()}
