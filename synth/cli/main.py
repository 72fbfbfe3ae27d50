"""The program ``synth``: its commands, how errors are shown, and what goes to which stream."""

from __future__ import annotations

import errno
import logging
import sys

import click

from synth import __version__
from synth.cli import blind, corpus, dedupe, duplicates, evidence, maps, pipeline, screening, serve
from synth.errors import SynthError

COMMANDS = {
    **pipeline.COMMANDS,
    **corpus.COMMANDS,
    **dedupe.COMMANDS,
    **duplicates.COMMANDS,
    **blind.COMMANDS,
    **evidence.COMMANDS,
    **maps.COMMANDS,
    **screening.COMMANDS,
    **serve.COMMANDS,
}
_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EISDIR)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="synth %(version)s")
def synth() -> None:
    """From a search to an answer: evidence on belonging in the health professions.

    Results go to standard output, everything else to standard error. Exit status: 0 done, 1 you can mend
    it (one line says what, where, and what to do), 2 wrong usage.
    """


for _name, _command in COMMANDS.items():
    synth.add_command(_command, _name)


def main() -> None:
    """Run the program; show what a person can mend as one line, anything else as what it is: a bug."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    logging.getLogger("urllib3").setLevel(logging.WARNING)
    try:
        synth()
    except SynthError as error:
        _stop(str(error))
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has seen enough
        sys.exit(0)
    except OSError as error:
        if error.errno not in _DISK:
            raise
        _stop(
            f"{error.filename or 'disk'}: {error.strerror}: make room or give permission, then run it again"
        )


def _stop(words: str) -> None:
    click.echo(f"synth: {' '.join(words.split())}", err=True)
    sys.exit(1)


if __name__ == "__main__":
    main()
