"""Two coders side by side: how far they agree, where they do not, and what settles it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from synth.coding import agreeing
from synth.coding.agreeing import Difference
from synth.coding.views import View
from synth.domain.codebook import Code, Codebook, Field
from synth.domain.codings import CodeVerdict, Coding, Value, settled
from synth.domain.identifiers import WorkId
from synth.domain.people import Role
from synth.errors import UserError
from synth.web import coding, coding_forms, pages
from synth.web.blindness import Eyes
from synth.web.coders import Coders, Opinion, sheet_of
from synth.web.coding_forms import NO_WORK
from synth.web.desk import Desk
from synth.web.pages import Form, desk, page, post, site
from synth.web.sheets import Sheet

MOST = 50  # differences on the page; more come up as these are settled

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A code or field that two coders see differently: what settles it, and whether this person may."""

    sheet: Sheet
    thing: Code | Field
    difference: Difference
    settlement: Coding | None
    may_settle: bool
    ticket: str


def show(request: Request) -> Response:
    """Answer two coders' agreement, code by code and field by field, and their differences."""
    return _compared(request)


def _compared(
    request: Request,
    *,
    status: int = 200,
    error: str = "",
    form: Form | None = None,
    asked: Pair | None = None,
) -> Response:
    engine, held, sees = desk(request), coding.coders(request), coding.eyes(request)
    book, said = held.book(), held.opinions(engine)
    pairs = counted(said, sees)
    chosen = asked or (request.query_params.get("one", ""), request.query_params.get("other", ""))
    known = [pair for pair, _ in pairs]
    pair = next((pair for pair in known if set(pair) == set(chosen)), None) or _first(known, sees.person.name)
    views = together(said, sees, pair) if pair else {}
    found = {work: held.found(sheet_of(engine, work)) for work in views}
    apart = agreeing.differences(*pair, views, book=book, found=found) if pair else []
    cases = [_case(request, engine, sees, book, said[one.work], one) for one in apart]
    return pages.render(
        request,
        "coding_compare.html",
        status=status,
        error=error,
        note=form.text("note") if form else "",
        typed=form.text("ticket") if form else "",
        pairs=pairs,
        pair=pair,
        works=len(views),
        overall=agreeing.overall(*pair, views, book=book, found=found) if pair else None,
        agreements=[
            (_thing(book, one.name), one)
            for one in (agreeing.agreements(*pair, views, book=book, found=found) if pair else ())
        ],
        facets={facet.id: facet.label for facet in book.facets},
        cases=[case for case in cases if not case.settlement],
        settled=[case for case in cases if case.settlement],
        most=MOST,
        made_up=held.made_up(),
    )


def _first(known: Sequence[Pair], name: str) -> Pair | None:
    """Give the two whom a page begins with: her own work before that of others, then who share most."""
    return next((pair for pair in known if name in pair), known[0] if known else None)


def counted(said: Mapping[WorkId, Opinion], sees: Eyes) -> list[tuple[Pair, int]]:
    """Give each two coders who share works that may be laid side by side before a person, and how many."""
    counts: dict[Pair, int] = {}
    for opinion in said.values():
        for one, other in combinations(sorted(opinion.views), 2):
            if sees.compares(one, other, opinion.views):
                counts[one, other] = counts.get((one, other), 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def together(said: Mapping[WorkId, Opinion], sees: Eyes, pair: Pair) -> dict[WorkId, dict[str, View]]:
    """Give the views of two coders on the works that may be laid side by side before a person."""
    return {
        work: {name: opinion.views[name] for name in pair}
        for work, opinion in said.items()
        if sees.compares(*pair, opinion.views)
    }


def _case(
    request: Request, engine: Desk, sees: Eyes, book: Codebook, opinion: Opinion, one: Difference
) -> Case:
    settlement = opinion.settled.get(one.name)
    ticket = {
        "settles": one.work,
        "code": one.name,
        "seen": coding_forms.name(settlement) if settlement else "",
    }
    return Case(
        sheet=sheet_of(engine, one.work),
        thing=_thing(book, one.name),
        difference=one,
        settlement=settlement,
        may_settle=_may(sees, one.name, opinion) is None,
        ticket=site(request).sign(ticket),
    )


def _thing(book: Codebook, name: str) -> Code | Field:
    """Give the code or field of this name."""
    fields = {field.id: field for field in book.fields}
    thing = book.codes.get(name) or fields.get(name)
    if thing is None:
        raise UserError(f"the codebook has no code or field {name!r}")
    return thing


def _may(sees: Eyes, name: str, opinion: Opinion) -> str | None:
    """Say why a person may not settle a code or field of a work; None: she may."""
    stands = opinion.settled.get(name)
    if not sees.settles(name, opinion.views):
        return "this is for a third person, or a lead, to settle"
    if stands and stands.by != sees.person.name and sees.person.role is not Role.LEAD:
        return f"{stands.by} has settled this already; a lead can change it"
    return None


def settle(request: Request, form: Form) -> Response:
    """Take what settles a code or field of a work, or take one's own settlement back."""
    engine, held, sees = desk(request), coding.coders(request), coding.eyes(request)
    ticket = site(request).unsign(form.text("ticket"))
    if "settles" not in ticket:
        raise UserError("nothing was settled: choose on the page where two coders are compared")
    pair = (form.text("one"), form.text("other"))
    try:
        told = _settled(held, engine, sees, ticket, form, pair)
    except UserError as error:
        return _compared(request, status=400, error=str(error), form=form, asked=pair)
    pages.say(request, told)
    query = urlencode({"one": pair[0], "other": pair[1]})
    return pages.back(request, "coding_compare", query=query, part="differences")


def _settled(
    held: Coders, engine: Desk, sees: Eyes, ticket: Mapping[str, str], form: Form, pair: Pair
) -> str:
    sheet, name = sheet_of(engine, ticket["settles"]), ticket["code"]
    thing, version = _thing(held.book(), name), held.book().version
    take, note = form.text("take"), form.text("note").strip()
    if take != "withdraw" and not note:
        raise UserError("say why in the note: it is kept with the settlement")

    def wanted(own: Sequence[Coding]) -> Iterator[Coding]:
        opinion = held.opinion(engine, sheet.work)
        stands = opinion.settled.get(name)
        why = _may(sees, name, opinion)
        if why:
            raise UserError(why)
        if take == "withdraw" and (stands is None or stands.by != sees.person.name):
            raise UserError("there is nothing of yours to take back here")
        if stands and stands.by != sees.person.name and coding_forms.name(stands) != ticket["seen"]:
            raise UserError(f"{stands.by} has settled this since you opened it: look again")
        verdict, value, quote = _taken(thing, take, form, opinion, pair)
        mine = settled(own).get((sheet.work, name))
        if mine and (mine.verdict, mine.value, mine.note) == (verdict, value, note):
            return
        key = sha256(f"{sheet.work} {name} {take} {value} {note} {len(own)}".encode()).hexdigest()[:20]
        yield Coding(
            at="",
            by="",
            work=NO_WORK,
            verdict=verdict,
            code=name,
            value=value,
            quote=quote,
            note=note,
            settles=True,
            codebook=version,
            key=key,
        )

    written = held.say(engine, sees.person, sheet.work, lambda own: list(wanted(own)))
    if not written:
        return "It had been settled so before."
    return "The settlement is taken back." if take == "withdraw" else f"Settled: {thing.label}."


def _taken(
    thing: Code | Field, take: str, form: Form, opinion: Opinion, pair: Pair
) -> tuple[CodeVerdict, Value, str]:
    """Give what is settled on: of a code whether it is there, of a field one's answer or another."""
    if take == "withdraw":
        return CodeVerdict.WITHDRAW, None, ""
    if isinstance(thing, Code):
        if take not in coding_forms.VERDICTS:
            raise UserError("nothing was settled: say whether the code is there, or not")
        return coding_forms.VERDICTS[take], None, ""
    if take in ("one", "other"):
        by = pair[take == "other"]
        line = opinion.views[by].words.get(thing.id) if by in opinion.views else None
        if line is None:
            raise UserError(f"{by} answers nothing here")
        return CodeVerdict.ANSWER, line.value, line.quote
    value = coding_forms.value_of_form(thing, form)
    if value is None:
        raise UserError("nothing was settled: take one of the two answers, or give another")
    return CodeVerdict.ANSWER, value, ""


ROUTES: tuple[Route, ...] = (
    Route("/coding/compare", page(show, role=Role.REVIEWER), name="coding_compare"),
    Route("/code/settle", post(settle), methods=["POST"], name="settle_code"),
)
