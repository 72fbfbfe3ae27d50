"""The command ``blind``: whether merging a colleague's branch would show votes one should not see yet."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from synth import paths
from synth.cli import shown

if TYPE_CHECKING:  # the module brings DuckDB along, which other commands should not wait for
    from synth.stages.blinding import Sight

LISTED = 5  # works named; --json gives all


@click.command(epilog="Example: synth blind origin/screening-ben --as ada")
@click.argument("branch")
@click.option("--as", "by", required=True, metavar="NAME", help="Who you are: the name of your file.")
@click.option("--json", "as_json", is_flag=True, help="Everything, for a program.")
def blind(branch: str, *, by: str, as_json: bool) -> None:
    """Say whether merging BRANCH now would unblind you.

    Two people on two laptops stay blind when each one's file of decisions stays on a branch of her own until
    both are done. This looks into the other branch, says what you would see, and changes nothing. Exit
    status: 0 merge, nothing is unblinded; 1 not yet.
    """
    from synth.stages import blinding

    found = blinding.sight(paths.places(), branch, by=by)
    unblinds = found.blind and bool(found.shown)
    if as_json:
        click.echo(shown.as_json({**asdict(found), "unblinds": unblinds}))
    else:
        for line in _unblinding(found) if unblinds else _harmless(found):
            click.echo(line)
    if unblinds:
        sys.exit(1)


def _unblinding(found: Sight) -> Iterator[str]:
    votes = "votes on 1 work" if len(found.shown) == 1 else f"votes on {len(found.shown):,} works"
    yield f"Not yet: merging {found.branch} would show you {votes} that you still are to read."
    for work, stage in found.shown[:LISTED]:
        yield f"  {work} ({stage})"
    if len(found.shown) > LISTED:
        yield "  …"
    yield from _left(found)
    yield "Read these first, commit your file, and ask again."


def _harmless(found: Sight) -> Iterator[str]:
    if not found.blind:
        yield "This review is not blind (queries/review.toml, team.blind): merge when you like."
    elif not found.lines:
        yield f"{found.branch} holds no decision that is not here already."
    elif not found.owed and not any(found.theirs.values()):
        yield f"All are done: merge {found.branch}, nothing is unblinded."
    else:
        yield f"Merging {found.branch} would unblind nothing: none of its votes is on a work you still owe."
    yield from _left(found)


def _left(found: Sight) -> Iterator[str]:
    owing = {found.by: found.owed, **found.theirs}
    left = ", ".join(f"{name} {many:,}" for name, many in owing.items())
    yield f"Abstracts still to read: {left}."
    if found.here and found.blind:
        yield f"In your own tree there are votes of others on {found.here:,} works that you still owe."


COMMANDS = {"blind": blind}
