from __future__ import annotations

from pathlib import Path

import pytest

from synth.cli import telling
from synth.store import story
from tests.store import small_warehouse


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_warehouse.build(tmp_path_factory.mktemp("telling"))


def told(evidence: Path, work: str) -> list[str]:
    return list(telling.told(story.tell(evidence, work), raw=Path("raw")))


def why(lines: list[str]) -> list[str]:
    begin = next(place for place, line in enumerate(lines) if line.startswith("Why it stands there"))
    after = lines[begin + 1 :]
    return after[: after.index("")] if "" in after else after


def test_a_work_says_how_likely_it_is_and_which_terms_speak_for_and_against_it(evidence: Path) -> None:
    lines = told(evidence, "pubmed:4")
    assert "rank        3 (relevant with a probability of 17%; score 0.333, model svm)" in lines
    assert why(lines) == [
        "  for it: nursing students, belonging",
        "  against: of",
        "  like doi:10.5555/a (0.70), included: Belonging of nursing students on placement",
        "  like eric:EJ5 (0.20), excluded: Belonging of antibodies",
    ]


def test_a_doubted_decision_and_a_contradiction_are_told_from_both_sides(evidence: Path) -> None:
    assert why(told(evidence, "doi:10.5555/b")) == [
        "  in doubt: included, and a model that did not see that gave it 20%",
    ]
    assert why(told(evidence, "doi:10.5555/a")) == [
        "  included, while the nearly identical eric:EJ5 is excluded: Belonging of antibodies",
    ]


@pytest.mark.parametrize(
    ("probability", "words"), [(0.999, "over 99%"), (0.99, "99%"), (0.01, "1%"), (0.004, "under 1%")]
)
def test_no_probability_is_told_as_certain(tmp_path: Path, probability: float, words: str) -> None:
    ranking = [{**row, "probability": probability} for row in small_warehouse.rows()["ranking"]]
    lines = told(small_warehouse.build(tmp_path, ranking=ranking), "doi:10.5555/g")
    assert f"rank        6 (relevant with a probability of {words}; score 0.167, model svm)" in lines


def test_where_there_is_no_probability_yet_it_is_said(tmp_path: Path) -> None:
    ranking = [{**row, "probability": None} for row in small_warehouse.rows()["ranking"]]
    lines = told(small_warehouse.build(tmp_path, ranking=ranking), "doi:10.5555/g")
    assert "rank        6 (no probability yet; score 0.167, model svm)" in lines
    assert "Why it stands there: none" in lines
