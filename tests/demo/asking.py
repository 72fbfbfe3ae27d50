"""How the tests ask the demonstration server: plain requests, one answer each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import requests

from synth.demo.server import Server

TIMEOUT = 30


def ask(server: Server, path: str, **parameters: str | int) -> requests.Response:
    """Send one GET."""
    return requests.get(server.address + path, params=parameters, timeout=TIMEOUT)


def read(server: Server, path: str, **parameters: str | int) -> Any:
    """Send one GET and give its JSON."""
    answer = ask(server, path, **parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def openalex_walk(server: Server, size: int = 100, **parameters: str | int) -> Iterator[dict[str, Any]]:
    """Walk a list by its cursor to the empty page."""
    cursor = "*"
    while cursor:
        page = read(server, "/openalex/works", per_page=size, cursor=cursor, **parameters)
        yield page
        cursor = page["meta"]["next_cursor"]


def crossref_walk(server: Server, size: int = 200, **parameters: str | int) -> Iterator[dict[str, Any]]:
    """Walk a list by its cursor until a page is not full."""
    cursor, full = "*", True
    while full:
        message = read(server, "/crossref/works", rows=size, cursor=cursor, **parameters)["message"]
        yield message
        cursor, full = message["next-cursor"], len(message["items"]) == size


def europepmc_walk(server: Server, size: int = 100, **parameters: str | int) -> Iterator[dict[str, Any]]:
    """Walk a list by its marks until one repeats or is missing."""
    mark, last = "*", ""
    while mark and mark != last:
        page = read(server, "/europepmc/search", format="json", pageSize=size, cursorMark=mark, **parameters)
        yield page
        mark, last = page.get("nextCursorMark", ""), mark


def pubmed_ids(server: Server, term: str, size: int = 200) -> Iterator[str]:
    """Page through a search and give its ids."""
    start, count = 0, 1
    while start < count:
        found = read(
            server,
            "/pubmed/esearch.fcgi",
            db="pubmed",
            term=term,
            retmode="json",
            retmax=size,
            retstart=start,
        )
        result = found["esearchresult"]
        count, start = int(result["count"]), start + size
        yield from result["idlist"]


def eric_docs(
    server: Server, search: str, size: int = 100, **parameters: str | int
) -> Iterator[dict[str, Any]]:
    """Page through a search and give its documents."""
    start, count = 0, 1
    while start < count:
        found = read(server, "/eric/", search=search, format="json", rows=size, start=start, **parameters)
        count, start = found["response"]["numFound"], start + size
        yield from found["response"]["docs"]
