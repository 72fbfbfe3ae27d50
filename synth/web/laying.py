"""A card as it is laid before a reviewer: the work's face, the ticket, what was typed, the way on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from starlette.requests import Request

from synth.domain.decisions import Decision, Verdict
from synth.domain.people import Person
from synth.errors import UserError
from synth.stages import decided
from synth.web import face, pages, preferences, way
from synth.web.cards import STAGES, Dealt, Stage, Stale, Why
from synth.web.desk import Desk
from synth.web.face import Face
from synth.web.pages import Form
from synth.web.preferences import Preferences
from synth.web.way import Steps, Way

MOST_LABELS = 20
LABEL = 60  # characters of a label
OFFERED = 12  # labels offered beside the field for new ones
_CARD = "card"

WORDS = {
    Verdict.INCLUDE: "relevant",
    Verdict.EXCLUDE: "not relevant",
    Verdict.MAYBE: "maybe",
    Verdict.WITHDRAW: "no verdict",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What a card's form brings back unchanged: whose card it was, of which work, and what it showed."""

    by: str
    work: str
    stage: Stage
    key: str
    shown_by: str
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """
    What is typed on a card, and what keeps it from being saved.

    ``note`` None: nothing was typed; the card shows the note that stands. ``stale``: something else was
    said of the work since the card was made.
    """

    note: str | None = None
    labels: tuple[str, ...] = ()
    fault: str = ""
    stale: Stale | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What undo would take back, or redo decide again; ``name`` tells it from any other."""

    name: str
    words: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads, what she has read at a stage (``own``: all that stands, newest first), and what is left."""

    person: Person
    chosen: Preferences
    own: Sequence[Decision]
    read: int
    left: int
    offered: tuple[str, ...]
    undo: Step | None
    redo: Step | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """All that the page shows of one work."""

    face: Face
    dealt: Dealt
    ticket: str
    note: str
    labels: tuple[str, ...]
    way: Way
    steps: Steps
    why: Why | None
    draft: Draft = field(default_factory=Draft)


def reader(request: Request, desk: Desk, *, stage: Stage) -> Reader:
    """Give who asks, and how far she is."""
    person = pages.person(request)
    own, undo, redo = desk.own(person), desk.undoable(person), desk.redoable(person)
    return Reader(
        person=person,
        chosen=preferences.of(request),
        own=own,
        read=sum(one.stage == stage for one in own),
        left=desk.left(person, stage),
        offered=_offered(desk, own),
        undo=_step(desk, undo, name=undo.name) if undo else None,
        redo=_step(desk, redo, name=redo.undoes) if redo else None,
    )


def lay(
    request: Request, desk: Desk, *, who: Reader, dealt: Dealt, on: Way, draft: Draft | None = None
) -> Card:
    """Lay a card before somebody; ``on`` is how she came to it."""
    sheet = desk.sheet(dealt.work)
    if sheet is None:  # a newer build came in between
        raise UserError(f"{dealt.work} is not here any more: load the page again")
    # It is signed and no secret: nothing may stand in it that she may not know.
    ticket = {
        "kind": _CARD,
        "by": who.person.name,
        "work": dealt.work,
        "stage": dealt.stage,
        "key": dealt.key,
        "shown_by": dealt.shown_by,
        "shown": who.chosen.noted,
    }
    draft, standing = draft or Draft(), dealt.standing
    typed = draft.note is not None
    return Card(
        face=face.of(
            sheet, marked=pages.site(request).places.highlights if "highlights" in who.chosen.shown else None
        ),
        dealt=dealt,
        ticket=pages.site(request).sign(ticket),
        note=draft.note if draft.note is not None else standing.note if standing else "",
        labels=draft.labels if typed else standing.labels if standing else (),
        way=on,
        steps=way.steps(on, dealt.work, own=who.own),
        why=desk.why(who.person, dealt.work) if "why" in who.chosen.shown else None,
        draft=draft,
    )


def ticket(request: Request, form: Form) -> Ticket:
    """
    Give the ticket a form brings back.

    Raises UserError where it is not a card's of this site, or was made for somebody else.
    """
    said = pages.site(request).unsign(form.text("ticket"))
    kind = said.pop("kind", "")
    if kind != _CARD or said["stage"] not in STAGES:
        raise UserError("this form is not a card of this site: load the page again, and send it from there")
    if said["by"] != pages.person(request).name:
        raise UserError(f"this card was laid before {said['by']}, and so was not saved: load the page again")
    return Ticket(**{**said, "shown": tuple(said["shown"])})


def when(decision: Decision) -> str:
    """Say when something was decided, in UTC."""
    return f"{decided.moment(decision):%Y-%m-%d, %H:%M} UTC"


def draft(form: Form) -> Draft:
    """Give what is typed on a card; raises UserError for labels that cannot be kept."""
    typed = [*form.all("label"), *form.text("labels").split(",")]
    labels = tuple(dict.fromkeys(" ".join(label.split()) for label in typed if label.strip()))
    if len(labels) > MOST_LABELS or any(len(label) > LABEL for label in labels):
        raise UserError(f"labels: at most {MOST_LABELS}, of at most {LABEL} characters each")
    return Draft(note=form.text("note").strip(), labels=labels)


def _step(desk: Desk, decision: Decision, *, name: str) -> Step:
    sheet = desk.sheet(decision.work)
    return Step(name=name, words=WORDS[decision.verdict], title=sheet.title if sheet else decision.work)


def _offered(desk: Desk, own: Sequence[Decision]) -> tuple[str, ...]:
    """Give the labels to choose among: those of the team's shares, then those she gave most often."""
    shares = [share.label for share in desk.review.team.shares]
    given = Counter(label for one in own for label in one.labels)
    often = sorted(given, key=lambda label: (-given[label], label))
    return tuple(dict.fromkeys([*shares, *often]))[:OFFERED]
