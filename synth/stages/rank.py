"""Order the works by what has been decided, and say why, how sure that is, and what may be left."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from synth.domain.decisions import Decision
from synth.domain.identifiers import WorkId
from synth.domain.reviews import Assignment, KnownWork, Review, Scope, Team
from synth.errors import UserError
from synth.paths import Places
from synth.screening import assigning, doubt
from synth.screening.assigning import Flags
from synth.screening.ranker import Ranker
from synth.screening.ranking import Lesson, learn
from synth.screening.stopping import STOPPERS
from synth.screening.texts import Example, Text
from synth.stages import decided, metrics, ranked, screened
from synth.stages.decided import Line, Read
from synth.stages.ranked import Ranked
from synth.store import reviews, tables

log = logging.getLogger(__name__)

Row = Mapping[str, Any]

COLUMNS = ("work", "title", "abstract", "keywords", "aliases", "records", "first_at")
# Works known beforehand are examples until so many relevant ones were found in the list itself: they are not
# drawn from it, and on the demonstration, where they have no abstract, they nearly double the loss by then.
ENOUGH = 10


def run(places: Places) -> None:
    """Write the ranking, what it rests on, what is doubtful in it, and the decisions under today's works."""
    review = reviews.read_review(places.review)
    works = list(tables.read(places.table("works"), tables.WORKS, columns=COLUMNS))
    lines = decided.lines(places, works)
    known = examples(works, reviews.read_dois(places.dois), decided.standing_of(lines))
    found = _ranked(review, works, read=decided.reading(lines), known=list(known))
    tables.write(places.table("decisions"), tables.DECISIONS, ranked.decisions(lines))
    reasons = ranked.exclusion_reasons(review.reasons)
    tables.write(places.table("exclusion_reasons"), tables.EXCLUSION_REASONS, reasons)
    for name, rows in ranked.TABLES.items():
        tables.write(places.table(name), tables.TABLES[name], rows(found))
    inside = _scoped(review, found, decided.standing_of(lines))
    tables.write(places.table("scoped"), tables.TABLES["scoped"], inside)
    _tell(found, lines)
    screened.write_plots(places, found)
    metrics.write(places, "rank", screened.of_rank(places, found, decided.standing_of(lines)))


def _ranked(
    review: Review, works: Sequence[Row], *, read: Sequence[Read], known: Sequence[Example]
) -> Ranked:
    """Learn from all that was read, and ask every rule what it says of it."""
    settings = review.screening
    if settings.stopping not in STOPPERS:
        rules = ", ".join(STOPPERS)
        raise UserError(f"queries/review.toml: screening.stopping: {settings.stopping!r} is none of {rules}")
    texts = [text_of(row) for row in works]
    place_of = {row["work"]: place for place, row in enumerate(works)}
    lessons = {
        place_of[one.work]: Lesson(share=one.share, audit=one.shown_by == ranked.AUDIT) for one in read
    }
    against = doubt.contradictions(texts, {place: lesson.share for place, lesson in lessons.items()})
    ranker = Ranker(
        texts,
        question=question(review),
        known=known if sum(one.relevant for one in read) < ENOUGH else (),
        model=settings.model,
        seed=settings.seed,
    )
    return Ranked(
        works=works,
        read=read,
        lessons=lessons,
        learnt=learn(ranker, lessons),
        ranker=ranker,
        contradictions=against,
        reading=ranked.reading_of(works, read),
        said=ranked.said_of(works, read, settings),
        chosen=settings.stopping,
        readers=_readers(review.team, works, texts),
    )


def question(review: Review) -> str:
    """Give what the review asks as a ranker reads it: the question, and the criteria that include."""
    return "\n".join([review.question, *(rule.text for rule in review.criteria if rule.include)])


def _readers(team: Team, works: Sequence[Row], texts: Sequence[Text]) -> Mapping[str, Flags]:
    """Say who is to read what, where the review names who screens."""
    names = [row["work"] for row in works]
    labels = assigning.labelled(team.shares, texts) if team.assignment is Assignment.LABEL else {}
    return assigning.readers(team, team.reviewers, works=names, labels=labels)


def text_of(row: Row) -> Text:
    """Give a work's text as a ranker reads it."""
    return Text(
        title=row["title"] or "", abstract=row["abstract"] or "", keywords=tuple(row["keywords"] or ())
    )


def examples(
    works: Sequence[Row], known: Sequence[KnownWork], standing: Sequence[Decision]
) -> Iterator[Example]:
    """Give the works of queries/dois.csv that are here and nobody decided on, as known to be relevant."""
    said = {decision.work for decision in standing}
    dois = {f"doi:{work.doi}" for work in known}
    for row in works:
        if row["work"] not in said and not dois.isdisjoint(row["aliases"]):
            yield Example(text=text_of(row), relevant=True)


def _scoped(review: Review, found: Ranked, standing: Sequence[Decision]) -> Iterator[Row]:
    """Give the works that topics are made of, where these are not all."""
    if review.topics.scope is Scope.ALL:
        return
    readers = {
        WorkId(found.work(place)): [name for name, reads in found.readers.items() if reads[place]]
        for place in range(len(found.works))
    }
    for work in decided.included(standing, votes=review.team.votes, readers=readers):
        yield {"work": work}


def _tell(found: Ranked, lines: Sequence[Line]) -> None:
    lost = sum(line.today is None for line in lines)
    if lost:
        log.warning("rank: %d decisions are on works that are not in the corpus now; they are kept", lost)
    log.info("rank: %d works, %d decisions; %s", len(found.works), len(lines), found.statement.words)
    if found.learnt.missing:
        log.info("rank: no probability of the unread yet: %s", found.learnt.missing)
