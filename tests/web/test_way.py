from __future__ import annotations

import pytest
from starlette.datastructures import QueryParams

from synth.domain.decisions import Decision, Verdict
from synth.domain.identifiers import WorkId
from synth.errors import UserError
from synth.web import way
from synth.web.way import MOST_PASSED, Way


def decided(work: str, stage: str = "abstract") -> Decision:
    return Decision(
        at="2026-11-20T10:00:00+00:00",
        by="ada",
        work=WorkId(work),
        verdict=Verdict.INCLUDE,
        stage=stage,  # type: ignore[arg-type]
    )


def test_a_way_is_read_from_the_address_it_writes() -> None:
    on = Way(stage="full text", sampler="random", passed=("doi:10.1/a&b", "doi:10.1/ü"))
    assert way.of(QueryParams(on.query(work="w"))) == on
    assert way.of(QueryParams("")) == Way()
    assert Way().query() == ""


@pytest.mark.parametrize("query", ["stage=abstracts", "sampler=alphabet"])
def test_a_stage_or_sampler_that_is_not_there_is_named(query: str) -> None:
    with pytest.raises(UserError, match="is none of"):
        way.of(QueryParams(query))


def test_only_the_last_works_passed_over_are_kept() -> None:
    on = Way()
    for number in range(MOST_PASSED + 5):
        on = on.past(str(number))
    assert on.passed == tuple(str(number) for number in range(5, MOST_PASSED + 5))
    assert on.past("7").passed[-1] == "7" and len(on.past("7").passed) == MOST_PASSED


def test_one_steps_back_through_what_was_passed_over_and_decided_and_on_to_what_is_next() -> None:
    own = [decided("second"), decided("elsewhere", "full text"), decided("first")]
    on = Way(passed=("third",))

    def back(work: str) -> str | None:
        return way.steps(on, work, own=own).previous

    def ahead(work: str) -> str:
        return way.steps(on, work, own=own).next

    assert back("new") == on.query(work="third")
    assert back("third") == on.query(work="second")
    assert back("second") == on.query(work="first")
    assert back("first") is None
    assert ahead("first") == on.query(work="second")
    assert ahead("second") == on.query(work="third")
    assert ahead("third") == on.query()
    assert ahead("new") == Way(passed=("third", "new")).query()
