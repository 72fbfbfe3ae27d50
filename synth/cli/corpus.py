"""The keeper's commands beside the stages: what is there, what is asked, what is added."""

from __future__ import annotations

from pathlib import Path

import click

from synth import paths
from synth.cli import shown
from synth.domain.reviews import Harvest
from synth.errors import UserError


@click.command(epilog="Example: synth status")
def status() -> None:
    """Show what is built, what is stale, counts, gaps and budgets, and what to do next."""
    from synth.stages import status as report

    state = report.status(paths.places())
    shown.heading(f"{state.review} · profile {state.profile} · {state.reach}")
    if state.synthetic:
        click.echo("Synthetic demonstration data: only the works listed in queries/dois.csv are real.")
    if state.sources:
        click.echo()
        click.echo(shown.table(report.SOURCE_COLUMNS, state.sources))
    for gap in state.gaps:
        click.echo(f"gap: {gap}")
    if state.counts:
        click.echo()
        click.echo(shown.table(("what", "how many"), state.counts))
    if state.reading:
        click.echo()
        click.echo(shown.paragraph(f"reading: {state.reading}"))
    click.echo()
    click.echo(f"stale: {', '.join(state.stale) if state.stale else 'nothing'}")
    click.echo("next:")
    for command in state.following:
        click.echo(f"  {command}")


@click.command(epilog="Example: synth strategy pubmed")
@click.argument("source", required=False, type=click.Choice(Harvest().sources))
def strategy(source: str | None) -> None:
    """Print the search as each source, or one SOURCE, will receive it."""
    from synth.store import reviews
    from synth.strategy import blocks, dialects

    places = paths.places()
    found = blocks.read(reviews.read_search(places.search))
    for name in [source] if source else Harvest().sources:
        for search in dialects.compile(found, name):
            limit = f" (the first {search.most} by rank)" if search.most else ""
            shown.heading(f"{name} · {search.name}{limit}")
            click.echo(search.text)
            click.echo()


@click.command(epilog="Example: synth add ~/Downloads/cinahl.ris")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def add(files: tuple[Path, ...]) -> None:
    """Take exports (RIS, BibTeX, NBIB, EndNote, Web of Science, CSV, JSON lines) into imports/.

    An entry that cannot be read is named with its line and skipped; the others are kept. `dvc repro`
    reads them into the corpus.
    """
    from synth.stages import adding

    places = paths.places()
    refused = []
    for file in files:
        try:
            added = adding.add(places, file)
        except UserError as error:
            click.echo(f"synth: {error}", err=True)
            refused.append(file.name)
            continue
        for fault in added.faults:
            click.echo(f"{file.name}:{fault}", err=True)
        what = f"{added.records} records, {added.skipped} entries skipped ({added.form}, {added.encoding})"
        click.echo(f"{file.name}: {what}: {added.outcome}")
    if refused:
        others = "; the others were" if len(refused) < len(files) else ""
        raise UserError(f"not added: {', '.join(refused)}{others}")


COMMANDS = {"status": status, "strategy": strategy, "add": add}
