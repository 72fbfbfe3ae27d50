"""The terms marked on the card, read from ``queries/highlights.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path

from synth.errors import UserError

KINDS = ("for", "against", "concept")
MOST = 1000  # terms in all: more would mark every other word, and the card would come late


def read(path: Path) -> dict[str, tuple[str, ...]]:
    """
    Give the terms of each of KINDS; none where there is no such file.

    Raises UserError, one line: the file, the list, what is wrong with it.
    """
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return dict.fromkeys(KINDS, ())
    except OSError as error:
        raise UserError(f"queries/{path.name}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"queries/{path.name}: {error}") from error
    for kind, terms in written.items():
        if kind not in KINDS:
            raise UserError(f"queries/{path.name}: {kind}: there is no such list: {', '.join(KINDS)} are")
        if not isinstance(terms, list) or not all(isinstance(term, str) for term in terms):
            raise UserError(f"queries/{path.name}: {kind}: should be a list of texts")
    if sum(map(len, written.values())) > MOST:
        raise UserError(f"queries/{path.name}: more than {MOST} terms: nothing would stand out any more")
    return {kind: tuple(written.get(kind, ())) for kind in KINDS}
