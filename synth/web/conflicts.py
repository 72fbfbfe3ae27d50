"""The pages on which people settle what others disagree on or put off; all votes stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from synth.domain.decisions import Decision, Verdict
from synth.domain.outcomes import Outcome
from synth.domain.people import Person, Role
from synth.errors import UserError
from synth.web import abstracts, cases, pages
from synth.web.cards import STAGES, Conflict, Press, Stale
from synth.web.cases import Filter
from synth.web.desk import Desk
from synth.web.pages import Form, desk, page, person, post, site

MOST = 100  # rows of a list on the page
SETTLING = {"include": Verdict.INCLUDE, "exclude": Verdict.EXCLUDE, "withdraw": Verdict.WITHDRAW}
# How a verdict is called on a page, and its kind of chip.
SAID_AS = {"include": ("relevant", "yes"), "exclude": ("not relevant", "no"), "maybe": ("maybe", "maybe")}


def show(request: Request) -> Response:
    """Answer the queue, or one work of it."""
    work, stage = request.query_params.get("work", ""), request.query_params.get("stage", "abstract")
    return _one(request, desk(request), work, stage) if work else _queue(request, desk(request))


def settle(request: Request, form: Form) -> Response:
    """Take a settlement, or take one back; what was typed stays on the page where it cannot be taken."""
    engine, who = desk(request), person(request)
    ticket, verdict = site(request).unsign(form.text("ticket")), SETTLING.get(form.text("verdict"))
    if "settled" not in ticket or verdict is None:
        raise UserError("nothing was settled: choose relevant or not relevant on the page of the conflict")
    press = Press(
        work=ticket["work"],
        stage=ticket["stage"],
        verdict=verdict,
        reason=form.text("reason"),
        note=form.text("note"),
        key=ticket["key"],
        settles=True,
        seen=ticket["settled"],
    )
    try:
        if verdict is not Verdict.WITHDRAW and not press.note.strip():
            raise UserError("say why in the note: it is kept with the settlement")
        saved = engine.settle(who, press)
    except UserError as error:
        status = 409 if isinstance(error, Stale) else 400
        return _one(request, engine, press.work, press.stage, status=status, error=str(error), form=form)
    pages.say(request, _said(saved.decision, again=saved.again))
    return pages.back(request, "conflicts", query=_next(request, engine, press))


def _settlement(conflict: Conflict | None) -> Decision | None:
    return conflict.settlement if conflict else None


def _may_settle(conflict: Conflict, who: Person) -> bool:
    """Say whether somebody may settle a work: what another has settled only a lead changes."""
    settlement = conflict.settlement
    return conflict.may_settle and (not settlement or settlement.by == who.name or who.role is Role.LEAD)


def _said(decision: Decision, *, again: bool) -> str:
    words = {
        Verdict.INCLUDE: "Settled: relevant.",
        Verdict.EXCLUDE: "Settled: not relevant.",
        Verdict.WITHDRAW: "The settlement is taken back.",
    }
    return words[decision.verdict] + (" It had been saved before." if again else "")


def _next(request: Request, engine: Desk, press: Press) -> str:
    """Name the next case that this person may settle; of one taken back, itself."""
    shown = _filter(request)
    if press.verdict is Verdict.WITHDRAW:
        return shown.query(work=press.work, stage=press.stage)
    for case in cases.cases(engine, person(request)):
        if shown.keeps(case) and case.conflict.may_settle:
            return shown.query(work=case.conflict.work, stage=case.conflict.stage)
    return shown.query()


def _queue(request: Request, engine: Desk) -> Response:
    waiting, shown = cases.cases(engine, person(request)), _filter(request)
    kept = [case for case in waiting if shown.keeps(case)]
    return pages.render(
        request,
        "conflicts.html",
        conflicts=[case for case in kept if case.conflict.outcome is Outcome.CONFLICT],
        maybes=[case for case in kept if case.conflict.outcome is Outcome.MAYBE],
        settled=cases.settled(engine, person(request)),
        shown=shown,
        waiting=len(waiting),
        most=MOST,
        pairs=cases.counted(case.between for case in waiting),
        reasons=cases.counted(case.reasons for case in waiting),
        stages=cases.counted([case.conflict.stage] for case in waiting),
        **_words(request, engine),
    )


def _one(
    request: Request,
    engine: Desk,
    work: str,
    stage: str,
    *,
    status: int = 200,
    error: str = "",
    form: Form | None = None,
) -> Response:
    """Show a case with its votes side by side, and the form where this person may settle it."""
    who, sheet = person(request), engine.sheet(work)
    at = next((one for one in STAGES if one == stage), None)
    if sheet is None or at is None:
        raise UserError(f"{work}: no such work at this stage: open it from the list of conflicts")
    found = cases.find(engine, who, sheet.work, stage=at)
    settlement = _settlement(found)
    ticket = {
        "work": sheet.work,
        "stage": at,
        "key": engine.dealt(who, sheet.work, stage=at).key,
        "settled": settlement.name if settlement else "",
    }
    return pages.render(
        request,
        "conflict.html",
        status=status,
        conflict=found,
        settlement=settlement,
        may_settle=found is not None and _may_settle(found, who),
        ticket=site(request).sign(ticket),
        sheet=sheet,
        stage=at,
        paragraphs=abstracts.paragraphs(sheet.abstract),
        votes=engine.votes(who, sheet.work, at),
        shown=_filter(request),
        error=error,
        note=form.text("note") if form else "",
        reason=form.text("reason") if form else "",
        **_words(request, engine),
    )


def _filter(request: Request) -> Filter:
    query = request.query_params
    return Filter(pair=query.get("pair", ""), reason=query.get("reason", ""), stage=query.get("at", ""))


def _words(request: Request, engine: Desk) -> Mapping[str, Any]:
    """Give what the templates call reasons, verdicts and people."""
    return {
        "reason_of": {reason.id: reason.label for reason in engine.review.reasons},
        "made_up": {file.stem for file in site(request).places.synthetic_decisions.glob("*.jsonl")},
        "no_reason": cases.NO_REASON,
        "said_as": SAID_AS,
    }


ROUTES: tuple[Route, ...] = (
    Route("/conflicts", page(show, role=Role.REVIEWER), name="conflicts"),
    Route("/settle", post(settle), name="settle", methods=["POST"]),
)
