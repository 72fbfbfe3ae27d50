import datetime
from collections import Counter

import pytest

from synth.demo import naming, reviewers
from synth.demo.literature import Literature, generate
from synth.demo.records import SOURCES
from synth.domain.decisions import Decision, Verdict
from synth.domain.identifiers import work_id
from synth.domain.reviews import Demo
from tests.demo.conftest import SEEDS


@pytest.fixture(scope="module")
def decided(literature: Literature) -> dict[str, list[Decision]]:
    return reviewers.decisions(literature)


def kappa(first: dict[str, Verdict], second: dict[str, Verdict]) -> float:
    both = sorted(set(first) & set(second))
    agreed = sum(first[work] == second[work] for work in both) / len(both)
    shares = [Counter(verdicts[work] for work in both) for verdicts in (first, second)]
    by_chance = sum(shares[0][verdict] * shares[1][verdict] for verdict in Verdict) / len(both) ** 2
    return (agreed - by_chance) / (1 - by_chance)


def test_two_reviewers_decide_on_a_few_hundred_works(decided: dict[str, list[Decision]]) -> None:
    assert list(decided) == ["synthetic-ada", "synthetic-ben"]
    works = {decision.work for found in decided.values() for decision in found}
    assert 250 <= len(works) <= 400
    for name, found in decided.items():
        assert {decision.by for decision in found} == {name}
        assert len({decision.work for decision in found}) == len(found)
        assert [decision.at for decision in found] == sorted(decision.at for decision in found)


def test_they_mostly_agree(decided: dict[str, list[Decision]]) -> None:
    ada, ben = ({str(decision.work): decision.verdict for decision in found} for found in decided.values())
    assert len(set(ada) & set(ben)) > 100
    assert set(ada) - set(ben)
    assert set(ben) - set(ada)
    assert 0.72 <= kappa(ada, ben) <= 0.93


def test_they_give_reasons_where_they_exclude(decided: dict[str, list[Decision]]) -> None:
    reasons = Counter(decision.reason for found in decided.values() for decision in found)
    assert set(reasons) == {"", "wrong-population", "wrong-concept", "wrong-type"}
    for found in decided.values():
        for decision in found:
            assert bool(decision.reason) == (decision.verdict is Verdict.EXCLUDE)
        verdicts = Counter(decision.verdict for decision in found)
        assert verdicts[Verdict.INCLUDE] >= 30
        assert verdicts[Verdict.EXCLUDE] > verdicts[Verdict.INCLUDE]
        assert verdicts[Verdict.MAYBE] >= 1


def test_they_name_works_as_the_sources_do(
    literature: Literature, decided: dict[str, list[Decision]]
) -> None:
    shown = {}
    for source in SOURCES:
        for record in literature.records_of(source):
            native = naming.native_of(literature, int(record))
            ids = [work_id("doi", naming.shown_doi(literature, int(record)))]
            if source in ("openalex", "pubmed"):
                ids.append(work_id(source, native))
            shown[f"{source}/{native}"] = ids
    for found in decided.values():
        for decision in found:
            assert decision.work in shown[decision.record]
            assert not decision.work.startswith("work-")


def test_they_never_decide_on_a_real_work(decided: dict[str, list[Decision]]) -> None:
    real = {f"doi:{landmark.doi}" for landmark in SEEDS}
    assert not real & {str(decision.work) for found in decided.values() for decision in found}


def test_a_later_day_changes_no_decision(decided: dict[str, list[Decision]]) -> None:
    later = generate(Demo(as_of=datetime.date(2027, 6, 1)), SEEDS)
    assert reviewers.decisions(later) == decided


def test_a_tiny_literature_has_few_decisions_and_no_error() -> None:
    found = reviewers.decisions(generate(Demo(works=5), ()))
    assert set(found) == set(reviewers.NAMES)
