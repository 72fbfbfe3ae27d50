"""An account in the shape of a Crossref work."""

from __future__ import annotations

import datetime
from html import escape

from synth.demo import naming
from synth.demo.accounts import Account, date_of
from synth.demo.calls import Json
from synth.demo.literature import Literature
from synth.demo.people import Person
from synth.demo.publications import publication
from synth.demo.records import CROSSREF
from synth.demo.works import NOTICES, Kind

_COUNTS = ("is-referenced-by-count", "reference-count", "references-count")
_UPDATES = {
    Kind.ERRATUM: ("correction", "Correction"),
    Kind.RETRACTION: ("retraction", "Retraction"),
    Kind.CONCERN: ("expression_of_concern", "Expression of concern"),
}


def _moment(day: int) -> Json:
    moment = datetime.datetime.combine(date_of(day), datetime.time(3, 14, 15), tzinfo=datetime.UTC)
    return {
        "date-parts": [[moment.year, moment.month, moment.day]],
        "date-time": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "timestamp": int(moment.timestamp()) * 1000,
    }


def kind_of(account: Account) -> str:
    """Give Crossref's word for the kind of a work."""
    return "posted-content" if account.publication.kind is Kind.PREPRINT else "journal-article"


def _published(account: Account) -> list[int]:
    """Give the date of publication, as exact as the publisher was."""
    day = date_of(account.day)
    if account.publication.real:
        return [account.year]
    return [account.year, day.month, day.day][: 1 + account.record % 3]


def _author(person: Person, *, place: int, initials: bool) -> Json:
    sequence = "first" if place == 0 else "additional"
    affiliation = [{"name": person.institution.line}] if person.institution and place % 2 == 0 else []
    role = [{"role": "author", "vocabulary": "crossref"}]
    if not person.given:
        return {"name": person.family, "sequence": sequence, "affiliation": affiliation, "role": role}
    given = " ".join(f"{letter}." for letter in person.initials) if initials else person.given
    author: Json = {
        "given": given,
        "family": person.family,
        "sequence": sequence,
        "affiliation": affiliation,
        "role": role,
    }
    if person.orcid:
        author |= {"ORCID": f"https://orcid.org/{person.orcid}", "authenticated-orcid": place % 2 == 0}
    return author


def jats(account: Account) -> str:
    """Give the abstract as publishers deposit it."""
    if not account.sections[0][0]:
        return f"<jats:p>{escape(account.sections[0][1], quote=False)}</jats:p>"
    parts = [
        f"<jats:sec><jats:title>{label}</jats:title><jats:p>{escape(text, quote=False)}</jats:p></jats:sec>"
        for label, text in account.sections
    ]
    heading = "<jats:title>Abstract</jats:title>" if account.record % 2 else ""
    return heading + "\n                ".join(parts)


def _reference(literature: Literature, work: int, number: int) -> Json:
    found = publication(literature, work)
    reference: Json = {"key": f"ref{number}"}
    doi = naming.doi_of(literature, work)
    if doi:
        return reference | {"doi-asserted-by": "publisher" if number % 3 else "crossref", "DOI": doi}
    first = found.authors[0].family if found.authors else found.journal.title
    if number % 2:
        return reference | {
            "unstructured": f"{first}. {found.full_title}. {found.journal.title}. {found.year}."
        }
    return reference | {"author": first, "year": str(found.year), "article-title": found.full_title}


def _updates(literature: Literature, account: Account) -> Json:
    """Give what a notice updates, or by what a work was updated."""
    found = account.publication
    if found.kind in NOTICES:
        kind, label = _UPDATES[found.kind]
        target = naming.doi_of(literature, account.parent)
        updated = {
            "DOI": target,
            "type": kind,
            "label": label,
            "source": "publisher",
            "updated": _moment(account.day),
        }
        return {"update-to": [updated]} if target else {}
    entries = []
    for notice in account.notices:
        if notice.kind in _UPDATES and (doi := naming.doi_of(literature, notice.work)):
            kind, label = _UPDATES[notice.kind]
            source = "retraction-watch" if account.record % 3 == 0 else "publisher"
            entry = {
                "DOI": doi,
                "type": kind,
                "label": label,
                "source": source,
                "updated": _moment(notice.day),
            }
            entries.append(entry)
    return {"updated-by": entries} if entries else {}


def _relation(literature: Literature, account: Account) -> Json:
    found = account.publication
    if found.kind is Kind.PREPRINT and literature.held[CROSSREF, account.parent] >= 0:
        return _related("is-preprint-of", naming.doi_of(literature, account.parent))
    preprints = [notice.work for notice in account.notices if notice.kind is Kind.PREPRINT]
    if preprints and account.record % 5:
        return _related("has-preprint", naming.doi_of(literature, preprints[0]))
    return {}


def _related(name: str, doi: str) -> Json:
    return {name: [{"id-type": "doi", "id": doi, "asserted-by": "subject"}]} if doi else {}


def _journal(account: Account) -> Json:
    found, journal = account.publication, account.publication.journal
    if found.kind is Kind.PREPRINT:
        posted = date_of(account.day)
        dates = {"date-parts": [[posted.year, posted.month, posted.day]]}
        return {"posted": dates, "group-title": "Health Professions Education", "subtype": "preprint"}
    parts: Json = {"container-title": [journal.title]}
    if found.real:
        return parts
    parts |= {
        "short-container-title": [journal.abbreviation],
        "ISSN": [journal.issn, journal.essn],
        "issn-type": [
            {"value": journal.issn, "type": "print"},
            {"value": journal.essn, "type": "electronic"},
        ],
    }
    if account.volume:
        parts["volume"] = account.volume
    if account.issue:
        parts |= {"issue": account.issue, "journal-issue": {"issue": account.issue}}
    if account.first_page:
        parts["page"] = f"{account.first_page}-{account.last_page}"
    if account.article_number:
        parts["article-number"] = account.article_number
    return parts


def _text(account: Account) -> Json:
    found = account.publication
    parts: Json = {
        "title": [account.title, account.original_title] if account.original_title else [account.title]
    }
    parts |= {
        "subtitle": [account.subtitle] if account.subtitle else [],
        "short-title": [],
        "original-title": [],
    }
    if account.sections:
        parts["abstract"] = jats(account)
    if not found.real and account.record % 4:
        parts["language"] = found.language.code
    if account.authors:
        parts["author"] = [
            _author(person, place=place, initials=account.initials)
            for place, person in enumerate(account.authors)
        ]
    return parts


def _rights(account: Account) -> Json:
    if not account.open:
        return {}
    licence = "https://creativecommons.org/licenses/by/4.0/"
    start = {"start": _moment(account.day), "content-version": "vor", "delay-in-days": 0, "URL": licence}
    return {"license": [start]}


def work(literature: Literature, account: Account, *, score: float | int) -> Json:
    """Give a work with the keys Crossref sends."""
    found = account.publication
    issued = {"date-parts": [_published(account)]}
    deposits = account.record % 10 < 7 and account.references
    references = [_reference(literature, work, number) for number, work in enumerate(account.references, 1)]
    home = "doi.org" if found.real else "example.org"
    parts: Json = {
        "indexed": _moment(account.updated) | {"version": "3.44.0"},
        "reference-count": len(account.references),
        "publisher": found.journal.publisher,
        "content-domain": {"domain": [], "crossmark-restriction": False},
        "DOI": account.native,
        "type": kind_of(account),
        "created": _moment(account.indexed),
        "source": "Crossref",
        "is-referenced-by-count": account.cited_by,
        "prefix": account.native.split("/", 1)[0],
        "member": "9999",
        "deposited": _moment(account.updated),
        "score": score,
        "resource": {"primary": {"URL": f"https://{home}/{account.native}"}},
        "issued": issued,
        "references-count": len(account.references),
        "URL": f"https://doi.org/{account.native}",
        "relation": _relation(literature, account),
        "published": issued,
    }
    if not found.real:
        parts["published-print" if account.printed and account.record % 2 else "published-online"] = issued
    if deposits:
        parts["reference"] = references
    if found.real:  # no counts are known, and nought would be one
        parts = {name: value for name, value in parts.items() if name not in _COUNTS}
    return parts | _text(account) | _journal(account) | _updates(literature, account) | _rights(account)
