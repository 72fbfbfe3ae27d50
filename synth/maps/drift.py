"""What became of the groups of the last refresh, as sentences and rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from synth.maps.identity import Change, Drift

Row = dict[str, Any]

CHANGES = tuple(Change)


def rows(drift: Iterable[Drift], *, labels: Mapping[str, str], before: Mapping[str, str]) -> Iterator[Row]:
    """Give each change of a topic as a row; ``labels`` are those of today, ``before`` of the last run."""
    for one in drift:
        gone = one.change in (Change.MERGED, Change.VANISHED)
        label = (before if gone else labels).get(one.group, one.group)
        other = labels.get(one.other, one.other)
        yield {
            "change": one.change.value,
            "topic": one.group,
            "other": one.other or None,
            "works": one.works,
            "shared": one.shared,
            "label": label,
            "words": words(one, label=label, other=other, was=before.get(one.group, label)),
        }


def words(one: Drift, *, label: str, other: str = "", was: str = "") -> str:
    """Say in a sentence what became of a group."""
    if one.change is Change.KEPT:
        renamed = f" It was called «{was}»." if was and was != label else ""
        return f"«{label}» is the same as before: {_kept(one)}.{renamed}"
    if one.change is Change.SPLIT:
        return (
            f"«{label}» has split from «{other}»: {one.shared} of its {_works(one.works)} were there before."
        )
    if one.change is Change.MERGED:
        return f"«{label}» has gone into «{other}»: {one.shared} of its {_works(one.works)} are there now."
    if one.change is Change.VANISHED:
        if not one.before:
            return f"«{label}» is gone: none of its {_works(one.works)} is here any more."
        return f"«{label}» is gone: its {_works(one.works)} are spread over others now."
    if not one.before:
        return f"«{label}» is new: {_works(one.works)}, none of which was here before."
    return f"«{label}» is new: {_works(one.works)}, {one.before} of them from other groups."


def _kept(one: Drift) -> str:
    fresh, moved = one.works - one.before, one.before - one.shared
    parts = [f"{_works(one.shared)} stayed"]
    if moved:
        parts.append(f"{moved} came from others")
    if fresh:
        parts.append(f"{fresh} new")
    return ", ".join(parts)


def _works(count: int) -> str:
    return "1 work" if count == 1 else f"{count} works"
