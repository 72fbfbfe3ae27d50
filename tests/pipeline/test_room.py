"""What reviewers decide on the page: through the pipeline, into the ranking, and past a refreshed corpus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from synth.domain import undoing
from synth.domain.decisions import Decision, Verdict
from synth.domain.identifiers import WorkId
from synth.stages import build, duplicates, rank, status
from synth.store import questions
from synth.store.decisions import DECISION
from synth.store.journal import Journal
from tests.pipeline.project import ROOT, STAGES, Project

BEGUN = datetime(2026, 11, 3, tzinfo=UTC)
RIS = """TY  - JOUR
TI  - Belonging of student nurses among the herders of the north
AU  - Lindqvist, Ada
PY  - 2021
DO  - 10.1234/north
AB  - We asked student nurses how they come to fit in on the ward.
ER  -
"""


@dataclass
class Room:
    """Three people with one log; each press is a minute after the one before."""

    project: Project
    journal: Journal[Decision] = field(init=False)
    presses: int = 0

    def __post_init__(self) -> None:
        self.journal = Journal(self.project.places.decisions / "screening", DECISION)

    def says(self, by: str, work: str, verdict: str, **said: Any) -> Decision:
        at, key = self._next()
        made = Decision(at=at, by=by, work=WorkId(work), verdict=Verdict(verdict), key=key, **said)
        return self.journal.append(made)

    def takes(self, step: Callable[..., Decision | None], by: str) -> Decision:
        at, key = self._next()
        line = step(self.journal.of(by), at=at, key=key)
        assert line
        return self.journal.append(line)

    def _next(self) -> tuple[str, str]:
        self.presses += 1
        return (BEGUN + timedelta(minutes=self.presses)).isoformat(), f"k{self.presses}"


def decided_by_two(room: Room, works: list[str], records: list[str]) -> None:
    """Let ada and ben read nine works, and zoe settle one, with all that a page can say."""
    shown = {"shown_by": "most relevant", "score": 0.5, "shown": ("authors", "highlights")}
    for by in ("ada", "ben"):
        for work, record in zip(works[:3], records, strict=False):
            room.says(by, work, "include", record=record, **shown)
    room.says("ada", works[0], "include", stage="full text", note="read twice", labels=("core",))
    room.says("ben", works[0], "include", stage="full text")
    for by in ("ada", "ben"):
        room.says(by, works[1], "exclude", stage="full text", reason="not-retrievable")
    room.says("ada", works[3], "include", **shown)
    room.says("ben", works[3], "exclude", reason="wrong-concept", **shown)
    room.says("zoe", works[3], "exclude", reason="wrong-population", note="school pupils", settles=True)
    room.says("ada", works[4], "include")
    room.takes(undoing.undo, "ada")
    room.says("ben", works[5], "exclude")
    room.takes(undoing.undo, "ben")
    room.takes(undoing.redo, "ben")
    room.says("ada", works[6], "maybe")
    room.says("ben", works[6], "include")
    room.says("ada", works[7], "include")
    room.says("ben", works[7], "exclude")
    for by in ("ada", "ben"):
        room.says(by, works[8], "exclude", shown_by="random")
    room.journal.append(replace(room.journal.of("ada")[0], verdict=Verdict.MAYBE))  # the same press again


EXPECTED = {  # by the place of the work in the order before anybody read it
    0: ("full text", "included"),
    1: ("full text", "excluded"),
    2: ("abstract", "included"),
    3: ("abstract", "excluded"),
    5: ("abstract", "awaiting"),
    6: ("abstract", "maybe"),
    7: ("abstract", "conflict"),
    8: ("abstract", "excluded"),
}


def outcomes(project: Project) -> dict[str, tuple[str, str]]:
    rows = project.sql("select work, stage, outcome from outcomes")
    return {work: (stage, outcome) for work, stage, outcome in rows}


def ranks(project: Project) -> list[str]:
    return [work for (work,) in project.sql("select work from ranking order by rank")]


def answered(project: Project, name: str) -> list[tuple[Any, ...]]:
    question = questions.read_question(ROOT / "queries" / "questions" / f"{name}.sql")
    return [tuple(row) for row in questions.ask(project.places.evidence, question).rows]


@dataclass(frozen=True)
class Screened:
    """A corpus on which people have decided: the order before, and the works they read, the best first."""

    room: Room
    before: list[str]
    read: list[str]

    @property
    def project(self) -> Project:
        return self.room.project


@pytest.fixture(scope="module")
def screened(tmp_path_factory: pytest.TempPathFactory) -> Screened:
    project = Project(tmp_path_factory.mktemp("room"), works=300)
    project.set("votes = 2")
    project.set('reviewers = ["ada", "ben"]')
    for stage in STAGES:
        stage.run(project.places)
    undecided = "work not in (select work from decisions where work is not null)"
    read = project.sql(
        f"""
        select works.work, min(records.record)
        from ranking
        join works using (work)
        join records on records.work = works.work
        where works.{undecided}
        group by works.work, ranking.rank
        order by ranking.rank
        limit 9
        """
    )
    before, room = ranks(project), Room(project)
    decided_by_two(room, [work for work, _ in read], [record for _, record in read])
    rank.run(project.places)
    build.run(project.places)
    return Screened(room, before, [work for work, _ in read])


def test_what_was_decided_comes_to_what_two_votes_and_a_third_who_settles_come_to(screened: Screened) -> None:
    found = outcomes(screened.project)
    places = {work: place for place, work in enumerate(screened.read)}
    assert {places[work]: found[work] for work in screened.read if work in found} == EXPECTED
    assert ("zoe",) in screened.project.sql("select settled_by from outcomes")
    (read,) = screened.project.sql(f"select share from reading where work = '{screened.read[3]}'")
    assert read == (0.0,)  # settled: no longer half a yes


def test_every_line_is_in_the_warehouse_with_what_the_page_showed(screened: Screened) -> None:
    lines = screened.room.journal.lines()
    rows = screened.project.sql(
        "select key, reviewer, verdict, note, labels, shown_by, score, shown, settles, undoes"
        " from decisions where not synthetic"
    )
    expected = [
        (
            *(one.key, one.by, one.verdict.value, one.note or None, list(one.labels), one.shown_by or None),
            *(one.score, list(one.shown), one.settles, one.undoes or None),
        )
        for one in lines
    ]
    assert sorted(rows, key=str) == sorted(expected, key=str)
    assert len(rows) == screened.room.presses
    stand = screened.project.sql("select count(*) from decisions where standing and not synthetic")
    assert stand == [(len(lines) - 4,)]  # but for two taken back, the undoing itself, and what was redone


def test_the_flow_of_full_texts_and_the_agreement_can_be_asked(screened: Screened) -> None:
    flow = {(step, reason): number for step, reason, number in answered(screened.project, "full_text")}
    assert flow["not retrieved", None] == 1
    assert flow["assessed", None] == flow["included", None] == 1
    assert flow["sought", None] == 2 + flow["still to be decided on", None]
    (pair,) = [
        row for row in answered(screened.project, "agreement") if row[:3] == ("abstract", "ada", "ben")
    ]
    assert pair[3:6] == (6, 1, 66.7)
    told = screened.project.metrics("rank")["agreement"]["abstract"]["ada, ben"]
    assert (told["works"], told["maybes"], round(told["kappa"], 3)) == (6, 1, pair[6])


def test_the_status_says_what_waits(screened: Screened) -> None:
    counts = {str(name): count for name, count in status.status(screened.project.places).counts}
    assert counts["works in conflict, to be settled"] >= 1
    assert counts["works that wait for another vote"] >= 1
    assert counts["full texts sought and not decided on"] >= 1


def test_the_order_learns_from_it(screened: Screened) -> None:
    after = ranks(screened.project)
    left = [work for work in screened.before if work not in screened.read]
    assert [work for work in after if work not in screened.read] != left
    decided = {work for (work,) in screened.project.sql("select work from ranking where decided")}
    places = {place for place, work in enumerate(screened.read) if work in decided}
    assert places == {0, 1, 2, 3, 5, 6, 7, 8}
    # Those who are to read it, and who has: of zoe, who settled, nothing is asked.
    assert screened.project.sql("select distinct readers from ranking") == [(["ada", "ben"],)]


def test_it_survives_a_corpus_in_which_works_were_merged_and_others_came(screened: Screened) -> None:
    project, room, read = screened.project, screened.room, screened.read
    before, works = outcomes(project), len(ranks(project))
    conflict, single = read[7], read[5]
    at = BEGUN + timedelta(days=1)
    duplicates.decide(project.places, by="ada", at=at, names=(conflict, single), words="same")
    (project.places.imports / "north.ris").write_text(RIS)
    project.set('as_of = "2027-02-01"')
    for stage in STAGES:
        stage.run(project.places)
    after = outcomes(project)
    assert len(ranks(project)) > works
    assert project.sql("select outcome from evidence where title like '%herders%'") == [("undecided",)]
    kept = [work for work in read if work in before and work not in (conflict, single)]
    assert {work: after[work] for work in kept} == {work: before[work] for work in kept}
    # What was two works is one: ben's last word on either of them is his word on it.
    (joined,) = {conflict, single} & set(after)
    assert after[joined] == ("abstract", "conflict")
    lost = project.sql("select count(*) from decisions where work is null and not synthetic")
    assert lost == [(0,)]
    assert project.sql("select count(*) from decisions where not synthetic") == [(room.presses,)]
