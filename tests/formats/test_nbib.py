from __future__ import annotations

import pytest

from synth.domain.records import Author, Kind, Record, Status
from synth.formats import nbib
from synth.formats.entries import Entry, Fault

WHOLE = """
PMID- 17689448
OWN - NLM
STAT- MEDLINE
DCOM- 20080513
IS  - 1471-5953 (Print)
IS  - 1471-5953 (Linking)
VI  - 8
IP  - 2
DP  - 2008 Mar 4
TI  - Fitting in: a study of
      two wards.
PG  - 103-11
LID - 10.1000/ABC.1 [doi]
LID - S1471-5953(07)00049-8 [pii]
AB  - BACKGROUND: Students want
      to belong. METHODS: a
      METHODS: We asked them.
CI  - (c) 2008 A Publisher.
FAU - Doe, Jane
AU  - Doe J
AUID- ORCID: 0000-0001-2345-678X
AD  - One School, A Town,
      A Country.
AD  - Another School.
FAU - van der Roe, Kim L
AU  - van der Roe KL
CN  - Belonging Group
LA  - eng
PT  - Journal Article
PT  - Review
DEP - 20070502
PL  - Scotland
TA  - Nurse Educ Pract
JT  - Nurse education in practice
SB  - N
MH  - *Students, Nursing/psychology
MH  - Humans
OT  - belonging
OT  - placement
PMC - PMC123
RF  - 31
AID - S1471-5953(07)00049-8 [pii]
AID - 10.1000/ABC.1 [doi]
PST - ppublish
SO  - Nurse Educ Pract. 2008 Mar;8(2):103-11.
"""


def read(text: str) -> tuple[list[Entry], list[Fault]]:
    items = list(nbib.read(text))
    entries = [item for item in items if isinstance(item, Entry)]
    return entries, [item for item in items if isinstance(item, Fault)]


def record_of(*lines: str) -> Record:
    entries, faults = read("\n".join(("PMID- 1", *lines, "")))
    assert not faults
    assert len(entries) == 1
    return entries[0].record


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_field_of_an_entry_is_read(ending: str) -> None:
    (entry,), faults = read(WHOLE.replace("\n", ending))
    record = entry.record
    assert not faults
    assert (entry.line, entry.name) == (2, "17689448")
    assert record.ids == ("doi:10.1000/abc.1", "pubmed:17689448", "pmc:PMC123")
    assert record.title == "Fitting in: a study of two wards"
    assert record.abstract == "BACKGROUND: Students want to belong. METHODS: a\nMETHODS: We asked them."
    assert record.authors == (
        Author(
            name="Jane Doe",
            family="Doe",
            given="Jane",
            orcid="0000-0001-2345-678X",
            affiliations=("One School, A Town, A Country.", "Another School."),
        ),
        Author(name="Kim L van der Roe", family="van der Roe", given="Kim L"),
        Author(name="Belonging Group"),
    )
    assert (record.year, record.date, record.venue) == (2008, "2008-03-04", "Nurse education in practice")
    assert (record.volume, record.issue, record.pages) == ("8", "2", "103-11")
    assert (record.issn, record.language) == (("1471-5953",), "en")
    assert (record.type, record.source_type) == (Kind.REVIEW, "Review")
    assert record.keywords == ("belonging", "placement")
    assert record.subjects == ("Students, Nursing", "Humans")
    assert (record.reference_count, record.status) == (31, Status.UNKNOWN)


def test_a_translated_title_stands_without_its_brackets_beside_the_original() -> None:
    record = record_of("TI  - [Belonging on the ward].", "TT  - Zugehörigkeit auf der Station.")
    assert (record.title, record.original_title) == (
        "Belonging on the ward",
        "Zugehörigkeit auf der Station",
    )


def test_a_title_that_is_not_available_gives_way_to_the_original() -> None:
    record = record_of("TI  - [Not Available].", "TT  - Zugehörigkeit.")
    assert (record.title, record.original_title) == ("Zugehörigkeit", "Zugehörigkeit")


def test_short_names_are_read_where_there_are_no_full_ones() -> None:
    record = record_of(
        "TI  - A.", "AU  - Doe J", "AU  - ROE K", "AD  - A School.", "IR  - Poe L", "AD  - Elsewhere."
    )
    assert [(author.name, author.family) for author in record.authors] == [("Doe J", "Doe"), ("ROE K", None)]
    assert record.authors[1].affiliations == ("A School.",)


def test_a_book_has_its_own_title_and_its_editors() -> None:
    book = record_of("BTI - The Book.", "FED - Doe, Jane", "ED  - Doe J", "PB  - P")
    assert (book.title, book.venue, book.publisher) == ("The Book", None, "P")
    assert [author.family for author in book.authors] == ["Doe"]
    chapter = record_of("TI  - The Chapter.", "BTI - The Book.", "FAU - Roe, Kim", "FED - Doe, Jane")
    assert (chapter.title, chapter.venue) == ("The Chapter", "The Book")
    assert [author.family for author in chapter.authors] == ["Roe"]


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (["PT  - Retracted Publication"], Status.RETRACTED),
        (["EIN - J. 2001;1:2. PMID: 2", "RIN - J. 2002;1:2. PMID: 3"], Status.RETRACTED),
        (["ECI - J. 2001;1:2. PMID: 2"], Status.CONCERN),
        (["EIN - J. 2001;1:2. PMID: 2"], Status.CORRECTED),
        (["CIN - J. 2001;1:2. PMID: 2"], Status.UNKNOWN),
    ],
)
def test_notices_about_a_publication_are_its_standing(lines: list[str], status: Status) -> None:
    assert record_of("TI  - A.", *lines).status is status


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("Published Erratum", Kind.ERRATUM),
        ("Retraction of Publication", Kind.RETRACTION),
        ("Editorial", Kind.COMMENTARY),
        ("Multicenter Study", Kind.ARTICLE),
    ],
)
def test_the_most_telling_type_says_what_it_is(kind: str, expected: Kind) -> None:
    assert record_of("TI  - A.", "PT  - Journal Article", f"PT  - {kind}").type is expected


@pytest.mark.parametrize(
    ("written", "date"),
    [("2008 Spring", "2008"), ("1969 Dec-1970 Jan", "1969-12"), ("2008 Mar-Apr", "2008-03")],
)
def test_dates_are_as_exact_as_they_are_written(written: str, date: str) -> None:
    assert record_of("TI  - A.", f"DP  - {written}").date == date


def test_entries_are_told_apart_with_or_without_blank_lines_between_them() -> None:
    entries, faults = read("PMID- 1\nTI  - A\n\n  more of it\nPMID- 2\nTI  - B\n\n\nPMID- 3\nTI  - C")
    assert not faults
    assert [(entry.line, entry.record.title) for entry in entries] == [
        (1, "A more of it"),
        (5, "B"),
        (9, "C"),
    ]


def test_tags_before_the_first_entry_and_numbers_that_are_none_are_reported() -> None:
    entries, faults = read("Search: x\nTI  - lost\n  more\nPMID- 1\nTI  - A\nPMID- x\nTI  - B\n")
    assert [entry.record.title for entry in entries] == ["A", "B"]
    assert [(fault.line, fault.skipped) for fault in faults] == [(2, True), (6, False)]
    assert faults[1].words == "'x' is not a PMID: left out"


def test_an_empty_entry_costs_no_other() -> None:
    entries, faults = read("PMID- \nPMID- 2\nTI  - B\n")
    assert [entry.record.title for entry in entries] == ["B"]
    assert [(fault.line, fault.words) for fault in faults] == [(1, "the entry is empty")]
