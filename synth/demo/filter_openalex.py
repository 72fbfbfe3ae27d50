"""What OpenAlex's filters and searches mean on the records it has."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping

import numpy as np

from synth.demo import render_openalex
from synth.demo.accounts import Account, date_of
from synth.demo.queries import Dialect, Node, Range, Term, parse, terms
from synth.demo.records import OPENALEX
from synth.demo.shelves import Shelf
from synth.demo.texts import Mask, plain, stemmed
from synth.demo.works import Column
from synth.errors import UserError

SELECTABLE = (
    "id", "doi", "title", "display_name", "relevance_score", "publication_year", "publication_date", "ids",
    "language", "primary_location", "sources", "type", "indexed_in", "open_access", "authorships",
    "institutions", "countries_distinct_count", "institutions_distinct_count", "corresponding_author_ids",
    "corresponding_institution_ids", "apc_list", "apc_paid", "fwci", "is_authors_truncated", "has_fulltext",
    "cited_by_count", "citation_normalized_percentile", "cited_by_percentile_year", "biblio", "is_retracted",
    "is_paratext", "is_xpac", "primary_topic", "topics", "keywords", "concepts", "mesh", "locations_count",
    "locations", "best_oa_location", "sustainable_development_goals", "awards", "funders", "has_content",
    "content_urls", "referenced_works_count", "referenced_works", "related_works", "abstract_inverted_index",
    "counts_by_year", "updated_date", "created_date",
)  # fmt: skip
_LONGEST = 1500
_MOST = 100
# What a search parameter looks in; ".exact" is taken off first.
_SCOPES = {
    "search": "title and abstract",
    "search.title_and_abstract": "title and abstract",
    "search.title": "title",
    "title_and_abstract.search": "title and abstract",
    "title.search": "title",
    "display_name.search": "title",
    "abstract.search": "abstract",
    "default.search": "title and abstract",
}
_PAID = ("from_created_date", "to_created_date", "from_updated_date", "to_updated_date")


def mask(shelf: Shelf, text: str, searches: Mapping[str, str]) -> Mask:
    """
    Give the records that a filter and the search parameters let through.

    Raises UserError with OpenAlex's words where a filter or a search is not valid.
    """
    kept = np.ones(len(shelf), dtype=bool)
    for part in _split(text):
        name, colon, value = part.partition(":")
        if not colon:
            raise UserError(f"Invalid filter: {part}. Filters are written field:value.")
        kept &= _filtered(shelf, name.strip(), value.strip())
    for name, value in searches.items():
        kept &= _searched(shelf, name, value)
    return kept


def paid(text: str) -> str | None:
    """Give the first filter that only a paid plan may use."""
    names = (part.partition(":")[0].strip() for part in _split(text))
    return next((name for name in names if name in _PAID), None)


def _split(text: str) -> list[str]:
    """Cut a filter at its commas, save those inside quotes."""
    return [part for part in re.findall(r'(?:"[^"]*"|[^,"]|")+', text) if part.strip()]


def _filtered(shelf: Shelf, name: str, value: str) -> Mask:
    if name.removesuffix(".exact") in _SCOPES:
        return _searched(shelf, name, value)
    if name not in _FILTERS:
        valid = ", ".join(sorted((*_FILTERS, *_SCOPES)))
        raise UserError(
            f"{name} is not a valid field. Valid fields are underscore or hyphenated versions of: {valid}"
        )
    negated = value.startswith("!")
    values = value.removeprefix("!").split("|")
    if len(values) > _MOST:
        raise UserError(f"Maximum number of values exceeded for {name}. Decrease values to {_MOST} or below.")
    found = np.zeros(len(shelf), dtype=bool)
    for entry in values:
        found |= _FILTERS[name](shelf, entry.strip().strip('"'))
    return ~found if negated else found


def _searched(shelf: Shelf, name: str, value: str) -> Mask:
    exact = name.endswith(".exact")
    scope = _SCOPES.get(name.removesuffix(".exact"))
    if scope is None:
        raise UserError(f"{name} is not a valid search parameter.")
    if len(value) > _LONGEST:
        raise UserError(f"Search query too long. The maximum is {_LONGEST} characters.")
    node = parse(value, Dialect())
    _refuse_wildcards(node, exact=exact)
    field = scope if exact else f"stemmed:{scope}"
    return shelf.evaluate(node, lambda shelf, term: _meaning(shelf, term, field))


def _refuse_wildcards(node: Node, *, exact: bool) -> None:
    for term in terms(node):
        if "*" in term.text and not exact:
            raise UserError(
                "Wildcards (*, ?) are only allowed in exact searches; stemming is applied to all others."
            )
        if re.search(r"(?:^|\s)\w{0,2}\*", term.text):
            raise UserError("Wildcards need at least three leading letters.")


def _meaning(shelf: Shelf, term: Term | Range, field: str) -> Mask:
    if isinstance(term, Range):
        raise UserError("Ranges are not allowed in a search.")
    text = f"{term.field}:{term.text}" if term.field else term.text
    words = plain(text, stars=True)
    if field.startswith("stemmed:"):
        words = stemmed(words)
    if term.slop is not None:
        return shelf.field(field).near(words, term.slop)
    return shelf.field(field).phrase(words)


def named(shelf: Shelf, name: str) -> Column:
    """Give the places of the one work that a path names: ``W1``, ``doi:10.1/x``, an address, ``pmid:1``."""
    kind, _, rest = name.partition(":")
    if kind.lower() == "pmid":
        return np.flatnonzero(_pmid(shelf, rest))
    if kind.lower() == "doi" or "10." in name:
        return np.flatnonzero(_doi(shelf, name.removeprefix("doi:")))
    return np.flatnonzero(_openalex(shelf, name))


def _doi(shelf: Shelf, value: str) -> Mask:
    bare = re.sub(r"^(?:https?://)?(?:dx\.)?doi\.org/|^doi:", "", value.strip(), flags=re.IGNORECASE).lower()
    return shelf.mask(shelf.by_doi().get(bare, ()))


def _openalex(shelf: Shelf, value: str) -> Mask:
    return shelf.mask(shelf.by_native().get(value.rsplit("/", 1)[-1].upper(), ()))


def _pmid(shelf: Shelf, value: str) -> Mask:
    wanted = value.rsplit("/", 1)[-1]
    column = shelf.column("pmid", lambda account: int(account.pmid or 0))
    return np.asarray(column == (int(wanted) if wanted.isdigit() else -1))


def _cites(shelf: Shelf, value: str) -> Mask:
    """Give the records whose references hold this work."""
    literature = shelf.literature
    citations = literature.citations
    works = literature.records.work[shelf.records[_openalex(shelf, value)]]
    kept = np.zeros(len(shelf), dtype=bool)
    for work in works:
        places = citations.incoming(int(work))
        citing = citations.citing[places[citations.linked[places]]]
        kept |= _first_records(shelf, citing)
    return kept


def _cited_by(shelf: Shelf, value: str) -> Mask:
    """Give the records that this work has among its references."""
    literature = shelf.literature
    citations = literature.citations
    kept = np.zeros(len(shelf), dtype=bool)
    for work in literature.records.work[shelf.records[_openalex(shelf, value)]]:
        places = citations.outgoing(int(work))
        kept |= _first_records(shelf, citations.cited[places[citations.linked[places]]])
    return kept


def _first_records(shelf: Shelf, works: Column) -> Mask:
    held = shelf.literature.held[OPENALEX, works]
    return np.isin(shelf.records, held[held >= 0])


def _year(shelf: Shelf, value: str) -> Mask:
    column = shelf.column("year", lambda account: account.year)
    found = re.fullmatch(r"(<|>)?(\d{4})?(-)?(\d{4})?", value)
    if found is None or not (found[2] or found[4]):
        raise UserError(f"Value for param publication_year must be a number, not {value}.")
    if found[1]:
        return column < int(found[2]) if found[1] == "<" else column > int(found[2])
    low = int(found[2] or 0)
    high = int(found[4] or 9999) if found[3] else low
    return (column >= low) & (column <= high)


def _published(shelf: Shelf, value: str, *, since: bool) -> Mask:
    try:
        day = datetime.date.fromisoformat(value).toordinal()
    except ValueError:
        raise UserError(f"Value for a date filter must be YYYY-MM-DD, not {value}.") from None
    column = shelf.column("published", _shown_day)
    return column >= day if since else column <= day


def _shown_day(account: Account) -> int:
    day = date_of(account.day)
    return day.replace(year=account.year, day=min(day.day, 28)).toordinal()


def _word(name: str, value_of: Callable[[Account], str]) -> Callable[[Shelf, str], Mask]:
    return lambda shelf, value: shelf.saying(name, lambda account: (value_of(account),), value)


_FILTERS: dict[str, Callable[[Shelf, str], Mask]] = {
    "doi": _doi,
    "openalex": _openalex,
    "openalex_id": _openalex,
    "ids.openalex": _openalex,
    "pmid": _pmid,
    "ids.pmid": _pmid,
    "cites": _cites,
    "cited_by": _cited_by,
    "publication_year": _year,
    "from_publication_date": lambda shelf, value: _published(shelf, value, since=True),
    "to_publication_date": lambda shelf, value: _published(shelf, value, since=False),
    "type": _word("type", render_openalex.kind_of),
    "is_retracted": _word("is_retracted", lambda account: str(account.retracted).lower()),
    "has_abstract": _word("has_abstract", lambda account: str(bool(account.sections)).lower()),
    "has_doi": _word("has_doi", lambda account: str(bool(account.doi)).lower()),
}
