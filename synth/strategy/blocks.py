"""
The search as people wrote it: concept blocks that belong to no source.

``queries/search.yaml`` is a list of searches. Terms in a block are joined by OR, blocks by AND::

    - name: belonging, all professions
      sources: [pubmed, eric]          # left out: all five
      blocks:
        - - sense of belonging
          - title: belonging           # in the title only
        - - text: nursing student*     # beginnings of words, where the source knows them ...
            forms: [nursing student, nursing students]   # ... and what to ask where it does not
          - mesh: Students, Nursing    # a heading; sources without these headings pass it by
          - eric_subject: Nursing Students
          - *midwives                  # a list named elsewhere: its terms
      short:                           # for Crossref, which ranks and knows no AND
        - text: belonging nursing students
          most: 200
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from synth.errors import UserError

SOURCES = ("openalex", "crossref", "pubmed", "europepmc", "eric")
MOST = 1000  # ranked hits; further down a list without Boolean there is only noise


class Scope(StrEnum):
    """Where a term is looked for; the names are those of the YAML."""

    TEXT = "text"  # title and abstract
    TITLE = "title"
    MESH = "mesh"  # a heading of the Medical Subject Headings
    ERIC_SUBJECT = "eric_subject"  # a descriptor of ERIC's thesaurus


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word or phrase; ``where`` is its file and line, for messages."""

    text: str
    scope: Scope = Scope.TEXT
    forms: tuple[str, ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """A few words for a source that only ranks, and how many of its first hits are taken."""

    text: str
    most: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Concepts:
    """One named search: blocks joined by AND, the terms in a block by OR."""

    name: str
    sources: tuple[str, ...] = SOURCES
    blocks: tuple[tuple[Term, ...], ...] = ()
    short: tuple[Short, ...] = ()
    where: str = ""


def read(text: str, *, file: str = "queries/search.yaml") -> tuple[Concepts, ...]:
    """
    Read the text of a search file.

    Raises UserError, one line: file and line, the field's place (``[2].blocks[1][3].title``, counted
    from 1), what is wrong.
    """
    return _Reader(file).searches(text)


@dataclass(frozen=True, slots=True)
class _Reader:
    """
    Turns nodes of YAML into searches.

    Nodes and not plain values, because only they know their line; an alias (``*name``) is the node
    it stands for.
    """

    file: str

    def searches(self, text: str) -> tuple[Concepts, ...]:
        try:
            top = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = f" line {mark.line + 1}" if mark else ""
            raise UserError(f"{self.file}{line}: not readable as YAML: {error.problem}") from error
        except RecursionError:
            raise UserError(f"{self.file}: not readable as YAML: it is nested too deeply") from None
        except yaml.YAMLError as error:
            raise UserError(f"{self.file}: not readable as YAML: {error}".replace("\n", " ")) from error
        if top is None:
            raise UserError(f"{self.file}: is empty: a list of searches is expected")
        searches = tuple(self.search(node, f"[{place}]") for place, node in self.items(top, "the file"))
        names: dict[str, str] = {}
        for search in searches:
            if search.name in names:
                raise UserError(f"{search.where}: name: {search.name!r} is taken by {names[search.name]}")
            names[search.name] = search.where
        return searches

    def search(self, node: Node, place: str) -> Concepts:
        fields = self.fields(node, place, allowed=("name", "sources", "blocks", "short"))
        if "name" not in fields:
            raise self.fault(node, f"{place}.name", "is missing: each search has a name")
        search = Concepts(
            name=self.text(fields["name"], f"{place}.name"),
            sources=self.sources(fields.get("sources"), f"{place}.sources"),
            blocks=self.blocks(fields.get("blocks"), f"{place}.blocks"),
            short=self.shorts(fields.get("short"), f"{place}.short"),
            where=self.where(node),
        )
        if not search.blocks and not search.short:
            raise self.fault(node, place, "asks nothing: write blocks, or short for Crossref")
        return search

    def sources(self, node: Node | None, place: str) -> tuple[str, ...]:
        if node is None:
            return SOURCES
        names = []
        for number, item in self.items(node, place):
            name = self.text(item, f"{place}[{number}]")
            if name not in SOURCES:
                words = f"there is no source {name!r}: choose among {', '.join(SOURCES)}"
                raise self.fault(item, f"{place}[{number}]", words)
            names.append(name)
        return tuple(dict.fromkeys(names))

    def blocks(self, node: Node | None, place: str) -> tuple[tuple[Term, ...], ...]:
        if node is None:
            return ()
        return tuple(self.block(inner, f"{place}[{block}]") for block, inner in self.items(node, place))

    def block(self, node: Node, place: str) -> tuple[Term, ...]:
        terms: list[Term] = []
        for number, item in self.items(node, place):
            inside = f"{place}[{number}]"
            if isinstance(item, SequenceNode):
                terms += [
                    self.term(inner, f"{inside}[{position}]") for position, inner in self.items(item, inside)
                ]
            else:
                terms.append(self.term(item, inside))
        return tuple(terms)

    def term(self, node: Node, place: str) -> Term:
        if isinstance(node, ScalarNode):
            return Term(text=self.text(node, place), where=self.where(node))
        fields = self.fields(node, place, allowed=(*Scope, "forms"))
        scopes = [scope for scope in Scope if scope in fields]
        if len(scopes) != 1:
            raise self.fault(node, place, f"a term has exactly one of {', '.join(Scope)}")
        scope = scopes[0]
        text = self.text(fields[scope], f"{place}.{scope}")
        forms = self.forms(fields.get("forms"), f"{place}.forms")
        if forms and "*" not in text:
            raise self.fault(fields["forms"], f"{place}.forms", f"{text!r} has no asterisk to write out")
        return Term(text=text, scope=scope, forms=forms, where=self.where(node))

    def forms(self, node: Node | None, place: str) -> tuple[str, ...]:
        if node is None:
            return ()
        forms = tuple(self.text(item, f"{place}[{number}]") for number, item in self.items(node, place))
        for form in forms:
            if "*" in form:
                raise self.fault(node, place, f"{form!r}: a form is written out, without an asterisk")
        return forms

    def shorts(self, node: Node | None, place: str) -> tuple[Short, ...]:
        if node is None:
            return ()
        return tuple(self.short(item, f"{place}[{number}]") for number, item in self.items(node, place))

    def short(self, node: Node, place: str) -> Short:
        fields = self.fields(node, place, allowed=("text", "most"))
        if "text" not in fields:
            raise self.fault(node, f"{place}.text", "is missing")
        text = self.text(fields["text"], f"{place}.text")
        if "most" not in fields:
            return Short(text=text)
        written = self.text(fields["most"], f"{place}.most")
        if not (written.isascii() and written.isdigit() and 1 <= int(written[:9]) <= MOST):
            raise self.fault(fields["most"], f"{place}.most", f"{written!r} is no number from 1 to {MOST}")
        return Short(text=text, most=int(written))

    def fields(self, node: Node, place: str, *, allowed: tuple[str, ...]) -> dict[str, Node]:
        if not isinstance(node, MappingNode):
            raise self.fault(node, place, f"should have fields: {', '.join(allowed)}")
        fields: dict[str, Node] = {}
        for key, value in node.value:
            name = str(key.value)
            if name not in allowed:
                words = f"there is no such field: choose among {', '.join(allowed)}"
                raise self.fault(key, f"{place}.{name}", words)
            if name in fields:
                raise self.fault(key, f"{place}.{name}", "stands twice")
            fields[name] = value
        return fields

    def items(self, node: Node, place: str) -> list[tuple[int, Node]]:
        if not isinstance(node, SequenceNode):
            raise self.fault(node, place, "should be a list")
        if not node.value:
            raise self.fault(node, place, "is an empty list")
        return list(enumerate(node.value, start=1))

    def text(self, node: Node, place: str) -> str:
        if not isinstance(node, ScalarNode):
            raise self.fault(node, place, "should be a single text")
        # YAML reads a bare `no` as false; here each scalar is the text that was typed.
        text = " ".join(node.value.split())
        if not text or node.tag == "tag:yaml.org,2002:null":
            raise self.fault(node, place, "is empty")
        return text

    def where(self, node: Node) -> str:
        return f"{self.file} line {node.start_mark.line + 1}"

    def fault(self, node: Node, place: str, words: str) -> UserError:
        return UserError(f"{self.where(node)}: {place}: {words}")
