"""The first page: what there is to do next for who asks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from synth.domain.outcomes import Outcome
from synth.domain.people import Person, Role
from synth.web import pages
from synth.web.cards import STAGES

if TYPE_CHECKING:
    from synth.web.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something to do: how many, what, a sentence about it, where it is done, and what one does there."""

    count: int
    words: str
    about: str
    address: str
    verb: str


def show(request: Request) -> Response:
    """Show what waits for this person, and how far everything is."""
    person, desk = pages.person(request), pages.desk(request)
    tasks = _tasks(request, desk, person) if person.role.may(Role.REVIEWER) else []
    return pages.render(
        request,
        "home.html",
        tasks=tasks,
        first=next((task for task in tasks if task.count), None),
        stages=_stages(desk, person),
        outcomes=[outcome.value for outcome in Outcome],
        works=len(desk),
        included=[criterion for criterion in desk.review.criteria if criterion.include],
        excluded=[criterion for criterion in desk.review.criteria if not criterion.include],
    )


def _tasks(request: Request, desk: Desk, person: Person) -> list[Task]:
    screen = str(request.app.url_path_for("screen"))
    conflicts = [conflict for stage in STAGES for conflict in desk.conflicts(person, stage)]
    open_to_her = [one for one in conflicts if one.may_settle and not one.settlement]
    return [
        Task(
            count=desk.left(person, "abstract"),
            words="abstracts to read",
            about="The most promising come first.",
            address=screen,
            verb="Read on",
        ),
        Task(
            count=desk.left(person, "full text"),
            words="full texts to read",
            about="What was relevant by its abstract.",
            address=f"{screen}?stage=full+text",
            verb="Read on",
        ),
        Task(
            count=len(open_to_her),
            words="works to settle",
            about=_told(Counter(one.outcome for one in open_to_her)),
            address=str(request.app.url_path_for("conflicts")),
            verb="Settle",
        ),
    ]


def _told(outcomes: Counter[Outcome]) -> str:
    """Say how many of the works to settle are of which kind."""
    kinds = ((Outcome.CONFLICT, "conflict"), (Outcome.MAYBE, "maybe"))
    counts = [(outcomes[outcome], word) for outcome, word in kinds if outcomes[outcome]]
    return " and ".join(f"{count:,} {word}{'s' if count > 1 else ''}" for count, word in counts) + "."


def _stages(desk: Desk, person: Person) -> list[tuple[str, Counter[str]]]:
    """Give, for each stage, how many works have which outcome, as this person may know it."""
    return [(stage, Counter(map(str, desk.outcomes(person, stage).values()))) for stage in STAGES]


ROUTES = (Route("/", pages.page(show), name="home"),)
