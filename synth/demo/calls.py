"""What comes in and what goes out of the demonstration server."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """
    One request: ``path`` below the API's base address, ``parameters`` from the address and the form.

    ``target`` is path and query as they came. Header names are in lower case.
    """

    method: str
    path: str
    target: str
    parameters: tuple[tuple[str, str], ...]
    headers: Mapping[str, str] = field(default_factory=dict)

    def value(self, *names: str) -> str | None:
        """Give the first value of a parameter under any of its names."""
        return next((value for name, value in self.parameters if name in names), None)

    def values(self, name: str) -> list[str]:
        """Give all values of a parameter that may be repeated."""
        return [value for key, value in self.parameters if key == name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer: ``kind`` is its content type."""

    status: int
    kind: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def as_json(
    value: object, *, status: int = 200, headers: Mapping[str, str] | None = None, kind: str = ""
) -> Reply:
    """Give a JSON answer."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Reply(status=status, kind=kind or "application/json", body=body, headers=headers or {})


def as_text(text: str, *, status: int, kind: str, headers: Mapping[str, str] | None = None) -> Reply:
    """Give an answer in text of some kind: HTML, XML, plain."""
    return Reply(status=status, kind=kind, body=text.encode(), headers=headers or {})


def whole(text: str | None, default: int) -> int | None:
    """Read a whole number that is not negative; None where it is none, ``default`` where nothing is given."""
    if text is None or text == "":
        return default
    return int(text) if text.isascii() and text.isdigit() else None
