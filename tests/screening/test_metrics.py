import math
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from synth.screening import metrics

ORDERS = st.lists(st.booleans(), min_size=1, max_size=40).filter(any)
VERDICTS = st.lists(st.tuples(st.sampled_from("yn?"), st.sampled_from("yn?")), min_size=1, max_size=30)


def curve(order: list[bool]) -> list[int]:
    """Count the relevant works found after each reading."""
    return [sum(order[:read]) for read in range(1, len(order) + 1)]


@given(ORDERS)
def test_loss_is_the_share_of_area_lost_between_the_best_and_the_worst_order(order: list[bool]) -> None:
    best, worst = sum(curve(sorted(order, reverse=True))), sum(curve(sorted(order)))
    assume(best != worst)
    assert metrics.loss(order) == pytest.approx((best - sum(curve(order))) / (best - worst))


@given(ORDERS)
def test_loss_lies_between_none_at_best_and_one_at_worst(order: list[bool]) -> None:
    assert metrics.loss(sorted(order, reverse=True)) == 0
    if not all(order):
        assert metrics.loss(sorted(order)) == pytest.approx(1)


def test_loss_of_a_small_order_by_hand() -> None:
    # Perfect 1 2 2 2, this 0 1 1 2, worst 0 0 1 2: 3 of 4 lost.
    assert metrics.loss([False, True, False, True]) == pytest.approx(3 / 4)


@given(ORDERS, st.integers(1, 100))
def test_needed_is_the_first_place_where_the_recall_is_reached(order: list[bool], percent: int) -> None:
    wanted = math.ceil(percent * sum(order) / 100)
    read = metrics.needed(order, recall=percent / 100)
    assert read == next(place for place, found in enumerate(curve(order), start=1) if found >= wanted)


def test_ninety_five_percent_of_twenty_is_nineteen() -> None:
    order = [True] * 19 + [False] * 80 + [True]
    assert metrics.needed(order, recall=0.95) == 19
    assert metrics.work_saved(order) == pytest.approx(0.95 - 0.19)


@given(ORDERS)
def test_work_saved_never_exceeds_the_recall_and_falls_with_worse_orders(order: list[bool]) -> None:
    saved = [metrics.work_saved(one) for one in (sorted(order, reverse=True), order, sorted(order))]
    assert saved[0] is not None
    assert saved[0] < 0.95
    assert all(one is not None and two is not None and one >= two for one, two in pairwise(saved))


@given(ORDERS)
def test_discovery_time_is_the_mean_share_read_when_one_is_found(order: list[bool]) -> None:
    shares = [place / len(order) for place in range(1, len(order) + 1) if order[place - 1]]
    assert metrics.discovery_time(order) == pytest.approx(sum(shares) / len(shares))


@given(ORDERS, st.integers(0, 100))
def test_recall_at_a_share_counts_what_is_found_in_it(order: list[bool], percent: int) -> None:
    read = percent * len(order) // 100
    assert metrics.recall_at(order, share=percent / 100) == pytest.approx(sum(order[:read]) / sum(order))


@given(ORDERS)
def test_average_precision_is_the_area_under_precision_and_recall(order: list[bool]) -> None:
    area, before = 0.0, 0.0
    for read, found in enumerate(curve(order), start=1):
        area += (found / sum(order) - before) * found / read
        before = found / sum(order)
    assert metrics.average_precision(order) == pytest.approx(area)


@pytest.mark.parametrize("order", [[], [False, False]])
def test_where_nothing_is_relevant_no_measure_pretends_to_know(order: list[bool]) -> None:
    assert metrics.loss(order) is None
    assert metrics.work_saved(order) is None
    assert metrics.discovery_time(order) is None
    assert metrics.recall_at(order, share=0.5) is None
    assert metrics.average_precision(order) is None


@given(VERDICTS)
def test_kappa_is_agreement_beyond_that_of_all_pairs_of_verdicts(pairs: list[tuple[str, str]]) -> None:
    first, second = [one for one, _ in pairs], [two for _, two in pairs]
    agreed = sum(one == two for one, two in pairs) / len(pairs)
    chance = sum(one == two for one in first for two in second) / len(pairs) ** 2
    assume(chance < 1)
    assert metrics.kappa(first, second) == pytest.approx((agreed - chance) / (1 - chance))


def test_kappa_of_the_textbook_table() -> None:
    # 20 both yes, 5 yes and no, 10 no and yes, 15 both no: 0.7 observed, 0.5 by chance.
    first = ["yes"] * 25 + ["no"] * 25
    second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert metrics.kappa(first, second) == pytest.approx(0.4)


def test_kappa_is_unknown_where_chance_explains_everything() -> None:
    assert metrics.kappa([], []) is None
    assert metrics.kappa(["no"] * 3, ["no"] * 3) is None


def test_kappa_wants_verdicts_on_the_same_works() -> None:
    with pytest.raises(ValueError, match=r"longer|shorter"):
        metrics.kappa(["no"], ["no", "yes"])


@given(ORDERS)
def test_the_measures_have_the_names_and_values_that_a_simulation_tells(order: list[bool]) -> None:
    assert metrics.measures(order) == {
        "loss": metrics.loss(order),
        "wss95": metrics.work_saved(order, recall=0.95),
        "atd": metrics.discovery_time(order),
        "recall@5": metrics.recall_at(order, share=0.05),
        "recall@10": metrics.recall_at(order, share=0.1),
        "recall@20": metrics.recall_at(order, share=0.2),
        "recall@50": metrics.recall_at(order, share=0.5),
    }
