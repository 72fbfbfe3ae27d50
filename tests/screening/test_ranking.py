import random
from typing import Any, Literal

import pytest

from synth.domain.decisions import Decision, Verdict
from synth.domain.identifiers import WorkId
from synth.errors import UserError
from synth.screening.classifiers import CLASSIFIERS
from synth.screening.ranking import Votes, rank, text, vote
from synth.store.tables import RANKING

QUESTION = "sense of belonging of students in the health professions"
ABOUT = {
    "near": "belonging and fitting in of nursing students",
    "far": "imaging of trauma in emergency departments",
    "odd": "belonging of antibodies to a class of proteins",
}


Stage = Literal["abstract", "full text"]


def work(name: str, title: str, **fields: Any) -> dict[str, Any]:
    return {"work": name, "title": title, "abstract": None, "keywords": [], **fields}


def decision(name: str, verdict: Verdict, *, by: str = "ada", stage: Stage = "abstract") -> Decision:
    return Decision(at="2026-01-01T00:00:00+00:00", by=by, work=WorkId(name), verdict=verdict, stage=stage)


def corpus() -> list[dict[str, Any]]:
    return [
        work(f"{kind}:{number}", f"{title} part {number}")
        for kind, title in ABOUT.items()
        for number in range(5)
    ]


def ranked(
    *decisions: Decision, works: list[dict[str, Any]] | None = None, model: str = "logistic"
) -> list[dict[str, Any]]:
    return rank(corpus() if works is None else works, decisions, question=QUESTION, model=model, seed=1)


def kinds(rows: list[dict[str, Any]]) -> list[str]:
    return [row["work"].split(":")[0] for row in rows]


def test_every_work_comes_once_with_ranks_from_one_and_scores_that_fall() -> None:
    rows = ranked(decision("near:0", Verdict.INCLUDE), decision("far:0", Verdict.EXCLUDE))
    assert sorted(row["work"] for row in rows) == sorted(one["work"] for one in corpus())
    assert [row["rank"] for row in rows] == list(range(1, 16))
    scores = [row["score"] for row in rows]
    assert scores == sorted(scores, reverse=True)
    assert all(set(row) == set(RANKING.columns) for row in rows)


def test_without_a_decision_works_are_ordered_by_likeness_to_the_question() -> None:
    rows = ranked()
    assert kinds(rows)[:5] == ["near"] * 5
    assert {row["model"] for row in rows} == {"question"}
    assert not any(row["decided"] for row in rows)


def test_with_excludes_alone_what_is_like_them_sinks() -> None:
    before, after = ranked(), ranked(decision("odd:0", Verdict.EXCLUDE))
    assert kinds(before).index("odd") < kinds(before).index("far")
    assert kinds(after).index("far") < kinds(after).index("odd")
    assert after[0]["model"] == "question"


def test_with_includes_alone_what_is_like_them_rises() -> None:
    rows = ranked(decision("far:0", Verdict.INCLUDE))
    assert kinds(rows)[:5] == ["far"] * 5


@pytest.mark.parametrize("model", CLASSIFIERS)
def test_a_model_learns_from_a_yes_and_a_no_and_names_itself(model: str) -> None:
    rows = ranked(decision("far:0", Verdict.INCLUDE), decision("near:0", Verdict.EXCLUDE), model=model)
    assert kinds(rows)[:5] == ["far"] * 5
    assert kinds(rows)[-5:] == ["near"] * 5
    assert {row["model"] for row in rows} == {model}
    assert {row["work"] for row in rows if row["decided"]} == {"far:0", "near:0"}


def test_the_order_of_works_and_decisions_makes_no_difference() -> None:
    works = corpus()
    decisions = [
        decision("near:0", Verdict.INCLUDE),
        decision("far:0", Verdict.EXCLUDE),
        decision("odd:0", Verdict.EXCLUDE),
    ]
    expected = ranked(*decisions, works=works)
    random.Random(4).shuffle(works)
    assert ranked(*reversed(decisions), works=works) == expected


def test_equal_scores_stand_in_the_order_of_ids() -> None:
    rows = ranked(works=[work(f"same:{number}", "belonging") for number in (2, 0, 1)])
    assert [row["work"] for row in rows] == ["same:0", "same:1", "same:2"]


@pytest.mark.parametrize("title", ["", "?!", None])
def test_works_without_any_word_are_ranked_and_nothing_breaks(title: str | None) -> None:
    works = [{**work("a", "x"), "title": title}, {**work("b", "x"), "title": title}]
    for decisions in ((), (decision("a", Verdict.INCLUDE), decision("b", Verdict.EXCLUDE))):
        rows = rank(works, decisions, question="", model="logistic", seed=1)
        assert [(row["work"], row["rank"], row["score"]) for row in rows] == [("a", 1, 0.0), ("b", 2, 0.0)]


def test_a_first_decision_on_a_work_without_words_changes_no_order() -> None:
    works = [*corpus(), work("mute", "?")]
    decided = ranked(decision("mute", Verdict.EXCLUDE), works=works)
    assert [row["work"] for row in decided] == [row["work"] for row in ranked(works=works)]


def test_nothing_to_rank_is_an_empty_ranking() -> None:
    assert ranked(works=[]) == []


def test_a_decision_on_a_work_that_is_not_there_is_no_lesson() -> None:
    assert (
        ranked(decision("gone", Verdict.INCLUDE), decision("near:0", Verdict.EXCLUDE))[0]["model"]
        == "question"
    )


def test_an_unknown_model_is_told_with_those_there_are() -> None:
    with pytest.raises(UserError, match=r"screening\.model: 'magic' is none of logistic, naive-bayes"):
        ranked(model="magic")


def test_a_maybe_is_neither_yes_nor_no() -> None:
    assert vote([decision("a", Verdict.MAYBE)]) == {}


def test_the_later_stage_of_a_reviewer_counts_whichever_comes_first() -> None:
    both = [decision("a", Verdict.EXCLUDE, stage="full text"), decision("a", Verdict.INCLUDE)]
    assert vote(both) == vote(both[::-1]) == {WorkId("a"): Votes(includes=0, excludes=1)}


def test_reviewers_who_disagree_make_a_work_less_certain_than_those_who_agree() -> None:
    no = decision("far:0", Verdict.EXCLUDE)
    agreed = ranked(decision("near:0", Verdict.INCLUDE), decision("near:1", Verdict.INCLUDE), no)
    split = ranked(
        decision("near:0", Verdict.INCLUDE),
        decision("near:1", Verdict.INCLUDE),
        decision("near:1", Verdict.EXCLUDE, by="ben"),
        no,
    )
    score = [{row["work"]: row["score"] for row in rows}["near:1"] for rows in (agreed, split)]
    assert score[1] < score[0]


def test_the_title_is_read_twice() -> None:
    read = text(work("a", "Belonging", abstract="We asked.", keywords=["nursing"]))
    assert read.split("\n") == ["Belonging", "Belonging", "We asked.", "nursing"]
