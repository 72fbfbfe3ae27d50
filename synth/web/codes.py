"""The codes on the page of a work: what is said of each and from where, and single words of coders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from synth.domain.codings import Coding
from synth.domain.people import Role
from synth.errors import UserError
from synth.web import coding, coding_forms, coding_queue, coding_shown, pages
from synth.web.coders import sheet_of
from synth.web.coding_forms import Sheaf, Word
from synth.web.pages import Form, desk, person, post


def of_work(request: Request, name: str) -> dict[str, Any]:
    """Give what the section on a work's codes shows, on the page of the work and alone."""
    engine, held, sees = desk(request), coding.coders(request), coding.eyes(request)
    sheet, fault = engine.sheet(name), ""
    try:
        book = held.book()
    except UserError as error:
        fault = str(error)
    if sheet is None:
        fault = "The works were built anew: their codes show in a moment."
    if sheet is None or fault:
        return {"shelves": [], "codes_fault": fault}
    opinion = held.opinion(engine, sheet.work)
    through = coding_queue.through(opinion)
    return {
        "shelves": coding_shown.shelves(held, engine, sheet, sees),
        "codes_fault": "",
        "codes_work": sheet.work,
        "answers": coding_shown.answers(opinion, sees),
        "fields": [field for field in book.fields if field.id in coding_shown.answers(opinion, sees)],
        "hidden": sees.blind and sees.person.role.may(Role.REVIEWER),
        "through": [name for name in through if sees.sees(name, opinion.views)],
        "made_up": held.made_up(),
    }


def say(request: Request, form: Form) -> Response:
    """Take one word on one code, or take back one's own on a code or field."""
    engine, held, who = desk(request), coding.coders(request), person(request)
    sheet, book = sheet_of(engine, form.text("work")), held.book()
    name, verdict = form.text("code"), form.text("verdict")
    fields = {field.id for field in book.fields}
    if name not in book.codes and (name not in fields or verdict != "withdraw"):
        raise UserError("nothing was saved: choose a code of the list")
    if verdict not in (*coding_forms.VERDICTS, "withdraw"):
        raise UserError("nothing was saved: say whether the code is there, or not")
    given = coding_forms.VERDICTS.get(verdict)

    def wanted(own: Sequence[Coding]) -> list[Coding]:
        before = coding_forms.said(coding_forms.view(own).words.get(name))
        quoted = form.text("quote").strip() or (before.quote if before else "")
        sheaf = Sheaf(
            words={name: Word(verdict=given, quote=quoted) if given else None},
            seen=coding_forms.last(own),
            work=sheet.work,
            shown_by=coding.shown_by(held, sheet),
            version=book.version,
        )
        return sheaf.lines(own)

    told = coding.told(held.say(engine, who, sheet.work, wanted), sheet, book)
    if pages.partial(request):
        return pages.render(request, "_codes.html", codes_said=told, **of_work(request, sheet.work))
    pages.say(request, told)
    if form.text("back") == "form":
        query = urlencode({"scope": coding_queue.scope(form.text("scope"))})
        return pages.back(request, "code_work", work=quote(sheet.work), query=query)
    return pages.back(request, "record", work=quote(sheet.work), part="codes")


ROUTES: tuple[Route, ...] = (Route("/code/word", post(say), methods=["POST"], name="say_code"),)
