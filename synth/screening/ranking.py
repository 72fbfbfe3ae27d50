"""Fit on the decisions, order all works: the most promising first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
from numpy.typing import NDArray

from synth.domain.decisions import Decision, Verdict
from synth.domain.identifiers import WorkId
from synth.errors import UserError
from synth.screening import classifiers
from synth.screening.classifiers import CLASSIFIERS, Matrix, Numbers

Row = Mapping[str, Any]

# The columns of a row of works that are read.
COLUMNS = ("work", "title", "abstract", "keywords")

QUESTION = "question"  # the model's name where nothing has been learnt from decisions
_STAGES = ("abstract", "full text")  # a later stage's verdict stands above an earlier one's


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """How many reviewers say yes to a work, and how many no."""

    includes: int = 0
    excludes: int = 0


def rank(
    works: Iterable[Row], decisions: Iterable[Decision], *, question: str, model: str, seed: int
) -> list[dict[str, Any]]:
    """
    Give every work once, as rows of the table of rankings, best first.

    ``decisions`` are standing ones, under today's ids. ``model`` is a name in CLASSIFIERS; it needs a
    yes and a no to learn from. Before that, works are ordered by their likeness to the review's
    question, and to what was included or unlike what was excluded; the rows then name the model
    ``question``. Scores lie in 0 to 1 with a model, else in -1 to 2. Works of equal score stand in the
    order of their ids. Raises UserError for a model that is not in the table.
    """
    if model not in CLASSIFIERS:
        known = ", ".join(CLASSIFIERS)
        raise UserError(f"queries/review.toml: screening.model: {model!r} is none of {known}")
    rows = sorted(works, key=lambda row: str(row["work"]))
    votes = vote(decisions)
    judged = [votes.get(WorkId(row["work"])) for row in rows]
    features = classifiers.features([*(text(row) for row in rows), question])
    learns = any(one and one.includes for one in judged) and any(one and one.excludes for one in judged)
    if features is None:
        scores = numpy.zeros(len(rows))
    elif learns:
        scores = _learnt(features[:-1], judged, model=model, seed=seed)
    else:
        scores = _likeness(features[:-1], features[-1], judged)
    order = numpy.argsort(-scores, kind="stable")
    return [
        {
            "work": rows[place]["work"],
            "rank": number,
            "score": float(scores[place]),
            "model": model if learns else QUESTION,
            "decided": judged[place] is not None,
        }
        for number, place in enumerate(order, start=1)
    ]


def text(row: Row) -> str:
    """Give what a model reads of a work: title, twice, abstract and keywords."""
    title = row["title"] or ""
    return "\n".join([title, title, row["abstract"] or "", *(row["keywords"] or ())])


def vote(decisions: Iterable[Decision]) -> dict[WorkId, Votes]:
    """
    Count yes and no for each work; a maybe is neither and left out.

    Of one reviewer's verdicts on a work that on the later stage counts.
    """
    last: dict[tuple[WorkId, str], Decision] = {}
    for decision in sorted(
        decisions, key=lambda one: _STAGES.index(one.stage) if one.stage in _STAGES else -1
    ):
        last[decision.work, decision.by] = decision
    votes: dict[WorkId, Votes] = {}
    for (work, _), decision in last.items():
        said = votes.get(work, Votes())
        if decision.verdict is Verdict.INCLUDE:
            votes[work] = Votes(includes=said.includes + 1, excludes=said.excludes)
        elif decision.verdict is Verdict.EXCLUDE:
            votes[work] = Votes(includes=said.includes, excludes=said.excludes + 1)
    return votes


def _learnt(features: Matrix, judged: Sequence[Votes | None], *, model: str, seed: int) -> Numbers:
    """Score by a model; a work whose reviewers disagree is learnt as both, by the share of each."""
    places, labels, weights = [], [], []
    for place, votes in enumerate(judged):
        for label, count in ((1, votes.includes), (0, votes.excludes)) if votes else ():
            if votes and count:
                places.append(place)
                labels.append(label)
                weights.append(count / (votes.includes + votes.excludes))
    known: NDArray[numpy.int64] = numpy.array(labels, dtype=numpy.int64)
    classifier = CLASSIFIERS[model](seed)
    classifier.fit(features[places], known, sample_weight=classifiers.balanced(known, numpy.array(weights)))
    scores: Numbers = classifier.predict_proba(features)[:, 1]
    return scores


def _likeness(features: Matrix, question: Matrix, judged: Sequence[Votes | None]) -> Numbers:
    """Score by the cosine with the question, plus that with the included, less that with the excluded."""
    scores: Numbers = (features @ question.T).toarray().ravel()
    places = [place for place, votes in enumerate(judged) if votes]
    if places:
        included = any(votes.includes for votes in judged if votes)
        centre = numpy.asarray(features[places].mean(axis=0)).ravel()
        length = float(numpy.linalg.norm(centre))
        if length:
            scores = scores + (1 if included else -1) * (features @ centre) / length
    return scores
