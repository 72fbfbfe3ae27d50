"""What a page's form sends: read with bounds on all of it, so that no sender can fill the memory."""

from __future__ import annotations

from collections.abc import Iterable

import anyio
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message

BODY = 256 * 1024  # bytes as they travel: a long note in any script takes nine times its characters
TEXTS = 64 * 1024  # characters of all fields together
TEXT = 20_000  # characters of one field: a note
FIELDS = 1000  # the coding form has two for each code and field of the codebook
SECONDS = 20  # for all of it to arrive
# No form in parts: its sender chooses what decodes it, and some decoders are very slow.
KIND = "application/x-www-form-urlencoded"


class Form:
    """The fields of a form; raises HTTPException (413) where they are too long."""

    def __init__(self, fields: Iterable[tuple[str, str]]) -> None:
        # Browsers send a text area's lines with the ends of Windows.
        self._fields = [(name, text.replace("\r\n", "\n")) for name, text in fields]
        longest = max((len(text) for _, text in self._fields), default=0)
        if longest > TEXT or sum(len(name) + len(text) for name, text in self._fields) > TEXTS:
            raise HTTPException(413, f"That was too long: a text has at most {TEXT:,} characters.")

    def text(self, name: str, default: str = "") -> str:
        """Give a field; where it came several times, the last one."""
        return next((text for field, text in reversed(self._fields) if field == name), default)

    def all(self, name: str) -> tuple[str, ...]:
        """Give every field of this name, in the order of the form."""
        return tuple(text for field, text in self._fields if field == name)


async def read(request: Request) -> Form:
    """
    Read the form a request carries.

    Raises HTTPException: 413 as soon as more came than is allowed, 415 for what is no form, 408 for one
    that does not end, 400 for one that is broken.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not kind and request.headers.get("content-length", "") == "0":
        return Form(())
    if kind != KIND:
        raise HTTPException(415, "This page takes forms only.")
    bounded = Request(request.scope, _Bounded(request).receive)
    try:
        with anyio.fail_after(SECONDS):
            fields = await bounded.form(max_fields=FIELDS, max_part_size=BODY)
    except TimeoutError:
        raise HTTPException(408, "The form did not arrive in time: send it again.") from None
    except ClientDisconnect:
        raise HTTPException(400, "The form broke off.") from None
    return Form((name, text) for name, text in fields.multi_items() if isinstance(text, str))


class _Bounded:
    """Takes a body piece by piece, and no more of it than a form may have."""

    def __init__(self, request: Request) -> None:
        self._receive = request.receive
        self._left = BODY
        length = request.headers.get("content-length", "")
        if length.isdigit() and int(length) > BODY:
            raise _too_much()

    async def receive(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise _too_much()
        return message


def _too_much() -> HTTPException:
    return HTTPException(413, f"That was too much: a form has at most {BODY // 1024} kB.")
