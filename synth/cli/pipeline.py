"""The keeper's commands: the stages of ``dvc.yaml``."""

from __future__ import annotations

import click

from synth import paths


@click.command(epilog="Example: synth period")
def period() -> None:
    """Write what the corpus should hold: up to which day, and which gaps are due."""
    from synth.stages import period as stage

    stage.run(paths.places())


@click.command(epilog="Example: synth harvest --strict")
@click.option("--strict", is_flag=True, help="A gap is an error: exit status 1.")
def harvest(strict: bool) -> None:
    """Ask every source for what the period calls for, and keep the answers."""
    from synth.stages import harvest as stage

    stage.run(paths.places(), strict=strict)


@click.command(epilog="Example: synth parse")
def parse() -> None:
    """Read every kept answer and every imported file into records."""
    from synth.stages import parse as stage

    stage.run(paths.places())


@click.command(epilog="Example: synth merge")
def merge() -> None:
    """Join the records that are the same publication into works."""
    from synth.stages import merge as stage

    stage.run(paths.places())


@click.command(epilog="Example: synth rank")
def rank() -> None:
    """Order the works by what has been decided."""
    from synth.stages import rank as stage

    stage.run(paths.places())


@click.command(epilog="Example: synth code")
def code() -> None:
    """Find the codes of each work, by phrases, by people, and as proposals."""
    from synth.stages import code as stage

    stage.run(paths.places())


@click.command(epilog="Example: synth topics")
def topics() -> None:
    """Make topics, name them, and lay them out on a map; old works keep their topic and place."""
    from synth.stages import topics as stage

    stage.run(paths.places())


@click.command(epilog="Example: synth citations")
def citations() -> None:
    """Measure who cites whom: communities, main path, bursts, and the links between works."""
    from synth.stages import citations as stage

    stage.run(paths.places())


@click.command(epilog="Example: synth build")
def build() -> None:
    """Put everything into one DuckDB file and publish it."""
    from synth.stages import build as stage

    stage.run(paths.places())


# In the order of dvc.yaml; the modules are imported when called, so that `synth --help` is quick.
COMMANDS = {
    "period": period,
    "harvest": harvest,
    "parse": parse,
    "merge": merge,
    "rank": rank,
    "code": code,
    "topics": topics,
    "citations": citations,
    "build": build,
}
