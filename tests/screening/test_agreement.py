from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from synth.domain.decisions import Verdict
from synth.domain.identifiers import WorkId
from synth.screening import agreement, metrics
from synth.screening.agreement import Votes, between, overall

YES, NO, MAYBE = Verdict.INCLUDE, Verdict.EXCLUDE, Verdict.MAYBE


def votes(*rows: dict[str, Verdict]) -> Votes:
    return {WorkId(f"work {number}"): said for number, said in enumerate(rows)}


def of_table(yes: int, first: int, second: int, no: int) -> Votes:
    """Give the votes of two: both yes, the first alone, the second alone, both no."""
    cells = ((yes, YES, YES), (first, YES, NO), (second, NO, YES), (no, NO, NO))
    return votes(*({"ada": one, "ben": other} for count, one, other in cells for _ in range(count)))


# Published examples. Two tables of equal agreement and unequal kappa: Feinstein & Cicchetti 1990,
# doi:10.1016/0895-4356(90)90158-L, «the problems of two paradoxes».
@pytest.mark.parametrize(("cells", "kappa"), [((40, 9, 6, 45), 0.70), ((80, 10, 5, 5), 0.32)])
def test_kappa_falls_with_the_prevalence_and_the_share_agreed_does_not(
    cells: tuple[int, int, int, int], kappa: float
) -> None:
    found = between("ada", "ben", of_table(*cells))
    assert found.agreed == pytest.approx(0.85)
    assert found.kappa == pytest.approx(kappa, abs=0.005)
    assert found.works == 100
    assert found.table == ((cells[0], cells[1]), (cells[2], cells[3]))


def test_where_nearly_all_is_of_one_kind_ac1_stays_with_the_share_agreed() -> None:
    # Gwet 2002, «Kappa statistic is not satisfactory for assessing the extent of agreement between raters».
    found = between("ada", "ben", of_table(118, 5, 2, 0))
    assert found.kappa == pytest.approx(-0.0234, abs=5e-5)
    assert found.ac1 == pytest.approx(0.9408, abs=5e-5)


# Four observers, twelve units, five categories, with gaps: Krippendorff 2011, «Computing Krippendorff's
# alpha-reliability», C. The R package irrCAC, by Gwet, has the same data and gives AC1 too.
OBSERVERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
UNITS = ["".join(unit).replace(".", "") for unit in zip(*OBSERVERS, strict=True)]


def test_ratings_may_be_missing_and_raters_vary() -> None:
    assert agreement.alpha(UNITS) == pytest.approx(0.743, abs=5e-4)
    assert agreement.ac1(UNITS, categories=5) == pytest.approx(0.77544, abs=5e-6)
    assert agreement.agreed(UNITS) == pytest.approx(0.81818, abs=5e-6)


def test_alpha_of_two_observers_and_two_categories() -> None:
    # Krippendorff 2011, A.
    pairs = list(zip("0100000010", "1110010000", strict=True))
    assert agreement.alpha(pairs) == pytest.approx(0.095, abs=5e-4)


def test_three_categories_of_two_raters() -> None:
    # 100 pregnancies in three kinds by two abstractors: Gwet, Handbook of Inter-Rater Reliability (4th ed.).
    rows = [("ectopic", (13, 0, 0)), ("abnormal", (0, 20, 7)), ("normal", (0, 4, 56))]
    kinds = [kind for kind, _ in rows]
    pairs = [
        (one, other)
        for one, counts in rows
        for other, count in zip(kinds, counts, strict=True)
        for _ in range(count)
    ]
    assert metrics.kappa([one for one, _ in pairs], [other for _, other in pairs]) == pytest.approx(0.7964094)
    assert agreement.ac1(pairs, categories=3) == pytest.approx(0.8493305)


FIRM = some.sampled_from([YES, NO])
NAMES = ("ada", "ben", "cem", "dan")


def rated(words: some.SearchStrategy[Verdict]) -> some.SearchStrategy[list[dict[str, Verdict]]]:
    return some.lists(some.dictionaries(some.sampled_from(NAMES), words, max_size=4), max_size=25)


@settings(deadline=None)
@given(rated(some.sampled_from([YES, NO, MAYBE])))
def test_a_maybe_and_one_who_did_not_vote_are_the_same_but_for_the_count(
    rows: list[dict[str, Verdict]],
) -> None:
    firm = [{by: word for by, word in said.items() if word is not MAYBE} for said in rows]
    found, without = overall(votes(*rows)), overall(votes(*firm))
    assert (found.works, found.agreed, found.ac1, found.alpha) == (
        without.works,
        without.agreed,
        without.ac1,
        without.alpha,
    )
    assert without.maybes == 0
    assert found.maybes == sum(len(said) > 1 and MAYBE in said.values() for said in rows)


@settings(deadline=None)
@given(rated(FIRM))
def test_who_says_yes_and_who_no_may_be_exchanged(rows: list[dict[str, Verdict]]) -> None:
    turned = [{by: NO if word is YES else YES for by, word in said.items()} for said in rows]
    found, other = overall(votes(*rows)), overall(votes(*turned))
    for number in ("agreed", "kappa", "ac1", "alpha"):
        assert getattr(found, number) == pytest.approx(getattr(other, number))


@settings(deadline=None)
@given(rated(FIRM))
def test_no_number_is_above_one_and_all_are_one_where_all_agree(rows: list[dict[str, Verdict]]) -> None:
    found = overall(votes(*rows))
    numbers = [one for one in (found.agreed, found.kappa, found.ac1, found.alpha) if one is not None]
    assert all(one <= 1 + 1e-12 for one in numbers)
    disagreed = any(len(set(said.values())) > 1 for said in rows)
    assert bool(numbers) == (found.works > 0)
    assert all((one == pytest.approx(1)) != disagreed for one in numbers)


def test_raters_who_toss_a_coin_agree_by_chance_alone() -> None:
    coin = numpy.random.default_rng(1)
    rows = [
        {by: YES if coin.random() < 0.5 else NO for by in NAMES[: 2 + number % 3]} for number in range(4000)
    ]
    found = overall(votes(*rows))
    assert found.agreed == pytest.approx(0.5, abs=0.03)
    assert found.ac1 == pytest.approx(0, abs=0.05)
    assert found.alpha == pytest.approx(0, abs=0.05)


def test_of_two_the_numbers_of_all_are_those_of_the_pair() -> None:
    both = of_table(7, 2, 1, 30)
    assert overall(both) == between("ada", "ben", both)


def test_works_that_only_one_of_two_rated_are_no_part_of_their_agreement() -> None:
    both = of_table(7, 2, 1, 30)
    more = {**both, WorkId("x"): {"ada": YES}, WorkId("y"): {"cem": NO, "ben": YES}}
    assert between("ada", "ben", more) == between("ada", "ben", both)


def test_a_work_on_which_one_of_two_says_maybe_is_counted_apart_and_nowhere_else() -> None:
    both = of_table(7, 2, 1, 30)
    more = {**both, WorkId("x"): {"ada": YES, "ben": MAYBE}, WorkId("y"): {"ada": MAYBE, "ben": MAYBE}}
    assert between("ada", "ben", more) == replace(between("ada", "ben", both), maybes=2)


def test_kappa_is_not_made_of_more_than_two_who_rated() -> None:
    found = overall(votes({"ada": YES, "ben": YES}, {"ben": NO, "cem": NO}, {"ada": NO, "cem": YES}))
    assert (found.works, found.kappa, found.table) == (3, None, None)
    assert found.agreed == pytest.approx(2 / 3)


@pytest.mark.parametrize("rows", [[], [{"ada": YES}], [{"ada": MAYBE, "ben": YES}]])
def test_where_nothing_can_be_compared_nothing_is_said(rows: Sequence[dict[str, Verdict]]) -> None:
    found = overall(votes(*rows))
    assert (found.works, found.agreed, found.kappa, found.ac1, found.alpha) == (0, None, None, None, None)


def test_where_all_say_the_same_of_everything_kappa_and_alpha_are_not_defined() -> None:
    found = between("ada", "ben", of_table(0, 0, 0, 12))
    assert (found.agreed, found.kappa, found.ac1, found.alpha) == (1.0, None, 1.0, None)
