"""The identifiers of the synthetic literature: under the test prefix, or far beyond what was given out."""

from __future__ import annotations

import datetime

from synth.demo.literature import Literature
from synth.demo.records import BIT, CROSSREF, ERIC, EUROPEPMC, OPENALEX, PUBMED
from synth.demo.works import Kind


def doi_of(literature: Literature, work: int) -> str:
    """Give the DOI that is a publication's own, empty where it has none."""
    works = literature.works
    if work >= literature.synthetic:
        return literature.landmarks[work - literature.synthetic].doi.lower()
    if not works.doi[work] or container_of(literature, work):
        return ""
    year = datetime.date.fromordinal(int(works.day[work])).year
    house = "synthrxiv" if works.kind[work] == Kind.PREPRINT else "synth"
    return f"10.5555/{house}.{year}.{work + 1:05d}"


def container_of(literature: Literature, work: int) -> str:
    """Give the DOI of the congress supplement a conference abstract appeared in, empty for all else."""
    works = literature.works
    if not literature.in_container[work]:
        return ""
    year = datetime.date.fromordinal(int(works.day[work])).year
    return f"10.5555/synth.suppl.{year}.{works.journal[work]:03d}"


def shown_doi(literature: Literature, record: int) -> str:
    """Give the DOI a record shows: its own, a wrong one, a mistyped one, the supplement's, or none."""
    records = literature.records
    dirt, work = int(records.dirt[record]), int(records.work[record])
    if dirt & BIT["container-doi"]:
        return container_of(literature, work)
    own = doi_of(literature, work)
    if not own or (dirt & BIT["missing-doi"] and records.source[record] != CROSSREF):
        return ""
    if dirt & BIT["wrong-doi"]:
        return doi_of(literature, int(records.lender[record])) or own
    if dirt & BIT["mistyped-doi"]:
        # Never another work's DOI: a digit is lost, or two letters change places.
        return own[:-1] if records.salt[record] % 2 else own.replace("synth", "snyth")
    return own


def pmid_of(literature: Literature, work: int) -> str:
    """Give the PubMed id of a publication, empty where PubMed will never have it."""
    record = literature.entered[PUBMED, work]
    return str(literature.records.number[record]) if record >= 0 else ""


def known_to_pubmed(literature: Literature, work: int, day: int) -> bool:
    """Say whether PubMed had a work by that day: a list of references is matched once."""
    record = int(literature.entered[PUBMED, work])
    return record >= 0 and bool(literature.records.day[record] <= day)


def shows_pmid(literature: Literature, record: int) -> bool:
    """Say whether a record shows the PMID of its publication: Crossref and ERIC have no field for it."""
    records = literature.records
    lost = records.dirt[record] & BIT["missing-pmid"] or records.source[record] in (CROSSREF, ERIC)
    return not lost and pmid_of(literature, int(records.work[record])) != ""


def pmcid_of(literature: Literature, work: int) -> str:
    """Give the PubMed Central id of a publication, empty where it is not there."""
    if (
        work >= literature.synthetic
        or not pmid_of(literature, work)
        or literature.works.salt[work] % 100 >= 38
    ):
        return ""
    return f"PMC{90_000_001 + work}"


def native_of(literature: Literature, record: int) -> str:
    """Give the id a source knows a record by: ``W...``, a DOI, a PMID, ``MED/...``, ``EJ...``."""
    records = literature.records
    source, work, number = (int(column[record]) for column in (records.source, records.work, records.number))
    if source == OPENALEX:
        return f"W{number}"
    if source == CROSSREF:
        return doi_of(literature, work)
    if source == PUBMED:
        return str(number)
    if source == EUROPEPMC:
        preprint = literature.works.kind[work] == Kind.PREPRINT
        return f"PPR/PPR{number - 899_000_000}" if preprint else f"MED/{pmid_of(literature, work)}"
    kind = "ED" if literature.works.kind[work] == Kind.DISSERTATION else "EJ"
    return f"{kind}{number}"
