"""
Topics: groups of works by what they are about, the same from refresh to refresh.

Topics are factors of the works' terms (``factors``). At a refresh they begin as they were and follow today's
works for two rounds only; an old work keeps its topic unless another is clearly stronger; their number stays
unless another is clearly better (``stability``). So what changes is what the new works change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy
from numpy.typing import NDArray

from synth.domain.thesaurus import Entry
from synth.maps import coherence, counting, factors, identity, stability, weighing
from synth.maps.counting import Matrix, Terms, Text
from synth.maps.factors import Axes, Numbers
from synth.maps.identity import Drift
from synth.maps.stability import Groups, Trials, Tried
from synth.maps.weighing import Vocabulary

PREFIX = "t"
FOLLOW, ADAPT = 2, 20  # rounds in which topics follow today's works; the more where their number has changed
STAYS = 0.8  # an old work keeps its topic if that is so strong in it, next to the strongest
BELONGS, BESIDE = 0.2, 0.5  # a work belongs to a topic that has this share of it, and of its strongest's
AXES = 50  # singular vectors that the works are laid out by


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """
    What is known of topics from the last run.

    ``topics`` are their ids, ``weights`` their terms, (n_topics, n_terms) in the order of
    ``vocabulary.used``; ``main`` the topic of each work; ``used`` all ids that were ever given.
    """

    topics: tuple[str, ...] = ()
    weights: Numbers = field(default_factory=lambda: numpy.zeros((0, 0)))
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    main: Mapping[str, str] = field(default_factory=dict)
    used: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """
    Today's topics.

    ``strengths`` is how much of each work is of each topic, (n_works, n_topics); ``main`` the place of its
    topic, -1 for none. ``terms`` are all that were counted; ``matrix`` the weights of those used.
    ``coherence`` and ``stability`` are one number a topic. ``kept`` is what the next run is to know.
    """

    works: tuple[str, ...]
    topics: tuple[str, ...]
    main: Groups
    strengths: Numbers
    terms: Terms
    matrix: Matrix
    axes: Numbers
    coherence: tuple[float, ...]
    stability: tuple[float, ...]
    tried: tuple[Tried, ...]
    number: int
    drift: tuple[Drift, ...]
    kept: Kept

    def belongs(self) -> NDArray[numpy.bool_]:
        """Say which works belong to which topics: to their main one, and to all that are nearly as strong."""
        most = self.strengths.max(axis=1, keepdims=True, initial=0)
        found: NDArray[numpy.bool_] = (self.strengths >= BELONGS) & (self.strengths >= BESIDE * most)
        there = numpy.flatnonzero(self.main >= 0)
        found[there, self.main[there]] = True
        return found


def find(
    works: Sequence[str],
    texts: Sequence[Text],
    *,
    least: int,
    most: int,
    seed: int,
    before: Kept | None = None,
    thesaurus: Sequence[Entry] = (),
    tell: Callable[[int], object] = lambda number: None,
) -> Found:
    """
    Find the topics of works, between ``least`` and ``most`` of them where the works allow.

    The same works, texts, thesaurus and ``before`` give the same topics; ``tell`` hears each number tried.
    """
    before = before or Kept()
    terms = counting.count(texts, least=weighing.least(len(texts)), thesaurus=thesaurus)
    chosen = weighing.choose(terms, before=before.vocabulary)
    matrix = weighing.weigh(chosen)
    if not matrix.nnz:
        return _nothing(works, terms, matrix, before)
    trials, sample = _trials(matrix, works, most=most, seed=seed)
    numbers = stability.numbers(least, most, works=len(sample))
    tried = stability.scan(trials.of, numbers, tell=tell)
    changed = _changed(works, before)
    number = stability.choose(tried, before=len(before.topics) or None, changed=changed)
    begun = factors.axes(matrix, most=max(AXES, number), seed=seed)
    fitted = _fit(matrix, chosen, number, begun=begun, before=before)
    strengths = fitted.strengths()
    main = _staying(strengths, works, before, known=len(before.topics) <= strengths.shape[1])
    there = numpy.unique(main[main >= 0])
    main = numpy.where(main >= 0, numpy.searchsorted(there, main), -1)
    weights, strengths = fitted.topics[there], strengths[:, there]
    now = {work: int(topic) for work, topic in zip(works, main, strict=True) if topic >= 0}
    matched = identity.match(before.main, now, prefix=PREFIX, used=before.used)
    ids = tuple(matched.ids[place] for place in range(len(there)))
    return Found(
        works=tuple(works),
        topics=ids,
        main=main,
        strengths=strengths,
        terms=terms,
        matrix=matrix,
        axes=begun.left * begun.values,
        coherence=tuple(coherence.npmi(matrix, coherence.strongest(weights))),
        stability=tuple(_steadiness(trials, main[sample], number, topics=len(there))),
        tried=tuple(tried),
        number=number,
        drift=matched.drift,
        kept=Kept(
            topics=ids,
            weights=weights,
            vocabulary=weighing.vocabulary(terms, chosen, before=before.vocabulary),
            main={work: ids[place] for work, place in now.items()},
            used=before.used | set(ids),
        ),
    )


def _changed(works: Sequence[str], before: Kept) -> float:
    """Give which share of the works, of today and of the last run together, is not in both."""
    now, then = set(works), set(before.main)
    return 1 - len(now & then) / max(1, len(now | then))


def _nothing(works: Sequence[str], terms: Terms, matrix: Matrix, before: Kept) -> Found:
    """Give no topics: no term stands in two works."""
    none = numpy.zeros((len(works), 0))
    return Found(
        works=tuple(works),
        topics=(),
        main=numpy.full(len(works), -1),
        strengths=none,
        terms=terms,
        matrix=matrix,
        axes=none,
        coherence=(),
        stability=(),
        tried=(),
        number=0,
        drift=identity.match(before.main, {}, prefix=PREFIX, used=before.used).drift,
        kept=Kept(used=before.used),
    )


def _trials(
    matrix: Matrix, works: Sequence[str], *, most: int, seed: int
) -> tuple[Trials, NDArray[numpy.int64]]:
    """Prepare to try numbers on a sample of the works that have terms; give it and the works' places."""
    told = numpy.diff(matrix.indptr) > 0
    share = stability.SAMPLE / max(1, int(told.sum()))
    told &= stability.drawn(works, share=share, seed=seed, part=0)
    sample = numpy.flatnonzero(told)
    drawn = [works[place] for place in sample.tolist()]
    return Trials.prepare(matrix[sample], drawn, most=most, seed=seed), sample


def _fit(matrix: Matrix, terms: Terms, number: int, *, begun: Axes, before: Kept) -> factors.Factors:
    """Fit so many topics: beginning at those of the last run, where there was one."""
    known = _carried(terms, before)
    if not len(known):
        return factors.fit(matrix, number, begun=begun)
    if len(known) == number:
        return factors.refit(matrix, known, rounds=FOLLOW)
    fresh = factors.fit(matrix, number, begun=begun)
    return factors.refit(matrix, factors.extend(known, fresh.topics, to=number), rounds=ADAPT)


def _carried(terms: Terms, before: Kept) -> Numbers:
    """Give the topics of the last run in the terms of today; a new term has no weight yet."""
    places = weighing.columns_of(before.vocabulary.used, among=terms.keys)
    weights = numpy.zeros((len(before.topics), len(terms.keys)))
    weights[:, places[places >= 0]] = before.weights[:, places >= 0]
    carried: Numbers = weights if weights.any() else weights[:0]
    return carried


def _staying(strengths: Numbers, works: Sequence[str], before: Kept, *, known: bool) -> Groups:
    """Give each work's topic: its last one as long as that is nearly as strong as the strongest."""
    main = stability.main(strengths)
    if not known:  # topics have gone: those that are left do not stand where they stood
        return main
    place_of = {topic: place for place, topic in enumerate(before.topics)}
    last = numpy.array([place_of.get(before.main.get(work, ""), -1) for work in works], dtype=numpy.int64)
    rows = numpy.flatnonzero((last >= 0) & (main >= 0))
    strong = strengths[rows, last[rows]] >= STAYS * strengths[rows, main[rows]]
    main[rows[strong]] = last[rows[strong]]
    return main


def _steadiness(trials: Trials, main: Groups, number: int, *, topics: int) -> list[float]:
    _, divided, _ = trials.groups(number)
    return stability.steadiness(main, list(zip(trials.parts, divided, strict=True)), topics=topics)
