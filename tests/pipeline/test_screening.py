"""Screening the demonstration literature, whose truth is known: the order, the bound, the doubts."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from synth.demo import recovery
from synth.screening import metrics
from synth.screening.ranker import Ranker
from synth.screening.simulation import simulate
from synth.screening.texts import Text
from synth.stages import rank
from synth.store import questions, reviews, story, tables
from tests.pipeline.project import ROOT, STAGES, Project

BEGUN = datetime(2026, 11, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("screening"), works=2500)
    for stage in STAGES:
        stage.run(project.places)
    return project


def labelled(project: Project) -> tuple[list[str], list[Text], list[bool]]:
    """Give the works whose relevance the truth knows."""
    columns = ("work", "title", "abstract", "keywords", "records")
    rows = list(tables.read(project.places.table("works"), tables.WORKS, columns=columns))
    truth = recovery.read(project.places.truth)
    relevant = recovery.relevance(truth, {row["work"]: row["records"] for row in rows})
    known = [row for row in rows if row["work"] in relevant]
    texts = [
        Text(title=row["title"] or "", abstract=row["abstract"] or "", keywords=tuple(row["keywords"]))
        for row in known
    ]
    return [row["work"] for row in known], texts, [relevant[row["work"]] for row in known]


def test_95_percent_of_the_relevant_works_are_found_in_the_first_30_percent_read(built: Project) -> None:
    _, texts, labels = labelled(built)
    asked = rank.question(reviews.read_review(built.places.review))
    run = simulate(texts, labels, protocol="cold", question=asked)
    recall = metrics.recall_at(run.relevant, share=0.3)
    assert recall is not None and recall >= 0.95


def test_what_is_said_of_the_synthetic_reviewers_reading_is_true(built: Project) -> None:
    numbers = built.metrics("rank")
    assert numbers["said_by"] == "any order"  # how their works were chosen is not in the log
    assert 0 < numbers["recall_at_least"] <= numbers["truth"]["recall"]
    assert numbers["truth"]["recall_bound_true"] is True
    assert numbers["truth"]["left_interval_true"] is True
    assert numbers["calibration_error"] < 0.1


def test_the_warehouse_says_why_and_how_sure(built: Project) -> None:
    question = questions.read_question(ROOT / "queries" / "questions" / "why_here.sql")
    first = questions.ask(built.places.evidence, question, {"most": "1"})
    row = dict(zip(first.columns, first.rows[0], strict=True))
    told = story.tell(built.places.evidence, row["work"])
    terms = [part["term"] for part in told.parts["reasons"] if part["weight"] > 0]
    assert row["speaks_for"] == ", ".join(terms)
    assert told.parts["neighbours"][0]["neighbour"] == row["most_like"]
    (lonely,) = built.sql(
        """
        select count(*)
        from ranking
        left join reasons on reasons.work = ranking.work
        where ranking.decided and reasons.work is null
        """
    )
    assert lonely == (0,)


def test_the_plots_have_their_curves(built: Project) -> None:
    for name, header in (("recall", "read,found"), ("calibration", "model,predicted"), ("progress", "date")):
        text = (built.places.metrics / "plots" / f"{name}.csv").read_text()
        assert text.startswith(header)
        assert len(text.splitlines()) > 1


def decide(project: Project, works: list[str], labels: dict[str, bool], *, shown_by: str, start: int) -> None:
    """Let ada decide on works by the truth, one a minute."""
    log = project.folder / "warehouse" / "trial" / "screening" / "ada.jsonl"
    with log.open("a") as stream:
        for place, work in enumerate(works, start=start):
            moment = (BEGUN + timedelta(minutes=place)).isoformat()
            verdict = "include" if labels[work] else "exclude"
            line = {"at": moment, "by": "ada", "work": work, "verdict": verdict, "shown_by": shown_by}
            stream.write(json.dumps(line) + "\n")


def test_reading_in_the_order_proposed_and_an_audit_end_in_a_true_bound(
    built: Project, tmp_path: Path
) -> None:
    """The reviewers of the demonstration are set aside: ada reads alone, as the engine proposes."""
    for reviewer in built.places.synthetic_decisions.glob("*.jsonl"):
        reviewer.unlink()
    names, texts, known = labelled(built)
    labels = dict(zip(names, known, strict=True))
    run = simulate(texts, known, protocol="cold", question="belonging of students in the health professions")
    half = [names[place] for place in run.order[: len(names) // 2]]
    decide(built, half, labels, shown_by="most relevant", start=0)
    rest = Ranker(texts)
    for place in run.order[: len(names) // 2]:
        rest.decide(place, relevant=float(known[place]))
    audit = [names[place] for place in rest.next(60, sampler="random")]
    decide(built, audit, labels, shown_by="random", start=len(half))
    rank.run(built.places)
    numbers = built.metrics("rank")
    assert numbers["said_by"] == "curve"
    assert numbers["truth"]["recall_bound_true"] is True
    assert numbers["recall_at_least"] > 0.5
    assert numbers["no_probability_because"] is None
    assert numbers["truth"]["calibration_error"] < 0.05
    shown = tables.read(built.places.table("reading"), tables.READING, columns=("shown_by",))
    assert [row["shown_by"] for row in shown] == ["most relevant"] * len(half) + ["random"] * 60
