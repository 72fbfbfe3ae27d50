"""The answers recorded from the real APIs, where the project's neighbour folder has them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from synth.domain.answers import Answer, Request
from synth.domain.records import Record
from synth.sources import SOURCES
from tests.sources.whole import whole

FOLDER = Path(__file__).resolve().parents[2] / ".." / "shared" / "fixtures"
needed = pytest.mark.skipif(not FOLDER.exists(), reason="the recorded answers are not beside this project")


def names() -> list[str]:
    """Name every recorded answer of the five sources, as ``source/file``; none where there are none."""
    return sorted(f"{source}/{file.name}" for source in SOURCES for file in (FOLDER / source).glob("*"))


def answer(name: str) -> Answer:
    """Give a recorded answer with the request, status and headers it was recorded with."""
    source = name.split("/")[0]
    entry = next(entry for entry in json.loads((FOLDER / "INDEX.json").read_bytes()) if entry["file"] == name)
    parts = urlsplit((entry.get("request") or {}).get("url") or _address(name))
    return Answer(
        request=Request(source=source, path=parts.path, parameters=tuple(parse_qsl(parts.query))),
        at=datetime(2026, 11, 20, tzinfo=UTC),
        status=entry.get("status") or 200,
        headers=tuple((entry.get("headers") or {}).items()),
        body=(FOLDER / name).read_bytes(),
    )


def _address(name: str) -> str:
    """Give an address for an answer that was recorded without one."""
    if name.startswith("pubmed"):
        return "/esearch.fcgi" if "esearch" in name else "/efetch.fcgi"
    return {"europepmc": "/search", "eric": "/"}.get(name.split("/")[0], "/works")


def records(name: str) -> list[Record]:
    """Read a recorded answer."""
    return whole(SOURCES[name.split("/")[0]].parse(answer(name)))


def one(name: str, native: str) -> Record:
    """Read the one record of an answer that has this id in its source."""
    return next(record for record in records(name) if record.native == native)
