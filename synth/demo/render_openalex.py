"""An account in the shape of an OpenAlex work."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np

from synth.demo.accounts import Account, date_of
from synth.demo.calls import Json
from synth.demo.languages import ENGLISH
from synth.demo.literature import Literature
from synth.demo.people import Institution, Person
from synth.demo.records import OPENALEX
from synth.demo.topics import TOPICS
from synth.demo.works import Kind

_HOME = "https://openalex.org/"
_TYPES = {
    Kind.ARTICLE: "article",
    Kind.PREPRINT: "preprint",
    Kind.CONFERENCE: "article",
    Kind.EDITORIAL: "editorial",
    Kind.DISSERTATION: "dissertation",
    Kind.ERRATUM: "erratum",
    Kind.RETRACTION: "retraction",
    Kind.CONCERN: "other",
}
# Of a real work we know no counts and no access: leaving them out is truer than nought and "closed".
_UNKNOWN = ("cited_by_count", "counts_by_year", "open_access", "referenced_works_count", "fwci")
_LICENCES = ("cc-by", "cc-by-nc", "cc-by-nc-nd")


def kind_of(account: Account) -> str:
    """Give OpenAlex's word for the kind of a work."""
    found = account.publication
    if found.kind is Kind.ARTICLE and found.design == "review":
        return "review"
    return _TYPES[found.kind]


def inverted(account: Account) -> dict[str, list[int]] | None:
    """Give the abstract as OpenAlex has it: the places of each word."""
    if not account.sections:
        return None
    places: dict[str, list[int]] = {}
    text = " ".join(f"{label} {words}" for label, words in account.sections)
    for place, word in enumerate(text.split()):
        places.setdefault(word, []).append(place)
    return places


def _institution(place: Institution) -> Json:
    number = f"{_HOME}I99{place.number:08d}"
    return {
        "id": number,
        "display_name": place.name,
        "ror": f"https://ror.org/00synth{place.number % 100:02d}",
        "country_code": place.code,
        "type": "education",
        "lineage": [number],
    }


def _authorship(person: Person, *, place: int, last: int, initials: bool) -> Json:
    given = ". ".join(person.initials) + "." if initials and person.initials else person.given
    home = person.institution
    position = "first" if place == 0 else "last" if place == last else "middle"
    orcid = f"https://orcid.org/{person.orcid}" if person.orcid else None
    return {
        "author_position": position,
        "author": {
            "id": f"{_HOME}A99{person.number:08d}" if person.number >= 0 else None,
            "display_name": f"{person.given} {person.family}".strip(),
            "orcid": orcid,
        },
        "institutions": [_institution(home)] if home else [],
        "countries": [home.code] if home else [],
        "is_corresponding": place == 0 and home is not None,
        "raw_author_name": f"{given} {person.family}".strip(),
        "raw_affiliation_strings": [home.line] if home else [],
        "raw_orcid": orcid,
        "affiliations": [
            {"raw_affiliation_string": home.line, "institution_ids": [f"{_HOME}I99{home.number:08d}"]}
        ]
        if home
        else [],
    }


def _venue(account: Account) -> Json | None:
    journal = account.publication.journal
    if account.publication.kind is Kind.DISSERTATION or account.record % 17 == 3:
        return None
    issns = [issn for issn in (journal.issn, journal.essn) if issn]
    publisher = f"{_HOME}P99{journal.number % 5:08d}" if journal.publisher else None
    preprint = account.publication.kind is Kind.PREPRINT
    return {
        "id": f"{_HOME}S99{journal.number + 100:08d}",
        "display_name": journal.title,
        "issn_l": None if preprint or not issns else issns[0],
        "issn": None if preprint or not issns else issns,
        "is_oa": journal.open,
        "is_in_doaj": journal.open,
        "is_core": journal.medline,
        "host_organization": publisher,
        "host_organization_name": journal.publisher or None,
        "host_organization_lineage": [publisher] if publisher else [],
        "host_organization_lineage_names": [journal.publisher] if journal.publisher else [],
        "type": "repository" if preprint else "journal",
    }


def _location(account: Account) -> Json:
    licence = _LICENCES[account.record % 3] if account.open else None
    address = f"https://doi.org/{account.doi}" if account.doi else f"https://example.org/{account.native}"
    return {
        "id": f"doi:{account.doi}" if account.doi else f"mag:{account.native[1:]}",
        "is_oa": account.open,
        "landing_page_url": address,
        "pdf_url": None,
        "source": _venue(account),
        "license": licence,
        "license_id": f"{_HOME}licenses/{licence}" if licence else None,
        "version": "publishedVersion" if account.open else None,
        "is_accepted": account.open,
        "is_published": account.open,
        "raw_source_name": account.publication.journal.title,
        "raw_type": "posted-content" if account.publication.kind is Kind.PREPRINT else "journal-article",
    }


def _topics(account: Account) -> list[Json]:
    topic = account.publication.topic
    if topic is None:
        return []
    number = TOPICS.index(topic)
    health = number not in (7, 9)
    field = ("27", "Medicine") if health else ("33", "Social Sciences")
    return [
        {
            "id": f"{_HOME}T99{number:03d}",
            "display_name": topic.name.capitalize(),
            "score": 0.9 + account.record % 90 / 1000,
            "subfield": {"id": f"{_HOME}subfields/{field[0]}99", "display_name": topic.name.capitalize()},
            "field": {"id": f"{_HOME}fields/{field[0]}", "display_name": field[1]},
            "domain": {
                "id": f"{_HOME}domains/{4 if health else 2}",
                "display_name": "Health Sciences" if health else "Social Sciences",
            },
        }
    ]


def _keywords(account: Account) -> list[Json]:
    return [
        {
            "id": f"{_HOME}keywords/{re.sub('[^a-z0-9]+', '-', word.lower())}",
            "display_name": word[:1].upper() + word[1:],
            "score": round(0.7 - place / 10, 4),
        }
        for place, word in enumerate(account.publication.keywords)
    ]


def _mesh(account: Account) -> list[Json]:
    if not (account.pmid and account.headings):
        return []
    return [
        {
            "descriptor_ui": f"D99{sum(map(ord, heading)):04d}",
            "descriptor_name": heading,
            "qualifier_ui": None,
            "qualifier_name": None,
            "is_major_topic": place == 1,
        }
        for place, heading in enumerate(account.publication.mesh)
    ]


def _by_year(literature: Literature, account: Account) -> list[Json]:
    if not account.cited_by:
        return []
    citations = literature.citations
    places = citations.incoming(account.publication.work)
    places = places[citations.linked[places] & (literature.held[OPENALEX, citations.citing[places]] >= 0)]
    years = Counter(date_of(int(day)).year for day in literature.works.day[citations.citing[places]])
    return [{"year": year, "cited_by_count": years[year]} for year in sorted(years, reverse=True)]


def _referenced(literature: Literature, account: Account) -> list[str]:
    if not account.references:
        return []
    citations = literature.citations
    places = citations.outgoing(account.publication.work)
    held = literature.held[OPENALEX, citations.cited[places]]
    known = held[(held >= 0) & citations.linked[places]]
    return [f"{_HOME}W{number}" for number in literature.records.number[np.sort(known)]]


def _ids(account: Account) -> Json:
    ids = {"openalex": _HOME + account.native}
    if account.doi:
        ids["doi"] = f"https://doi.org/{account.doi}"
    if account.pmid:
        ids["pmid"] = f"https://pubmed.ncbi.nlm.nih.gov/{account.pmid}"
    if account.pmcid and account.record % 2:
        ids["pmcid"] = f"https://www.ncbi.nlm.nih.gov/pmc/articles/{account.pmcid[3:]}"
    return ids


def _language(account: Account) -> str:
    # OpenAlex guesses the language from title and abstract: a foreign work under an English title is "en".
    found = account.publication
    return (
        found.language.code
        if found.language is ENGLISH or account.title == found.wording.vernacular
        else "en"
    )


def work(literature: Literature, account: Account) -> Json:
    """Give a work with the keys OpenAlex sends."""
    found = account.publication
    authorships = [
        _authorship(person, place=place, last=len(account.authors) - 1, initials=account.initials)
        for place, person in enumerate(account.authors)
    ]
    location = _location(account)
    topics = _topics(account)
    homes = {person.institution.name: person.institution for person in account.authors if person.institution}
    references = _referenced(literature, account)
    corresponding = [entry["author"]["id"] for entry in authorships if entry["is_corresponding"]]
    whole = {
        "id": _HOME + account.native,
        "doi": f"https://doi.org/{account.doi}" if account.doi else None,
        "title": account.title,
        "display_name": account.title,
        "publication_year": account.year,
        "publication_date": date_of(account.day)
        .replace(year=account.year, day=min(date_of(account.day).day, 28))
        .isoformat(),
        "ids": _ids(account),
        "language": _language(account),
        "primary_location": location,
        "type": kind_of(account),
        "indexed_in": [
            name for name, there in (("crossref", account.doi), ("pubmed", account.pmid)) if there
        ],
        "open_access": _open_access(account, location),
        "authorships": authorships,
        "institutions": [],
        "countries_distinct_count": len({home.code for home in homes.values()}),
        "institutions_distinct_count": len(homes),
        "corresponding_author_ids": corresponding,
        "corresponding_institution_ids": [],
        "apc_list": None,
        "apc_paid": None,
        "fwci": None if found.real else round(account.cited_by / 7, 4),
        "has_fulltext": False,
        "cited_by_count": account.cited_by,
        "citation_normalized_percentile": None,
        "cited_by_percentile_year": None,
        "biblio": {
            "volume": account.volume or None,
            "issue": account.issue or None,
            "first_page": account.first_page or account.article_number or None,
            "last_page": account.last_page or account.article_number or None,
        },
        "is_retracted": account.retracted,
        "is_paratext": False,
        "is_xpac": False,
        "primary_topic": topics[0] if topics else None,
        "topics": topics,
        "keywords": _keywords(account),
        "concepts": [],
        "mesh": _mesh(account),
        "locations_count": 1,
        "locations": [location],
        "best_oa_location": location if account.open else None,
        "sustainable_development_goals": [],
        "awards": [],
        "funders": [],
        "has_content": {"pdf": False, "grobid_xml": False},
        "content_urls": None,
        "referenced_works_count": len(references),
        "referenced_works": references,
        "related_works": [],
        "abstract_inverted_index": inverted(account),
        "counts_by_year": _by_year(literature, account),
        "updated_date": f"{date_of(account.updated).isoformat()}T04:{account.record % 60:02d}:11.178024",
        "created_date": date_of(account.indexed).isoformat(),
    }
    return {name: value for name, value in whole.items() if not found.real or name not in _UNKNOWN}


def _open_access(account: Account, location: Json) -> Json:
    open_now = account.open
    return {
        "is_oa": open_now,
        "oa_status": ("gold" if account.publication.journal.open else "bronze") if open_now else "closed",
        "oa_url": location["landing_page_url"] if open_now else None,
        "any_repository_has_fulltext": False,
    }
