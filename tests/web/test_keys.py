from __future__ import annotations

import pytest

from synth.errors import UserError
from synth.web import keys
from synth.web.keys import ACTIONS, PROFILES, Keys


@pytest.mark.parametrize("profile", PROFILES)
def test_in_no_profile_two_actions_share_a_key(profile: str) -> None:
    assert keys.checked(Keys(profile=profile)).profile == profile


@pytest.mark.parametrize(
    ("profile", "relevant", "not_relevant"),
    [("neutral", "r", "e"), ("ASReview", "r", "i"), ("Rayyan", "i", "e")],
)
def test_each_profile_has_its_own_keys_for_the_verdicts(
    profile: str, relevant: str, not_relevant: str
) -> None:
    chosen = Keys(profile=profile)
    assert (chosen.pressed("relevant"), chosen.pressed("not-relevant")) == (relevant, not_relevant)
    assert chosen.pressed("maybe") == "u"
    assert chosen.shown("redo") == ("Shift+Z",)
    assert chosen.shown("previous") == ("K", "←")


def test_only_the_neutral_profile_says_what_i_means_elsewhere() -> None:
    (words,) = Keys().silent().values()
    assert "ASReview" in words and "Rayyan" in words
    assert [Keys(profile=profile).silent() for profile in PROFILES[1:]] == [{}, {}]
    assert Keys(own={"why": "i"}).silent() == {}
    assert Keys(on=False).silent() == {}


def test_a_key_of_ones_own_takes_the_place_of_all_the_action_had() -> None:
    chosen = keys.checked(Keys(own={"next": "b"}))
    assert chosen.pressed("next") == "b"
    assert chosen.pressed("previous") == "k arrowleft"


def test_keys_that_are_off_are_not_handed_to_the_page() -> None:
    assert {Keys(on=False).pressed(action.id) for action in ACTIONS} == {""}


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ({"note": "r"}, "is that of «Relevant» already"),
        ({"note": "1"}, "is the key of a reason"),
        ({"note": "ab"}, "is not one key"),
        ({"note": "\x07"}, "is not one key"),
    ],
)
def test_a_key_that_cannot_be_is_refused(own: dict[str, str], words: str) -> None:
    with pytest.raises(UserError, match=words):
        keys.checked(Keys(own=own))


def test_a_profile_that_is_not_there_is_refused() -> None:
    with pytest.raises(UserError, match="is none of neutral"):
        keys.checked(Keys(profile="vim"))


def test_the_keys_of_two_actions_may_change_places() -> None:
    assert keys.checked(Keys(own={"relevant": "e", "not-relevant": "r"})).pressed("relevant") == "e"
