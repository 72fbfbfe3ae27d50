from dataclasses import replace
from typing import Literal

import pytest

from synth.domain.decisions import Decision, Verdict
from synth.domain.identifiers import WorkId
from synth.screening.votes import Votes, vote

Stage = Literal["abstract", "full text"]


def decision(name: str, verdict: Verdict, *, by: str = "ada", stage: Stage = "abstract") -> Decision:
    return Decision(at="2026-01-01T00:00:00+00:00", by=by, work=WorkId(name), verdict=verdict, stage=stage)


def test_a_maybe_is_neither_yes_nor_no() -> None:
    assert vote([decision("a", Verdict.MAYBE)]) == {}


def test_a_maybe_on_the_full_text_leaves_the_yes_on_the_abstract() -> None:
    maybe = decision("a", Verdict.MAYBE, stage="full text")
    included = {WorkId("a"): Votes(includes=1)}
    for abstract in (decision("a", Verdict.INCLUDE), settled("a", Verdict.INCLUDE)):
        assert vote([abstract, maybe]) == vote([maybe, abstract]) == included
    disagreed = [decision("a", Verdict.INCLUDE), decision("a", Verdict.EXCLUDE, by="ben")]
    assert vote([*disagreed, settled("a", Verdict.INCLUDE), maybe]) == included


@pytest.mark.parametrize("verdict", [Verdict.INCLUDE, Verdict.EXCLUDE])
def test_a_full_text_does_not_count_once_its_abstract_is_no_longer_included(verdict: Verdict) -> None:
    full = [decision("a", verdict, stage="full text"), settled("a", verdict, stage="full text")]
    excluded = {WorkId("a"): Votes(excludes=1)}
    assert vote([decision("a", Verdict.EXCLUDE), *full]) == excluded
    assert vote([decision("a", Verdict.INCLUDE), settled("a", Verdict.EXCLUDE), *full]) == excluded
    both = [decision("a", Verdict.INCLUDE), decision("a", Verdict.EXCLUDE, by="ben")]
    assert vote([*full, *both]) == {WorkId("a"): Votes(includes=1, excludes=1)}
    assert vote(full) == {}


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


def settled(name: str, verdict: Verdict, *, stage: Stage = "abstract") -> Decision:
    return replace(decision(name, verdict, by="zoe", stage=stage), settles=True)


def test_the_share_of_a_settled_work_is_one_or_nothing() -> None:
    votes = [decision("a", Verdict.INCLUDE), decision("a", Verdict.EXCLUDE, by="ben")]
    for verdict, share in ((Verdict.INCLUDE, 1.0), (Verdict.EXCLUDE, 0.0)):
        assert vote([*votes, settled("a", verdict)])[WorkId("a")].share == share
    assert vote([settled("b", Verdict.INCLUDE)]) == {WorkId("b"): Votes(includes=1)}
    assert vote([*votes, settled("a", Verdict.MAYBE)]) == {}


def test_the_full_text_counts_above_what_settled_the_abstract_and_what_settles_it_above_all() -> None:
    abstract = [decision("a", Verdict.EXCLUDE), settled("a", Verdict.INCLUDE)]
    read = decision("a", Verdict.EXCLUDE, by="ben", stage="full text")
    assert vote([*abstract, read]) == {WorkId("a"): Votes(excludes=1)}
    last = settled("a", Verdict.INCLUDE, stage="full text")
    assert vote([*abstract, read, last]) == vote([last, *abstract, read]) == {WorkId("a"): Votes(includes=1)}
    out = settled("a", Verdict.EXCLUDE, stage="full text")
    assert vote([*abstract, out]) == vote([out, *abstract]) == {WorkId("a"): Votes(excludes=1)}


def test_works_come_in_the_order_in_which_they_were_decided() -> None:
    said = [decision(name, Verdict.EXCLUDE) for name in ("b", "c", "a", "b")]
    assert list(vote(said)) == ["b", "c", "a"]
