"""The command ``duplicates``: what needs a person, and her word on it."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from synth import paths
from synth.cli import shown
from synth.domain.records import SAYABLE

if TYPE_CHECKING:  # the modules bring DuckDB along, which other commands should not wait for
    from synth.domain.pairs import PairDecision
    from synth.stages.beside import Line
    from synth.stages.duplicates import Outlook, Question

NARROW, WIDE = 60, 120  # columns of the terminal that are used at least and at most
LABEL = 9
CUT = 4  # lines of one cell; an abstract is known again by its beginning
HELP = f"""List the pairs that need a person; or decide one, RECORD VERDICT OTHER.

VERDICT is read between the two: same, different (this undoes a merge, too),
{", ".join(f'"{kind.replace("_", " ")}"' for kind in SAYABLE)},
or withdraw (takes back what you said). RECORD and OTHER are names of records, or any identifiers of works.

A decision is a line in your file; `dvc repro` follows it. Of several people's the latest word holds, and
`synth duplicates` asks again until they agree.
"""


@click.command(help=HELP, epilog='Example: synth duplicates --as ada openalex/W1 "preprint of" 10.5555/abc')
@click.argument("record", required=False)
@click.argument("verdict", required=False)
@click.argument("other", required=False)
@click.option("--as", "by", metavar="NAME", help="Who decides; the name of your file of decisions.")
@click.option("--note", default="", help="Why, in your words.")
@click.option(
    "--most", type=click.IntRange(min=1), default=10, show_default=True, help="How many pairs are listed."
)
@click.option("--decided", is_flag=True, help="List what was decided, and what contradicts itself.")
@click.option("--json", "as_json", is_flag=True, help="Everything, for a program.")
def duplicates(
    record: str | None,
    verdict: str | None,
    other: str | None,
    *,
    by: str | None,
    note: str,
    most: int,
    decided: bool,
    as_json: bool,
) -> None:
    """List the pairs that need a person; or decide one."""
    given = [word for word in (record, verdict, other) if word is not None]
    empty = "" in (by, *given)
    if empty or (given and (len(given) < 3 or by is None)):
        raise click.UsageError("a decision is written: synth duplicates --as NAME RECORD VERDICT OTHER")
    if record and verdict and other and by:
        _decide(by, names=(record, other), words=verdict, note=note, as_json=as_json)
    elif decided:
        _tell_decided(as_json=as_json)
    else:
        _tell_questions(most, as_json=as_json)


def _decide(by: str, *, names: tuple[str, str], words: str, note: str, as_json: bool) -> None:
    from synth.stages import duplicates as stage

    outlook = stage.decide(paths.places(), by=by, at=datetime.now(UTC), names=names, words=words, note=note)
    if as_json:
        click.echo(shown.as_json(asdict(outlook)))
        return
    for line in _foreseen(outlook):
        click.echo(line)
    for remark in outlook.remarks:
        click.echo(f"synth: {remark}", err=True)


def _foreseen(outlook: Outlook) -> Iterator[str]:
    yield _said(outlook.decision)
    yield "At the next `dvc repro` these records are:"
    for work, records in outlook.works:
        yield shown.paragraph(f"{work}: {', '.join(records)}", indent="  ")


def _said(made: PairDecision) -> str:
    words = made.relation.replace("_", " ") if made.relation else made.verdict.value
    note = f" ({made.note})" if made.note else ""
    return f"{made.at[:16].replace('T', ' ')} {made.by}: {made.record} {words} {made.other}{note}"


def _tell_decided(*, as_json: bool) -> None:
    from synth.domain import pairs
    from synth.stages import duplicates as stage

    places = paths.places()
    stand = list(stage.standing(places).values())
    contradictions = [pairs.told(one) for one in stage.contradictions(places)]
    if as_json:
        rows = [asdict(one) for one in stand]
        click.echo(shown.as_json({"decided": rows, "contradictions": contradictions}))
        return
    for one in stand:
        click.echo(_said(one.decision))
        for made in one.against:
            click.echo(f"    but {_said(made)}")
    for words in contradictions:
        click.echo(f"contradiction: {words}")
    if not stand:
        click.echo("Nobody has decided on a pair yet.")


def _tell_questions(most: int, *, as_json: bool) -> None:
    from synth.domain import pairs
    from synth.stages import duplicates as stage

    places = paths.places()
    queue = stage.questions(places, most=most)
    if as_json:
        click.echo(shown.as_json([asdict(one) for one in queue.questions]))
        return
    for number, question in enumerate(queue.questions, start=1):
        for line in _told(question, number=number):
            click.echo(line)
    for one in stage.contradictions(places):
        click.echo(_paragraph(f"contradiction: {pairs.told(one)}"))
    click.echo(_counted(queue.total, listed=len(queue.questions)))


def _counted(many: int, *, listed: int) -> str:
    if not many:
        return "No pair needs a person."
    what = "pair needs" if many == 1 else "pairs need"
    further = f" (--most {many} shows all)" if listed < many else ""
    return f"{many} {what} a person{further}: synth duplicates --as NAME RECORD same OTHER"


def _room() -> int:
    return max(NARROW, min(WIDE, shutil.get_terminal_size((80, 24)).columns))


def _paragraph(text: str) -> str:
    return textwrap.fill(text, width=_room(), initial_indent="   ", subsequent_indent="   ")


def _told(question: Question, *, number: int) -> Iterator[str]:
    """Give a pair as lines: why it is asked, and the two records side by side."""
    if question.said:
        yield click.style(f"{number}. People disagree", bold=True)
        yield from (f"   {_said(made)}" for made in question.said)
    else:
        yield click.style(f"{number}. score {question.score:.2f}, by {question.rule}", bold=True)
    if question.reasons:
        yield _paragraph("; ".join(question.reasons))
    if question.pairs > 1:
        yield f"   {question.pairs} pairs of records of these two works are in doubt; this one tells most."
    yield from _row("", question.record, question.other, mark="")
    for line in question.lines:
        yield from _line(line)
    yield ""


def _line(line: Line) -> Iterator[str]:
    cells = _row(line.field, line.one, line.other, mark=line.mark)
    for cell in cells:
        yield click.style(cell, fg="yellow") if line.mark == "≠" else cell


def _row(label: str, one: str, other: str, *, mark: str) -> Iterator[str]:
    """Lay two texts side by side, each in a column of its own, the label and the mark before them."""
    width = (_room() - LABEL - 5) // 2
    left, right = _folded(one, width), _folded(other, width)
    for place in range(max(len(left), len(right), 1)):
        head = f"{mark or ' '} {label}" if place == 0 else ""
        cells = (_at(left, place).ljust(width), _at(right, place))
        yield f"{head.ljust(LABEL + 2)} {'  '.join(cells)}".rstrip()


def _folded(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width=width, max_lines=CUT, placeholder=" …")


def _at(lines: list[str], place: int) -> str:
    return lines[place] if place < len(lines) else ""


COMMANDS = {"duplicates": duplicates}
