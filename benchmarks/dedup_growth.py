"""
What de-duplication costs as a bibliography grows.

python -m benchmarks.dedup_growth FOLDER SIZE … [--peer SIZE …]

FOLDER holds labelled sets; the reviews among them are pooled and repeated as other publications. Printed are
the pairs compared, and how their number grows against that of the records; seconds of the processor and peak
memory of `synth dedupe`, and of bib-dedupe at the sizes behind --peer; and what it costs to match a thousand
new records against the others instead of all against all, in processor seconds of matching alone.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import bibliographies, dedup
from benchmarks.bibliographies import REVIEWS, Row
from synth.dedup import matching
from synth.dedup.candidates import Candidate
from synth.dedup.spellings import family
from synth.domain import identifiers

NEW = 1_000


def pooled(folder: Path) -> list[Row]:
    """Give the records of all reviews, under ids of their own."""
    rows = ((name, row) for name in REVIEWS for row in bibliographies.read(folder / name))
    return [{**row, "ID": f"{name}/{row['ID']}"} for name, row in rows]


def candidate(row: Row) -> Candidate:
    """Read a row without the detour of a file."""
    doi = identifiers.work_id("doi", row["doi"])
    authors = [{"name": name} for name in row["author"].split(" and ")]
    return Candidate(
        record=row["ID"],
        source="imports",
        ids=(doi,) if doi else (),
        first_ids=(),
        first_at=None,
        title=row["title"],
        families=tuple(filter(None, map(family, authors))),
        year=int(row["year"][:4]) if row["year"][:4].isdigit() else None,
        venue=row["journal"],
        volume=row["volume"],
        issue=row["number"],
        pages=row["pages"],
        abstract=row["abstract"][:300],
    )


def matched(candidates: Sequence[Candidate], new: Sequence[str] | None = None) -> tuple[int, float]:
    """Give the pairs compared and the processor seconds it took."""
    begun = time.process_time()
    found = matching.match(candidates, new=new)
    return len(found), time.process_time() - begun


def run(rows: Sequence[Row], size: int, workplace: Path, *, beside: bool) -> float:
    """Print what one size costs, and give the pairs compared for each record."""
    file = bibliographies.write(workplace / f"{size}.csv", bibliographies.grown(rows, size))
    cost = dedup.ours(file).cost
    candidates = [candidate(row) for row in bibliographies.grown(rows, size)]
    pairs, whole = matched(candidates)
    _, part = matched(candidates, [one.record for one in candidates[-NEW:]])
    figures = (
        f"{pairs}",
        f"{pairs / size:.3f}",
        f"{cost.cpu:.1f}",
        f"{cost.peak:.0f}",
        f"{whole:.1f}",
        f"{part:.1f}",
    )
    print(f"{size:<8} " + " ".join(f"{figure:>9}" for figure in figures), end="", flush=True)
    if beside:
        other = dedup.theirs(file).cost
        print(
            f"   bib-dedupe {other.cpu:.1f} s, {other.peak:.0f} MiB: {other.cpu / cost.cpu:.1f} times", end=""
        )
    print(flush=True)
    return pairs / size


def main() -> None:
    """Run every size that is named."""
    words = sys.argv[2:]
    cut = words.index("--peer") if "--peer" in words else len(words)
    sizes, beside = sorted(map(int, words[:cut])), set(map(int, words[cut + 1 :]))
    rows = pooled(Path(sys.argv[1]).resolve())
    titles = ("pairs", "a record", "CPU s", "MiB", "match all", "1,000 new")
    print("records  " + " ".join(f"{title:>9}" for title in titles))
    with tempfile.TemporaryDirectory() as workplace:
        shares = [run(rows, size, Path(workplace), beside=size in beside) for size in sizes]
    print(f"pairs grow {shares[-1] / shares[0]:.2f} times as fast as the records")


if __name__ == "__main__":
    main()
