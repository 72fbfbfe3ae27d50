"""Whole commands measured from outside: seconds, processor seconds, and the most memory they held."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One run: wall and processor seconds, and peak resident memory in MiB."""

    wall: float
    cpu: float
    peak: float


def measured(words: Sequence[str], *, folder: Path, good: Sequence[int] = (0,)) -> Measured:
    """
    Run a command of Python's (``-m synth.cli.main parse``) in a folder; raise on a status not ``good``.

    A small process in between starts and watches it: Linux counts what the starting process held to the
    started one's peak.
    """
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.measuring", *words],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(folder)] * (folder / "synth").is_dir() + [str(ROOT)]),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        },
    )
    told = json.loads(done.stdout)
    status = told.pop("status")
    if status not in good:
        raise subprocess.CalledProcessError(status, list(words))
    return Measured(**told)


def main() -> None:
    """Be the process in between."""
    begun = time.perf_counter()
    child = subprocess.Popen([sys.executable, *sys.argv[1:]], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    cpu, peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    print(json.dumps({"status": child.returncode, "wall": wall, "cpu": cpu, "peak": peak}))


def median(runs: Sequence[float]) -> float:
    """Give the median of several runs: machines are noisy."""
    return statistics.median(runs)


if __name__ == "__main__":
    main()
