from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.domain.records import Author, Kind, Record
from synth.formats import ris
from synth.formats.entries import Entry, Fault

WHOLE = """\
TY  - JOUR
ID  - doe2008
AU  - Doe, Jane
AU  - van der Roe, K. L.
A1  - World Health Organization,
TI  - Fitting in: a
study of two wards
T2  - Nurse Education in Practice
JA  - Nurse Educ Pract
PY  - 2008///
DA  - 2008/05/13/
VL  - 8
IS  - 2
SP  - 103
EP  - 111
SN  - 1471-5953 (Print); 14715961
PB  - A Publisher
DO  - https://doi.org/10.1000/ABC.1
AN  - 17689448
DB  - PubMed
LA  - eng
UR  - https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123/
KW  - belonging
nursing students
KW  - *placement; wards
AB  - BACKGROUND: Students want to belong,
US - based ones too.
METHODS: We asked them.
ER  -
"""


def read(text: str) -> tuple[list[Entry], list[Fault]]:
    items = list(ris.read(text))
    entries = [item for item in items if isinstance(item, Entry)]
    return entries, [item for item in items if isinstance(item, Fault)]


def record_of(*lines: str, type_: str = "JOUR") -> Record:
    entries, faults = read("\n".join((f"TY  - {type_}", "TI  - A title", *lines, "ER  - ")))
    assert not faults
    assert len(entries) == 1
    return entries[0].record


def test_every_field_of_an_entry_is_read() -> None:
    entries, faults = read(WHOLE)
    assert not faults
    (entry,) = entries
    assert (entry.line, entry.name) == (1, "doe2008")
    native = entry.record.native
    assert len(native) == 16
    assert entry.record == Record(
        source="imports",
        native=native,
        ids=entry.record.ids,
        title="Fitting in: a study of two wards",
        abstract="BACKGROUND: Students want to belong, US - based ones too.\nMETHODS: We asked them.",
        authors=(
            Author(name="Jane Doe", family="Doe", given="Jane"),
            Author(name="K. L. van der Roe", family="van der Roe", given="K. L."),
            Author(name="World Health Organization"),
        ),
        year=2008,
        date="2008-05-13",
        venue="Nurse Education in Practice",
        publisher="A Publisher",
        issn=("1471-5953", "1471-5961"),
        volume="8",
        issue="2",
        pages="103-111",
        type=Kind.ARTICLE,
        source_type="JOUR",
        language="en",
        keywords=("belonging", "nursing students", "placement", "wards"),
    )
    assert entry.record.ids == ("doi:10.1000/abc.1", "pubmed:17689448", "pmc:PMC123")


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_make_no_difference(end: str) -> None:
    assert read(WHOLE.replace("\n", end)) == read(WHOLE)


def test_small_tags_make_no_difference() -> None:
    small = "\n".join(
        line[:2].lower() + line[2:] if line[2:5] == "  -" else line for line in WHOLE.splitlines()
    )
    assert read(small) == read(WHOLE)


@pytest.mark.parametrize(
    ("lines", "pages"),
    [
        (["SP  - 3"], "3"),
        (["EP  - 9"], "9"),
        (["SP  - 3", "EP  - 3"], "3"),
        (["SP  - 3-9", "EP  - 9"], "3-9"),
        (["C7  - e12"], "e12"),
        (["SP  - 3", "EP  - 9", "C7  - e12"], "3-9"),
    ],
)
def test_pages_are_a_range_a_page_or_an_article_number(lines: Sequence[str], pages: str) -> None:
    assert record_of(*lines).pages == pages


@pytest.mark.parametrize(
    ("lines", "venue"),
    [
        (["JF  - Full", "T2  - Second", "JO  - Abbr"], "Full"),
        (["T2  - Second", "JO  - Abbr"], "Second"),
        (["JO  - Abbr", "JA  - Ab"], "Abbr"),
        (["JA  - Ab"], "Ab"),
    ],
)
def test_the_fullest_name_of_a_journal_is_taken(lines: Sequence[str], venue: str) -> None:
    assert record_of(*lines).venue == venue


@pytest.mark.parametrize(
    ("line", "id_"),
    [
        ("AN  - PMID: 12", "pubmed:12"),
        ("AN  - EJ1234567", "eric:EJ1234567"),
        ("UR  - https://doi.org/10.1000/x", "doi:10.1000/x"),
        ("UR  - https://pubmed.ncbi.nlm.nih.gov/12/", "pubmed:12"),
        ("L3  - 10.1000/x", "doi:10.1000/x"),
        ("M3  - doi: 10.1000/x", "doi:10.1000/x"),
        ("C2  - PMC12", "pmc:PMC12"),
        ("N1  - PMID: 12", "pubmed:12"),
        ("AN  - 12\nDB  - Ovid MEDLINE(R)", "pubmed:12"),
        ("C2  - 12\nDB  - Scopus", "pubmed:12"),
    ],
)
def test_an_identifier_is_found_where_programs_put_it(line: str, id_: str) -> None:
    assert record_of(line).ids == (id_,)


@pytest.mark.parametrize(
    "line",
    [
        "AN  - 12",
        "AN  - 12\nDB  - CINAHL",
        "C2  - 12",
        "N1  - Comment on doi: 10.1000/other",
        "N1  - Erratum in: Acta 2001, PMID: 12",
        "UR  - https://example.org/12",
    ],
)
def test_a_number_of_another_kind_or_of_another_publication_is_not_taken(line: str) -> None:
    record = record_of(line)
    assert record.ids == (f"file:{record.native}",)


def test_a_book_without_authors_has_its_editors_and_an_article_has_not() -> None:
    assert [author.name for author in record_of("A2  - Poe, E.", type_="BOOK").authors] == ["E. Poe"]
    assert record_of("A2  - Poe, E.").authors == ()


def test_a_group_with_and_in_its_name_stays_whole() -> None:
    line = "AU  - Centers for Disease Control and Prevention"
    assert [author.name for author in record_of(line).authors] == [
        "Centers for Disease Control and Prevention"
    ]


def test_an_entry_that_the_file_ends_is_read_without_a_fault() -> None:
    entries, faults = read("TY  - JOUR\nTI  - Last")
    assert [entry.record.title for entry in entries] == ["Last"]
    assert not faults


def test_an_entry_without_its_end_is_reported_and_read() -> None:
    entries, faults = read("TY  - JOUR\nTI  - One\n\nTY  - JOUR\nTI  - Two\nER  -\n")
    assert [(entry.line, entry.record.title) for entry in entries] == [(1, "One"), (4, "Two")]
    assert [(fault.line, fault.skipped) for fault in faults] == [(1, False)]
    assert "which begins on line 4" in faults[0].words


def test_bad_entries_are_reported_with_their_lines_and_the_rest_is_kept() -> None:
    entries, faults = read(
        "Provider: a database\nContent: text/plain\n\n"
        "TY  - JOUR\nER  - \n"
        "TY  - JOUR\nAU  - Doe, J.\nER  - \n"
        "TI  - No beginning\nER  - \n"
        "TY  - JOUR\nTI  - Good\nER  - \n"
        "stray text\n"
    )
    assert [(entry.line, entry.record.title) for entry in entries] == [(11, "Good")]
    assert [(fault.line, fault.words) for fault in faults] == [
        (4, "the entry is empty"),
        (6, "the entry has neither a title nor an identifier"),
        (9, "text outside of an entry: no TY stands before it"),
        (14, "text outside of an entry: no TY stands before it"),
    ]
    assert all(fault.skipped for fault in faults)


def test_a_doi_that_is_none_is_reported_and_the_entry_kept() -> None:
    entries, faults = read("TY  - JOUR\nTI  - A\nDO  - not known\nER  - \n")
    assert [entry.record.ids[0].partition(":")[0] for entry in entries] == ["file"]
    assert [(fault.words, fault.skipped) for fault in faults] == [
        ("'not known' is not a DOI: left out", False)
    ]


WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
PHRASES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)


@settings(deadline=None)  # two cores are shared; time is no part of what is tested
@given(st.lists(st.tuples(PHRASES, PHRASES, st.integers(1900, 2030)), min_size=1, max_size=5))
def test_what_was_written_by_hand_comes_out_the_same(written: list[tuple[str, str, int]]) -> None:
    text = "".join(
        f"TY  - JOUR\nTI  - {title}\nAU  - {family}, Ada\nPY  - {year}\nER  - \n\n"
        for title, family, year in written
    )
    entries, faults = read(text)
    assert not faults
    assert [entry.line for entry in entries] == [1 + 6 * place for place in range(len(written))]
    assert [
        (entry.record.title, entry.record.authors[0].family, entry.record.year) for entry in entries
    ] == written
