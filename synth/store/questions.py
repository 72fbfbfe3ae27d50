"""Questions to the warehouse: SQL files that begin with their manual, and their answers."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from synth.errors import UserError, WarehouseError
from synth.store import warehouse

_HEADER = re.compile(r"^-- *(?P<kind>title|about|param +(?P<name>[a-z_]+)) *: *(?P<text>.*?) *$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """
    One SQL file: what it asks in a line, what the answer means, and the statement.

    ``parameters`` gives each ``$name`` of the statement its value unless the asker gives another.
    """

    name: str
    title: str
    about: str
    parameters: Mapping[str, str]
    sql: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """
    Columns with their DuckDB types, and rows of values as JSON knows them.

    Dates and times are text in ISO 8601. ``more`` says that rows were left off at the cap.
    """

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    more: bool = False


def read_questions(folder: Path) -> list[Question]:
    """Read every question of a folder, by name; raise UserError for the first that is not right."""
    return [read_question(path) for path in sorted(folder.glob("*.sql"))]


def read_question(path: Path) -> Question:
    """Read one question; raise UserError naming file, and line or parameter, where it is not right."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path.name} cannot be read: {error}") from error
    texts: dict[str, list[str]] = {"title": [], "about": []}
    parameters: dict[str, str] = {}
    for number, line in enumerate(_header(text), start=1):
        found = _HEADER.match(line)
        if not found:
            raise UserError(
                f"{path.name}: line {number}: {line!r} is none of -- title: …, -- about: …, -- param name: …"
            )
        if found["name"]:
            parameters[found["name"]] = found["text"]
        else:
            texts[found["kind"]].append(found["text"])
    question = Question(
        name=path.stem,
        title=" ".join(texts["title"]),
        about=" ".join(texts["about"]),
        parameters=parameters,
        sql=text,
    )
    _check(path.name, question)
    return question


def _header(text: str) -> list[str]:
    """Give the lines before the statement."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line)
    return lines


def _check(name: str, question: Question) -> None:
    """Hold a question against what every question has: a title, an explanation, one statement that reads."""
    for field in ("title", "about"):
        if not getattr(question, field):
            raise UserError(f"{name}: has no line «-- {field}: …»")
    try:
        statements = duckdb.extract_statements(question.sql)
    except duckdb.Error as error:
        raise UserError(f"{name}: {warehouse.one_line(error)}") from error
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise UserError(f"{name}: must hold one SELECT statement and nothing else")
    used = statements[0].named_parameters
    for parameter in sorted(used ^ set(question.parameters)):
        place = "has no «-- param» line" if parameter in used else "is not used in the statement"
        raise UserError(f"{name}: ${parameter} {place}")


def ask(path: Path, question: Question, values: Mapping[str, str] | None = None) -> Result:
    """
    Answer a question from the warehouse at ``path``, in this process.

    ``values`` stand in for the question's own; they are bound, never pasted in. Raises UserError for
    a parameter the question does not have and a value it cannot take, WarehouseError where the
    warehouse is missing or lacks what is asked for.
    """
    given = dict(values or {})
    for name in given:
        if name not in question.parameters:
            known = ", ".join(question.parameters) or "none"
            raise UserError(f"{question.name} has no parameter {name!r}; it has: {known}")
    with warehouse.locked(path) as connection:
        try:
            return fetch(connection, question.sql, {**question.parameters, **given})
        except duckdb.ConversionException as error:
            raise UserError(f"{question.name}: {_told(error, given)}") from error
        except duckdb.Error as error:
            raise WarehouseError(
                f"{question.name} does not fit this warehouse ({warehouse.one_line(error)}): run `dvc repro`"
            ) from error


def _told(error: duckdb.Error, given: Mapping[str, str]) -> str:
    """Name the parameters the asker gave beside what DuckDB says of a value."""
    named = ", ".join(f"{name} = {value!r}" for name, value in given.items())
    return f"{warehouse.one_line(error)} ({named or 'with its own values'})"


def fetch(
    connection: duckdb.DuckDBPyConnection,
    statement: str,
    values: Mapping[str, str] | None = None,
    *,
    cap: int | None = None,
) -> Result:
    """Run one statement and take its rows, at most ``cap`` of them."""
    cursor = connection.execute(statement, dict(values)) if values else connection.execute(statement)
    description = cursor.description or []
    zoned = [name for name, kind, *_ in description if "WITH TIME ZONE" in str(kind)]
    if zoned:
        raise UserError(f"column {zoned[0]!r} is a time with a zone: write ({zoned[0]})::timestamp")
    rows = cursor.fetchall() if cap is None else cursor.fetchmany(cap + 1)
    return Result(
        columns=tuple(column[0] for column in description),
        types=tuple(str(column[1]) for column in description),
        rows=[tuple(plain(value) for value in row) for row in rows[:cap]],
        more=cap is not None and len(rows) > cap,
    )


def plain(value: Any) -> Any:
    """Give a value as JSON knows it; what JSON has no form for becomes text."""
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else str(value)
        case Decimal():
            return float(value)
        case datetime() | date() | time():
            return value.isoformat()
        case dict():
            return {str(key): plain(one) for key, one in value.items()}
        case list() | tuple():
            return [plain(one) for one in value]
        case bytes():
            return value.hex()
        case _:
            return str(value)
