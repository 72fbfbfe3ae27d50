from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.domain.records import Author, Kind
from synth.formats import spelling


@pytest.mark.parametrize(
    ("written", "author"),
    [
        ("Levett-Jones, Tracy", Author(name="Tracy Levett-Jones", family="Levett-Jones", given="Tracy")),
        ("van der Berg, J. P.", Author(name="J. P. van der Berg", family="van der Berg", given="J. P.")),
        ("King, Martin, Jr.", Author(name="Martin King, Jr.", family="King", given="Martin")),
        ("Sedgwick MG", Author(name="Sedgwick MG", family="Sedgwick", given="MG")),
        ("Adeli K.", Author(name="Adeli K.", family="Adeli", given="K.")),
        ("García Márquez G", Author(name="García Márquez G", family="García Márquez", given="G")),
        ("Ødegård Å", Author(name="Ødegård Å", family="Ødegård", given="Å")),
        ("Tracy Levett-Jones", Author(name="Tracy Levett-Jones")),
        ("RW Sapp", Author(name="RW Sapp")),
        ("RW SAPP", Author(name="RW SAPP")),
        ("Plato", Author(name="Plato")),
        ("World Health Organization,", Author(name="World Health Organization")),
        ("Daniels R, et al.", Author(name="Daniels R", family="Daniels", given="R")),
        ("et al.", None),
        (",", None),
        ("  ", None),
    ],
)
def test_an_author_keeps_family_and_given_name_where_they_are_told_apart(
    written: str, author: Author | None
) -> None:
    assert spelling.author(written) == author


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Doe, Jane; Roe, Kim", ["Jane Doe", "Kim Roe"]),
        ("Doe, J and Roe, K and Poe, L", ["J Doe", "K Roe", "L Poe"]),
        ("Doe J, Roe KL, van Dyk M", ["Doe J", "Roe KL", "van Dyk M"]),
        ("Doe, Jane", ["Jane Doe"]),
        ("Doe J;", ["Doe J"]),
        ("", []),
    ],
)
def test_a_line_of_authors_is_cut_as_its_separator_says(written: str, names: list[str]) -> None:
    assert [author.name for author in spelling.authors(written)] == names


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024", "2024"),
        ("2024.0", "2024"),
        ("2024///", "2024"),
        ("2003/12//", "2003-12"),
        ("2024/05/13/Spring", "2024-05-13"),
        ("2024-05-13", "2024-05-13"),
        ("2024-5-3", "2024-05-03"),
        ("13 May 2024", "2024-05"),
        ("May 2024", "2024-05"),
        ("2024 Jun 7", "2024-06-07"),
        ("2024 Feb 31", "2024-02"),
        ("2024-13", "2024"),
        ("2024-2025", "2024"),
        ("c2019", "2019"),
        ("in press", None),
        ("12345", None),
        ("", None),
    ],
)
def test_a_date_is_as_exact_as_it_was_written(written: str, date: str | None) -> None:
    assert spelling.date(written) == date


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("eng", "en"),
        ("English", "en"),
        ("en-US", "en"),
        ("PT", "pt"),
        ("Español; Castellano", "es"),
        ("Klingon", "klingon"),
        ("", None),
    ],
)
def test_a_language_has_two_letters_where_it_is_known(written: str, language: str | None) -> None:
    assert spelling.language(written) == language


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("JOUR", Kind.ARTICLE),
        ("Journal Article", Kind.ARTICLE),
        ("journalArticle", Kind.ARTICLE),
        ("CPAPER", Kind.CONFERENCE),
        ("inproceedings", Kind.CONFERENCE),
        ("phdthesis", Kind.DISSERTATION),
        ("book_chapter", Kind.CHAPTER),
        ("GEN", Kind.OTHER),
        ("", Kind.OTHER),
    ],
)
def test_a_kind_is_found_in_the_words_of_many_programs(written: str, kind: Kind) -> None:
    assert spelling.kind(written) is kind


@pytest.mark.parametrize("kind", Kind)
def test_our_own_words_for_a_kind_are_known(kind: Kind) -> None:
    assert spelling.kind(kind.value) is kind


@pytest.mark.parametrize(
    ("written", "issns"),
    [
        ("0260-6917", ("0260-6917",)),
        ("0893-8512 (Print) 1098660x", ("0893-8512", "1098-660X")),
        ("02606917; 0260-6917", ("0260-6917",)),
        ("9780306406157", ()),
        ("0-306-40615-2", ()),
    ],
)
def test_an_issn_has_one_spelling_and_an_isbn_is_none(written: str, issns: tuple[str, ...]) -> None:
    assert spelling.issns(written) == issns


def test_keywords_stand_once_and_without_the_asterisk_of_a_major_heading() -> None:
    assert spelling.keywords("*Belonging; nurses ;Belonging;;") == ("Belonging", "nurses")


def test_text_loses_its_mark_up_and_keeps_its_signs() -> None:
    assert (
        spelling.plain("<i>Belonging</i>&amp;\n fitting\tin, p<0.05 &lt; 1")
        == "Belonging& fitting in, p<0.05 < 1"
    )
    assert spelling.paragraphs("<p>One\r\ntwo</p><p>three</p>\n\n") == "One\ntwo\nthree"


@settings(deadline=None)  # two cores are shared; time is no part of what is tested
@given(st.text())
def test_any_text_becomes_one_that_can_be_written(text: str) -> None:
    assert spelling.plain(text).encode() is not None
    assert "\n" not in spelling.plain(text)


@settings(deadline=None)  # two cores are shared; time is no part of what is tested
@given(st.text(max_size=30))
def test_a_date_is_none_or_iso(text: str) -> None:
    date = spelling.date(text)
    assert date is None or len(date) in (4, 7, 10)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("D&#252;llmann, Dirk", ["Dirk Düllmann"]),
        ("Lud&#228;scher, B and B&#246;hlen, M", ["B Ludäscher", "M Böhlen"]),
        ("Doe, J., Roe, K. and Poe, L.", ["J. Doe", "K. Roe", "L. Poe"]),
        ("Doe J, Roe K and Poe L", ["Doe J", "Roe K", "Poe L"]),
        ("Leath III, C A", ["C A Leath III"]),
        ("Doe, J., Jr", ["J. Doe, Jr"]),
        ("Doe, Jane and others", ["Jane Doe"]),
        ("Doe, Jane; Et al.", ["Jane Doe"]),
        ("&NA;", []),
        (", ,", []),
    ],
)
def test_authors_of_a_line_are_told_apart(line: str, names: list[str]) -> None:
    assert [author.name for author in spelling.authors(line)] == names
