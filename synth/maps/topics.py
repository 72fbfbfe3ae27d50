"""
Topics: groups of works by what they are about, the same from refresh to refresh.

Topics are factors of the works' terms (``factors``). At a refresh they begin as they were and follow today's
works for two rounds only; an old work keeps its topic unless another is clearly stronger; their number stays
unless another is clearly better (``stability``), above all where that would move old works. So what changes
is what the new works change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy
from numpy.typing import NDArray

from synth.domain.thesaurus import Entry
from synth.maps import coherence, counting, factors, identity, stability, weighing
from synth.maps.counting import Matrix, Terms, Text
from synth.maps.factors import Axes, Factors, Numbers
from synth.maps.identity import Drift, Matched
from synth.maps.stability import Groups, Trials, Tried
from synth.maps.weighing import Vocabulary

PREFIX = "t"
FOLLOW, ADAPT = 2, 20  # rounds in which topics follow today's works; the more where their number has changed
STAYS = 0.8  # an old work keeps its topic if that is so strong in it, next to the strongest
BELONGS, BESIDE = 0.2, 0.5  # a work belongs to a topic that has this share of it, and of its strongest's
# Where no more than LITTLE of the works has changed, another number of topics must be surely better, or leave
# all but QUIET of the others in their topics.
LITTLE, QUIET = 0.1, 0.02
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Divided:
    """Works divided into a ``number`` of topics; those that are nobody's are left out of all but it."""

    number: int
    weights: Numbers
    strengths: Numbers
    main: Groups
    now: Mapping[str, int]
    matched: Matched

    def disturbed(self, before: Kept) -> float:
        """Give the share of the works that had a topic, and are still here, that have another."""
        here = [work for work in before.main if work in self.now]
        moved = [work for work in here if self.matched.ids[self.now[work]] != before.main[work]]
        return len(moved) / max(1, len(here))


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
    begun = factors.axes(matrix, most=max(AXES, *(one.topics for one in tried)), seed=seed)
    made = _divided(
        tried, lambda number: _fit(matrix, chosen, number, begun=begun, before=before), works, before
    )
    ids = tuple(made.matched.ids[place] for place in range(len(made.weights)))
    return Found(
        works=tuple(works),
        topics=ids,
        main=made.main,
        strengths=made.strengths,
        terms=terms,
        matrix=matrix,
        axes=begun.left * begun.values,
        coherence=tuple(coherence.npmi(matrix, coherence.strongest(made.weights))),
        stability=tuple(_steadiness(trials, made.main[sample], made.number, topics=len(ids))),
        tried=tuple(tried),
        number=made.number,
        drift=made.matched.drift,
        kept=Kept(
            topics=ids,
            weights=made.weights,
            vocabulary=weighing.vocabulary(terms, chosen, before=before.vocabulary),
            main={work: ids[place] for work, place in made.now.items()},
            used=before.used | set(ids),
        ),
    )


def _divided(
    tried: Sequence[Tried], fit: Callable[[int], Factors], works: Sequence[str], before: Kept
) -> _Divided:
    """
    Divide the works into as many topics as is best.

    The number of the last run stays unless another is surely better, where few works have changed: it might
    change the topics of many that have not. One that does not, as that of a topic all of whose works are
    new, need not be so sure.
    """
    last = len(before.topics) or None
    few = last is not None and _changed(works, before) <= LITTLE
    made = _of(fit(stability.choose(tried, before=last, surer=few)), works, before)
    other = stability.choose(tried, before=last)
    if other == made.number:
        return made
    less_sure = _of(fit(other), works, before)
    return less_sure if less_sure.disturbed(before) <= QUIET else made


def _of(fitted: Factors, works: Sequence[str], before: Kept) -> _Divided:
    """Give each work its topic, and the topics that are anybody's their ids."""
    strengths = fitted.strengths()
    main = _staying(strengths, works, before, known=len(before.topics) <= strengths.shape[1])
    there = numpy.unique(main[main >= 0])
    main = numpy.where(main >= 0, numpy.searchsorted(there, main), -1)
    now = {work: int(topic) for work, topic in zip(works, main, strict=True) if topic >= 0}
    return _Divided(
        number=len(fitted.topics),
        weights=fitted.topics[there],
        strengths=strengths[:, there],
        main=main,
        now=now,
        matched=identity.match(before.main, now, prefix=PREFIX, used=before.used),
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
