"""Bytes of a file to text: unpacked, and by which encoding."""

from __future__ import annotations

import codecs
import gzip
import re
import zlib

from synth.errors import UserError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 with byte order mark"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_MIXED = "synth.mixed"  # the name of our way to read UTF-8 with bytes of another encoding in it
_GZIP = b"\x1f\x8b"
_UNUSED_IN_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


def decode(data: bytes) -> tuple[str, str]:
    """
    Give a file's text and the name of its encoding, in words for a report.

    UTF-8 with and without byte order mark, UTF-16 with one, Windows-1252 (where bytes 80 to 9F are
    letters or quotes), Latin-1, and UTF-8 mixed with Windows-1252. Never fails; bytes that no encoding
    explains become U+FFFD, and the name says how many.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            text = data.decode(codec, "replace").removeprefix("\ufeff")
            return text, _counted(name, text, data.decode(codec, "ignore").removeprefix("\ufeff"))
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _not_utf8(data)


def _not_utf8(data: bytes) -> tuple[str, str]:
    """
    Tell a one-byte encoding from UTF-8 with damage.

    Accented letters of Latin-1 hardly ever form valid UTF-8 by chance, so a file with more whole
    sequences than broken bytes is UTF-8 that was cut, or put together from files in two encodings.
    """
    text, whole = data.decode("utf-8", "replace"), data.decode("utf-8", "ignore")
    if sum(character > "\x7f" for character in whole) > len(text) - len(whole):
        mixed = data.decode("utf-8", _MIXED)
        lost = mixed.count("\ufffd") - whole.count("\ufffd")
        lone = len(text) - len(whole) - lost
        read = f"UTF-8, {lone} bytes of it read as Windows-1252" if lone else "UTF-8"
        return mixed, f"{read}, {lost} unreadable bytes replaced" if lost else read
    if re.search(rb"[\x80-\x9f]", data) and not _UNUSED_IN_1252.search(data):
        return data.decode("cp1252"), "Windows-1252"
    return data.decode("latin-1"), "Latin-1"


def _lone(error: UnicodeError) -> tuple[str, int]:
    """Read a byte that stands alone as Windows-1252, and nothing from a longer broken sequence."""
    assert isinstance(error, UnicodeDecodeError)  # nothing else is registered for decoding
    broken = error.object[error.start : error.end]
    letter = len(broken) == 1 and broken != b"\xff" and not _UNUSED_IN_1252.match(broken)
    return broken.decode("cp1252") if letter else "\ufffd", error.end


codecs.register_error(_MIXED, _lone)


def _counted(name: str, text: str, whole: str) -> str:
    broken = len(text) - len(whole)
    return f"{name}, {broken} unreadable bytes replaced" if broken else name


def unpacked(name: str, data: bytes) -> bytes:
    """Give a file's bytes, decompressed where they are gzip; raise UserError where they are broken."""
    if not data.startswith(_GZIP):
        return data
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise UserError(f"{name}: not whole gzip ({error}): copy or download it again") from error
