from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from synth.cli.dedupe import FAULTS, dedupe

LIBRARY = (
    "record_id,doi,title,author,year,journal\n"
    'a,10.1000/x,Belonging of nursing students on placement,"Doe, Jane",2010,J Nurs\n'
    'b,,Mentoring in rural general practice,"Roe, Kim",2012,Rural Health\n'
    'c,10.1000/x,Belonging of nursing students on placement,"Doe, Jane",2010,J Nurs\n'
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "library.csv"
    path.write_text(LIBRARY, encoding="utf-8")
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(dedupe, [str(word) for word in words])


@pytest.mark.parametrize("options", [(), ("--safe",)])
def test_with_json_each_group_is_one_line_of_ids_and_nothing_else(
    file: Path, options: tuple[str, ...]
) -> None:
    done = run(file, "--json", *options)
    assert done.exit_code == 0
    assert done.stdout == '{"ids": ["a", "c"]}\n'
    assert "library.csv: 3 entries, 0 skipped (table, UTF-8): 1 groups, 1 duplicates" in done.stderr


def test_without_json_a_group_says_why_it_is_one(file: Path) -> None:
    done = run(file)
    heading, first, second, why = done.stdout.splitlines()
    assert heading == "group 1"
    assert first == "  a  Belonging of nursing students on placement (J Nurs, 2010)"
    assert second.startswith("  c  Belonging")
    assert "score" in why


def test_pairs_in_doubt_are_counted_and_listed_on_request(file: Path) -> None:
    title = "Introduction to the annual section on belonging"
    rows = "".join(
        f'{name},,{title},"Doe, Jane",{year},J Nurs\n' for name, year in (("x", 2010), ("y", 2011))
    )
    file.write_text(LIBRARY + rows, encoding="utf-8")
    assert "1 doubtful pairs" in run(file).stderr
    told = run(file, "--doubtful").stdout.splitlines()
    assert told[-4:-1] == ["doubtful", f"  x  {title} (J Nurs, 2010)", f"  y  {title} (J Nurs, 2011)"]
    _, line = run(file, "--doubtful", "--json").stdout.splitlines()
    assert json.loads(line)["doubtful"] == ["x", "y"]


def test_an_id_on_two_lines_is_said_and_stands_with_its_lines(file: Path) -> None:
    file.write_text(LIBRARY.replace("\nc,", "\na,"), encoding="utf-8")
    done = run(file, "--json")
    assert json.loads(done.stdout) == {"ids": ["a (line 2)", "a (line 4)"]}
    assert "library.csv: 1 entries have an id that stands before them in the file" in done.stderr


def test_entries_without_an_id_are_said(file: Path) -> None:
    file.write_text(LIBRARY.replace("record_id", "note"), encoding="utf-8")
    done = run(file, "--json")
    assert json.loads(done.stdout) == {"ids": ["2", "4"]}
    assert "no entry has an id of its own: line numbers stand for it" in done.stderr


def test_only_the_first_faults_are_named(file: Path) -> None:
    file.write_text(LIBRARY + "x,,y\n" * 50, encoding="utf-8")
    said = run(file, "--json").stderr.splitlines()
    assert sum("fields where the header has" in line for line in said) == FAULTS
    assert f"library.csv: … and {50 - FAULTS} more of this kind" in said
    assert "50 skipped" in said[-1]
