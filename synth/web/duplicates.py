"""The pairs in doubt: two records side by side, a person's word on them, and all that was decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from synth.domain.pairs import PairDecision, told
from synth.domain.people import Role
from synth.domain.records import SAYABLE
from synth.errors import UserError
from synth.stages import duplicates as stage
from synth.stages.duplicates import Outlook, Question, Stale
from synth.store import pairs as log
from synth.web import pages, preferences, records
from synth.web.pages import Form, page, person, post, site

LISTED = 20  # decisions shown below the queue; the rest on demand
_PLACES = 1_000_000  # of the queue; a place beyond is no place


def show(request: Request) -> Response:
    """Answer the pair at a place of the queue, and what was decided."""
    return _queue(request, at=_place(request.query_params.get("at", "")))


def decide(request: Request, form: Form) -> Response:
    """Take a word on two records: from the queue, or from the page of a work (``work``)."""
    try:
        outlook = _decided(request, form)
    except UserError as error:
        return _refused(request, form, error)
    pages.say(request, said(outlook))
    if work := form.text("work"):
        return pages.back(request, "record", work=quote(work))
    at = _place(form.text("at"))
    waits = stage.questions(site(request).places, most=at + 1).questions[at:]
    # A pair that people still disagree on stays where it is: go on with the one behind it.
    stays = bool(waits) and {waits[0].record, waits[0].other} == set(outlook.decision.pair)
    return pages.back(request, "duplicates", query=f"at={at + stays}")


def _decided(request: Request, form: Form) -> Outlook:
    places, by, at = site(request).places, person(request).name, datetime.now(UTC)
    record, other, words = form.text("record"), form.text("other").strip(), form.text("words")
    note, key = form.text("note"), form.text("key")
    if words == "split":
        return stage.split(places, by=by, at=at, record=record, note=note, key=key)
    if words == "related":
        words = form.text("relation")
        if not words:
            raise UserError("choose how the two are related, then press Related")
    if words.startswith("other "):  # the second is … the first
        record, other, words = other, record, words.removeprefix("other ")
    return stage.decide(places, by=by, at=at, names=(record, other), words=words, note=note, key=key)


def _refused(request: Request, form: Form, error: UserError) -> Response:
    """Show the page again with what was typed, and why nothing was written."""
    status = 409 if isinstance(error, Stale) else 400
    if work := form.text("work"):
        return records.account(request, work, status=status, error=str(error), form=form)
    return _queue(request, at=_place(form.text("at")), status=status, error=str(error), form=form)


def said(outlook: Outlook) -> str:
    """Say what was saved, what follows from it, and what cannot be followed."""
    saved = "This had been saved before" if outlook.again else "Saved"
    records, works = sum(len(names) for _, names in outlook.works), len(outlook.works)
    follows = f"The next `dvc repro` makes {_many(works, 'work')} of {_many(records, 'record')}."
    return " ".join([f"{saved}: {stage.told(outlook.decision)}.", follows, *outlook.remarks])


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _place(text: str) -> int:
    return min(int(text), _PLACES) if text.isdecimal() and len(text) < 10 else 0


def _queue(
    request: Request, *, at: int, status: int = 200, error: str = "", form: Form | None = None
) -> Response:
    places = site(request).places
    queue = stage.questions(places, most=at + 1)
    question = queue.questions[at] if at < len(queue.questions) else None
    if form and (not question or {question.record, question.other} != set(_named(form))):
        question = stage.again(places, _named(form)) or question
    made = list(log.read(places.decisions / "pairs"))
    decided = stage.decided(made, by=person(request).name)
    partial = pages.partial(request)
    return pages.render(
        request,
        "_pair.html" if partial else "duplicates.html",
        status=status,
        at=at,
        total=queue.total,
        question=question,
        key=_key(request, made, question) if question else "",
        rule=stage.ruled(question.rule) if question else "",
        relations=[kind.replace("_", " ") for kind in SAYABLE],
        note=form.text("note") if form else "",
        relation=form.text("relation") if form else "",
        keys_on=preferences.of(request).keys.on,
        error=error,
        everything="decided" in request.query_params,
        many=len(decided),
        decided=decided if "decided" in request.query_params else decided[:LISTED],
        contradictions=[told(one) for one in stage.contradictions(places)],
    )


def _named(form: Form) -> tuple[str, str]:
    return form.text("record"), form.text("other")


def _key(request: Request, made: Sequence[PairDecision], question: Question) -> str:
    return stage.ticket(made, by=person(request).name, names=(question.record, question.other))


ROUTES = (
    Route("/duplicates", page(show, role=Role.REVIEWER), name="duplicates"),
    Route("/pairs", post(decide), methods=["POST"], name="pairs"),
)
