"""
`synth dedupe` on labelled bibliographies beside bib-dedupe: python -m benchmarks.dedup FOLDER [SET …]

FOLDER holds the sets, each a folder. bib-dedupe runs its own matching and clustering, on one processor, in
an environment of its own.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks import bibliographies, peers
from benchmarks.bibliographies import OTHERS, REVIEWS, Count, Groups
from benchmarks.measuring import Measured, measured

PAIRS = "fuzzycat_pairs"  # single labelled pairs, no whole groups
# Run by a process whose output goes to the file named first, in another's place: so only that is measured.
_WRITING = "import os, sys; f = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC); os.dup2(f, 1); "
_INSTEAD = _WRITING + "os.execv(sys.argv[2], sys.argv[2:])"
_PEER = """
import json, sys
import pandas
from bib_dedupe.bib_dedupe import block, cluster, match, prep
records = pandas.read_csv(sys.argv[1], dtype=str, keep_default_na=False)
records["ENTRYTYPE"] = "article"
found = cluster(match(block(prep(records, verbosity_level=0, cpu=1), cpu=1), cpu=1))
with open(sys.argv[2], "w") as file:
    file.writelines(json.dumps({"ids": list(ids)}) + "\\n" for ids in found if len(ids) > 1)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a tool found in a file, and what that cost."""

    groups: Groups
    cost: Measured


def ours(file: Path, *flags: str) -> Run:
    """Run `synth dedupe`."""
    out = file.with_suffix(".ours")
    words = [sys.executable, "-m", "synth.cli.main", "dedupe", str(file), "--json", *flags]
    cost = measured(["-c", _INSTEAD, str(out), *words], folder=file.parent)
    return Run(groups=bibliographies.groups(out), cost=cost)


def theirs(file: Path) -> Run:
    """Run bib-dedupe."""
    out = file.with_suffix(".theirs")
    words = [str(peers.python("bib-dedupe")), "-c", _PEER, str(file), str(out)]
    cost = measured(["-c", _INSTEAD, os.devnull, *words], folder=file.parent)
    return Run(groups=bibliographies.groups(out), cost=cost)


def everyone(file: Path) -> dict[str, Run]:
    """Run all on one file."""
    return {"synth": ours(file), "synth --safe": ours(file, "--safe"), "bib-dedupe": theirs(file)}


def line(name: str, tool: str, found: Count, cost: Measured | None = None) -> None:
    """Print one line of the table."""
    shares = (
        f"{found.sensitivity:>9.4f} {found.precision:>9.4f} {found.pair_precision:>9.4f} {found.f1:>7.4f}"
    )
    counts = f"{found.right:>5}/{found.wrong}/{found.missed}"
    spent = f"{cost.cpu:>8.1f} {cost.peak:>6.0f}" if cost else ""
    print(f"{name:<20} {tool:<15} {counts:<13} {shares} {spent}", flush=True)


def compare(folder: Path, name: str, workplace: Path) -> dict[str, Count]:
    """Run all on one set and print what came of it."""
    rows = bibliographies.read(folder / name)
    file = bibliographies.write(workplace / f"{name}.csv", rows)
    runs = everyone(file)
    true, ids = bibliographies.truth(folder / name), [row["ID"] for row in rows]
    counts = {tool: bibliographies.count(run.groups, true, ids=ids) for tool, run in runs.items()}
    for tool, run in runs.items():
        line(name, tool, counts[tool], run.cost)
    print(f"{'':<20} {runs['bib-dedupe'].cost.cpu / runs['synth'].cost.cpu:.1f} times less CPU")
    return counts


def fuzzy(folder: Path, workplace: Path) -> None:
    """Print how many of the pairs that are the same, and that are not, each joined."""
    rows = bibliographies.read(folder / PAIRS)
    file = bibliographies.write(workplace / f"{PAIRS}.csv", rows)
    runs = everyone(file)
    for tool, run in runs.items():
        group = {record: number for number, ids in enumerate(run.groups) for record in ids}
        told: dict[bool, list[bool]] = {True: [], False: []}
        for one, other, status in bibliographies.labelled_pairs(folder / PAIRS):
            if status != "AMBIGUOUS":
                told[status != "DIFFERENT"].append(one in group and group[one] == group.get(other))
        print(
            f"{PAIRS:<20} {tool:<15} joined {sum(told[True])} of {len(told[True])} same pairs"
            f" and {sum(told[False])} of {len(told[False])} different ones"
        )


def main() -> None:
    """Compare all on the sets that are named, or on every one."""
    folder, names = Path(sys.argv[1]).resolve(), sys.argv[2:] or [*REVIEWS, *OTHERS, PAIRS]
    titles = ("right/wrong/missed", "sensitiv.", "precision", "pairs", "F1", "CPU s", "MiB")
    print(f"{'set':<20} {'':<8} {titles[0]:>18} " + " ".join(f"{title:>8}" for title in titles[1:]))
    pooled: dict[str, Count] = {}
    with tempfile.TemporaryDirectory() as workplace:
        for name in names:
            if name == PAIRS:
                fuzzy(folder, Path(workplace))
                continue
            for tool, found in compare(folder, name, Path(workplace)).items():
                if name in REVIEWS:
                    pooled[tool] = pooled.get(tool, Count()) + found
    for tool, found in pooled.items():
        line("reviews pooled", tool, found)


if __name__ == "__main__":
    main()
