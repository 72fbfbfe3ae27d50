from __future__ import annotations

import pytest

from synth.formats import FORMATS
from synth.formats.entries import Entry

RIS = (
    "TY  - JOUR\nTI  - A <i>title</i>\nAU  - Doe, Jane\nAU  - Roe, Kim\nPY  - 2001\nT2  - A Journal\n"
    "VL  - 3\nIS  - 4\nSP  - 5\nEP  - 9\nAB  - Some words.\n{doi}ER  - \n"
)
CSV = (
    "doi,title,authors,year,journal,volume,number,pages,abstract,keywords\n"
    '{doi},A  title,"Doe, Jane; Roe, Kim",2001,A Journal,3,4,5--9,Some words.,one; two\n'
)
JSON = (
    '{{"doi": "{doi}", "title": "A TITLE", "authors": ["Doe, Jane", "Roe, Kim"], "year": 2001, '
    '"journal": "A Journal", "volume": 3, "issue": "4", "pages": "5\u20139", "abstract": "Some words.", '
    '"type": "article"}}\n'
)
BIBTEX = (
    "@article{{a, title={{A {{Title}}}}, author={{Doe, Jane and Roe, Kim}}, year=2001,\n"
    "journal={{A Journal}}, "
    "volume=3, number=4, pages={{5--9}}, abstract={{Some words.}}, doi={{{doi}}}}}\n"
)


def entry_of(name: str, text: str) -> Entry:
    (entry,) = FORMATS[name].read(text)
    assert isinstance(entry, Entry)
    return entry


@pytest.mark.parametrize("doi", ["", "10.1000/X"])
def test_the_same_entry_has_the_same_name_from_every_format(doi: str) -> None:
    records = [
        entry_of("ris", RIS.format(doi=f"DO  - {doi}\n" if doi else "")).record,
        entry_of("table", CSV.format(doi=doi)).record,
        entry_of("bibtex", BIBTEX.format(doi=doi)).record,
        entry_of("jsonlines", JSON.format(doi=doi)).record,
    ]
    assert len({record.native for record in records}) == 1
    assert len({record.ids for record in records}) == 1
    assert all(record.source == "imports" for record in records)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A  title", "B title"),
        ("2001", "2002"),
        ("Roe, Kim", "Roe, Kay"),
        ("5--9", "5--8"),
        ("Some", "Other"),
    ],
)
def test_entries_that_differ_have_different_names(old: str, new: str) -> None:
    text = CSV.format(doi="")
    assert entry_of("table", text).record.native != entry_of("table", text.replace(old, new)).record.native


def test_an_entry_without_an_identifier_is_named_by_its_fields() -> None:
    record = entry_of("table", CSV.format(doi="")).record
    assert record.ids == (f"file:{record.native}",)
    assert len(record.native) == 16
    assert record.key == f"imports/{record.native}"
