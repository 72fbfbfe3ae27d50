"""What the truth says of citations is what the answers of the sources show."""

from __future__ import annotations

import re
from collections import defaultdict

import numpy as np
import pytest

from synth.demo import naming, referring, render_crossref, render_openalex, render_pubmed
from synth.demo.accounts import account
from synth.demo.literature import Literature, generate
from synth.demo.records import SOURCES
from synth.domain.reviews import Demo
from tests.demo.conftest import SEEDS


@pytest.fixture(scope="module")
def small() -> Literature:
    return generate(Demo(works=300), SEEDS)


def identifiers(literature: Literature, record: int) -> set[str]:
    """Give what a record shows as its references, cut out of the source's own answer."""
    shown = account(literature, record)
    source = SOURCES[shown.source]
    if source == "openalex":
        return set(render_openalex.work(literature, shown)["referenced_works"])
    if source == "crossref":
        deposited = render_crossref.work(literature, shown, score=1).get("reference", [])
        return {reference["DOI"] for reference in deposited if "DOI" in reference}
    if source == "pubmed":
        _, _, listed = render_pubmed.article(literature, shown).partition("<ReferenceList>")
        return set(re.findall(r"<ArticleId [^>]*>([^<]+)</ArticleId>", listed))
    return set()


def names(literature: Literature, record: int) -> set[str]:
    """Give the identifiers that a record shows as its own."""
    shown = account(literature, record)
    source = SOURCES[shown.source]
    own = {shown.doi, f"https://openalex.org/{shown.native}" if source == "openalex" else ""}
    return own | ({shown.pmid} if source in ("openalex", "pubmed", "europepmc") else set()) - {""}


def test_a_citation_is_told_by_the_records_whose_answers_show_it(small: Literature) -> None:
    records = [int(record) for record in np.flatnonzero(small.seen)]
    carriers = defaultdict(set)
    for record in records:
        for name in names(small, record) - {""}:
            carriers[name].add(record)
    shown = {
        (record, carrier)
        for record in records
        for name in identifiers(small, record)
        for carrier in carriers[name]
    }
    told = {pair for place in range(len(small.citations.cited)) for pair in referring.pairs(small, place)}
    assert len({record for record, _ in told}) > 100
    assert {SOURCES[small.records.source[record]] for record, _ in told} == {"openalex", "crossref", "pubmed"}
    assert told <= shown
    # What the answers show besides, they show of a work under a DOI that is another's.
    for _, carrier in shown - told:
        own = naming.doi_of(small, int(small.records.work[carrier]))
        assert naming.shown_doi(small, carrier) != own


def test_some_citations_are_told_by_nobody(small: Literature) -> None:
    told = [any(True for _ in referring.pairs(small, place)) for place in range(len(small.citations.cited))]
    assert 0.5 < np.mean(told) < 0.98


def test_a_citation_is_told_of_works_that_are_there_by_now_only(small: Literature) -> None:
    pairs = [pair for place in range(len(small.citations.cited)) for pair in referring.pairs(small, place)]
    assert small.seen[np.array(pairs)].all()
