"""What a reviewer has decided: searched, filtered, and opened again to change one's mind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from synth.domain.decisions import Decision, Verdict
from synth.domain.outcomes import Outcome
from synth.domain.people import Role
from synth.screening.highlighting import folded
from synth.web import laying, pages
from synth.web.cards import STAGES
from synth.web.desk import Desk

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is asked for; an empty text asks for nothing. ``note`` and ``conflict``: any text means yes."""

    words: str = ""
    verdict: str = ""
    stage: str = ""
    reason: str = ""
    label: str = ""
    note: str = ""
    conflict: str = ""
    page: int = 1

    def query(self, *, page: int) -> str:
        """Write them as the query of an address."""
        return urlencode({name: said for name, said in asdict(replace(self, page=page)).items() if said})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One decision and what may be known of its work: ``outcome`` is that at the decision's stage."""

    decision: Decision
    title: str
    outcome: Outcome

    @property
    def address(self) -> str:
        """Give the query by which the card is opened."""
        stage = {"stage": self.decision.stage} if self.decision.stage != STAGES[0] else {}
        return urlencode({**stage, "work": self.decision.work})


def show(request: Request) -> Response:
    """List what this person decided, newest first."""
    desk, filters = pages.desk(request), _filters(request.query_params)
    own = desk.own(pages.person(request))
    found = [told for told in _told(request, desk, own) if matches(told, filters)]
    last = max(1, -(-len(found) // ON_A_PAGE))
    page = min(filters.page, last)
    return pages.render(
        request,
        "_decided.html" if pages.partial(request) else "history.html",
        filters=filters,
        found=len(found),
        all=len(own),
        page=page,
        last=last,
        rows=found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE],
        stages=STAGES,
        verdicts=[verdict for verdict in Verdict if verdict is not Verdict.WITHDRAW],
        words=laying.WORDS,
        when=laying.when,
        labels=sorted({label for decision in own for label in decision.labels}),
    )


def matches(told: Told, filters: Filters) -> bool:
    """Say whether a decision is one of those asked for; each word must stand in its title or note."""
    decision = told.decision
    text = folded(f"{told.title}\n{decision.note}")[0]
    return (
        all(word in text for word in folded(filters.words)[0].split())
        and filters.verdict in ("", decision.verdict)
        and filters.stage in ("", decision.stage)
        and filters.reason in ("", decision.reason)
        and filters.label in ("", *decision.labels)
        and (not filters.note or bool(decision.note))
        and (not filters.conflict or told.outcome is Outcome.CONFLICT)
    )


def _told(request: Request, desk: Desk, own: Iterable[Decision]) -> list[Told]:
    person = pages.person(request)
    outcomes = {stage: desk.outcomes(person, stage) for stage in STAGES}
    told = []
    for decision in own:
        sheet = desk.sheet(decision.work)
        outcome = outcomes[decision.stage].get(decision.work, Outcome.UNDECIDED)
        told.append(Told(decision=decision, title=sheet.title if sheet else decision.work, outcome=outcome))
    return told


def _filters(query: QueryParams) -> Filters:
    page = query.get("page", "")
    texts = {name: query.get(name, "").strip() for name in Filters.__slots__ if name != "page"}
    return Filters(
        **texts, page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 7 else 1
    )


ROUTES: tuple[Route, ...] = (Route("/history", pages.page(show, role=Role.REVIEWER), name="history"),)
