"""The server's own parser of Boolean searches: words in, a tree out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from synth.errors import UserError


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or phrase in a field (empty: wherever the API looks by default); ``slop`` is for proximity."""

    field: str
    text: str
    quoted: bool = False
    slop: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Values of a field from ``low`` to ``high``, both included; ``*`` is open."""

    field: str
    low: str
    high: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """What is in all parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Either:
    """What is in any part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """What is in the first and not in the second."""

    kept: Node
    dropped: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """All there is: what ``NOT x`` is taken from, and ``*:*``."""


Node = Term | Range | Both | Either | Without | Everything


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """
    How an API writes searches.

    ``tags``: fields stand behind a term as ``[tiab]`` (PubMed), else before it as ``TITLE:``.
    ``leftward``: operators are taken from left to right, else AND before OR. ``lenient``:
    parentheses that do not match are mended, as PubMed does, instead of refused.
    """

    tags: bool = False
    leftward: bool = False
    lenient: bool = False


_TOKEN = re.compile(
    r"""\s*(?:
        (?P<open>\()
      | (?P<close>\))
      | (?P<quoted>"[^"]*")(?:~(?P<slop>\d+))?
      | (?P<tag>\[[^\]]*\])
      | (?P<field>[A-Za-z_.]+:)(?=["(\[]|[^\s:()])
      | (?P<word>[^\s()"\[\]]+)
      | (?P<stray>["\[\]])
    )""",
    re.VERBOSE,
)
_OPERATORS = ("AND", "OR", "NOT")
_Token = tuple[str, str, int | None]


def _tokens(text: str, dialect: Dialect) -> list[_Token]:
    found: list[_Token] = []
    place = 0
    text = text.strip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None or match.lastgroup == "stray" or match["stray"]:
            raise UserError(f"cannot parse '{text}': unexpected character at position {place}")
        place = match.end()
        kind = next(name for name in ("open", "close", "quoted", "tag", "field", "word") if match[name])
        if kind == "field" and dialect.tags:
            kind, place = "word", match.start("field")
            word = re.compile(r'[^\s()"\[\]]+').match(text, place)
            if word is None:
                raise UserError(f"cannot parse '{text}': unexpected character at position {place}")
            found.append(("word", word[0], None))
            place = word.end()
            continue
        value = match[kind]
        if kind == "word" and value in _OPERATORS:
            kind = "operator"
        found.append((kind, value, int(match["slop"]) if match["slop"] else None))
    return found


class _Reader:
    """Reads one list of tokens into a tree."""

    def __init__(self, tokens: list[_Token], dialect: Dialect, whole: str) -> None:
        self.tokens = tokens
        self.dialect = dialect
        self.whole = whole
        self.place = 0

    def kind(self) -> str:
        return self.tokens[self.place][0] if self.place < len(self.tokens) else "end"

    def take(self) -> _Token:
        self.place += 1
        return self.tokens[self.place - 1]

    def wrong(self, what: str) -> UserError:
        return UserError(f"cannot parse '{self.whole}': {what}")

    def all(self) -> Node:
        node = self.expression("")
        while self.kind() != "end":
            if not self.dialect.lenient:
                raise self.wrong("')' without '('")
            self.take()
            if self.kind() != "end":
                node = Both(parts=(node, self.expression("")))
        return node

    def operator(self) -> str:
        """Take the operator between two operands; none means AND, ``AND NOT`` means NOT."""
        words = []
        while self.kind() == "operator":
            words.append(self.take()[1])
        if "NOT" in words:
            return "OR NOT" if "OR" in words else "NOT"
        return words[0] if words else "AND"

    def expression(self, field: str) -> Node:
        """Read operands and operators up to a closing parenthesis or the end."""
        if self.kind() == "operator":
            operator = self.operator()
            if operator != "NOT" and not self.dialect.lenient:
                raise self.wrong("an operator without a left side")
            first = self.operand(field)
            first = Without(kept=Everything(), dropped=first) if operator == "NOT" else first
        else:
            first = self.operand(field)
        chain: list[tuple[str, Node]] = [("", first)]
        while self.kind() not in ("end", "close"):
            operator = self.operator()
            if self.kind() in ("end", "close"):
                if self.dialect.lenient:
                    break
                raise self.wrong(f"{operator} without a right side")
            operand = self.operand(field)
            if operator == "OR NOT":
                operator, operand = "OR", Without(kept=Everything(), dropped=operand)
            chain.append((operator, operand))
        return _leftward(chain) if self.dialect.leftward else _by_precedence(chain)

    def operand(self, field: str) -> Node:
        if self.kind() == "end":
            raise self.wrong("something is missing at the end")
        kind, value, slop = self.take()
        if kind == "open":
            return self.group(field)
        if kind == "field":
            return self.fielded(value[:-1])
        if kind in ("quoted", "word"):
            return self.term(field, value, slop)
        raise self.wrong(f"unexpected {value}")

    def group(self, field: str) -> Node:
        if self.kind() == "close":
            raise self.wrong("empty parentheses")
        node = self.expression(field)
        if self.kind() == "close":
            self.take()
        elif not self.dialect.lenient:
            raise self.wrong("'(' without ')'")
        return node

    def fielded(self, field: str) -> Node:
        if self.kind() == "tag":
            low, to, high = self.take()[1].strip("[]").partition(" TO ")
            if not to:
                raise self.wrong("a range needs TO")
            return Range(field=field, low=low.strip(), high=high.strip())
        return self.operand(field)

    def term(self, field: str, value: str, slop: int | None) -> Node:
        quoted = value.startswith('"')
        text = value.strip('"') if quoted else value
        if self.dialect.tags:
            while not quoted and self.kind() == "word":  # several words before a tag are one phrase
                ahead = self.place
                while ahead < len(self.tokens) and self.tokens[ahead][0] == "word":
                    ahead += 1
                if ahead >= len(self.tokens) or self.tokens[ahead][0] != "tag":
                    break
                text += " " + self.take()[1]
            if self.kind() == "tag":
                field = self.take()[1].strip("[]").lower()
                name, near, width = field.partition(":~")
                field, slop = name, int(width) if near and width.isdigit() else slop
        return Term(field=field, text=text, quoted=quoted or " " in text, slop=slop)


def _leftward(chain: list[tuple[str, Node]]) -> Node:
    node = chain[0][1]
    for operator, operand in chain[1:]:
        node = _joined(operator, node, operand)
    return node


def _joined(operator: str, left: Node, right: Node) -> Node:
    if operator == "NOT":
        return Without(kept=left, dropped=right)
    kind = Either if operator == "OR" else Both
    if isinstance(left, kind):
        return kind(parts=(*left.parts, right))
    return kind(parts=(left, right))


def _by_precedence(chain: list[tuple[str, Node]]) -> Node:
    groups: list[Node] = [chain[0][1]]
    for operator, operand in chain[1:]:
        if operator == "OR":
            groups.append(operand)
        else:
            groups[-1] = _joined(operator, groups[-1], operand)
    return groups[0] if len(groups) == 1 else Either(parts=tuple(groups))


def parse(text: str, dialect: Dialect) -> Node:
    """
    Read a search into a tree.

    Raises UserError where it cannot be read; the APIs differ in how they say so.
    """
    tokens = _tokens(text, dialect)
    if not tokens:
        raise UserError("cannot parse '': the search is empty")
    return _Reader(tokens, dialect, text).all()


def terms(node: Node) -> Iterator[Term]:
    """Give all terms of a search, also those that are excluded."""
    if isinstance(node, Term):
        yield node
    elif isinstance(node, Both | Either):
        for part in node.parts:
            yield from terms(part)
    elif isinstance(node, Without):
        yield from terms(node.kept)
        yield from terms(node.dropped)
