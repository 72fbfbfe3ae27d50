"""The command ``dedupe``: which entries of a file are the same publication."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from synth.cli import shown

if TYPE_CHECKING:  # the module brings DuckDB along, which other commands should not wait for
    from synth.stages.deduping import Deduped, Doubt, Line, Member

FAULTS = 20  # are named; a file with the same fault on each line would hide everything else


@click.command(epilog="Example: synth dedupe library.ris --json")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help='One line a group: {"ids": ["…", "…"]}.')
@click.option("--safe", is_flag=True, help="Join only what is beyond doubt; the rest is counted as doubtful.")
@click.option("--doubtful", is_flag=True, help="List the pairs that need a person, too.")
def dedupe(file: Path, *, as_json: bool, safe: bool, doubtful: bool) -> None:
    """Group the entries of FILE that are the same publication.

    FILE is CSV with a header, RIS, BibTeX, NBIB, EndNote, Web of Science or JSON lines, gzip or not.
    Entries are called by the ids of the file (record_id, id, a BibTeX key, …), by their line numbers
    where it has none, and as ID (line N) where an id repeats. Nothing is written: the file stays as it is.
    """
    from synth.domain.reviews import Point
    from synth.stages import deduping

    found = deduping.dedupe(file, point=Point.SAFE if safe else Point.BALANCED)
    for line in _remarks(found, file.name):
        click.echo(line, err=True)
    if as_json:
        for group in found.groups:
            click.echo(shown.as_json({"ids": [member.entry.id for member in group]}))
    else:
        for number, group in enumerate(found.groups, start=1):
            shown.heading(f"group {number}")
            for line in _told(group):
                click.echo(line)
    if doubtful:
        _tell_doubts(found.doubts, as_json=as_json)


def _told(group: tuple[Member, ...]) -> Iterator[str]:
    """Give a group's entries, and for each but the first why it belongs there."""
    for place, member in enumerate(group):
        pair = member.pair
        yield f"  {_entry(member.entry)}"
        if place:
            yield f"      {_why(pair.rule, pair.score, pair.reasons or (pair.value,))}"


def _entry(entry: Line) -> str:
    when = ", ".join(str(value) for value in (entry.venue, entry.year) if value)
    return f"{entry.id}  {entry.title or '(no title)'}" + (f" ({when})" if when else "")


def _why(rule: str, score: float, reasons: Iterable[str]) -> str:
    return f"{rule}, score {score:.2f}: {'; '.join(reasons)}"


def _tell_doubts(doubts: Iterable[Doubt], *, as_json: bool) -> None:
    for doubt in doubts:
        if as_json:
            ids = [doubt.entry.id, doubt.other.id]
            click.echo(shown.as_json({"doubtful": ids, "score": doubt.score, "reasons": doubt.words}))
        else:
            shown.heading("doubtful")
            click.echo(f"  {_entry(doubt.entry)}\n  {_entry(doubt.other)}")
            click.echo(f"      {_why(doubt.rule, doubt.score, doubt.words)}")


def _remarks(found: Deduped, name: str) -> Iterator[str]:
    yield from (f"{name}:{fault}" for fault in found.faults[:FAULTS])
    if len(found.faults) > FAULTS:
        yield f"{name}: … and {len(found.faults) - FAULTS} more of this kind"
    if found.unnamed:
        whose = "no entry has" if found.unnamed == found.entries else f"{found.unnamed} entries do not have"
        yield f"{name}: {whose} an id of its own: line numbers stand for it"
    if found.repeated:
        yield (
            f"{name}: {found.repeated} entries have an id that stands before them in the file: "
            "where an id repeats it is written ID (line N)"
        )
    extra = sum(len(group) - 1 for group in found.groups)
    yield (
        f"{name}: {found.entries} entries, {found.skipped} skipped ({found.form}, {found.encoding}): "
        f"{len(found.groups)} groups, {extra} duplicates, {len(found.doubts)} doubtful pairs"
    )


COMMANDS = {"dedupe": dedupe}
