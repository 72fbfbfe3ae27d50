"""What only the user who runs the site may read: accounts, and the secret that cookies are signed with."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from synth.errors import UserError

_LENGTH = 43  # characters of a secret: 32 bytes


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all, also after a power cut."""
    beside = _written(path, data)
    beside.replace(path)
    _sync(path.parent)


def secret(folder: Path) -> str:
    """
    Give the project's secret, 43 random characters, made when it is first asked for.

    Raises UserError for a shorter one: with an empty one everybody could sign what the site signs.
    """
    place = folder / "secret"
    if not place.exists():
        beside = _written(place, secrets.token_urlsafe(32).encode())
        with suppress(FileExistsError):  # another process was quicker: its secret counts
            os.link(beside, place)
        beside.unlink()
        _sync(folder)
    found = place.read_text(encoding="ascii", errors="replace").strip()
    if len(found) < _LENGTH:
        raise UserError(
            "warehouse/private/secret is empty or cut short: delete it; a new one is made, "
            "and everybody signs in anew"
        )
    return found


def _written(path: Path, data: bytes) -> Path:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    return beside


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
