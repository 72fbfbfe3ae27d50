from typing import Literal

from synth.domain.decisions import Decision, Verdict
from synth.domain.identifiers import WorkId
from synth.screening.votes import Votes, vote

Stage = Literal["abstract", "full text"]


def decision(name: str, verdict: Verdict, *, by: str = "ada", stage: Stage = "abstract") -> Decision:
    return Decision(at="2026-01-01T00:00:00+00:00", by=by, work=WorkId(name), verdict=verdict, stage=stage)


def test_a_maybe_is_neither_yes_nor_no() -> None:
    assert vote([decision("a", Verdict.MAYBE)]) == {}


def test_a_maybe_on_the_full_text_takes_back_the_yes_on_the_abstract() -> None:
    assert vote([decision("a", Verdict.INCLUDE), decision("a", Verdict.MAYBE, stage="full text")]) == {}


def test_the_later_stage_of_a_reviewer_counts_whichever_comes_first() -> None:
    both = [decision("a", Verdict.EXCLUDE, stage="full text"), decision("a", Verdict.INCLUDE)]
    assert vote(both) == vote(both[::-1]) == {WorkId("a"): Votes(includes=0, excludes=1)}


def test_several_reviewers_make_a_share_of_yes() -> None:
    said = [
        decision("a", Verdict.INCLUDE),
        decision("a", Verdict.EXCLUDE, by="ben"),
        decision("a", Verdict.INCLUDE, by="cleo"),
        decision("a", Verdict.MAYBE, by="dan"),
        decision("b", Verdict.EXCLUDE),
    ]
    assert {work: votes.share for work, votes in vote(said).items()} == {"a": 2 / 3, "b": 0.0}


def test_works_come_in_the_order_in_which_they_were_decided() -> None:
    said = [decision(name, Verdict.EXCLUDE) for name in ("b", "c", "a", "b")]
    assert list(vote(said)) == ["b", "c", "a"]
