from typing import Any

from synth.dedup.candidates import Candidate
from synth.dedup.scoring import EVEN, compare
from synth.dedup.traits import Traits
from synth.domain.identifiers import WorkId


def traits(record: str, **changes: Any) -> Traits:
    fields: dict[str, Any] = {
        "record": record,
        "source": "imports",
        "ids": (),
        "first_ids": (),
        "first_at": None,
        "title": "Belonging of nursing students on clinical placement",
        "families": ("okafor",),
        "year": 2020,
    }
    return Traits(Candidate(**{**fields, **changes}))


def test_a_score_is_a_probability_and_more_in_common_makes_it_higher() -> None:
    place = {"volume": "4", "pages": "12-19"}
    plain = compare(traits("a"), traits("b"))
    placed = compare(traits("a", **place), traits("b", **place))
    other = compare(traits("a"), traits("b", title="Triage in hospitals", families=("haddad",)))
    assert 0 < other.score < 0.01 < plain.score < placed.score < 1
    assert other.weight < EVEN < plain.weight


def test_what_is_missing_weighs_nothing() -> None:
    missing = compare(traits("a", year=None, families=()), traits("b"))
    assert missing.weight == missing.title.weight


def test_reasons_are_told_weightiest_first() -> None:
    same = {"ids": (WorkId("doi:10.5555/a"),), "volume": "4"}
    comparison = compare(traits("a", **same), traits("b", **same, **{"year": 2021}))
    assert comparison.reasons[0] in ("DOI: 10.5555/a", "title: the same")
    assert comparison.reasons[-1] == "year: 2020 and 2021"
    assert comparison.identified
