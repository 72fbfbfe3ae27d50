from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.domain.records import Record
from synth.formats import FORMATS
from synth.formats.encoding import decode
from synth.formats.entries import Entry, Fault
from synth.formats.recognising import recognise

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
BELONGING = SHARED / "belonging" / "records.jsonl"
TABLES = sorted(
    (*SHARED.glob("bench/screening/*.csv.gz"), *SHARED.glob("bench/dedup/*/records_pre_merged.csv.gz"))
)
# Three DOIs of this set are none, two of them with a registrant of three digits.
FAULTS = {"diabetes": 2}
TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.lists(
    st.sampled_from(
        [
            *("TY  - JOUR", "TI  - A", "ER  - ", "title,doi", "A,10.1000/x", '{"title": "A"}', '"', ""),
            *(
                "@article{a,",
                "title = {A},",
                'author = "B and C" # d',
                "}",
                "@string{d = {x}}",
                "crossref={a}",
            ),
            *("PMID- 1", "FAU - Doe, J", "AD  - B", "      C", r"note = {\'e $x$ \x}", "@"),
            *("%0 Book", "%A Doe, J", "%T", "PT J", "AU Doe, J", "   Roe, K", "TI A", "ER", "EF"),
        ]
    )
).map("\n".join)


def read(name: str, text: str) -> tuple[list[Entry], list[Fault]]:
    items = list(FORMATS[recognise(name, text)].read(text))
    entries = [item for item in items if isinstance(item, Entry)]
    return entries, [item for item in items if isinstance(item, Fault)]


@pytest.mark.parametrize("name", FORMATS)
@settings(deadline=None)  # two cores are shared; time is no part of what is tested
@given(text=TEXTS)
def test_any_text_gives_entries_and_faults_with_lines_of_the_file(name: str, text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for item in FORMATS[name].read(text):
        assert 1 <= item.line <= lines
        if isinstance(item, Entry):
            assert item.record.ids
            assert item.record.source == "imports"


@pytest.mark.parametrize("name", FORMATS)
@settings(deadline=None)  # two cores are shared; time is no part of what is tested
@given(text=TEXTS)
def test_reading_twice_gives_the_same(name: str, text: str) -> None:
    assert list(FORMATS[name].read(text)) == list(FORMATS[name].read(text))


@pytest.mark.skipif(not BELONGING.exists(), reason="the real records are not on this machine")
def test_the_real_records_come_out_whole() -> None:
    text, encoding = decode(BELONGING.read_bytes())
    entries, faults = read(BELONGING.name, text)
    written = [json.loads(line) for line in text.splitlines()]
    assert (encoding, len(entries), faults) == ("UTF-8", 1364, [])
    assert len({entry.record.native for entry in entries}) == 1364
    for entry, raw in zip(entries, written, strict=True):
        check_against(raw, entry.record)
        assert entry.name == raw["id"]


def check_against(raw: dict[str, Any], record: Record) -> None:
    """Compare a record with the plain JSON it was read from."""
    kinds = {"doi": "doi", "pmid": "pubmed", "pmcid": "pmc", "eric_id": "eric", "openalex": "openalex"}
    given_ids = {unquote(unquote(f"{kind}:{raw[name]}")).lower() for name, kind in kinds.items() if raw[name]}
    assert {id_.lower() for id_ in record.ids} == given_ids or not given_ids
    assert all(id_.startswith("file:") for id_ in record.ids) or given_ids
    assert record.year == raw["year"]
    assert bool(record.abstract) == bool(raw["abstract"])
    assert len(record.authors) == len(raw["authors"] or "")
    assert len(record.references) == len(set(raw["references"] or ""))
    assert (record.venue is None) == (raw["journal"] is None)


@pytest.mark.skipif(not TABLES, reason="the labelled data sets are not on this machine")
@pytest.mark.parametrize("path", TABLES, ids=lambda path: f"{path.parent.name}-{path.name.partition('.')[0]}")
def test_the_labelled_data_sets_come_out_whole(path: Path) -> None:
    text, _ = decode(gzip.decompress(path.read_bytes()))
    entries, faults = read(path.name.removesuffix(".gz"), text)
    rows = list(csv.DictReader(text.splitlines(keepends=True)))
    assert [entry.name for entry in entries] == [row.get("record_id") or row["ID"] for row in rows]
    assert [bool(entry.record.title) for entry in entries] == [bool(row["title"].strip()) for row in rows]
    assert [bool(entry.record.abstract) for entry in entries] == [
        (row.get("abstract") or "").strip() not in ("", "<p />") for row in rows
    ]
    assert not any(fault.skipped for fault in faults)
    assert len(faults) == FAULTS.get(path.parent.name, 0)
