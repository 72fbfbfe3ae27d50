"""What another branch of the project's repository holds: read by git, which changes nothing here."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from synth.errors import UserError


def files(root: Path, branch: str, *, folder: Path, ending: str) -> Iterator[tuple[str, bytes]]:
    """
    Give the files of a folder as they are on a branch: names, in their order, and contents.

    ``root`` is the project's folder, and ``folder`` one below it. Raises UserError where the project is in
    no repository, or the branch is none.
    """
    below = folder.relative_to(root).as_posix()
    known = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{branch}^{{commit}}")
    commit = known.decode().strip()
    if not commit:
        raise UserError(f"{branch!r} is no branch here: `git fetch`, then `git branch --all` lists them")
    listed = _git(root, "ls-tree", "--name-only", "-z", commit, f"{below}/").decode("utf-8", "replace")
    for path in sorted(filter(None, listed.split("\0"))):
        if path.endswith(ending):
            yield Path(path).name, _git(root, "show", f"{commit}:./{path}")


def _git(root: Path, *words: str) -> bytes:
    """Ask git; what it does not find is empty."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *words],
            capture_output=True,
            check=False,
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},  # reading the index would else write it anew
        )
    except FileNotFoundError:
        raise UserError("git is not installed: branches cannot be read without it") from None
    if b"not a git repository" in done.stderr:
        raise UserError(f"{root} is in no git repository: `git init`, or ask where it is")
    return done.stdout if done.returncode == 0 else b""
