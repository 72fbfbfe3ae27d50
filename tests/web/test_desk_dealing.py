from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from synth.domain.outcomes import Outcome
from synth.domain.people import Person, Role
from synth.errors import UserError
from synth.screening.sampling import SAMPLERS
from synth.web.dealing import PATIENCE
from synth.web.desk import Desk
from tests.web.small_desk import (
    ADA,
    BEN,
    CEM,
    EXCLUDE,
    INCLUDE,
    LEA,
    MAYBE,
    WITHDRAW,
    dealt,
    desk,
    name,
    project,
    row,
    say,
)

TWO = "votes = 2\n"


def test_the_most_relevant_come_first_by_the_question_and_then_by_what_is_decided(tmp_path: Path) -> None:
    at = desk(project(tmp_path), ADA)
    assert set(dealt(at, ADA)[:4]) == {name(place) for place in (0, 3, 6, 9)}
    for place in range(6):
        say(at, ADA, name(place), EXCLUDE if place % 3 == 0 else INCLUDE)
    at._order.refit()

    assert set(dealt(at, ADA)[:4]) == {name(place) for place in (7, 8, 10, 11)}


def test_the_score_on_disk_is_the_one_of_the_moment_at_which_the_card_was_dealt(tmp_path: Path) -> None:
    places = project(tmp_path)
    at = desk(places, ADA, BEN)
    first, second = at.deal(ADA, most=2)
    where = [int(card.work[-3:]) for card in (first, second)]
    then = [at._order.score(place) for place in where]
    say(at, BEN, name(1), INCLUDE)
    say(at, BEN, name(2), EXCLUDE)
    at._order.refit()
    now = [at._order.score(place) for place in where]
    forgetful = desk(places, ADA, BEN)

    assert then[0] != now[0] and then[1] != now[1]
    assert say(at, ADA, first.work, INCLUDE).decision.score == then[0]
    forgetful.own(ADA)  # it follows what was decided elsewhere, and refits beside
    forgetful._order.refit()
    before = forgetful._order.score(where[1])
    assert say(forgetful, ADA, second.work, INCLUDE).decision.score == before != then[1]


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_every_sampler_deals_all_that_is_to_be_read_and_is_noted(tmp_path: Path, sampler: str) -> None:
    at = desk(project(tmp_path, team=f'sampler = "{sampler}"\n'), ADA)
    say(at, ADA, name(3), INCLUDE)
    cards = at.deal(ADA, most=100)

    assert sorted(card.work for card in cards) == [name(place) for place in range(12) if place != 3]
    assert {card.shown_by for card in cards} == {sampler}
    assert {at.deal(ADA, sampler=other)[0].shown_by for other in SAMPLERS} == set(SAMPLERS)


def test_the_oldest_come_first_by_the_moment_they_were_first_retrieved(tmp_path: Path) -> None:
    days = (3, 1, 2)
    works = [{**row(place), "first_at": f"2026-11-{day:02}T00:00:00"} for place, day in enumerate(days)]
    at = desk(project(tmp_path, works=[*works, {**row(3), "first_at": None}]), ADA)

    assert dealt(at, ADA, sampler="oldest first") == [name(place) for place in (3, 1, 2, 0)]


def test_a_random_card_stays_until_it_is_decided_and_differs_from_person_to_person(tmp_path: Path) -> None:
    at = desk(project(tmp_path, works=60, team='votes = 9\nsampler = "random"\n'), *(ADA, BEN, CEM))
    first = {person.name: dealt(at, person, most=3) for person in (ADA, BEN, CEM)}
    other = next(work for work in map(name, range(60)) if work not in first["ada"])
    say(at, BEN, other, INCLUDE)

    assert dealt(at, ADA, most=3) == first["ada"]
    assert dealt(at, ADA, most=1) == first["ada"][:1]
    assert len({tuple(works) for works in first.values()}) == 3
    say(at, ADA, first["ada"][0], INCLUDE)
    assert dealt(at, ADA, most=3) != first["ada"][1:]


def test_as_many_cards_are_dealt_as_are_asked_for_without_those_skipped(tmp_path: Path) -> None:
    at = desk(project(tmp_path), ADA)
    all_ = dealt(at, ADA)

    assert dealt(at, ADA, most=3) == all_[:3]
    assert dealt(at, ADA, most=2, skip=[all_[0], "doi:10.5555/nothing"]) == all_[1:3]
    assert dealt(at, ADA, skip=all_) == []
    assert at.left(ADA, "abstract") == 12


def test_what_was_put_off_comes_last_the_longest_ago_first_and_alone_when_asked_for(tmp_path: Path) -> None:
    at = desk(project(tmp_path), ADA)
    say(at, ADA, name(6), MAYBE)
    say(at, ADA, name(2), MAYBE)
    cards = at.deal(ADA, most=100)

    assert at.left(ADA, "abstract") == 10
    assert [card.work for card in cards[10:]] == [name(6), name(2)] == dealt(at, ADA, sampler="parked")
    assert [card.shown_by for card in cards] == ["most relevant"] * 10 + ["parked"] * 2
    assert [card.standing.verdict for card in cards[10:] if card.standing] == [MAYBE, MAYBE]
    assert dealt(at, ADA, sampler="parked", skip=[name(6)], most=1) == [name(2)]
    say(at, ADA, name(6), MAYBE, note="Still.")
    assert dealt(at, ADA, sampler="parked") == [name(2), name(6)]
    say(at, ADA, name(2), INCLUDE)
    assert dealt(at, ADA, sampler="parked") == [name(6)]


def test_what_was_put_off_is_not_put_before_others_who_are_not_needed(tmp_path: Path) -> None:
    at = desk(project(tmp_path))
    say(at, ADA, name(6), MAYBE)

    assert name(6) not in dealt(at, BEN)
    assert at.outcome(name(6), "abstract") is Outcome.MAYBE


def test_a_full_text_that_is_no_longer_sought_is_not_put_off_any_more(tmp_path: Path) -> None:
    at = desk(project(tmp_path), ADA)
    say(at, ADA, name(6), INCLUDE)
    say(at, ADA, name(6), MAYBE, stage="full text")
    assert dealt(at, ADA, stage="full text") == [name(6)]
    say(at, ADA, name(6), EXCLUDE)

    assert dealt(at, ADA, stage="full text") == []


def test_what_a_third_has_settled_is_no_longer_put_off(tmp_path: Path) -> None:
    at = desk(project(tmp_path), ADA, LEA)
    say(at, ADA, name(6), MAYBE)
    say(at, LEA, name(6), EXCLUDE, settles=True)

    assert dealt(at, ADA, sampler="parked") == []


def test_a_work_is_dealt_until_it_has_its_votes(tmp_path: Path) -> None:
    at = desk(project(tmp_path, team=TWO), ADA, BEN, CEM)
    say(at, ADA, name(0), INCLUDE)
    assert name(0) in dealt(at, BEN) and name(0) not in dealt(at, ADA)
    assert at.outcome(name(0), "abstract") is Outcome.AWAITING
    say(at, BEN, name(0), INCLUDE)

    assert name(0) not in dealt(at, CEM)
    assert at.outcome(name(0), "abstract") is Outcome.INCLUDED
    say(at, BEN, name(0), WITHDRAW)
    assert name(0) in dealt(at, CEM)


def test_two_are_not_dealt_one_work_where_one_vote_is_wanted_unless_nothing_else_is_left(
    tmp_path: Path,
) -> None:
    at = desk(project(tmp_path, works=3))
    (one,) = dealt(at, ADA, most=1)
    (other,) = dealt(at, BEN, most=1)

    assert one != other
    assert dealt(at, ADA, most=1) == [one]  # it is hers still
    assert dealt(at, BEN)[-1] == one
    assert sorted(dealt(at, BEN)) == [name(place) for place in range(3)]


def test_as_many_as_a_work_needs_may_have_it_before_them(tmp_path: Path) -> None:
    at = desk(project(tmp_path, works=3, team=TWO), ADA, BEN, CEM)
    (one,) = dealt(at, ADA, most=1)

    assert dealt(at, BEN, most=1) == [one]
    assert dealt(at, CEM, most=1) != [one]
    say(at, ADA, one, INCLUDE)
    assert dealt(at, CEM, most=1) != [one]  # hers is in, Ben's will be
    assert dealt(at, BEN, most=1) == [one]


def test_a_card_left_lying_goes_to_others_after_a_while(tmp_path: Path) -> None:
    moments = [datetime(2026, 11, 20, 10, tzinfo=UTC)]
    at = desk(project(tmp_path, works=3), now=lambda: moments[-1])
    (one,) = dealt(at, ADA, most=1)
    moments.append(moments[-1] + PATIENCE - timedelta(seconds=1))
    assert dealt(at, BEN, most=1) != [one]
    moments.append(moments[0] + PATIENCE)

    assert dealt(at, BEN, most=1) == [one]


def test_a_chosen_card_says_so_unless_something_had_put_it_there(tmp_path: Path) -> None:
    at = desk(project(tmp_path), ADA)
    (card,) = at.deal(ADA, sampler="random")
    others = [work for work in map(name, range(12)) if work != card.work]

    assert at.dealt(ADA, card.work, stage="abstract").shown_by == "random"
    assert at.dealt(ADA, others[0], stage="abstract").shown_by == "chosen"
    assert at.dealt(ADA, card.work, stage="full text").shown_by == "chosen"
    assert at.dealt(BEN, card.work, stage="abstract").shown_by == "chosen"


def shares(at: Desk, *people: Person) -> dict[str, set[str]]:
    """Give what each is still to read."""
    return {person.name: set(dealt(at, person)) for person in people}


def test_a_share_each_deals_every_work_to_as_many_as_it_needs(tmp_path: Path) -> None:
    places = project(tmp_path, works=40, team='assignment = "share"\nvotes = 2\n')
    at = desk(places, ADA, BEN, CEM)
    hers = shares(at, ADA, BEN, CEM)

    assert sum(map(len, hers.values())) == 80
    strange = next(work for work in map(name, range(40)) if work not in hers["ada"])
    with pytest.raises(UserError, match="dealt to others"):
        say(at, ADA, strange, INCLUDE)


def test_who_leaves_leaves_nothing_stuck_and_moves_her_works_alone(tmp_path: Path) -> None:
    places = project(tmp_path, works=40, team='assignment = "share"\nvotes = 2\n')
    at = desk(places, ADA, BEN, CEM)
    before = shares(at, ADA, BEN, CEM)
    hers, both = sorted(before["cem"])[0], sorted(before["cem"])[1]
    say(at, CEM, hers, INCLUDE)
    say(at, CEM, both, EXCLUDE)
    partner = next(person for person in (ADA, BEN) if both in before[person.name])
    say(at, partner, both, INCLUDE)
    at = desk(places, ADA, BEN)
    after = shares(at, ADA, BEN)

    assert at.left(CEM, "abstract") == 0
    assert at.outcome(both, "abstract") is Outcome.CONFLICT  # her vote stands
    assert before["ada"] - {both} <= after["ada"] and before["ben"] - {both} <= after["ben"]
    assert hers in after["ada"] and hers in after["ben"]  # it needs one more, from either
    for work in sorted(after["ada"]):
        say(at, ADA, work, EXCLUDE)
    for work in dealt(at, BEN):
        say(at, BEN, work, EXCLUDE)
    stuck = [
        one for one in at.outcomes(LEA, "abstract").values() if one in (Outcome.AWAITING, Outcome.UNDECIDED)
    ]
    assert stuck == []


def test_the_last_of_two_to_stay_is_enough(tmp_path: Path) -> None:
    places = project(tmp_path, works=3, team=TWO)
    at = desk(places, ADA, BEN)
    say(at, ADA, name(0), INCLUDE)
    assert at.outcome(name(0), "abstract") is Outcome.AWAITING

    at = desk(places, ADA)
    assert at.outcome(name(0), "abstract") is Outcome.INCLUDED
    say(at, ADA, name(1), EXCLUDE)
    assert at.outcome(name(1), "abstract") is Outcome.EXCLUDED
    at = desk(places, ADA, CEM)
    assert at.outcome(name(0), "abstract") is Outcome.AWAITING
    assert dealt(at, CEM) and name(1) in dealt(at, CEM)


def test_labels_deal_works_to_their_reviewers_and_stand_on_the_sheet(tmp_path: Path) -> None:
    team = 'assignment = "label"\nshares = [{ label = "knees", words = ["kne"], reviewers = ["ben"] }]\n'
    at = desk(project(tmp_path, works=6, team=team))
    sheet = at.sheet(name(1))

    assert sheet and sheet.labels == ("knees",)
    assert sorted(dealt(at, ADA)) == [name(0), name(3)]
    assert at.left(BEN, "abstract") == 6


def test_votes_wanted_of_a_label_are_never_more_than_its_reviewers(tmp_path: Path) -> None:
    knees = 'shares = [{ label = "knees", words = ["kne"], reviewers = ["ben"] }]\n'
    team = f'assignment = "label"\nvotes = 2\n{knees}'
    at = desk(project(tmp_path, works=6, team=team))
    say(at, BEN, name(1), INCLUDE)
    say(at, BEN, name(0), INCLUDE)

    assert at.outcome(name(1), "abstract") is Outcome.INCLUDED
    assert at.outcome(name(0), "abstract") is Outcome.AWAITING


def test_a_lead_of_the_team_screens_too(tmp_path: Path) -> None:
    at = desk(project(tmp_path, team='reviewers = ["ada", "lea"]\n'))
    assert len(dealt(at, Person(name="lea", role=Role.LEAD))) == 12
