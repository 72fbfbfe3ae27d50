"""
Topics beside scikit-learn's own: python -m benchmarks.topics CORPUS … [--read]

A corpus is ``demo``, ``demo:WORKS``, JSON lines of records, or a labelled review (``….csv.gz``). For each,
and for the number of topics that is chosen here: scikit-learn's NMF and LDA as its example of topic
extraction has them (TfidfVectorizer and CountVectorizer, ``max_df=0.95, min_df=2, max_features=1000,
stop_words="english"``).

recovered: adjusted mutual information with the true topics. AUC: of a logistic regression on each work's
topics, cross-validated ten times ten, against what the review included. NPMI, C_V: the mean coherence of
the topics' ten strongest words on the corpus itself. stability: adjusted mutual information of the division
of all with those of eight random four fifths. ``--read`` prints each topic as an educator sees it.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
from numpy.typing import NDArray
from scipy import sparse
from sklearn.decomposition import NMF, LatentDirichletAllocation
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import adjusted_mutual_info_score
from sklearn.model_selection import RepeatedStratifiedKFold, cross_val_score

from benchmarks import corpora
from benchmarks.corpora import Corpus
from synth.domain.reviews import Topics
from synth.maps import coherence, counting, describing, factors, labels, stability, terms, topics, weighing

Numbers = NDArray[numpy.float64]
SETTINGS = Topics()


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """How much of each work is of each topic, and each topic's strongest words as columns of ``counts``."""

    strengths: Numbers
    counts: Any
    words: list[list[int]]


Divide = Callable[[Corpus, int, NDArray[numpy.int64]], Division]


def ours(corpus: Corpus, number: int, part: NDArray[numpy.int64]) -> Division:
    """Divide by the project's own reading and factors, the number given."""
    texts = [corpus.texts[place] for place in part]
    read = counting.count(texts, least=weighing.least(len(texts)))
    chosen = weighing.choose(read, before=weighing.Vocabulary())
    matrix = weighing.weigh(chosen)
    fitted = factors.fit(matrix, number, begun=factors.axes(matrix, most=number, seed=1))
    return Division(
        strengths=fitted.strengths(),
        counts=matrix,
        words=coherence.strongest(fitted.topics),
    )


def theirs(model: Callable[[int], Any], vectorizer: Callable[..., Any]) -> Divide:
    """Divide by a model of scikit-learn as its example has it."""

    def divide(corpus: Corpus, number: int, part: NDArray[numpy.int64]) -> Division:
        written = ["\n".join((one.title, one.abstract, *one.keywords)) for one in corpus.texts]
        read = vectorizer(max_df=0.95, min_df=2, max_features=1000, stop_words="english")
        matrix = read.fit_transform([written[place] for place in part])
        fitted = model(number)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            strengths = fitted.fit_transform(matrix)
            return Division(
                strengths=strengths,
                counts=sparse.csr_array(matrix),
                words=coherence.strongest(fitted.components_),
            )

    return divide


WAYS: dict[str, Divide] = {
    "here": ours,
    "NMF": theirs(lambda number: NMF(number, random_state=1), TfidfVectorizer),
    "LDA": theirs(
        lambda number: LatentDirichletAllocation(
            number, max_iter=5, learning_method="online", learning_offset=50.0, random_state=0
        ),
        CountVectorizer,
    ),
}


def separation(strengths: Numbers, included: Sequence[bool]) -> float:
    """Give how well a work's topics tell included from excluded ones: the mean area under the curve."""
    total = strengths.sum(axis=1, keepdims=True)
    shares = strengths / numpy.where(total > 0, total, 1)
    folds = RepeatedStratifiedKFold(n_splits=10, n_repeats=10, random_state=1)
    if sum(included) < 10:
        folds = RepeatedStratifiedKFold(n_splits=sum(included), n_repeats=10, random_state=1)
    model = LogisticRegression(C=10.0, class_weight="balanced", max_iter=500)
    return float(cross_val_score(model, shares, included, cv=folds, scoring="roc_auc").mean())


def parts(corpus: Corpus) -> list[NDArray[numpy.int64]]:
    """Give eight random four fifths of the works."""
    dice = numpy.random.default_rng(1)
    count = len(corpus.works)
    return [numpy.sort(dice.permutation(count)[: int(0.8 * count)]) for _ in range(8)]


def measured(corpus: Corpus, number: int) -> Iterator[str]:
    """Give one row of the table for each way."""
    everything = numpy.arange(len(corpus.works))
    for name, divide in WAYS.items():
        begun = time.perf_counter()
        whole = divide(corpus, number, everything)
        seconds = time.perf_counter() - begun
        main = stability.main(whole.strengths)
        agreed = [
            stability.agreement(main[part], stability.main(divide(corpus, number, part).strengths))
            for part in parts(corpus)
        ]
        known = [place for place, work in enumerate(corpus.works) if corpus.true and work in corpus.true]
        true = [corpus.true[corpus.works[place]] for place in known] if corpus.true else []
        recovered = adjusted_mutual_info_score(true, main[known]) if known else float("nan")
        told = separation(whole.strengths, corpus.included) if corpus.included else float("nan")
        yield (
            f"| {corpus.name} | {len(corpus.works)} | {number} | {name} | {recovered:.3f} | {told:.3f} "
            f"| {numpy.mean(coherence.npmi(whole.counts, whole.words)):.3f} "
            f"| {numpy.mean(coherence.cv(whole.counts, whole.words)):.3f} "
            f"| {numpy.mean(agreed):.3f} | {seconds:.1f} |"
        )


def read(corpus: Corpus, found: topics.Found) -> Iterator[str]:
    """Give each topic as an educator sees it."""
    there = numpy.flatnonzero(found.main >= 0)
    members = numpy.zeros((len(found.works), len(found.topics)))
    members[there, found.main[there]] = 1
    distinct = terms.distinctive(found.terms, sparse.csr_array(members), most=12)
    central = describing.central(found.matrix, found.main, found.works, topics=len(found.topics))
    for place, label in enumerate(labels.labels(distinct)):
        typical = [{"title": corpus.texts[work].title, "year": None} for work in central[place]]
        size = int((found.main == place).sum())
        yield f"  {label}: {describing.sentence(distinct[place], typical, works=size)}"


def main(words: Sequence[str]) -> None:
    """Print the table."""
    print("| corpus | works | topics | by | recovered | AUC | NPMI | C_V | stability | seconds |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for name in (word for word in words if not word.startswith("--")):
        corpus = corpora.read(name)
        found = topics.find(
            corpus.works, corpus.texts, least=SETTINGS.least, most=SETTINGS.most, seed=SETTINGS.seed
        )
        for row in measured(corpus, found.number):
            print(row, flush=True)
        for row in read(corpus, found) if "--read" in words else ():
            print(row)


if __name__ == "__main__":
    main(sys.argv[1:] or ["demo"])
