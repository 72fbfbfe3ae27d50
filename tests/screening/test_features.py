import numpy
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from synth.screening.features import extract

TEXTS = [
    "sense of belonging among nursing students",
    "sense of belonging of nursing staff, belonging at work",
    "pain after surgery",
    "",
    "pain relief after knee surgery in nursing homes",
]


def test_texts_are_as_like_each_other_as_by_scikit_learn() -> None:
    ours = extract(TEXTS).matrix
    theirs = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, max_df=0.95).fit_transform(TEXTS)

    likeness, other = ((rows @ rows.T).toarray() for rows in (ours, theirs))
    apart = ~numpy.eye(len(TEXTS), dtype=bool)
    assert likeness[apart] == pytest.approx(other[apart], abs=1e-6)


def test_words_in_any_order_make_the_pairs_they_stand_in() -> None:
    chance = numpy.random.default_rng(1)
    words = numpy.array([f"word{number}" for number in range(40)])
    texts = [" ".join(chance.choice(words, size=30)) for _ in range(50)]
    ours = extract(texts)
    whole = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, max_df=0.95)
    theirs = whole.fit_transform(texts)

    terms = [ours.term(column) for column in range(ours.matrix.shape[1])]
    shared = theirs[:, [whole.vocabulary_[term] for term in terms]]
    assert ours.matrix.toarray() == pytest.approx(shared.toarray(), abs=1e-6)
    assert len(terms) == (theirs.getnnz(axis=0) > 1).sum()


def test_a_term_of_one_text_alone_is_left_out_and_still_shortens_the_others() -> None:
    texts = ["knee pain", "knee surgery", "belonging"]
    features = extract(texts)
    whole = TfidfVectorizer(ngram_range=(1, 2))
    rows = whole.fit_transform(texts)

    assert [features.term(column) for column in range(features.matrix.shape[1])] == ["knee"]
    knee = rows[:, whole.vocabulary_["knee"]].toarray()
    assert features.matrix.toarray() == pytest.approx(knee)


def test_pairs_are_named_by_both_words_and_never_reach_across_texts() -> None:
    features = extract(["knee pain", "knee pain", "pain knee", "other", "other"])
    terms = {features.term(column) for column in range(features.matrix.shape[1])}

    assert terms == {"knee", "pain", "knee pain", "other"}


def test_single_words_alone_can_be_had() -> None:
    features = extract(TEXTS, pairs=False)

    assert all(" " not in features.term(column) for column in range(features.matrix.shape[1]))


def test_the_frequencies_come_back_from_the_weights() -> None:
    features = extract(["pain and pain and pain", "pain", "other"], pairs=False)

    assert features.frequencies(0, 1) == pytest.approx([3])
    assert features.frequencies(1, 2) == pytest.approx([1])


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["one"], ["a", "b"]])
def test_nothing_to_compare_is_no_mistake(texts: list[str]) -> None:
    assert extract(texts).matrix.shape == (len(texts), 0)


def test_a_huge_text_is_one_row_like_any_other() -> None:
    features = extract(["pain " * 200_000, "pain relief", "relief", "other"])

    assert features.matrix[0].nnz == 1
    assert features.matrix[0].data[0] <= 1
