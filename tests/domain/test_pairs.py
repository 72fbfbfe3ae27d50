from typing import Any

import pytest

from synth.domain.pairs import PairDecision, PairVerdict, contradictions, standing, told
from synth.domain.records import INVERSE, SAYABLE, RelationKind


def made(
    record: str, verdict: str, other: str, by: str = "ada", minute: int = 0, **more: Any
) -> PairDecision:
    at = f"2026-11-20T10:{minute:02}:00+00:00"
    return PairDecision(at=at, by=by, record=record, other=other, verdict=PairVerdict(verdict), **more)


def holds(*decisions: PairDecision) -> dict[tuple[str, str], str]:
    return {pair: one.decision.verdict.value for pair, one in standing(decisions).items()}


def test_the_order_in_which_two_records_are_named_does_not_matter() -> None:
    assert holds(made("a", "same", "b"), made("b", "different", "a", minute=1)) == {("a", "b"): "different"}


def test_the_latest_word_holds_whoever_speaks_it_and_the_others_stand_beside_it() -> None:
    decisions = [made("a", "same", "b", minute=5), made("a", "different", "b", by="ben", minute=3)]
    (one,) = standing(decisions).values()
    assert (one.decision.by, [against.by for against in one.against]) == ("ada", ["ben"])


def test_moments_are_compared_as_moments_and_not_as_texts() -> None:
    early = made("a", "same", "b")
    late = PairDecision(
        at="2026-11-20T09:30:00-02:00", by="ben", record="a", other="b", verdict=PairVerdict.DIFFERENT
    )
    assert holds(late, early) == {("a", "b"): "different"}


def test_people_who_say_the_same_do_not_disagree() -> None:
    (one,) = standing([made("a", "same", "b"), made("b", "same", "a", by="ben")]).values()
    assert one.against == ()


def test_two_who_turn_a_relation_round_disagree() -> None:
    related: dict[str, Any] = {"verdict": "related", "relation": RelationKind.PREPRINT_OF}
    (one,) = standing([made("a", other="b", **related), made("b", other="a", by="ben", **related)]).values()
    assert [against.by for against in one.against] == ["ada"]


def test_a_withdrawn_word_does_not_stand_and_an_earlier_one_of_another_person_holds_again() -> None:
    decisions = [
        made("a", "different", "b"),
        made("a", "same", "b", by="ben", minute=1),
        made("b", "withdraw", "a", by="ben", minute=2),
    ]
    assert holds(*decisions) == {("a", "b"): "different"}
    assert holds(made("a", "same", "b"), made("a", "withdraw", "b", minute=1)) == {}


def test_a_chain_of_equals_between_two_that_are_different_is_a_contradiction() -> None:
    decisions = [
        made("a", "same", "b"),
        made("c", "same", "b", by="ben", minute=1),
        made("a", "different", "c", minute=2),
        made("x", "different", "y"),
    ]
    (found,) = contradictions(standing(decisions))
    assert found.apart.pair == ("a", "c")
    assert [one.pair for one in found.chain] == [("a", "b"), ("b", "c")]
    assert told(found) == (
        "ada says that a is different from c, but together they are one: ada: a is b, ben: c is b"
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"record": "a", "verdict": "same", "other": "a"},
        {"record": "a", "verdict": "related", "other": "b"},
        {"record": "a", "verdict": "same", "other": "b", "relation": RelationKind.PREPRINT_OF},
        {"record": "a", "verdict": "related", "other": "b", "relation": RelationKind.HAS_PREPRINT},
    ],
)
def test_what_makes_no_sense_is_no_decision(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"relat|itself"):
        made(**fields)


def test_every_relation_has_its_other_side() -> None:
    assert set(INVERSE) == set(RelationKind) - {RelationKind.OTHER}
    assert {INVERSE[INVERSE[kind]] for kind in INVERSE} == set(INVERSE)
    assert not {INVERSE[kind] for kind in SAYABLE} & set(SAYABLE)
