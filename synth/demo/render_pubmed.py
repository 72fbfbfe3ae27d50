"""An account in the shape of a PubmedArticle."""

from __future__ import annotations

import datetime
import re
from xml.sax.saxutils import escape, quoteattr

from synth.demo import naming
from synth.demo.accounts import Account, date_of
from synth.demo.languages import ENGLISH
from synth.demo.literature import Literature
from synth.demo.people import Person
from synth.demo.publications import publication
from synth.demo.records import PUBMED
from synth.demo.works import NOTICES, Kind

HEAD = (
    '<?xml version="1.0" ?>\n'
    '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
    '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n<PubmedArticleSet>\n'
)
TAIL = "</PubmedArticleSet>"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CATEGORIES = {
    "background": "BACKGROUND",
    "introduction": "BACKGROUND",
    "problem": "BACKGROUND",
    "aim": "OBJECTIVE",
}
_CATEGORIES |= {
    "objective": "OBJECTIVE",
    "objectives": "OBJECTIVE",
    "purpose": "OBJECTIVE",
    "methods": "METHODS",
}
_CATEGORIES |= {"design": "METHODS", "results": "RESULTS", "findings": "RESULTS"}
_TYPES = {
    "Journal Article": "D016428",
    "Review": "D016454",
    "Editorial": "D016421",
    "Randomized Controlled Trial": "D016449",
    "Published Erratum": "D016425",
    "Retraction Notice": "D016440",
    "Retracted Publication": "D016441",
    "Expression of Concern": "D000075742",
    "Congress": "D016423",
}
_INWARD = {Kind.ERRATUM: "ErratumIn", Kind.RETRACTION: "RetractionIn", Kind.CONCERN: "ExpressionOfConcernIn"}
_OUTWARD = {
    Kind.ERRATUM: "ErratumFor",
    Kind.RETRACTION: "RetractionOf",
    Kind.CONCERN: "ExpressionOfConcernFor",
}


def types_of(account: Account) -> list[str]:
    """Give PubMed's words for the kind of a publication."""
    found = account.publication
    own = {
        Kind.ERRATUM: "Published Erratum",
        Kind.RETRACTION: "Retraction Notice",
        Kind.CONCERN: "Expression of Concern",
        Kind.EDITORIAL: "Editorial",
        Kind.CONFERENCE: "Congress",
    }.get(found.kind, "Journal Article")
    types = [own]
    if own == "Journal Article" and found.design in ("review", "trial"):
        types.append("Review" if found.design == "review" else "Randomized Controlled Trial")
    return [*types, "Retracted Publication"] if account.retracted else types


def _inline(text: str) -> str:
    """Escape text, keeping the italics it holds."""
    return re.sub(r"&lt;(/?i)&gt;", r"<\1>", escape(text))


def _element(name: str, text: str, **attributes: str) -> str:
    if not text:
        return ""
    spelt = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{spelt}>{_inline(text)}</{name}>"


def _date(name: str, day: int, **attributes: str) -> str:
    spelt = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    moment = date_of(day)
    parts = f"<Year>{moment.year}</Year><Month>{moment.month:02d}</Month><Day>{moment.day:02d}</Day>"
    return f"<{name}{spelt}>{parts}</{name}>"


def _issue_date(account: Account) -> str:
    """Give the date of the issue: a year, a month, or what MEDLINE copied from the cover."""
    day = date_of(account.day)
    if account.publication.real:
        return f"<PubDate><Year>{account.year}</Year></PubDate>"
    if account.record % 25 == 0:
        month = min(day.month, 11)
        span = f"{account.year} {_MONTHS[month - 1]}-{_MONTHS[month]}"
        return f"<PubDate><MedlineDate>{span}</MedlineDate></PubDate>"
    month_given = f"<Month>{_MONTHS[day.month - 1]}</Month>" if account.record % 5 else ""
    exact = f"<Day>{day.day:02d}</Day>" if account.record % 5 == 1 else ""
    return f"<PubDate><Year>{account.year}</Year>{month_given}{exact}</PubDate>"


def _journal(account: Account) -> str:
    journal = account.publication.journal
    issn = _element("ISSN", journal.essn, IssnType="Electronic")
    place = _element("Volume", account.volume) + _element("Issue", account.issue) + _issue_date(account)
    names = _element("Title", journal.title) + _element("ISOAbbreviation", journal.abbreviation)
    return f'<Journal>{issn}<JournalIssue CitedMedium="Internet">{place}</JournalIssue>{names}</Journal>'


def _pages(account: Account) -> str:
    if account.first_page:
        first, last = account.first_page, account.last_page
        short = last[-2:] if len(last) == len(first) > 2 and last[:-2] == first[:-2] else last
        body = (
            _element("StartPage", first)
            + _element("EndPage", last)
            + _element("MedlinePgn", f"{first}-{short}")
        )
        return f"<Pagination>{body}</Pagination>"
    if account.article_number:
        number = account.article_number
        return f"<Pagination>{_element('StartPage', number)}{_element('MedlinePgn', number)}</Pagination>"
    return ""


def _abstract(account: Account) -> str:
    if not account.sections:
        return ""
    parts = []
    for label, text in account.sections:
        marks = (
            {"Label": label.upper(), "NlmCategory": _CATEGORIES.get(label.lower(), "CONCLUSIONS")}
            if label
            else {}
        )
        if account.record % 12 == 0:
            text = re.sub(r"\bp = ", "<i>p</i> = ", text, count=1)
        parts.append(_element("AbstractText", text, **marks))
    rights = (
        _element("CopyrightInformation", "\u00a9 Synthetic demonstration data.")
        if account.record % 7 == 0
        else ""
    )
    return f"<Abstract>{''.join(parts)}{rights}</Abstract>"


def _author(person: Person, *, initials: bool) -> str:
    if not person.given:
        return f'<Author ValidYN="Y">{_element("CollectiveName", person.family)}</Author>'
    fore = " ".join(person.initials) if initials else person.given
    name = (
        _element("LastName", person.family)
        + _element("ForeName", fore)
        + _element("Initials", person.initials)
    )
    orcid = _element("Identifier", person.orcid, Source="ORCID")
    home = person.institution
    place = f"<AffiliationInfo>{_element('Affiliation', home.line + '.')}</AffiliationInfo>" if home else ""
    return f'<Author ValidYN="Y">{name}{orcid}{place}</Author>'


def _authors(account: Account) -> str:
    if not account.authors:
        return ""
    people = "".join(_author(person, initials=account.initials) for person in account.authors)
    return f'<AuthorList CompleteYN="Y">{people}</AuthorList>'


def _article(account: Account) -> str:
    found = account.publication
    doi = _element("ELocationID", account.doi, EIdType="doi", ValidYN="Y")
    types = "".join(_element("PublicationType", name, UI=_TYPES[name]) for name in types_of(account))
    vernacular = found.wording.vernacular
    online = "" if found.real else _date("ArticleDate", account.day, DateType="Electronic")
    return (
        f'<Article PubModel="Print-Electronic">{_journal(account)}'
        f"{_element('ArticleTitle', account.title if account.title.endswith('?') else account.title + '.')}"
        f"{_pages(account)}{doi}{_abstract(account)}{_authors(account)}"
        f"{_element('Language', found.language.marc)}"
        f"<PublicationTypeList>{types}</PublicationTypeList>"
        f"{_element('VernacularTitle', vernacular and vernacular + '.')}{online}</Article>"
    )


def _reference_line(literature: Literature, work: int) -> str:
    found = publication(literature, work)
    doi = naming.doi_of(literature, work)
    return f"{found.journal.abbreviation}. {found.year};{found.volume}." + (f" doi: {doi}." if doi else "")


def _correction(literature: Literature, kind: str, work: int) -> str:
    pmid = naming.pmid_of(literature, work) if literature.held[PUBMED, work] >= 0 else ""
    body = _element("RefSource", _reference_line(literature, work)) + _element("PMID", pmid, Version="1")
    return f"<CommentsCorrections RefType={quoteattr(kind)}>{body}</CommentsCorrections>"


def _corrections(literature: Literature, account: Account) -> str:
    found = account.publication
    entries = []
    if found.kind in NOTICES:
        entries.append(_correction(literature, _OUTWARD[found.kind], account.parent))
    for notice in account.notices:
        if notice.kind in _INWARD:
            entries.append(_correction(literature, _INWARD[notice.kind], notice.work))
        if notice.kind is Kind.PREPRINT and account.record % 3:
            entries.append(_correction(literature, "UpdateOf", notice.work))
    return f"<CommentsCorrectionsList>{''.join(entries)}</CommentsCorrectionsList>" if entries else ""


def _headings(account: Account) -> str:
    if not account.headings:
        return ""
    entries = []
    for place, name in enumerate(account.publication.mesh):
        number, major = f"D99{sum(map(ord, name)):04d}", "Y" if place == 1 else "N"
        heading = _element("DescriptorName", name, UI=number, MajorTopicYN=major)
        entries.append(f"<MeshHeading>{heading}</MeshHeading>")
    return f"<MeshHeadingList>{''.join(entries)}</MeshHeadingList>"


def _other_abstract(account: Account) -> str:
    found = account.publication
    if found.language is ENGLISH or not account.local_abstract or not account.sections:
        return ""
    text = _element("AbstractText", account.local_abstract)
    return f'<OtherAbstract Type="Publisher" Language="{found.language.marc}">{text}</OtherAbstract>'


def _keywords(account: Account) -> str:
    words = "".join(_element("Keyword", word, MajorTopicYN="N") for word in account.publication.keywords)
    return f'<KeywordList Owner="NOTNLM">{words}</KeywordList>' if words and account.record % 4 else ""


def _references(literature: Literature, account: Account) -> str:
    if not account.pmcid or not account.references:
        return ""
    entries = []
    for work in account.references:
        found = publication(literature, work)
        author = (
            f"{found.authors[0].family} {found.authors[0].initials}" if found.authors else found.journal.title
        )
        pmid = (
            naming.pmid_of(literature, work)
            if naming.known_to_pubmed(literature, work, account.indexed)
            else ""
        )
        ids = _element("ArticleId", pmid, IdType="pubmed") + _element(
            "ArticleId", naming.doi_of(literature, work), IdType="doi"
        )
        body = _element(
            "Citation", f"{author}. {found.full_title}. {found.journal.abbreviation} {found.year}."
        )
        entries.append(
            f"<Reference>{body}{f'<ArticleIdList>{ids}</ArticleIdList>' if ids else ''}</Reference>"
        )
    return f"<ReferenceList>{''.join(entries)}</ReferenceList>"


def _history(account: Account) -> str:
    def point(status: str, day: int) -> str:
        moment = date_of(day)
        clock = "<Hour>6</Hour><Minute>0</Minute>"
        body = f"<Year>{moment.year}</Year><Month>{moment.month}</Month><Day>{moment.day}</Day>{clock}"
        return f'<PubMedPubDate PubStatus="{status}">{body}</PubMedPubDate>'

    points = [
        point("pubmed", account.indexed),
        point("medline", account.indexed),
        point("entrez", account.indexed),
    ]
    return f"<History>{''.join(points)}</History>"


def article(literature: Literature, account: Account) -> str:
    """Give one ``PubmedArticle`` as efetch sends it."""
    found, journal = account.publication, account.publication.journal
    completed = _date("DateCompleted", account.indexed + 150) if account.headings else ""
    status = "MEDLINE" if account.headings else "PubMed-not-MEDLINE"
    pii = f"S{account.native}" if account.record % 9 == 0 else ""
    ids = (
        _element("ArticleId", account.native, IdType="pubmed")
        + _element("ArticleId", account.pmcid, IdType="pmc")
        + _element("ArticleId", account.doi, IdType="doi")
        + _element("ArticleId", pii, IdType="pii")
    )
    home = _element("Country", journal.country) + _element("MedlineTA", journal.abbreviation)
    home += (
        ""
        if found.real
        else _element("NlmUniqueID", f"99{journal.number:06d}") + _element("ISSNLinking", journal.issn)
    )
    return (
        f'<PubmedArticle><MedlineCitation Status="{status}" Owner="NLM">'
        f"{_element('PMID', account.native, Version='1')}"
        f"{completed}{_date('DateRevised', account.updated)}{_article(account)}"
        f"<MedlineJournalInfo>{home}</MedlineJournalInfo><CitationSubset>IM</CitationSubset>"
        f"{_corrections(literature, account)}{_headings(account)}"
        f"{_other_abstract(account)}{_keywords(account)}"
        f"</MedlineCitation><PubmedData>{_history(account)}"
        f"<PublicationStatus>{'ppublish' if account.printed else 'aheadofprint'}</PublicationStatus>"
        f"<ArticleIdList>{ids}</ArticleIdList>{_references(literature, account)}</PubmedData>"
        "</PubmedArticle>\n"
    )


def slashed(day: datetime.date) -> str:
    """Write a day as E-utilities do."""
    return f"{day:%Y/%m/%d}"
