"""An account in the shapes of Europe PMC: core, lite and a list of ids."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from synth.demo import naming, render_pubmed
from synth.demo.accounts import Account, date_of
from synth.demo.calls import Json
from synth.demo.literature import Literature
from synth.demo.people import Person
from synth.demo.publications import publication
from synth.demo.records import PUBMED
from synth.demo.works import NOTICES, Kind

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_INWARD = {
    Kind.ERRATUM: "Erratum in",
    Kind.RETRACTION: "Retraction in",
    Kind.CONCERN: "Expression of concern in",
}
_OUTWARD = {
    Kind.ERRATUM: "Erratum for",
    Kind.RETRACTION: "Retraction of",
    Kind.CONCERN: "Expression of concern for",
}
_NO = ("hasBook", "hasSuppl", "hasData", "hasDbCrossReferences", "hasLabsLinks", "hasEvaluations", "authMan")
_NO_LITE = ("hasBook", "hasSuppl", "hasDbCrossReferences", "hasLabsLinks")


def types_of(account: Account) -> list[str]:
    """Give Europe PMC's words for the kind of a publication."""
    if account.publication.kind is Kind.PREPRINT:
        return ["Preprint"]
    return render_pubmed.types_of(account)


def source_and_id(account: Account) -> tuple[str, str]:
    """Give the collection and the id in it."""
    source, _, number = account.native.partition("/")
    return source, number


def _ids(account: Account) -> Json:
    source, number = source_and_id(account)
    ids: Json = {"id": number, "source": source}
    if account.pmid:
        ids["pmid"] = account.pmid
    if account.pmcid:
        ids |= {"pmcid": account.pmcid, "fullTextIdList": {"fullTextId": [account.pmcid]}}
    return ids


def title(account: Account) -> str:
    """Give the title with its full stop."""
    return account.title if account.title.endswith(("?", ".")) else account.title + "."


def _short(person: Person) -> str:
    return f"{person.family} {person.initials}".strip()


def _author(person: Person, *, initials: bool) -> Json:
    if not person.given:
        return {"collectiveName": person.family}
    author: Json = {
        "fullName": _short(person),
        "firstName": " ".join(person.initials) if initials else person.given,
        "lastName": person.family,
        "initials": person.initials,
    }
    if person.orcid:
        author["authorId"] = {"type": "ORCID", "value": person.orcid}
    if person.institution:
        line = {"affiliation": person.institution.line + "."}
        author["authorAffiliationDetailsList"] = {"authorAffiliation": [line]}
    return author


def _authors(account: Account) -> Json:
    if not account.authors:
        return {}
    listed = [_author(person, initials=account.initials) for person in account.authors]
    orcids = [author["authorId"] for author in listed if "authorId" in author]
    parts: Json = {"authorString": ", ".join(_short(person) for person in account.authors) + "."}
    parts["authorList"] = {"author": listed}
    if orcids:
        parts["authorIdList"] = {"authorId": orcids}
    if account.authors[0].institution:
        parts["affiliation"] = account.authors[0].institution.line + "."
    return parts


def _journal(account: Account) -> Json:
    found, journal = account.publication, account.publication.journal
    if found.kind is Kind.PREPRINT:
        return {"bookOrReportDetails": {"publisher": journal.title, "yearOfPublication": account.year}}
    day = date_of(account.day)
    inner = {
        "title": journal.title,
        "medlineAbbreviation": journal.abbreviation,
        "isoabbreviation": journal.abbreviation,
    }
    info: Json = {}
    if account.issue:
        info["issue"] = account.issue
    if account.volume:
        info["volume"] = account.volume
    if found.real:
        return {"journalInfo": info | {"yearOfPublication": account.year, "journal": inner}}
    info |= {
        "journalIssueId": 9_000_000 + journal.number * 1000 + account.year % 1000,
        "dateOfPublication": f"{account.year} {_MONTHS[day.month - 1]}",
        "monthOfPublication": day.month,
        "yearOfPublication": account.year,
        "printPublicationDate": f"{account.year}-{day.month:02d}-01",
        "journal": inner | {"nlmid": f"99{journal.number:06d}", "issn": journal.issn, "essn": journal.essn},
    }
    return {"journalInfo": info}


def _pages(account: Account) -> Json:
    if account.first_page:
        return {"pageInfo": f"{account.first_page}-{account.last_page}"}
    return {"pageInfo": account.article_number} if account.article_number else {}


def abstract(account: Account) -> str:
    """Give the abstract as HTML with headings."""
    if not account.sections[0][0]:
        return escape(account.sections[0][1])
    parts = [
        f"<h4>{label.capitalize()}</h4>{_leaning(escape(text), account)}" for label, text in account.sections
    ]
    return "".join(parts)


def _leaning(text: str, account: Account) -> str:
    return re.sub(r"\bp = ", "<i>p</i> = ", text) if account.record % 6 == 0 else text


def _links(account: Account) -> list[Json]:
    site = {"documentStyle": "doi", "site": "DOI", "url": f"https://doi.org/{account.doi}"}
    if account.open or account.pmcid:
        return [{"availability": "Open access", "availabilityCode": "OA", **site}]
    return [{"availability": "Subscription required", "availabilityCode": "S", **site}]


def _correction(literature: Literature, kind: str, work: int, order: int) -> Json:
    found = publication(literature, work)
    entry: Json = {"source": "PPR" if found.kind is Kind.PREPRINT else "MED"}
    if literature.held[PUBMED, work] >= 0:
        entry["id"] = naming.pmid_of(literature, work)
    doi = naming.doi_of(literature, work)
    reference = f"{found.journal.abbreviation}. {found.year};{found.volume}." + (
        f" doi: {doi}." if doi else ""
    )
    return entry | {"reference": reference, "type": kind, "orderIn": order}


def _corrections(literature: Literature, account: Account) -> Json:
    found = account.publication
    related: list[tuple[str, int]] = []
    if found.kind in NOTICES:
        related.append((_OUTWARD[found.kind], account.parent))
    if found.kind is Kind.PREPRINT and literature.held[PUBMED, account.parent] >= 0:
        related.append(("Preprint of", account.parent))
    related += [(_INWARD[notice.kind], notice.work) for notice in account.notices if notice.kind in _INWARD]
    related += [("Preprint in", notice.work) for notice in account.notices if notice.kind is Kind.PREPRINT]
    if not related:
        return {}
    entries = [_correction(literature, kind, work, order) for order, (kind, work) in enumerate(related, 1)]
    return {"commentCorrectionList": {"commentCorrection": entries}}


def _subjects(account: Account) -> Json:
    parts: Json = {}
    if account.headings and account.publication.kind is not Kind.PREPRINT:
        headings = [
            {"majorTopic_YN": "Y" if place == 1 else "N", "descriptorName": name}
            for place, name in enumerate(account.publication.mesh)
        ]
        parts["meshHeadingList"] = {"meshHeading": headings}
    if account.publication.keywords and account.record % 4:
        parts["keywordList"] = {"keyword": list(account.publication.keywords)}
    return parts


def _flags(account: Account, *, lite: bool) -> Json:
    full = "Y" if account.pmcid else "N"
    flags: Json = dict.fromkeys(_NO_LITE if lite else _NO, "N")
    flags |= {"isOpenAccess": "Y" if account.open else "N", "inEPMC": full, "inPMC": full, "hasPDF": full}
    if not account.publication.real:  # of a real work no count is known, and nought would be one
        flags["citedByCount"] = account.cited_by
    flags |= {"hasReferences": "Y" if account.references else "N"}
    flags |= {"hasTextMinedTerms": "N", "hasTMAccessionNumbers": "N"}
    if not lite:
        flags |= {"epmcAuthMan": "N", "nihAuthMan": "N"}
    return flags


def core(literature: Literature, account: Account) -> Json:
    """Give the long form of a record; a list without members is left out."""
    found = account.publication
    parts = _ids(account)
    if account.doi:
        parts |= {"doi": account.doi, "fullTextUrlList": {"fullTextUrl": _links(account)}}
    parts |= {"title": title(account)} | _authors(account) | _journal(account)
    parts |= {"pubYear": str(account.year)} | _pages(account)
    if account.sections:
        parts["abstractText"] = abstract(account)
    if account.open:
        parts["license"] = "cc by"
    parts |= {
        "publicationStatus": "ppublish" if account.printed else "aheadofprint",
        "language": found.language.marc,
        "pubModel": "Print-Electronic",
        "pubTypeList": {"pubType": types_of(account)},
    }
    if found.kind is not Kind.PREPRINT:
        parts["subsetList"] = {"subset": [{"code": "IM", "name": "Index Medicus"}]}
    parts |= _subjects(account) | _corrections(literature, account) | _flags(account, lite=False)
    return parts | {
        "dateOfCreation": date_of(account.indexed).isoformat(),
        "firstIndexDate": date_of(account.indexed).isoformat(),
        "dateOfRevision": date_of(account.updated).isoformat(),
        "firstPublicationDate": date_of(account.day).isoformat(),
    }


def lite(account: Account) -> Json:
    """Give the short form of a record: no abstract."""
    journal = account.publication.journal
    parts = _ids(account)
    if account.doi:
        parts["doi"] = account.doi
    parts["title"] = title(account)
    if account.authors:
        parts["authorString"] = ", ".join(_short(person) for person in account.authors) + "."
    parts["journalTitle"] = journal.abbreviation
    if account.issue:
        parts["issue"] = account.issue
    if account.volume:
        parts["journalVolume"] = account.volume
    parts["pubYear"] = str(account.year)
    if journal.issn:
        parts["journalIssn"] = f"{journal.issn}; {journal.essn}; "
    parts |= _pages(account) | {"pubType": "; ".join(name.lower() for name in types_of(account))}
    parts |= _flags(account, lite=True)
    parts["firstIndexDate"] = date_of(account.indexed).isoformat()
    return parts | {"firstPublicationDate": date_of(account.day).isoformat()}


def idlist(account: Account) -> Json:
    """Give the ids of a record."""
    return _ids(account)
