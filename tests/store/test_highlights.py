from __future__ import annotations

from pathlib import Path

import pytest

from synth.errors import UserError
from synth.screening.highlighting import KINDS, Highlighter
from synth.store import highlights

OURS = Path(__file__).resolve().parents[2] / "queries" / "highlights.toml"


def test_the_terms_of_this_review_are_read_and_each_kind_has_some() -> None:
    terms = highlights.read(OURS)
    assert tuple(terms) == highlights.KINDS == KINDS
    assert all(terms.values())
    found = Highlighter(terms).segments(
        "A sense of belonging in nursing students, mice belonging to a strain."
    )
    assert [(one.text, one.kind) for one in found if one.kind] == [
        ("sense of belonging", "concept"),
        ("nursing students", "for"),
        ("mice", "against"),
        ("belonging to", "against"),
    ]


def test_without_the_file_nothing_is_marked(tmp_path: Path) -> None:
    assert highlights.read(tmp_path / "highlights.toml") == {"for": (), "against": (), "concept": ()}


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("for = [", "queries/highlights.toml"),
        ("fro = []", "fro: there is no such list"),
        ("for = 'x'", "for: should be a list of texts"),
        ("for = [1]", "for: should be a list of texts"),
        (f"for = {['x'] * 1001}", "more than 1000 terms"),
    ],
)
def test_a_fault_in_the_file_is_named_in_one_line(tmp_path: Path, written: str, words: str) -> None:
    file = tmp_path / "highlights.toml"
    file.write_text(written, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        highlights.read(file)
    assert words in str(caught.value) and "\n" not in str(caught.value)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / "highlights.toml"
    file.write_bytes(b"for = ['\xff']")
    with pytest.raises(UserError, match=r"queries/highlights\.toml"):
        highlights.read(file)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "highlights.toml"
    file.mkdir()
    with pytest.raises(UserError, match=r"queries/highlights\.toml: cannot be read"):
        highlights.read(file)
