"""Teaching: read a labelled set again and see the curve grow; nothing of it is a decision that counts."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from synth.demo import recovery
from synth.domain.people import Role
from synth.drawing import reading
from synth.errors import UserError
from synth.screening import metrics
from synth.screening.classifiers import CLASSIFIERS
from synth.screening.stopping import STOPPERS
from synth.screening.texts import Text
from synth.stages import labels, rank
from synth.web import abstracts, pages, pictures
from synth.web.pages import Form, desk, page, post, site
from synth.web.replaying import Lesson, Replay, Replays
from synth.web.saying import rule_of

DEMONSTRATION = "the demonstration literature"
STEPS = (10, 100)  # how many are read on by their labels at a time
ROWS = 25  # of the curve's table
_MAKING = threading.Lock()


def show(request: Request) -> Response:
    """Answer the replay of this session, or what can be replayed."""
    replay = _replays(request).of(_session(request))
    return _running(request, replay) if replay else _choosing(request)


def start(request: Request, form: Form) -> Response:
    """Begin a replay; one that this session has makes room for it."""
    review = desk(request).review
    asked = form.text("question_from")
    question = {"review": rank.question(review), "typed": form.text("question")}.get(asked, "")
    model = form.text("model", review.screening.model)
    if model not in CLASSIFIERS:
        raise UserError(f"teaching: {model!r} is no model: choose one of {', '.join(CLASSIFIERS)}")
    lesson = _lesson(request, form.text("set"))
    settings = replace(review.screening, model=model)
    session = secrets.token_urlsafe(16)
    _replays(request).drop(_session(request))
    _replays(request).keep(session, Replay(lesson, question=question, settings=settings))
    request.session["teaching"] = session
    pages.say(request, f"The replay of {lesson.name} begins.")
    return pages.back(request, "teaching")


def answer(request: Request, form: Form) -> Response:
    """Take what is said of the text shown, and show its label."""
    replay = _replays(request).of(_session(request))
    said = {"include": True, "exclude": False}.get(form.text("verdict"))
    if replay and said is not None and replay.answer(_number(form), relevant=said):
        label = replay.read[-1].label
        told = "relevant" if label else "not relevant"
        pages.say(request, f"The labels say {told}: {'you agree' if label is said else 'you differ'}.")
    return pages.back(request, "teaching")


def read_on(request: Request, form: Form) -> Response:
    """Read the next texts by their labels."""
    replay = _replays(request).of(_session(request))
    count = form.text("count")
    if replay and count in map(str, STEPS):
        read = replay.read_on(_number(form), count=int(count))
        pages.say(request, f"Read {read:,} more by their labels.")
    return pages.back(request, "teaching")


def stop(request: Request, form: Form) -> Response:
    """Let the replay go."""
    _replays(request).drop(_session(request))
    request.session.pop("teaching", None)
    return pages.back(request, "teaching")


def curve(request: Request) -> Response:
    """Answer the curve of the replay as a picture."""
    replay = _replays(request).of(_session(request))
    if replay is None:
        raise UserError("no replay is under way here: begin one on the page Teaching")
    return pictures.curve(request, f"Replay of {replay.lesson.name}", replay.course(), whole=True)


def _choosing(request: Request) -> Response:
    shelf = _shelf(request)
    return pages.render(
        request,
        "teaching.html",
        sets=[
            (number, labels.topic(file) if file else DEMONSTRATION, file is None)
            for number, file in shelf.items()
        ],
        models=list(CLASSIFIERS),
        gone="teaching" in request.session,
    )


def _running(request: Request, replay: Replay) -> Response:
    read, place, course = replay.read, replay.next(), replay.course()
    text = replay.lesson.texts[place] if place is not None else None
    found, chosen = sum(course.relevant), rule_of(replay.settings)
    # One rule is to be gone by: the others are asked when somebody asks for them.
    every = "rules" in request.query_params
    rules = replay.said(STOPPERS if every else (chosen,))
    return pages.render(
        request,
        "replay.html",
        replay=replay,
        text=text,
        paragraphs=abstracts.paragraphs(text.abstract) if text else (),
        read=read,
        last=read[-1] if read else None,
        before=replay.lesson.texts[read[-1].place] if read else None,
        course=course,
        found=found,
        recall=found / course.there,
        reached=metrics.needed(course.relevant, recall=1.0) if found == course.there else None,
        points=reading.points(course, most=ROWS),
        agreement=replay.agreement(),
        judged=sum(one.said is not None for one in read),
        rules=rules,
        every=every,
        statement=rules[chosen],
        steps=STEPS,
    )


def _shelf(request: Request) -> dict[str, Path | None]:
    """Give what can be replayed, by the number a form sends: a file, or None for the demonstration."""
    files: Sequence[Path] = [Path(file) for file in request.app.state.teach]
    shelf: list[Path | None] = [None, *files] if site(request).places.truth.exists() else [*files]
    return {str(number): file for number, file in enumerate(shelf)}


def _lesson(request: Request, chosen: str) -> Lesson:
    shelf = _shelf(request)
    if chosen not in shelf:
        raise UserError("teaching: no set is chosen: choose one of the list, and begin again")
    file = shelf[chosen]
    if file is None:
        return _demonstration(request)
    read = labels.read(file)
    return Lesson(
        name=labels.topic(file),
        texts=read.texts,
        labels=read.labels,
        remarks=[remark.removeprefix(str(file)).lstrip(":").strip() for remark in read.remarks],
    )


def _demonstration(request: Request) -> Lesson:
    """Give the works of the demonstration that its generator knows, with what it knows of each."""
    rows = desk(request).rows
    truth = recovery.read(site(request).places.truth)
    relevant = recovery.relevance(truth, {row["work"]: row["records"] for row in rows})
    known = [row for row in rows if row["work"] in relevant]
    return Lesson(
        name=DEMONSTRATION,
        texts=[
            Text(title=row["title"], abstract=row["abstract"], keywords=tuple(row["keywords"]))
            for row in known
        ],
        labels=[relevant[row["work"]] for row in known],
        synthetic=True,
    )


def _number(form: Form) -> int:
    """Give how many texts were read when the form was made; -1 where it does not say."""
    number = form.text("number")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 9 else -1


def _session(request: Request) -> str:
    return str(request.session.get("teaching", ""))


def _replays(request: Request) -> Replays:
    state = request.app.state
    with _MAKING:
        if not hasattr(state, "replays"):
            state.replays = Replays()
        kept: Replays = state.replays
    return kept


ROUTES: tuple[Route, ...] = (
    Route("/teach", page(show), name="teaching"),
    Route("/teach/recall.svg", page(curve), name="teaching_curve"),
    Route("/teach/begin", post(start, role=Role.READER), name="teaching_begin", methods=["POST"]),
    Route("/teach/answer", post(answer, role=Role.READER), name="teaching_answer", methods=["POST"]),
    Route("/teach/on", post(read_on, role=Role.READER), name="teaching_on", methods=["POST"]),
    Route("/teach/stop", post(stop, role=Role.READER), name="teaching_stop", methods=["POST"]),
)
