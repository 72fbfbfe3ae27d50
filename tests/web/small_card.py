"""A reviewer at the screening page: she opens a card, reads what it says, and presses its buttons."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from starlette.testclient import TestClient

from synth.domain.people import Person
from synth.paths import Places
from synth.web import app
from synth.web.site import Site
from tests.web import small_site
from tests.web.small_desk import ADA, clock

HTMX = {"HX-Request": "true"}


class Page(HTMLParser):
    """What a page holds: its words, its card's fields, its buttons and links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self.buttons: list[dict[str, str]] = []
        self.links: list[dict[str, str]] = []
        self.marks: list[tuple[str, str]] = []
        self.card: dict[str, str] = {}
        self.title = ""
        self.note = ""
        self._words: list[str] = []
        self._inside: list[tuple[str, dict[str, str]]] = []
        self.feed(text)
        self.words = " ".join("".join(self._words).split())
        self.title = " ".join(self.title.split())

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in given}
        if tag not in ("input", "meta", "link", "br", "img", "hr"):
            self._inside.append((tag, attributes))
        if tag == "form" and attributes.get("id") == "card":
            self.card = attributes
        checked = attributes.get("type") not in ("checkbox", "radio") or "checked" in attributes
        if tag == "input" and "name" in attributes and checked and self._within("form", id="card"):
            self.fields.append((attributes["name"], attributes.get("value", "")))
        if tag == "button":
            self.buttons.append(attributes | {"words": ""})
        if tag == "a":
            self.links.append(attributes | {"words": ""})

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._inside]
        if {"script", "style", "head"}.isdisjoint(tags):
            self._words.append(data)
        self.title += data if "h1" in tags else ""
        self.note += data if self._within("textarea", id="note") else ""
        if tags and tags[-1] == "mark":
            self.marks.append((data, self._inside[-1][1]["class"]))
        for tag, found in (("button", self.buttons), ("a", self.links)):
            if tag in tags:
                found[-1]["words"] += data

    def _within(self, tag: str, **attributes: str) -> bool:
        return any(tag == one and attributes.items() <= has.items() for one, has in self._inside)

    def link(self, words: str) -> str:
        """Give where the link with these words leads."""
        return next(one["href"] for one in self.links if words in one["words"])

    def has(self, words: str) -> bool:
        """Say whether there is a button with these words."""
        return any(words in one["words"] for one in self.buttons)


@dataclass
class Reviewer:
    """Somebody's browser; ``page`` is what it shows, ``status`` how it was answered."""

    browser: TestClient
    page: Page = field(default_factory=lambda: Page(""))
    status: int = 200

    def open(self, address: str = "/screen", *, part: bool = False) -> Page:
        """Open a page, or as a script does, a part of it."""
        answer = self.browser.get(address, headers=HTMX if part else {})
        self.status, self.page = answer.status_code, Page(answer.text)
        return self.page

    def press(self, words: str, *, part: bool = False, **typed: Any) -> Page:
        """Press the button with these words, with what was typed; go where it leads."""
        found = next(one for one in self.page.buttons if " ".join(one["words"].split()).startswith(words))
        button = {found["name"]: found["value"]}
        return self.send(found.get("formaction", "/decide"), part=part, **button, **typed)

    def send(self, address: str, *, part: bool = False, **typed: Any) -> Page:
        """Send the card's form to an address, with these fields put in the place of its own."""
        given = {"note": self.page.note.removeprefix("\n")} | typed
        kept: dict[str, list[str]] = {}
        for name, value in self.page.fields:
            if name not in given:
                kept.setdefault(name, []).append(value)
        answer = self.browser.post(address, data={**kept, **given}, headers=HTMX if part else {})
        if answer.status_code == 303:
            return self.open(answer.headers["location"])
        self.status, self.page = answer.status_code, Page(answer.text)
        return self.page


def site(places: Places, person: Person = ADA) -> Site:
    """Give a site at which somebody sits alone."""
    return Site(places, alone=person, now=clock())


def reviewer(places: Places, person: Person = ADA, *, at: Site | None = None) -> Reviewer:
    """Give her browser."""
    return Reviewer(small_site.visitor(app.create(at or site(places, person))))
