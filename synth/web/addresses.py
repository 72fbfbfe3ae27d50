"""Addresses of the evidence pages: a route, and a selection with what else the page goes by."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from starlette.requests import Request

from synth.errors import UserError
from synth.store import selections
from synth.store.selections import Pair, Selection


def address(request: Request, name: str, pairs: Iterable[Pair] = ()) -> str:
    """Give the address of a route with a query; what is empty is left out."""
    path = str(request.app.url_path_for(name))
    query = urlencode([(key, value) for key, value in pairs if value])
    return f"{path}?{query}" if query else path


def asked(request: Request, *own: str) -> tuple[Selection, dict[str, str]]:
    """
    Read a selection from a request, and the parameters that are the page's ``own``.

    Raises UserError for what is neither, as ``selections.read`` does, and for one of its own given twice.
    """
    pairs = request.query_params.multi_items()
    given: dict[str, str] = {}
    for name, value in pairs:
        if name in own and given.setdefault(name, value.strip()) != value.strip():
            raise UserError(f"{name}: is given more than once with different values: keep one of them")
    return selections.read(pair for pair in pairs if pair[0] not in own), given
