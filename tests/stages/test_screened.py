from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from synth.demo import recovery
from synth.domain.decisions import Decision, Verdict
from synth.domain.identifiers import WorkId
from synth.paths import Places
from synth.stages import screened
from synth.stages.ranked import Ranked
from tests.stages.test_ranked import FIRST, RANKED, found, read, works


def decision(work: str, by: str, verdict: Verdict, **fields: Any) -> Decision:
    moment = datetime(2026, 11, 20, tzinfo=UTC).isoformat()
    return Decision(at=moment, by=by, work=WorkId(work), verdict=verdict, **fields)


def plot(folder: Path, name: str, ranked: Ranked = RANKED) -> list[dict[str, str]]:
    places = Places(folder, "files")
    screened.write_plots(places, ranked)
    with (places.metrics / "plots" / f"{name}.csv").open(newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_numbers_say_what_was_decided_and_what_may_be_left(tmp_path: Path) -> None:
    numbers = screened.of_rank(Places(tmp_path, "files"), RANKED, [])
    assert (numbers["works"], numbers["found"], numbers["said_by"]) == (240, 40, "curve")
    assert numbers["calibration_error"] < 0.1
    assert numbers["no_probability_because"] is None
    assert numbers["statement"] == RANKED.statement.words
    assert "truth" not in numbers


def test_agreement_is_counted_stage_by_stage_without_a_maybe_and_without_what_settles(
    tmp_path: Path,
) -> None:
    yes, no, maybe = Verdict.INCLUDE, Verdict.EXCLUDE, Verdict.MAYBE
    standing = [
        decision("a", "zoe", yes, settles=True),
        decision("a", "ada", no, stage="full text"),
        decision("a", "ada", yes),
        decision("a", "ben", no),
        decision("b", "ada", yes),
        decision("b", "ben", yes),
        decision("c", "ada", maybe),
        decision("c", "ben", yes),
    ]
    numbers = screened.of_rank(Places(tmp_path, "files"), RANKED, standing)
    expected = {"works": 2, "maybes": 1, "agreed": 0.5, "kappa": 0.0, "ac1": 0.2, "alpha": 0.0}
    assert numbers["agreement"] == {"abstract": {"ada, ben": expected}}
    assert numbers["verdicts"] == {"exclude": 2, "include": 3, "maybe": 1}
    assert (numbers["works_decided"], numbers["settled"]) == (3, 1)


def test_of_three_reviewers_the_agreement_of_all_is_told_beside_that_of_each_pair(tmp_path: Path) -> None:
    said = {"a": "yyn", "b": "nn.", "c": ".yy", "d": "n.n"}
    words = {"y": Verdict.INCLUDE, "n": Verdict.EXCLUDE}
    standing = [
        decision(work, by, words[word])
        for work, row in said.items()
        for by, word in zip(("ada", "ben", "cem"), row, strict=True)
        if word in words
    ]
    found = screened.of_rank(Places(tmp_path, "files"), RANKED, standing)["agreement"]["abstract"]
    assert {name: one["works"] for name, one in found.items()} == {
        "ada, ben": 2,
        "ada, cem": 2,
        "ben, cem": 2,
        "all": 4,
    }
    assert (found["all"]["kappa"], found["all"]["agreed"]) == (None, 0.8333)


def in_truth(folder: Path, ranked: Ranked, patch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Give the numbers against a truth in which every third work is relevant."""
    relevant = {str(row["work"]): int(row["work"][-3:]) % 3 == 0 for row in ranked.works}
    patch.setattr(recovery, "read", lambda path: {})
    patch.setattr(recovery, "relevance", lambda truth, works: relevant)
    places = Places(folder, "demo")
    places.raw.mkdir(parents=True)
    places.truth.touch()
    numbers: dict[str, Any] = screened.of_rank(places, ranked, [])["truth"]
    return numbers


@pytest.mark.parametrize(("recall", "most", "true"), [(0.4, 50, True), (0.6, 39, False)])
def test_the_truth_says_whether_the_bound_held_and_how_good_the_order_is(
    recall: float, most: int, true: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = replace(RANKED.statement, recall_at_least=recall, left=(0, 10, most))
    numbers = in_truth(tmp_path, replace(RANKED, said={**RANKED.said, "curve": said}), monkeypatch)
    assert (numbers["recall"], numbers["relevant_undecided"]) == (0.5, 40)
    assert numbers["loss"] < 0.02
    assert numbers["calibration_error"] < 0.1
    assert (numbers["recall_bound_true"], numbers["left_interval_true"]) == (true, true)


def test_what_was_not_said_is_neither_true_nor_false(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = in_truth(tmp_path, found(works(30), read(0, 1, 2)), monkeypatch)
    assert (numbers["recall_bound_true"], numbers["left_interval_true"]) == (None, None)
    assert (numbers["calibration_error"], numbers["brier"]) == (None, None)


def test_the_recall_curve_begins_at_nothing_and_ends_at_what_was_found(tmp_path: Path) -> None:
    rows = plot(tmp_path, "recall")
    assert rows[0] == {"read": "0", "found": "0", "chance": "0.0", "perfect": "0"}
    assert (rows[-1]["read"], rows[-1]["found"]) == (str(len(RANKED.read)), "40")
    assert all(float(row["chance"]) <= float(row["perfect"]) for row in rows)
    assert all(float(row["found"]) <= float(row["perfect"]) for row in rows)


def test_a_long_curve_is_drawn_with_few_points_and_its_end(tmp_path: Path) -> None:
    rows = plot(tmp_path, "recall", found(works(3000), read(*range(2999))))
    assert len(rows) < 2 * screened.POINTS
    assert rows[-1]["read"] == "2999"


def test_the_reliability_is_drawn_with_its_model(tmp_path: Path) -> None:
    rows = plot(tmp_path, "calibration")
    assert {row["model"] for row in rows} == {RANKED.ranker.model}
    assert sum(int(row["works"]) for row in rows) == len(RANKED.read)


def test_progress_counts_up_day_by_day(tmp_path: Path) -> None:
    days = found(works(30), [*read(0, 1, day=1), *read(3, 6, day=4)])
    first = FIRST.date()
    assert plot(tmp_path, "progress", days) == [
        {"date": str(first.replace(day=2)), "screened": "2", "included": "1"},
        {"date": str(first.replace(day=5)), "screened": "4", "included": "3"},
    ]


@pytest.mark.parametrize("name", ["recall", "calibration", "progress"])
def test_before_anything_is_read_there_is_a_plot_to_draw(tmp_path: Path, name: str) -> None:
    assert len(plot(tmp_path, name, found(works(30), []))) <= 1
