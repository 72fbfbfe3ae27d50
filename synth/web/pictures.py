"""The curve of a reading as a picture that a browser keeps as long as nothing more is read."""

from __future__ import annotations

import hashlib

from starlette.requests import Request
from starlette.responses import Response

from synth.drawing import figures, reading
from synth.drawing.reading import Course

NARROW = "narrow"  # in the query: for a small screen


def curve(request: Request, title: str, course: Course, *, whole: bool = False, note: str = "") -> Response:
    """Answer the curve as SVG, and with 304 where the browser has it already."""
    drawn = reading.figure(title, course, whole=whole, narrow=NARROW in request.query_params, note=note)
    tag = f'"{hashlib.sha256(repr(drawn).encode()).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if request.headers.get("If-None-Match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(figures.draw(drawn, "curve.svg"), media_type="image/svg+xml", headers=headers)
