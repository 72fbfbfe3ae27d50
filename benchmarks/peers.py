"""Other tools in environments of their own, so that nothing of theirs comes into ours."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.measuring import ROOT


def python(name: str) -> Path:
    """
    Give the Python of a tool's own environment, made with its newest release where there is none yet.

    The variable of the tool's name in capitals (``ASREVIEW``) points at another Python that has it.
    """
    given = os.environ.get(name.upper().replace("-", ""))
    if given:
        return Path(given)
    folder = ROOT / ".venv" / "peers" / name
    inside = folder / "bin" / "python"
    if not inside.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(inside), "-m", "pip", "install", "--quiet", name], check=True)
    return inside
