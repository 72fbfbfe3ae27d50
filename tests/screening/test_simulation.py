import pytest
from sklearn.utils import check_random_state

from synth.errors import UserError
from synth.screening import metrics
from synth.screening.classifiers import CLASSIFIERS
from synth.screening.simulation import PROTOCOLS, Protocol, simulate
from synth.screening.texts import Text

LABELS = [number % 5 == 0 for number in range(40)]
TEXTS = [
    Text(title=f"{'Belonging of students' if label else 'Knee pain'} in ward {number}", abstract="A study.")
    for number, label in enumerate(LABELS)
]


@pytest.mark.parametrize("model", CLASSIFIERS)
@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_every_work_is_read_once_with_its_label_and_score(protocol: Protocol, model: str) -> None:
    run = simulate(TEXTS, LABELS, protocol=protocol, question="belonging of students", model=model)
    prior = 2 if protocol == "warm" else 0

    assert len(run.order) == len(set(run.order)) == len(run.scores) == 40 - prior
    assert run.relevant == tuple(LABELS[place] for place in run.order)
    assert metrics.loss(run.relevant) == 0
    assert run.fits >= 1


def test_the_works_known_beforehand_are_drawn_as_asreview_draws_them() -> None:
    run = simulate(TEXTS, LABELS, protocol="warm", seed=3)
    relevant = [place for place, label in enumerate(LABELS) if label]
    irrelevant = [place for place, label in enumerate(LABELS) if not label]

    drawn = {
        int(check_random_state(3).choice(places, 1, replace=False)[0]) for places in (relevant, irrelevant)
    }
    assert set(range(40)) - set(run.order) == drawn


def test_the_same_seed_gives_the_same_reading() -> None:
    first, second, other = (simulate(TEXTS, LABELS, protocol="warm", seed=seed) for seed in (1, 1, 2))

    assert first == second
    assert first.order != other.order


def test_without_a_question_a_cold_start_reads_in_the_order_given_until_it_knows_both_labels() -> None:
    run = simulate(TEXTS[1:], LABELS[1:], protocol="cold")

    assert run.order[:5] == (0, 1, 2, 3, 4)
    assert run.relevant[4:12] == (True,) * 7 + (False,)


def test_progress_is_told_of_every_work_read() -> None:
    told: list[int] = []
    simulate(TEXTS, LABELS, protocol="warm", progress=told.append)

    assert told == [1] * 38


def test_nothing_is_learnt_after_the_last_relevant_work() -> None:
    assert simulate(TEXTS, [True, *[False] * 39], protocol="warm").fits == 0
    assert simulate(TEXTS, [False] * 40, protocol="cold").fits == 0


def test_labels_that_do_not_fit_are_refused() -> None:
    with pytest.raises(UserError, match="40 texts have 39 labels"):
        simulate(TEXTS, LABELS[1:], protocol="cold")
    with pytest.raises(UserError, match="draws one relevant work, and there is none"):
        simulate(TEXTS, [False] * 40, protocol="warm")
    with pytest.raises(UserError, match="draws one irrelevant work, and there is none"):
        simulate(TEXTS, [True] * 40, protocol="warm")
