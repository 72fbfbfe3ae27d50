"""Files that people write: their text, and what they are called in an error."""

from __future__ import annotations

from pathlib import Path

from synth.errors import UserError


def text(path: Path) -> str:
    """Read a file; raises UserError, one line: the file, where it is not UTF-8 the line, what is wrong."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UserError(f"{shown(path)}: the file is missing") from None
    except OSError as error:
        raise UserError(f"{shown(path)}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise UserError(f"{shown(path)}: line {line}: not UTF-8: save the file as UTF-8") from error


def shown(path: Path) -> str:
    """Name a file as a person sees it in the project: ``queries/review.toml``."""
    return f"{path.parent.name}/{path.name}"
