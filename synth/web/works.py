"""The works of a selection: every picture leads here, and each list says in words and in SQL what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from synth.domain.identifiers import WorkId
from synth.domain.outcomes import Outcome
from synth.domain.people import Person
from synth.domain.pictures import STATUSES
from synth.errors import UserError
from synth.store import built, selected, selecting
from synth.store.selected import NEWEST, PAGE
from synth.store.selections import Selection
from synth.web import charted, pages, tabular
from synth.web.addresses import address, asked
from synth.web.desk import Desk
from synth.web.pages import page, person, site

OWN = ("sort", "page")
HEADINGS = (
    ("title", "Title"),
    ("year", "Year"),
    ("journal", "Journal"),
    ("profession", "Profession"),
    ("design", "Study design"),
    ("topic", "Topic"),
    ("outcome", "Decision"),
    ("status", "Standing"),
    ("cited", "Cited here"),
)
STANDINGS = {name: words.capitalize() for name, words in STATUSES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of the table: its words, where it leads, and how the list is ordered by it now."""

    words: str
    address: str
    sorted: str


def show(request: Request) -> Response:
    """Answer a page of the works."""
    chosen, own = asked(request, *OWN)
    order, number = own.get("sort") or NEWEST, _number(own.get("page", ""))
    path = site(request).places.evidence
    found = selected.find(path, chosen, order=order, page=number)
    last = max(1, -(-found.works // PAGE))
    sort = ("sort", "" if order == NEWEST else order)
    here = [*chosen.pairs(), sort]
    turned = {step: [*here, ("page", str(step) if step > 1 else "")] for step in (number - 1, number + 1)}
    return pages.render(
        request,
        "works.html",
        found=found,
        built=built.read(path),
        chosen=charted.dropped(
            request, "works_list", chosen, found.conditions, lambda left: [*left.pairs(), sort]
        ),
        headings=[_heading(request, chosen, name, words, order) for name, words in HEADINGS],
        outcomes=outcomes(pages.desk(request), person(request)),
        standings=STANDINGS,
        first=PAGE * (number - 1) + 1,
        number=number,
        last=last,
        before=address(request, "works_list", turned[number - 1]) if number > 1 else "",
        after=address(request, "works_list", turned[number + 1]) if number < last else "",
        here=address(request, "works_list", here),
        files={kind: address(request, f"works_{kind}", here) for kind in ("csv", "json")},
        everything=address(request, "works_list"),
    )


def as_csv(request: Request) -> Response:
    """Answer all works of the selection as CSV."""
    chosen, own = asked(request, *OWN)
    order = own.get("sort") or NEWEST
    result = selected.everything(site(request).places.evidence, chosen, order=order)
    return tabular.as_csv("works", result.columns, result.rows)


def as_json(request: Request) -> Response:
    """Answer all works of the selection as JSON, with the statement that gives them."""
    chosen, own = asked(request, *OWN)
    order = own.get("sort") or NEWEST
    result = selected.everything(site(request).places.evidence, chosen, order=order)
    told = {
        "address": address(request, "works_list", chosen.pairs()),
        "sql": selecting.works(chosen, order=order).literal(),
        "synthetic": pages.desk(request).synthetic,
        "works": [dict(zip(result.columns, row, strict=True)) for row in result.rows],
    }
    return tabular.as_json("works", told)


def outcomes(desk: Desk, who: Person) -> Mapping[str, Outcome]:
    """Give how works stand today as far as a person may know: at the full text, else at the abstract."""
    read = {
        work: one for work, one in desk.outcomes(who, "full text").items() if one is not Outcome.UNDECIDED
    }
    found: dict[WorkId, Outcome] = {**desk.outcomes(who, "abstract"), **read}
    return {str(work): outcome for work, outcome in found.items()}


def _number(text: str) -> int:
    if text and not (text.isascii() and text.isdigit() and len(text) < 8):
        raise UserError(f"page: {text[:60]!r} is no number: write one, as 2")
    return int(text or 1)


def _heading(request: Request, selection: Selection, name: str, words: str, order: str) -> Heading:
    down = order.startswith("-")
    by_this = order.removeprefix("-") == name
    # Numbers are looked for from the largest on.
    first = f"-{name}" if name in ("year", "cited") else name
    other = name if down else f"-{name}"
    turned = other if by_this else first
    return Heading(
        words=words,
        address=address(request, "works_list", [*selection.pairs(), ("sort", turned)]),
        sorted=("descending" if down else "ascending") if by_this else "",
    )


ROUTES = (
    Route("/evidence/works", page(show), name="works_list"),
    Route("/evidence/works.csv", page(as_csv), name="works_csv"),
    Route("/evidence/works.json", page(as_json), name="works_json"),
)
