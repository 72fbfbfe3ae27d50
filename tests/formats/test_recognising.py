from __future__ import annotations

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.errors import UserError
from synth.formats import FORMATS
from synth.formats.encoding import decode
from synth.formats.recognising import recognise

GOOD = {
    "ris": "\nTY  - JOUR\nTI  - A\nER  - \n",
    "bibtex": "% by hand\n@article{doe2001,\n title={A}}\n",
    "nbib": "\nPMID- 12345678\nTI  - A\n",
    "endnote": "%0 Journal Article\n%T A\n",
    "webofscience": "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nTI A\nER\n\nEF",
    "table": "title,year\nA,2001\n",
    "jsonlines": '{"title": "A"}\n',
}


def refusal(name: str, text: str) -> str:
    with pytest.raises(UserError) as caught:
        recognise(name, text)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_that_is_what_its_name_says_is_recognised(name: str) -> None:
    for ending in FORMATS[name].NAMES:
        assert recognise(f"export{ending.upper()}", GOOD[name]) == name


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_of_any_system_are_known(name: str, ending: str) -> None:
    text = GOOD[name].replace("\n", ending)
    assert recognise("export", text) == name
    assert list(FORMATS[name].read(text)) == list(FORMATS[name].read(GOOD[name]))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("file", ["export.txt", "export"])
def test_without_a_known_ending_the_content_decides(name: str, file: str) -> None:
    assert recognise(file, GOOD[name]) == name


@pytest.mark.parametrize("promised", FORMATS)
@pytest.mark.parametrize("found", FORMATS)
def test_a_file_of_another_format_than_its_name_says_is_refused(promised: str, found: str) -> None:
    name = f"export{FORMATS[promised].NAMES[0]}"
    if promised == found:
        assert recognise(name, GOOD[found]) == found
    else:
        words = f"{name}: the name says {FORMATS[promised].TITLE}, but this is {FORMATS[found].TITLE}: rename"
        assert refusal(name, GOOD[found]).startswith(words)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the file is empty"),
        (b" \r\n\t\n", "the file is empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "this is a PDF"),
        (b"PK\x03\x04\x14\x00", "this is a ZIP archive or an Excel file"),
        (gzip.compress(b"title\nA\n", mtime=0), "this is compressed (gzip)"),
        (b"<!DOCTYPE html>\n<html>", "this is a web page"),
        (b"\n<html lang='en'>", "this is a web page"),
        (b'<?xml version="1.0"?><records/>', "this is XML"),
        (b"<PubmedArticleSet>\n", "this is XML"),
        (b'[{"title": "A"}]', "this is one JSON list"),
        (b'{\n "title": "A"\n}', "this is JSON over many lines"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "this is not text"),
        (bytes(range(32)) * 20, "this is not text"),
    ],
)
@pytest.mark.parametrize("ending", [".ris", ".csv", ".jsonl", ".txt"])
def test_what_is_no_bibliography_is_refused_in_words_that_say_what_it_is(
    data: bytes, words: str, ending: str
) -> None:
    assert refusal(f"export{ending}", decode(data)[0]).startswith(f"export{ending}: {words}")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.ris", "a.ris: the name says RIS, but no entry begins in it"),
        ("a.bib", "a.bib: the name says BibTeX, but no entry begins in it"),
        ("a.nbib", "a.nbib: the name says NBIB, but no entry begins in it"),
        ("a.csv", "a.csv: the name says CSV, but its first line names no column we know"),
        ("a.jsonl", "a.jsonl: the name says JSON lines, but its first line is no JSON object"),
        ("a.docx", "a.docx: no bibliography is recognised in it; what is read: .ris, .bib"),
    ],
)
def test_plain_text_is_refused(name: str, words: str) -> None:
    assert refusal(name, "Dear colleague,\nhere is my list.\n").startswith(words)


def test_a_stray_nul_makes_no_text_binary() -> None:
    assert recognise("a.csv", "title,year\nA title\x00 of some length,2001\n") == "table"


@settings(deadline=None)  # two cores are shared; time is no part of what is tested
@given(st.text(), st.sampled_from([".ris", ".bib", ".nbib", ".csv", ".jsonl", ".txt", ""]))
def test_any_text_is_recognised_or_refused_in_one_line(text: str, ending: str) -> None:
    try:
        assert recognise(f"a{ending}", text) in FORMATS
    except UserError as refused:
        assert "\n" not in str(refused)
