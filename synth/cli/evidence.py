"""The educator's commands: SQL, stored questions, and where a work came from."""

from __future__ import annotations

from pathlib import Path

import click

from synth import paths
from synth.cli import shown
from synth.cli.telling import told
from synth.errors import UserError

FORM = click.option(
    "--format",
    "form",
    type=click.Choice([*shown.FORMATS, "parquet"]),
    default="table",
    show_default=True,
    help="How rows are written; parquet needs --output.",
)
OUTPUT = click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of standard output."
)


@click.command(
    epilog="""Example: synth sql "select year, count(*) as n from included group by year order by year" """
)
@click.argument("statement")
@FORM
@OUTPUT
def sql(statement: str, form: str, output: Path | None) -> None:
    """Answer one read-only STATEMENT; begin with `select * from evidence limit 5` or `show tables`.

    It runs in a process of its own, bounded in memory, time and rows, that can read the warehouse and nothing
    else.
    """
    from synth.store import sandbox

    target = _target(output, form=form)
    result = sandbox.run(paths.places().evidence, statement)
    _write(result.columns, result.types, result.rows, form=form, output=target)
    if result.more:
        click.echo(f"synth: only the first {len(result.rows)} rows; ask for less, or add a limit", err=True)


@click.command(
    epilog="Example: synth ask most_cited --since 2020",
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
)
@click.argument("question", required=False)
@FORM
@OUTPUT
@click.pass_context
def ask(context: click.Context, question: str | None, form: str, output: Path | None) -> None:
    """List the stored questions, or answer one QUESTION; its parameters are options (--since 2020)."""
    from synth.store import questions

    places = paths.places()
    known = {one.name: one for one in questions.read_questions(places.questions)}
    if question is None:
        for one in known.values():
            options = " ".join(f"--{name} {value or '…'}" for name, value in one.parameters.items())
            shown.heading(f"synth ask {one.name} {options}".rstrip())
            click.echo(shown.paragraph(one.title, indent="    "))
        return
    if question not in known:
        raise UserError(f"there is no question {question!r}; `synth ask` lists them: {', '.join(known)}")
    chosen = known[question]
    target = _target(output, form=form)
    result = questions.ask(places.evidence, chosen, _values(context.args))
    if form == "table" and output is None:
        shown.heading(chosen.title)
        click.echo(shown.paragraph(chosen.about))
        click.echo()
    _write(result.columns, result.types, result.rows, form=form, output=target)


def _values(words: list[str]) -> dict[str, str]:
    """Read ``--since 2020 --until=2024`` as names and values."""
    values: dict[str, str] = {}
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        if not word.startswith("--"):
            raise click.UsageError(f"{word!r}: a parameter is written --name value")
        name, given, value = word[2:].partition("=")
        if not given:
            if not waiting:
                raise click.UsageError(f"--{name} needs a value")
            value = waiting.pop(0)
        values[name.replace("-", "_")] = value
    return values


def _target(output: Path | None, *, form: str) -> Path | None:
    """Give the file to write, behind any symbolic link; refuse what could not be written, before asking."""
    if output is None:
        if form == "parquet":
            raise click.UsageError("--format parquet needs --output FILE")
        return None
    if output.exists() and not output.is_file():
        if form == "parquet":
            raise UserError(f"{output}: is no regular file, which parquet needs: name another")
        return output  # as /dev/stdout, whose own name cannot be opened where it is a pipe
    try:
        target = output.resolve()
    except RuntimeError as error:  # before Python 3.13
        raise UserError(f"{output}: is a symbolic link that leads to itself: name another") from error
    for folder in (output.parent, target.parent):
        if not folder.is_dir():
            raise UserError(f"{output}: there is no folder {folder}: make it, or name another")
    return target


def _write(
    columns: tuple[str, ...],
    types: tuple[str, ...],
    rows: list[tuple[object, ...]],
    *,
    form: str,
    output: Path | None,
) -> None:
    if form == "parquet" and output is not None:
        from synth.store import tables

        kinds = dict(zip(columns, types, strict=True))
        if len(kinds) < len(columns):
            raise UserError("two columns have one name: name them apart with `as`")
        table = tables.Table(name="result", columns=kinds, order=())
        tables.write(output, table, (dict(zip(columns, row, strict=True)) for row in rows))
        return
    text = shown.FORMATS[form](columns, rows)
    if output is None:
        click.echo(text)
    else:
        output.write_text(text + "\n", encoding="utf-8")


@click.command(epilog="Example: synth trace 10.1007/s40670-025-02461-1")
@click.argument("identifier")
@click.option("--json", "as_json", is_flag=True, help="Everything, for a program.")
def trace(identifier: str, as_json: bool) -> None:
    """Tell where a work came from and everything that happened to it; any IDENTIFIER finds it."""
    from synth.store import story

    places = paths.places()
    known = story.tell(places.evidence, identifier)
    if as_json:
        click.echo(shown.as_json({"id": known.id, "synthetic": known.synthetic, **known.parts}))
    else:
        raw = places.raw.relative_to(places.root)
        click.echo("\n".join(told(known, raw=raw)))


COMMANDS = {"sql": sql, "ask": ask, "trace": trace}
