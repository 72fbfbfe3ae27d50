"""OpenAlex's ``/works``: filters, searches, cursors, credits and refusals."""

from __future__ import annotations

import base64
import binascii
import json
import re
import threading
from collections import Counter
from collections.abc import Mapping

import numpy as np

from synth.demo import filter_openalex, render_openalex
from synth.demo.calls import Call, Json, Reply, as_json, as_text, whole
from synth.demo.records import OPENALEX
from synth.demo.shelves import Shelf
from synth.demo.works import Column
from synth.errors import UserError

_NOT_FOUND = (
    "<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n"
    "<p>The requested URL was not found on the server. If you entered the URL manually please check your "
    "spelling and try again.</p>\n"
)
_KNOWN = {
    "filter",
    "per_page",
    "per-page",
    "page",
    "cursor",
    "select",
    "sort",
    "group_by",
    "group-by",
    "mailto",
    "api_key",
}
_GROUPS = ("type", "publication_year", "language", "is_retracted")
_REACH = 10_000


def _bad(message: str) -> Reply:
    return as_json({"error": "Invalid query parameters error.", "message": message}, status=400)


class Desk:
    """Answers requests; keeps count of the credits that are left."""

    def __init__(self, shelf: Shelf, *, credits: int, keys: tuple[str, ...]) -> None:
        self._shelf = shelf
        self._credits = {False: credits, True: credits * 10}
        self._limits = dict(self._credits)
        self._keys = keys
        self._guard = threading.Lock()

    def answer(self, call: Call) -> Reply:
        """Answer one request."""
        key = call.value("api_key") or call.headers.get("authorization", "").removeprefix("Bearer ").strip()
        if key and key not in self._keys:
            return as_json(
                {"error": "Invalid or missing API key", "message": "API key not found"}, status=401
            )
        cost = self._cost(call)
        with self._guard:
            enough = self._credits[bool(key)] >= cost
            if enough:
                self._credits[bool(key)] -= cost
            headers = self._headers(bool(key), cost if enough else 0)
        if not enough:
            return _spent(cost, headers)
        reply = self._served(call, cost)
        return Reply(
            status=reply.status, kind=reply.kind, body=reply.body, headers={**reply.headers, **headers}
        )

    def _cost(self, call: Call) -> int:
        if call.path.startswith("/works/"):
            return int("/https:" in call.path)
        searched = any(name == "search" or name.startswith("search.") for name, _ in call.parameters)
        return 10 if searched or ".search" in (call.value("filter") or "") else 1

    def _headers(self, keyed: bool, cost: int) -> dict[str, str]:
        left, limit = self._credits[keyed], self._limits[keyed]
        return {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(left),
            "X-RateLimit-Credits-Used": str(cost),
            "X-RateLimit-Reset": "43200",
            "X-RateLimit-Limit-USD": f"{limit / 10000:g}",
            "X-RateLimit-Remaining-USD": f"{left / 10000:g}",
            "X-RateLimit-Cost-USD": f"{cost / 10000:g}",
            "X-RateLimit-Prepaid-Remaining-USD": "0",
            "X-RateLimit-Onetime-Remaining": "0",
        }

    def _served(self, call: Call, cost: int) -> Reply:
        if call.path == "/works":
            paid = filter_openalex.paid(call.value("filter") or "")
            if paid:
                message = f"The {paid} filter needs a paid plan."
                return as_json({"error": "Plan upgrade required", "message": message}, status=429)
            try:
                return self._list(call, cost)
            except UserError as error:
                return _bad(str(error))
        if call.path.startswith("/works/"):
            return self._single(call, call.path.removeprefix("/works/"))
        return as_text(_NOT_FOUND, status=404, kind="text/html; charset=utf-8")

    def _single(self, call: Call, name: str) -> Reply:
        places = filter_openalex.named(self._shelf, name)
        if not len(places):
            return as_text(_NOT_FOUND, status=404, kind="text/html; charset=utf-8")
        try:
            return as_json(self._work(int(places[0]), _selected(call.value("select"))))
        except UserError as error:
            return _bad(str(error))

    def _work(self, place: int, fields: list[str]) -> Json:
        work = render_openalex.work(self._shelf.literature, self._shelf.account(place))
        return {field: work[field] for field in fields if field in work} if fields else work

    def _list(self, call: Call, cost: int) -> Reply:
        fields = _selected(call.value("select"))
        unknown = [
            name for name, _ in call.parameters if name not in _KNOWN and not name.startswith("search")
        ]
        if unknown:
            raise UserError(f"{unknown[0]} is not a valid parameter.")
        if len(call.values("filter")) > 1:
            raise UserError("Only one filter parameter is allowed; separate filters by commas.")
        searches = {name: value for name, value in call.parameters if name.startswith("search")}
        text = call.value("filter") or ""
        key = (text, tuple(sorted(searches.items())), call.value("sort"))
        found = self._shelf.kept(key, lambda: self._sorted(text, searches, call.value("sort")))
        grouped = call.value("group_by", "group-by")
        if grouped:
            return self._grouped(found, grouped, cost)
        return self._page(call, found, fields, ranked=bool(searches) or ".search" in text, cost=cost)

    def _sorted(self, text: str, searches: Mapping[str, str], sort: str | None) -> Column:
        found = np.flatnonzero(filter_openalex.mask(self._shelf, text, searches))
        if not sort or sort.startswith("relevance_score"):
            return found
        name, _, direction = sort.partition(":")
        if name not in ("cited_by_count", "publication_date", "publication_year") or direction not in (
            "",
            "asc",
            "desc",
        ):
            raise UserError(f"{sort} is not a valid sort.")
        works = self._shelf.literature.records.work[self._shelf.records[found]]
        literature = self._shelf.literature
        value = (
            literature.cited_by[OPENALEX, works] if name == "cited_by_count" else literature.works.day[works]
        )
        return found[np.argsort(-value if direction == "desc" else value, kind="stable")]

    def _page(self, call: Call, found: Column, fields: list[str], *, ranked: bool, cost: int) -> Reply:
        size = whole(call.value("per_page", "per-page"), 25)
        if size is None or not 1 <= size <= 200:
            raise UserError("per-page parameter must be a number between 1 and 200.")
        cursor = call.value("cursor")
        page = whole(call.value("page"), 1)
        if page is None or page < 1:
            raise UserError("Page parameter must be a number greater than 0.")
        if cursor is None and page * size > _REACH:
            raise UserError(
                "Maximum results size of 10,000 records is exceeded. Cursor pagination is required for "
                "records beyond 10,000."
            )
        start = (page - 1) * size if cursor is None else _start(cursor)
        shown = found[start : start + size]
        results = [self._work(int(place), fields) for place in shown]
        if ranked and (not fields or "relevance_score" in fields):
            for number, result in enumerate(results, start):
                result["relevance_score"] = round(900 / (number + 1), 5)
        meta: Json = {"count": len(found), "db_response_time_ms": 12, "page": page, "per_page": size}
        if cursor is not None:
            meta |= {"page": None, "next_cursor": _cursor(start + len(shown)) if len(shown) else None}
        meta |= {"groups_count": None, "cost_usd": cost / 10000}
        return as_json({"meta": meta, "results": results, "group_by": []})

    def _grouped(self, found: Column, name: str, cost: int) -> Reply:
        if name not in _GROUPS:
            raise UserError(f"{name} is not a valid group_by.")
        works = [self._work(int(place), [name])[name] for place in found]
        counts = sorted(Counter(map(str, works)).items(), key=lambda entry: (-entry[1], entry[0]))
        groups = [{"key": key, "key_display_name": key, "count": count} for key, count in counts]
        meta = {
            "count": len(found),
            "db_response_time_ms": 12,
            "page": 1,
            "per_page": 200,
            "groups_count": len(groups),
        }
        return as_json({"meta": meta | {"cost_usd": cost / 10000}, "results": [], "group_by": groups})


def _spent(cost: int, headers: Mapping[str, str]) -> Reply:
    price = f"{cost / 10000:g}"
    body = {
        "error": "Rate limit exceeded",
        "message": f"Insufficient budget. This request costs ${price} but you only have "
        f"${headers['X-RateLimit-Remaining-USD']} remaining. Resets at midnight UTC.",
        "retryAfter": 43200,
        "dailyRemainingUsd": float(headers["X-RateLimit-Remaining-USD"]),
    }
    extra = {
        "Retry-After": "43200",
        "X-RateLimit-Credits-Required": str(cost),
        "X-RateLimit-Cost-Required-USD": price,
    }
    return as_json(body, status=429, headers={**headers, **extra})


def _selected(text: str | None) -> list[str]:
    fields = [field.strip() for field in (text or "").split(",") if field.strip()]
    for field in fields:
        if field not in filter_openalex.SELECTABLE:
            valid = ", ".join(filter_openalex.SELECTABLE)
            raise UserError(f"{field} is not a valid select field. Valid fields for select are: {valid}.")
    return fields


def _cursor(start: int) -> str:
    return base64.b64encode(json.dumps(f"[{start}, 'https://openalex.org/synthetic']").encode()).decode()


def _start(cursor: str) -> int:
    if cursor == "*":
        return 0
    try:
        text = base64.b64decode(cursor, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        text = ""
    found = re.fullmatch(r'"\[(\d+), .*\]"', text)
    if found is None:
        raise UserError("Cursor value is invalid.")
    return int(found[1])
