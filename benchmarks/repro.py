"""`dvc repro` with nothing to do, against its peer `dvc status`: python -m benchmarks.repro"""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.measuring import measured, median
from tests.pipeline.project import Project

RUNS = 11


def main() -> None:
    """Build a small demonstration once, then ask for it again and again, in turn with the peer."""
    with tempfile.TemporaryDirectory() as name:
        project = Project(Path(name), works=120, code=True)
        project.run("dvc", "repro")
        runs: dict[str, list[float]] = {"dvc repro": [], "dvc status": [], "synth period": []}
        for _ in range(RUNS):
            runs["dvc repro"].append(measured(["-m", "dvc", "repro", "-q"], folder=project.folder).wall)
            # Its status is 1: the stage that always runs is never up to date.
            status = measured(["-m", "dvc", "status", "-q"], folder=project.folder, good=(0, 1))
            runs["dvc status"].append(status.wall)
            runs["synth period"].append(
                measured(["-m", "synth.cli.main", "period"], folder=project.folder).wall
            )
    print(f"{'command':<14} {'median s':>9}   of {RUNS} runs in turn")
    for command, walls in runs.items():
        print(f"{command:<14} {median(walls):>9.3f}")
    ratio = median([one / other for one, other in zip(runs["dvc repro"], runs["dvc status"], strict=True)])
    print(f"dvc repro takes {ratio:.2f} times as long as dvc status (bar: 1.5)")


if __name__ == "__main__":
    main()
