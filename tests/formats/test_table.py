from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.domain.records import Kind
from synth.formats import table
from synth.formats.entries import Entry, Fault


def read(text: str) -> tuple[list[Entry], list[Fault]]:
    items = list(table.read(text))
    entries = [item for item in items if isinstance(item, Entry)]
    return entries, [item for item in items if isinstance(item, Fault)]


def test_the_columns_of_the_manual_are_read() -> None:
    (entry,), faults = read(
        "record_id,doi,pmid,pmcid,eric_id,openalex,title,abstract,authors,year,journal,volume,number,pages,"
        "keywords,issn,language,type,url,label_included\n"
        '7,10.1000/X,12.0,PMC3,EJ1234567,https://openalex.org/W5,A title,"One\ntwo","Doe, J; Roe, K",2001,'
        "A Journal,3,4,5-6,one; two,02606917,English,article,https://example.org/x,1\n"
    )
    record = entry.record
    assert not faults
    assert (entry.name, entry.line) == ("7", 2)
    assert record.ids == ("doi:10.1000/x", "pubmed:12", "pmc:PMC3", "openalex:W5", "eric:EJ1234567")
    assert (record.title, record.abstract) == ("A title", "One\ntwo")
    assert [author.family for author in record.authors] == ["Doe", "Roe"]
    assert (record.year, record.date, record.venue) == (2001, "2001", "A Journal")
    assert (record.volume, record.issue, record.pages) == ("3", "4", "5-6")
    assert (record.keywords, record.issn, record.language) == (("one", "two"), ("0260-6917",), "en")
    assert (record.type, record.source_type) == (Kind.ARTICLE, "article")


@pytest.mark.parametrize(
    ("header", "name"),
    [("ID", "a"), ("Record_ID", "a"), ("record id", "a"), ("KEY", "a"), ("nothing", "")],
)
def test_case_and_blanks_of_a_column_do_not_matter(header: str, name: str) -> None:
    (entry,), _ = read(f"{header},TITLE\na,b\n")
    assert (entry.name, entry.record.title) == (name, "b")


@pytest.mark.parametrize("column", ["author", "Authors"])
def test_authors_may_be_joined_by_and(column: str) -> None:
    (entry,), _ = read(f'title,{column},booktitle,issue\nT,"Doe, J. and Roe, K.",Proceedings,2\n')
    assert [author.name for author in entry.record.authors] == ["J. Doe", "K. Roe"]
    assert (entry.record.venue, entry.record.issue) == ("Proceedings", "2")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_recognised(separator: str) -> None:
    text = "\n".join(separator.join(row) for row in (["title", "year", "journal"], ["A", "2001", "B"]))
    (entry,), _ = read(text)
    assert (entry.record.title, entry.record.year, entry.record.venue) == ("A", 2001, "B")


def test_a_spreadsheets_note_about_its_separator_is_passed_by() -> None:
    (entry,), faults = read("sep=;\ntitle;year\nA;2001\n")
    assert (entry.line, entry.record.title, faults) == (3, "A", [])


def test_lines_are_right_behind_fields_of_many_lines_and_windows_line_ends() -> None:
    entries, _ = read('title,abstract\r\nA,"one\r\ntwo\r\nthree"\r\n\r\nB,\r\n')
    assert [(entry.line, entry.record.title) for entry in entries] == [(2, "A"), (6, "B")]


def test_signs_that_only_look_like_line_ends_do_not_cut_a_row() -> None:
    (entry,), faults = read("title,year\nA\u2028B\x0cC,2001\n")
    assert (entry.record.year, faults) == (2001, [])


def test_rows_that_do_not_fit_the_header_are_reported_and_the_rest_is_kept() -> None:
    entries, faults = read("title,year\nA,2001\nB\nC,2002,x\n,\n ,2003\nD,2004\n")
    assert [entry.record.title for entry in entries] == ["A", "D"]
    assert [(fault.line, fault.words) for fault in faults] == [
        (3, "1 fields where the header has 2"),
        (4, "3 fields where the header has 2"),
        (5, "the entry is empty"),
        (6, "the entry has neither a title nor an identifier"),
    ]


@pytest.mark.parametrize("row", ['"B,2002', '"B" b, c,2002'])
def test_a_row_with_broken_quotes_costs_only_itself(row: str) -> None:
    entries, faults = read(f'title,year\nA,2001\n{row}\nC,2003\n"D",2004\n')
    assert [entry.record.title for entry in entries] == ["A", "C", "D"]
    assert [(fault.line, fault.skipped) for fault in faults] == [(3, True)]


@pytest.mark.parametrize(
    ("row", "title"), [('"B" b,2002', "B b"), (r'"B \"b\"",2002', r'B \b\""'), ('2002,"B', "2002")]
)
def test_a_row_with_broken_quotes_is_kept_where_its_line_has_all_fields(row: str, title: str) -> None:
    entries, faults = read(f'title,year\nA,2001\n{row}\n"D",2004\n')
    assert [entry.record.title for entry in entries] == ["A", title, "D"]
    assert [(fault.line, fault.skipped) for fault in faults if "CSV" in fault.words] == [(3, False)]


def test_values_that_are_no_identifier_or_year_are_reported_and_the_entry_kept() -> None:
    entries, faults = read("title,doi,pmid,year\nA,none,n/a,in press\n")
    assert [entry.record.title for entry in entries] == ["A"]
    assert [fault.words for fault in faults] == [
        "'none' is not a DOI: left out",
        "'n/a' is not a PMID: left out",
        "'in press' is no date: left out",
    ]
    assert not any(fault.skipped for fault in faults)


def test_fields_that_a_row_has_too_many_do_not_matter_where_they_are_empty() -> None:
    entries, faults = read("title,year\nA,2001,,\n")
    assert [entry.record.title for entry in entries] == ["A"]
    assert not faults


@pytest.mark.parametrize("nothing", ["nan", "None", "<NA>"])
def test_what_a_data_frame_writes_for_nothing_is_nothing(nothing: str) -> None:
    (entry,), faults = read(f"title,author,year,doi,pages\nA,{nothing},{nothing},{nothing},{nothing}\n")
    assert (entry.record.authors, entry.record.year, entry.record.pages, faults) == ((), None, None, [])


@pytest.mark.parametrize("header", ["author,authors,id,record_id", "authors,author,record_id,id"])
def test_of_two_columns_for_one_field_the_one_the_manual_prefers_counts(header: str) -> None:
    row = {"author": "Roe, Kim", "authors": "Doe, Jane", "id": "1", "record_id": "a&amp;b  c"}
    (entry,), _ = read(f"title,{header}\nA," + ",".join(f'"{row[name]}"' for name in header.split(",")))
    assert [author.name for author in entry.record.authors] == ["Jane Doe"]
    assert entry.name == "a&amp;b  c"


@pytest.mark.parametrize(
    ("header", "row", "pages"),
    [
        ("Page start,Page end", "5,9", "5-9"),
        ("Start Page,End Page", "5,5", "5"),
        ("Start Page,End Page", "5,", "5"),
        ("pages,Start Page,End Page", "1-2,5,9", "1-2"),
        ("pages,Start Page,End Page", ",,", None),
    ],
)
def test_pages_may_stand_in_two_columns(header: str, row: str, pages: str | None) -> None:
    (entry,), _ = read(f"title,{header}\nA,{row}\n")
    assert entry.record.pages == pages


def test_references_are_separated_by_blanks() -> None:
    (entry,), faults = read("title,references\nA,10.1000/x; https://doi.org/10.1000/Y\n")
    assert (entry.record.references, faults) == (("doi:10.1000/x", "doi:10.1000/y"), [])


def test_a_doi_behind_an_article_number_is_found() -> None:
    (entry,), faults = read("title,doi\nA,ARTN 106 10.1000/x\n")
    assert (entry.record.ids, faults) == (("doi:10.1000/x",), [])


def test_a_table_without_a_header_is_one_fault() -> None:
    entries, faults = read("A,2001\nB,2002\n")
    assert not entries
    assert [(fault.line, fault.words.partition(":")[0]) for fault in faults] == [(1, "no header")]


def test_a_field_without_end_costs_only_its_row() -> None:
    entries, faults = read(f"title,abstract\nA,{'b' * 10_000_001}\nC,c\n")
    assert [entry.record.title for entry in entries] == ["C"]
    assert [(fault.line, fault.skipped) for fault in faults] == [(2, True)]


def test_a_very_long_abstract_is_read_whole() -> None:
    (entry,), faults = read(f"title,abstract\nA,{'b' * 500_000}\n")
    assert (len(entry.record.abstract or ""), faults) == (500_000, [])


# What spreadsheets and programs write where there is nothing.
NOTHING = ("None", "nan", "NaN", "null", "NULL", "<NA>")
TEXTS = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=20).filter(
    lambda text: not set(text) & set("<&") and bool(text.strip()) and text.strip() not in NOTHING
)


@settings(deadline=None)  # two cores are shared; time is no part of what is tested
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5), st.sampled_from([",", ";", "\t"]))
def test_what_a_csv_writer_wrote_comes_out_the_same(rows: list[tuple[str, str]], separator: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows([("title", "journal"), *rows])
    entries, faults = read(file.getvalue())
    assert not faults
    assert [(entry.record.title, entry.record.venue) for entry in entries] == [
        (" ".join(title.split()), " ".join(journal.split())) for title, journal in rows
    ]
