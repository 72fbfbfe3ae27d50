"""
Requests sent against pages needed, and parsing's speed and memory: python -m benchmarks.harvest [SIZE …]

A SIZE is a number of works of the demonstration literature, each of which two or three sources
describe; 4200 and 42000 are about 10,000 and 100,000 records. The demonstration's server runs in this
process, so that what is measured of the children is theirs. Parsing's peer is the least anyone must do
with the same answers: unpack them and read JSON and XML with the standard library.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from pathlib import Path

from benchmarks.measuring import measured
from synth.demo.literature import generate
from synth.demo.server import Server
from synth.domain.ledger import Entry, State
from synth.domain.reviews import Demo
from synth.sources import SOURCES
from synth.store import raw
from tests.pipeline.project import Project

# Words that nearly every abstract has: what is measured is the number of records, not the search.
EVERYTHING = """
- name: everything
  sources: [openalex, pubmed, europepmc, eric]
  blocks:
    - [of, in, among, the]
- name: everything, ranked
  sources: [crossref]
  short:
    - {text: of in among the and, most: 1000}
"""
PAGE = {"openalex": 100, "crossref": 1000, "pubmed": 200, "europepmc": 100, "eric": 200}
BATCH = {"openalex": 100, "crossref": 50, "pubmed": 200, "europepmc": 50}
MOST = 9_999  # PubMed shows no more of a search, which is then cut by date


def needed(entry: Entry) -> int:
    """
    Give the pages a walk needs at the largest page size.

    PubMed sends ids first, 9,999 at the most and of no search that has more: such a search is halved by
    date, and the lists of the halves are counted as needed, as if they were of one size.
    """
    hits = entry.hits or 0
    ids = 0
    if entry.source == "pubmed":
        ids = 1 if hits <= MOST else 2 * 2 ** math.ceil(math.log2(hits / MOST)) - 1
    if entry.dois:
        asked = math.ceil(len(entry.dois) / BATCH[entry.source])
        return asked if not ids else asked + math.ceil((len(entry.dois) - len(entry.missing)) / 200)
    return ids + max(1, math.ceil(hits / PAGE[entry.source]))


def least(files: Iterable[Path]) -> float:
    """Give the processor seconds of the peer: unpack and read, and nothing else."""
    begun = time.process_time()
    for file in files:
        _, _, body = gzip.decompress(file.read_bytes()).partition(b"\n")
        if body.lstrip().startswith(b"<"):
            ET.fromstring(body)
        else:
            json.loads(body)
    return time.process_time() - begun


def run(works: int) -> None:
    """Harvest and parse one size."""
    literature = generate(Demo(works=works), [])
    with tempfile.TemporaryDirectory() as name, Server(literature, credits=10_000_000) as server:
        project = Project(Path(name), profile="live")
        (project.folder / "queries" / "search.yaml").write_text(EVERYTHING)
        bases = ", ".join(f'{source} = "{server.address}/{source}"' for source in SOURCES)
        project.set(f"bases = {{ {bases} }}")
        review = project.folder / "queries" / "review.toml"
        review.write_text(review.read_text().replace("# as_of = ", "as_of = ", 1))
        measured(["-m", "synth.cli.main", "period"], folder=project.folder)
        harvest = measured(["-m", "synth.cli.main", "harvest"], folder=project.folder)
        parse = measured(["-m", "synth.cli.main", "parse"], folder=project.folder)
        entries = raw.read_ledger(project.places.raw)
        assert all(entry.state is State.COMPLETE for entry in entries), "the harvest left a gap"
        files = list(project.places.raw.glob("*/*/*/*.gz"))
        peer = least(files)
        records = project.metrics("parse")["records"]
    sent, pages = sum(entry.requests for entry in entries), sum(map(needed, entries))
    print(
        f"{works:>7} {records:>8} {sent:>9} {pages:>7} {harvest.peak:>11.0f} {parse.peak:>9.0f} "
        f"{records / parse.cpu:>10.0f} {parse.cpu / peer:>11.1f}"
    )


def main() -> None:
    """Print one line a size."""
    print(
        f"{'works':>7} {'records':>8} {'requests':>9} {'needed':>7} {'harvest MiB':>11} {'parse MiB':>9} "
        f"{'records/s':>10} {'CPU by peer':>11}"
    )
    for size in sys.argv[1:] or ("4200", "42000"):
        run(int(size))


if __name__ == "__main__":
    main()
