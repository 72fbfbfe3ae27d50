"""Whole commands measured from outside: seconds, processor seconds, and the most memory they held."""

from __future__ import annotations

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
    """Run a command of Python's (``-m synth.cli.main parse``) in a folder; raise on a status not ``good``."""
    begun = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, *words],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={
            **os.environ,
            "PYTHONPATH": str(folder if (folder / "synth").is_dir() else ROOT),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        },
    )
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in good:
        raise subprocess.CalledProcessError(child.returncode, list(words))
    return Measured(wall=wall, cpu=usage.ru_utime + usage.ru_stime, peak=usage.ru_maxrss / 1024)


def median(runs: Sequence[float]) -> float:
    """Give the median of several runs: machines are noisy."""
    return statistics.median(runs)
