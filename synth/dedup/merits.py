"""What one record's account of a field is preferred for above another's."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from synth.dedup import spellings
from synth.domain.records import Kind, Status, Why

Row = Mapping[str, Any]
# Takes a record that has the field, and all that have it; the smaller, the better.
Merit = Callable[[Row, Sequence[Row]], float]

_GRAVEST_FIRST = (Status.RETRACTED, Status.CONCERN, Status.CORRECTED, Status.CLEAN, Status.UNKNOWN)
# A label of a structured abstract: at the beginning of a line, or after a sentence where lines were joined.
_LABEL = re.compile(r"(?:^|(?<=[.?!)] ))[^\W\d_a-z][\w &/,()'-]{2,60}: ", re.MULTILINE)
_WHOLE = 0.9  # of the longest: what is missing are labels, a remark of the publisher, a sign in other letters


def _fuller_abstract(row: Row, rows: Sequence[Row]) -> float:
    """Prefer what is about as long as the longest."""
    length = len(row["abstract"])
    return 0 if length >= _WHOLE * max(len(one["abstract"]) for one in rows) else 1 / length


def _labelled_abstract(row: Row, rows: Sequence[Row]) -> float:
    return float(len(_LABEL.findall(row["abstract"])) < 2)


def _quiet_title(row: Row, rows: Sequence[Row]) -> float:
    return float(row["title"].isupper())


def _whole_title(row: Row, rows: Sequence[Row]) -> float:
    """Prefer a title that goes on where others stop: theirs was cut off, or lost its subtitle."""
    own = spellings.key(row["title"])
    return -sum(own != (other := spellings.key(one["title"])) and own.startswith(other) for one in rows)


def _longer_list(row: Row, rows: Sequence[Row]) -> float:
    return -len(row["authors"])


def _full_names(row: Row, rows: Sequence[Row]) -> float:
    """Prefer given names to initials, counted in authors."""
    return -sum(len(re.sub(r"\W", "", author.get("given") or "")) > 2 for author in row["authors"])


def _common_order(row: Row, rows: Sequence[Row]) -> float:
    order = _order(row)
    return -len({_voice(one) for one in rows if _order(one) == order})


def _order(row: Row) -> list[str]:
    return [spellings.family(author) for author in row["authors"]]


def _common_year(row: Row, rows: Sequence[Row]) -> float:
    return -len({_voice(one) for one in rows if one["year"] == row["year"]})


def _voice(row: Row) -> str:
    """Give whose statement it is: what Europe PMC has of PubMed is PubMed's."""
    return "pubmed" if row["source"] == "europepmc" else str(row["source"])


def _telling_kind(row: Row, rows: Sequence[Row]) -> float:
    """Prefer anything to «other», which says nothing."""
    return float(row["type"] == Kind.OTHER)


def _gravest(row: Row, rows: Sequence[Row]) -> float:
    return float(_GRAVEST_FIRST.index(Status(row["status"])))


# What counts before trust, the weightiest first, and how it is said.
MERITS: dict[str, tuple[tuple[Why, Merit], ...]] = {
    "title": ((Why.QUIET, _quiet_title), (Why.WHOLE, _whole_title)),
    "abstract": ((Why.FULLER, _fuller_abstract), (Why.LABELLED, _labelled_abstract)),
    "authors": (
        (Why.LONGER, _longer_list),
        (Why.COMMON, _common_order),
        (Why.NAMED, _full_names),
    ),
    "year": ((Why.COMMON, _common_year),),
    "type": ((Why.TELLING, _telling_kind),),
    "status": ((Why.GRAVEST, _gravest),),
}
