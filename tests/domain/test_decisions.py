from __future__ import annotations

from dataclasses import replace
from typing import Literal

from synth.domain.decisions import Decision, Verdict, counting, latest, settlements, standing
from synth.domain.identifiers import WorkId

WORK = WorkId("doi:10.1/a")


def decision(
    verdict: Verdict,
    *,
    at: str = "10:00",
    by: str = "ada",
    stage: Literal["abstract", "full text"] = "abstract",
) -> Decision:
    return Decision(at=f"2026-11-20T{at}:00+00:00", by=by, work=WORK, verdict=verdict, stage=stage)


def test_the_last_verdict_stands() -> None:
    lines = [decision(Verdict.INCLUDE), decision(Verdict.EXCLUDE, at="10:01")]
    assert standing(lines)[WORK, "ada", "abstract"].verdict is Verdict.EXCLUDE


def test_a_withdrawn_verdict_does_not_stand() -> None:
    lines = [decision(Verdict.INCLUDE), decision(Verdict.WITHDRAW, at="10:01")]
    assert standing(lines) == {}


def test_reviewers_and_stages_do_not_touch_each_other() -> None:
    lines = [
        decision(Verdict.INCLUDE),
        decision(Verdict.EXCLUDE, by="ben"),
        decision(Verdict.EXCLUDE, stage="full text"),
        decision(Verdict.WITHDRAW, by="ben", at="11:00"),
    ]
    assert {place: found.verdict for place, found in standing(lines).items()} == {
        (WORK, "ada", "abstract"): Verdict.INCLUDE,
        (WORK, "ada", "full text"): Verdict.EXCLUDE,
    }


def test_the_order_is_that_of_time_and_not_of_the_files() -> None:
    lines = [decision(Verdict.EXCLUDE, at="12:00"), decision(Verdict.INCLUDE, at="10:00")]
    assert standing(lines)[WORK, "ada", "abstract"].verdict is Verdict.EXCLUDE


def test_moments_of_different_offsets_are_compared_as_moments() -> None:
    earlier = decision(Verdict.INCLUDE)  # 10:00 UTC
    later = replace(earlier, at="2026-11-20T09:30:00-05:00", verdict=Verdict.EXCLUDE)
    assert standing([later, earlier])[WORK, "ada", "abstract"].verdict is Verdict.EXCLUDE


def test_the_full_text_counts_above_the_abstract_whenever_it_was_read() -> None:
    early = decision(Verdict.EXCLUDE, stage="full text")
    late = decision(Verdict.INCLUDE, at="11:00")
    for lines in ([early, late], [late, early]):
        assert latest(standing(lines).values()) == {(WORK, "ada"): early}


def test_a_maybe_on_the_full_text_does_not_displace_what_was_said_of_the_abstract() -> None:
    yes, maybe = decision(Verdict.INCLUDE), decision(Verdict.MAYBE, stage="full text")
    for lines in ([yes, maybe], [maybe, yes]):
        assert latest(lines) == {(WORK, "ada"): yes}
    assert latest([yes, replace(maybe, by="ben")])[WORK, "ben"].verdict is Verdict.MAYBE


def test_a_full_text_counts_while_the_abstract_is_included() -> None:
    full = decision(Verdict.INCLUDE, stage="full text")
    yes, no = decision(Verdict.INCLUDE, by="ben"), decision(Verdict.EXCLUDE)
    assert counting([full, yes]) == [full, yes]
    assert counting([full, yes, no]) == [yes, no]
    assert counting([full, decision(Verdict.MAYBE)]) == [decision(Verdict.MAYBE)]
    assert counting([full]) == []
    ruled = [settles(word, by="zoe", at="11:00") for word in (Verdict.INCLUDE, Verdict.EXCLUDE)]
    assert counting([full, no, ruled[0]]) == [full, no, ruled[0]]
    assert counting([full, yes, ruled[1]]) == [yes, ruled[1]]
    assert latest([no, full]) == {(WORK, "ada"): no}


def test_works_keep_the_order_in_which_they_were_first_decided() -> None:
    other = WorkId("doi:10.1/b")
    lines = [
        decision(Verdict.INCLUDE),
        replace(decision(Verdict.INCLUDE, at="10:30"), work=other),
        decision(Verdict.EXCLUDE, at="11:00"),
    ]
    assert [(work, made.verdict) for (work, _), made in latest(standing(lines).values()).items()] == [
        (WORK, Verdict.EXCLUDE),
        (other, Verdict.INCLUDE),
    ]


def settles(verdict: Verdict, *, by: str, at: str) -> Decision:
    return replace(decision(verdict, by=by, at=at), settles=True)


def test_what_settles_is_no_vote_and_leaves_the_vote_of_who_settles() -> None:
    lines = [decision(Verdict.INCLUDE), settles(Verdict.EXCLUDE, by="ada", at="11:00")]
    assert {place: found.verdict for place, found in standing(lines).items()} == {
        (WORK, "ada", "abstract"): Verdict.INCLUDE
    }
    assert latest(lines) == {(WORK, "ada"): lines[0]}
    assert settlements(lines) == {(WORK, "abstract"): lines[1]}


def test_the_last_settlement_holds_whoever_settled() -> None:
    lines = [settles(Verdict.INCLUDE, by="zoe", at="10:00"), settles(Verdict.EXCLUDE, by="ben", at="11:00")]
    assert settlements(lines[::-1]) == {(WORK, "abstract"): lines[1]}


def test_a_settlement_that_is_taken_back_gives_way_to_the_one_before() -> None:
    lines = [
        settles(Verdict.INCLUDE, by="zoe", at="10:00"),
        settles(Verdict.EXCLUDE, by="ben", at="11:00"),
        settles(Verdict.WITHDRAW, by="ben", at="12:00"),
    ]
    assert settlements(lines) == {(WORK, "abstract"): lines[0]}
    assert settlements([*lines, settles(Verdict.WITHDRAW, by="zoe", at="13:00")]) == {}


def test_withdrawing_a_vote_leaves_the_settlement_and_the_other_way_round() -> None:
    made = [decision(Verdict.INCLUDE), settles(Verdict.EXCLUDE, by="ada", at="11:00")]
    vote_back = [*made, decision(Verdict.WITHDRAW, at="12:00")]
    assert (standing(vote_back), len(settlements(vote_back))) == ({}, 1)
    settlement_back = [*made, settles(Verdict.WITHDRAW, by="ada", at="12:00")]
    assert (len(standing(settlement_back)), settlements(settlement_back)) == (1, {})
