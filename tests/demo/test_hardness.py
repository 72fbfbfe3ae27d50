"""The literature is hard enough to mean something: the floors of decision 4, on what a search finds."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from synth.demo import accounts, truth
from synth.demo.accounts import Account
from synth.demo.literature import Literature
from synth.demo.publications import wording
from synth.demo.queries import Dialect, Range, Term, parse
from synth.demo.shelves import Shelf
from synth.demo.texts import Mask, plain

NARROW = (
    '"sense of belonging" OR belongingness OR "social belonging" OR "workplace belonging" OR "need to belong"'
)
WIDE = (
    f'{NARROW} OR belonging OR mattering OR "fitting in" OR "feeling valued" OR "part of the team"'
    ' OR "social connectedness" OR "sense of community" OR "social isolation" OR loneliness OR outsider'
    " OR othering"
)
PEOPLE = (
    '"medical student*" OR "nursing student*" OR "student nurse*" OR "dental student*"'
    ' OR "midwifery student*"'
    ' OR "pharmacy student*" OR "physiotherapy student*" OR "health professions" OR residency OR resident*'
    ' OR nurse* OR physician* OR doctor* OR surgeon* OR "medical education" OR "nursing education" OR fellows'
    ' OR "academic medicine" OR "medical school*" OR clinicians OR faculty OR "student midwives" OR surgery'
    ' OR "paramedic students" OR "radiography student*" OR "occupational therapy student*"'
    ' OR "veterinary student*"'
)


@dataclass(frozen=True)
class Reading:
    """The works a search found, in no order: their texts and whether they are relevant."""

    texts: list[str]
    relevant: NDArray[np.bool_]


def meaning(shelf: Shelf, term: Term | Range) -> Mask:
    assert isinstance(term, Term)
    return shelf.field("title and abstract").phrase(plain(term.text, stars=True))


def text_of(literature: Literature, work: int) -> str:
    """Give a work's title and abstract from the sources that have them."""
    title = abstract = ""
    for record in literature.held[:, work]:
        if record >= 0:
            found = wording(literature, work)
            title = title or accounts.shown_title(literature, int(record), found)[0]
            sections = accounts.shown_sections(literature, int(record), found)
            abstract = abstract or " ".join(words for _, words in sections)
    return f"{title}. {abstract}"


@pytest.fixture(scope="module", params=[NARROW, WIDE], ids=["narrow", "wide"])
def reading(literature: Literature, request: pytest.FixtureRequest) -> Reading:
    node = parse(f"({request.param}) AND ({PEOPLE})", Dialect())
    works: set[int] = set()
    for source in ("openalex", "pubmed", "europepmc", "eric"):
        shelf = Shelf(literature, source)
        found = shelf.records[shelf.evaluate(node, meaning)]
        works |= {int(work) for work in literature.records.work[found] if work < literature.synthetic}
    order = sorted(works)
    relevant = np.array([truth.relevant(literature, work) for work in order])
    return Reading(texts=[text_of(literature, work) for work in order], relevant=relevant)


def share_read(scores: NDArray[np.float64], relevant: NDArray[np.bool_]) -> float:
    """Give the share read, best first, until 95 % of the relevant works are found."""
    order = np.argsort(-scores, kind="stable")
    found = np.cumsum(relevant[order])
    return float(np.searchsorted(found, np.ceil(0.95 * relevant.sum())) + 1) / len(relevant)


def test_the_search_finds_many_works_of_which_few_are_relevant(reading: Reading) -> None:
    assert len(reading.texts) > 500
    assert 0.1 < reading.relevant.mean() < 0.3


def test_ordering_by_the_word_needs_at_least_half_of_the_reading(reading: Reading) -> None:
    shares = []
    for seed in range(10):  # works with as many mentions come in chance order
        chance = np.random.default_rng(seed).random(len(reading.texts)) / 2
        scores = np.array([text.lower().count("belong") for text in reading.texts]) + chance
        shares.append(share_read(scores, reading.relevant))
    assert min(shares) >= 0.5


def test_a_model_that_learns_from_decisions_does_clearly_better(reading: Reading) -> None:
    vectors = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True).fit_transform(reading.texts)
    shares = []
    for seed in range(3):
        known = np.random.default_rng(seed).choice(len(reading.texts), 300, replace=False)
        rest = np.setdiff1d(np.arange(len(reading.texts)), known)
        model = LogisticRegression(C=10, class_weight="balanced", max_iter=2000)
        model.fit(vectors[known], reading.relevant[known])
        shares.append(share_read(model.decision_function(vectors[rest]), reading.relevant[rest]))
    assert np.mean(shares) <= 0.35


def test_many_relevant_works_never_name_belonging(literature: Literature) -> None:
    relevant = [work for work in range(literature.synthetic) if truth.relevant(literature, work)]
    silent = [work for work in relevant if "belong" not in text_of(literature, work).lower()]
    assert 0.2 < len(silent) / len(relevant) < 0.5


@dataclass(frozen=True)
class Pairs:
    """The true pairs of records, and those of them that shared identifiers do not join."""

    all: int
    missed: list[tuple[Account, Account]]


@pytest.fixture(scope="module")
def pairs(literature: Literature) -> Pairs:
    shown = {
        int(record): accounts.account(literature, int(record)) for record in np.flatnonzero(literature.seen)
    }
    leader = {record: record for record in shown}

    def first(record: int) -> int:
        while leader[record] != record:
            leader[record] = leader[leader[record]]
            record = leader[record]
        return record

    holders: dict[tuple[str, str], int] = {}
    for record, account in shown.items():
        for kind, value in (("doi", account.doi), ("pmid", account.pmid), ("pmc", account.pmcid)):
            # Crossref and ERIC have no field for a PMID.
            if value and (kind == "doi" or account.source in (0, 2, 3)):
                leader[first(record)] = first(holders.setdefault((kind, value), record))
    works: dict[int, list[int]] = defaultdict(list)
    for record, account in shown.items():
        works[account.publication.work].append(record)
    true = [pair for group in works.values() for pair in itertools.combinations(group, 2)]
    missed = [(shown[one], shown[two]) for one, two in true if first(one) != first(two)]
    return Pairs(all=len(true), missed=missed)


def test_identifiers_alone_join_at_most_85_percent_of_the_pairs(pairs: Pairs) -> None:
    assert pairs.all > 5000
    assert 0.7 <= 1 - len(pairs.missed) / pairs.all <= 0.85


def similar(one: str, two: str) -> float:
    first, second = set(plain(one).split()), set(plain(two).split())
    return len(first & second) / max(1, len(first | second))


def test_most_of_the_rest_can_be_found_by_an_honest_matcher(pairs: Pairs) -> None:
    found = 0
    for one, two in pairs.missed:
        families = [plain(account.authors[0].family) if account.authors else "" for account in (one, two)]
        same_author = families[0] == families[1] or "" in families
        found += same_author and abs(one.year - two.year) <= 1 and similar(one.title, two.title) >= 0.6
    assert 0.8 <= found / len(pairs.missed) < 1


def test_equal_titles_are_not_enough(pairs: Pairs) -> None:
    equal = sum(plain(one.title) == plain(two.title) for one, two in pairs.missed)
    assert equal / len(pairs.missed) < 0.8


def test_different_works_share_titles_and_dois(literature: Literature) -> None:
    titles: dict[str, set[int]] = defaultdict(set)
    dois: dict[str, set[int]] = defaultdict(set)
    for record in np.flatnonzero(literature.seen):
        account = accounts.account(literature, int(record))
        titles[plain(account.title)].add(account.publication.work)
        dois[account.doi].add(account.publication.work)
    dois.pop("", None)
    assert Counter(len(works) for works in titles.values() if len(works) > 1).total() > 20
    assert sum(len(works) > 1 for works in dois.values()) > 10
