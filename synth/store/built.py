"""What the evidence pages say of the warehouse as a whole: as of when, by which version, how much."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from synth.errors import WarehouseError
from synth.store import warehouse

_FACTS = """
select (select count(*) from works) as works,
       (select count(*) from works where status = 'retracted') as retracted,
       (select count(*) from included) as included,
       (select count(distinct work) from work_codes) as coded,
       (select max(version) from codebook) as codebook,
       (select max("value") from about where "key" = 'as_of') as as_of,
       (select max("value") from about where "key" = 'version') as version
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """
    The warehouse in a few facts.

    ``as_of`` is the day its corpus is complete to, ISO 8601, or empty; ``codebook`` the version of the
    codebook, ``version`` that of the program, empty where they are not known; ``coded`` works have a code.
    """

    works: int
    retracted: int
    included: int
    coded: int
    codebook: int
    as_of: str
    version: str


def read(path: Path) -> Built:
    """Read the facts; of one build they are read once."""
    if not path.is_file():
        raise WarehouseError(f"{path.name} has not been built yet: run `dvc repro`")
    made = path.stat()
    return _read(path, (made.st_ino, made.st_mtime_ns, made.st_size))


@lru_cache(maxsize=4)
def _read(path: Path, build: tuple[int, ...]) -> Built:
    with warehouse.locked(path) as connection, warehouse.understood(path):
        row = connection.execute(_FACTS).fetchone()
    assert row is not None  # a select of values alone
    works, retracted, included, coded, codebook, as_of, version = row
    return Built(
        works=works,
        retracted=retracted,
        included=included,
        coded=coded,
        codebook=codebook or 0,
        as_of=as_of or "",
        version=version or "",
    )
