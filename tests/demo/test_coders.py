from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import pytest
import yaml

from synth.demo import coders, meanings, reviewers, truth
from synth.demo.literature import Literature, generate
from synth.domain.codings import CodeVerdict, Coding, standing
from synth.domain.reviews import Demo
from tests.demo.conftest import SEEDS

CODEBOOK = Path(__file__).resolve().parents[2] / "queries" / "codebook.yaml"


@pytest.fixture(scope="module")
def coded(literature: Literature) -> dict[str, list[Coding]]:
    return coders.codings(literature)


@pytest.fixture(scope="module")
def works(literature: Literature) -> dict[str, int]:
    """Give the works by the identifiers that coders name them by."""
    named = ((reviewers.identifier(literature, work), work) for work in range(literature.synthetic))
    return {str(found[0]): work for found, work in named if found}


def finished(found: list[Coding]) -> set[str]:
    return {str(one.work) for one in found if one.verdict is CodeVerdict.FINISHED}


def test_each_codes_seventy_works_and_thirty_of_them_both(coded: dict[str, list[Coding]]) -> None:
    assert list(coded) == list(reviewers.NAMES)
    one, other = (finished(found) for found in coded.values())
    assert (len(one), len(other), len(one & other)) == (70, 70, 30)
    for name, found in coded.items():
        assert {coding.by for coding in found} == {name}
        assert [coding.at for coding in found] == sorted(coding.at for coding in found)
        assert len({coding.key for coding in found}) == len(found)
        assert {str(coding.work) for coding in found} == finished(found)
        assert {coding.codebook for coding in found if coding.verdict is CodeVerdict.FINISHED} == {1}


def test_most_of_what_is_coded_should_be_included(
    literature: Literature, coded: dict[str, list[Coding]], works: dict[str, int]
) -> None:
    relevant = [
        truth.relevant(literature, works[name]) for found in coded.values() for name in finished(found)
    ]
    assert 0.75 < sum(relevant) / len(relevant) < 0.95


def test_coders_mostly_say_what_is_true_and_err_as_people_do(
    literature: Literature, coded: dict[str, list[Coding]], works: dict[str, int]
) -> None:
    for found in coded.values():
        present = {(one.work, one.code) for one in found if one.verdict is CodeVerdict.PRESENT}
        true = {
            (one.work, code)
            for one in found
            for code in meanings.of_work(literature, works[str(one.work)]) or ()
        }
        assert 0.93 < len(present & true) / len(present) < 1
        assert 0.8 < len(present & true) / len(true) < 1
        assert any(one.verdict is CodeVerdict.ABSENT for one in found)


def test_two_coders_disagree_on_something(coded: dict[str, list[Coding]]) -> None:
    votes: dict[tuple[str, str], set[CodeVerdict]] = {}
    for found in coded.values():
        for (work, _, code), one in standing(found).items():
            if one.verdict in (CodeVerdict.PRESENT, CodeVerdict.ABSENT):
                votes.setdefault((str(work), code), set()).add(one.verdict)
    assert 5 < sum(len(verdicts) == 2 for verdicts in votes.values()) < 0.3 * len(votes)


def test_fields_are_answered_with_what_they_ask_for(coded: dict[str, list[Coding]]) -> None:
    answers = [one for found in coded.values() for one in found if one.verdict is CodeVerdict.ANSWER]
    counts = Counter(one.code for one in answers)
    assert counts["quality"] == counts["belonging_role"] == 140
    assert {"participants", "country", "direction", "sites"} <= set(counts)
    assert all(isinstance(one.value, float) for one in answers if one.code == "participants")
    assert all(isinstance(one.value, tuple) for one in answers if one.code == "direction")


def test_codes_and_fields_are_those_of_the_codebook(coded: dict[str, list[Coding]]) -> None:
    if not CODEBOOK.exists():
        pytest.skip("queries/codebook.yaml is not here yet")
    book = yaml.safe_load(CODEBOOK.read_text(encoding="utf-8"))
    codes = {code["id"] for facet in book["facets"] for code in facet["codes"]}
    fields = {entry["id"]: set(entry.get("options", ())) for entry in book["fields"]}
    for one in (one for found in coded.values() for one in found if one.code):
        if one.verdict is not CodeVerdict.ANSWER:
            assert one.code in codes
        elif fields[one.code]:
            assert set(one.value if isinstance(one.value, tuple) else (one.value,)) <= fields[one.code]


def test_a_later_day_changes_no_coding(coded: dict[str, list[Coding]]) -> None:
    assert coders.codings(generate(Demo(as_of=datetime.date(2027, 6, 1)), SEEDS)) == coded


def test_a_tiny_literature_has_few_codings_and_no_error() -> None:
    assert set(coders.codings(generate(Demo(works=5), ()))) == set(reviewers.NAMES)
