"""How far reviewers agree, in the four numbers that are asked for; a maybe is neither yes nor no."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from synth.domain.decisions import Verdict
from synth.domain.identifiers import WorkId
from synth.screening import metrics

# What each reviewer says of each work at one stage.
Votes = Mapping[WorkId, Mapping[str, Verdict]]
# What one work was called by those who rated it, one after the other.
Ratings = Sequence[Hashable]

_WORDS = (Verdict.INCLUDE, Verdict.EXCLUDE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """
    Agreement over ``works`` that at least two reviewers included or excluded.

    ``maybes``: works of two votes or more of which one at least was a maybe, and left out. ``agreed``: the
    share on which they agree, 0 to 1; ``kappa``: Cohen's, of two reviewers; ``ac1``: Gwet's; ``alpha``:
    Krippendorff's. None: not defined, since there is nothing to compare or chance alone explains all.
    ``table`` counts, for two reviewers, what the first said (include, exclude) by what the second said.
    """

    works: int
    maybes: int
    agreed: float | None
    kappa: float | None
    ac1: float | None
    alpha: float | None
    table: tuple[tuple[int, int], tuple[int, int]] | None


def between(one: str, other: str, votes: Votes) -> Agreement:
    """Measure how far two reviewers agree on the works that both included or excluded."""
    both = [(said[one], said[other]) for said in votes.values() if one in said and other in said]
    firm = [pair for pair in both if Verdict.MAYBE not in pair]
    return Agreement(
        works=len(firm),
        maybes=len(both) - len(firm),
        agreed=agreed(firm),
        kappa=metrics.kappa([pair[0] for pair in firm], [pair[1] for pair in firm]),
        ac1=ac1(firm, categories=len(_WORDS)),
        alpha=alpha(firm),
        table=_square(Counter(firm)),
    )


def overall(votes: Votes) -> Agreement:
    """
    Measure how far all reviewers agree, whoever rated what and however many rated each work.

    Cohen's kappa and the table are of two reviewers: of more they are None. Works that one reviewer rated
    count, in AC1, for how common inclusions are; so it may differ from that of the pair.
    """
    names = sorted({by for said in votes.values() for by in said})
    pair = between(names[0], names[1], votes) if len(names) == 2 else None
    ratings = [[word for word in said.values() if word in _WORDS] for said in votes.values()]
    return Agreement(
        works=sum(len(rated) > 1 for rated in ratings),
        maybes=sum(len(said) > 1 and Verdict.MAYBE in said.values() for said in votes.values()),
        agreed=agreed(ratings),
        kappa=pair.kappa if pair else None,
        ac1=ac1(ratings, categories=len(_WORDS)),
        alpha=alpha(ratings),
        table=pair.table if pair else None,
    )


def _square(table: Mapping[tuple[Verdict, Verdict], int]) -> tuple[tuple[int, int], tuple[int, int]]:
    yes, no = _WORDS
    return (table[yes, yes], table[yes, no]), (table[no, yes], table[no, no])


def agreed(ratings: Iterable[Ratings]) -> float | None:
    """
    Give the share of agreeing pairs of raters, as the mean over the units that two or more rated.

    Fleiss 1971, doi:10.1037/h0031619; of two raters, the share of units on which they agree.
    """
    shares = [_agreeing(rated) / (len(rated) * (len(rated) - 1)) for rated in ratings if len(rated) > 1]
    return sum(shares) / len(shares) if shares else None


def _agreeing(rated: Ratings) -> int:
    """Count the ordered pairs of raters who say the same of a unit."""
    return sum(count * (count - 1) for count in Counter(rated).values())


def ac1(ratings: Sequence[Ratings], *, categories: int) -> float | None:
    """
    Give Gwet's AC1, for any number of raters and ratings that are missing.

    Chance agreement is that of raters who guess where they are unsure, so that it does not fall when nearly
    all is of one kind, as kappa does (Gwet 2008, doi:10.1348/000711006X126600). ``categories``: how many
    there are, used or not; at least 2. Units that one rater rated count for how common a category is.
    """
    observed = agreed(ratings)
    if observed is None:
        return None
    rated = [one for one in ratings if one]
    common: defaultdict[Hashable, float] = defaultdict(float)
    for unit in rated:
        for category, count in Counter(unit).items():
            common[category] += count / len(unit) / len(rated)
    chance = sum(share * (1 - share) for share in common.values()) / (categories - 1)
    return (observed - chance) / (1 - chance)


def alpha(ratings: Iterable[Ratings]) -> float | None:
    """
    Give Krippendorff's alpha for categories without an order, for any number of raters and missing ratings.

    Hayes & Krippendorff 2007, doi:10.1080/19312450709336664. A unit that one rater rated is left out. None
    where nothing varies: there is no disagreement to be expected, and none to be told from chance.
    """
    paired = [one for one in ratings if len(one) > 1]
    totals = Counter(chain.from_iterable(paired))
    values = totals.total()
    expected = sum(count * (values - count) for count in totals.values())
    if not expected:
        return None
    # In each unit the ordered pairs that differ, each weighed so that a rating counts once.
    differing = sum((len(one) * (len(one) - 1) - _agreeing(one)) / (len(one) - 1) for one in paired)
    return 1 - (values - 1) * differing / expected
