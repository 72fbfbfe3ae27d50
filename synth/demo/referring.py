"""Which citations the sources tell of: whose list of references shows which work, and by which identifier."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from synth.demo import naming
from synth.demo.literature import Literature
from synth.demo.records import BIT, CROSSREF, OPENALEX, PUBMED

Pair = tuple[int, int]  # a record that shows a citation, and a record that carries the identifier it shows


def pairs(literature: Literature, place: int) -> Iterator[Pair]:
    """
    Give the records, one of the citing work and one of the cited, that together tell of a citation by now.

    ``place`` is its place among the citations. OpenAlex refers to the works it has itself, and misses some.
    Crossref has what was deposited with a DOI; bare text leads nowhere. PubMed has the lists of PubMed
    Central only, with the PMIDs of their day. The others show no references. So do the modules ``render_*``.
    """
    cited = int(literature.citations.cited[place])
    for record in _shown(literature, int(literature.citations.citing[place])):
        source = int(literature.records.source[record])
        if source == OPENALEX:
            held = int(literature.held[OPENALEX, cited])
            found = [held] if held >= 0 and literature.citations.linked[place] else []
        elif source == CROSSREF:
            found = _with_doi(literature, cited) if record % 10 < 7 else []
        else:
            found = _known_to_pubmed(literature, record, cited) if source == PUBMED else []
        for carrier in found:
            yield record, carrier


def _shown(literature: Literature, work: int) -> list[int]:
    """Give the records of a work that exist by now and have links to other works."""
    if work >= literature.synthetic:
        return []
    return [record for record in _records(literature, work) if not _dirt(literature, record, "twice")]


def _records(literature: Literature, work: int) -> list[int]:
    return [record for record in literature.records_by_work[work] if literature.seen[record]]


def _dirt(literature: Literature, record: int, name: str) -> bool:
    return bool(literature.records.dirt[record] & BIT[name])


@lru_cache(maxsize=50_000)  # much cited works are asked for again and again
def _with_doi(literature: Literature, work: int) -> list[int]:
    """Give the records that show a work's own DOI."""
    own = naming.doi_of(literature, work)
    shown = _records(literature, work) if own else []
    return [record for record in shown if naming.shown_doi(literature, record) == own]


@lru_cache(maxsize=50_000)
def _with_pmid(literature: Literature, work: int) -> list[int]:
    return [record for record in _records(literature, work) if naming.shows_pmid(literature, record)]


def _known_to_pubmed(literature: Literature, record: int, cited: int) -> list[int]:
    """Give the records that carry the PMID or the DOI in a list of references in PubMed Central."""
    citing = int(literature.records.work[record])
    if _dirt(literature, record, "missing-pmid") or not naming.pmcid_of(literature, citing):
        return []
    known = naming.known_to_pubmed(literature, cited, int(literature.records.day[record]))
    by_number = _with_pmid(literature, cited) if known else []
    return sorted({*_with_doi(literature, cited), *by_number})
