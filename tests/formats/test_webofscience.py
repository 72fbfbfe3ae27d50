from __future__ import annotations

import pytest

from synth.domain.records import Kind, Record
from synth.formats import webofscience
from synth.formats.entries import Entry, Fault

WHOLE = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Doe, J
   van der Roe, KL
AF Doe, Jane
   van der Roe, Kim L.
CA Belonging Grp
TI Fitting in: a
   study of two wards
SO NURSE EDUCATION IN PRACTICE
LA English
DT Article; Early Access
DE belonging; nursing students
ID PLACEMENT
AB Students want
   to belong.
C1 [Doe, Jane] A School.
NR 31
TC 4
PU A PUBLISHER
SN 1471-5953
EI 1471-5961
PD MAY 13
PY 2008
VL 8
IS 2
BP 103
EP 111
DI 10.1000/ABC.1
UT WOS:000100000000001
PM 17689448
ER

EF"""


def read(text: str) -> tuple[list[Entry], list[Fault]]:
    items = list(webofscience.read(text))
    entries = [item for item in items if isinstance(item, Entry)]
    return entries, [item for item in items if isinstance(item, Fault)]


def record_of(*lines: str) -> Record:
    (entry,), faults = read("\n".join(("PT J", "TI A title", *lines, "ER")))
    assert not faults
    return entry.record


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_field_of_an_entry_is_read(ending: str) -> None:
    text = WHOLE.replace("\n", ending)
    (entry,), faults = read(text)
    record = entry.record
    assert webofscience.fits(text)
    assert not faults
    assert (entry.line, entry.name) == (3, "WOS:000100000000001")
    assert record.ids == ("doi:10.1000/abc.1", "pubmed:17689448")
    assert (record.title, record.abstract) == ("Fitting in: a study of two wards", "Students want to belong.")
    assert [(author.name, author.family) for author in record.authors] == [
        ("Jane Doe", "Doe"),
        ("Kim L. van der Roe", "van der Roe"),
        ("Belonging Grp", None),
    ]
    assert (record.date, record.venue, record.publisher) == (
        "2008-05-13",
        "NURSE EDUCATION IN PRACTICE",
        "A PUBLISHER",
    )
    assert (record.volume, record.issue, record.pages) == ("8", "2", "103-111")
    assert (record.issn, record.language) == (("1471-5953", "1471-5961"), "en")
    assert (record.keywords, record.type) == (("belonging", "nursing students"), Kind.ARTICLE)
    assert (record.reference_count, record.cited_by_count) == (31, 4)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Article; Proceedings Paper", Kind.CONFERENCE),
        ("Review; Early Access", Kind.REVIEW),
        ("Editorial Material", Kind.COMMENTARY),
        ("Meeting Abstract", Kind.CONFERENCE),
        ("Correction", Kind.ERRATUM),
        ("Article", Kind.ARTICLE),
    ],
)
def test_the_most_telling_type_says_what_it_is(written: str, kind: Kind) -> None:
    assert record_of(f"DT {written}").type is kind


def test_short_names_and_editors_stand_in_for_full_names() -> None:
    assert [author.name for author in record_of("AU Doe, J").authors] == ["J Doe"]
    assert [author.name for author in record_of("BE Roe, K").authors] == ["K Roe"]


def test_an_article_number_stands_in_for_pages() -> None:
    assert (record_of("AR e12").pages, record_of("BP 7", "EP 7").pages) == ("e12", "7")


def test_entries_without_an_end_and_text_outside_of_entries_cost_no_other() -> None:
    entries, faults = read("TI lost\n\nPT J\nTI A\nPT B\nTI B\nER\nPT J\nER\n\nPT J\nTI D")
    assert [(entry.line, entry.record.title) for entry in entries] == [(3, "A"), (5, "B"), (11, "D")]
    assert [(fault.line, fault.skipped) for fault in faults] == [(1, True), (8, True)]
