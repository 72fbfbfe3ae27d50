"""What has changed since the last run of merge, and which records hang together with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from synth.errors import WarehouseError
from synth.store import tables
from synth.store.columns import Table
from synth.store.merged import PAIRS

Row = dict[str, Any]

PAIR = ("record", "other", "outcome", "score", "rule", "value", "reasons", "relation")
# What is known of each record from run to run. `says` is a hash of all it says and of the files beside this
# one; `print` of what matching reads. `keys` and `crowd` (checksums) tell whom it may be compared with,
# `names` are the identifiers it carries or relates to; `said`: a person's decision named it.
PRINTS = Table(
    name="prints",
    columns={
        "record": "varchar",
        "says": "ubigint",
        "print": "varchar",
        "crowd": "uinteger",
        "keys": "uinteger[]",
        "names": "varchar[]",
        "said": "boolean",
    },
    order=("record",),
)
MATCHED = Table(
    name="matched",
    columns={
        **{name: PAIRS.columns[name] for name in PAIR},
        **{name: PAIRS.columns[name] for name in ("work", "other_work", "joined", "refused")},
    },
    order=("record", "other", "rule", "value"),
)
_READ = Table(
    name="read",
    columns={name: PRINTS.columns[name] for name in ("record", "print", "crowd", "keys")},
    order=("record",),
)
_TOLD = Table(name="told", columns=PAIRS.columns, order=PAIRS.order)
_FOUND = Table(name="found", columns={name: PAIRS.columns[name] for name in PAIR}, order=())

_NOW = """
create table now as
select record, hash(records) as says, list_sort(list_distinct(list_filter(
    coalesce(ids, []) || coalesce(first_ids, [])
        || list_transform(coalesce(relations, []), lambda link: link.target),
    lambda name: name is not null
))) as names
from records
"""
# Records that are new, or say another thing, or are gone.
_CHANGED = """
create table changed as
select coalesce(now.record, known.record) as record
from now full join known on known.record = now.record
where known.says is distinct from hash(now.says, $salt)
"""
# Those that share a key with what has changed, as it was or as it is, and the whole of their crowds.
_NEAR = """
create table near as
with crowds as (
    select crowd from read
    union
    select crowd from known where record in (from changed)
),
wanted as (
    select unnest(keys) as key from read
    union
    select unnest(keys) from known where record in (from changed) or crowd in (from crowds)
),
sharing as (
    select distinct record, crowd
    from (select record, crowd, unnest(keys) as key from known)
    where key in (from wanted)
),
reached as (
    select record from read
    union
    select record from sharing
    union
    select record from known
    where crowd in (from crowds) or crowd in (select crowd from sharing where crowd is not null)
)
select record from reached where record in (select record from now)
"""
# All that connects two records, before or now: an identifier, a pair that is the same or related.
_TIES = """
create table ties as
with named as (
    select record, unnest(names) as name from now
    union
    select record, unnest(names) as name from known
),
hubs as (select name, min(record) as hub from named group by name having count(*) > 1),
paired as (
    select record, other from matched where outcome in ('same', 'related')
    union
    select record, other from pairs where outcome in ('same', 'related')
    union
    select record, hub from named join hubs using (name) where record != hub
)
select record, other from paired
union
select other, record from paired
"""


class Past:
    """
    The last run beside this one's records; ``whole`` where nothing of it holds, and all is to be made.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, *, folder: Path, state: Path, salt: str
    ) -> None:
        self._connection, self._folder, self._state, self._salt = connection, folder, state, salt
        connection.execute(_NOW)
        self._show("known", PRINTS, state / "prints.parquet")
        self._show("matched", MATCHED, state / "pairs.parquet")
        connection.execute(_CHANGED, {"salt": self._seal()})
        self.whole = not self._ask("select 1 from now where record not in (from changed) limit 1")
        if self.whole:
            connection.execute("delete from known; delete from matched")
            connection.execute("create or replace table changed as select record from now")

    def _show(self, name: str, table: Table, path: Path) -> None:
        """Read what was kept; what cannot be read is as if it were not there."""
        columns = ", ".join(f'"{column}" {kind}' for column, kind in table.columns.items())
        self._connection.execute(f"create table {name} ({columns})")
        names = ", ".join(f'"{column}"' for column in table.columns)
        try:
            self._connection.execute(
                f"insert into {name} select {names} from read_parquet({tables.quoted(path)})"
            )
        except duckdb.Error:
            self._connection.execute(f"create or replace table {name} ({columns})")

    def _seal(self) -> str:
        """Give a hash of what the run rests on and of the files kept beside the prints."""
        digest = sha256(self._salt.encode())
        for name in ("pairs.parquet", "works.parquet"):
            path = self._state / name
            digest.update(sha256(path.read_bytes() if path.is_file() else b"").digest())
        return digest.hexdigest()

    def _ask(self, statement: str, **values: Any) -> list[tuple[Any, ...]]:
        return self._connection.execute(statement, values or None).fetchall()

    def _rows(self, statement: str, **values: Any) -> Iterator[Row]:
        cursor = self._connection.cursor().execute(statement, values or None)
        names = [column[0] for column in cursor.description or ()]
        while rows := cursor.fetchmany(1000):
            for row in rows:
                yield dict(zip(names, row, strict=True))

    def _take(self, table: Table, rows: Iterable[Row]) -> None:
        lines = self._folder / f"{table.name}.jsonl"
        with lines.open("w", encoding="utf-8") as stream:
            for row in rows:
                tables.write_line(stream, row)
        self._connection.execute(f"create or replace table {table.name} as {tables.from_lines(lines, table)}")

    def records(self, among: str, columns: Collection[str]) -> Iterator[Row]:
        """Give the rows of the records that are ``changed``, ``near`` or ``touched``."""
        chosen = ", ".join(f'"{name}"' for name in columns)
        return self._rows(f"select {chosen} from records where record in (select record from {among})")

    def naming(
        self, *, records: Collection[str], works: Collection[str], columns: Collection[str]
    ) -> Iterator[Row]:
        """Give the rows of the records of these names, and of those that carry one of these identifiers."""
        chosen = ", ".join(f'"{name}"' for name in columns)
        return self._rows(
            f"select {chosen} from records where record in (select unnest($records::varchar[]))"
            " or list_has_any(coalesce(ids, []) || coalesce(first_ids, []), $works::varchar[])",
            records=sorted(records),
            works=sorted(works),
        )

    def look(self, read: Iterable[Row]) -> dict[str, str]:
        """Take the keys and crowds of what has changed; give the prints of all that is ``near``."""
        self._take(_READ, read)
        self._connection.execute(_NEAR)
        return dict(self._ask("select record, print from known where record in (from near)"))

    def matched(self, *, prints: Iterable[Row], new: Collection[str], pairs: Iterable[Row]) -> None:
        """Take what was matched: the pairs of what is new or gone are these, those of the others stand."""
        self._take(_READ, prints)
        self._take(_FOUND, pairs)
        self._connection.execute(
            "create table dropped as from changed where record not in (select record from now)"
        )
        self._connection.execute("insert into dropped select unnest($new::varchar[])", {"new": sorted(new)})
        names = ", ".join(PAIR)
        self._connection.execute(
            f"create table pairs as select {names} from found union all select {names} from matched"
            " where record not in (from dropped) and other not in (from dropped)"
        )

    def touch(self, said: Collection[str]) -> None:
        """Find the records whose work may be another: what changed or was spoken of, and all tied to it."""
        self._connection.execute(
            "create table said as select unnest($said::varchar[]) as record", {"said": sorted(said)}
        )
        if not self.whole:
            self._connection.execute(_TIES)
        self._connection.execute(
            "create table reached as from changed union from dropped union from said"
            " union select record from known where said"
        )
        self._connection.execute("create table edge as from reached")
        while not self.whole and self._ask("select 1 from edge limit 1"):
            self._connection.execute(
                "create or replace table edge as select distinct other as record from ties"
                " where record in (from edge) and other not in (from reached)"
            )
            self._connection.execute("insert into reached from edge")
        self._connection.execute(
            "create table touched as from reached where record in (select record from now)"
        )

    def pairs(self) -> Iterator[Row]:
        """Give the pairs of what is touched."""
        return self._rows("from pairs where record in (from touched) or other in (from touched) order by all")

    def related(self) -> Iterator[Row]:
        """Give all pairs that are related."""
        return self._rows("from pairs where outcome = 'related'")

    def beside(self) -> Iterator[Row]:
        """Give the works, with their records, that the pairs of what is touched lead to and that stand."""
        if self.whole:
            return iter(())
        return self._rows(
            f"""
            with beside as (
                select unnest([record, other]) as record from pairs
                where (record in (from touched)) != (other in (from touched))
            )
            select work, aliases, records
            from read_parquet({tables.quoted(self._state / "works.parquet")})
            where list_has_any(records, (
                select coalesce(list(record), []) from beside where record not in (from touched)
            ))
            """
        )

    def tell(self, told: Iterable[Row], path: Path) -> None:
        """Write what came of each pair; what is touched is told, the rest was told by the last run."""
        self._take(_TOLD, told)
        self._connection.execute(
            "insert into told by name"
            " select * replace (nullif(relation, '') as relation) from matched"
            " where work is not null and record not in (from reached) and other not in (from reached)"
        )
        tables.publish(self._connection, "from told", table=PAIRS, path=path, folder=self._folder)

    def keep_pairs(self) -> None:
        """Keep the pairs; from here on and until ``keep_prints`` nothing that is kept counts."""
        (self._state / "prints.parquet").unlink(missing_ok=True)
        statement = """
            select pairs.*, told.work, told.other_work, told.joined, told.refused
            from pairs left join told on told.record = pairs.record and told.other = pairs.other
        """
        path = self._state / "pairs.parquet"
        tables.publish(self._connection, statement, table=MATCHED, path=path, folder=self._folder)

    def keep_prints(self) -> None:
        """Keep what is known of each record, when all else that is kept is in its place."""
        seal = self._seal()
        statement = f"""
            select now.record, hash(now.says, '{seal}') as says,
                   coalesce(read.print, known.print) as print,
                   if(read.record is null, known.crowd, read.crowd) as crowd,
                   coalesce(read.keys, known.keys) as keys,
                   now.names, now.record in (from said) as said
            from now left join read on read.record = now.record left join known on known.record = now.record
        """
        path = self._state / "prints.parquet"
        tables.publish(self._connection, statement, table=PRINTS, path=path, folder=self._folder)


@contextmanager
def opened(state: Path, *, records: Path, salt: str) -> Iterator[Past]:
    """
    Compare the records with what the last run kept in ``state``; ``salt`` stands for code and settings.

    Raises WarehouseError where the records are missing or have other columns.
    """
    if not records.exists():
        raise WarehouseError(f"{records.name} has not been built yet: run `dvc repro`")
    state.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".since-", dir=records.parent) as name:
        folder = Path(name)
        with tables.connect(folder) as connection:
            _view(connection, records)
            # DuckDB's hashes hold for one version of it.
            yield Past(connection, folder=folder, state=state, salt=f"{salt}/{duckdb.__version__}")


def _view(connection: duckdb.DuckDBPyConnection, records: Path) -> None:
    names = ", ".join(f'"{name}"' for name in tables.RECORDS.columns)
    try:
        connection.execute(
            f"create view records as select {names} from read_parquet({tables.quoted(records)})"
        )
    except duckdb.Error as error:
        raise WarehouseError(
            f"{records.name} is not the table this version writes ({error}): run `dvc repro --force`"
        ) from error
