"""What is asked of a source, and what it sent."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """
    The concept blocks as one source receives them.

    ``name`` is the search's name in ``queries/search.yaml``; ``text`` is in the source's own syntax.
    ``most`` caps how many ranked hits are taken where a source ranks and knows no Boolean (Crossref).
    ``world`` names the literature that is asked: empty for the real one, else the demonstration's.
    """

    source: str
    name: str
    text: str
    most: int | None = None
    world: str = ""

    @property
    def key(self) -> str:
        """Twelve hexadecimal digits that change when what is asked changes."""
        text = f"{self.source}\n{self.text}\n{self.most}\n{self.world}"
        return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """
    One request, without host and without keys.

    ``path`` is below the source's base address and begins with ``/``. ``parameters`` go into the
    address, unencoded here; ``form`` is the body of a POST.
    """

    source: str
    path: str
    parameters: Pairs = ()
    form: Pairs = ()

    @property
    def method(self) -> str:
        """POST where there is a form, else GET."""
        return "POST" if self.form else "GET"

    @property
    def key(self) -> str:
        """Twelve hexadecimal digits: equal requests have equal keys."""
        text = json.dumps([self.source, self.path, self.parameters, self.form], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def parameter(self, name: str) -> str | None:
        """Give the first value of a parameter, wherever it travels."""
        return next((value for key, value in (*self.parameters, *self.form) if key == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    What a source sent for one request, as it came.

    ``headers`` are those worth keeping, names in lower case; ``body`` is untouched.
    """

    request: Request
    at: datetime
    status: int
    headers: Pairs
    body: bytes

    @property
    def sha256(self) -> str:
        """Hash of the body, 64 hexadecimal digits."""
        return hashlib.sha256(self.body).hexdigest()

    def header(self, name: str) -> str | None:
        """Give a header's value; names are in lower case."""
        return next((value for key, value in self.headers if key == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """
    What an answer says about the walk it belongs to.

    ``hits``: how many the source says there are, None where it does not say. ``owed``: what is to
    be asked next because of this answer. ``remarks``: what the source says about the search itself
    (a phrase it does not know), in words for the log.
    """

    hits: int | None = None
    owed: tuple[Request, ...] = ()
    remarks: tuple[str, ...] = ()
