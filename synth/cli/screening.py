"""The reviewer's commands beside the site: screen labelled files again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from synth.cli import shown
from synth.errors import UserError

if TYPE_CHECKING:  # these modules bring scikit-learn along, which other commands should not wait for
    from synth.screening.simulation import Protocol
    from synth.stages.labels import LabelledSet
    from synth.stages.simulating import Outcome

OUTPUT = click.Path(dir_okay=False, path_type=Path)


@click.command(epilog="Example: synth simulate reviews/*.csv.gz --seed 1 --seed 2 --plot recall.html")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--seed",
    "seeds",
    multiple=True,
    default=(1,),
    show_default=True,
    type=click.IntRange(0, 2**32 - 1),
    help="The number everything random grows from; may be given again.",
)
@click.option(
    "--protocol",
    "protocols",
    multiple=True,
    default=("warm", "cold"),
    show_default="both",
    type=click.Choice(("warm", "cold")),
    help="warm: one relevant and one irrelevant record are known beforehand; cold: none.",
)
@click.option(
    "--question",
    default="",
    metavar="TEXT|FILE",
    help="The review's question: a text, or a JSON file with one for each file's name.",
)
@click.option("--model", metavar="NAME", help="The model that learns; left out: the best one we know.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line a run, with the place of each find.")
@click.option("--csv", "table", type=OUTPUT, help="Write the same as CSV.")
@click.option("--plot", type=OUTPUT, help="Draw the recall curves, as .svg, .png or .html.")
@click.option(
    "--processes", type=click.IntRange(1), show_default="all cores", help="How many runs side by side."
)
def simulate(
    files: tuple[Path, ...],
    seeds: tuple[int, ...],
    protocols: tuple[Protocol, ...],
    question: str,
    model: str | None,
    as_json: bool,
    table: Path | None,
    plot: Path | None,
    processes: int | None,
) -> None:
    """Screen labelled FILES again, in the order the engine proposes, and say how soon it found what.

    A file is a bibliography with a column label_included (1, 0 or nothing), or an export with decisions
    from ASReview or Rayyan; gzip or not. loss is 0 where all relevant records come first and 1 where all
    come last; wss95 is the reading saved, against chance, when 95 % are found; atd the mean place of a
    find as a share of all; recall@10 what is found when 10 % are read. Records known beforehand are
    counted in `known` and nowhere else. Interrupt it with Ctrl-C.
    """
    from synth.screening.classifiers import DEFAULT
    from synth.stages import labels, parallel, simulating

    _check(table=table, plot=plot)
    sets, refused = _read(files)
    questions, remarks = labels.questions(question, [Path(one.file) for one in sets])
    tasks = simulating.tasks(
        sets, questions=questions, protocols=protocols, seeds=seeds, model=model or DEFAULT
    )
    for remark in (*remarks, *(remark for one in sets for remark in one.remarks)):
        click.echo(f"synth: {remark}", err=True)
    outcomes = _told(simulating.each(tasks, processes=processes or parallel.cores()), as_json=as_json)
    if outcomes:
        _keep(outcomes, table=table, plot=plot)
    if refused:
        others = "; the others were" if sets else ""
        raise UserError(f"not simulated: {', '.join(map(str, refused))}{others}")


def _check(*, table: Path | None, plot: Path | None) -> None:
    """Refuse files that could not be written before the first long run."""
    from synth.drawing import figures

    for output in filter(None, (table, plot)):
        if not output.parent.is_dir():
            raise UserError(f"{output}: there is no folder {output.parent}: make it, or name another")
    if plot:
        figures.suffix(plot.name)


def _read(files: Sequence[Path]) -> tuple[list[LabelledSet], list[Path]]:
    """Give the sets that can be simulated, and the files that cannot, having said why."""
    from synth.stages import labels

    sets, refused = [], []
    for file in dict.fromkeys(files):
        try:
            sets.append(labels.read(file))
        except UserError as error:
            click.echo(f"synth: {error}", err=True)
            refused.append(file)
    return sets, refused


def _told(outcomes: Iterable[Outcome], *, as_json: bool) -> list[Outcome]:
    """Print each run as it comes, or all in a table with the mean of each protocol below."""
    from tqdm import tqdm

    from synth.stages import simulating

    made = []
    for outcome in outcomes:
        made.append(outcome)
        if as_json:
            with tqdm.external_write_mode():  # the bar makes room
                click.echo(shown.as_json(outcome.row()))
    if made and not as_json:
        rows = [outcome.row() for outcome in made]
        columns = [name for name in rows[0] if name not in ("model", "fits", "positions")]
        rows += simulating.means(made) if len(rows) > 1 else []
        click.echo(shown.table(columns, [[row.get(name) for name in columns] for row in rows]))
    return made


def _keep(outcomes: Sequence[Outcome], *, table: Path | None, plot: Path | None) -> None:
    from synth.drawing import figures
    from synth.stages import simulating

    if table:
        rows = [outcome.row() for outcome in outcomes]
        text = shown.as_csv(list(rows[0]), [list(row.values()) for row in rows])
        table.write_text(text + "\n", encoding="utf-8")
    if plot:
        plot.write_bytes(figures.draw(simulating.figure(outcomes), plot.name))


COMMANDS = {"simulate": simulate}
