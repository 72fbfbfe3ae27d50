import numpy
import pytest
from scipy import sparse
from sklearn.base import clone

from synth.errors import UserError
from synth.screening import classifiers
from synth.screening.classifiers import CLASSIFIERS, Labels

# Three terms: the first stands in relevant works, the second in irrelevant ones, the third in both.
ROWS = sparse.csr_matrix(
    numpy.array([[0.8, 0, 0.6], [1, 0, 0], [0, 0.8, 0.6], [0, 1, 0]], dtype=numpy.float32)
)
LABELS: Labels = numpy.array([1, 1, 0, 0])
WEIGHTS = numpy.ones(4)


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_a_model_weighs_terms_by_the_side_they_stand_on(name: str) -> None:
    estimator = CLASSIFIERS[name].make(1)
    estimator.fit(ROWS, LABELS, sample_weight=WEIGHTS)

    assert estimator.coef_.shape == (1, 3)
    first, second, _ = estimator.coef_.ravel()
    assert first > 0 > second


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_a_model_learns_from_one_relevant_and_one_irrelevant_work(name: str) -> None:
    estimator = CLASSIFIERS[name].make(1)
    estimator.fit(ROWS[[0, 2]], LABELS[[0, 2]], sample_weight=WEIGHTS[:2])

    assert (ROWS @ estimator.coef_.ravel()).argmin() in (2, 3)


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_the_same_seed_gives_the_same_model_and_a_clone_is_unfitted(name: str) -> None:
    first, second = CLASSIFIERS[name].make(3), clone(CLASSIFIERS[name].make(3))
    assert not hasattr(second, "classes_")
    for estimator in (first, second):
        estimator.fit(ROWS, LABELS, sample_weight=WEIGHTS)

    assert numpy.array_equal(first.coef_, second.coef_)


def test_an_unknown_model_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(UserError, match=r"screening\.model: 'oracle' is none of svm, "):
        classifiers.named("oracle")


def test_all_relevant_works_weigh_a_ratio_of_all_irrelevant_ones() -> None:
    labels: Labels = numpy.array([1, 0, 0, 0])
    weights = classifiers.balanced(labels, numpy.array([1.0, 1.0, 0.5, 0.5]), ratio=4.0)

    assert weights.mean() == pytest.approx(1)
    assert weights[0] == pytest.approx(4 * weights[1:].sum())
    assert weights[1] == pytest.approx(2 * weights[2])
