"""
A visitor's statement: one SELECT, in a process of its own that ends with it.

DuckDB's own limits do not hold inside a process (``list_sum(range(1000000000))`` takes 20 GB and more
than a minute whatever is set), so the operating system's do: memory, processor time, no byte written,
and the parent's deadline. What DuckDB itself would tell or do through a locked connection (paths,
settings, raw memory) is refused by reading the parsed statement before it runs.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from synth.errors import SynthError, UserError, WarehouseError
from synth.store import questions, warehouse
from synth.store.questions import Result

LOG = logging.getLogger(__name__)

LONGEST = 100_000  # characters of a statement
LARGEST = 16_000_000  # characters of a result on its way to the parent
MEMORY = 1_500_000_000  # bytes of address space; Python and DuckDB take 0.4 GB of it before they begin
TOO_MUCH = "the statement needs more memory than there is: ask for less"

# The functions that may stand where a table may: those that make rows out of their arguments or tell
# which tables there are. Others read files and memory, run text as SQL or tell where the file lies. Beside
# these, the warehouse's own: its schema made them.
TABLE_FUNCTIONS = frozenset(
    {
        "duckdb_columns",
        "duckdb_constraints",
        "duckdb_tables",
        "duckdb_views",
        "generate_series",
        "json_each",
        "json_tree",
        "range",
        "regexp_split_to_table",
        "repeat",
        "repeat_row",
        "unnest",
    }
)
# Functions of values that tell settings (and in them paths) or write to DuckDB's own log.
REFUSED = frozenset({"current_setting", "json_execute_serialized_sql", "json_serialize_plan", "write_log"})
# Views of DuckDB's own; those named as in TABLE_FUNCTIONS may be read.
SYSTEM = ("duckdb_", "pragma_", "pg_")


def run(path: Path, statement: str, *, seconds: float = 10.0, cap: int = 10_000) -> Result:
    """
    Run one statement on the warehouse at ``path`` and give at most ``cap`` rows.

    Raises UserError, in one line and without a path, where the statement is refused, wrong, too large
    or not done within ``seconds``; WarehouseError where there is no warehouse.
    """
    if not path.is_file():
        raise WarehouseError(f"{path.name} has not been built yet: run `dvc repro`")
    whole = path.resolve()
    order = {"name": whole.name, "statement": statement, "seconds": seconds, "cap": cap}
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", __name__],
            input=json.dumps(order).encode(),
            capture_output=True,
            cwd=whole.parent,
            env=_environment(),
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UserError(f"the statement was stopped after {seconds:g} seconds: ask for less") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        LOG.warning("a statement's process ended with status %s: %s", done.returncode, said)
    return _read(done.stdout)


def _environment() -> dict[str, str]:
    """Give the child where modules lie and nothing else: no key, no home."""
    return {
        "PYTHONPATH": os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path if entry),
        "PYTHONUTF8": "1",
        "HOME": os.devnull,
    }


def _read(output: bytes) -> Result:
    """Read what the child wrote; a child that wrote nothing whole ran into a limit."""
    try:
        told: dict[str, Any] = json.loads(output)
    except ValueError:
        raise UserError("the statement was stopped: it takes more memory or time than there is") from None
    if "error" in told:
        raise (WarehouseError if told["kind"] == "WarehouseError" else UserError)(told["error"])
    return Result(
        columns=tuple(told["columns"]),
        types=tuple(told["types"]),
        rows=[tuple(row) for row in told["rows"]],
        more=told["more"],
    )


def main() -> None:
    """Be the child: read an order from standard input, write the result as one JSON text."""
    order = json.loads(sys.stdin.buffer.read())
    _limit(order["seconds"])
    try:
        text = answer(Path(order["name"]), order["statement"], cap=order["cap"])
    except SynthError as error:
        text = json.dumps({"error": str(error), "kind": type(error).__name__})
    except MemoryError:
        text = json.dumps({"error": TOO_MUCH, "kind": "UserError"})
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))


def _limit(seconds: float) -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, int(seconds) + 1),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def answer(name: Path, statement: str, *, cap: int) -> str:
    """Answer a statement from the warehouse of this name in the working folder, as one JSON text."""
    with warehouse.locked(name, threads=1) as connection:
        try:
            allow(connection, statement)
            result = questions.fetch(connection, statement, cap=cap)
        except duckdb.OutOfMemoryException:
            raise UserError(TOO_MUCH) from None
        except duckdb.Error as error:
            raise UserError(_without_paths(warehouse.one_line(error))) from None
    text = json.dumps(
        {"columns": result.columns, "types": result.types, "rows": result.rows, "more": result.more},
        ensure_ascii=False,
    )
    if len(text) > LARGEST:
        raise UserError(f"the result has more than {LARGEST // 1_000_000} million characters: ask for less")
    return text


def _without_paths(message: str) -> str:
    """Take out where the warehouse lies; opened by its bare name, DuckDB knows the whole path."""
    return message.replace(f"{Path.cwd()}{os.sep}", "")


def allow(connection: duckdb.DuckDBPyConnection, statement: str) -> None:
    """Raise UserError unless this is one SELECT that names nothing but tables and harmless functions."""
    if len(statement) > LONGEST:
        raise UserError(f"the statement has more than {LONGEST:,} characters: make it shorter")
    statements = connection.extract_statements(statement)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise UserError("only one SELECT statement is answered here, and nothing else")
    tree = connection.execute("select json_serialize_sql(?::varchar)", [statement]).fetchone()
    try:
        parsed = json.loads(tree[0]) if tree else {"error": True}
    except RecursionError:
        raise UserError("the statement is nested too deeply") from None
    if parsed["error"]:
        raise UserError("only one SELECT statement is answered here, and nothing else")
    known = TABLE_FUNCTIONS | _own(connection)
    for node in _nodes(parsed["statements"]):
        if refused := _refused(node, known):
            raise UserError(f"{refused} cannot be used here: ask the tables and views of the warehouse")


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Give every object of a parsed statement, however deep."""
    waiting = [tree]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield one
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


def _own(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Give the names of the table macros of the warehouse, those that hide no function of DuckDB's."""
    rows = connection.execute(
        """
        select function_name
        from duckdb_functions()
        group by function_name
        having bool_and(function_type = 'table_macro' and not internal)
        """
    ).fetchall()
    return frozenset(name for (name,) in rows)


def _refused(node: dict[str, Any], known: frozenset[str]) -> str | None:
    """Give the name of what this part of a statement may not use; ``known`` may stand for a table."""
    if node.get("type") == "TABLE_FUNCTION":
        name = str(node["function"].get("function_name", "")).lower()
        return None if name in known else name or "this table function"
    if "function_name" in node and str(node["function_name"]).lower() in REFUSED:
        return str(node["function_name"]).lower()
    table = str(node.get("table_name") or "").lower()
    return table if table.startswith(SYSTEM) and table not in TABLE_FUNCTIONS else None


if __name__ == "__main__":
    main()
