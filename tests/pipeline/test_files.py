"""The files profile: what a team brings itself, real records where they are beside this checkout."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from synth.errors import UserError
from synth.stages import adding
from synth.store import questions
from tests.pipeline.project import ROOT, SHARED, STAGES, Project

REAL = SHARED / "belonging" / "records.jsonl"
RIS = """TY  - JOUR
TI  - Belonging among student nurses
AU  - Lindqvist, Ada
PY  - 2021
DO  - 10.1234/abc
ER  -

TY  - JOUR
ER  -

TY  - JOUR
TI  - Zugehörigkeit im Praktikum
AU  - Müller, Jörg
PY  - 2020
ER  -
"""


def run(project: Project) -> None:
    for stage in STAGES:
        stage.run(project.places)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1"])
def test_an_export_in_any_encoding_comes_in_whole_and_its_bad_entry_is_named(
    tmp_path: Path, encoding: str
) -> None:
    project = Project(tmp_path / "project", profile="files")
    (tmp_path / "export.ris").write_bytes(RIS.encode(encoding))
    added = adding.add(project.places, tmp_path / "export.ris")
    assert (added.records, added.skipped) == (2, 1)
    assert added.faults[0].startswith("8:")
    run(project)
    titles = {title for (title,) in project.sql("select title from works")}
    assert titles == {"Belonging among student nurses", "Zugehörigkeit im Praktikum"}
    assert project.sql("select place from found order by place") == [(1,), (11,)]


def test_the_same_file_added_twice_changes_no_count(tmp_path: Path) -> None:
    project = Project(tmp_path / "project", profile="files")
    (tmp_path / "export.ris").write_text(RIS, encoding="utf-8")
    (tmp_path / "renamed.ris").write_text(RIS, encoding="utf-8")
    (tmp_path / "more.ris").write_text(RIS + "\n", encoding="utf-8")
    for name in ("export.ris", "renamed.ris", "more.ris"):
        adding.add(project.places, tmp_path / name)
    assert sorted(file.name for file in project.places.imports.glob("*.ris")) == ["export.ris", "more.ris"]
    run(project)
    assert project.sql("select count(*) from works") == [(2,)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.ris", b""),
        ("a.ris", b'{"title": "no RIS"}'),
        ("a.ris", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
        ("a.csv", b"<!doctype html><html><body>sign in</body></html>"),
        ("a.jsonl", bytes(range(256)) * 4),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_and_not_taken_in(
    tmp_path: Path, name: str, content: bytes
) -> None:
    project = Project(tmp_path / "project", profile="files")
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=name):
        adding.add(project.places, tmp_path / name)
    assert list(project.places.imports.iterdir()) == []


def test_a_file_put_in_by_hand_is_read_and_a_broken_one_stops_nothing(tmp_path: Path) -> None:
    project = Project(tmp_path / "project", profile="files")
    (project.places.imports / "by_hand.ris").write_text(RIS, encoding="utf-8")
    (project.places.imports / "broken.ris").write_bytes(b"%PDF-1.7\n")
    run(project)
    assert project.sql("select count(*) from works") == [(2,)]
    assert project.sql("select answer, records from answers order by answer") == [
        ("imports/broken.ris", None),
        ("imports/by_hand.ris", 2),
    ]


@pytest.mark.skipif(not REAL.is_file(), reason="the real records are not beside this checkout")
def test_real_records_come_in_are_merged_and_answer_questions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = Project(tmp_path / "project", profile="files")
    added = adding.add(project.places, REAL)
    assert (added.records, added.skipped) == (1364, 0)
    run(project)
    assert project.sql("select count(*) from records") == [(1364,)]

    groups: dict[str, list[int]] = defaultdict(list)
    records = [json.loads(text) for text in REAL.read_text(encoding="utf-8").split("\n") if text]
    for line, record in enumerate(records, start=1):
        if record["dup_group"]:
            groups[record["dup_group"]].append(line)
    work_at = dict(
        project.sql(
            "select found.place, records.work from found join records on records.record = found.record"
        )
    )
    merged = {group: len({work_at[line] for line in lines}) == 1 for group, lines in groups.items()}
    report = [
        f"{group}: {'merged' if merged[group] else 'not merged'}, «{records[lines[0] - 1]['title']}»"
        for group, lines in sorted(groups.items())
    ]
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(report) + "\n")
    assert sum(merged.values()) >= 6
    together = {frozenset(lines) for lines in groups.values()}
    for (lines,) in project.sql(
        """
        select list(found.place order by found.place)
        from records
        join found on found.record = records.record
        group by records.work
        having count(*) > 1
        """
    ):
        assert frozenset(lines) in together, "joined, and the labels do not say they are one"


@pytest.mark.skipif(not REAL.is_file(), reason="the real records are not beside this checkout")
def test_real_records_and_decisions_give_plausible_answers(tmp_path: Path) -> None:
    project = Project(tmp_path / "project", profile="files")
    adding.add(project.places, REAL)
    verdicts = {"core": "include", "off-topic": "exclude"}
    lines = [
        {
            "at": "2026-11-20T10:00:00+00:00",
            "by": "label",
            "work": f"doi:{record['doi']}",
            "verdict": verdicts[record["relevant"]],
        }
        for record in map(json.loads, REAL.read_text(encoding="utf-8").strip().split("\n"))
        if record["doi"] and record["relevant"] in verdicts
    ]
    log = project.places.decisions / "screening" / "label.jsonl"
    log.write_text("\n".join(map(json.dumps, lines)) + "\n")
    run(project)
    assert project.sql("select count(*) > 25 from included") == [(True,)]

    def answer(name: str, **values: str) -> list[dict[str, Any]]:
        question = questions.read_question(ROOT / "queries" / "questions" / f"{name}.sql")
        result = questions.ask(project.places.evidence, question, values)
        return [dict(zip(result.columns, row, strict=True)) for row in result.rows]

    journals = {row["venue"] for row in answer("journals")[:8]}
    assert {"Academic Medicine", "Nurse Education Today"} & journals
    growth = {row["year"]: row["included"] for row in answer("growth", since="1990")}
    assert sum(count for year, count in growth.items() if year >= 2015) > sum(growth.values()) / 2
    about = answer("studies_about", words="nursing student placement")
    assert "doi:10.1016/j.nedt.2015.09.015" in {row["work"] for row in about}
    first = [row["title"] for row in answer("read_next", most="20")]
    assert sum("belong" in title.lower() for title in first) >= 10
