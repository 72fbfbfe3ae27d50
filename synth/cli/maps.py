"""The maps as files: for a paper, for a slide, for another program."""

from __future__ import annotations

from pathlib import Path, PurePath

import click

from synth import paths
from synth.errors import UserError

MAPS = ("topics", "citations")


@click.command("map", epilog="Example: synth map topics topics.svg")
@click.argument("which", type=click.Choice(MAPS))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def draw(which: str, file: Path) -> None:
    """Write the topic map or the citation map to FILE, by its suffix.

    .svg and .png are pictures for a paper, .html a page for a slide that opens from disk without a network;
    .json is for VOSviewer, .gexf for Gephi, .graphml for Cytoscape, igraph and others; .csv are the works
    with their places, and beside them, where there are any, the links (FILE.links.csv).
    """
    from synth.drawing import maps
    from synth.maps import exports, sheets
    from synth.store import mapping

    formats = {**maps.DRAWN, **exports.EXPORTS}
    suffix = PurePath(file.name).suffix.lower()
    if suffix not in formats:
        raise UserError(f"{file}: a map is written as {', '.join(formats)}: name the file so")
    if not file.parent.is_dir():
        raise UserError(f"{file}: there is no folder {file.parent}: make it, or name another")
    picture = mapping.read(paths.places().evidence, which)
    file.write_bytes(formats[suffix](picture))
    written = [file]
    if suffix == ".csv" and picture.links:
        written.append(file.with_suffix(".links.csv"))
        written[1].write_bytes(sheets.links(picture))
    for one in written:
        click.echo(f"synth: wrote {one}: {_said(one, file, works=len(picture.points))}", err=True)
    if picture.synthetic:
        click.echo("synth: it is drawn from synthetic demonstration data: no evidence", err=True)


def _said(one: Path, file: Path, *, works: int) -> str:
    return f"{works:,} works" if one == file else "their links"


COMMANDS = {"map": draw}
