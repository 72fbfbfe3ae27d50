"""The warehouse: one DuckDB file made of the Parquet tables by the SQL in warehouse/schema; and its lock."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

from synth.errors import WarehouseError

# Educators' tools lag: DuckDB 1.2 and later open what is written in this form.
STORAGE = "v1.2.0"

# A build spills to disk instead of taking all memory there is.
BOUNDS: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "1GB"}

# What reading alone does not close: DuckDB opened read-only still reads and writes other files.
LOCK: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "max_temp_directory_size": "0KB",
    "memory_limit": "1GB",
    "lock_configuration": "true",
}


def build(*, parquet: Mapping[str, Path], schema: Path, target: Path, about: Mapping[str, str]) -> None:
    """
    Make the warehouse beside ``target`` and publish it by rename; a reader of the old one is undisturbed.

    The SQL files of ``schema`` run in the order of their names and find the Parquet files as
    ``built.works`` and so on, by the names in ``parquet``, and ``about`` as ``built.about``. Raises
    WarehouseError where a table is missing or a statement fails; the old warehouse then stays.
    """
    for name, path in parquet.items():
        if not path.exists():
            raise WarehouseError(f"{name} has not been built yet ({path.name} is missing): run `dvc repro`")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".warehouse-", dir=target.parent) as name:
        whole = Path(name) / target.name
        with duckdb.connect(whole, config={"storage_compatibility_version": STORAGE, **BOUNDS}) as connection:
            _show(connection, parquet=parquet, about=about)
            for file in sorted(schema.glob("*.sql")):
                _run(connection, file)
            connection.execute("detach built")
        whole.replace(target)


def _show(
    connection: duckdb.DuckDBPyConnection, *, parquet: Mapping[str, Path], about: Mapping[str, str]
) -> None:
    """Make the Parquet files and the facts about this build visible as the tables of ``built``."""
    connection.execute("attach ':memory:' as built")
    for name, path in parquet.items():
        quoted = str(path).replace("'", "''")
        connection.execute(f"create view built.\"{name}\" as select * from read_parquet('{quoted}')")
    connection.execute('create table built.about ("key" varchar, "value" varchar)')
    for key, value in about.items():
        connection.execute("insert into built.about values (?, ?)", [key, value])


def _run(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    try:
        connection.execute(file.read_text(encoding="utf-8"))
    except duckdb.Error as error:
        raise WarehouseError(f"warehouse/schema/{file.name}: {one_line(error)}") from error


def locked(path: Path, *, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """
    Open a warehouse to be read and for nothing else: no other file, no setting, no extension.

    ``threads`` bounds the cores used. Raises WarehouseError where it is missing or cannot be opened.
    """
    if not path.is_file():
        raise WarehouseError(f"{path.name} has not been built yet: run `dvc repro`")
    config = LOCK if threads is None else {**LOCK, "threads": threads}
    try:
        return duckdb.connect(path, read_only=True, config=config)
    except duckdb.Error as error:
        raise WarehouseError(f"{path.name} cannot be opened ({one_line(error)}): run `dvc repro`") from error


@contextmanager
def understood(path: Path) -> Iterator[None]:
    """Turn what DuckDB says of a damaged or strange warehouse into what to do about it."""
    try:
        yield
    except duckdb.Error as error:
        raise WarehouseError(
            f"{path.name} is damaged or of another version ({one_line(error)}): delete it, then `dvc repro`"
        ) from error


def one_line(error: duckdb.Error) -> str:
    """Give what DuckDB says, up to the picture of the statement, in one line."""
    return " ".join(str(error).partition("\nLINE ")[0].split())
