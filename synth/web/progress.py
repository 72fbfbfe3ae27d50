"""The page of progress: counts, the curve, what the rules of stopping say, pace, and agreement."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from synth.domain.people import Person, Role
from synth.drawing import reading
from synth.drawing.reading import Course
from synth.screening import agreement, heuristics
from synth.screening.stopping import STOPPERS, Bound
from synth.stages import decided, ranked
from synth.stages.decided import Line, Read
from synth.web import pace, pages, pictures, tallies
from synth.web.cards import STAGES
from synth.web.desk import Desk
from synth.web.pages import Form, desk, page, person, post
from synth.web.saying import Evidence, Said, Sayings

PATIENCE = 1.5  # seconds the page waits for the newest statement before it shows the one before
ROWS = 25  # of the curve's table
NEARLY = 0.9  # of what is left: from this share on it is nearly all
FEW = 10  # works; of fewer, coefficients of agreement say little
RANDOM = ranked.AUDIT
_MAKING = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one person may see of the screening: lines of the logs, works read, and what the rules say."""

    lines: Sequence[Line]
    read: Sequence[Read]
    total: int
    fingerprint: str
    said: Said | None
    rules: Said | None

    def current(self, said: Said | None) -> bool:
        """Say whether what rules say is of all that was read."""
        return said is not None and said.fingerprint == self.fingerprint

    @property
    def course(self) -> Course:
        """The curve; how many relevant works there are is what was found and what the rule thinks is left."""
        found = sum(one.relevant for one in self.read)
        left = self.said.statement.left if self.said else None
        there = found + (left[1] if left else 0)
        return Course(relevant=[one.relevant for one in self.read], total=self.total, there=there)

    @property
    def bound(self) -> Bound | None:
        """The rule that bounds recall in the statement; None where no bound is stated."""
        if self.said is None or self.said.statement.recall_at_least is None:
            return None
        rule = ranked.ANY_ORDER if self.any_order else STOPPERS[self.said.statement.method]
        return rule if isinstance(rule, Bound) else None

    @property
    def any_order(self) -> bool:
        """Whether the rule for any order speaks instead of the review's own."""
        return self.said is not None and self.said.statement.method == ranked.ANY_ORDER.name

    @property
    def nearly_all(self) -> bool:
        """Whether what more is to be read is nearly all that is left."""
        more = self.said.statement.more_to_read if self.said else None
        return bool(self.said and more and more >= NEARLY * (self.total - self.said.read))

    @property
    def drawn(self) -> int:
        """How many works were drawn at random."""
        return sum(one.shown_by == RANDOM for one in self.read)

    @property
    def synthetic(self) -> set[str]:
        """The names of the demonstration's reviewers."""
        return {line.made.by for line in self.lines if line.synthetic}


def show(request: Request) -> Response:
    """Answer how far the screening is."""
    engine, who = desk(request), person(request)
    # One rule is to be gone by: the others are asked when somebody asks for them.
    every = "rules" in request.query_params
    now = _seen(request, engine, patience=PATIENCE, every=every)
    own = [line.made for line in now.lines if line.made.by == who.name and not line.synthetic]
    daily = pace.days(own)
    return pages.render(
        request,
        "progress.html",
        seen=now,
        every=every,
        here=f"{request.url.path}?rules=every" if every else request.url.path,
        tallies=tallies.tallies(engine, who),
        points=reading.points(now.course, most=ROWS),
        top=reading.top(now.course),
        own_rule=engine.review.screening.stopping,
        few=FEW,
        audit=_preferences(request).get("sampler") == RANDOM,
        pace=pace.pace(own),
        days=daily,
        agreements=_agreements(engine, who, now.lines),
        busiest=max((day.decided for day in daily), default=0),
        screens=who.role.may(Role.REVIEWER),
        failed=heuristics.FAILED,
    )


def curve(request: Request) -> Response:
    """Answer the curve as a picture."""
    engine = desk(request)
    note = "Synthetic demonstration data, not evidence." if engine.synthetic else ""
    # The page that shows it has waited already.
    course = _seen(request, engine, patience=PATIENCE / 10).course
    return pictures.curve(request, "Relevant works found", course, note=note)


def draw(request: Request, form: Form) -> Response:
    """Let this person be shown works drawn at random from now on, or again what the review's setting says."""
    chosen = {key: value for key, value in _preferences(request).items() if key != "sampler"}
    if form.text("sampler") == RANDOM:
        chosen["sampler"] = RANDOM
        words = "You are now shown works drawn at random."
    else:
        words = "You are now shown works in the usual order."
    request.session["preferences"] = chosen
    pages.say(request, words)
    return pages.back(request, "progress")


def _seen(request: Request, engine: Desk, *, patience: float, every: bool = False) -> Seen:
    who = person(request)
    lines = engine.visible(who)
    read = decided.reading(lines)
    evidence = Evidence(works=engine.rows, built=engine.built, read=read, settings=engine.review.screening)
    own, all_ = _sayings(request)
    said = own.to(who.name, evidence, patience=patience) if read else None
    rules = all_.to(who.name, evidence, patience=patience) if read and every else None
    return Seen(
        lines=lines,
        read=read,
        total=len(engine),
        fingerprint=evidence.fingerprint,
        said=said,
        rules=rules,
    )


def _agreements(engine: Desk, who: Person, lines: Sequence[Line]) -> list[dict[str, object]]:
    """Give the agreement at each stage at which several people decided on a work."""
    found: list[dict[str, object]] = []
    for stage in STAGES:
        said = tallies.votes(lines, engine.outcomes(who, stage), stage)
        among = tallies.pairs(said)
        if among:
            found.append({"stage": stage, "pairs": among, "overall": agreement.overall(said)})
    return found


def _preferences(request: Request) -> dict[str, object]:
    return dict(request.session.get("preferences") or {})


def _sayings(request: Request) -> tuple[Sayings, Sayings]:
    """Give those who know what the review's own rule says, and what all rules do."""
    state = request.app.state
    with _MAKING:
        if not hasattr(state, "sayings"):
            state.sayings = Sayings(every=False), Sayings(every=True)
        kept: tuple[Sayings, Sayings] = state.sayings
    return kept


ROUTES: tuple[Route, ...] = (
    Route("/progress", page(show), name="progress"),
    Route("/progress/recall.svg", page(curve), name="curve"),
    Route("/progress/sampler", post(draw), name="draw", methods=["POST"]),
)
