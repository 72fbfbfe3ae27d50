"""Which source has which publication, since when, under which number, and with which dirt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from synth.demo import journals
from synth.demo.works import EPOCH, NOTICES, Column, Kind, Works

SOURCES = ("openalex", "crossref", "pubmed", "europepmc", "eric")
OPENALEX, CROSSREF, PUBMED, EUROPEPMC, ERIC = range(5)

# The first number a source gives to a synthetic work; real landmark works are counted from LANDMARKS on.
# All lie far beyond what the sources have given out.
FIRST = (9_900_000_001, 1, 900_000_001, 900_000_001, 90_000_001)
LANDMARKS = (9_800_000_001, 1, 980_000_001, 980_000_001, 98_000_001)

# What may be wrong with a record: its bit is its place here.
DIRT = (
    "missing-abstract",
    "missing-doi",
    "wrong-doi",
    "mistyped-doi",
    "container-doi",
    "title-case",
    "upper-case",
    "subtitle-dropped",
    "curly-quotes",
    "other-spelling",
    "title-cut",
    "initials",
    "author-order",
    "missing-authors",
    "year-off",
    "missing-pages",
    "article-number",
    "markup",
    "entities",
    "original-title",
    "missing-pmid",
    "twice",
    "ampersand",
    "misspelt",
)
BIT = {name: 1 << place for place, name in enumerate(DIRT)}
# How often, in the order of SOURCES. Europe PMC takes PubMed's records over, with a little of its own.
_SHARES: dict[str, tuple[float, float, float, float, float]] = {
    "missing-abstract": (0.17, 0.60, 0.05, 0.0, 0.05),
    "missing-doi": (0.13, 0.0, 0.10, 0.03, 0.90),
    "wrong-doi": (0.008, 0.0, 0.002, 0.0, 0.01),
    "mistyped-doi": (0.006, 0.0, 0.006, 0.0, 0.0),
    "title-case": (0.08, 0.12, 0.0, 0.0, 0.85),
    "upper-case": (0.006, 0.03, 0.0, 0.0, 0.0),
    "subtitle-dropped": (0.16, 0.08, 0.01, 0.0, 0.30),
    "curly-quotes": (0.10, 0.25, 0.0, 0.0, 0.0),
    "other-spelling": (0.06, 0.02, 0.02, 0.0, 0.20),
    "ampersand": (0.03, 0.04, 0.0, 0.0, 0.20),
    "misspelt": (0.02, 0.01, 0.003, 0.0, 0.06),
    "title-cut": (0.01, 0.0, 0.0, 0.0, 0.05),
    "initials": (0.06, 0.12, 0.10, 0.0, 0.30),
    "author-order": (0.02, 0.0, 0.0, 0.0, 0.05),
    "missing-authors": (0.02, 0.015, 0.004, 0.0, 0.0),
    "year-off": (0.07, 0.05, 0.0, 0.0, 0.12),
    "missing-pages": (0.25, 0.12, 0.04, 0.0, 0.0),
    "article-number": (0.05, 0.10, 0.05, 0.0, 0.0),
    "markup": (0.05, 0.10, 0.05, 0.04, 0.0),
    "entities": (0.03, 0.05, 0.0, 0.01, 0.25),
    "original-title": (0.5, 0.85, 0.0, 0.0, 0.1),
    "missing-pmid": (0.35, 0.0, 0.0, 0.0, 0.0),
}
_LAGS = ((3, 60), (-5, 15), (0, 45), (1, 4), (60, 400))  # days from publication to the index, by source


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Records:
    """
    One entry a record, sorted by source and number; each column has the shape ``(n_records,)``.

    ``day`` is when the source first had it, ``dirt`` a sum of BIT, ``lender`` the work whose DOI a
    record with a wrong DOI shows. ``start[s]`` to ``start[s + 1]`` are the records of source ``s``.
    """

    source: Column
    work: Column
    number: Column
    day: Column
    dirt: Column
    lender: Column
    salt: Column
    start: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.work)


def container(works: Works) -> NDArray[np.bool_]:
    """Say which works share the DOI of a whole congress supplement."""
    return np.asarray((works.kind == Kind.CONFERENCE) & (works.salt % 10 < 6))


def _covered(rng: np.random.Generator, works: Works) -> list[NDArray[np.bool_]]:
    """Say for each source which works it has; shapes ``(n_works,)``."""
    size = len(works)
    everything = journals.journals()
    medline = np.array([journal.medline for journal in everything])[works.journal]
    educational = np.array([journal.eric for journal in everything])[works.journal]
    preprint = works.kind == Kind.PREPRINT
    thesis = works.kind == Kind.DISSERTATION
    notice = np.isin(works.kind, NOTICES)
    luck = rng.random((5, size))
    openalex = luck[OPENALEX] < np.where(notice, 0.6, 0.93)
    crossref = (works.doi > 0) & (luck[CROSSREF] < 0.96) & ~thesis & ~container(works)
    pubmed = (
        medline & ~preprint & ~thesis & (luck[PUBMED] < np.where(works.kind == Kind.CONFERENCE, 0.3, 0.72))
    )
    europepmc = (pubmed & (luck[EUROPEPMC] < 0.97)) | (preprint & (luck[EUROPEPMC] < 0.9))
    eric = (educational & ~preprint & ~notice & (luck[ERIC] < 0.6)) | thesis
    return [openalex | thesis, crossref, pubmed, europepmc, eric & (works.language == 0)]


def _dirt(rng: np.random.Generator, works: Works, source: Column, work: Column) -> Column:
    """Draw what is wrong with each record; shape ``(n_records,)``."""
    dirt = np.zeros(len(work), dtype=np.int64)
    for name, shares in _SHARES.items():
        dirt |= np.where(rng.random(len(work)) < np.array(shares)[source], BIT[name], 0)
    dirt |= np.where(container(works)[work] & (source != CROSSREF), BIT["container-doi"], 0)
    dirt &= np.where(works.doi[work] > 0, -1, ~(BIT["wrong-doi"] | BIT["mistyped-doi"] | BIT["missing-doi"]))
    dirt &= np.where(works.language[work] > 0, -1, ~BIT["original-title"])
    return dirt


def _copied(source: Column, work: Column, dirt: Column) -> Column:
    """Let Europe PMC take over what PubMed has, except for DOIs."""
    size = int(work.max(initial=0)) + 1
    held = np.zeros(size, dtype=np.int64)
    here = source == PUBMED
    held[work[here]] = dirt[here]
    doi = BIT["missing-doi"] | BIT["wrong-doi"] | BIT["mistyped-doi"]
    return np.where(source == EUROPEPMC, dirt | (held[work] & ~doi), dirt)


def _days(rng: np.random.Generator, works: Works, source: Column, work: Column) -> Column:
    low, high = np.array(_LAGS).T
    size = len(works)
    lags = np.stack([rng.integers(low[place], high[place] + 1, size) for place in range(5)])
    lags[EUROPEPMC] += np.where(works.kind == Kind.PREPRINT, 0, lags[PUBMED])
    day: Column = works.day[work] + lags[source, work]
    return day


def _twins(rng: np.random.Generator, work: Column, dirt: Column) -> tuple[Column, Column]:
    """Choose the works that OpenAlex has twice; give them with the dirt of the second record."""
    chosen = np.flatnonzero(rng.random(len(work)) < 0.025)
    change = BIT["twice"] | BIT["missing-doi"] | BIT["missing-pmid"] | BIT["missing-pages"]
    shorter = np.where(rng.random(len(chosen)) < 0.4, BIT["subtitle-dropped"], BIT["ampersand"])
    return work[chosen], (dirt[chosen] & ~BIT["missing-abstract"]) | change | BIT["title-case"] | shorter


def index(rng: np.random.Generator, works: Works) -> Records:
    """Enter the works into the five sources."""
    covered = _covered(rng, works)
    work = np.concatenate([np.flatnonzero(mask) for mask in covered])
    source = np.repeat(np.arange(5), [int(mask.sum()) for mask in covered])
    dirt = _copied(source, work, _dirt(rng, works, source, work))
    twin, stain = _twins(rng, work[source == OPENALEX], dirt[source == OPENALEX])
    work = np.concatenate([work, twin])
    source = np.concatenate([source, np.full(len(twin), OPENALEX)])
    dirt = np.concatenate([dirt, stain])
    day = _days(rng, works, source, work)
    day += np.where(dirt & BIT["twice"] > 0, 90, 0)
    lender = rng.integers(0, len(works), len(work))
    lender = np.where(works.doi[lender] > 0, lender, np.flatnonzero(works.doi > 0)[:1].sum())
    order = np.lexsort((work, day, source))
    salt = rng.integers(0, 2**62, len(work))
    columns = {"source": source, "work": work, "day": day, "dirt": dirt, "lender": lender, "salt": salt}
    return _numbered({name: column[order] for name, column in columns.items()})


def _numbered(columns: dict[str, Column]) -> Records:
    """Give each source's records numbers in the order in which it got them."""
    start = np.searchsorted(columns["source"], np.arange(6))
    number = np.arange(len(columns["work"])) - start[columns["source"]] + np.array(FIRST)[columns["source"]]
    return Records(number=number, start=tuple(int(place) for place in start), **columns)


def with_landmarks(records: Records, works: Column, health: NDArray[np.bool_]) -> Records:
    """
    Add the records of real works: all in OpenAlex and Crossref, those of health journals in two more.

    ``works`` are their places behind the synthetic ones, ``health`` says whose journal is a health one.
    They are numbered apart, so that no landmark moves a synthetic number.
    """
    places = [np.arange(len(works))] * 2 + [np.flatnonzero(health)] * 2
    source = np.repeat(np.arange(4), [len(place) for place in places])
    place = np.concatenate(places).astype(np.int64)
    zero = np.zeros(len(place), dtype=np.int64)
    added = {
        "source": source,
        "work": works[place] if len(place) else zero,
        "number": np.array(LANDMARKS)[source] + place,
        "day": zero + EPOCH - 400,
        "dirt": zero + BIT["missing-abstract"],
        "lender": zero,
        "salt": zero,
    }
    whole = {name: np.concatenate([getattr(records, name), column]) for name, column in added.items()}
    order = np.lexsort((whole["number"], whole["source"]))
    whole = {name: column[order].astype(np.int64) for name, column in whole.items()}
    start = tuple(int(place) for place in np.searchsorted(whole["source"], np.arange(6)))
    return Records(start=start, **whole)
