from datetime import datetime
from typing import Any

from synth.dedup.candidates import Candidate
from synth.dedup.deciding import apart, found_again, rows, said
from synth.dedup.grouping import Group
from synth.dedup.joining import Edge
from synth.dedup.matching import Outcome, Pair
from synth.domain.identifiers import WorkId
from synth.domain.pairs import PairDecision, PairVerdict


def record(name: str, *ids: str, first_ids: tuple[str, ...] = ()) -> Candidate:
    return Candidate(
        record=name,
        source=name.partition("/")[0],
        ids=tuple(map(WorkId, ids)),
        first_ids=tuple(map(WorkId, first_ids or ids)),
        first_at=datetime(2026, 1, 1),
        title="",
    )


def decision(record: str, verdict: str, other: str, *, minute: int = 0, **more: Any) -> PairDecision:
    at = f"2026-11-20T10:{minute:02}:00+00:00"
    return PairDecision(at=at, by="ada", record=record, other=other, verdict=PairVerdict(verdict), **more)


def test_a_record_with_another_name_today_is_found_by_the_identifier_of_its_work() -> None:
    made = decision("imports/old", "same", "pubmed/7", work=WorkId("doi:10.1/a"))
    (again,) = found_again([made], [record("imports/new", "doi:10.1/a"), record("pubmed/7")])
    assert (again.record, again.other) == ("imports/new", "pubmed/7")
    given_up = record("imports/new", "doi:10.1/b", first_ids=("doi:10.1/a",))
    assert len(found_again([made], [given_up, record("pubmed/7")])) == 1


def test_a_decision_whose_records_are_gone_or_are_one_now_is_left_out() -> None:
    gone = decision("imports/old", "same", "pubmed/7")
    one = decision("imports/old", "same", "imports/new", work=WorkId("doi:10.1/a"))
    assert found_again([gone, one], [record("imports/new", "doi:10.1/a"), record("pubmed/7")]) == []


def test_of_two_that_were_in_one_work_its_identifier_does_not_tell_which_has_another_name_today() -> None:
    work = WorkId("doi:10.1/a")
    undone = decision("imports/old", "different", "pubmed/7", work=work, other_work=work)
    today = [record("crossref/10.1/a", work), record("imports/new", work), record("pubmed/7", work)]
    assert found_again([undone], today) == []  # else it would part what nobody said was different
    again = [*today, record("imports/old", work)]
    assert found_again([undone], again) == [undone]


def test_the_latest_word_is_heard_first() -> None:
    early, late = decision("a", "same", "b"), decision("b", "different", "c", minute=1)
    assert [(one.record, one.verdict) for one in said([early, late])] == [("b", "different"), ("a", "same")]


def test_only_what_is_different_must_not_be_one_work_by_any_relation() -> None:
    assert apart([decision("b", "different", "a"), decision("a", "same", "c")]) == {frozenset("ab")}


def pair(record: str, other: str, outcome: Outcome = Outcome.SAME, rule: str = "title+year") -> Pair:
    return Pair(record=record, other=other, outcome=outcome, score=0.9, rule=rule, reasons=("why",))


def fates(pairs: list[Pair], edges: list[Edge], *decisions: PairDecision) -> dict[tuple[str, str], Any]:
    groups = [Group(work=WorkId("doi:10.1/a"), aliases=(), records=("a", "b", "c", "d"))]
    told = rows(pairs, edges, decisions=decisions, groups=groups)
    return {
        (row["record"], row["other"]): (row.get("verdict"), row["joined"], row["refused"], row["rule"])
        for row in told
    }


def test_each_pair_says_what_came_of_it() -> None:
    pairs = [pair("a", "b"), pair("b", "c"), pair("c", "d", Outcome.DOUBTFUL)]
    edges = [Edge(pair=pairs[0]), Edge(pair=pairs[1], refused="a and c are different")]
    assert fates(pairs, edges, decision("a", "different", "c")) == {
        ("a", "b"): (None, True, None, "title+year"),
        ("b", "c"): (None, False, "a and c are different", "title+year"),
        ("c", "d"): (None, False, None, "title+year"),
        ("a", "c"): ("different", False, None, "person"),
    }


def test_what_only_looked_alike_is_left_out_but_not_what_has_one_identifier_or_was_decided() -> None:
    different = [pair("a", "b", Outcome.DIFFERENT), pair("a", "c", Outcome.DIFFERENT, "doi")]
    assert list(fates(different, [])) == [("a", "c")]
    assert list(fates(different, [], decision("b", "same", "a"))) == [("a", "b"), ("a", "c")]


def test_an_edge_that_a_person_laid_is_joined_though_matching_doubts() -> None:
    doubted = pair("a", "b", Outcome.DOUBTFUL)
    laid = Edge(pair=Pair(record="a", other="b", rule="person"))
    assert fates([doubted], [laid], decision("b", "same", "a")) == {
        ("a", "b"): ("same", True, None, "title+year")
    }
