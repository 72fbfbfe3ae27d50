"""Take fields out of a JSON answer, and say which one is no longer what it was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from synth.domain.answers import Answer
from synth.errors import SourceChanged


def changed(source: str, what: str, *, answer: Answer | None = None) -> SourceChanged:
    """Make the error for an answer of an unknown shape; ``what`` says what was missing, and where."""
    asked = f" in the answer to {answer.request.path}" if answer else ""
    status = answer.status if answer else None
    return SourceChanged(
        f"{what}{asked}: cut off, or the API has changed; ask again, else correct synth/sources/{source}.py",
        source=source,
        status=status,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """
    One JSON object and where it lies.

    A field that is missing or null is None or empty; one of another type raises SourceChanged, so
    that a changed API is never read as an empty one.
    """

    source: str
    where: str
    fields: Mapping[str, Any]

    def __bool__(self) -> bool:
        return bool(self.fields)

    def has(self, name: str) -> bool:
        """Say whether the field is there, null or not."""
        return name in self.fields

    def need(self, *names: str) -> None:
        """Raise SourceChanged where none of these fields is there."""
        if not any(name in self.fields for name in names):
            raise changed(self.source, f"no {' or '.join(names)} in {self.where}")

    def text(self, name: str) -> str | None:
        """Give a text, or a number as text; None where it is blank."""
        value = self.fields.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            raise self._changed(name, "a text", value)
        return str(value).strip() or None

    def number(self, name: str) -> int | None:
        """Give a whole number, also one written as text."""
        value = self.fields.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
            return int(value)
        raise self._changed(name, "a whole number", value)

    def flag(self, name: str) -> bool | None:
        """Give a truth value, also one written as Y, N, T, F, 0 or 1."""
        value = self.fields.get(name)
        if value is None or isinstance(value, bool):
            return value
        if str(value) in ("Y", "T", "1", "true"):
            return True
        if str(value) in ("N", "F", "0", "false", ""):
            return False
        raise self._changed(name, "a truth value", value)

    def texts(self, name: str) -> list[str]:
        """Give a list of texts without blank ones; a single text is a list of one."""
        value = self.fields.get(name)
        values = [value] if isinstance(value, str) else self.values(name)
        found = []
        for value in values:
            if value is not None and not isinstance(value, str):
                raise self._changed(name, "a list of texts", value)
            if value and value.strip():
                found.append(value.strip())
        return found

    def values(self, name: str) -> list[Any]:
        """Give a list as it is."""
        value = self.fields.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self._changed(name, "a list", value)
        return value

    def node(self, name: str) -> Node:
        """Give the object in this field, an empty one where there is none."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, dict):
            raise self._changed(name, "an object", value)
        return Node(source=self.source, where=f"{self.where}.{name}", fields=value or {})

    def nodes(self, name: str) -> list[Node]:
        """Give the objects in this list."""
        found = []
        for place, value in enumerate(self.values(name)):
            if not isinstance(value, dict):
                raise self._changed(f"{name}[{place}]", "an object", value)
            found.append(Node(source=self.source, where=f"{self.where}.{name}[{place}]", fields=value))
        return found

    def _changed(self, name: str, wanted: str, found: object) -> SourceChanged:
        kind = type(found).__name__
        return changed(self.source, f"{self.where}.{name} is of type {kind}, not {wanted}")


def decoded(source: str, answer: Answer) -> Node:
    """Read the body as one JSON object; raise SourceChanged where it is none or is cut off."""
    try:
        value = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise changed(source, f"no whole JSON ({error})", answer=answer) from error
    if not isinstance(value, dict):
        raise changed(source, f"a JSON {type(value).__name__} and no object", answer=answer)
    return Node(source=source, where="answer", fields=value)
