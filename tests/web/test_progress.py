"""The page of progress: its numbers against tables made by hand, and what it tells whom."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from synth.domain.decisions import Decision, Verdict
from synth.domain.identifiers import WorkId
from synth.domain.people import Person, Role
from synth.screening.reading import Statement
from synth.stages import decided, ranked
from synth.store import decisions
from synth.web import progress
from synth.web.saying import Said
from tests.web.small_team import Team, name, rows, send, text_of

STAGES = "How many works stand where, at each stage"
OWN = "What you decided, and how much is left for you"
AGREEMENT = "Agreement of each pair of reviewers"


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages wait for their statement, however slow the machine is."""
    monkeypatch.setattr(progress, "PATIENCE", 60)


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """Give twelve works, of which ada read ten and ben eight."""
    team = Team(tmp_path)
    team.all_say(ada="+++--++?--", ben="++-+-++-")
    return team


def test_the_counts_are_those_made_by_hand(team: Team) -> None:
    page = team.visit("cora", Role.LEAD).get("/progress").text
    # Works, screened, relevant, not relevant, maybe, conflicts, awaiting, nobody.
    assert rows(page, STAGES) == [
        ["Abstracts", "12", "10", "4", "1", "1", "2", "2", "2"],
        ["Full texts", "4", "0", "0", "0", "0", "0", "0", "4"],
    ]


def test_a_reviewer_has_her_own_part_beside(team: Team) -> None:
    page = team.visit("ada").get("/progress").text
    assert rows(page, OWN) == [
        ["Abstracts", "10", "5", "4", "1", "2"],
        ["Full texts", "0", "0", "0", "0", "4"],
    ]


def test_a_settlement_and_a_full_text_are_counted(team: Team) -> None:
    team.say("ada", 0, "-", stage="full text", reason="wrong-population")
    team.say("ben", 0, "-", stage="full text", reason="wrong-population")
    page = team.visit("cora", Role.LEAD)
    shown = page.get("/conflicts?work=doi:10.5555/002&stage=abstract").text
    send(page, shown, "/settle", verdict="include", note="Read again.")
    after = page.get("/progress").text
    assert [row[0] for row in rows(after, AGREEMENT)] == ["ada and ben", "ada and ben"]  # cora gave no vote
    assert rows(after, STAGES) == [
        ["Abstracts", "12", "10", "5", "1", "1", "1", "2", "2"],
        ["Full texts", "5", "1", "0", "1", "0", "0", "0", "4"],
    ]


def test_the_agreement_is_that_made_by_hand_over_works_with_all_votes(team: Team) -> None:
    page = team.visit("cora", Role.LEAD).get("/progress").text
    (row,) = rows(page, AGREEMENT)
    # Of the eight that both read one has a maybe; of seven both say yes to four and no to one.
    assert row[:4] == ["ada and ben", "7", "1", "71 %"]
    # Each says yes to five of seven: chance (25 + 4) / 49, so (5/7 - 29/49) / (20/49) = 6/20.
    assert row[4] == "0.30 (few works)"
    # Gwet: the share of yes is 5/7, chance 2 * 5/7 * 2/7 = 20/49, so (35 - 20) / 29.
    assert row[5] == "0.52 (few works)"
    assert row[7:] == ["4", "1", "1", "1"]


def test_agreement_waits_for_all_votes_of_a_work(tmp_path: Path) -> None:
    team = Team(tmp_path, votes=3, reviewers=("ada", "ben", "cem"))
    team.all_say(ada="++", ben="+-", cem=" -")
    page = team.visit("lea", Role.LEAD).get("/progress").text
    assert [(row[0], row[1]) for row in rows(page, AGREEMENT)] == [
        ("ada and ben", "1"),
        ("ada and cem", "1"),
        ("ben and cem", "1"),
    ]


def test_a_vote_taken_back_agrees_with_nobody(tmp_path: Path) -> None:
    team = Team(tmp_path)
    team.all_say(ada="+", ben="-")
    team.say("ben", 0, "0")
    team.set_reviewers("ada")  # one vote is enough now
    page = team.visit("ada", Role.LEAD).get("/progress").text
    assert rows(page, STAGES)[0][3] == "1"
    assert rows(page, AGREEMENT) == []


def test_who_is_one_of_the_two_sees_the_same_agreement(team: Team) -> None:
    lead, ada = (
        team.visit(*who).get("/progress").text for who in (("cora", Role.LEAD), ("ada", Role.REVIEWER))
    )
    assert rows(lead, AGREEMENT) == rows(ada, AGREEMENT)


def test_a_reader_sees_how_finished_works_stand_and_nobody_s_votes(team: Team) -> None:
    page = team.visit("dan", Role.READER).get("/progress").text
    assert rows(page, STAGES)[0][3:] == ["4", "1", "1", "2", "0", "4"]
    assert "ada" not in page and "ben" not in text_of(page)
    assert AGREEMENT not in page and OWN not in page and "recall.svg" not in page


@pytest.mark.parametrize("path", ["/progress", "/progress/recall.svg", "/conflicts"])
def test_no_byte_differs_by_votes_on_works_that_await_others(team: Team, path: str) -> None:
    ada = team.visit("ada")
    before = ada.get(path)
    team.say("ben", 10, "+", note="what ben thinks")
    team.say("ben", 11, "?", note="what ben thinks")
    after = ada.get(path)
    assert after.content == before.content
    assert after.headers.get("etag") == before.headers.get("etag")
    lead = team.visit("cora", Role.LEAD).get("/progress").text
    assert rows(lead, STAGES)[0][-2:] == ["4", "0"]


def test_a_lead_who_owes_a_vote_is_told_nothing_of_it(tmp_path: Path) -> None:
    team = Team(tmp_path, reviewers=("ada", "ben", "cora"))
    cora = team.visit("cora", Role.LEAD)
    before = cora.get("/progress").content
    team.say("ada", 3, "+")
    assert cora.get("/progress").content == before


def test_the_statement_is_the_one_that_the_stage_makes(tmp_path: Path) -> None:
    team = Team(tmp_path, works=120, votes=1, reviewers=("ada",))
    for number in [*range(0, 60, 3), *range(1, 120, 3)]:
        team.say("ada", number, "+" if number % 3 == 0 else "-")
    ada = team.visit("ada", Role.LEAD)
    page, whole = (text_of(ada.get(path).text) for path in ("/progress", "/progress?rules=every"))
    engine = team.desk
    read = decided.reading(engine.visible(Person(name="ada", role=Role.LEAD)))
    said = ranked.said_of(engine.rows, read, engine.review.screening)
    assert said["curve"].words in page
    assert "Said by the rule curve , as of 60 works read." in page
    assert said["knee"].words not in page  # in a long list all rules together take their time
    assert all(one.words in whole for one in said.values())
    assert "44 %" in whole  # how often «50 irrelevant» failed


def test_a_bound_is_said_once_and_where_another_rule_speaks_it_says_why(tmp_path: Path) -> None:
    team = Team(tmp_path, works=120, votes=1, reviewers=("ada",))
    for number in range(60):
        team.say("ada", number, "+" if number % 3 == 0 else "-", shown_by="")
    read = text_of(team.visit("ada", Role.LEAD).get("/progress").text)
    assert read.count("95 % confidence") == 1 and "95% confidence" not in read
    assert "20 relevant works are found; about" in read
    assert "drawn at random, none of them relevant, would make it 95 %: nearly all of what is left." in read
    assert "Said by the rule any order (the cautious one, which speaks instead of curve," in read
    assert "a maybe alone is not read" in read


def test_what_is_more_to_read_is_nearly_all_from_nine_tenths_on() -> None:
    assert [_seen(more).nearly_all for more in (None, 89, 90, 100)] == [False, False, True, True]


def _seen(more: int | None) -> progress.Seen:
    statement = Statement(
        method="curve", target=0.95, confidence=0.95, found=9, words="", stop=False, more_to_read=more
    )
    said = Said(fingerprint="", read=50, rules={}, statement=statement)
    return progress.Seen(lines=[], read=[], total=150, fingerprint="", said=said, rules=None)


def test_of_ten_works_a_coefficient_stands_without_a_remark(tmp_path: Path) -> None:
    team = Team(tmp_path)
    team.all_say(ada="+++++-----", ben="+++++-----")
    (row,) = rows(team.visit("cora", Role.LEAD).get("/progress").text, AGREEMENT)
    assert row[1] == "10" and row[4:7] == ["1.00"] * 3


def test_the_curve_is_a_picture_with_as_many_corners_as_finds(team: Team) -> None:
    ada = team.visit("ada")
    answer = ada.get("/progress/recall.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    root = ElementTree.fromstring(answer.content)
    assert root.tag.endswith("svg")
    paths = [path.get("d", "") for path in root.iter() if path.get("aria-roledescription") == "line mark"]
    assert len(paths) == 3  # the reading, the perfect order, chance
    assert sum(path.count("L") >= 10 for path in paths) == 1  # ten works, each a corner of the curve


def test_the_curve_as_a_table_ends_with_what_was_found(team: Team) -> None:
    page = team.visit("ada").get("/progress").text
    table = rows(page, "Relevant works found after so many read, by chance, and in the perfect order")
    assert table[0] == ["0", "0", "0.0", "0"]
    assert [row[0] for row in table] == [str(read) for read in range(11)]
    # Where two disagree half of the votes say yes: the work counts as found.
    assert table[-1][:2] == ["10", "6"]


def test_a_picture_that_has_not_changed_is_not_sent_again(team: Team) -> None:
    ada = team.visit("ada")
    tag = ada.get("/progress/recall.svg").headers["etag"]
    again = ada.get("/progress/recall.svg", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    narrow = ada.get("/progress/recall.svg?narrow=yes", headers={"If-None-Match": tag})
    assert narrow.status_code == 200
    team.say("ada", 10, "+")
    assert ada.get("/progress/recall.svg", headers={"If-None-Match": tag}).status_code == 200


def test_random_draws_are_counted_and_can_be_asked_for_and_ended(team: Team) -> None:
    team.say("ada", 10, "-", shown_by="random")
    ada = team.visit("ada")
    page = ada.get("/progress").text
    assert "1 of 11 works read were drawn at random" in text_of(page)
    status, page = send(ada, page, "/progress/sampler", sampler=progress.RANDOM)
    assert status == 303
    assert "You are now shown works drawn at random." in text_of(page)
    _, page = send(ada, page, "/progress/sampler", sampler="usual")
    assert "You are now shown works in the usual order." in text_of(page)
    assert "Show me works drawn at random" in text_of(page)


def test_other_preferences_stay_when_the_sampler_changes(team: Team) -> None:
    ada = team.visit("ada")
    _, page = send(ada, ada.get("/settings").text, "/settings", profile="Rayyan")
    assert "Rayyan" in page
    _, page = send(ada, ada.get("/progress").text, "/progress/sampler", sampler=progress.RANDOM)
    assert "Keys: Rayyan" in text_of(page)


def test_a_sampler_that_is_not_offered_changes_nothing(team: Team) -> None:
    ada = team.visit("ada")
    page = ada.get("/progress").text
    _, page = send(ada, page, "/progress/sampler", sampler="oldest first")
    assert "Show me works drawn at random" in text_of(page)


def test_the_pace_is_that_of_one_s_own_decisions(team: Team) -> None:
    team.say("ada", 10, "+", after=4000)
    page = text_of(team.visit("ada").get("/progress").text)
    assert "Median 10 s a record" in page
    assert "9 decisions; 1 that came after a pause of more than 5 minutes are left out" in page


def test_the_reviewers_of_the_demonstration_are_marked(team: Team) -> None:
    for by in ("synthetic-ada", "synthetic-ben"):
        made = Decision(at="2026-11-01T00:00:00+00:00", by=by, work=WorkId(name(11)), verdict=Verdict.INCLUDE)
        decisions.write(team.project.places.synthetic_decisions, by, [made])
    page = team.visit("cora", Role.LEAD).get("/progress").text
    assert ["synthetic-ada synthetic and synthetic-ben synthetic"] in [
        row[:1] for row in rows(page, AGREEMENT)
    ]


def test_with_nothing_read_the_page_says_what_is_needed(tmp_path: Path) -> None:
    page = text_of(Team(tmp_path).visit("ada").get("/progress").text)
    assert "Nothing is decided yet that you may see." in page
    assert "No work that you may see has votes of two people yet." in page


def test_an_unknown_rule_is_one_line(team: Team) -> None:
    team.project.set('stopping = "tarot"')
    answer = team.visit("ada").get("/progress")
    assert answer.status_code == 400
    assert "screening.stopping: 'tarot' is none of curve" in text_of(answer.text)


def test_with_no_works_the_page_stands(tmp_path: Path) -> None:
    assert Team(tmp_path, works=0).visit("ada").get("/progress").status_code == 200


def test_a_removed_reviewer_s_votes_stay_in_the_counts(team: Team) -> None:
    team.set_reviewers("ada")
    page = team.visit("ada", Role.LEAD).get("/progress").text
    # Works that ada read alone are complete now: one vote is all that can be had.
    assert rows(page, STAGES)[0] == ["Abstracts", "12", "10", "4", "3", "1", "2", "0", "2"]
    assert rows(page, AGREEMENT)[0][0] == "ada and ben"
