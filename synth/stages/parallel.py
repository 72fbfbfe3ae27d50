"""Work in several processes side by side, counted while someone watches; an interrupt ends them all."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process
from threading import Thread
from typing import TypeVar

from tqdm import tqdm

from synth.errors import UserError

Job = TypeVar("Job")
Result = TypeVar("Result")

# Several processes with several threads each would only wait for one another.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def cores() -> int:
    """Give how many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def each(
    work: Callable[[Job], Result], jobs: Sequence[Job], *, processes: int, what: str
) -> Iterator[Result]:
    """
    Give what ``work`` makes of each job, in the order of the jobs, as soon as those before it are done.

    ``work`` is a function of a module: fresh processes find it by its name. Each has one thread, and ends
    with this one whatever ends it. Is called in the main thread. Raises what ``work`` raises, and
    UserError where a process was killed.
    """
    others = set(active_children())
    pool = ProcessPoolExecutor(
        max(1, min(processes, len(jobs))), mp_context=get_context("spawn"), initializer=_begin
    )
    watched = sys.stderr.isatty()
    try:
        with tqdm(total=len(jobs), desc=what, unit="run", disable=not watched, leave=False) as bar:
            with _for_children():
                results = [pool.submit(work, job) for job in jobs]
            for result in results:
                result.add_done_callback(lambda _: bar.update())
            for result in results:
                yield result.result()
    except BrokenProcessPool:
        raise UserError(
            f"{what}: a process was killed, perhaps for want of memory: try again with --processes 1"
        ) from None
    except BaseException:
        for process in set(active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _for_children() -> Iterator[None]:
    """Set what processes started meanwhile inherit: one thread, and Ctrl-C left to this process."""
    before = {name: os.environ.get(name) for name in _THREADS}
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _begin() -> None:
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
