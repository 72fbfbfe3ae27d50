import pytest

from synth.errors import UserError
from synth.screening.reading import Reading, batches

YES, NO = True, False


def test_a_reading_counts_what_is_read_found_and_unread() -> None:
    reading = Reading(total=10, relevant=[YES, NO, YES])
    assert (reading.read, reading.found, reading.unread) == (3, 2, 7)


def test_a_reading_that_cannot_have_been_is_refused() -> None:
    with pytest.raises(UserError, match="2 works read of a list of 1"):
        Reading(total=1, relevant=[YES, NO])
    with pytest.raises(UserError, match="audit needs an entry for each of the 2 works"):
        Reading(total=9, relevant=[YES, NO], audit=[YES])
    with pytest.raises(UserError, match="a list only grows"):
        Reading(total=9, relevant=[YES, NO], total_then=[9, 8])
    with pytest.raises(UserError, match="a list only grows"):
        Reading(total=9, relevant=[YES], total_then=[10])


def test_a_list_that_never_grew_is_one_batch_read_from_its_beginning() -> None:
    (batch,) = batches(Reading(total=10, relevant=[YES, NO, NO], audit=[NO, NO, YES]))
    assert batch.whole and batch.total == 10 and batch.unread == 7
    assert batch.relevant.tolist() == [YES, NO, NO] and batch.audit.tolist() == [NO, NO, YES]


def test_works_read_in_another_order_leave_the_list_and_are_no_evidence() -> None:
    reading = Reading(total=10, relevant=[YES, NO, YES], ranked=[YES, NO, NO], audit=[NO, NO, YES])
    (batch,) = batches(reading)
    assert batch.total == 9 and batch.unread == 7
    assert batch.relevant.tolist() == [YES, YES] and batch.audit.tolist() == [NO, YES]


def test_without_knowing_what_came_when_only_what_was_read_since_the_list_grew_counts() -> None:
    (batch,) = batches(Reading(total=120, relevant=[YES, NO, NO, YES], total_then=[100, 100, 120, 120]))
    assert not batch.whole
    assert batch.total == 118 and batch.relevant.tolist() == [NO, YES]


def test_what_came_together_is_a_batch_with_its_own_reading() -> None:
    reading = Reading(total=200, relevant=[YES, NO, YES], total_then=[100, 200, 200], arrived=[100, 200, 100])
    first, second = batches(reading)
    assert (first.total, first.relevant.tolist(), first.whole) == (100, [YES, YES], True)
    assert (second.total, second.relevant.tolist(), second.whole) == (100, [NO], True)
    assert first.unread + second.unread == reading.unread


def test_small_refreshes_are_taken_together_until_they_are_many() -> None:
    arrived = [1000, 1003, 1020, 1060, 1100]
    reading = Reading(total=1100, relevant=[NO] * 5, total_then=arrived, arrived=arrived)
    assert [batch.total for batch in batches(reading)] == [1000, 60, 40]


def test_a_batch_is_never_smaller_than_what_was_read_of_it() -> None:
    reading = Reading(
        total=12, relevant=[NO] * 5, total_then=[10] * 3 + [12] * 2, arrived=[10, 12, 12, 12, 12]
    )
    assert [batch.unread for batch in batches(reading)] == [9, 0]
