from __future__ import annotations

import pytest

from synth.domain.records import Author, Kind, Record
from synth.formats import bibtex
from synth.formats.entries import Entry, Fault

WHOLE = r"""
@comment{jabref-meta: databaseType:bibtex;}
@string{nep = "Nurse Education in Practice"}

@article{levett2008,
  author    = {Levett-Jones, Tracy and van der Roe, Kim L. and {World Health Organization} and others},
  title     = {{Fitting in}: {\"U}ber 50% of the \emph{Students} ``belong''},
  journal   = nep # " and " # {Research},
  year      = 2008,
  month     = may # "~13",
  volume    = {8},
  number    = "2",
  pages     = {103--111},
  issn      = {1471-5953},
  publisher = {A \& B},
  doi       = {https://doi.org/10.1000/ABC\_1},
  note      = {PMID: 17689448},
  keywords  = {belonging, nursing students},
  language  = {english},
  abstract  = {Aim: Caf{\'e}s cost \$5.

Method: we asked.},
}
"""


def read(text: str) -> tuple[list[Entry], list[Fault]]:
    items = list(bibtex.read(text))
    entries = [item for item in items if isinstance(item, Entry)]
    return entries, [item for item in items if isinstance(item, Fault)]


def record_of(*lines: str, kind: str = "article") -> Record:
    entries, faults = read(f"@{kind}{{key,\n title = {{A title}},\n" + ",\n".join(lines) + "\n}\n")
    assert not faults
    assert len(entries) == 1
    return entries[0].record


def names(text: str) -> list[str]:
    return [author.name for author in record_of(f"author = {text}").authors]


def test_every_field_of_an_entry_is_read() -> None:
    (entry,), faults = read(WHOLE)
    record = entry.record
    assert not faults
    assert (entry.line, entry.name) == (5, "levett2008")
    assert record.ids == ("doi:10.1000/abc_1", "pubmed:17689448")
    assert record.title == "Fitting in: Über 50% of the Students \u201cbelong\u201d"
    assert record.authors == (
        Author(name="Tracy Levett-Jones", family="Levett-Jones", given="Tracy"),
        Author(name="Kim L. van der Roe", family="van der Roe", given="Kim L."),
        Author(name="World Health Organization"),
    )
    assert (record.venue, record.publisher) == ("Nurse Education in Practice and Research", "A & B")
    assert (record.year, record.date) == (2008, "2008-05-13")
    assert (record.volume, record.issue, record.pages) == ("8", "2", "103-111")
    assert (record.issn, record.language, record.type) == (("1471-5953",), "en", Kind.ARTICLE)
    assert record.keywords == ("belonging", "nursing students")
    assert record.abstract == "Aim: Cafés cost $5.\nMethod: we asked."


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (r"{M{\"u}ller}", "Müller"),
        (
            r"{M\"{u}ller, Ni{\~n}o, {\L}ukasz, Fran\c{c}ois, {\aa}, \o{}, \ss{}}",
            "Müller, Niño, Łukasz, François, å, ø, ß",
        ),
        (r"{Mart{\'{\i}}nez}", "Martínez"),
        (r"{$\alpha$-synuclein and H$_2$O, p $<$ 0.05}", "\u03b1-synuclein and H2O, p < 0.05"),
        (r"{They paid $5 and $6, 10% of it}", "They paid $5 and $6, 10% of it"),
        (r"{CO{\textless}sub{\textgreater}2{\textless}/sub{\textgreater}}", "CO2"),
        (r"{{The Whole Title}}", "The Whole Title"),
        (r"{R\&D \textendash{} a~review -- and more}", "R&D \u2013 a review \u2013 and more"),
        ('"Quoted {"}words{"} # here"', 'Quoted "words" # here'),
        (r"{Broken \url{http://a%20b and} more}", "Broken http://a%20b and more"),
    ],
)
def test_latex_is_decoded(written: str, plain: str) -> None:
    (entry,), _ = read(f"@misc{{a, title = {written}, year = 2001}}")
    assert entry.record.title == plain


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{Doe, Jane AND Roe, Kim}", ["Jane Doe", "Kim Roe"]),
        ("{Jane Doe\n and Kim {Roe and Sons}}", ["Jane Doe", "Kim Roe and Sons"]),
        ("{King, Jr., Martin Luther}", ["Martin Luther King, Jr."]),
        ("{{Department of Health, Wales}}", ["Department of Health, Wales"]),
        ("{{Doe, Jane and Roe, Kim}}", ["Jane Doe", "Kim Roe"]),
        ("{Doe, J.; Roe, K.}", ["J. Doe", "K. Roe"]),
        ("{Doe, J., Roe, K., Poe, L.}", ["J. Doe", "K. Roe", "L. Poe"]),
        (r"{Dubois, {\'E}milie and others}", ["Émilie Dubois"]),
        ("{}", []),
    ],
)
def test_authors_are_read_as_programs_write_them(written: str, expected: list[str]) -> None:
    assert names(written) == expected


def test_a_book_without_authors_has_its_editors() -> None:
    assert [author.family for author in record_of("editor = {Doe, J.}", kind="book").authors] == ["Doe"]


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["year = {2001}"], "2001"),
        (["year = 2001", "month = dec"], "2001-12"),
        (["year = 2001", "month = {12}"], "2001-12"),
        (["year = 2001", "month = 3", "day = 4"], "2001-03-04"),
        (["year = 2001", 'month = "10~" # jan'], "2001-01"),
        (["date = {2001-02-03/2001-02-05}"], "2001-02-03"),
        (["year = 2001", "date = {2001-05}"], "2001-05"),
    ],
)
def test_dates_are_as_exact_as_they_are_written(lines: list[str], date: str) -> None:
    assert record_of(*lines).date == date


def test_a_title_and_its_subtitle_are_one() -> None:
    assert record_of("subtitle = {More}").title == "A title: More"


@pytest.mark.parametrize(
    ("kind", "line", "expected"),
    [
        ("phdthesis", "type = {PhD thesis}", Kind.DISSERTATION),
        ("ARTICLE", "document_type = {Review}", Kind.REVIEW),
        ("misc", "type = {Preprint}", Kind.PREPRINT),
        ("inproceedings", "booktitle = {B}", Kind.CONFERENCE),
        ("online", "year = 2001", Kind.OTHER),
    ],
)
def test_the_most_telling_word_says_what_it_is(kind: str, line: str, expected: Kind) -> None:
    assert record_of(line, kind=kind).type is expected


def test_a_paper_takes_from_the_volume_it_names() -> None:
    entries, faults = read(
        "@inproceedings{a, title={A}, crossref={VOL}}\n"
        "@inproceedings{b, title={B}, crossref={vol}, year=2002}\n"
        "@proceedings{vol, title={The Volume}, year=2001, publisher={P}, author={X}, doi={10.1000/vol}}\n"
    )
    assert not faults
    first, second, volume = (entry.record for entry in entries)
    assert (first.venue, first.year, first.publisher, first.authors) == ("The Volume", 2001, "P", ())
    assert (second.year, second.ids[0].partition(":")[0]) == (2002, "file")
    assert volume.ids == ("doi:10.1000/vol",)


def test_an_entry_that_names_itself_or_nothing_as_its_volume_is_read() -> None:
    entries, _ = read("@misc{a, title={A}, crossref={a}}\n@misc{b, title={B}, crossref={gone}}\n")
    assert [entry.record.title for entry in entries] == ["A", "B"]


def test_broken_entries_are_named_with_their_lines_and_the_others_kept() -> None:
    entries, faults = read(
        "Scopus\nEXPORT DATE: 1 Jan 2026\n\n@article{a, title={A}}\n"
        "@article{b,\n title = {never closed,\n year = 2001\n\n"
        "@article{c, title={C}}\n@article{d, title {D}}\n@article{e, title = {E}}\n@article{f, title = {F"
    )
    assert [(entry.name, entry.line) for entry in entries] == [("a", 4), ("c", 9), ("e", 11)]
    assert [(fault.line, fault.skipped) for fault in faults] == [(5, True), (10, True), (12, True)]
    assert all(fault.words.startswith("not readable as BibTeX: ") for fault in faults)
    assert all("\n" not in fault.words for fault in faults)


def test_keys_used_twice_are_reported_and_both_entries_kept() -> None:
    entries, faults = read(
        "@misc{a, title={A}}\n@misc{A, title={B}}\n@misc{, title={C}}\n@misc{, title={D}}\n"
    )
    assert [entry.record.title for entry in entries] == ["A", "B", "C", "D"]
    assert [(fault.line, fault.words, fault.skipped) for fault in faults] == [
        (2, "the key 'A' was used before, on line 1", False)
    ]


def test_a_field_that_stands_twice_loses_nothing() -> None:
    (entry,), faults = read("@misc{a, title={A}, keywords={one}, Keywords={two}, keywords={three}}")
    assert entry.record.keywords == ("one", "two", "three")
    assert [fault.skipped for fault in faults] == [False]


def test_an_entry_may_be_in_round_brackets_and_have_blanks_in_its_key() -> None:
    entries, faults = read(
        '@book(a, title = "A (b)")\n@article{ WOS:0001, title = {W}}\n@misc{Doe 2001, title={T}}'
    )
    assert not faults
    assert [entry.name for entry in entries] == ["a", "WOS:0001", "Doe 2001"]


def test_a_pmid_may_stand_in_eprint() -> None:
    assert record_of("eprint = {17689448}", "eprinttype = {pubmed}").ids == ("pubmed:17689448",)
    assert record_of("eprint = {2001.01234}", "archiveprefix = {arXiv}").ids[0].startswith("file:")


def test_an_address_that_is_an_identifier_is_one() -> None:
    assert record_of(r"url = {https://doi.org/10.1000/a\_b}").ids == ("doi:10.1000/a_b",)
