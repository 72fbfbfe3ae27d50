"""Cut a list of DOIs into the largest batches an API takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote_plus


def batches(dois: Sequence[str], *, most: int, longest: int) -> Iterator[tuple[str, ...]]:
    """
    Give each DOI once, at most ``most`` in a batch.

    ``longest`` bounds the bytes a batch takes in an address when percent-encoded, ten more a DOI
    for what stands between; a single DOI longer than that is a batch of its own.
    """
    batch: list[str] = []
    length = 0
    for doi in dict.fromkeys(dois):
        size = len(quote_plus(doi)) + 10
        if batch and (len(batch) == most or length + size > longest):
            yield tuple(batch)
            batch, length = [], 0
        batch.append(doi)
        length += size
    if batch:
        yield tuple(batch)
