"""The pages on which works are coded: the queue, and the form made from the codebook."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from synth.coding.figures import Figure, figures
from synth.domain.codebook import Codebook
from synth.domain.codings import CodeVerdict, Coding
from synth.domain.people import Role
from synth.errors import UserError
from synth.web import coding_forms, coding_queue, coding_shown, pages
from synth.web.blindness import Eyes
from synth.web.coders import Coders, sheet_of, visible
from synth.web.coding_forms import Sheaf, Shown, Word
from synth.web.coding_queue import SCOPES, Waiting
from synth.web.pages import Form, desk, page, person, post, site
from synth.web.sheets import Sheet

MOST = 50  # works of the queue on the page


def coders(request: Request) -> Coders:
    """Give what coders say."""
    found: Coders = request.app.state.coders
    return found


def eyes(request: Request) -> Eyes:
    """Give what whoever asks may see of others' words."""
    team = desk(request).review.team
    return Eyes(person=person(request), blind=team.blind, needed=team.votes)


def queue(request: Request) -> Response:
    """Answer the works to be coded, or go to the one that is asked for."""
    engine, held, who = desk(request), coders(request), person(request)
    if asked := request.query_params.get("work", "").strip():
        return pages.back(request, "code_work", work=quote(sheet_of(engine, asked).work))
    scope, book, said = _scope(request), held.book(), held.opinions(engine)
    works = coding_queue.in_scope(engine, who, scope)
    left = [work for work in works if who.name not in coding_queue.through(said.get(work))]
    begun = {work for work in left if coding_queue.begun(said.get(work), who.name)}
    first = sorted(left, key=lambda work: work not in begun)  # what is begun, then the order of the corpus
    labels = _labels(book)
    return pages.render(
        request,
        "coding.html",
        scopes=SCOPES,
        scope=scope,
        works=len(works),
        left=len(left),
        waiting=[Waiting(sheet=sheet_of(engine, work), begun=work in begun) for work in first[:MOST]],
        coders=coding_queue.finished(works, said),
        twice=sum(len(coding_queue.through(said.get(work))) > 1 for work in works),
        again=[
            Waiting(
                sheet=sheet_of(engine, one.work), begun=True, names=tuple(map(labels.__getitem__, one.names))
            )
            for one in coding_queue.again(held, engine, eyes(request))
        ],
        book=book,
        made_up=held.made_up(),
    )


def show(request: Request) -> Response:
    """Answer the coding form of a work."""
    return _form(request, request.path_params["work"])


def _form(
    request: Request, name: str, *, status: int = 200, error: str = "", typed: Form | None = None
) -> Response:
    """Fill the coding form; ``typed`` is what was sent where ``error`` says why it was not taken."""
    engine, held, sees = desk(request), coders(request), eyes(request)
    sheet, book = sheet_of(engine, name), held.book()
    own, opinion = held.own(engine, sees.person, sheet.work), held.opinion(engine, sheet.work)
    mine, passages = coding_forms.view(own), held.passages(sheet)
    designs = coding_queue.designs(book, held.found(sheet), visible(opinion, sees))
    again = coding_queue.again(held, engine, sees)
    ticket = {"coding": sheet.work, "seen": coding_forms.last(own)}
    return pages.render(
        request,
        "coding_work.html",
        status=status,
        error=error,
        sheet=sheet,
        title=coding_shown.marked(sheet.title, passages, field="title", book=book),
        abstract=coding_shown.marked(sheet.abstract, passages, field="abstract", book=book),
        keywords=coding_shown.marked("; ".join(sheet.keywords), passages, field="keywords", book=book),
        shelves=coding_shown.shelves(held, engine, sheet, sees),
        fields=coding_queue.asked(book, designs, mine.words),
        shown=dict.fromkeys(_labels(book), Shown())
        | {name: coding_forms.shown(line) for name, line in mine.words.items()}
        | (coding_forms.typed(typed, book) if typed else {}),
        strange={name for name, line in mine.words.items() if _strange(line, sheet, book)},
        figures=_figures(sheet),
        mine=mine,
        answers=coding_shown.answers(opinion, sees),
        lines=[line for line in own if line is mine.words.get(line.code)],
        new=next((one.names for one in again if one.work == sheet.work), ()),
        ticket=site(request).sign(ticket),
        labels=_labels(book),
        scope=_scope(request),
        book=book,
        made_up=held.made_up(),
    )


def save(request: Request, form: Form) -> Response:
    """Take the coding form of a work: what was changed on it is written, one line for each change."""
    engine, held, who = desk(request), coders(request), person(request)
    ticket = site(request).unsign(form.text("ticket"))
    if "coding" not in ticket:
        raise UserError("nothing was saved: send the form of a work")
    sheet, book, act = sheet_of(engine, ticket["coding"]), held.book(), form.text("act")
    try:
        words = coding_forms.words(form, book)
    except UserError as error:
        return _form(request, sheet.work, status=400, error=str(error), typed=form)
    found = held.found(sheet)
    sheaf = Sheaf(
        words=words,
        seen=ticket["seen"],
        work=sheet.work,
        shown_by=shown_by(held, sheet),
        version=book.version,
    )

    def wanted(own: Sequence[Coding]) -> list[Coding]:
        for facet in book.facets:
            if act == f"confirm:{facet.id}":
                for code in coding_forms.found_and_unsaid(own, words, found, facet.codes):
                    words[code] = Word(verdict=CodeVerdict.PRESENT)
        return [*sheaf.lines(own), *sheaf.ending(own, act)]

    written = held.say(engine, who, sheet.work, wanted)
    pages.say(request, told(written, sheet, book))
    query, onward = urlencode({"scope": _scope(request)}), sheet.work
    if act == "finish":
        after = coding_queue.following(held, engine, who, after=sheet.work, scope=_scope(request))
        if after is None:
            return pages.back(request, "coding", query=query)
        onward = after
    return pages.back(request, "code_work", work=quote(onward), query=query)


def shown_by(held: Coders, sheet: Sheet) -> dict[str, str]:
    """Say what brings each code of a work before a coder."""
    return dict.fromkeys(held.proposals(sheet.work), "proposal") | dict.fromkeys(held.found(sheet), "phrase")


def told(written: Sequence[Coding], sheet: Sheet, book: Codebook) -> str:
    """Say what was saved, and of which quotes the text knows nothing."""
    changes = sum(bool(line.code) for line in written)
    ends = [line for line in written if not line.code]
    parts = [f"Saved: {changes} {'change' if changes == 1 else 'changes'}."] if changes else []
    for line in ends:
        over = line.verdict is CodeVerdict.FINISHED
        short = sheet.title if len(sheet.title) <= 60 else sheet.title[:60] + "…"
        parts.append(f"You are {'through' if over else 'no longer through'} with “{short or sheet.work}”.")
    labels = _labels(book)
    strange = [labels.get(line.code, line.code) for line in written if _strange(line, sheet, book)]
    if strange:
        parts.append(
            f"The quote for {', '.join(strange)} does not stand in title, abstract or keywords: it is kept."
        )
    return " ".join(parts) or "Nothing was changed."


def _strange(line: Coding, sheet: Sheet, book: Codebook) -> bool:
    """Say whether a line quotes what neither title, abstract nor keywords say."""
    quoting = any(field.id == line.code and field.kind == "quote" for field in book.fields)
    quotes = [line.quote, *([line.value] if quoting and isinstance(line.value, str) else [])]
    texts = list(coding_shown.fields(sheet).values())
    return not all(coding_forms.stands_in(quote, texts) for quote in quotes)


def _figures(sheet: Sheet) -> dict[str, list[Figure]]:
    """Give the figures that rules read out of the text, by the name of the field that asks for them."""
    found: dict[str, list[Figure]] = {}
    for one in figures(sheet.title, sheet.abstract):
        found.setdefault(one.kind.replace(" ", "_"), []).append(one)
    return found


def _labels(book: Codebook) -> dict[str, str]:
    """Give what codes and fields are called, in the order of the codebook."""
    labels = {code.id: code.label for code in book.codes.values()}
    return labels | {field.id: field.label for field in book.fields}


def _scope(request: Request) -> str:
    return coding_queue.scope(request.query_params.get("scope", ""))


ROUTES: tuple[Route, ...] = (
    Route("/coding", page(queue), name="coding"),
    Route("/coding/{work:path}", page(show, role=Role.REVIEWER), name="code_work"),
    Route("/code", post(save), methods=["POST"], name="save_codes"),
)
