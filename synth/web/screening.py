"""Screening itself: the card, and what a press on it does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from synth.domain.decisions import Decision, Verdict
from synth.domain.people import Role
from synth.errors import UserError
from synth.web import face, laying, pages, preferences, way
from synth.web.cards import Dealt, Press, Saved, Stale
from synth.web.desk import Desk
from synth.web.laying import WORDS, Draft, Reader, Ticket
from synth.web.pages import Form
from synth.web.way import Way

RESERVE = 10  # cards a browser holds for times offline
SAME = "same"  # a press that says again what stands, with another note or other labels


def show(request: Request) -> Response:
    """Show the card that an address names, or the next one."""
    desk, on = pages.desk(request), way.of(request.query_params)
    if work := request.query_params.get("work", ""):
        return _opened(request, desk, on=on, work=work)
    return _next(request, desk, on=on)


def reserve(request: Request) -> Response:
    """Give the next few cards, for a browser that may be offline when it needs them."""
    desk, on = pages.desk(request), way.of(request.query_params)
    held = request.query_params.getlist("held")
    who = laying.reader(request, desk, stage=on.stage)
    dealt = desk.deal(who.person, stage=on.stage, sampler=_sampler(who, on), most=RESERVE, skip=held)
    cards = [laying.lay(request, desk, who=who, dealt=one, on=on) for one in dealt]
    return pages.render(request, "reserve.html", cards=cards, **_everywhere(who, on))


def decide(request: Request, form: Form) -> Response:
    """Save what a card's form says and show the next; where it cannot be saved, this card again with why."""
    desk, on, ticket = pages.desk(request), way.of_form(form), laying.ticket(request, form)
    draft = Draft(note=form.text("note").strip())
    try:
        draft = laying.draft(form)
        saved = desk.decide(
            pages.person(request), _press(request, desk, form=form, ticket=ticket, draft=draft)
        )
    except UserError as error:
        stale = error if isinstance(error, Stale) else None
        draft = replace(draft, stale=stale, fault=str(error))
        dealt = _as_laid(request, desk, ticket=ticket)
        return _card(request, desk, dealt=dealt, on=on, draft=draft, status=409 if stale else 400)
    said = _told(request, desk, decision=saved.decision, done="Saved")
    return _on(request, desk, on=on.without(saved.decision.work), said=said)


def toggle(request: Request, form: Form) -> Response:
    """Show or hide something on the card, for this and all that follow; what was typed stays."""
    desk, ticket = pages.desk(request), laying.ticket(request, form)
    preferences.keep(request, preferences.of(request).toggled(form.text("toggle")))
    dealt = _as_laid(request, desk, ticket=ticket)
    return _card(request, desk, dealt=dealt, on=way.of_form(form), draft=laying.draft(form))


def undo(request: Request, form: Form) -> Response:
    """Take back what this person decided last, and show that card."""
    # The button names what it takes back: sent twice it steps once.
    desk = pages.desk(request)
    saved = desk.undo(pages.person(request), line=form.text("step"))
    return _stepped(request, desk, form=form, saved=saved, done="Taken back; now")


def redo(request: Request, form: Form) -> Response:
    """Decide again what this person took back last, and show that card."""
    desk = pages.desk(request)
    saved = desk.redo(pages.person(request), line=form.text("step"))
    return _stepped(request, desk, form=form, saved=saved, done="Decided again")


def _stepped(request: Request, desk: Desk, *, form: Form, saved: Saved | None, done: str) -> Response:
    on = way.of_form(form)
    if saved is None:
        return _on(request, desk, on=on, said="That was done already, or there is nothing of it left.")
    on = replace(on.without(saved.decision.work), stage=saved.decision.stage)
    said = _told(request, desk, decision=saved.decision, done=done)
    # A work that left the corpus has no card any more; the step is done all the same.
    work = saved.decision.work if desk.sheet(saved.decision.work) else ""
    return _on(request, desk, on=on, said=said, work=work)


def _told(request: Request, desk: Desk, *, decision: Decision, done: str) -> str:
    who = laying.reader(request, desk, stage=decision.stage)
    return f"{done}: {WORDS[decision.verdict]}. {who.read:,} read, {who.left:,} left."


def _press(request: Request, desk: Desk, *, form: Form, ticket: Ticket, draft: Draft) -> Press:
    verdict, reason = form.text("verdict"), form.text("reason")
    if verdict == SAME:
        standing = desk.dealt(pages.person(request), ticket.work, stage=ticket.stage).standing
        verdict, reason = (standing.verdict, standing.reason) if standing else ("", "")
    verdict = verdict or (Verdict.EXCLUDE if reason else "")
    if verdict not in set(Verdict):
        raise UserError("say relevant, not relevant or maybe")
    return Press(
        work=ticket.work,
        stage=ticket.stage,
        verdict=Verdict(verdict),
        reason=reason,
        note=draft.note or "",
        labels=draft.labels,
        key=ticket.key,
        shown_by=ticket.shown_by,
        shown=ticket.shown,
    )


def _as_laid(request: Request, desk: Desk, *, ticket: Ticket) -> Dealt:
    """Give the card of a ticket once more: what put it before the reader has not changed by looking again."""
    dealt = desk.dealt(pages.person(request), ticket.work, stage=ticket.stage)
    return replace(dealt, shown_by=ticket.shown_by)


def _on(request: Request, desk: Desk, *, on: Way, said: str, work: str = "") -> Response:
    """Go on after a press: with the part of the page where the script asked, else to the page itself."""
    if not pages.partial(request):
        pages.say(request, said)
        return pages.back(request, "screen", query=on.query(work=work))
    if work:
        return _opened(request, desk, on=on, work=work, said=said)
    return _next(request, desk, on=on, said=said)


def _opened(request: Request, desk: Desk, *, on: Way, work: str, said: str = "") -> Response:
    dealt = desk.dealt(pages.person(request), work, stage=on.stage)
    return _card(request, desk, dealt=dealt, on=on, said=said)


def _next(request: Request, desk: Desk, *, on: Way, said: str = "") -> Response:
    who = laying.reader(request, desk, stage=on.stage)
    sampler = _sampler(who, on)
    dealt = desk.deal(who.person, stage=on.stage, sampler=sampler, skip=on.passed)
    if not dealt and on.passed:  # nothing else is left: what was passed over comes again
        on = replace(on, passed=())
        dealt = desk.deal(who.person, stage=on.stage, sampler=sampler)
    return _card(request, desk, dealt=dealt[0] if dealt else None, on=on, said=said)


def _sampler(who: Reader, on: Way) -> str:
    return on.sampler or who.chosen.sampler


def _card(
    request: Request,
    desk: Desk,
    *,
    dealt: Dealt | None,
    on: Way,
    draft: Draft | None = None,
    said: str = "",
    status: int = 200,
) -> Response:
    """Show a card, or that everything is read."""
    who = laying.reader(request, desk, stage=on.stage)
    card = laying.lay(request, desk, who=who, dealt=dealt, on=on, draft=draft) if dealt else None
    name = "_card.html" if pages.partial(request) else "screen.html"
    context = {"card": card, "announced": said, **_everywhere(who, on)} | ({"said": said} if said else {})
    return pages.render(request, name, status=status, **context)


def _everywhere(who: Reader, on: Way) -> dict[str, Any]:
    return {
        "who": who,
        "on": on,
        "stage": on.stage,
        "shown_by": face.SHOWN_BY,
        "words": WORDS,
        "when": laying.when,
        **preferences.legend(who.chosen.keys),
    }


ROUTES: tuple[Route, ...] = (
    Route("/screen", pages.page(show, role=Role.REVIEWER), name="screen"),
    Route("/screen/reserve", pages.page(reserve, role=Role.REVIEWER), name="reserve"),
    Route("/decide", pages.post(decide), name="decide", methods=["POST"]),
    Route("/screen/toggle", pages.post(toggle), name="toggle", methods=["POST"]),
    Route("/undo", pages.post(undo), name="undo", methods=["POST"]),
    Route("/redo", pages.post(redo), name="redo", methods=["POST"]),
)
