from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from synth.store import since, tables

EMPTY: dict[str, Any] = dict.fromkeys(tables.RECORDS.columns)


def records(folder: Path, **ids: str) -> Path:
    """Write records that carry one identifier each."""
    path = folder / "records.parquet"
    rows = ({**EMPTY, "record": name, "ids": [known]} for name, known in ids.items())
    tables.write(path, tables.RECORDS, rows)
    return path


def names(past: since.Past, among: str) -> list[str]:
    return sorted(row["record"] for row in past.records(among, ("record",)))


def read(record: str, *keys: int, crowd: int | None = None) -> dict[str, Any]:
    return {"record": record, "print": f"print of {record}", "keys": list(keys), "crowd": crowd}


def pair(record: str, other: str, outcome: str) -> dict[str, Any]:
    texts = dict.fromkeys(("rule", "value", "relation"), "")
    return {"record": record, "other": other, "outcome": outcome, "score": 0.5, "reasons": [], **texts}


def run(
    folder: Path,
    *told: dict[str, Any],
    pairs: tuple[dict[str, Any], ...] = (),
    said: tuple[str, ...] = (),
    salt: str = "1",
) -> tuple[bool, list[str], list[str], list[str]]:
    """Go through a run; give whether all is made anew, and what has changed, is near and is touched."""
    with since.opened(folder / "state", records=folder / "records.parquet", salt=salt) as past:
        changed = names(past, "changed")
        prints = {} if past.whole else past.look([one for one in told if one["record"] in changed])
        near = changed if past.whole else names(past, "near")
        new = {one["record"] for one in told if prints.get(one["record"]) != one["print"]} & set(near)
        found = [one for one in pairs if {one["record"], one["other"]} & new]
        past.matched(prints=[one for one in told if one["record"] in near], new=new, pairs=found)
        past.touch(said)
        touched = names(past, "touched")
        past.tell([], folder / "pairs.parquet")
        past.keep_pairs()
        past.keep_prints()
        return past.whole, changed, near, touched


def test_the_first_run_makes_all_and_the_next_nothing(tmp_path: Path) -> None:
    records(tmp_path, a="doi:1", b="doi:2")
    told = read("a", 1), read("b", 2)
    assert run(tmp_path, *told) == (True, ["a", "b"], ["a", "b"], ["a", "b"])
    assert run(tmp_path, *told) == (False, [], [], [])


def test_what_shares_a_key_is_near_and_what_shares_a_name_or_a_pair_is_touched(tmp_path: Path) -> None:
    records(tmp_path, a="doi:1", b="doi:2", c="doi:3", d="doi:4", e="doi:5")
    told = read("a", 1), read("b", 2, 3), read("c", 3), read("d", 4), read("e", 5), read("f", 2)
    pairs = pair("c", "d", "same"), pair("d", "e", "different")
    run(tmp_path, *told, pairs=pairs)
    records(tmp_path, a="doi:1", b="doi:2", c="doi:3", d="doi:4", e="doi:5", f="doi:3")
    assert run(tmp_path, *told, pairs=pairs) == (False, ["f"], ["b", "f"], ["c", "d", "f"])


def test_a_record_that_is_gone_leaves_its_crowd_near_and_its_work_touched(tmp_path: Path) -> None:
    records(tmp_path, a="doi:1", b="doi:2", c="doi:3", d="doi:4")
    told = read("a", 1, crowd=7), read("b", 2, crowd=7), read("c", 2), read("d", 4)
    pairs = (pair("a", "d", "related"),)
    run(tmp_path, *told, pairs=pairs)
    records(tmp_path, b="doi:2", c="doi:3", d="doi:4")
    assert run(tmp_path, *told, pairs=pairs) == (False, [], ["b", "c"], ["d"])


def test_what_people_speak_of_is_touched_and_once_more_when_they_no_longer_do(tmp_path: Path) -> None:
    records(tmp_path, a="doi:1", b="doi:2")
    told = read("a", 1), read("b", 2)
    run(tmp_path, *told)
    assert run(tmp_path, *told, said=("a",)) == (False, [], [], ["a"])
    assert run(tmp_path, *told) == (False, [], [], ["a"])
    assert run(tmp_path, *told) == (False, [], [], [])


def test_other_code_or_settings_make_all_anew(tmp_path: Path) -> None:
    records(tmp_path, a="doi:1")
    run(tmp_path, read("a", 1))
    assert run(tmp_path, read("a", 1), salt="2")[0]


@pytest.mark.parametrize("file", ["pairs.parquet", "prints.parquet"])
def test_a_kept_file_that_is_damaged_or_missing_makes_all_anew(tmp_path: Path, file: str) -> None:
    records(tmp_path, a="doi:1")
    run(tmp_path, read("a", 1))
    (tmp_path / "state" / file).write_bytes(b"PAR1")
    assert run(tmp_path, read("a", 1))[0]
    (tmp_path / "state" / file).unlink()
    assert run(tmp_path, read("a", 1))[0]
    assert not run(tmp_path, read("a", 1))[0]


def test_a_run_that_ends_between_pairs_and_prints_counts_for_nothing(tmp_path: Path) -> None:
    path = records(tmp_path, a="doi:1")
    run(tmp_path, read("a", 1))
    with since.opened(tmp_path / "state", records=path, salt="1") as past:
        past.look([])
        past.matched(prints=[], new=(), pairs=[])
        past.touch(())
        past.tell([], tmp_path / "pairs.parquet")
        past.keep_pairs()
    assert run(tmp_path, read("a", 1))[0]
