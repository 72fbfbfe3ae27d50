from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from synth.domain.decisions import Verdict
from synth.domain.outcomes import Outcome, outcome, votes_needed

WORDS = {"y": Verdict.INCLUDE, "n": Verdict.EXCLUDE, "?": Verdict.MAYBE, "w": Verdict.WITHDRAW}


@pytest.mark.parametrize(
    ("said", "needed", "expected"),
    [
        ("", 1, "undecided"),
        ("", 2, "undecided"),
        ("w", 1, "undecided"),
        ("y", 1, "included"),
        ("n", 1, "excluded"),
        ("?", 1, "maybe"),
        ("y", 2, "awaiting"),
        ("?", 2, "awaiting"),
        ("yw", 2, "awaiting"),
        ("yy", 2, "included"),
        ("nn", 2, "excluded"),
        ("yn", 2, "conflict"),
        ("yn", 1, "conflict"),
        ("yn", 3, "awaiting"),
        ("y?", 2, "maybe"),
        ("??", 2, "maybe"),
        ("y?", 1, "included"),
        ("yy?", 2, "included"),
        ("yn?", 2, "conflict"),
        ("y?", 3, "awaiting"),
        ("y", 0, "included"),
        ("?", 0, "maybe"),
    ],
)
def test_what_votes_come_to(said: str, needed: int, expected: str) -> None:
    assert outcome([WORDS[word] for word in said], needed=needed) == expected


VOTES = some.lists(some.sampled_from(list(Verdict)), max_size=6)


@settings(deadline=None)
@given(VOTES, some.integers(0, 4))
def test_a_settlement_is_the_outcome_whatever_the_votes_are(votes: list[Verdict], needed: int) -> None:
    assert outcome(votes, needed=needed, settled=Verdict.INCLUDE) is Outcome.INCLUDED
    assert outcome(votes, needed=needed, settled=Verdict.EXCLUDE) is Outcome.EXCLUDED


@settings(deadline=None)
@given(VOTES, some.integers(0, 4))
def test_the_order_of_the_votes_does_not_matter(votes: list[Verdict], needed: int) -> None:
    assert outcome(votes, needed=needed) is outcome(votes[::-1], needed=needed)


@pytest.mark.parametrize(
    ("wanted", "able", "needed"), [(2, 3, 2), (2, 1, 1), (3, 2, 2), (1, 0, 1), (2, 0, 1)]
)
def test_no_more_votes_are_needed_than_people_can_give(wanted: int, able: int, needed: int) -> None:
    assert votes_needed(wanted, able=able) == needed
