"""A statement in SQL with its values: bound when it runs, written out when a person takes it along."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Value = str | int | float | Sequence[Sequence[float]]

_PARAMETER = re.compile(r"\$([a-z][a-z0-9_]*)")
# What a shell would read inside double quotes.
_TO_SHELL = re.compile(r'[\\"$`]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """
    One statement: ``text`` with ``$names``, and a value for each.

    The text is ours alone; what somebody typed is in ``values`` and nowhere else.
    """

    text: str
    values: Mapping[str, Value]

    def bound(self) -> dict[str, Any]:
        """Give the values as DuckDB takes them."""
        return dict(self.values)

    def literal(self) -> str:
        """Give the statement with its values written out, to be run anywhere."""
        # In one pass: a value that holds a "$name" is not looked through again.
        return _PARAMETER.sub(lambda found: quoted(self.values[found[1]]), self.text)

    def command(self) -> str:
        """Give the line that runs it in a shell."""
        # An interactive shell takes "!" for its history, and nothing between double quotes hinders it.
        text = self.literal().replace("!", "' || chr(33) || '")
        return 'synth sql "' + _TO_SHELL.sub(r"\\\g<0>", text) + '"'


def quoted(value: Value) -> str:
    """Write a value as SQL does."""
    match value:
        case str():
            return "'" + value.replace("'", "''") + "'"
        case int() | float():
            return repr(value)
        case _:
            return "[" + ", ".join(f"[{', '.join(map(repr, inner))}]" for inner in value) + "]"
