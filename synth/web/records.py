"""The page of a work: its account with where each field is from, its records, and what people said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from synth.domain.identifiers import WorkId
from synth.domain.outcomes import Outcome
from synth.domain.pairs import PairDecision
from synth.domain.people import Role
from synth.domain.records import SAYABLE
from synth.errors import UserError
from synth.paths import Places
from synth.stages import account as accounts
from synth.stages import duplicates as stage
from synth.stages import foresight
from synth.stages.decided import Line
from synth.stages.foresight import Foresight
from synth.store import joined, story
from synth.store import pairs as log
from synth.store.story import Story
from synth.web import codes, pages
from synth.web.desk import Why
from synth.web.pages import Form, page, person, site

# Where an identifier leads on the web.
ADDRESSES = {
    "doi": "https://doi.org/",
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/",
    "pmc": "https://pmc.ncbi.nlm.nih.gov/articles/",
    "openalex": "https://openalex.org/",
    "eric": "https://eric.ed.gov/?id=",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A record of the work: what joined it to others, where, and the key of a word that parts it."""

    row: Mapping[str, Any]
    merges: tuple[Mapping[str, Any], ...]
    gives: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """What the desk knows of the work, as far as this person may see it."""

    outcomes: Mapping[str, Outcome]
    history: Sequence[Line]
    why: Why | None


def show(request: Request) -> Response:
    """Answer the page of the work that an identifier or the name of a record leads to."""
    return account(request, request.path_params["work"])


def account(
    request: Request, text: str, *, status: int = 200, error: str = "", form: Form | None = None
) -> Response:
    """Answer the page of a work; ``form`` is what was typed where ``error`` says why nothing came of it."""
    places = site(request).places
    try:
        work = joined.named(places.evidence, text).work
    except UserError:
        return pages.render(request, "record_unknown.html", status=404, text=text)
    told = story.tell(places.evidence, work)
    made = list(log.read(places.decisions / "pairs"))
    touching = _touching(told, made)
    return pages.render(
        request,
        "record.html",
        status=status,
        story=told,
        parts=told.parts,
        work=told.parts["work"][0],
        values={value.field: value for value in accounts.values(told)},
        across=accounts.across(told),
        standings=accounts.standings(told),
        held=_held(request, told, made),
        foreseen=_foreseen(places, told) if touching else None,
        decided=stage.decided(touching, by=person(request).name),
        live=_live(request, WorkId(told.id)),
        key=f"{stage.ticket(made, by=person(request).name, names=())} {told.id}",
        reasons={reason.id: reason.label for reason in pages.desk(request).review.reasons},
        ruled=stage.ruled,
        relations=[kind.replace("_", " ") for kind in SAYABLE],
        addresses=ADDRESSES,
        error=error,
        **codes.of_work(request, told.id),
        typed={name: form.text(name) if form else "" for name in ("record", "other", "words", "note")},
    )


def _held(request: Request, told: Story, made: Sequence[PairDecision]) -> list[Held]:
    gives = {row["record"]: row["fields"] for row in told.parts["lineage"]}
    return [
        Held(
            row=row,
            merges=tuple(
                merge for merge in told.parts["merges"] if row["record"] in (merge["record"], merge["other"])
            ),
            gives=gives.get(row["record"], ""),
            key=stage.ticket(made, by=person(request).name, names=(row["record"],)),
        )
        for row in told.parts["records"]
    ]


def _foreseen(places: Places, told: Story) -> Foresight | None:
    """Give what the next run will make of these records; None where it is what they are."""
    foreseen = foresight.foresee(places, [row["record"] for row in told.parts["records"]])
    rows = joined.accounts(places.evidence, {name for _, names in foreseen.works for name in names})
    now: dict[str, set[str]] = {}
    for name, row in rows.items():
        now.setdefault(row["work"], set()).add(name)
    same = sorted(map(sorted, now.values())) == sorted(sorted(names) for _, names in foreseen.works)
    return None if same and not foreseen.remarks else foreseen


def _touching(told: Story, made: Sequence[PairDecision]) -> list[PairDecision]:
    here = {row["record"] for row in told.parts["records"]}
    return [one for one in made if here & set(one.pair)]


def _live(request: Request, work: WorkId) -> Live | None:
    desk, someone = pages.desk(request), person(request)
    if desk.sheet(work) is None:  # the warehouse is newer than what the desk has read
        return None
    history = [line for line in desk.visible(someone) if line.today and line.today.work == work]
    return Live(
        outcomes={
            named: desk.outcomes(someone, named).get(work, Outcome.UNDECIDED)
            for named in ("abstract", "full text")
        },
        history=history if someone.role.may(Role.REVIEWER) else [],
        why=desk.why(someone, work),
    )


ROUTES = (Route("/works/{work:path}", page(show), name="record"),)
