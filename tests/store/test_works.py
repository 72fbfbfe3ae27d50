from __future__ import annotations

from pathlib import Path
from typing import Any

from synth.domain.identifiers import WorkId
from synth.domain.records import Disagreement, Lineage, Why, Work
from synth.store import tables, works
from synth.store.works import Group

EMPTY: dict[str, Any] = dict.fromkeys(tables.RECORDS.columns)


def written(folder: Path, **titles: str) -> Path:
    """Write records of which nothing is known but their names and titles."""
    path = folder / "records.parquet"
    rows = ({**EMPTY, "record": name, "source": "openalex", "title": title} for name, title in titles.items())
    tables.write(path, tables.RECORDS, rows)
    return path


def group(*records: str, print_: str = "1") -> Group:
    return Group(work=WorkId(f"openalex:{records[0]}"), records=records, print=print_)


def made(group: Group, title: str) -> Work:
    account: dict[str, Any] = {**dict.fromkeys(tables.ACCOUNT), "title": title}
    return Work(
        id=group.work,
        aliases=(group.work,),
        records=group.records,
        first_at=None,
        account=account,
        lineage=(Lineage(field="title", record=group.records[0], why=Why.ONLY),),
        disagreements=(Disagreement(field="title", record=group.records[0], value=title, differs=True),),
    )


def collected(folder: Path, *groups: Group) -> list[tuple[int, list[str]]]:
    """Make works of the groups that have changed, and give which these were and of which records."""
    anew: dict[int, list[dict[str, Any]]] = {}
    records, kept = folder / "records.parquet", folder / "state" / "works.parquet"
    with works.collect(records=records, groups=groups, kept=kept) as accounts:
        for number, row in accounts.rows():
            anew.setdefault(number, []).append(row)
        assert sorted(anew) == accounts.changed
        for number, rows in anew.items():
            accounts.add(number, made(groups[number], " ".join(row["title"] for row in rows)))
    return [(number, [row["record"] for row in rows]) for number, rows in anew.items()]


def read(folder: Path, table: tables.Table) -> list[dict[str, Any]]:
    return list(tables.read(folder / f"{table.name}.parquet", table))


def test_rows_come_group_by_group_in_the_order_in_the_group_and_whole(tmp_path: Path) -> None:
    records = written(tmp_path, a="A", b="B", c="C", d="D")
    groups = [group("d", "a"), group("c"), group("b")]
    assert collected(tmp_path, *groups) == [(0, ["d", "a"]), (1, ["c"]), (2, ["b"])]
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []
    assert records.exists()


def test_works_come_back_with_their_lineage_and_disagreements(tmp_path: Path) -> None:
    written(tmp_path, a="A", b="B")
    collected(tmp_path, group("a", "b"))
    (row,) = read(tmp_path, tables.WORKS)
    assert (row["title"], row["records"]) == ("A B", ["a", "b"])
    assert set(works.row_of(made(group("a"), ""))) == set(tables.WORKS.columns)
    (line,) = read(tmp_path, tables.LINEAGE)
    assert (line["record"], line["why"]) == ("a", "the only record that has it")
    (told,) = read(tmp_path, tables.DISAGREEMENTS)
    assert (told["work"], told["value"], told["differs"]) == ("openalex:a", "A B", True)


def test_only_what_has_changed_is_made_anew_and_the_rest_stands(tmp_path: Path) -> None:
    written(tmp_path, a="A", b="B", c="C")
    collected(tmp_path, group("a"), group("b"), group("c"))
    written(tmp_path, a="A", b="B, corrected", d="D")
    assert collected(tmp_path, group("a"), group("b"), group("d")) == [(1, ["b"]), (2, ["d"])]
    titles = {row["work"]: row["title"] for row in read(tmp_path, tables.WORKS)}
    assert titles == {"openalex:a": "A", "openalex:b": "B, corrected", "openalex:d": "D"}
    assert [row["record"] for row in read(tmp_path, tables.LINEAGE)] == ["a", "b", "d"]


def test_other_records_another_order_and_another_print_make_a_work_anew(tmp_path: Path) -> None:
    written(tmp_path, a="A", b="B")
    collected(tmp_path, group("a", "b"))
    assert collected(tmp_path, group("a", "b")) == []
    assert collected(tmp_path, group("a", "b", print_="2")) == [(0, ["a", "b"])]
    assert collected(tmp_path, group("a")) == [(0, ["a"])]


def test_what_is_kept_changes_no_byte_and_a_damaged_one_counts_for_nothing(tmp_path: Path) -> None:
    written(tmp_path, a="A", b="B")
    groups = [group("a"), group("b")]
    names = ("works", "lineage", "disagreements")

    def bytes_of() -> list[bytes]:
        return [(tmp_path / f"{name}.parquet").read_bytes() for name in names]

    collected(tmp_path, *groups)
    first = bytes_of()
    assert collected(tmp_path, *groups) == []
    assert bytes_of() == first
    (tmp_path / "state" / "works.parquet").write_bytes(b"PAR1")
    assert len(collected(tmp_path, *groups)) == 2
    assert bytes_of() == first


def test_a_kept_file_that_opens_and_cannot_be_read_through_counts_for_nothing(tmp_path: Path) -> None:
    written(tmp_path, a="A", b="B")
    groups = [group("a"), group("b")]
    collected(tmp_path, *groups)
    kept = tmp_path / "state" / "works.parquet"
    whole = kept.read_bytes()
    pages = len(whole) - int.from_bytes(whole[-8:-4], "little") - 8  # what stands before the footer
    kept.write_bytes(whole[:4] + bytes(~one & 255 for one in whole[4:pages]) + whole[pages:])
    assert len(collected(tmp_path, *groups)) == 2
    assert kept.read_bytes() == whole


def test_a_record_that_is_not_there_does_not_come(tmp_path: Path) -> None:
    written(tmp_path, a="A")
    assert collected(tmp_path, group("a", "b")) == [(0, ["a"])]
