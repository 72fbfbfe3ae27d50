"""An account in the shape of an ERIC document."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from synth.demo.accounts import Account, date_of
from synth.demo.calls import Json
from synth.demo.works import Kind

# Sent when nothing is asked for; source, url and dates are not among them.
DEFAULT = (
    "id",
    "title",
    "author",
    "description",
    "subject",
    "publicationtype",
    "publicationdateyear",
    "language",
    "issn",
    "publisher",
    "peerreviewed",
)
FIELDS = (
    *DEFAULT,
    "source",
    "sourceid",
    "url",
    "institution",
    "educationlevel",
    "e_datemodified",
    "e_yearadded",
    "e_fulltextauth",
)


def description(account: Account) -> str:
    """Give the abstract in one piece; its markup is entities."""
    text = " ".join(f"{label}: {words}" if label else words for label, words in account.sections)
    if account.record % 4 == 0:
        text = escape(text.replace("'", "\u2019").replace(" and ", " & "), quote=True)
    return text + (" (Author/SYN)" if account.year < 2005 else "") if text else ""


def _where(account: Account) -> str:
    parts = [f"v{account.volume}" if account.volume else "", f"n{account.issue}" if account.issue else ""]
    if account.first_page:
        parts.append(f"p{account.first_page}-{account.last_page}")
    elif account.article_number:
        parts.append(f"Article {account.article_number}")
    return " ".join([*filter(None, parts), str(account.year)])


def document(account: Account) -> Json:
    """Give a document with all the fields ERIC has for it; what it has not is left out."""
    found = account.publication
    thesis = found.kind is Kind.DISSERTATION
    names = [
        f"{person.family}, {_given(account, person.given, person.initials)}".rstrip(", ")
        for person in account.authors
    ]
    said = {
        "id": account.native,
        "title": account.title,
        "author": names,
        "description": description(account) or None,
        "subject": list(found.descriptors),
        "publicationtype": ["Dissertations/Theses - Doctoral Dissertations"]
        if thesis
        else [
            "Journal Articles",
            "Information Analyses" if found.design == "review" else "Reports - Research",
        ],
        "publicationdateyear": account.year,
        "language": [found.language.english],
        "issn": [f"ISSN-{found.journal.issn}", f"EISSN-{found.journal.essn}"][: 1 + account.record % 2],
        "publisher": f"{found.journal.publisher}. 1 Synthetic Way, {found.journal.country}",
        "peerreviewed": "F" if thesis else "T",
        "source": "ProQuest LLC" if thesis else found.journal.title,
        "sourceid": _where(account),
        "url": f"http://dx.doi.org/{quote(account.doi, safe='')}" if account.doi else None,
        "educationlevel": ["Higher Education", "Postsecondary Education"],
        "e_datemodified": f"{date_of(account.updated).isoformat()}T00:00:00Z",
        "e_yearadded": date_of(account.indexed).year,
        "e_fulltextauth": "0",
    }
    return {name: value for name, value in said.items() if value is not None}


def _given(account: Account, given: str, initials: str) -> str:
    return " ".join(f"{letter}." for letter in initials) if account.initials else given
