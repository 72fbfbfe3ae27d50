from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pytest

from synth.domain.reviews import Point
from synth.errors import UserError
from synth.stages import deduping
from synth.stages.deduping import Deduped

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
SETS = sorted(SHARED.glob("bench/dedup/*/records_pre_merged.csv.gz"))
HEADER = ("record_id", "doi", "title", "authors", "year", "journal", "volume", "number", "pages")
TWICE = (
    "10.1000/a",
    "Belonging of nursing students on placement",
    "Doe, Jane",
    "2010",
    "J Nurs",
    "3",
    "4",
    "5-9",
)
OTHER = (
    "10.1000/b",
    "Mentoring in rural general practice",
    "Roe, Kim",
    "2012",
    "Rural Health",
    "7",
    "1",
    "20-31",
)


def table(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerows([header, *rows])
    return file.getvalue().encode()


def dedupe(folder: Path, data: bytes, name: str = "library.csv", point: Point = Point.BALANCED) -> Deduped:
    file = folder / name
    file.write_bytes(data)
    return deduping.dedupe(file, point=point)


def ids(found: Deduped) -> list[list[str]]:
    return [[member.entry.id for member in group] for group in found.groups]


@pytest.mark.parametrize("point", Point)
def test_what_stands_twice_is_one_group_under_the_ids_of_the_file(tmp_path: Path, point: Point) -> None:
    found = dedupe(tmp_path, table(("x7", *TWICE), ("x8", *OTHER), ("x2", *TWICE)), point=point)
    assert ids(found) == [["x7", "x2"]]
    assert (found.entries, found.skipped, found.unnamed, found.repeated) == (3, 0, 0, 0)
    first, second = found.groups[0]
    assert first.pair == second.pair
    assert first.entry.title == TWICE[1]


def test_ids_of_the_file_are_no_evidence(tmp_path: Path) -> None:
    found = dedupe(tmp_path, table(("PMC1", *TWICE), ("PMC1", *OTHER), ("10.1000/a", *OTHER[:1], *OTHER[1:])))
    assert ids(found) == [["PMC1 (line 3)", "10.1000/a"]]
    assert found.repeated == 1


def test_a_compressed_file_gives_the_same(tmp_path: Path) -> None:
    data = table(("1", *TWICE), ("2", *TWICE))
    assert dedupe(tmp_path, gzip.compress(data), "library.csv.gz") == dedupe(tmp_path, data)


def test_line_numbers_stand_for_ids_that_are_not_there(tmp_path: Path) -> None:
    bare = dedupe(tmp_path, table(TWICE, OTHER, TWICE, header=HEADER[1:]))
    assert (ids(bare), bare.unnamed) == ([["2", "4"]], 3)
    some = dedupe(tmp_path, table(("", *TWICE), ("2", *OTHER), ("5", *TWICE)))
    assert (ids(some), some.unnamed) == ([["line 2", "5"]], 1)


def test_a_dirty_row_costs_only_itself(tmp_path: Path) -> None:
    rows = table(("1", *TWICE), ("2", *OTHER), ("3", *TWICE)).split(b"\r\n")
    rows.insert(2, b'4,"never closed')
    rows.insert(3, b"5,too,short")
    found = dedupe(tmp_path, b"\r\n".join(rows))
    assert ids(found) == [["1", "3"]]
    assert (found.entries, found.skipped) == (3, 2)
    assert [fault.partition(":")[0] for fault in found.faults] == ["3", "4"]


def test_dirt_inside_of_values_costs_nothing(tmp_path: Path) -> None:
    dirty = (
        "10.1000/a",
        "Belonging\x00 of\nnursing  students on <i>placement</i>",
        "Doe, Jane and others",
        "2010.0",
        "J Nurs " * 30_000,
        "3.0",
        "nan",
        "5--9",
    )
    found = dedupe(tmp_path, table(("1", *TWICE), ("2", *dirty)) + "3,,Zürich,,,,,,\r\n".encode("latin-1"))
    assert ids(found) == [["1", "2"]]
    assert (found.entries, found.skipped) == (3, 0)


def test_entries_without_title_and_identifier_are_counted_and_never_joined(tmp_path: Path) -> None:
    nothing = ("", "", "", "", "", "", "", "")
    found = dedupe(tmp_path, table(("1", *nothing), ("2", *nothing), ("3", *TWICE)))
    assert (found.entries, found.skipped, ids(found)) == (3, 0, [])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.ris",
            "TY  - JOUR\nID  - {id}\nDO  - {doi}\nTI  - {title}\nAU  - {author}\nPY  - {year}\nER  - \n",
        ),
        ("a.bib", "@article{{{id}, doi={{{doi}}}, title={{{title}}}, author={{{author}}}, year={year}}}\n"),
        ("a.nbib", "PMID- {id}\nLID - {doi} [doi]\nTI  - {title}.\nFAU - {author}\nDP  - {year}\n"),
        (
            "a.jsonl",
            '{{"id": {id}, "doi": "{doi}", "title": "{title}", "authors": ["{author}"], "year": {year}}}\n',
        ),
    ],
)
def test_every_format_is_taken(tmp_path: Path, name: str, text: str) -> None:
    doi, title, author, year, *_ = TWICE
    twice = [text.format(id=number, doi=doi, title=title, author=author, year=year) for number in (1, 3)]
    doi, title, author, year, *_ = OTHER
    other = text.format(id=2, doi=doi, title=title, author=author, year=year)
    found = dedupe(tmp_path, (twice[0] + other + twice[1]).encode(), name)
    assert (ids(found), found.entries, found.unnamed) == ([["1", "3"]], 3, 0)


def test_pairs_in_doubt_are_no_group_and_listed_once(tmp_path: Path) -> None:
    one = ("", "Introduction to the annual section on belonging", "Doe, Jane", "2010", "J Nurs", "", "", "")
    next_year = (*one[:3], "2011", *one[4:])
    found = dedupe(tmp_path, table(("1", *one), ("2", *OTHER), ("3", *next_year)))
    assert ids(found) == []
    (doubt,) = found.doubts
    assert (doubt.entry.id, doubt.other.id) == ("1", "3")
    assert 0 < doubt.score < 1
    assert doubt.words


def test_the_order_of_the_lines_decides_the_order_of_groups_and_nothing_else(tmp_path: Path) -> None:
    rows = [("1", *TWICE), ("2", *OTHER), ("3", *TWICE), ("4", *OTHER)]
    forwards = dedupe(tmp_path, table(*rows))
    backwards = dedupe(tmp_path, table(*reversed(rows)))
    assert ids(forwards) == [["1", "3"], ["2", "4"]]
    assert ids(backwards) == [["4", "2"], ["3", "1"]]
    assert dedupe(tmp_path, table(*rows)) == forwards


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.csv", b"title,year\n", "a.csv: no entry could be read"),
        ("a.csv", b"", "a.csv: the file is empty"),
        ("a.pdf", b"%PDF-1.7", "a.pdf: this is a PDF"),
        ("a.csv.gz", b"\x1f\x8b\x08", "a.csv.gz: not whole gzip"),
    ],
)
def test_what_is_no_bibliography_is_refused_in_one_line(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    with pytest.raises(UserError) as caught:
        dedupe(tmp_path, data, name)
    assert str(caught.value).startswith(words)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"none\.csv: No such file"):
        deduping.dedupe(tmp_path / "none.csv", point=Point.BALANCED)


@pytest.mark.skipif(not SETS, reason="the labelled sets are not on this machine")
@pytest.mark.parametrize("path", SETS, ids=lambda path: path.parent.name)
def test_every_entry_of_the_labelled_sets_is_read_and_in_one_group_at_most(path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode(), newline="")))
    found = deduping.dedupe(path, point=Point.SAFE)
    grouped = [id_ for group in ids(found) for id_ in group]
    assert (found.entries, found.skipped, found.unnamed, found.repeated) == (len(rows), 0, 0, 0)
    assert len(grouped) == len(set(grouped))
    assert set(grouped) <= {row["ID"] for row in rows}
    assert all(len(group) > 1 for group in found.groups)
