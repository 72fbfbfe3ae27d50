"""The scholarly APIs we ask: what a Source is, and the table of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from synth.domain.answers import Answer, Page, Request, Search
from synth.domain.records import Record
from synth.sources import crossref, eric, europepmc, openalex, pubmed
from synth.sources.judging import Judgement
from synth.sources.reading import Unread


class Source(Protocol):
    """
    One scholarly API; a module with these names *is* a Source.

    Everything here is pure: what to ask, what an answer means, what it holds. Only the client
    opens a connection.
    """

    NAME: str
    BASE: str  # the public address that paths are put behind
    PACE: float  # seconds between two requests without a key
    KEY: str  # the environment variable that may hold a key; empty: the API knows none
    KEYED_PACE: float  # seconds between two requests with a key

    def search(self, search: Search, *, since: date | None, until: date) -> Request:
        """
        Give the first request of a keyword search.

        ``since`` asks only for what was indexed or changed from that day on, where the API can;
        None asks for everything. ``until`` is the day the corpus is to be complete to.
        """

    def fetch(self, dois: Sequence[str]) -> list[Request]:
        """Give the requests that ask for these DOIs, in the largest batches, or []."""

    def authorise(self, key: str) -> tuple[dict[str, str], dict[str, str]]:
        """Give the headers and the form fields that carry a key: never a part of the address."""

    def judge(self, answer: Answer) -> Judgement:
        """Say what an answer means."""

    def follow(self, answer: Answer) -> Page:
        """Say what is owed after a good answer; raise SourceChanged where it is not the known shape."""

    def introduce(self, contact: str) -> dict[str, str]:
        """Give the form fields in which the API wants to be told who asks, beside the User-Agent."""

    def parse(self, answer: Answer) -> Iterator[Record | Unread]:
        """
        Read a good answer into records, in its order.

        One record that has not the known shape is Unread, and the others are read; raises SourceChanged
        where the answer itself has not.
        """


SOURCES: dict[str, Source] = {
    "openalex": openalex,
    "crossref": crossref,
    "pubmed": pubmed,
    "europepmc": europepmc,
    "eric": eric,
}
