from collections.abc import Sequence
from math import floor

import pytest

from synth.screening.reading import Batch, Reading
from synth.screening.stopping import MINIMUM, STOPPERS, Bound, Range, by_curve

BOUNDS = ["curve", "hypergeometric"]


def ranked(finds: int, irrelevant: int, *, total: int = 1000) -> Reading:
    return Reading(total=total, relevant=[True] * finds + [False] * irrelevant)


def audited(finds: int, drawn: int, *, total: int = 1000) -> Reading:
    """Read 100 by rank, then draw so many at random, none of them relevant."""
    relevant = [True] * finds + [False] * (100 - finds + drawn)
    return Reading(total=total, relevant=relevant, audit=[False] * 100 + [True] * drawn)


@pytest.mark.parametrize("name", STOPPERS)
def test_no_rule_gives_a_number_before_the_minimum(name: str) -> None:
    works, finds = MINIMUM
    for reading in (ranked(finds - 1, 500), ranked(finds, works - finds - 1), ranked(0, 0)):
        statement = STOPPERS[name](reading)
        assert statement.recall_at_least is None and statement.left is None
        assert statement.more_to_read is None
        assert statement.words


@pytest.mark.parametrize("name", STOPPERS)
def test_every_rule_stops_at_the_end_of_the_list_and_names_itself(name: str) -> None:
    statement = STOPPERS[name](ranked(2, 8, total=10))
    assert statement.stop and statement.method == name and statement.found == 2


@pytest.mark.parametrize("name", STOPPERS)
def test_the_same_reading_gets_the_same_statement(name: str) -> None:
    assert STOPPERS[name](audited(30, 80)) == STOPPERS[name](audited(30, 80))


@pytest.mark.parametrize("name", BOUNDS)
def test_the_bound_the_estimate_and_the_stop_agree(name: str) -> None:
    for irrelevant in (60, 300, 700, 900):
        statement = STOPPERS[name](ranked(40, irrelevant))
        assert statement.left and statement.recall_at_least
        low, estimate, high = statement.left
        assert 0 <= low <= estimate <= high <= 960 - irrelevant
        assert statement.recall_at_least == pytest.approx(40 / (40 + high))
        assert statement.stop == (statement.recall_at_least >= 0.95) == (statement.more_to_read == 0)


@pytest.mark.parametrize("name", BOUNDS)
def test_what_must_still_be_read_is_enough_and_one_fewer_is_not(name: str) -> None:
    needed = STOPPERS[name](ranked(40, 100)).more_to_read
    assert needed
    assert STOPPERS[name](ranked(40, 100 + needed)).stop
    assert not STOPPERS[name](ranked(40, 100 + needed - 1)).stop


def test_an_audit_asks_for_as_many_draws_as_prove_the_target() -> None:
    needed = STOPPERS["audit"](audited(60, 60)).more_to_read
    assert needed
    assert STOPPERS["audit"](audited(60, 60 + needed)).stop
    assert not STOPPERS["audit"](audited(60, 60 + needed - 1)).stop


def test_nineteen_of_twenty_are_ninety_five_percent() -> None:
    statement = STOPPERS["hypergeometric"](ranked(19, 830))
    assert statement.left and statement.left[2] == 1 and statement.stop


@pytest.mark.parametrize("name", BOUNDS)
def test_more_confidence_leaves_more_and_a_higher_target_asks_for_more(name: str) -> None:
    usual, sure = (STOPPERS[name](ranked(40, 200), confidence=share) for share in (0.8, 0.99))
    assert usual.left and sure.left and usual.left[2] < sure.left[2]
    low, high = (STOPPERS[name](ranked(40, 200), target=share) for share in (0.8, 0.99))
    assert low.more_to_read is not None and high.more_to_read is not None
    assert low.more_to_read < high.more_to_read


def test_the_curve_reads_less_than_the_hypergeometric_test() -> None:
    curve, plain = (STOPPERS[name](ranked(40, 100)).more_to_read for name in BOUNDS)
    assert curve and plain and curve < plain


def test_the_words_say_what_is_found_what_is_left_and_what_is_assumed() -> None:
    words = STOPPERS["curve"](ranked(40, 100)).words
    assert words.startswith("40 relevant works are found: at least ")
    assert "(95% confidence)" in words and "more read in the order proposed" in words
    assert "This holds for works read in the order proposed" in words
    assert "That is enough for 95%." in STOPPERS["curve"](ranked(40, 940)).words


@pytest.mark.parametrize("name", BOUNDS)
def test_works_read_in_another_order_give_no_bound(name: str) -> None:
    reading = Reading(total=1000, relevant=[True] * 40 + [False] * 400, ranked=[False] * 440)
    statement = STOPPERS[name](reading)
    assert statement.recall_at_least is None and not statement.stop
    assert "so far 0 and 40" in statement.words


@pytest.mark.parametrize("name", BOUNDS)
def test_of_a_list_that_has_grown_nothing_is_said_before_enough_is_read_again(name: str) -> None:
    then = [500] * 400 + [1000] * 40
    reading = Reading(total=1000, relevant=[True] * 40 + [False] * 400, total_then=then)
    statement = STOPPERS[name](reading)
    assert statement.recall_at_least is None and "since the list has grown" in statement.words


@pytest.mark.parametrize("name", BOUNDS)
def test_newcomers_make_the_bound_speak_of_the_new_whole(name: str) -> None:
    relevant = [True] * 40 + [False] * 400
    before = STOPPERS[name](Reading(total=500, relevant=relevant))
    after = STOPPERS[name](
        Reading(total=1000, relevant=relevant, total_then=[500] * 440, arrived=[500] * 440)
    )
    assert before.left and after.left
    assert after.left[2] > before.left[2]
    if name == "hypergeometric":  # of the newcomers it knows nothing: all may be relevant
        assert after.left[2] >= 500


def test_three_newcomers_do_not_undo_what_was_known() -> None:
    relevant, read = [True] * 40 + [False] * 400, 440
    before = STOPPERS["curve"](Reading(total=500, relevant=relevant))
    after = STOPPERS["curve"](
        Reading(total=503, relevant=relevant, total_then=[500] * read, arrived=[500] * read)
    )
    assert before.left and after.left
    assert before.left[2] <= after.left[2] <= before.left[2] + 3


def test_an_audit_without_a_find_lowers_the_bound_and_one_with_finds_raises_it() -> None:
    none = STOPPERS["curve"](audited(40, 60))
    relevant = [True] * 40 + [False] * 60 + [False, True, False] * 20
    some = STOPPERS["curve"](Reading(total=1000, relevant=relevant, audit=[False] * 100 + [True] * 60))
    plain = STOPPERS["curve"](ranked(40, 60))
    assert none.left and some.left and plain.left
    assert none.left[2] < plain.left[2] < some.left[2]
    assert some.left[1] > 250  # a third of the 840 unread, though the curve alone would say fewer


def grown(refreshes: int) -> Reading:
    """Read 600 of 1,000, then 60 of each 100 that a refresh brings; a tenth of these is relevant."""
    totals = [1000 + 100 * number for number in range(refreshes + 1)]
    arrived = [1000] * 600 + [total for total in totals[1:] for _ in range(60)]
    relevant = [True] * 60 + [False] * 540 + ([True] * 6 + [False] * 54) * refreshes
    return Reading(total=totals[-1], relevant=relevant, total_then=arrived, arrived=arrived)


class Looking:
    """The curve's rule, noting how much is unread and how many may be left at each look."""

    def __init__(self) -> None:
        self.looks: list[tuple[int, int]] = []

    def __call__(self, parts: Sequence[Batch], confidence: float) -> Range | None:
        left = by_curve(parts, confidence)
        assert left
        self.looks.append((sum(part.unread for part in parts), left[2]))
        return left


def test_after_many_refreshes_it_takes_no_more_looks_to_say_how_much_more_to_read() -> None:
    few, many = Looking(), Looking()
    for judge, refreshes in ((few, 2), (many, 30)):
        statement = Bound(name="curve", judge=judge, assumes="")(grown(refreshes), target=0.99)
        assert statement.more_to_read
    assert len(many.looks) <= len(few.looks)


def test_after_refreshes_what_must_still_be_read_is_known_to_a_work_for_each() -> None:
    reading, judge = grown(12), Looking()
    needed = Bound(name="curve", judge=judge, assumes="")(reading, target=0.99).more_to_read
    allowed = floor(reading.found / 0.99) - reading.found
    assert needed
    enough = min(reading.unread - unread for unread, high in judge.looks if high <= allowed)
    too_few = max(reading.unread - unread for unread, high in judge.looks if high > allowed)
    assert abs(needed - enough) <= 6  # half a work for each of twelve equal lists
    assert 0 < enough - too_few <= 3 * 13


def test_newcomers_of_whom_none_was_drawn_are_not_all_relevant_for_an_audits_sake() -> None:
    relevant, audit = [True] * 40 + [False] * 420, [False] * 400 + [True] * 60
    reading = Reading(total=700, relevant=relevant, audit=audit, total_then=[500] * 460, arrived=[500] * 460)
    statement = STOPPERS["curve"](reading)
    assert statement.left and statement.left[1] < 100


def test_where_nearly_all_that_was_read_is_relevant_the_curve_says_that_it_cannot_say() -> None:
    # As in the demonstration read by its own truth: the first works are misses, then come finds alone.
    relevant = [False] * 6 + [True] * 40 + [False] + [True] * 57
    statement = STOPPERS["curve"](Reading(total=1700, relevant=relevant))
    assert statement.left is None and not statement.stop
    assert "it needs 50 irrelevant works read in the order proposed" in statement.words
    assert "so far 7 and 97" in statement.words


@pytest.mark.parametrize(("irrelevant", "left"), [(60, 20), (130, 7), (280, 4)])
def test_a_rich_list_read_nearly_to_its_last_find_is_not_said_to_be_full_of_them(
    irrelevant: int, left: int
) -> None:
    relevant = [False] * 6 + [True] * (323 - left) + [False] * irrelevant
    statement = STOPPERS["curve"](Reading(total=1700, relevant=relevant))
    assert statement.left and statement.left[0] <= left <= statement.left[2] < 400
