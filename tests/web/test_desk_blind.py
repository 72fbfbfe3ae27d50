from __future__ import annotations

from pathlib import Path

import pytest

from synth.domain.decisions import Decision, Verdict
from synth.domain.outcomes import Outcome
from synth.domain.people import Person, Role
from synth.errors import UserError
from synth.paths import Places
from synth.store import decisions
from synth.web.desk import Conflict, Desk, Press, Stale
from tests.web.small_desk import (
    ADA,
    BEN,
    CEM,
    EXCLUDE,
    INCLUDE,
    LEA,
    MAYBE,
    RUE,
    WITHDRAW,
    clock,
    dealt,
    desk,
    logged,
    name,
    project,
    row,
    say,
    write,
)

TWO = "votes = 2\n"


def seen(at: Desk, person: Person, place: int) -> tuple[list[str], list[str], str]:
    """Give whose votes and whose lines on a work somebody sees, and its outcome to her."""
    lines = [line.made.by for line in at.visible(person) if line.today and line.today.work == name(place)]
    votes = list(at.votes(person, name(place), "abstract"))
    return votes, sorted(lines), at.outcomes(person, "abstract")[name(place)].value


def test_nobody_sees_what_another_said_before_all_votes_are_in(tmp_path: Path) -> None:
    at = desk(project(tmp_path, team=TWO), ADA, BEN, CEM)
    say(at, BEN, name(0), INCLUDE)

    assert seen(at, BEN, 0) == (["ben"], ["ben"], "awaiting")
    for person in (ADA, CEM, RUE):
        assert seen(at, person, 0) == ([], [], "undecided")
    say(at, ADA, name(0), EXCLUDE)
    for person in (ADA, BEN, CEM):
        assert seen(at, person, 0) == (["ada", "ben"], ["ada", "ben"], "conflict")
    assert seen(at, RUE, 0) == ([], [], "conflict")


def test_what_one_is_told_is_the_same_whether_another_has_voted_or_not(tmp_path: Path) -> None:
    at, silent = (desk(project(tmp_path / one, team=TWO), ADA, BEN, now=clock()) for one in ("a", "b"))
    say(at, BEN, name(0), MAYBE)
    say(at, BEN, name(3), INCLUDE)
    say(at, BEN, name(3), INCLUDE, note="Sure.")

    def told(of: Desk) -> object:
        return (
            of.visible(ADA),
            of.own(ADA),
            of.outcomes(ADA, "abstract"),
            of.outcomes(ADA, "full text"),
            of.conflicts(ADA, "abstract"),
            of.settled(ADA, "abstract"),
            of.left(ADA, "abstract"),
            of.votes(ADA, name(0), "abstract"),
            [card.key for card in of.deal(ADA, sampler="oldest first", most=100)],
            of.why(ADA, name(6)).neighbours,
        )

    assert told(at) == told(silent)


def test_a_withdrawn_vote_makes_blind_again(tmp_path: Path) -> None:
    at = desk(project(tmp_path, team=TWO), ADA, BEN, CEM)
    say(at, ADA, name(0), INCLUDE)
    say(at, BEN, name(0), INCLUDE)
    assert seen(at, CEM, 0)[2] == "included"
    at.undo(BEN)

    assert seen(at, CEM, 0) == ([], [], "undecided")
    assert seen(at, BEN, 0) == ([], ["ben", "ben"], "undecided")
    assert seen(at, ADA, 0) == (["ada"], ["ada"], "awaiting")


def test_the_stages_are_blind_each_by_itself(tmp_path: Path) -> None:
    at = desk(project(tmp_path, team=TWO), ADA, BEN, CEM)
    for person in (ADA, BEN):
        say(at, person, name(0), INCLUDE)
    say(at, BEN, name(0), EXCLUDE, stage="full text", reason="off-topic")

    assert list(at.votes(ADA, name(0), "abstract")) == ["ada", "ben"]
    assert at.votes(ADA, name(0), "full text") == {}
    assert at.outcomes(ADA, "full text") == {name(0): Outcome.UNDECIDED}
    assert at.outcomes(BEN, "full text") == {name(0): Outcome.AWAITING}
    assert [line.made.stage for line in at.visible(ADA)] == ["abstract", "abstract"]


def test_a_lead_sees_how_all_stand_but_for_works_on_which_she_owes_a_vote(tmp_path: Path) -> None:
    outside = desk(project(tmp_path / "outside", team=TWO + 'reviewers = ["ada", "ben"]\n'))
    say(outside, BEN, name(0), INCLUDE)
    assert seen(outside, LEA, 0) == (["ben"], ["ben"], "awaiting")
    inside = desk(project(tmp_path / "inside", team="votes = 3\n"), ADA, BEN, LEA)
    say(inside, BEN, name(0), INCLUDE)
    assert seen(inside, LEA, 0) == ([], [], "undecided")
    say(inside, LEA, name(0), INCLUDE)

    assert seen(inside, LEA, 0) == (["ben", "lea"], ["ben", "lea"], "awaiting")
    assert seen(inside, ADA, 0) == ([], [], "undecided")


def test_where_nothing_is_blind_everybody_who_screens_sees_everything(tmp_path: Path) -> None:
    at = desk(project(tmp_path, team=TWO + "blind = false\n"), ADA, BEN)
    say(at, BEN, name(0), INCLUDE)

    assert seen(at, ADA, 0) == (["ben"], ["ben"], "awaiting")
    assert seen(at, RUE, 0) == ([], [], "undecided")


def test_why_names_only_neighbours_whose_votes_one_may_see_and_counts_only_these(tmp_path: Path) -> None:
    at = desk(project(tmp_path, team=TWO), ADA, BEN)
    say(at, BEN, name(0), INCLUDE)
    say(at, BEN, name(3), INCLUDE)
    say(at, ADA, name(3), EXCLUDE)
    say(at, ADA, name(6), EXCLUDE)
    say(at, BEN, name(9), MAYBE)
    near = {one.sheet.work: one.share for one in at.why(ADA, name(9)).neighbours}

    assert near == {name(3): 0.5, name(6): 0.0}
    assert {one.sheet.work for one in at.why(BEN, name(9)).neighbours} == {name(0), name(3)}
    assert at.why(RUE, name(9)).neighbours == ()
    say(at, ADA, name(0), INCLUDE)
    say(at, BEN, name(0), EXCLUDE, stage="full text", reason="off-topic")
    # Both said yes to the abstract; what Ben says of the full text is not hers to know yet.
    assert {one.sheet.work: one.share for one in at.why(ADA, name(9)).neighbours}[name(0)] == 1.0


def test_neighbours_that_one_may_not_see_do_not_crowd_out_those_that_one_may(tmp_path: Path) -> None:
    at = desk(project(tmp_path, works=30, team=TWO), ADA, BEN)
    for place in range(3, 30, 3):
        say(at, BEN, name(place), INCLUDE)
    say(at, ADA, name(1), EXCLUDE)

    assert [one.sheet.work for one in at.why(ADA, name(0)).neighbours] == [name(1)]
    assert len(at.why(BEN, name(0)).neighbours) == 3


def test_the_demonstrations_reviewers_are_reviewers_marked_synthetic(tmp_path: Path) -> None:
    places = project(tmp_path, team=TWO)
    text = places.review.read_text(encoding="utf-8").replace('profile = "files"', 'profile = "demo"')
    places.review.write_text(text, encoding="utf-8")
    demo = Places(tmp_path, "demo")
    write(demo, map(row, range(3)))
    line = Decision(
        at="2026-11-01T00:00:00+00:00", by="synthetic-ada", work=name(0), verdict=INCLUDE, key="1"
    )
    decisions.write(demo.synthetic_decisions, "synthetic-ada", [line])
    unseen = Decision(at=line.at, by="synthetic-ben", work=name(77), verdict=INCLUDE, key="1")
    decisions.write(demo.synthetic_decisions, "synthetic-ben", [unseen])  # what the search did not find
    at = desk(demo, ADA)

    assert at.synthetic
    assert seen(at, ADA, 0) == ([], [], "undecided")
    say(at, ADA, name(0), EXCLUDE)
    assert [(one.made.by, one.synthetic) for one in at.visible(ADA)] == [
        ("synthetic-ada", True),
        ("ada", False),
    ]
    assert at.outcome(name(0), "abstract") is Outcome.CONFLICT
    assert [line.by for line in logged(demo)] == ["ada"]


def conflicts(at: Desk, person: Person) -> dict[str, Conflict]:
    return {one.work: one for one in at.conflicts(person, "abstract")}


def disagreed(folder: Path, *people: Person) -> Desk:
    """Let Ada and Ben disagree on the first work, and be unsure of the second."""
    at = desk(project(folder, team=TWO), ADA, BEN, *people)
    say(at, ADA, name(0), INCLUDE)
    say(at, BEN, name(0), EXCLUDE)
    say(at, ADA, name(1), MAYBE)
    say(at, BEN, name(1), INCLUDE)
    say(at, ADA, name(2), INCLUDE)
    say(at, BEN, name(2), INCLUDE)
    say(at, BEN, name(3), EXCLUDE)
    return at


def test_conflicts_and_open_maybes_wait_for_a_third_person_or_a_lead(tmp_path: Path) -> None:
    at = disagreed(tmp_path, CEM)

    for person, may in ((ADA, False), (BEN, False), (CEM, True), (LEA, True)):
        found = conflicts(at, person)
        assert {work: one.outcome for work, one in found.items()} == {
            name(0): Outcome.CONFLICT,
            name(1): Outcome.MAYBE,
        }
        assert [list(one.votes) for one in found.values()] == [["ada", "ben"]] * 2
        assert {one.may_settle for one in found.values()} == {may}
    assert at.conflicts(RUE, "abstract") == [] and at.conflicts(CEM, "full text") == []


def test_a_settlement_is_the_outcome_and_both_votes_stay(tmp_path: Path) -> None:
    at = disagreed(tmp_path, CEM)
    saved = say(at, CEM, name(0), INCLUDE, settles=True, note="It is about students.")

    assert saved.decision.settles and saved.decision.note == "It is about students."
    assert at.outcome(name(0), "abstract") is Outcome.INCLUDED
    assert list(conflicts(at, CEM)) == [name(1)]
    (settled,) = at.settled(ADA, "abstract")
    assert settled.settlement == saved.decision
    assert {by: vote.verdict for by, vote in settled.votes.items()} == {"ada": INCLUDE, "ben": EXCLUDE}
    assert set(dealt(at, ADA, stage="full text")) == {name(0), name(2)}
    assert at.own(CEM) == []  # it is no vote
    assert at.settled(RUE, "abstract") == []
    assert any(line.made.settles and line.stands for line in at.visible(ADA))


def test_a_settlement_sent_twice_is_one_and_another_word_on_the_same_card_is_stale(tmp_path: Path) -> None:
    at = disagreed(tmp_path, CEM)
    key = at.dealt(CEM, name(0), stage="abstract").key
    press = Press(work=name(0), verdict=EXCLUDE, key=key)
    first, again = at.settle(CEM, press), at.settle(CEM, press)

    assert (first.again, again.again, again.decision) == (False, True, first.decision)
    with pytest.raises(Stale) as caught:
        at.settle(CEM, Press(work=name(0), verdict=INCLUDE, key=key))
    assert caught.value.standing == first.decision


def test_a_settlement_can_be_taken_back_changed_and_undone(tmp_path: Path) -> None:
    at = disagreed(tmp_path, CEM)
    say(at, CEM, name(0), INCLUDE, settles=True)
    say(at, CEM, name(0), EXCLUDE, settles=True)
    assert at.outcome(name(0), "abstract") is Outcome.EXCLUDED
    at.undo(CEM)
    assert at.outcome(name(0), "abstract") is Outcome.INCLUDED
    say(at, CEM, name(0), WITHDRAW, settles=True)

    assert at.outcome(name(0), "abstract") is Outcome.CONFLICT
    assert at.settled(CEM, "abstract") == []


def test_only_what_waits_is_settled_by_those_who_may_with_a_word_that_settles(tmp_path: Path) -> None:
    at = disagreed(tmp_path, CEM)

    for person, place, verdict, words in (
        (ADA, 0, INCLUDE, "for a third person"),
        (RUE, 0, INCLUDE, "for a third person"),
        (CEM, 0, MAYBE, "a maybe settles nothing"),
        (CEM, 0, WITHDRAW, "nothing to take back"),
        (CEM, 2, EXCLUDE, "nothing to settle"),
        (CEM, 3, EXCLUDE, "nothing to settle"),
        (CEM, 5, EXCLUDE, "nothing to settle"),
    ):
        with pytest.raises(UserError, match=words):
            say(at, person, name(place), verdict, settles=True)
    say(at, CEM, name(0), INCLUDE, settles=True)
    dot = Person(name="dot", role=Role.REVIEWER)
    with pytest.raises(UserError, match="cem has settled this already"):
        say(at, dot, name(0), EXCLUDE, settles=True)
    with pytest.raises(UserError, match="ask cem to take it back"):
        say(at, LEA, name(0), WITHDRAW, settles=True)
    say(at, LEA, name(0), EXCLUDE, settles=True)
    assert at.outcome(name(0), "abstract") is Outcome.EXCLUDED


def test_a_lead_settles_even_what_she_has_a_vote_on(tmp_path: Path) -> None:
    at = desk(project(tmp_path, team=TWO), ADA, LEA)
    say(at, ADA, name(0), INCLUDE)
    say(at, LEA, name(0), EXCLUDE)
    say(at, LEA, name(0), INCLUDE, settles=True)

    assert at.outcome(name(0), "abstract") is Outcome.INCLUDED
    assert [line.verdict for line in at.own(LEA)] == [EXCLUDE]


def test_a_press_for_a_vote_never_settles_and_one_to_settle_never_votes(tmp_path: Path) -> None:
    at = disagreed(tmp_path, CEM)
    key = at.dealt(CEM, name(0), stage="abstract").key
    saved = at.decide(CEM, Press(work=name(0), verdict=INCLUDE, key=key, settles=True))

    assert not saved.decision.settles
    assert at.outcome(name(0), "abstract") is Outcome.CONFLICT


def test_settlements_teach_the_order(tmp_path: Path) -> None:
    at = disagreed(tmp_path, CEM)
    assert at._order._shares[0] == 0.5
    say(at, CEM, name(0), EXCLUDE, settles=True)
    assert at._order._shares[0] == 0.0
    at.undo(CEM)
    assert at._order._shares[0] == 0.5
    at.undo(ADA)
    at.undo(ADA)
    at.undo(ADA)
    at.undo(BEN)
    at.undo(BEN)
    at.undo(BEN)
    assert at._order._shares == {0: 0.0}


def test_why_says_nothing_that_a_hidden_vote_on_the_work_itself_could_change(tmp_path: Path) -> None:
    at = desk(project(tmp_path, team="votes = 3\n"), ADA, BEN, CEM)
    say(at, BEN, name(1), INCLUDE)
    say(at, BEN, name(2), EXCLUDE)
    told = []
    for verdict in (None, INCLUDE, EXCLUDE, MAYBE):
        if verdict:
            say(at, BEN, name(0), verdict)
        at._order.refit()
        told.append([at.why(person, name(0)) for person in (ADA, RUE)])

    assert told[1:] == told[:1] * 3
    why = told[0][0]
    assert (why.blind, why.model, why.probability) == (True, "question", None)
    assert "Belonging" in {term.term for term in why.terms}
    assert at.why(LEA, name(0)).model != "question"  # no vote is hers to give: she sees all


def test_why_says_all_when_no_vote_on_the_work_can_be_hidden(tmp_path: Path) -> None:
    at = desk(project(tmp_path, team=TWO), ADA, BEN)
    say(at, BEN, name(1), INCLUDE)
    say(at, BEN, name(2), EXCLUDE)
    say(at, BEN, name(0), EXCLUDE)
    at._order.refit()

    assert [at.why(person, name(0)).blind for person in (ADA, BEN, RUE)] == [True, False, True]
    say(at, ADA, name(0), EXCLUDE)
    assert [at.why(person, name(0)).blind for person in (ADA, BEN, RUE)] == [False, False, False]
    assert at.why(ADA, name(0)).model != "question"
    open_ = desk(project(tmp_path / "open", team=TWO + "blind = false\n"), ADA, BEN)
    assert not open_.why(ADA, name(0)).blind
    alone = desk(project(tmp_path / "alone"), ADA)
    assert not alone.why(ADA, name(0)).blind


def test_a_hidden_full_text_vote_is_not_told_by_why_either(tmp_path: Path) -> None:
    at = desk(project(tmp_path, team=TWO), ADA, BEN)
    for person in (ADA, BEN):
        say(at, person, name(0), INCLUDE)
        say(at, person, name(1), EXCLUDE)
    at._order.refit()
    before = at.why(ADA, name(0))
    say(at, BEN, name(0), EXCLUDE, stage="full text", reason="off-topic")
    at._order.refit()

    assert before.blind and at.why(ADA, name(0)) == before


@pytest.mark.parametrize("hidden", [None, INCLUDE, EXCLUDE])
def test_a_hidden_vote_beside_ones_own_maybe_moves_no_neighbour(
    tmp_path: Path, hidden: Verdict | None
) -> None:
    at = desk(project(tmp_path, team="votes = 3\n"), ADA, BEN, CEM)
    say(at, ADA, name(3), MAYBE)
    for place in (0, 6, 9):
        say(at, ADA, name(place), INCLUDE)
    say(at, ADA, name(1), EXCLUDE)
    if hidden:
        say(at, BEN, name(3), hidden)

    assert {one.sheet.work for one in at.why(ADA, name(0)).neighbours} == {name(6), name(9), name(1)}


def test_undo_and_redo_do_not_overrule_what_a_lead_settled(tmp_path: Path) -> None:
    at = disagreed(tmp_path, CEM)
    say(at, CEM, name(0), INCLUDE, settles=True)
    say(at, CEM, name(0), EXCLUDE, settles=True)
    say(at, LEA, name(0), EXCLUDE, settles=True)

    with pytest.raises(UserError, match="lea has settled this already"):
        at.undo(CEM)
    (settled,) = at.settled(LEA, "abstract")
    assert settled.settlement and settled.settlement.by == "lea"
    assert at.outcome(name(0), "abstract") is Outcome.EXCLUDED


def test_a_settlement_that_came_after_the_page_was_made_is_not_overruled_unseen(tmp_path: Path) -> None:
    at = disagreed(tmp_path, CEM)
    settled = say(at, CEM, name(0), INCLUDE, settles=True).decision

    with pytest.raises(UserError, match="cem has settled this since you opened it"):
        say(at, LEA, name(0), EXCLUDE, settles=True, seen="")
    say(at, LEA, name(0), EXCLUDE, settles=True, seen=settled.name)
    with pytest.raises(Stale) as caught:  # what she said stands no more
        at.settle(CEM, Press(work=name(0), verdict=INCLUDE, key=settled.key))
    assert caught.value.standing and caught.value.standing.by == "lea"
