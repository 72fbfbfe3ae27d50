import numpy
import pytest

from synth.screening import classifiers
from synth.screening.classifiers import CLASSIFIERS, Matrix

TEXTS = ["belonging of nursing students", "belonging on placement", "triage of trauma", "imaging of trauma"]


def features_of(texts: list[str]) -> Matrix:
    features = classifiers.features(texts)
    assert features is not None
    return features


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_a_model_fits_on_one_include_and_one_exclude(name: str) -> None:
    features = features_of(TEXTS)
    labels = numpy.array([1, 0])
    model = CLASSIFIERS[name](1)
    model.fit(features[[0, 2]], labels, sample_weight=numpy.ones(2))
    scores = model.predict_proba(features)[:, 1]
    assert scores[1] > scores[3]
    assert ((scores >= 0) & (scores <= 1)).all()


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_the_same_seed_gives_the_same_scores(name: str) -> None:
    features = features_of(TEXTS)
    scores = []
    for _ in range(2):
        model = CLASSIFIERS[name](3)
        model.fit(features, numpy.array([1, 1, 0, 0]), sample_weight=numpy.ones(4))
        scores.append(model.predict_proba(features))
    assert (scores[0] == scores[1]).all()


def test_features_are_words_and_pairs_of_words_in_rows_of_length_one() -> None:
    features = features_of(["belonging on placement", "placement"])
    assert features.shape == (2, 5)
    assert numpy.allclose(numpy.sqrt(features.multiply(features).sum(axis=1)), 1)


def test_a_term_of_one_text_among_many_is_left_out() -> None:
    features = features_of(["trauma"] * 60 + ["belonging"] * 60 + ["singular"])
    assert features.shape == (121, 2)


@pytest.mark.parametrize("texts", [[""], ["", "?"], [f"word{number}" for number in range(200)]])
def test_texts_without_a_common_term_have_no_features(texts: list[str]) -> None:
    assert classifiers.features(texts) is None


def test_balanced_weights_give_both_labels_the_same_weight() -> None:
    labels = numpy.array([1, 0, 0, 0])
    weights = classifiers.balanced(labels, numpy.array([0.5, 1.0, 1.0, 0.5]))
    assert weights[labels == 1].sum() == pytest.approx(2)
    assert weights[labels == 0].sum() == pytest.approx(2)
    assert weights[1] == pytest.approx(2 * weights[3])
