"""`synth simulate` as people run it."""

from __future__ import annotations

import csv
import json
import logging
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from synth.cli import screening
from synth.errors import UserError
from tests.pipeline.project import ROOT

ROWS = ["record_id,title,abstract,label_included"] + [
    f"{number},{'Belonging of nurses' if number % 6 == 2 else 'Copper in soil'} {number},part {number % 4},"
    f"{int(number % 6 == 2)}"
    for number in range(30)
]
TOLD = {
    *("file", "protocol", "seed", "model", "known", "n", "relevant", "loss", "wss95", "atd", "fits", "cpu_s"),
    *("recall@5", "recall@10", "recall@20", "recall@50", "positions"),
}


def simulate(*words: str) -> Result:
    """Run the command in this process, in the folder it is in."""
    return CliRunner().invoke(screening.simulate, words)


def begun(folder: Path, *words: str) -> subprocess.Popen[str]:
    """Run the program as people do, in a session of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "synth.cli.main", "simulate", *words],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # A shell that runs the tests behind itself lets them ignore it, and what they start.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("simulate")
    (folder / "north.csv").write_text("\n".join(ROWS))
    (folder / "south.csv").write_text("\n".join([ROWS[0], *reversed(ROWS[1:])]))
    (folder / "empty.csv").touch()
    return folder


@pytest.fixture
def here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(folder)
    return folder


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_json_is_one_line_a_run_with_every_find(here: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    told = rows(simulate("north.csv", "south.csv", "--seed", "1", "--seed", "2", "--json").stdout)
    assert [(row["file"], row["protocol"], row["seed"]) for row in told] == [
        (file, protocol, seed)
        for file in ("north.csv", "south.csv")
        for protocol in ("warm", "cold")
        for seed in (1, 2)
    ]
    for row in told:
        assert set(row) == TOLD
        assert row["n"] + row["known"] == 30
        assert row["relevant"] == len(row["positions"]) == (4 if row["protocol"] == "warm" else 5)
    assert len(caplog.messages) == 8
    assert caplog.messages[0].startswith("simulate: north.csv, warm, seed 1: loss 0.")
    assert caplog.messages[-1].endswith("(8 of 8)")


def test_a_table_a_csv_and_a_picture_tell_the_same(here: Path) -> None:
    words = ("north.csv", "south.csv", "--protocol", "cold", "--question", "Who belongs?")
    header, _, *lines = simulate(*words, "--csv", "runs.csv", "--plot", "runs.svg").stdout.splitlines()
    assert header.split()[:7] == ["file", "protocol", "seed", "known", "n", "relevant", "loss"]
    assert [line.split()[0] for line in lines] == ["north.csv", "south.csv", "mean"]
    with (here / "runs.csv").open(newline="") as stream:
        written = list(csv.DictReader(stream))
    assert [set(row) for row in written] == [TOLD, TOLD]
    for row, line in zip(written, lines, strict=False):
        assert float(line.split()[6]) == pytest.approx(float(row["loss"]), rel=1e-3)
        assert len(json.loads(row["positions"])) == int(row["relevant"])
    drawn = (here / "runs.svg").read_text()
    assert "north" in drawn and "order by chance" in drawn


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--model", "oracle"], "'oracle' is none of"),
        (["--plot", "runs.pdf"], "runs.pdf: a picture is written as .svg, .png, .html"),
        (["--csv", "no/such/runs.csv"], "there is no folder no/such"),
        (["--question", "none.json"], "none.json: No such file"),
    ],
    ids=lambda words: str(words[0]),
)
def test_what_cannot_be_done_is_refused_before_the_first_run(here: Path, words: list[str], said: str) -> None:
    done = simulate("north.csv", *words)
    assert isinstance(done.exception, UserError)
    assert said in str(done.exception)
    assert done.stdout == ""


def test_a_bad_file_is_one_line_and_the_others_go_on(folder: Path) -> None:
    running = begun(folder, "empty.csv", "north.csv", "nowhere.csv", "--protocol", "cold", "--json")
    told, said = running.communicate(timeout=120)
    assert running.returncode == 1
    assert [row["file"] for row in rows(told)] == ["north.csv"]
    assert [line for line in said.splitlines() if line.startswith("synth: ")] == [
        "synth: empty.csv: the file is empty",
        "synth: nowhere.csv: No such file or directory: name a file that can be read",
        "synth: not simulated: empty.csv, nowhere.csv; the others were",
    ]


def test_an_interrupt_ends_it_cleanly_with_what_was_told_so_far(folder: Path) -> None:
    many = [word for seed in range(400) for word in ("--seed", str(seed))]
    running = begun(folder, "north.csv", *many, "--json")
    assert running.stdout
    assert json.loads(running.stdout.readline())["seed"] == 0
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: all processes get it
    # Every process has the pipe of errors: reading it to its end means that none is left.
    _, said = running.communicate(timeout=60)
    assert running.returncode == 1
    assert "Traceback" not in said


def test_killed_it_leaves_no_process_behind(folder: Path) -> None:
    running = begun(folder, "north.csv", *(word for seed in range(400) for word in ("--seed", str(seed))))
    assert running.stderr
    assert running.stderr.readline().startswith("simulate: ")
    running.kill()
    running.communicate(timeout=60)  # to the end of what every process writes to
    assert running.returncode == -signal.SIGKILL
