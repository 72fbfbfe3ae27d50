from __future__ import annotations

import pytest

from synth.domain.records import Kind, Record
from synth.formats import endnote
from synth.formats.entries import Entry, Fault

WHOLE = """\ufeff%0 Journal Article
%A Doe, Jane
%A World Health Organization,
%D 2008
%T Fitting in: a
study of two wards
%J Nurse Education in Practice
%V 8
%N 2
%P 103 - 111
%@ 1471-5953
%R 10.1000/ABC.1
%8 May 13, 2008
%K belonging
nursing students
%X AIM: To find out.
METHOD: We asked.
%U https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123/
%M 17689448
%~ PubMed
%G eng
%F doe2008
%[ 2021-01-01
"""


def read(text: str) -> tuple[list[Entry], list[Fault]]:
    items = list(endnote.read(text.removeprefix("\ufeff")))
    entries = [item for item in items if isinstance(item, Entry)]
    return entries, [item for item in items if isinstance(item, Fault)]


def record_of(*lines: str, kind: str = "Journal Article") -> Record:
    (entry,), faults = read("\n".join((f"%0 {kind}", "%T A title", *lines)))
    assert not faults
    return entry.record


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_field_of_an_entry_is_read(ending: str) -> None:
    (entry,), faults = read(WHOLE.replace("\n", ending))
    record = entry.record
    assert not faults
    assert (entry.line, entry.name) == (1, "doe2008")
    assert record.ids == ("doi:10.1000/abc.1", "pubmed:17689448", "pmc:PMC123")
    assert record.title == "Fitting in: a study of two wards"
    assert [(author.name, author.family) for author in record.authors] == [
        ("Jane Doe", "Doe"),
        ("World Health Organization", None),
    ]
    assert (record.date, record.venue, record.issn) == (
        "2008-05-13",
        "Nurse Education in Practice",
        ("1471-5953",),
    )
    assert (record.volume, record.issue, record.pages) == ("8", "2", "103-111")
    assert record.keywords == ("belonging", "nursing students")
    assert record.abstract == "AIM: To find out.\nMETHOD: We asked."
    assert (record.language, record.type) == ("en", Kind.ARTICLE)


@pytest.mark.parametrize(
    ("line", "date"), [("%8 May 13", "2001-05-13"), ("%8 2002-05", "2001"), ("%8 x", "2001")]
)
def test_the_date_makes_the_year_more_exact_and_never_another(line: str, date: str) -> None:
    assert record_of("%D 2001", line).date == date


def test_a_number_is_a_pmid_only_where_the_database_says_so() -> None:
    assert record_of("%M 17689448", "%W NLM Medline").ids == ("pubmed:17689448",)
    assert record_of("%M 17689448", "%~ CINAHL").ids[0].startswith("file:")


def test_a_book_without_authors_has_its_editors() -> None:
    assert [author.family for author in record_of("%E Roe, Kim", kind="Book").authors] == ["Roe"]


def test_what_stands_before_the_first_entry_is_reported_and_empty_entries_cost_no_other() -> None:
    entries, faults = read("A head\n%T lost\n%0 Book\n\n%0 Book\n%T A\n%Q\n")
    assert [(entry.line, entry.record.title) for entry in entries] == [(5, "A")]
    assert [(fault.line, fault.skipped) for fault in faults] == [(2, True), (3, True)]
