from __future__ import annotations

import numpy
import pytest

from synth.domain.reviews import Assignment, Share, Team
from synth.errors import UserError
from synth.screening import assigning
from synth.screening.texts import Text

WORKS = [f"doi:10.5555/{number}" for number in range(4000)]
PEOPLE = ("ada", "ben", "cem", "dot", "eve")
PHARMACY = Share(label="pharmacy", words=("pharmac", "drug use"), reviewers=("ada", "cem"))


def readers(team: Team, *people: str, texts: tuple[Text, ...] = ()) -> dict[str, list[bool]]:
    labels = assigning.labelled(team.shares, texts)
    works = WORKS[: len(texts)] if texts else WORKS
    found = assigning.readers(team, people, works=works, labels=labels)
    return {name: mask.tolist() for name, mask in found.items()}


@pytest.mark.parametrize("each", [1, 2, 3])
def test_each_work_is_dealt_to_as_many_as_it_needs_and_evenly(each: int) -> None:
    found = assigning.dealt_out(WORKS, PEOPLE, each=each)
    counts = [int(mask.sum()) for mask in found.values()]
    even = each * len(WORKS) / len(PEOPLE)

    assert list(found) == list(PEOPLE)
    assert set(numpy.sum(list(found.values()), axis=0).tolist()) == {each}
    assert all(0.93 * even < count < 1.07 * even for count in counts)


def test_pairs_of_reviewers_meet_about_as_often_as_any_others() -> None:
    found = assigning.dealt_out(WORKS, PEOPLE, each=2)
    together = [int((found[one] & found[other]).sum()) for one in PEOPLE for other in PEOPLE if one < other]

    assert sum(together) == len(WORKS)
    assert all(340 < count < 460 for count in together)  # 400 each, if even


@pytest.mark.parametrize("gone", PEOPLE)
def test_who_leaves_gives_hers_to_the_others_and_nothing_else_moves(gone: str) -> None:
    before = assigning.dealt_out(WORKS, PEOPLE, each=2)
    after = assigning.dealt_out(WORKS, [name for name in PEOPLE if name != gone], each=2)

    assert set(numpy.sum(list(after.values()), axis=0).tolist()) == {2}
    for name, mask in after.items():
        assert not (before[name] & ~mask).any()  # nobody loses a work
        assert not (mask & ~before[name] & ~before[gone]).any()  # and gains hers alone


def test_the_share_depends_neither_on_the_order_of_names_nor_on_other_works() -> None:
    found = assigning.dealt_out(WORKS, PEOPLE, each=2)
    turned = assigning.dealt_out(WORKS[100:], PEOPLE[::-1], each=2)

    assert all((turned[name] == found[name][100:]).all() for name in PEOPLE)


def test_with_fewer_people_than_votes_everybody_reads_everything() -> None:
    found = assigning.dealt_out(WORKS, ["ada"], each=2)

    assert found["ada"].all()
    assert assigning.dealt_out(WORKS, [], each=2) == {}


def test_all_may_read_everything_when_nothing_is_shared_out() -> None:
    assert all(all(mask) for mask in readers(Team(), "ada", "ben").values())


def test_shares_go_by_team_votes() -> None:
    found = readers(Team(assignment=Assignment.SHARE, votes=2), *PEOPLE)

    assert sum(map(sum, found.values())) == 2 * len(WORKS)


def test_a_label_is_read_by_its_reviewers_and_the_rest_by_everybody() -> None:
    team = Team(assignment=Assignment.LABEL, shares=(PHARMACY,))
    texts = (
        Text(title="Belonging of pharmacists"),
        Text(title="Of nurses", abstract="Not their PHARMACY but ours."),
        Text(title="Of nurses", keywords=("Pharmacology",)),
        Text(title="Biopharmaceutics"),  # no word begins so
        Text(title="Drug users and their nurses"),
        Text(title="A drug, used well"),
        Text(title="Of nurses"),
    )
    found = readers(team, "ada", "ben", texts=texts)

    assert found["ada"] == [True] * 7
    # Punctuation parts no words: the texts are read as the engine reads them.
    assert found["ben"] == [False, False, False, True, False, False, True]


def test_a_work_of_two_labels_is_read_by_the_reviewers_of_both() -> None:
    nursing = Share(label="nursing", words=("nurs",), reviewers=("ben",))
    team = Team(assignment=Assignment.LABEL, shares=(PHARMACY, nursing))
    found = readers(
        team, "ada", "ben", "cem", texts=(Text(title="Pharmacists and nurses"), Text(title="Nurses"))
    )

    assert found == {"ada": [True, False], "ben": [True, True], "cem": [True, False]}


def test_a_label_whose_reviewers_have_left_is_read_by_everybody() -> None:
    team = Team(assignment=Assignment.LABEL, shares=(PHARMACY,))
    found = readers(team, "ben", "dot", texts=(Text(title="Pharmacists"), Text(title="Nurses")))

    assert found == {"ben": [True, True], "dot": [True, True]}


def test_a_label_holds_in_languages_without_spaces_too() -> None:
    share = Share(label="nursing", words=("看護",), reviewers=("ada",))
    found = assigning.labelled([share], [Text(title="帰属意識と看護学生"), Text(title="帰属意識")])

    assert found["nursing"].tolist() == [True, False]


def test_what_is_no_word_is_refused() -> None:
    with pytest.raises(UserError, match="pharmacy: '-' is no word"):
        assigning.labelled([Share(label="pharmacy", words=("-",), reviewers=("ada",))], [])


def test_no_works_are_no_trouble() -> None:
    assert assigning.dealt_out([], PEOPLE, each=2)["ada"].shape == (0,)
    assert assigning.labelled([PHARMACY], [])["pharmacy"].shape == (0,)
    assert assigning.labelled([], [Text(title="a")]) == {}
