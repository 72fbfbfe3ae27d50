"""What can be made to go wrong with the demonstration server, on purpose and a counted number of times."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from synth.demo.calls import Reply, as_json, as_text
from synth.demo.records import SOURCES
from synth.errors import UserError

KINDS = (
    "budget-429",
    "second-429",
    "boolean-429",
    "plan-429",
    "500",
    "503",
    "cut-off",
    "slow",
    "changed-schema",
    "repeating-cursor",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """
    One thing that goes wrong with one source.

    ``after`` requests go well, then ``times`` requests meet the fault, and all is well again.
    ``seconds`` is how long a slow answer takes, and what a refusal asks to wait.
    """

    source: str
    kind: str
    after: int = 0
    times: int = 1
    seconds: float = 1.0


def parse(text: str) -> Fault:
    """
    Read ``openalex:budget-429:after=3:times=1``.

    Raises UserError where a part is unknown.
    """
    source, _, rest = text.strip().partition(":")
    kind, *settings = rest.split(":")
    if source not in SOURCES:
        raise UserError(f"fault {text!r}: {source!r} is none of {', '.join(SOURCES)}")
    if kind not in KINDS:
        raise UserError(f"fault {text!r}: {kind!r} is none of {', '.join(KINDS)}")
    fault = Fault(source=source, kind=kind)
    for setting in settings:
        fault = _set(fault, setting, text)
    return fault


def _set(fault: Fault, setting: str, text: str) -> Fault:
    name, _, value = setting.partition("=")
    if name in ("after", "times") and value.isdigit():
        return replace(fault, after=int(value)) if name == "after" else replace(fault, times=int(value))
    if name == "seconds" and re.fullmatch(r"\d+(\.\d+)?", value):
        return replace(fault, seconds=float(value))
    raise UserError(f"fault {text!r}: {setting!r} is none of after=N, times=N, seconds=S")


class Mishaps:
    """Counts the requests to each source and says which of them meet a fault."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self._faults = tuple(faults)
        self._asked = dict.fromkeys(SOURCES, 0)

    def next(self, source: str) -> Fault | None:
        """Count one request and give the fault it meets, if any."""
        number = self._asked[source]
        self._asked[source] = number + 1
        for fault in self._faults:
            if fault.source == source and fault.after <= number < fault.after + fault.times:
                return fault
        return None


def _limited(source: str, fault: Fault) -> Reply:
    """Give the answer of a source that wants fewer requests a second."""
    wait = {"Retry-After": f"{max(0, round(fault.seconds))}"}
    if source == "openalex":
        body = {
            "error": "Rate limit exceeded",
            "message": "You have exceeded the limit of 10 requests per second. Please slow down.",
            "retryAfter": max(0, round(fault.seconds)),
        }
        return as_json(body, status=429, headers=wait)
    if source == "pubmed":
        body = {"error": "API rate limit exceeded", "api-key": "127.0.0.1", "count": "4", "limit": "3"}
        return as_json(body, status=429, headers=wait)
    return as_text("Too Many Requests", status=429, kind="text/plain", headers=wait)


def _budget() -> Reply:
    body = {
        "error": "Rate limit exceeded",
        "message": "Insufficient budget. This request costs $0.001 but you only have $0 remaining. "
        "Resets at midnight UTC.",
        "retryAfter": 47052,
        "dailyRemainingUsd": 0,
    }
    headers = {
        "Retry-After": "47052",
        "X-RateLimit-Credits-Required": "10",
        "X-RateLimit-Cost-Required-USD": "0.001",
    }
    return as_json(
        body, status=429, headers=headers | {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "47052"}
    )


def refusal(fault: Fault) -> Reply | None:
    """Give the answer a fault puts in place of the real one, None where it only spoils that."""
    if fault.kind == "budget-429":
        return _budget()
    if fault.kind == "second-429":
        return _limited(fault.source, fault)
    if fault.kind == "boolean-429":
        body = {
            "error": "Rate limit exceeded",
            "message": "Broad boolean queries are limited to 1 per second.",
            "reason": "broad_boolean_query",
            "retryAfter": max(0, round(fault.seconds)),
        }
        return as_json(body, status=429, headers={"Retry-After": f"{max(0, round(fault.seconds))}"})
    if fault.kind == "plan-429":
        message = "The from_updated_date filter needs a paid plan."
        return as_json({"error": "Plan upgrade required", "message": message}, status=429)
    if fault.kind == "500":
        return as_text(
            "<html><body><h1>Internal Server Error</h1></body></html>", status=500, kind="text/html"
        )
    if fault.kind == "503":
        page = "<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>"
        headers = {"Retry-After": f"{max(0, round(fault.seconds))}"}
        return as_text(page, status=503, kind="text/html", headers=headers)
    return None


# What the list of results is called in each source's answer, and what it is called after the change.
_LISTS = {
    "openalex": (b'"results":', b'"entities":'),
    "crossref": (b'"items":', b'"entries":'),
    "pubmed": (b'"idlist":', b'"ids":'),
    "europepmc": (b'"resultList":', b'"hitList":'),
    "eric": (b'"docs":', b'"documents":'),
}
_CURSORS = {
    "openalex": "next_cursor",
    "crossref": "next-cursor",
    "europepmc": "nextCursorMark",
}


def spoilt(fault: Fault, reply: Reply, sent: str | None) -> Reply:
    """Give the real answer, spoilt; ``sent`` is the cursor the request came with."""
    if fault.kind == "changed-schema":
        old, new = _LISTS[fault.source]
        body = reply.body.replace(old, new).replace(b"PubmedArticleSet", b"CitationSet")
        return replace(reply, body=body.replace(b"<IdList", b"<Ids").replace(b"</IdList", b"</Ids"))
    if fault.kind == "repeating-cursor" and fault.source in _CURSORS and sent:
        name = _CURSORS[fault.source].encode()
        again = json.dumps(sent).encode()
        body = re.sub(b'"' + name + rb'":("[^"]*"|null)', lambda _: b'"' + name + b'":' + again, reply.body)
        return replace(reply, body=body)
    return reply
