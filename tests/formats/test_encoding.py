from __future__ import annotations

import codecs
import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.errors import UserError
from synth.formats.encoding import decode, unpacked

TEXT = st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: not text.startswith("\ufeff"))
LATIN = "Zugehörigkeitsgefühl, sentido de pertenência, café"


@pytest.mark.parametrize(
    ("data", "text", "name"),
    [
        (LATIN.encode(), LATIN, "UTF-8"),
        (codecs.BOM_UTF8 + LATIN.encode(), LATIN, "UTF-8 with byte order mark"),
        (LATIN.encode("utf-16"), LATIN, "UTF-16"),
        (codecs.BOM_UTF16_BE + LATIN.encode("utf-16-be"), LATIN, "UTF-16"),
        (LATIN.encode("latin-1"), LATIN, "Latin-1"),
        (
            f"\u201c{LATIN}\u201d \u2013 \u20ac".encode("cp1252"),
            f"\u201c{LATIN}\u201d \u2013 \u20ac",
            "Windows-1252",
        ),
        (b"plain", "plain", "UTF-8"),
        (b"", "", "UTF-8"),
    ],
)
def test_each_encoding_is_recognised_and_named(data: bytes, text: str, name: str) -> None:
    assert decode(data) == (text, name)


def test_a_broken_byte_in_utf8_does_not_spoil_the_other_letters() -> None:
    assert decode("für größere".encode() + b"\xff") == (
        "für größere\ufffd",
        "UTF-8, 1 unreadable bytes replaced",
    )


def test_a_file_put_together_from_two_encodings_keeps_the_letters_of_both() -> None:
    data = "Zugehörigkeitsgefühl für größere\n".encode() + "Pertenência; it\u2019s".encode("cp1252")
    assert decode(data) == (
        "Zugehörigkeitsgefühl für größere\nPertenência; it\u2019s",
        "UTF-8, 2 bytes of it read as Windows-1252",
    )


def test_a_sign_that_was_cut_is_no_letter_of_another_encoding() -> None:
    data = "für größere „Gruppen“ – ".encode() + "“".encode()[:2] + b"A"
    assert decode(data) == ("für größere „Gruppen“ – \ufffdA", "UTF-8, 1 unreadable bytes replaced")


@pytest.mark.parametrize("broken", [b"\x1f\x8b", b"\x1f\x8b\x08\x00", gzip.compress(b"text", mtime=0)[:-4]])
def test_broken_gzip_is_refused_in_one_line(broken: bytes) -> None:
    with pytest.raises(
        UserError, match=r"^a\.csv\.gz: not whole gzip \([^\n]+\): copy or download it again$"
    ):
        unpacked("a.csv.gz", broken)
    assert unpacked("a.csv.gz", gzip.compress(b"text")) == b"text"
    assert unpacked("a.csv.gz", b"text") == b"text"


def test_half_a_letter_at_the_end_of_utf16_is_counted() -> None:
    text, name = decode("für".encode("utf-16") + b"\x00")
    assert (text, name) == ("für\ufffd", "UTF-16, 1 unreadable bytes replaced")


def test_a_byte_that_windows_does_not_use_makes_it_latin1() -> None:
    assert decode(b"caf\xe9 \x81 \x93") == ("café \x81 \x93", "Latin-1")


@settings(deadline=None)  # two cores are shared; time is no part of what is tested
@given(TEXT)
def test_utf8_and_utf16_come_back_as_they_were(text: str) -> None:
    assert decode(text.encode()) == (text, "UTF-8")
    assert decode(codecs.BOM_UTF8 + text.encode())[0] == text
    assert decode(text.encode("utf-16"))[0] == text


@settings(deadline=None)  # two cores are shared; time is no part of what is tested
@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)), st.sampled_from("éäßñçõ"))
def test_one_accent_in_a_latin1_file_is_enough(text: str, accent: str) -> None:
    assert decode(f"{text}{accent} ".encode("latin-1")) == (f"{text}{accent} ", "Latin-1")


@settings(deadline=None)  # two cores are shared; time is no part of what is tested
@given(st.binary())
def test_any_bytes_become_text_that_can_be_written_again(data: bytes) -> None:
    text, name = decode(data)
    assert text.encode() is not None
    assert name
