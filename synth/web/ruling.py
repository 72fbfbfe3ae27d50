"""Who may say what about which work, and which press of a key is a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from synth.domain.decisions import Decision, Verdict
from synth.domain.outcomes import Outcome
from synth.domain.people import Person, Role
from synth.domain.reviews import Review, Team
from synth.errors import UserError
from synth.screening.sampling import SAMPLERS
from synth.web.ballots import UNRESOLVED
from synth.web.book import Book
from synth.web.cards import CHOSEN, PARKED, Press, Saved, Stale

_SETTLING = (Verdict.INCLUDE, Verdict.EXCLUDE, Verdict.WITHDRAW)


def sampler(name: str) -> str:
    """Give the name of a sampler; raises UserError where there is none of it."""
    known = (*SAMPLERS, PARKED)
    if name not in known:
        raise UserError(f"there is no sampler {name!r}: choose among {', '.join(known)}")
    return name


def screens(person: Person, team: Sequence[str], settings: Team) -> None:
    """Raise UserError where a person is not one of those who screen."""
    if not person.role.may(Role.REVIEWER):
        raise UserError(f"{person.name} reads what was agreed and does not screen: a lead can change that")
    if person.name in team:
        return
    if settings.reviewers:
        names = ", ".join(settings.reviewers)
        raise UserError(
            f"{person.name} is not on the team: queries/review.toml names {names} (team.reviewers),"
            " and nobody else is dealt works"
        )
    raise UserError(f"{person.name} has no account that may screen: a lead can add one on the team's page")


def tidied(press: Press) -> Press:
    """Give a press without blanks around its texts, empty labels, and a reason where nothing is excluded."""
    labels = dict.fromkeys(" ".join(label.split()) for label in press.labels)
    return replace(
        press,
        reason=press.reason.strip() if press.verdict is Verdict.EXCLUDE else "",
        note=press.note.strip(),
        labels=tuple(label for label in labels if label),
    )


def says(line: Decision | Press) -> tuple[object, ...]:
    """Give what a line says of its work: two that say the same are one press."""
    return (line.stage, line.verdict, line.reason, line.note, line.labels, line.settles)


def answered(book: Book, person: Person, press: Press, *, place: int) -> Saved | None:
    """
    Give the answer to a press that need not be written; None: it is new.

    Raises Stale where its card is older than what the person said since, and it says something else than
    stands: what it said once, and was changed since, is not saved.
    """
    lines = book.stages[press.stage].lines(place, person.name)
    earlier = next((line for line in reversed(lines) if line.key == press.key), None)
    # The card may have been made under another name of the work, before a refresh.
    names = (book.sheets.works[place], press.work)
    if not earlier and press.key in [book.key(name, person.name, stage=press.stage) for name in names]:
        return None
    stands = standing(book, person, press, place=place)
    cleared = earlier if earlier and earlier.verdict is Verdict.WITHDRAW else None
    line = stands or cleared
    if line and says(line) == says(press):
        return Saved(decision=line, again=True)
    raise Stale(stands)


def pressed(line: Decision) -> Press:
    """Give the press that would say what a line says."""
    return Press(
        work=line.work,
        stage=line.stage,
        verdict=line.verdict,
        reason=line.reason,
        note=line.note,
        labels=line.labels,
        key=line.key,
        settles=line.settles,
    )


def standing(book: Book, person: Person, press: Press, *, place: int) -> Decision | None:
    """Give what a press would put another word in the place of: one's vote, or the settlement."""
    ballots = book.stages[press.stage]
    return ballots.settled.get(place) if press.settles else ballots.votes.get(place, {}).get(person.name)


def decision(
    book: Book, person: Person, press: Press, *, place: int, score: float | None, now: str
) -> Decision:
    """Give the line that a press is to write; ``score`` is what the model gave the work."""
    work = book.sheets.works[place]
    return Decision(
        at=book.moment(work, person.name, stage=press.stage, now=now),
        by=person.name,
        work=work,
        verdict=press.verdict,
        stage=press.stage,
        record=book.sheets.record(place),
        reason=press.reason,
        note=press.note,
        labels=press.labels,
        key=press.key,
        shown_by=press.shown_by,
        score=score,
        shown=press.shown,
        settles=press.settles,
    )


def check(
    book: Book, person: Person, press: Press, *, place: int, team: Sequence[str], review: Review
) -> None:
    """Raise UserError where a person may not say this of this work."""
    stands = standing(book, person, press, place=place)
    if press.settles:
        _check_settlement(book, person, press, place=place)
    elif stands is None:
        screens(person, team, review.team)
        _check_hers(book, person, press, place=place, settings=review.team)
    if press.verdict is Verdict.WITHDRAW and stands is None:
        raise UserError("there is nothing to take back")
    _check_reason(press, review)


def _check_hers(book: Book, person: Person, press: Press, *, place: int, settings: Team) -> None:
    complete = book.stages[press.stage].outcome(place) not in (Outcome.UNDECIDED, Outcome.AWAITING)
    # A card that was dealt to her was laid before the votes were in: that vote is her own.
    if complete and settings.blind and settings.votes > 1 and press.shown_by == CHOSEN:
        raise UserError("this work has all its votes, and you can see them: yours would not be independent")
    if not book.stages[press.stage].reads(person.name, place):
        raise UserError("this work is dealt to others (queries/review.toml: team.assignment)")
    if press.stage == "full text" and not book.stages["abstract"].included()[place]:
        raise UserError(
            "the full text is read of works whose abstract was found relevant, and this one's was not"
        )


def _check_settlement(book: Book, person: Person, press: Press, *, place: int) -> None:
    ballots = book.stages[press.stage]
    settled = ballots.settled.get(place)
    lead = person.role is Role.LEAD
    if press.verdict not in _SETTLING:
        raise UserError("a maybe settles nothing: relevant, or not relevant")
    if not person.role.may(Role.REVIEWER) or (not lead and person.name in ballots.votes.get(place, ())):
        raise UserError("this is for a third person, or a lead, to settle")
    if settled and settled.by != person.name and press.seen not in (None, settled.name):
        raise UserError(f"{settled.by} has settled this since you opened it; nothing was saved: look again")
    if settled and settled.by != person.name and not lead:
        raise UserError(f"{settled.by} has settled this already; a lead can change it")
    if settled and settled.by != person.name and press.verdict is Verdict.WITHDRAW:
        raise UserError(
            f"{settled.by} has settled this: settle it otherwise, or ask {settled.by} to take it back"
        )
    if not settled and ballots.outcome(place) not in UNRESOLVED:
        raise UserError(
            "there is nothing to settle: people agree on this work, or have not all decided on it"
        )


def _check_reason(press: Press, review: Review) -> None:
    known = {reason.id for reason in review.reasons}
    if press.reason and press.reason not in known:
        raise UserError(f"there is no reason {press.reason!r} in queries/review.toml")
    if press.stage == "full text" and press.verdict is Verdict.EXCLUDE and not press.reason and known:
        raise UserError("a full text is excluded for a reason: choose one with the keys 1 to 9")
