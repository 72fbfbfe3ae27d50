from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from synth.errors import UserError
from synth.formats import labelled
from synth.formats.entries import LABELS
from synth.formats.labelled import Labelled

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
SETS = sorted(SHARED.glob("bench/screening/*.csv.gz"))
# The columns of Rayyan's export; each person's vote stands in the notes.
RAYYAN = (
    "key,title,year,month,day,journal,issn,volume,issue,pages,authors,url,language,publisher,location,"
    "abstract,notes,doi,keywords,pubmed_id,pmc_id\n"
    "rayyan-1,Both,2021,1,,J,,,,,,,,,,,"
    '"RAYYAN-INCLUSION: {""Ada""=>""Included"", ""Ben B.""=>""Included""} | RAYYAN-LABELS: one,two",,,,\n'
    'rayyan-2,Conflict,2021,,,,,,,,,,,,,,"RAYYAN-INCLUSION: {""Ada""=>""Excluded"", ""Ben B.""=>""Included""}'
    ' | RAYYAN-EXCLUSION-REASONS: wrong population | USER-NOTES: {""Ada""=>[""Included?""]}",,,,\n'
    'rayyan-3,Neither,2021,,,,,,,,,,,,,,"a note | RAYYAN-INCLUSION: {""Ada""=>""Excluded"", '
    '""Ben B.""=>""Maybe""}",,,,\n'
    'rayyan-4,Maybe,2021,,,,,,,,,,,,,,"RAYYAN-INCLUSION: {""Ada""=>""Maybe""}",,,,\n'
    "rayyan-5,Unseen,2021,,,,,,,,,,,,,,,,,,\n"
)


def labels(found: Labelled) -> list[bool | None]:
    return [entry.label for entry in found.entries]


def read(text: str, name: str = "set.csv") -> Labelled:
    return labelled.read(name, text.encode())


def test_our_own_columns_are_read_whatever_their_case() -> None:
    found = read('Record_ID,Title,ABSTRACT,Keywords,Label_Included\n7,A,"One\ntwo",x; y,1\n8,B,,,0\n9,C,,,\n')
    first = found.entries[0]
    assert (first.line, first.name, first.title, first.abstract) == (2, "7", "A", "One\ntwo")
    assert first.keywords == ("x", "y")
    assert labels(found) == [True, False, None]
    assert (found.found, found.faults, found.conflicts) == ("column label_included", (), 0)


def test_a_compressed_file_gives_the_same() -> None:
    text = "id,title,label_included\n1,A,1\n2,B,0\n"
    assert labelled.read("set.csv.gz", gzip.compress(text.encode())) == read(text)


@pytest.mark.parametrize("column", LABELS)
def test_every_name_of_asreview_for_the_label_is_known(column: str) -> None:
    found = read(f"title,{column.upper()}\nA,1\nB,0\nC,-1\nD,\n")
    assert labels(found) == [True, False, None, None]
    assert found.found == f"column {column}"


@pytest.mark.parametrize(
    ("written", "label"),
    [("1.0", True), ("0.0", False), ("yes", True), ("N", False), ("Included", True), ("irrelevant", False)],
)
def test_labels_are_read_in_their_usual_spellings(written: str, label: bool) -> None:
    assert labels(read(f"title,included\nA,1\nB,{written}\n")) == [True, label]


def test_a_column_that_holds_no_label_gives_way_to_one_that_does() -> None:
    found = read("title,label_included,label,included\nA,,blue,1\nB,,red,0\n")
    assert (found.found, labels(found)) == ("column included", [True, False])


def test_an_unreadable_label_is_named_with_its_line_and_taken_as_undecided() -> None:
    found = read("title,included\nA,1\nB,perhaps\n")
    assert labels(found) == [True, None]
    assert [(fault.line, fault.field, fault.skipped) for fault in found.faults] == [
        (3, "column included", False)
    ]
    assert "'perhaps' is no label" in found.faults[0].words


def test_entries_without_title_are_kept_and_rows_that_cannot_be_read_are_named() -> None:
    found = read("record_id,title,abstract,included\n1,,Only words.,1\n2,,,0\n3,C\n")
    assert [(entry.name, entry.label) for entry in found.entries] == [("1", True), ("2", False)]
    assert [fault.line for fault in found.faults] == [4]


def test_json_lines_may_hold_true_and_false() -> None:
    text = '{"id": 1, "title": "A", "label_included": true}\n{"id": 2, "title": "B", "label_included": 0}\n'
    assert labels(read(text, "set.jsonl")) == [True, False]


def test_notes_of_asreview_are_read_from_ris() -> None:
    notes = (
        "N1  - ASReview_relevant",
        "N1  - <p>ASReview_irrelevant</p>",
        "N1  - ASReview_not_seen",
        "N1  - x",
    )
    text = "".join(f"TY  - JOUR\nTI  - A\n{note}\nN1  - asreview_time: 1\nER  - \n" for note in notes)
    found = read(text, "set.ris")
    assert labels(found) == [True, False, None, None]
    assert found.found == "notes of ASReview"


def test_two_labels_of_asreview_in_one_entry_are_no_label() -> None:
    both = "TY  - JOUR\nTI  - B\nN1  - ASReview_relevant\nN1  - ASReview_irrelevant\nER  - \n"
    found = read("TY  - JOUR\nTI  - A\nN1  - ASReview_relevant\nER  - \n" + both, "set.ris")
    assert labels(found) == [True, None]
    assert [(fault.line, fault.skipped) for fault in found.faults] == [(5, False)]


def test_in_rayyan_one_vote_includes_and_conflicts_are_counted() -> None:
    found = read(RAYYAN)
    assert labels(found) == [True, True, False, None, None]
    assert [entry.name for entry in found.entries] == [f"rayyan-{number}" for number in range(1, 6)]
    assert (found.found, found.conflicts) == ("notes of Rayyan", 1)


def test_notes_of_rayyan_are_read_from_ris() -> None:
    votes = ['{"Ada"=>"Included"}', '{"Ada"=>"Excluded"} | RAYYAN-LABELS: x', '{"Zoë \\"Z\\""=>"Maybe"}']
    text = "".join(
        f"TY  - JOUR\nTI  - A\nN1  - RAYYAN-INCLUSION: {vote}\nN1  - x\nER  - \n" for vote in votes
    )
    assert labels(read(text, "set.ris")) == [True, False, None]


def test_notes_are_read_from_bibtex() -> None:
    notes = ('RAYYAN-INCLUSION: {"Ada"=>"Included", "Ben"=>"Excluded"} | RAYYAN-LABELS: x', "a note", "")
    text = "".join(
        f"@article{{k{number}, title={{A}}, note={{{note}}}}}\n" for number, note in enumerate(notes)
    )
    found = read(text, "set.bib")
    assert (labels(found), found.conflicts) == ([True, None, None], 1)
    found = read(r"@misc{a, title={A}, note={ASReview\_irrelevant}}", "set.bib")
    assert labels(found) == [False]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.csv", b"title,year\nA,2001\n", "a.csv: nothing in it is labelled"),
        ("a.csv", b"title,included\nA,\n", "a.csv: nothing in it is labelled"),
        ("a.csv", b"", "a.csv: the file is empty"),
        ("a.csv.gz", gzip.compress(b"title,included\nA,1\n", mtime=0)[:-6], "a.csv.gz: not whole gzip"),
        ("a.csv", b"Dear colleague,\n", "a.csv: the name says CSV"),
    ],
)
def test_what_is_no_labelled_set_is_refused_in_one_line(name: str, data: bytes, words: str) -> None:
    with pytest.raises(UserError) as caught:
        labelled.read(name, data)
    assert str(caught.value).startswith(words)
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(not SETS, reason="the labelled reviews are not on this machine")
@pytest.mark.parametrize("path", SETS, ids=lambda path: path.name)
def test_the_labelled_reviews_come_out_whole(path: Path) -> None:
    found = labelled.read(path.name, path.read_bytes())
    with (path.parent / "index.csv").open(encoding="utf-8", newline="") as file:
        (row,) = (row for row in csv.DictReader(file) if row["dataset"] == path.name.partition(".")[0])
    assert len(found.entries) == int(row["n"])
    assert sum(entry.label is True for entry in found.entries) == int(row["n_included"])
    assert all(entry.label is not None for entry in found.entries)
    assert found.faults == ()
