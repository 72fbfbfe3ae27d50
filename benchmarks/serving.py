"""Servers as processes of their own: started on a free port, watched from outside, killed, started again."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import requests

from benchmarks.measuring import ROOT

PATIENCE = 300.0  # seconds until a server must answer
_TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """Give a port of the loopback interface that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


class Served:
    """
    A server, from ``with`` to the end of it: a command in a folder that listens on ``port``.

    What it writes goes to ``log``.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        folder: Path,
        port: int,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.log = folder / f"server-{port}.log"
        self._command = command
        self._folder = folder
        self._environment = {**os.environ, **(environment or {})}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Served:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        """The number of its process."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> float:
        """Start it, and give the seconds until it answered."""
        begun = time.perf_counter()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=self._folder,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while not self._answers():
            if self._process.poll() is not None or time.perf_counter() - begun > PATIENCE:
                self.kill()
                raise RuntimeError(f"{self._command[0]} does not answer:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.05)
        return time.perf_counter() - begun

    def _answers(self) -> bool:
        try:
            return requests.get(self.address, timeout=PATIENCE).ok
        except requests.ConnectionError:
            return False

    def kill(self) -> None:
        """End it as a power cut would, with all its children: no signal it could catch."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end, and end it after ten seconds."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, how)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._process = None


def synth(folder: Path, *words: str) -> Served:
    """Give the site of the project in ``folder``, not yet started."""
    port = free_port()
    return Served(
        [sys.executable, "-m", "synth.cli.main", "serve", "--port", str(port), *words],
        folder=folder,
        port=port,
        environment={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """What a process and its children used: processors on the average, and the most memory held, in MiB."""

    cores: float
    most: float


class Watched:
    """A process and its children, asked once a second what they hold while ``with`` lasts."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._cpu = cpu(pid)
        self._begun = time.perf_counter()
        self._most = memory(pid)
        self._over = threading.Event()
        self._watching = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Watched:
        self._watching.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._watching.join()

    def used(self) -> Used:
        """Say what was used since the beginning."""
        seconds = time.perf_counter() - self._begun
        return Used(cores=(cpu(self._pid) - self._cpu) / seconds, most=self._most)

    def _watch(self) -> None:
        while not self._over.wait(1):
            self._most = max(self._most, memory(self._pid))


def cpu(pid: int) -> float:
    """Give the processor seconds of a process and its children, those that have ended included."""
    seconds = 0.0
    for one in _family(pid):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            seconds += sum(map(int, fields[11:15])) / _TICKS
    return seconds


def memory(pid: int) -> float:
    """Give the memory of a process and its children in MiB; what they share counts once."""
    total = 0.0
    for one in _family(pid):
        with contextlib.suppress(OSError):
            held = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) for line in held if line.startswith("Pss:")) / 1024
    return total


def _family(pid: int) -> Iterator[int]:
    yield pid
    with contextlib.suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from _family(int(child))
