from __future__ import annotations

import sys

import pytest

from synth.cli import shown

COLUMNS = ("work", "title", "venue", "year")
LONG = "Belonging of nursing students on their first clinical placement in rural hospitals"
ROWS = [
    ("doi:10.1007/s40670-025-02461-1", LONG, "Nurse Education Today", 2020),
    ("doi:10.1000/x", "Short", None, 2021),
]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Make standard output a terminal of 80 columns."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    return monkeypatch


def test_a_pipe_gets_every_text_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert LONG in shown.table(COLUMNS, ROWS)


def test_a_terminal_gets_lines_that_fit_it(terminal: pytest.MonkeyPatch) -> None:
    lines = shown.table(COLUMNS, ROWS).splitlines()
    assert max(map(len, lines)) == 80
    assert "Belonging of nursin…" in lines[2]
    assert len(lines) == 4


def test_the_widest_text_is_cut_first_and_what_goes_into_the_next_command_never(
    terminal: pytest.MonkeyPatch,
) -> None:
    terminal.setenv("COLUMNS", "100")
    first = shown.table(COLUMNS, ROWS).splitlines()[2]
    assert first.startswith("doi:10.1007/s40670-025-02461-1  ")
    assert first.endswith("Nurse Education Today  2020")
    terminal.setenv("COLUMNS", "20")
    first = shown.table(COLUMNS, ROWS).splitlines()[2]
    assert first == "doi:10.1007/s40670-025-02461-1  Belonging o…  Nurse Educa…  2020"


def test_a_table_that_fits_is_not_cut(terminal: pytest.MonkeyPatch) -> None:
    terminal.setenv("COLUMNS", "200")
    assert LONG in shown.table(COLUMNS, ROWS)


def test_no_row_is_a_table_with_its_columns(terminal: pytest.MonkeyPatch) -> None:
    assert shown.table(("what", "how many"), []).splitlines() == ["what  how many", "----  --------"]
