"""The codebook, read from ``queries/codebook.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn, get_args

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from synth.domain import codebook
from synth.domain.codebook import Code, Codebook, Facet, Field, Kind, Phrase
from synth.errors import UserError
from synth.store import written

_BOOK = ("version", "facets", "fields")
_FACET = ("id", "label", "lacking", "own", "weight", "codes")
_CODE = (
    "id", "label", "definition", "phrases", "where", "unless", "notes",
    "profession", "level", "design", "lacking", "own", "weight", "since",
)  # fmt: skip
_PHRASE = ("words", "as_written", "where", "unless", "in", "alone")
_FIELD = ("id", "label", "kind", "definition", "options", "design", "since")
_MANNERS = ("lacking", "own")
_KINDS: tuple[Kind, ...] = get_args(Kind)


def read(path: Path) -> Codebook:
    """
    Read a codebook.

    Raises UserError, one line: the file, the line, the field's place as in the manual
    (``facets[2].codes[1].since``, counted from 1), what is wrong.
    """
    return _Reader(file=written.shown(path)).book(written.text(path))


@dataclass(slots=True, kw_only=True)
class _Reader:
    """
    Turns nodes of YAML into the nouns of the codebook.

    Nodes and not plain values, because only they know their line. ``ids`` are those read so far, with
    the place of each: codes and fields share one row of the coders' files.
    """

    file: str
    version: int = 1
    ids: dict[str, str] = field(default_factory=dict)

    def book(self, text: str) -> Codebook:
        top = self.compose(text)
        parts = self.parts(top, "", allowed=_BOOK)
        self.version = self.whole(self.needed(top, parts, "", "version"), "version")
        facets = tuple(
            self.facet(node, f"facets[{number}]") for number, node in self.items(parts, "facets", "facets")
        )
        fields = tuple(
            self.field(node, f"fields[{number}]") for number, node in self.items(parts, "fields", "fields")
        )
        if not facets and not fields:
            self.fault(top, "", "holds no facets and no fields: there is nothing to code")
        return Codebook(version=self.version, facets=facets, fields=fields)

    def compose(self, text: str) -> Node:
        try:
            top = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = f" line {mark.line + 1}:" if mark else ""
            raise UserError(f"{self.file}:{line} not readable as YAML: {error.problem}") from error
        except RecursionError:
            raise UserError(f"{self.file}: not readable as YAML: it is nested too deeply") from None
        except yaml.YAMLError as error:
            raise UserError(f"{self.file}: not readable as YAML: {error}".replace("\n", " ")) from error
        if top is None:
            raise UserError(f"{self.file}: is empty: a version, facets and fields are expected")
        return top

    def facet(self, node: Node, place: str) -> Facet:
        parts = self.parts(node, place, allowed=_FACET)
        name = self.id(node, parts, place)
        if name in codebook.AXES:
            self.fault(
                parts["id"], f"{place}.id", f"{name!r} is an axis of the gap map already: call it otherwise"
            )
        manner = {manner: self.flag(parts, place, manner, default=False) for manner in _MANNERS}
        weight = self.chosen(parts, place, "weight", codebook.WEIGHTS) or "told"
        codes = [
            self.code(item, f"{place}.codes[{number}]", facet=name, manner=manner, weight=weight)
            for number, item in self.items(parts, "codes", f"{place}.codes")
        ]
        if not codes:
            self.fault(node, f"{place}.codes", "is missing: a facet has codes")
        return Facet(id=name, label=self.needed_text(node, parts, place, "label"), codes=tuple(codes))

    def code(self, node: Node, place: str, *, facet: str, manner: dict[str, bool], weight: str) -> Code:
        parts = self.parts(node, place, allowed=_CODE)
        hints: dict[str, Phrase] = {}
        for number, item in self.items(parts, "phrases", f"{place}.phrases"):
            hint = self.phrase(item, f"{place}.phrases[{number}]")
            if hint.words.casefold() in hints and not hint.as_written:
                self.fault(item, f"{place}.phrases[{number}]", f"{hint.words!r} stands twice")
            hints[hint.words.casefold()] = hint
        unless = self.phrases(parts, place, "unless")
        for other in unless:
            if other.casefold() in hints:
                self.fault(
                    parts["unless"], f"{place}.unless", f"{other!r} is a phrase that could never count"
                )
        return Code(
            id=self.id(node, parts, place),
            facet=facet,
            label=self.needed_text(node, parts, place, "label"),
            definition=self.needed_text(node, parts, place, "definition"),
            hints=tuple(hints.values()),
            where=self.phrases(parts, place, "where"),
            unless=unless,
            notes=self.optional(parts, place, "notes"),
            profession=self.chosen(parts, place, "profession", codebook.PROFESSIONS),
            level=self.chosen(parts, place, "level", codebook.LEVELS),
            design=self.chosen(parts, place, "design", codebook.DESIGNS),
            lacking=self.flag(parts, place, "lacking", default=manner["lacking"]),
            own=self.flag(parts, place, "own", default=manner["own"]),
            weight=self.chosen(parts, place, "weight", codebook.WEIGHTS) or weight,
            since=self.since(parts, place),
        )

    def phrase(self, node: Node, place: str) -> Phrase:
        if isinstance(node, ScalarNode):
            return Phrase(words=self.findable(node, place))
        parts = self.parts(node, place, allowed=_PHRASE)
        words = self.findable(self.needed(node, parts, place, "words"), f"{place}.words")
        unless = self.phrases(parts, place, "unless")
        if any(words.casefold() == other.casefold() for other in unless):
            self.fault(parts["unless"], f"{place}.unless", f"{words!r} could never count")
        return Phrase(
            words=words,
            as_written=self.flag(parts, place, "as_written", default=False),
            where=self.phrases(parts, place, "where"),
            unless=unless,
            places=self.places(parts, place),
            alone=self.flag(parts, place, "alone", default=False),
        )

    def places(self, parts: dict[str, Node], place: str) -> tuple[str, ...]:
        given = [
            self.among(item, f"{place}.in[{number}]", codebook.PLACES)
            for number, item in self.items(parts, "in", f"{place}.in")
        ]
        return tuple(given) or codebook.PLACES

    def phrases(self, parts: dict[str, Node], place: str, name: str) -> tuple[str, ...]:
        where = f"{place}.{name}"
        return tuple(
            self.findable(item, f"{where}[{number}]") for number, item in self.items(parts, name, where)
        )

    def findable(self, node: Node, place: str) -> str:
        """Give a phrase that can be found: with a letter or digit, and no signs that stand for others."""
        text = self.text(node, place)
        if not any(sign.isalnum() for sign in text):
            self.fault(node, place, f"{text!r} could never be found: it has no letter and no digit")
        if all(word in codebook.ARTICLES for word in text.casefold().split()):
            self.fault(node, place, f"{text!r} could never be found: articles do not count")
        for sign in "*?|[]{}()\\.;:!":
            if sign in text:
                self.fault(node, place, f"{text!r} could never be found: write plain words, without {sign!r}")
        return text

    def field(self, node: Node, place: str) -> Field:
        parts = self.parts(node, place, allowed=_FIELD)
        written = self.among(self.needed(node, parts, place, "kind"), f"{place}.kind", codebook.KINDS)
        (kind,) = (one for one in _KINDS if one == written)
        return Field(
            id=self.id(node, parts, place),
            label=self.needed_text(node, parts, place, "label"),
            kind=kind,
            definition=self.optional(parts, place, "definition"),
            options=self.options(node, parts, place, kind=kind),
            design=self.chosen(parts, place, "design", codebook.DESIGNS),
            since=self.since(parts, place),
        )

    def options(self, node: Node, parts: dict[str, Node], place: str, *, kind: Kind) -> tuple[str, ...]:
        options: list[str] = []
        for number, item in self.items(parts, "options", f"{place}.options"):
            option = self.text(item, f"{place}.options[{number}]")
            if option in options:
                self.fault(item, f"{place}.options[{number}]", f"{option!r} stands twice")
            options.append(option)
        if kind in codebook.CHOOSING and len(options) < 2:
            words = f"kind {kind} needs two options or more to choose among"
            self.fault(parts.get("options", node), f"{place}.options", words)
        if kind not in codebook.CHOOSING and options:
            self.fault(parts["options"], f"{place}.options", f"kind {kind} takes no options")
        return tuple(options)

    def id(self, node: Node, parts: dict[str, Node], place: str) -> str:
        given = self.needed(node, parts, place, "id")
        name = self.text(given, f"{place}.id")
        if not name.isascii() or not name.replace(".", "").replace("_", "").isalnum():
            words = f"{name!r} is no id: letters, digits, full stops and underscores make one"
            self.fault(given, f"{place}.id", words)
        if name in self.ids:
            self.fault(given, f"{place}.id", f"{name!r} is taken by {self.ids[name]}")
        self.ids[name] = place
        return name

    def since(self, parts: dict[str, Node], place: str) -> int:
        if "since" not in parts:
            return 1
        since = self.whole(parts["since"], f"{place}.since")
        if since > self.version:
            words = f"{since} is later than the codebook, whose version is {self.version}"
            self.fault(parts["since"], f"{place}.since", words)
        return since

    def whole(self, node: Node, place: str) -> int:
        text = self.text(node, place)
        if not (text.isascii() and text.isdigit() and len(text) < 7 and int(text) > 0):
            self.fault(node, place, f"{text!r} is no whole number of 1 or more")
        return int(text)

    def flag(self, parts: dict[str, Node], place: str, name: str, *, default: bool) -> bool:
        if name not in parts:
            return default
        return self.among(parts[name], f"{place}.{name}", ("true", "false")) == "true"

    def chosen(self, parts: dict[str, Node], place: str, name: str, known: tuple[str, ...]) -> str:
        return self.among(parts[name], f"{place}.{name}", known) if name in parts else ""

    def among(self, node: Node, place: str, known: tuple[str, ...]) -> str:
        text = self.text(node, place)
        if text not in known:
            self.fault(node, place, f"{text!r} cannot be: choose among {', '.join(known)}")
        return text

    def optional(self, parts: dict[str, Node], place: str, name: str) -> str:
        return self.text(parts[name], f"{place}.{name}") if name in parts else ""

    def needed_text(self, node: Node, parts: dict[str, Node], place: str, name: str) -> str:
        return self.text(self.needed(node, parts, place, name), f"{place}.{name}")

    def needed(self, node: Node, parts: dict[str, Node], place: str, name: str) -> Node:
        if name not in parts:
            self.fault(node, f"{place}.{name}".lstrip("."), "is missing")
        return parts[name]

    def parts(self, node: Node, place: str, *, allowed: tuple[str, ...]) -> dict[str, Node]:
        if not isinstance(node, MappingNode):
            self.fault(node, place, f"should have fields: {', '.join(allowed)}")
        parts: dict[str, Node] = {}
        for key, value in node.value:
            name = str(key.value)
            shown = f"{place}.{name}".lstrip(".")
            if name not in allowed:
                self.fault(key, shown, f"there is no such field: choose among {', '.join(allowed)}")
            if name in parts:
                self.fault(key, shown, "stands twice")
            parts[name] = value
        return parts

    def items(self, parts: dict[str, Node], name: str, place: str) -> Iterator[tuple[int, Node]]:
        if name not in parts:
            return
        node = parts[name]
        if not isinstance(node, SequenceNode):
            self.fault(node, place, "should be a list")
        if not node.value:
            self.fault(node, place, "is an empty list")
        yield from enumerate(node.value, start=1)

    def text(self, node: Node, place: str) -> str:
        if not isinstance(node, ScalarNode):
            self.fault(node, place, "should be a single text")
        # YAML reads a bare `no` as false; here each scalar is the text that was typed.
        text = " ".join(node.value.split())
        if not text or node.tag == "tag:yaml.org,2002:null":
            self.fault(node, place, "is empty")
        return text

    def fault(self, node: Node, place: str, words: str) -> NoReturn:
        shown = f" {place}:" if place else ""
        raise UserError(f"{self.file}: line {node.start_mark.line + 1}:{shown} {words}")
