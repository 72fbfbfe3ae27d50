"""What matching keeps from run to run, so that only what is new is matched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from synth.errors import WarehouseError
from synth.store import tables
from synth.store.columns import Table
from synth.store.merged import PAIRS

Row = Mapping[str, Any]

PRINTS = Table(name="prints", columns={"record": "varchar", "print": "varchar"}, order=("record",))
PAIR = ("record", "other", "outcome", "score", "rule", "value", "reasons", "relation")
MATCHED = Table(
    name="matched",
    columns={name: PAIRS.columns[name] for name in PAIR},
    order=("record", "other", "rule", "value"),
)


def read(folder: Path) -> tuple[dict[str, str], list[Row]] | None:
    """
    Give each record's fingerprint and the pairs of the last run, None where there was none.

    What cannot be read is as if it were not there: it is found again, only slower.
    """
    prints, pairs = _places(folder)
    if not prints.exists() or not pairs.exists():
        return None
    try:
        known = {row["record"]: row["print"] for row in tables.read(prints, PRINTS)}
        return known, list(tables.read(pairs, MATCHED))
    except WarehouseError:
        return None


def write(folder: Path, *, prints: Mapping[str, str], pairs: Iterable[Row]) -> None:
    """Keep a run's fingerprints and pairs; without the fingerprints the pairs count for nothing."""
    place_of_prints, place_of_pairs = _places(folder)
    place_of_prints.unlink(missing_ok=True)
    tables.write(place_of_pairs, MATCHED, pairs)
    rows = ({"record": record, "print": fingerprint} for record, fingerprint in prints.items())
    tables.write(place_of_prints, PRINTS, rows)


def _places(folder: Path) -> tuple[Path, Path]:
    return folder / "prints.parquet", folder / "pairs.parquet"
