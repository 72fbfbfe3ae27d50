"""The queue of conflicts: who sees it, how it is filtered, and what a settlement does and leaves."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from synth.domain.outcomes import Outcome
from synth.domain.people import Person, Role
from tests.web import small_site
from tests.web.small_team import Team, name, rows, send, text_of

DISAGREEMENTS = "Works on which people disagree"
MAYBES = "Works with all votes, of which one is a maybe"
OPEN = "/conflicts?work=doi:10.5555/001&stage=abstract"


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """Give three people's votes: conflicts on 1, 2 and 4, a maybe on 3, agreement on 0."""
    team = Team(tmp_path, works=8, reviewers=("ada", "ben", "cem"))
    team.say("ada", 0, "+")
    team.say("ben", 0, "+")
    team.say("ada", 1, "+", note="Belonging is the aim <b>here</b>.")
    team.say("ben", 1, "-", reason="wrong-concept", note="Only in passing.")
    team.say("ada", 2, "-", reason="wrong-population")
    team.say("cem", 2, "+")
    team.say("ben", 3, "?", note="Ask cem.")
    team.say("cem", 3, "+")
    team.say("ben", 4, "-")
    team.say("ada", 4, "+")
    team.say("ada", 5, "+", note="awaits another")
    return team


def outcome(team: Team, number: int) -> Outcome:
    return team.desk.outcome(name(number), "abstract")


def titles(page: str, label: str) -> list[int]:
    return [int(row[0].split("study ")[1].split()[0]) for row in rows(page, label)]


def test_conflicts_and_maybes_are_listed_apart_with_who_said_what(team: Team) -> None:
    page = team.visit("lea", Role.LEAD).get("/conflicts").text
    assert (titles(page, DISAGREEMENTS), titles(page, MAYBES)) == ([1, 2, 4], [3])
    said = rows(page, DISAGREEMENTS)[0][2]
    assert "ada : relevant" in said.replace("ada:", "ada :")
    assert "Belonging is the aim <b>here</b>." in said and "Only in passing." in said
    assert "<b>here" not in page
    assert "awaits another" not in page


@pytest.mark.parametrize(
    ("query", "conflicts", "maybes"),
    [
        ("pair=ada, ben", [1, 4], []),
        ("pair=ada, cem", [2], []),
        ("pair=ben, cem", [], [3]),
        ("reason=wrong-concept", [1], []),
        ("reason=none", [4], []),
        ("pair=ada, ben&reason=wrong-population", [], []),
        ("at=full text", [], []),
        ("at=abstract", [1, 2, 4], [3]),
        ("pair=ada", [], []),
    ],
)
def test_the_queue_is_filtered_by_pair_reason_and_stage(
    team: Team, query: str, conflicts: list[int], maybes: list[int]
) -> None:
    page = team.visit("lea", Role.LEAD).get(f"/conflicts?{query}").text
    assert (titles(page, DISAGREEMENTS), titles(page, MAYBES)) == (conflicts, maybes)


def test_the_works_between_two_people_are_counted(team: Team) -> None:
    page = team.visit("lea", Role.LEAD).get("/conflicts").text
    assert rows(page, "How many works wait between whom") == [
        ["ada, ben", "2"],
        ["ada, cem", "1"],
        ["ben, cem", "1"],
    ]


def test_a_settlement_is_the_outcome_and_leaves_both_votes_and_the_next_one_comes(team: Team) -> None:
    lea = team.visit("lea", Role.LEAD)
    status, page = send(lea, lea.get(OPEN).text, "/settle", verdict="include", note="The aim is belonging.")
    assert status == 303
    assert "Settled: relevant." in text_of(page)
    assert "study 2" in text_of(page) and "Settle it" in text_of(page)
    assert outcome(team, 1) is Outcome.INCLUDED
    votes = team.desk.votes(Person(name="lea", role=Role.LEAD), name(1), "abstract")
    assert {by: vote.verdict for by, vote in votes.items()} == {"ada": "include", "ben": "exclude"}
    (row,) = rows(lea.get("/conflicts").text, "What was settled, by whom")
    assert row[1] == "abstract" and "lea" in row[2] and "The aim is belonging." in row[2]


def test_sent_twice_it_is_settled_once_and_answered_as_before(team: Team) -> None:
    lea = team.visit("lea", Role.LEAD)
    shown = lea.get(OPEN).text
    first = send(lea, shown, "/settle", verdict="exclude", reason="wrong-concept", note="Read again.")
    second = send(lea, shown, "/settle", verdict="exclude", reason="wrong-concept", note="Read again.")
    assert (first[0], second[0]) == (303, 303)
    assert "It had been saved before." in text_of(second[1])
    assert team.lines("lea") == 1


def test_an_older_page_that_says_otherwise_settles_nothing_and_keeps_the_note(team: Team) -> None:
    lea = team.visit("lea", Role.LEAD)
    shown = lea.get(OPEN).text
    send(lea, shown, "/settle", verdict="include", note="Read again.")
    status, page = send(lea, shown, "/settle", verdict="exclude", note="On second thoughts")
    assert status == 409
    assert 'role="alert"' in page and ">On second thoughts</textarea>" in page
    assert team.lines("lea") == 1
    status, _ = send(lea, page, "/settle", verdict="exclude", note="On second thoughts")
    assert status == 303
    assert outcome(team, 1) is Outcome.EXCLUDED


def test_what_another_has_settled_meanwhile_is_not_overruled_unseen(team: Team) -> None:
    lea, lou = team.visit("lea", Role.LEAD), team.visit("lou", Role.LEAD)
    shown = lou.get(OPEN).text
    send(lea, lea.get(OPEN).text, "/settle", verdict="include", note="Read again.")
    status, page = send(lou, shown, "/settle", verdict="exclude", note="I disagree")
    assert status == 400
    assert "lea has settled this since you opened it" in text_of(page)
    assert team.lines("lou") == 0
    status, _ = send(lou, page, "/settle", verdict="exclude", note="I disagree")  # now it was seen
    assert status == 303
    assert outcome(team, 1) is Outcome.EXCLUDED


def test_a_settlement_can_be_taken_back_by_who_made_it(team: Team) -> None:
    lea = team.visit("lea", Role.LEAD)
    send(lea, lea.get(OPEN).text, "/settle", verdict="include", note="Read again.")
    settled = lea.get(OPEN).text
    assert "Take the settlement back" in settled
    _, page = send(lea, settled, "/settle", verdict="withdraw")
    assert "The settlement is taken back." in text_of(page) and "Settle it" in text_of(page)
    assert outcome(team, 1) is Outcome.CONFLICT
    assert team.lines("lea") == 2
    assert "Take the settlement back" not in team.visit("lou", Role.LEAD).get(OPEN).text


def test_what_was_settled_last_comes_first(team: Team) -> None:
    lea = team.visit("lea", Role.LEAD)
    for number in (4, 1, 2):
        team.now += timedelta(minutes=1)
        shown = lea.get(f"/conflicts?work={name(number)}&stage=abstract").text
        send(lea, shown, "/settle", verdict="include", note="Read again.")
    assert titles(lea.get("/conflicts").text, "What was settled, by whom") == [2, 1, 4]


def test_a_maybe_is_settled_like_a_conflict(team: Team) -> None:
    lea = team.visit("lea", Role.LEAD)
    shown = lea.get("/conflicts?work=doi:10.5555/003&stage=abstract").text
    assert "Unresolved maybe" in text_of(shown)
    send(lea, shown, "/settle", verdict="exclude", note="Read again.")
    assert outcome(team, 3) is Outcome.EXCLUDED


def test_a_party_sees_the_conflict_and_does_not_settle_it(team: Team) -> None:
    ada = team.visit("ada")
    page = ada.get("/conflicts").text
    assert titles(page, DISAGREEMENTS) == [1, 2, 4]
    shown = ada.get(OPEN).text
    assert "Only in passing." in shown  # all votes are in: nothing is blind any more
    assert "Not yours to settle" in text_of(shown) and 'action="/settle' not in shown


def test_a_third_reviewer_settles_and_another_reviewer_does_not_overrule_her(team: Team) -> None:
    cem = team.visit("cem")
    status, page = send(cem, cem.get(OPEN).text, "/settle", verdict="include", note="Read again.")
    assert status == 303
    assert "study 4" in text_of(page)  # 2 and 3 have cem's own vote
    team.set_reviewers("ada", "ben", "cem", "dua")
    assert 'action="/settle' not in team.visit("dua").get(OPEN).text


def test_a_forged_or_foreign_ticket_settles_nothing(team: Team) -> None:
    lea, ada = team.visit("lea", Role.LEAD), team.visit("ada")
    shown = lea.get(OPEN).text
    status, _ = send(lea, shown, "/settle", verdict="include", ticket="forged")
    assert status == 400
    other = team.site.sign({"work": name(1), "stage": "abstract", "key": "k"})  # of a card, not of a conflict
    assert send(lea, shown, "/settle", verdict="include", ticket=other)[0] == 400
    assert send(lea, shown, "/settle", verdict="maybe")[0] == 400
    # A party is refused with a lead's ticket, and with one that has her own key.
    key = team.desk.dealt(Person(name="ada", role=Role.REVIEWER), name(1), stage="abstract").key
    own = team.site.sign({"work": name(1), "stage": "abstract", "key": key, "settled": ""})
    lead_s = shown.partition('name="ticket" value="')[2].partition('"')[0]
    token = small_site.token(ada, "/conflicts")
    for ticket, status in ((lead_s, 409), (own, 400)):
        answer = ada.post(
            "/settle", data={"token": token, "ticket": ticket, "verdict": "include", "note": "x"}
        )
        assert answer.status_code == status
    assert (team.lines("lea"), team.lines("ada")) == (0, 5)
    assert outcome(team, 1) is Outcome.CONFLICT


def test_a_full_text_is_left_out_for_a_reason_only(team: Team) -> None:
    team.say("ada", 0, "+", stage="full text")
    team.say("ben", 0, "-", stage="full text", reason="wrong-concept")
    lea = team.visit("lea", Role.LEAD)
    shown = lea.get("/conflicts?work=doi:10.5555/000&stage=full text").text
    status, page = send(lea, shown, "/settle", verdict="exclude", note="kept")
    assert status == 400
    assert "reason" in text_of(page) and ">kept</textarea>" in page
    status, _ = send(lea, page, "/settle", verdict="exclude", reason="wrong-concept", note="kept")
    assert status == 303
    assert team.desk.outcome(name(0), "full text") is Outcome.EXCLUDED


def test_a_reader_has_no_queue(team: Team) -> None:
    assert team.visit("dan", Role.READER).get("/conflicts").status_code == 403


def test_a_work_that_nobody_disagrees_on_has_nothing_to_settle(team: Team) -> None:
    lea = team.visit("lea", Role.LEAD)
    for number in (0, 5, 7):
        page = lea.get(f"/conflicts?work={name(number)}&stage=abstract").text
        assert "Nothing to settle" in text_of(page) and 'action="/settle' not in page
    assert lea.get("/conflicts?work=doi:10.5555/999&stage=abstract").status_code == 400
    assert lea.get("/conflicts?work=doi:10.5555/001&stage=nonsense").status_code == 400


def test_a_work_awaiting_votes_shows_nobody_s_vote_to_others(team: Team) -> None:
    for who in ("ben", "ada"):
        page = team.visit(who).get("/conflicts?work=doi:10.5555/005&stage=abstract").text
        assert ("awaits another" in page) is (who == "ada")


def test_a_removed_reviewer_leaves_nothing_stuck(team: Team) -> None:
    team.set_reviewers("ada", "cem")
    page = team.visit("lea", Role.LEAD).get("/conflicts").text
    assert titles(page, DISAGREEMENTS) == [1, 2, 4]
    lea = team.visit("lea", Role.LEAD)
    assert send(lea, lea.get(OPEN).text, "/settle", verdict="include", note="Read again.")[0] == 303


def test_a_long_queue_is_cut_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("synth.web.conflicts.MOST", 2)
    team = Team(tmp_path, works=5)
    team.all_say(ada="+++++", ben="-----")
    page = team.visit("lea", Role.LEAD).get("/conflicts").text
    assert titles(page, DISAGREEMENTS) == [0, 1]
    assert "3 more: they come up as these are settled" in text_of(page)


def test_an_empty_queue_says_so(tmp_path: Path) -> None:
    page = text_of(Team(tmp_path).visit("lea", Role.LEAD).get("/conflicts").text)
    assert "Disagreements: 0 None: where people have voted, they agree." in page


def test_a_settlement_says_why(team: Team) -> None:
    lea = team.visit("lea", Role.LEAD)
    status, page = send(lea, lea.get(OPEN).text, "/settle", verdict="include", note=" ")
    assert status == 400
    assert "say why in the note" in text_of(page)
    assert team.lines("lea") == 0
